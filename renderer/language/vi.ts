import { viAttract } from './vi-attract.ts';
import { viFaces } from './vi-faces.ts';
import { viFrame } from './vi-frame.ts';
import { viKeyboard } from './vi-keyboard.ts';
import { viPayment } from './vi-payment.ts';
import { viQuestions } from './vi-questions.ts';
import { viSpeech } from './vi-speech.ts';
import { viPaper } from './vi-paper.ts';
import { viStaff } from './vi-staff.ts';
import { viTickets } from './vi-tickets.ts';
import { viWhose } from './vi-whose.ts';

/**
 * Every Vietnamese sentence of the screen; Vietnamese is the source, `en.ts` must have the same keys or it does not compile.
 * "Quý khách" form. A title is one sentence of at most 12 words; a detail says the likely cause and what to do next.
 */
export const vi = {
  frame: {
    callStaff: 'Gọi nhân viên',
    staffCall: {
      sending: 'Đang báo nhân viên…',
      known: 'Đã báo nhân viên',
      coming: 'Nhân viên đang tới',
      'not-sent': 'Chưa báo được, máy đang thử lại. Xin gọi người gần nhất.',
      unavailable: 'Máy không gọi được nhân viên. Xin gọi người gần nhất.',
    },
    startOver: 'Làm lại từ đầu',
    close: 'Đóng',
    language: 'Ngôn ngữ',
    languages: { title: 'Quý khách chọn ngôn ngữ nào?' },
    takeCard: 'Quý khách vui lòng lấy lại thẻ',
    kiosk: 'Máy {{kioskId}} · {{location}}',
  },
  around: viFrame,
  notices: {
    'configuration-wrong': 'Cấu hình máy có lỗi, nhân viên kỹ thuật cần kiểm tra.',
    'data-folder-unwritable': 'Máy không ghi được dữ liệu, nhân viên kỹ thuật cần kiểm tra.',
    'folder-in-use': 'Một chương trình khác đang dùng dữ liệu của máy này.',
    'queue-damaged': 'Dữ liệu lưu trên máy bị hỏng, nhân viên kỹ thuật cần kiểm tra.',
    'folder-copied': 'Dữ liệu này chép từ máy khác, nhân viên kỹ thuật cần kiểm tra.',
    'key-unusable': 'Máy không mở được khóa dữ liệu, nhân viên kỹ thuật cần kiểm tra.',
    'newer-version': 'Dữ liệu do phiên bản mới hơn ghi, nhân viên kỹ thuật cần cập nhật.',
    'start-failed': 'Chương trình không khởi động được, nhân viên kỹ thuật cần kiểm tra.',
    'simulation-absent': 'Cấu hình dùng thiết bị mô phỏng mà bản cài đặt này không có.',
    'simulated-devices': 'Thiết bị mô phỏng: không dùng để đăng ký thật.',
  },
  staffNotes: {
    waiting_other: 'Báo nhân viên: có đăng ký chờ gửi đã {{count}} phút.',
    refused_other: 'Báo nhân viên: bệnh viện từ chối {{count}} đăng ký. Xin xem danh sách.',
    salvaged: 'Báo nhân viên: dữ liệu bị hỏng đã được cứu. Còn {{saved}} đăng ký, mất {{lost}}.',
    'older-copy': 'Báo nhân viên: máy chạy trên bản dữ liệu cũ. Đã bỏ qua một số số thứ tự.',
    clock_other: 'Báo nhân viên: đồng hồ của máy lệch {{count}} phút so với bệnh viện.',
    printer: {
      'not-reachable': 'Báo nhân viên: không thấy máy in.',
      'not-responding': 'Báo nhân viên: máy in không trả lời.',
      'media-empty': 'Báo nhân viên: máy in hết giấy.',
      'media-jammed': 'Báo nhân viên: máy in bị kẹt giấy.',
      'cover-open': 'Báo nhân viên: nắp máy in đang mở.',
      'hardware-error': 'Báo nhân viên: máy in bị lỗi.',
    },
    'paper-low': 'Báo nhân viên: giấy in sắp hết.',
    'no-printer': 'Báo nhân viên: chưa khai báo máy in, máy không in phiếu.',
  },
  away: {
    reader: 'Đầu đọc thẻ đang tạm nghỉ, Quý khách đăng ký bằng mã.',
    scanner: 'Máy quét đang tạm nghỉ.',
    camera: 'Máy ảnh đang tạm nghỉ, Quý khách vẫn đăng ký được.',
    hospital: 'Tạm mất kết nối với bệnh viện, Quý khách vẫn lấy số được bằng thẻ.',
    /** Where nothing reads a code: there the number of the card is typed. */
    withoutCodes: {
      reader: 'Đầu đọc thẻ đang tạm nghỉ.',
      hospital: 'Tạm mất kết nối với bệnh viện, Quý khách vẫn lấy số được.',
    },
  },
  closed: {
    title: 'Máy đang tạm nghỉ',
    detail: 'Kính mời Quý khách đến quầy tiếp đón hoặc máy khác gần đây.',
    forStaff: 'Dành cho nhân viên',
    by: {
      hours: {
        title: 'Máy đang nghỉ ngoài giờ',
        detail: 'Giờ này máy không nhận đăng ký. Cần gấp, xin gọi nhân viên.',
      },
      staff: {
        title: 'Máy này đang tạm đóng',
        detail: 'Nhân viên đã tạm đóng máy. Kính mời Quý khách đến quầy tiếp đón.',
      },
    },
    opens: 'Mở lại: {{day}}, lúc {{time}}',
    nearest: 'Nơi phục vụ gần nhất',
  },
  identify: {
    hello: 'Xin chào {{name}}',
    helloGuest: 'Xin chào Quý khách',
    awaited: {
      title: 'Xin đặt thẻ lên đầu đọc',
      detail: 'Quý khách giữ yên thẻ vài giây, đừng nhấc lên.',
    },
    otherCard: {
      title: 'Xin lấy thẻ trên đầu đọc ra trước',
      detail: 'Sau đó, xin đặt thẻ có mã hoặc số vừa đưa.',
    },
    notice: {
      'not-this-code': 'Mã vừa quét không dùng ở bước này.',
    },
    reading: {
      title: 'Đang đọc thẻ, xin giữ yên',
      detail: 'Quý khách đừng nhấc thẻ lên.',
      progress: 'Đã đọc',
    },
    problem: {
      pulled: {
        title: 'Thẻ rời đầu đọc quá sớm',
        detail: 'Máy chưa đọc xong. Xin đặt lại thẻ và giữ yên vài giây.',
      },
      'wrong-key': {
        title: 'Thẻ này không khớp với mã hoặc số vừa đưa',
        detail: 'Có thể là thẻ của người khác. Xin đặt đúng thẻ, hoặc tiếp tục không cần thẻ.',
      },
      'no-key': {
        title: 'Thông tin này chưa đủ để mở chip',
        detail: 'Mã hoặc số vừa đưa có thể còn thiếu. Xin tiếp tục không cần thẻ.',
      },
      'not-a-document': {
        title: 'Máy không đọc được loại thẻ này',
        detail: 'Có thể là thẻ nước ngoài hoặc thẻ khác. Xin chỉ đặt thẻ căn cước, hoặc đến quầy tiếp đón.',
      },
      'reader-gone': {
        title: 'Đầu đọc thẻ đang tạm nghỉ',
        detail: 'Đây không phải lỗi của Quý khách. Xin tiếp tục không cần thẻ.',
      },
      unreadable: {
        title: 'Máy chưa đọc được chip trên thẻ',
        detail: 'Có thể do bao thẻ hoặc vật kim loại. Xin bỏ bao và đặt lại.',
      },
      'mute-card': {
        title: 'Thẻ chưa nằm đúng chỗ',
        detail: 'Có thể thẻ lệch, ngược hoặc chưa vào hết. Xin đặt một thẻ phẳng giữa đầu đọc, có khe thì đẩy hết vào.',
      },
      'several-cards': {
        title: 'Máy thấy nhiều hơn một thẻ',
        detail: 'Xin chỉ để lại thẻ căn cước của Quý khách. Thẻ của người khác, xin đưa cho nhân viên.',
      },
    },
    expired: {
      title: 'Thẻ này đã hết hạn ngày {{date}}',
      titleAloud: 'Thẻ này đã hết hạn',
      detail: 'Quý khách vẫn đăng ký được, nhân viên sẽ xem lại giấy tờ. Nếu có thẻ mới, xin dùng thẻ mới.',
      goOn: 'Tiếp tục đăng ký',
    },
    read: {
      detail: 'Đã đọc xong, cảm ơn Quý khách.',
    },
    withoutCard: 'Tôi không có thẻ, xin tiếp tục',
    withCodeOnly: 'Tiếp tục không cần thẻ',
    typeNumber: 'Nhập số căn cước',
    portraitOf: 'Ảnh trong thẻ',
  },
  tries: {
    left_other: 'Còn {{count}} lần nữa, xin cứ thong thả',
    againLeft_other: 'Đọc lại thẻ, còn {{count}} lần',
  },
  cameraCodes: {
    title: 'Xin đưa mã trước máy ảnh',
    detail: 'Cách máy một gang tay, giữ thẳng và yên. Nếu là điện thoại, xin tăng độ sáng.',
    away: {
      title: 'Máy ảnh đang tạm nghỉ',
      detail: 'Không phải lỗi của Quý khách. Xin quay lại và chọn cách khác, hoặc gọi nhân viên.',
    },
    stop: 'Tắt máy ảnh',
  },
  choose: {
    title: 'Quý khách muốn khám ở đâu?',
    lookingUp: {
      title: 'Đang hỏi bệnh viện về lịch hẹn',
      detail: 'Chỉ vài giây. Quý khách vui lòng chờ.',
    },
    none: {
      title: 'Hiện chưa có phòng khám nào nhận khách',
      detail: 'Xin bấm lấy số, rồi đến quầy tiếp đón. Nhân viên sẽ sắp xếp.',
    },
    askDesk: 'Lấy số để gặp quầy tiếp đón',
    waiting_other: '{{count}} người chờ',
    nobodyWaiting: 'Chưa ai chờ',
    clinics: 'Phòng khám',
    page: 'Trang {{page}}/{{pages}}',
    previous: 'Trang trước',
    next: 'Trang sau',
    hospitalAway: 'Chưa kết nối được bệnh viện. Quý khách vẫn đăng ký được.',
    asOf: 'Thông tin lúc {{time}}.',
    asOfDay: 'Thông tin ngày {{day}}, lúc {{time}}.',
    free: 'Còn chỗ lúc {{time}}',
    rooms_other: '{{count}} phòng',
    lastTime: 'Như lần trước',
    unsure: 'Tôi không biết khám ở đâu',
    bringSomebody: 'Tôi đưa người khác đi khám',
  },
  place: {
    room: 'Phòng {{room}}',
    floor: 'Tầng {{floor}}',
    wait: 'Chờ khoảng {{minutes}} phút',
  },
  insurance: {
    coveredUntil: 'Thẻ BHYT có hiệu lực đến {{date}}',
    advice: {
      covered: 'Thẻ BHYT còn hiệu lực',
      'new-card': 'Thẻ BHYT cũ đã hết hạn. Quý khách xin dùng thẻ mới.',
      'new-card-soon': 'Quý khách đã có thẻ BHYT mới. Thẻ cũ hôm nay vẫn dùng được.',
      army: 'Thẻ BHYT do quân đội quản lý. Xin đưa thẻ và căn cước tại quầy tiếp đón.',
      police: 'Thẻ BHYT do công an quản lý. Xin đưa thẻ và căn cước tại quầy tiếp đón.',
      'child-without-card': 'Trẻ chưa có thẻ BHYT. Xin đưa giấy khai sinh tại quầy tiếp đón.',
      name: 'Họ tên khác với thẻ BHYT. Xin đối chiếu giấy tờ tại quầy tiếp đón.',
      'name-initials': 'Họ tên gần giống thẻ BHYT. Xin đối chiếu giấy tờ tại quầy tiếp đón.',
      'birth-date': 'Ngày sinh khác với thẻ BHYT. Xin đối chiếu giấy tờ tại quầy tiếp đón.',
      expired: 'Thẻ BHYT đã hết hạn. Xin hỏi quầy tiếp đón, hoặc khám tự chi trả.',
      'unknown-card': 'Không tìm thấy thẻ BHYT. Xin đưa thẻ tại quầy tiếp đón, hoặc tự chi trả.',
      'wrong-number': 'Số thẻ BHYT chưa đúng. Xin đưa thẻ tại quầy tiếp đón, hoặc tự chi trả.',
      revoked: 'Thẻ BHYT đã bị thu hồi. Xin hỏi quầy tiếp đón, hoặc khám tự chi trả.',
      reduced: 'Thẻ BHYT này đã ngừng đóng. Xin hỏi quầy tiếp đón, hoặc khám tự chi trả.',
      moved: 'Thẻ BHYT đã chuyển nơi tham gia. Xin đưa thẻ mới tại quầy tiếp đón.',
      'portal-down': 'Bảo hiểm y tế chưa trả lời. Quý khách vẫn đăng ký, xin đưa thẻ tại quầy tiếp đón.',
      'hospital-rejected': 'Bệnh viện chưa tra được BHYT. Quý khách vẫn đăng ký, xin đưa thẻ tại quầy tiếp đón.',
      other: 'Chưa rõ kết quả tra BHYT. Quý khách vẫn đăng ký, xin hỏi quầy tiếp đón.',
      'not-asked': 'Chưa tra được BHYT. Quý khách vẫn đăng ký được.',
      'open-stay': 'Quý khách chưa ra viện ở một nơi khác. Xin hỏi quầy tiếp đón.',
      'out-of-route': 'Thẻ BHYT còn hiệu lực, nhưng ở đây cần giấy chuyển tuyến.',
      'referral-expired': 'Giấy chuyển tuyến đã hết hạn. Xin hỏi quầy tiếp đón, hoặc khám tự chi trả.',
      counter: 'Thẻ BHYT được kiểm tra tại quầy tiếp đón.',
    },
    paysAlone: 'Lần này Quý khách tự chi trả.',
    openStay: 'Đang nằm ở',
    referral: 'Chuyển từ',
    referralUntil: 'Hạn của giấy',
    referralOver: 'Giấy hết hạn',
    number: 'Thẻ BHYT',
    replaced: 'Thay thẻ',
    facility: 'Nơi đăng ký',
    validTo: 'Hiệu lực đến',
    route: 'Tuyến',
    routes: { right: 'Đúng tuyến', 'out-of-route': 'Cần giấy chuyển tuyến', any: 'Không cần giấy chuyển tuyến' },
    benefit: 'BHYT chi trả',
    share: 'Quý khách trả',
    both: '{{benefit}}, Quý khách {{share}}',
  },
  confirm: {
    title: 'Xem lại và lấy số thứ tự',
    committing: 'Đang lấy số cho Quý khách',
    committingDetail: 'Chỉ vài giây. Quý khách vui lòng chờ.',
    clinic: 'Phòng khám',
    name: 'Họ và tên',
    idNumber: 'Số giấy tờ',
    birthYear: 'Năm sinh',
    stream: 'Diện khám',
    session: 'Buổi khám',
    carer: 'Đi cùng',
    time: 'Hẹn {{time}}',
    takeNumber: 'Lấy số thứ tự',
    room: 'Đổi phòng, bác sĩ hoặc buổi khám',
    back: 'Chọn phòng khám khác',
    claimed: 'Nhân viên sẽ đối chiếu thông tin này.',
  },
  stream: {
    insured: 'Bảo hiểm y tế',
    paying: 'Tự chi trả',
    priority: 'Ưu tiên',
  },
  idle: {
    title: 'Quý khách còn ở đây không?',
    secondsLeft_other: 'Màn hình sẽ tự xóa thông tin sau {{count}} giây.',
    stay: 'Tôi vẫn ở đây',
    leave: 'Kết thúc',
    numberHides: 'Số này sắp ẩn.',
    keep_other: 'Giữ lại, còn {{count}} giây',
  },
  oneMoment: {
    title: 'Xin Quý khách chờ một chút',
    detail: 'Máy đang khởi động lại.',
    long: 'Xin đến quầy tiếp đón. Nếu cần giúp ngay, xin gọi to người gần nhất.',
  },
  broken: {
    title: 'Màn hình gặp trục trặc, xin gọi nhân viên',
    detail: 'Đây không phải lỗi của Quý khách. Đăng ký đã lưu vẫn còn nguyên.',
  },
  ...viAttract,
  ...viFaces,
  ...viKeyboard,
  ...viPayment,
  ...viQuestions,
  ...viSpeech,
  ...viPaper,
  ...viTickets,
  staff: viStaff,
  whose: viWhose,
} as const;
