/** The Vietnamese sentences of the first screen; part of `vi.ts`, with the same rules. */
export const viAttract = {
  attract: {
    prompt: {
      welcome: {
        title: 'Kính mời Quý khách đăng ký khám bệnh',
        detail: 'Không cần chạm màn hình. Xin làm theo hình.',
      },
      'show-code': {
        title: 'Trước tiên, xin đưa mã QR trên thẻ cho máy đọc',
        detail: 'Cần mã QR để mở chip trên thẻ. Sau đó Quý khách đặt lại thẻ lên đầu đọc.',
      },
      'unknown-code': {
        title: 'Mã này không dùng để đăng ký được',
        detail: 'Có thể đây là mã của nơi khác. Xin quét mã QR trên thẻ căn cước.',
      },
      'unreadable-code': {
        title: 'Máy chưa đọc được mã',
        detail: 'Mã có thể bị mờ, nhăn hoặc lóa. Xin đưa lại, cách máy một gang tay.',
      },
      'card-forgotten': {
        title: 'Còn một thẻ nằm trên đầu đọc',
        detail: 'Nếu là thẻ của Quý khách, xin lấy lại. Nếu không, xin đưa cho nhân viên.',
      },
      'checking-code': {
        title: 'Đang kiểm tra mã VNeID',
        detail: 'Chỉ vài giây. Quý khách vui lòng chờ.',
      },
      'code-expired': {
        title: 'Mã VNeID này đã hết hạn',
        detail: 'Mỗi mã chỉ dùng được trong chốc lát. Xin mở mã mới trên VNeID rồi đưa lại.',
      },
      'code-unchecked': {
        title: 'Chưa kiểm tra được mã VNeID',
        detail: 'Hiện không hỏi được nơi cấp mã. Xin dùng thẻ căn cước, hoặc nhập số.',
      },
      'slip-needs-card': {
        title: 'Đã đọc giấy, giờ xin đưa mã trên thẻ căn cước',
        detail: 'Giấy này không ghi tên. Thẻ cho biết giấy là của ai.',
      },
      'slip-unchecked': {
        title: 'Chưa tra được giấy này',
        detail: 'Hiện không hỏi được bệnh viện. Xin đưa mã QR trên thẻ căn cước.',
      },
      'slip-unknown': {
        title: 'Bệnh viện không tìm thấy giấy này',
        detail: 'Có thể giấy đã cũ hoặc của nơi khác. Xin dùng thẻ căn cước.',
      },
      'next-person': {
        title: 'Mời người tiếp theo trong gia đình',
        detail: 'Xin đưa thẻ căn cước, giấy hoặc điện thoại của người ấy.',
      },
      'face-not-recognised': {
        title: 'Máy chưa nhận ra Quý khách',
        detail: 'Xin đăng ký bằng thẻ căn cước, hoặc gọi nhân viên giúp.',
      },
      'face-paused': {
        title: 'Nhận diện khuôn mặt đang tạm dừng',
        detail: 'Xin đăng ký bằng thẻ căn cước, hoặc gọi nhân viên giúp.',
      },
      'face-away': {
        title: 'Hiện chưa nhận diện được khuôn mặt',
        detail: 'Không phải lỗi của Quý khách. Xin dùng thẻ, hoặc gọi nhân viên.',
      },
    },
    /** For the ear, in place of the pictures that the welcome points at. */
    welcomeSpoken:
      'Không cần chạm màn hình. Nếu chưa tìm thấy chỗ đưa mã hoặc đặt thẻ, xin hỏi nhân viên. Muốn nghe lại, xin bấm nút Nghe lại.',
    /** Where a camera stands in for the scanner, and looks from a touch on. */
    whenAsked: 'Xin chạm nút bên dưới, rồi đưa mã trước máy ảnh.',
    whenAskedSpoken:
      'Xin bấm nút Đưa mã trước máy ảnh, rồi đưa mã. Nếu chưa tìm thấy máy ảnh hoặc chỗ đặt thẻ, xin hỏi nhân viên. Muốn nghe lại, xin bấm nút Nghe lại.',
    ways: {
      card: {
        title: 'Thẻ căn cước',
        scanner: 'Đưa mã QR vào máy quét',
        camera: 'Đưa mã QR trước máy ảnh',
        'camera-when-asked': 'Chạm nút bên dưới, rồi đưa mã QR',
        lay: 'Rồi đặt thẻ lên đầu đọc',
      },
      paper: {
        title: 'Giấy của bệnh viện hoặc điện thoại',
        scanner: 'Đưa mã trên đó vào máy quét',
        camera: 'Đưa mã trên đó trước máy ảnh',
        'camera-when-asked': 'Chạm nút, rồi đưa mã',
        either: 'Đưa mã vào máy quét, hoặc trước máy ảnh này',
      },
    },
    typedOnly: {
      title: 'Xin nhập số căn cước để đăng ký',
      detail: 'Máy này hiện không đọc được mã. Muốn đưa mã, xin đến máy khác gần đây.',
    },
    typeNumber: 'Nhập số căn cước',
    showToCamera: 'Đưa mã trước máy ảnh',
    beenHere: 'Tôi đã từng khám ở đây',
    byFace: 'Lần trước đã lưu khuôn mặt',
    emergency: 'Cấp cứu: chạm vào đây',
    /** For the ear, which may have keys in place of a finger. */
    emergencySpoken: 'Cấp cứu',
    emergencyAloud: 'Cấp cứu? Không cần đăng ký, xin gọi to người gần nhất.',
  },
  /** Beside somebody's number, about a code that was shown over it: mostly by whoever comes next. */
  strayCode: {
    'unknown-code': 'Mã vừa đưa không dùng được. Xin đưa mã QR trên thẻ căn cước.',
    'unreadable-code': 'Máy chưa đọc được mã. Xin đưa lại, cách máy một gang tay.',
    'code-expired': 'Mã VNeID này đã hết hạn. Xin mở mã mới rồi đưa lại.',
    'code-unchecked': 'Chưa kiểm tra được mã VNeID. Xin đưa mã QR trên thẻ căn cước.',
  },
} as const;
