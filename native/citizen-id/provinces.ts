/**
 * The provinces of the number scheme (Circular 07/2016/TT-BCA, annex 1: 63 codes, which numbers kept through every later
 * merger) and what each became on 1 July 2025 (Resolution 202/2025/QH15: 34 units).
 */
import { foldToAscii } from './names.ts';

export interface Province {
  /** Of the old province, as a number begins with it. */
  code: string;
  /** Until 30 June 2025. */
  formerName: string;
  presentName: string;
}

const PROVINCES: readonly Province[] = (
  [
    ['001', 'Hà Nội'],
    ['002', 'Hà Giang', 'Tuyên Quang'],
    ['004', 'Cao Bằng'],
    ['006', 'Bắc Kạn', 'Thái Nguyên'],
    ['008', 'Tuyên Quang'],
    ['010', 'Lào Cai'],
    ['011', 'Điện Biên'],
    ['012', 'Lai Châu'],
    ['014', 'Sơn La'],
    ['015', 'Yên Bái', 'Lào Cai'],
    ['017', 'Hòa Bình', 'Phú Thọ'],
    ['019', 'Thái Nguyên'],
    ['020', 'Lạng Sơn'],
    ['022', 'Quảng Ninh'],
    ['024', 'Bắc Giang', 'Bắc Ninh'],
    ['025', 'Phú Thọ'],
    ['026', 'Vĩnh Phúc', 'Phú Thọ'],
    ['027', 'Bắc Ninh'],
    ['030', 'Hải Dương', 'Hải Phòng'],
    ['031', 'Hải Phòng'],
    ['033', 'Hưng Yên'],
    ['034', 'Thái Bình', 'Hưng Yên'],
    ['035', 'Hà Nam', 'Ninh Bình'],
    ['036', 'Nam Định', 'Ninh Bình'],
    ['037', 'Ninh Bình'],
    ['038', 'Thanh Hóa'],
    ['040', 'Nghệ An'],
    ['042', 'Hà Tĩnh'],
    ['044', 'Quảng Bình', 'Quảng Trị'],
    ['045', 'Quảng Trị'],
    // A city of its own rank since 1 January 2025 (Resolution 175/2024/QH15).
    ['046', 'Thừa Thiên Huế', 'Huế'],
    ['048', 'Đà Nẵng'],
    ['049', 'Quảng Nam', 'Đà Nẵng'],
    ['051', 'Quảng Ngãi'],
    ['052', 'Bình Định', 'Gia Lai'],
    ['054', 'Phú Yên', 'Đắk Lắk'],
    ['056', 'Khánh Hòa'],
    ['058', 'Ninh Thuận', 'Khánh Hòa'],
    ['060', 'Bình Thuận', 'Lâm Đồng'],
    ['062', 'Kon Tum', 'Quảng Ngãi'],
    ['064', 'Gia Lai'],
    ['066', 'Đắk Lắk'],
    ['067', 'Đắk Nông', 'Lâm Đồng'],
    ['068', 'Lâm Đồng'],
    ['070', 'Bình Phước', 'Đồng Nai'],
    ['072', 'Tây Ninh'],
    ['074', 'Bình Dương', 'TP. Hồ Chí Minh'],
    ['075', 'Đồng Nai'],
    ['077', 'Bà Rịa-Vũng Tàu', 'TP. Hồ Chí Minh'],
    ['079', 'TP. Hồ Chí Minh'],
    ['080', 'Long An', 'Tây Ninh'],
    ['082', 'Tiền Giang', 'Đồng Tháp'],
    ['083', 'Bến Tre', 'Vĩnh Long'],
    ['084', 'Trà Vinh', 'Vĩnh Long'],
    ['086', 'Vĩnh Long'],
    ['087', 'Đồng Tháp'],
    ['089', 'An Giang'],
    ['091', 'Kiên Giang', 'An Giang'],
    ['092', 'Cần Thơ'],
    ['093', 'Hậu Giang', 'Cần Thơ'],
    ['094', 'Sóc Trăng', 'Cần Thơ'],
    ['095', 'Bạc Liêu', 'Cà Mau'],
    ['096', 'Cà Mau'],
  ] as const
).map(([code, formerName, presentName]) => ({ code, formerName, presentName: presentName ?? formerName }));

const BY_CODE: ReadonlyMap<string, Province> = new Map(PROVINCES.map((province) => [province.code, province]));

/** Name until 2025 of the province that a number begins with; null for a code of none, as people registered abroad have. */
export function formerProvinceName(code: string): string | null {
  return BY_CODE.get(code)?.formerName ?? null;
}

/** All 63, with present names as a hospital corrects them by the old code. */
export function presentProvinces(overrides: Readonly<Record<string, string>>): readonly Province[] {
  return PROVINCES.map((province) => ({
    ...province,
    presentName: overrides[province.code] ?? province.presentName,
  }));
}

/** Present name of the province that an address ends with, by its present or its former name; null when none does. */
export function provinceOfResidence(residence: string, provinces: readonly Province[]): string | null {
  const key = provinceKey(residence.slice(residence.lastIndexOf(',') + 1));
  // A present name comes first: it may be the former name of a part of that province, never of another one.
  const found =
    provinces.find(({ presentName }) => provinceKey(presentName) === key) ??
    provinces.find(({ formerName }) => provinceKey(formerName) === key);
  return found?.presentName ?? null;
}

/** Other spellings of names, as keys: short ones, and those with c for k. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  (
    [
      ['Hồ Chí Minh', 'HCM', 'TPHCM', 'HCMC', 'Sài Gòn'],
      ['Bà Rịa-Vũng Tàu', 'BR-VT', 'BRVT', 'Vũng Tàu'],
      ['Đắk Lắk', 'Đắc Lắc', 'Đắc Lắk', 'Đắk Lắc'],
      ['Đắk Nông', 'Đắc Nông'],
      ['Bắc Kạn', 'Bắc Cạn'],
      ['Thừa Thiên Huế', 'TT Huế'],
    ] as const
  ).flatMap(([name, ...others]) => others.map((other) => [lettersOf(other), lettersOf(name)] as const)),
);

/** Letters of a province's name without rank and marks, so that spellings (Hoà/Hòa, TP./Thành phố, BR-VT) meet. */
export function provinceKey(name: string): string {
  const letters = lettersOf(name);
  return ALIASES.get(letters) ?? letters;
}

function lettersOf(name: string): string {
  const words = foldToAscii(name).toLowerCase().trim();
  return words.replace(/^(?:tinh\s|thanh\s+pho\s|t\.?p[.\s])/, '').replace(/[^a-z]/g, '');
}
