/** What the fields of printed codes have in common. */
import { isoDate } from './calendar.ts';
import type { Sex } from './code.ts';

/** In composed form and small letters; without the mark where it was typed without. */
const SEXES: ReadonlyMap<string, Sex> = new Map([
  ['nam', 'male'],
  ['male', 'male'],
  ['nữ', 'female'],
  ['nu', 'female'],
  ['female', 'female'],
]);

/** The sex that a card prints in words. */
export function printedSex(field: string): Sex | null {
  return SEXES.get(field.toLowerCase()) ?? null;
}

/** The field without white space around it; nothing, or a dash in its place, is null. */
export function printedText(field: string): string | null {
  const text = field.trim();
  return text.length <= 1 && /^\p{Pd}?$/u.test(text) ? null : text;
}

/** Whether a scanner that types, or software behind it, put U+FFFD for a letter that it did not know. */
export const hasLostLetters = (text: string): boolean => text.includes('\uFFFD');

/** ISO date, YYYY-MM or YYYY; a day or a month of 0 is unknown. Null for what is not in the calendar. */
export function partialDate(year: number, month: number, day: number): string | null {
  if (day !== 0) return isoDate(year, month, day);
  if (month !== 0) return isoDate(year, month, 1)?.slice(0, 'YYYY-MM'.length) ?? null;
  return isoDate(year, 1, 1)?.slice(0, 'YYYY'.length) ?? null;
}
