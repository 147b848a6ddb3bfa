/**
 * Vietnamese writes a space between syllables, so a line may break in the middle of a word ("màn | hình"). These words
 * of the screen's texts are kept together with no-break spaces.
 */
const compounds = [
  'ánh đèn',
  'ánh sáng',
  'bảo hiểm',
  'bàn phím',
  'bệnh nhân',
  'bệnh viện',
  'bác sĩ',
  'cá nhân',
  'căn cước',
  'cấp cứu',
  'có thể',
  'dãy số',
  'dữ liệu',
  'đăng ký',
  'đầu đọc',
  'định danh',
  'điện thoại',
  'đối chiếu',
  'động tác',
  'gang tay',
  'gắn chip',
  'giấy tờ',
  'giới tính',
  'giữ yên',
  'hiệu lực',
  'hồ sơ',
  'hình ảnh',
  'họ tên',
  'kết nối',
  'khám bệnh',
  'khẩu trang',
  'khai sinh',
  'khởi động',
  'khung hình',
  'khuôn mặt',
  'kim loại',
  'kính mời',
  'lịch hẹn',
  'làm theo hình',
  'lấy lại',
  'mã hóa',
  'màn hình',
  'máy ảnh',
  'máy chủ',
  'máy quét',
  'mã QR',
  'một chút',
  'một thẻ',
  'ngày sinh',
  'Nghị định',
  'ngược sáng',
  'người khám',
  'người khác',
  'nhận diện',
  'nhận ra',
  'nhân viên',
  'phía sau',
  'phòng khám',
  'Quý khách',
  'sắp xếp',
  'số thứ tự',
  'số căn cước',
  'số điện thoại',
  'so khớp',
  'so khuôn mặt',
  'thông tin',
  'thử lại',
  'tái khám',
  'tiếp đón',
  'tiếp tục',
  'tự chi trả',
  'trục trặc',
  'tự nguyện',
  'vài giây',
  'y tế',
  'yêu cầu',
];

const pattern = new RegExp(`(?<!\\p{L})(?:${compounds.join('|')})(?!\\p{L})`, 'giu');

type Texts = { readonly [key: string]: string | Texts };

/** The same texts, with the words above unbreakable. */
export function keepCompoundsTogether<T extends Texts>(texts: T): T {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      typeof text === 'string'
        ? text.replace(pattern, (word) => word.replaceAll(' ', '\u00a0'))
        : keepCompoundsTogether(text),
    ]),
  ) as T;
}
