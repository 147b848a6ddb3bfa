/**
 * Vietnamese writes a space between syllables, so a line may break in the middle of a word ("màn | hình"). These words
 * of the screen's texts are kept together with no-break spaces.
 */
const compounds = [
  'bảo hiểm',
  'bàn phím',
  'bệnh nhân',
  'bệnh viện',
  'bác sĩ',
  'căn cước',
  'cấp cứu',
  'có thể',
  'đăng ký',
  'đầu đọc',
  'định danh',
  'điện thoại',
  'đối chiếu',
  'gang tay',
  'gắn chip',
  'giấy tờ',
  'giữ yên',
  'hiệu lực',
  'hồ sơ',
  'hình ảnh',
  'kết nối',
  'khám bệnh',
  'khẩu trang',
  'khai sinh',
  'khởi động',
  'khuôn mặt',
  'kim loại',
  'kính mời',
  'lịch hẹn',
  'làm theo hình',
  'lấy lại',
  'màn hình',
  'máy ảnh',
  'máy quét',
  'mã QR',
  'một chút',
  'một thẻ',
  'người khám',
  'người khác',
  'nhân viên',
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
  'vài giây',
  'y tế',
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
