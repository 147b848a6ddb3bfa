/**
 * What a scanned code says. Citizen card: `|`-separated UTF-8, seven fields on the chip card of 2021, eleven on the card
 * of 2024, the first seven in the same order: number, old nine-digit number or empty, name, birth date, sex, residence,
 * issue date. The code is unsigned: it is typed data, never a proof, and it has no expiry.
 *
 * Only what makes a code unusable refuses it (number, name, birth date, a cut-off end); what is merely odd is a warning.
 */
import { isoDate } from './calendar.ts';
import type { CitizenCode, ScannedCode, Sex, UnknownCode } from './code.ts';
import { expiryCandidates } from './expiry.ts';
import { type IdNumberMeaning, readIdNumber } from './id-number.ts';
import { isTicketCode, ticketKey } from './ticket-code.ts';

/** Stable ids of what can be odd about a code that is used all the same. */
export type CodeWarning =
  | 'field-count-unusual'
  | 'old-number-unreadable'
  | 'sex-unreadable'
  | 'issue-date-missing'
  | 'issue-date-unreadable'
  | 'issue-date-before-birth'
  | 'issue-date-in-future'
  | 'birth-date-in-future'
  | 'number-province-unknown'
  | 'number-sex-differs'
  | 'number-birth-year-differs';

export interface CodeFormats {
  /** What this hospital's patient codes look like; the whole text has to match. */
  patientCode: RegExp;
  /** The hospital's day, ISO; without it, dates in the future go unnoticed. */
  today?: string;
}

const FIELDS_2021 = 7;
const FIELDS_2024 = 11;
/** The number scheme begins with births of 1900. */
const EARLIEST_BIRTH_YEAR = 1900;
const DATE_DIGITS = 8;

const SEXES: ReadonlyMap<string, Sex> = new Map([
  ['nam', 'male'],
  ['male', 'male'],
  ['nữ', 'female'],
  ['female', 'female'],
]);

/** Says what a scanned code is. Takes any bytes; never throws. */
export function parseCode(bytes: Uint8Array, formats: CodeFormats): ScannedCode {
  const text = decode(bytes);
  if (text === null) return unknown('not-text');
  if (text === '') return unknown('empty');
  if (isTicketCode(text)) {
    const key = ticketKey(text);
    return key === null ? unknown('malformed-ticket') : { kind: 'ticket', key };
  }

  const fields = text.split('|').map((field) => field.trim());
  const [first = ''] = fields;
  const number = readIdNumber(first);
  if (number !== null && fields.length > 1) return parseCitizenCode(fields, number, formats.today);
  const patientCode = new RegExp(`^(?:${formats.patientCode.source})$`, formats.patientCode.flags.replace(/[gy]/g, ''));
  return patientCode.test(text) ? { kind: 'patient-code', patientCode: text } : unknown('no-known-format');
}

function unknown(reason: UnknownCode['reason']): UnknownCode {
  return { kind: 'unknown', reason };
}

/** Printable text in composed form without what surrounds it (byte order mark, white space, NUL), or null. */
function decode(bytes: Uint8Array): string | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
  // Format characters are invisible and can turn the direction of a name on the screen.
  const visible = text.replace(/\p{Cf}/gu, '');
  let end = visible.length;
  while (end > 0 && /[\s\0]/.test(visible.charAt(end - 1))) end -= 1;
  const trimmed = visible.slice(0, end).trimStart();
  return /\p{Cc}/u.test(trimmed) ? null : trimmed.normalize('NFC');
}

type FirstSevenFields = [string, string, string, string, string, string, string];

function parseCitizenCode(
  fields: string[],
  number: IdNumberMeaning,
  today: string | undefined,
): CitizenCode | UnknownCode {
  if (fields.length < FIELDS_2021) return unknown('malformed-cccd');
  const [idNumber, oldNumberField, fullName, birthField, sexField, residence, issueField] = fields as FirstSevenFields;
  const birthDate = parseBirthDate(birthField);
  if (fullName === '' || birthDate === null) return unknown('malformed-cccd');
  // In the layout of 2021 the issue date is the end of the text: a short one was cut off, and showing it again helps.
  if (fields.length === FIELDS_2021 && issueField !== '' && issueField.length < DATE_DIGITS) {
    return unknown('malformed-cccd');
  }

  const oldIdNumber = /^\d{9}$/.test(oldNumberField) ? oldNumberField : null;
  const sex = SEXES.get(sexField.toLowerCase()) ?? null;
  const issueDate = parseFullDate(issueField);
  const oddities: [CodeWarning, boolean][] = [
    ['field-count-unusual', fields.length > FIELDS_2021 && fields.length < FIELDS_2024],
    ['old-number-unreadable', oldNumberField !== '' && oldIdNumber === null],
    ['sex-unreadable', sex === null],
    ['issue-date-missing', issueField === ''],
    ['issue-date-unreadable', issueField !== '' && issueDate === null],
    ['issue-date-before-birth', issueDate !== null && issueDate < birthDate],
    ['issue-date-in-future', today !== undefined && issueDate !== null && issueDate > today],
    ['birth-date-in-future', today !== undefined && birthDate > today],
    ['number-province-unknown', number.provinceName === null],
    ['number-sex-differs', sex !== null && number.sex !== sex],
    ['number-birth-year-differs', number.birthYear !== Number(birthDate.slice(0, 4))],
  ];
  return {
    kind: 'cccd',
    idNumber,
    oldIdNumber,
    fullName,
    birthDate,
    sex,
    residence: residence === '' ? null : residence,
    issueDate,
    expiryCandidates: expiryCandidates(birthDate, issueDate),
    warnings: oddities.filter(([, isOdd]) => isOdd).map(([warning]) => warning),
  };
}

/** `DDMMYYYY`, `MMYYYY` or `YYYY`; zeros for an unknown day or month are taken as that. */
function parseBirthDate(field: string): string | null {
  const match = /^(?:(\d{2})?(\d{2}))?(\d{4})$/.exec(field);
  if (match === null) return null;
  const [, day = '00', month = '00', year = ''] = match;
  if (Number(year) < EARLIEST_BIRTH_YEAR) return null;
  if (day !== '00') return isoDate(Number(year), Number(month), Number(day));
  if (month !== '00') return Number(month) <= 12 ? `${year}-${month}` : null;
  return year;
}

function parseFullDate(field: string): string | null {
  const match = /^(\d{2})(\d{2})(\d{4})$/.exec(field);
  return match === null ? null : isoDate(Number(match[3]), Number(match[2]), Number(match[1]));
}
