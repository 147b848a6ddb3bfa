/**
 * The MRZ on the back of a citizen card, from its data: TD1 (ICAO 9303-5, 4.2) as Vietnam fills it. The document number is the
 * last nine of the twelve digits; all twelve stand in the optional data, with two fillers and a check digit of their own.
 */
import { checkDigit } from '../emrtd/keys.ts';
import type { Sex } from './code.ts';
import { mrzWords } from './names.ts';

export interface CardData {
  idNumber: string;
  /** ISO dates, with their day. */
  birthDate: string;
  expiryDate: string;
  sex: Sex | null;
  /** null: not known; it opens nothing. */
  fullName: string | null;
}

const LINE_CHARACTERS = 30;
const SEX_LETTERS = { male: 'M', female: 'F' } as const;

/** Three lines of 30 characters as one text. */
export function cardMrz({ idNumber, birthDate, expiryDate, sex, fullName }: CardData): string {
  const line1 = `IDVNM${checked(idNumber.slice(-9))}${checked(`${idNumber}<<`)}`;
  const birth = checked(mrzDate(birthDate));
  const expiry = checked(mrzDate(expiryDate));
  const optional = '<'.repeat(11);
  const composite = String(checkDigit(line1.slice(5) + birth + expiry + optional));
  const line2 = `${birth}${sex === null ? '<' : SEX_LETTERS[sex]}${expiry}VNM${optional}${composite}`;
  return line1 + line2 + nameField(fullName ?? '');
}

const checked = (field: string): string => field + String(checkDigit(field));

/** YYMMDD, as dates stand in an MRZ. */
function mrzDate(isoDate: string): string {
  return isoDate.slice(2).replaceAll('-', '');
}

/**
 * Family name, two fillers, the other names. What does not fit is taken from the last name first, each keeping its initial
 * (ICAO 9303-3, 4.6; 9303-5, 4.2.3).
 */
function nameField(fullName: string): string {
  const [family = '', ...others] = mrzWords(fullName);
  const field = (): string => [family, others.join('<')].filter((part) => part !== '').join('<<');
  for (let last = others.length - 1; last >= 0 && field().length > LINE_CHARACTERS; last -= 1) {
    const name = others[last] as string;
    others[last] = name.slice(0, Math.max(1, name.length - (field().length - LINE_CHARACTERS)));
  }
  return field().slice(0, LINE_CHARACTERS).padEnd(LINE_CHARACTERS, '<');
}
