/**
 * The code of a health-insurance card (BHYT), and its number alone. `|`-separated with `$` as the last token, 15 tokens on
 * cards of the old form and 17 on those of the new one (Decision 1666/QĐ-BHXH), in the same order as far as they are read:
 * number, name, birth date, sex, address, facility, valid from, valid to, issue date, office, parent, an amount or area
 * code, date of five years. Name, address and parent are the hexadecimal digits of UTF-8; `-` stands for nothing. There is
 * no published layout: three independent readers agree on these tokens and contradict each other on the rest, which is left
 * unread. How the check string is made is not known, so the code proves nothing.
 */
import { fromHex } from '../emrtd/bytes.ts';
import type { InsuranceCode, Sex } from './code.ts';
import { codeText } from './code-text.ts';
import { EARLIEST_BIRTH_YEAR } from './id-number.ts';
import { hasLostLetters, partialDate, printedSex, printedText } from './printed-fields.ts';

/** Stable ids of what can be odd about a code that is used all the same. */
type InsuranceCodeWarning =
  | 'token-count-unusual'
  | 'object-code-unknown'
  /** Letters among the last ten characters, which are then no insurance code. */
  | 'legacy-number'
  | 'name-missing'
  | 'name-not-hex'
  | 'birth-date-missing'
  | 'birth-date-unreadable'
  | 'birth-date-in-future'
  | 'sex-unreadable'
  | 'address-not-hex'
  | 'facility-code-unreadable'
  | 'validity-start-missing'
  | 'validity-unreadable'
  | 'validity-reversed'
  | 'validity-not-begun'
  | 'validity-over'
  | 'five-year-date-unreadable'
  | 'parent-name-not-hex';

const TOKENS_OLD_FORM = 15;
const TOKENS_NEW_FORM = 17;
/** Up to the date of five years; readers in the field take a code from here on. */
const FEWEST_TOKENS = 13;
const INSURANCE_DIGITS = 10;

/** Object code, benefit level, province and two more characters (both letters on some older cards), digits; or ten digits alone. */
const CARD_NUMBER = /^(?:[A-Z]{2}[1-5][0-9A-Z]{4}\d{8}|\d{10})$/;

/** Whom a card was issued for: the first two letters of the long number (Decision 1351/QĐ-BHXH and later ones). */
const OBJECT_CODES: ReadonlySet<string> = new Set(
  [
    'DN HX CH NN TK HC XK HT TB NO CT XB TN CS QN CA CY XN MS CC CK CB',
    'KC HD TE BT HN DT DK XD TS TC TQ TV TA TY HG LS PV CN HS SV GB GD',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a code that begins with this field means to be that of an insurance card. */
export const isInsuranceCardField = (first: string): boolean => /^(?:\d{10}|[0-9A-Za-z]{15})$/.test(first);

/** The number of a card, typed or in a bar code of its own; null when it is none. */
export function parseInsuranceNumber(text: string): InsuranceCode | null {
  const cardNumber = text.toUpperCase();
  if (!CARD_NUMBER.test(cardNumber)) return null;
  return {
    kind: 'bhyt',
    cardNumber,
    insuranceCode: isLegacy(cardNumber) ? null : cardNumber.slice(-INSURANCE_DIGITS),
    fullName: null,
    birthDate: null,
    sex: null,
    address: null,
    facilityCode: null,
    validFrom: null,
    validTo: null,
    fiveYearDate: null,
    parentName: null,
    warnings: numberOddities(cardNumber),
  };
}

/** `tokens`: what stands between the separators; `number`: what the first says alone. Null: cut off. */
export function parseInsuranceCode(
  tokens: readonly string[],
  number: InsuranceCode,
  today: string | undefined,
): InsuranceCode | null {
  if (tokens.length < FEWEST_TOKENS) return null;
  const fields = tokens.map((token) => printedText(token.replace(/\$$/, '')));
  const [, nameField, birthField, sexField, addressField, facilityField, fromField, toField] = fields;
  const [parentField, fiveYearField] = [fields[10], fields[12]];

  const name = readHex(nameField);
  const address = readHex(addressField);
  const parent = readHex(parentField);
  const birthDate = birthField ? parseBirthDate(birthField) : null;
  const sex = sexField ? readSex(sexField) : null;
  const facilityCode = facilityField ? readFacility(facilityField) : null;
  const validFrom = fromField ? parseFullDate(fromField) : null;
  const validTo = toField ? parseFullDate(toField) : null;
  const fiveYearDate = fiveYearField ? parseFullDate(fiveYearField) : null;

  const isLost = (field: string | null | undefined, value: string | null): boolean => Boolean(field) && value === null;
  const isAfterToday = (date: string | null): boolean => today !== undefined && date !== null && date > today;
  const oddities: [InsuranceCodeWarning, boolean][] = [
    ['token-count-unusual', tokens.length !== TOKENS_OLD_FORM && tokens.length !== TOKENS_NEW_FORM],
    ['name-missing', name.text === null],
    ['name-not-hex', !name.isHex],
    ['birth-date-missing', !birthField],
    ['birth-date-unreadable', isLost(birthField, birthDate)],
    ['birth-date-in-future', isAfterToday(birthDate)],
    ['sex-unreadable', sex === null],
    ['address-not-hex', !address.isHex],
    ['facility-code-unreadable', isLost(facilityField, facilityCode)],
    ['validity-start-missing', !fromField],
    ['validity-unreadable', isLost(fromField, validFrom) || isLost(toField, validTo)],
    ['validity-reversed', validFrom !== null && validTo !== null && validTo < validFrom],
    ['validity-not-begun', isAfterToday(validFrom)],
    ['validity-over', today !== undefined && validTo !== null && validTo < today],
    ['five-year-date-unreadable', isLost(fiveYearField, fiveYearDate)],
    ['parent-name-not-hex', !parent.isHex],
  ];
  return {
    ...number,
    fullName: name.text,
    birthDate,
    sex,
    address: address.text,
    facilityCode,
    validFrom,
    validTo,
    fiveYearDate,
    parentName: parent.text,
    warnings: [...number.warnings, ...oddities.filter(([, isOdd]) => isOdd).map(([warning]) => warning)],
  };
}

function numberOddities(cardNumber: string): InsuranceCodeWarning[] {
  const oddities: [InsuranceCodeWarning, boolean][] = [
    ['object-code-unknown', hasUnknownObject(cardNumber)],
    ['legacy-number', isLegacy(cardNumber)],
  ];
  return oddities.filter(([, isOdd]) => isOdd).map(([warning]) => warning);
}

const isLegacy = (cardNumber: string): boolean => /[A-Z]/.test(cardNumber.slice(-INSURANCE_DIGITS));

const hasUnknownObject = (cardNumber: string): boolean =>
  cardNumber.length > INSURANCE_DIGITS && !OBJECT_CODES.has(cardNumber.slice(0, 2));

/** A text in hexadecimal digits; what is none stays as it is, but for one that lost letters on the way. */
function readHex(field: string | null | undefined): { text: string | null; isHex: boolean } {
  if (!field) return { text: null, isHex: true };
  const isHex = field.length % 2 === 0 && /^[0-9A-Fa-f]+$/.test(field);
  const text = isHex ? codeText(fromHex(field)) : null;
  if (hasLostLetters(text ?? field)) return { text: null, isHex: text !== null };
  return text === null ? { text: field, isHex: false } : { text: printedText(text), isHex: true };
}

function readSex(field: string): Sex | null {
  if (field === '1') return 'male';
  return field === '2' ? 'female' : printedSex(field);
}

/** `01 - 005` as the five characters that the hospital's software knows it by. */
function readFacility(field: string): string | null {
  const code = field.replace(/[\s\p{Pd}]/gu, '').toUpperCase();
  return /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** `d/M/yyyy` with or without leading zeros, `M/yyyy` or `yyyy`; zeros for what is unknown. */
function parseDate(field: string): string | null {
  const match = /^(?:(?:(\d{1,2})\/)?(\d{1,2})\/)?(\d{4})$/.exec(field);
  if (match === null) return null;
  const [day, month, year] = [match[1] ?? 0, match[2] ?? 0, match[3]].map(Number) as [number, number, number];
  return partialDate(year, month, day);
}

function parseBirthDate(field: string): string | null {
  const date = parseDate(field);
  return date === null || Number(date.slice(0, 4)) < EARLIEST_BIRTH_YEAR ? null : date;
}

function parseFullDate(field: string): string | null {
  const date = parseDate(field);
  return date?.length === 'YYYY-MM-DD'.length ? date : null;
}
