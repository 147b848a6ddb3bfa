/** Codes made up as the layouts have them, by hand and at random. Nobody in them exists. */
import fc from 'fast-check';
import type { CitizenCode, InsuranceCode, ScannedCode } from './code.ts';
import { parseCode, type CodeFormats } from './parse-code.ts';
import { presentProvinces } from './provinces.ts';

export const FORMATS: CodeFormats = {
  patientCode: /^BN\d{8}$/u,
  appointment: /^LH\d{8}$/u,
  reExamination: /^HK\d{8}$/u,
  referral: /^CT\d{8}$/u,
  vneid: /^VNEID[:.|][\x21-\x7e]{16,480}$/u,
  today: '2026-11-22',
};

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const parse = (text: string): ScannedCode => parseCode(utf8(text), FORMATS);

export const CITIZEN_FIELDS = [
  '001085012345',
  '012345678',
  'Nguyễn Văn An',
  '15031985',
  'Nam',
  'Số 1 Phố Huế, Phường Ngô Thì Nhậm, Hai Bà Trưng, Hà Nội',
  '10052023',
];
export const CITIZEN_CARD = CITIZEN_FIELDS.join('|');
export const citizenCardWith = (index: number, value: string): string => CITIZEN_FIELDS.with(index, value).join('|');

export const hexOf = (text: string): string => Buffer.from(text, 'utf8').toString('hex');

export const OLD_FORM_TOKENS = [
  'GD4010123456789',
  hexOf('Nguyễn Văn An'),
  '15/03/1985',
  '1',
  hexOf('Số 1 Phố Huế, Hà Nội'),
  '01 - 005',
  '01/01/2026',
  '31/12/2026',
  '25/12/2025',
  '01010123456789',
  '-',
  '4',
  '01/01/2025',
  '15f0a1b2c3d4e5f6-7102',
  '$',
];
export const OLD_FORM_CARD = OLD_FORM_TOKENS.join('|');
export const oldFormWith = (index: number, value: string): string => OLD_FORM_TOKENS.with(index, value).join('|');

export const NEW_FORM_CARD = [
  '0123456789',
  hexOf('Nguyễn Văn An').toUpperCase(),
  '15/03/1985',
  '1',
  '-',
  '01 - 005',
  '01/01/2026',
  '-',
  '25/12/2025',
  '01010123456789',
  '-',
  '4',
  ' 01/01/2025',
  '4641a1b2c3d4e5f6-1202',
  '4',
  hexOf('Quận Ba Đình, thành phố Hà Nội'),
  '$',
].join('|');

/** As software on Windows writes Vietnamese (code page 1258): tone marks are bytes of their own, behind the letter. */
export function windows1258(text: string): Uint8Array {
  const decoder = new TextDecoder('windows-1258');
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const));
  const encoded = Array.from(text.normalize('NFC'), (letter) => {
    const whole = bytes.get(letter);
    if (whole !== undefined) return [whole];
    const marks = letter.normalize('NFD');
    const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(marks)?.[0] ?? '';
    return [marks.replace(tone, '').normalize('NFC'), tone].map((part) => bytes.get(part) ?? 0x3f);
  });
  return Uint8Array.from(encoded.flat());
}

const word = fc.stringMatching(/^[A-ZĐÁẾỮ][a-zăâđêôơưạảấầẩẫậắằẳẵặẹẻẽềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáãèéìíòóõùúý]{1,8}$/);
export const words: fc.Arbitrary<string> = fc
  .array(word, { minLength: 1, maxLength: 8 })
  .map((list) => list.join(' ').normalize('NFC'));
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const digits = (count: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 10 ** count - 1 }).map((number) => String(number).padStart(count, '0'));
const compact = (iso: string): string => iso.split('-').reverse().join('');
const slashed = (iso: string): string => iso.split('-').reverse().join('/');

/** A code with what must come out of it. */
export interface Expected<Code> {
  text: string;
  code: Code;
}

export const citizenCards: fc.Arbitrary<Expected<Omit<CitizenCode, 'expiryCandidates'>>> = fc
  .record({
    province: fc.constantFrom(...presentProvinces({}).map(({ code }) => code)),
    random: digits(6),
    old: fc.option(digits(9)),
    fullName: words,
    dates: fc.tuple(day, day).map((pair) => pair.sort()),
    birthCharacters: fc.constantFrom(4, 7, 10),
    sex: fc.constantFrom('male' as const, 'female' as const),
    residence: fc.option(words),
    extra: fc.constantFrom('', '||||', '|x||y|'),
  })
  .map(({ province, random, old, fullName, dates, birthCharacters, sex, residence, extra }) => {
    const [birth = '', issue = ''] = dates;
    const birthDate = birth.slice(0, birthCharacters);
    const century = (Number(birth.slice(0, 2)) - 19) * 2 + (sex === 'female' ? 1 : 0);
    const idNumber = `${province}${century}${birth.slice(2, 4)}${random}`;
    const sexText = sex === 'male' ? 'Nam' : 'Nữ';
    const fields = [idNumber, old ?? '', fullName, compact(birthDate), sexText, residence ?? '', compact(issue)];
    return {
      text: fields.join('|') + extra,
      code: {
        kind: 'cccd',
        idNumber,
        oldIdNumber: old,
        fullName,
        birthDate,
        sex,
        residence,
        issueDate: issue,
        warnings: [],
      },
    };
  });

export const insuranceCards: fc.Arbitrary<Expected<InsuranceCode>> = fc
  .record({
    prefix: fc.constantFrom('GD401', 'DN479', 'TE1AA', 'HT3xy', ''),
    insuranceCode: digits(10),
    fullName: words,
    birth: day,
    birthCharacters: fc.constantFrom(4, 7, 10),
    isPadded: fc.boolean(),
    sex: fc.constantFrom('male' as const, 'female' as const),
    address: fc.option(words),
    facility: fc.constantFrom('01 - 005', '01-005', '01 – 005', '79A12', 'aa - 0b1'),
    dates: fc.tuple(day, day, day).map((list) => list.sort()),
    isOpenEnded: fc.boolean(),
    parentName: fc.option(words),
    isUpperHex: fc.boolean(),
    tail: fc.constantFrom(['$'], ['4', hexOf('Hà Nội'), '$']),
  })
  .map((made) => {
    const { insuranceCode, fullName, sex, address, facility, parentName } = made;
    const [fiveYearDate = '', validFrom = '', validTo = ''] = made.dates;
    const birthDate = made.birth.slice(0, made.birthCharacters);
    const hex = (text: string | null): string =>
      text === null ? '-' : made.isUpperHex ? hexOf(text).toUpperCase() : hexOf(text);
    const date = (iso: string): string => (made.isPadded ? slashed(iso) : slashed(iso).replaceAll(/\b0(?=\d\/)/g, ''));
    const tokens = [
      made.prefix + insuranceCode,
      hex(fullName),
      date(birthDate),
      sex === 'male' ? '1' : '2',
      hex(address),
      facility,
      date(validFrom),
      made.isOpenEnded ? '-' : date(validTo),
      '25/12/2025',
      '01010123456789',
      hex(parentName),
      '4',
      ` ${date(fiveYearDate)}`,
      '15f0a1b2c3d4e5f6-7102',
      ...made.tail,
    ];
    return {
      text: tokens.join('|'),
      code: {
        kind: 'bhyt',
        cardNumber: made.prefix.toUpperCase() + insuranceCode,
        insuranceCode,
        fullName,
        birthDate,
        sex,
        address,
        facilityCode: facility.replace(/[\s–-]/g, '').toUpperCase(),
        validFrom,
        validTo: made.isOpenEnded ? null : validTo,
        fiveYearDate,
        parentName,
        warnings: !made.isOpenEnded && validTo < '2026-11-22' ? ['validity-over'] : [],
      },
    };
  });
