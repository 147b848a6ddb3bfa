/**
 * The 12-digit personal identification number: province (3), century and sex (1), birth year (2), random (6), without a
 * check digit. Decree 137/2015/NĐ-CP art. 13 and Circular 59/2021/TT-BCA art. 4; the circular expired on 1 July 2024 and
 * Law 26/2023/QH15 art. 12 promises no more than twelve digits, so nothing here may refuse a number.
 */
import type { Sex } from './code.ts';

/** Code of the province of birth registration (Circular 07/2016/TT-BCA, annex 1). Numbers kept it through later mergers. */
const PROVINCES: ReadonlyMap<string, string> = new Map([
  ['001', 'Hà Nội'],
  ['002', 'Hà Giang'],
  ['004', 'Cao Bằng'],
  ['006', 'Bắc Kạn'],
  ['008', 'Tuyên Quang'],
  ['010', 'Lào Cai'],
  ['011', 'Điện Biên'],
  ['012', 'Lai Châu'],
  ['014', 'Sơn La'],
  ['015', 'Yên Bái'],
  ['017', 'Hòa Bình'],
  ['019', 'Thái Nguyên'],
  ['020', 'Lạng Sơn'],
  ['022', 'Quảng Ninh'],
  ['024', 'Bắc Giang'],
  ['025', 'Phú Thọ'],
  ['026', 'Vĩnh Phúc'],
  ['027', 'Bắc Ninh'],
  ['030', 'Hải Dương'],
  ['031', 'Hải Phòng'],
  ['033', 'Hưng Yên'],
  ['034', 'Thái Bình'],
  ['035', 'Hà Nam'],
  ['036', 'Nam Định'],
  ['037', 'Ninh Bình'],
  ['038', 'Thanh Hóa'],
  ['040', 'Nghệ An'],
  ['042', 'Hà Tĩnh'],
  ['044', 'Quảng Bình'],
  ['045', 'Quảng Trị'],
  ['046', 'Thừa Thiên Huế'],
  ['048', 'Đà Nẵng'],
  ['049', 'Quảng Nam'],
  ['051', 'Quảng Ngãi'],
  ['052', 'Bình Định'],
  ['054', 'Phú Yên'],
  ['056', 'Khánh Hòa'],
  ['058', 'Ninh Thuận'],
  ['060', 'Bình Thuận'],
  ['062', 'Kon Tum'],
  ['064', 'Gia Lai'],
  ['066', 'Đắk Lắk'],
  ['067', 'Đắk Nông'],
  ['068', 'Lâm Đồng'],
  ['070', 'Bình Phước'],
  ['072', 'Tây Ninh'],
  ['074', 'Bình Dương'],
  ['075', 'Đồng Nai'],
  ['077', 'Bà Rịa-Vũng Tàu'],
  ['079', 'TP. Hồ Chí Minh'],
  ['080', 'Long An'],
  ['082', 'Tiền Giang'],
  ['083', 'Bến Tre'],
  ['084', 'Trà Vinh'],
  ['086', 'Vĩnh Long'],
  ['087', 'Đồng Tháp'],
  ['089', 'An Giang'],
  ['091', 'Kiên Giang'],
  ['092', 'Cần Thơ'],
  ['093', 'Hậu Giang'],
  ['094', 'Sóc Trăng'],
  ['095', 'Bạc Liêu'],
  ['096', 'Cà Mau'],
]);

/** What the pattern of a number says about its holder. */
export interface IdNumberMeaning {
  provinceCode: string;
  /** null: a code of no Vietnamese province, as people registered abroad have. */
  provinceName: string | null;
  sex: Sex;
  birthYear: number;
}

/** Names of the 63 provinces of the number scheme, by three-digit code. */
export function provinceNames(): ReadonlyMap<string, string> {
  return PROVINCES;
}

/** Reads the pattern of a number, or null when it has not twelve digits. */
export function readIdNumber(idNumber: string): IdNumberMeaning | null {
  if (!/^\d{12}$/.test(idNumber)) return null;
  const provinceCode = idNumber.slice(0, 3);
  const centuryAndSex = Number(idNumber.slice(3, 4));
  return {
    provinceCode,
    provinceName: PROVINCES.get(provinceCode) ?? null,
    sex: centuryAndSex % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + 100 * Math.floor(centuryAndSex / 2) + Number(idNumber.slice(4, 6)),
  };
}
