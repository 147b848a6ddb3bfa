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
      'not-sent': 'Chưa báo được, máy đang thử lại. Xin gọi người gần nhất.',
      unavailable: 'Máy không gọi được nhân viên. Xin gọi người gần nhất.',
    },
    startOver: 'Làm lại từ đầu',
    language: 'Ngôn ngữ',
    takeCard: 'Quý khách vui lòng lấy lại thẻ',
    kiosk: 'Máy {{kioskId}} · {{location}}',
  },
  notices: {
    'configuration-wrong': 'Cấu hình máy có lỗi, nhân viên kỹ thuật cần kiểm tra.',
    'data-folder-unwritable': 'Máy không ghi được dữ liệu, nhân viên kỹ thuật cần kiểm tra.',
    'folder-in-use': 'Một chương trình khác đang dùng dữ liệu của máy này.',
    'queue-damaged': 'Dữ liệu lưu trên máy bị hỏng, nhân viên kỹ thuật cần kiểm tra.',
    'start-failed': 'Chương trình không khởi động được, nhân viên kỹ thuật cần kiểm tra.',
    'simulation-absent': 'Cấu hình dùng thiết bị mô phỏng mà bản cài đặt này không có.',
    'no-scanner': 'Máy quét mã không hoạt động, xin kiểm tra dây, nguồn và cấu hình.',
    'simulated-devices': 'Thiết bị mô phỏng: không dùng để đăng ký thật.',
  },
  away: {
    reader: 'Đầu đọc thẻ đang tạm nghỉ, Quý khách đăng ký bằng mã.',
    camera: 'Máy ảnh đang tạm nghỉ, Quý khách vẫn đăng ký được.',
    hospital: 'Tạm mất kết nối với bệnh viện, Quý khách vẫn lấy số được bằng thẻ.',
  },
  attract: {
    prompt: {
      welcome: {
        title: 'Kính mời Quý khách đăng ký khám bệnh',
        detail: 'Không cần chạm màn hình. Xin làm theo hình.',
      },
      'show-code': {
        title: 'Trước tiên, xin đưa mã QR trên thẻ vào máy quét',
        detail: 'Cần mã QR để mở chip trên thẻ. Sau đó Quý khách đặt lại thẻ lên đầu đọc.',
      },
      'unknown-code': {
        title: 'Mã này không dùng để đăng ký được',
        detail: 'Có thể đây là mã của nơi khác. Xin quét mã QR trên thẻ căn cước.',
      },
      'unreadable-code': {
        title: 'Máy chưa đọc được mã',
        detail: 'Mã có thể bị mờ, nhăn hoặc lóa. Xin đưa lại, cách máy quét một gang tay.',
      },
      'card-forgotten': {
        title: 'Còn một thẻ nằm trên đầu đọc',
        detail: 'Nếu là thẻ của Quý khách, xin lấy lại. Nếu không, xin đưa cho nhân viên.',
      },
    },
    ways: {
      card: {
        title: 'Thẻ căn cước',
        scan: 'Đưa mã QR vào máy quét',
        lay: 'Rồi đặt thẻ lên đầu đọc',
      },
      paper: {
        title: 'Giấy của bệnh viện hoặc điện thoại',
        scan: 'Đưa mã bệnh nhân vào máy quét',
      },
    },
    emergency: 'Cấp cứu? Không cần đăng ký, xin gọi nhân viên ngay.',
  },
  closed: {
    title: 'Máy tạm ngưng phục vụ',
    detail: 'Kính mời Quý khách đến quầy tiếp đón hoặc máy khác gần đây.',
    forStaff: 'Dành cho nhân viên',
  },
  identify: {
    hello: 'Xin chào {{name}}',
    helloGuest: 'Xin chào Quý khách',
    awaited: {
      title: 'Xin đặt thẻ lên đầu đọc',
      detail: 'Quý khách giữ yên thẻ vài giây, đừng nhấc lên.',
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
        title: 'Thẻ này không khớp với mã vừa quét',
        detail: 'Xin đặt đúng thẻ Quý khách vừa quét mã. Nếu đúng là thẻ ấy, xin tiếp tục chỉ bằng mã.',
      },
      'no-key': {
        title: 'Mã trên thẻ chưa đủ để mở chip',
        detail: 'Đây không phải lỗi của Quý khách. Xin tiếp tục chỉ bằng mã, không cần thẻ.',
      },
      'not-a-document': {
        title: 'Đây không phải thẻ căn cước gắn chip',
        detail: 'Có thể thẻ khác nằm cùng. Xin chỉ đặt một thẻ căn cước.',
      },
      'reader-gone': {
        title: 'Đầu đọc thẻ đang tạm nghỉ',
        detail: 'Đây không phải lỗi của Quý khách. Xin tiếp tục bằng mã đã quét.',
      },
      unreadable: {
        title: 'Máy chưa đọc được chip trên thẻ',
        detail: 'Có thể do bao thẻ hoặc vật kim loại. Xin bỏ bao và đặt lại.',
      },
      'mute-card': {
        title: 'Thẻ chưa nằm đúng chỗ',
        detail: 'Xin đặt một thẻ nằm phẳng giữa đầu đọc. Nếu đầu đọc có khe, xin đẩy thẻ vào hết.',
      },
      'several-cards': {
        title: 'Máy thấy nhiều hơn một thẻ',
        detail: 'Xin chỉ để lại thẻ căn cước của Quý khách. Thẻ của người khác, xin đưa cho nhân viên.',
      },
    },
    read: {
      detail: 'Đã đọc xong, cảm ơn Quý khách.',
    },
    withoutCard: 'Không có thẻ, tiếp tục bằng mã',
    withCodeOnly: 'Tiếp tục chỉ bằng mã',
    portraitOf: 'Ảnh trong thẻ',
  },
  tries: {
    left_other: 'Còn {{count}} lần thử',
    againLeft_other: 'Đọc lại thẻ, còn {{count}} lần',
  },
  verify: {
    instruction: {
      'look-here': 'Xin nhìn vào máy ảnh',
      'no-face': 'Xin đứng trước màn hình để máy thấy khuôn mặt',
      'several-faces': 'Xin chỉ để một mình Quý khách trong khung',
      'come-closer': 'Xin tiến lại gần thêm một chút',
      'step-back': 'Xin lùi lại một chút',
      'more-light': 'Hơi tối, xin quay mặt về phía ánh sáng',
      'less-light': 'Hơi chói, xin tránh nguồn sáng phía sau',
      'hold-still': 'Xin giữ yên một chút',
      'look-straight': 'Xin nhìn thẳng, không nghiêng đầu',
    },
    detail: 'Máy so khuôn mặt với ảnh trong thẻ. Hình ảnh không rời khỏi máy này.',
    retry: 'Chưa khớp. Có thể do khẩu trang, kính hoặc ánh sáng. Xin thử lại.',
    matched: 'Cảm ơn, khuôn mặt khớp với ảnh trong thẻ',
    skip: 'Tiếp tục không dùng máy ảnh',
  },
  choose: {
    title: 'Quý khách muốn khám ở đâu?',
    lookingUp: {
      title: 'Đang hỏi bệnh viện về lịch khám',
      detail: 'Chỉ vài giây. Quý khách vui lòng chờ.',
    },
    none: {
      title: 'Hiện chưa có phòng khám nào nhận khách',
      detail: 'Xin nhận số quầy tiếp đón, nhân viên sẽ sắp xếp cho Quý khách.',
    },
    askDesk: 'Nhận số quầy tiếp đón',
    appointment: 'Lịch hẹn {{time}}',
    waiting_other: '{{count}} người chờ',
    nobodyWaiting: 'Chưa ai chờ',
    closed: 'Đang nghỉ',
    clinics: 'Phòng khám',
    page: 'Trang {{page}}/{{pages}}',
    previous: 'Trang trước',
    next: 'Trang sau',
    hospitalAway: 'Chưa kết nối được bệnh viện. Quý khách vẫn đăng ký được.',
  },
  place: {
    room: 'Phòng {{room}}',
    floor: 'Tầng {{floor}}',
  },
  insurance: {
    covered: 'Thẻ BHYT còn hiệu lực',
    coveredUntil: 'Thẻ BHYT có hiệu lực đến {{date}}',
    'not-covered': 'BHYT hiện chưa áp dụng được. Xin hỏi quầy tiếp đón.',
    'check-name': 'Tên trên thẻ BHYT cần đối chiếu. Xin hỏi quầy tiếp đón.',
    unknown: 'Chưa tra được BHYT. Quý khách vẫn đăng ký được.',
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
    takeNumber: 'Lấy số thứ tự',
    back: 'Chọn phòng khám khác',
    claimed: 'Thông tin theo mã vừa quét, nhân viên sẽ đối chiếu.',
  },
  stream: {
    insured: 'Bảo hiểm y tế',
    paying: 'Tự chi trả',
    priority: 'Ưu tiên',
  },
  ticket: {
    title: {
      new: 'Số thứ tự của Quý khách',
      existing: 'Hôm nay Quý khách đã có số này',
      again: 'Số này đã cấp trước khi máy khởi động lại',
    },
    numberLabel: 'Số thứ tự',
    goTo: 'Mời Quý khách đến phòng khám và chờ gọi số.',
    remember: 'Xin nhớ hoặc chụp lại số này.',
    claimed: 'Xin mang theo giấy tờ để đối chiếu.',
    unofficial: 'Số do máy này cấp, bệnh viện vẫn gọi.',
    sync: {
      pending: 'Chưa gửi đến bệnh viện, máy sẽ tự gửi.',
      confirmed: 'Đã gửi đến bệnh viện',
      refused: 'Bệnh viện cần xem lại đăng ký. Xin ghé quầy tiếp đón.',
    },
    issuedAt: 'lúc {{time}}',
    finish: 'Xong',
  },
  desk: {
    title: 'Kính mời Quý khách đến quầy tiếp đón',
    numberLabel: 'Số quầy tiếp đón',
    reason: {
      'face-not-matched': 'Máy chưa so khớp được khuôn mặt, thường do ánh sáng hoặc khẩu trang.',
      'card-conflict': 'Thẻ và mã vừa quét chưa giống nhau, nhân viên sẽ xem giúp.',
      'chip-invalid': 'Máy chưa xác nhận được chip trên thẻ, nhân viên sẽ xem giúp.',
      'several-patients': 'Có vài hồ sơ giống nhau, nhân viên sẽ chọn đúng hồ sơ.',
      'record-conflict': 'Thông tin trên thẻ và hồ sơ khác nhau, nhân viên sẽ sửa giúp.',
      'insurance-at-counter': 'Thẻ bảo hiểm y tế cần được kiểm tra tại quầy.',
      'patient-unknown': 'Chưa có hồ sơ của Quý khách, nhân viên sẽ lập hồ sơ.',
      'hospital-away': 'Chưa liên lạc được với bệnh viện, nhân viên sẽ tìm hồ sơ giúp.',
      'no-clinic': 'Hiện chưa có phòng khám phù hợp, nhân viên sẽ sắp xếp.',
      'asked-for-staff': 'Nhân viên sẽ đăng ký giúp Quý khách.',
      'step-failed': 'Máy chưa làm xong một bước, nhân viên sẽ làm tiếp.',
    },
    next: 'Quý khách xin nhớ số này và chờ gọi tại quầy.',
    sync: {
      pending: 'Máy sẽ gửi thông tin vừa nhận đến nhân viên.',
      confirmed: 'Nhân viên đã có thông tin Quý khách vừa đưa.',
      refused: 'Xin đưa lại giấy tờ cho nhân viên.',
    },
    finish: 'Xong',
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
  },
  broken: {
    title: 'Màn hình gặp trục trặc, xin gọi nhân viên',
    detail: 'Đây không phải lỗi của Quý khách. Đăng ký đã lưu vẫn còn nguyên.',
  },
} as const;
