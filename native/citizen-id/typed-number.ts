/**
 * What somebody typed in place of a code: twelve digits, the birth date, and the expiry where the card is at hand. Only what
 * cannot be is sent back; what is merely odd is a warning.
 */
import { isoDate } from './calendar.ts';
import type { TypedNumber } from './code.ts';
import { EARLIEST_BIRTH_YEAR, numberWarnings, readIdNumber } from './id-number.ts';

export type TypedNumberResult =
  { ok: true; number: TypedNumber } | { ok: false; problem: 'number' | 'birth-date' | 'expiry' };

/**
 * Digits as typed: 12; DDMMYYYY or YYYY; DDMMYYYY or nothing. Blanks, dots, dashes and slashes between them do no harm.
 * `today` is the hospital's day: nobody is born later. An expiry in the past opens the chip of its card all the same.
 */
export function parseTypedNumber(
  typed: { idNumber: string; birthDate: string; expiryDate: string },
  today: string,
): TypedNumberResult {
  const idNumber = digitsOf(typed.idNumber);
  const number = readIdNumber(idNumber);
  if (number === null) return { ok: false, problem: 'number' };

  const birthDigits = digitsOf(typed.birthDate);
  const birthDate = /^\d{4}$/.test(birthDigits) ? birthDigits : dateOf(birthDigits);
  if (birthDate === null || Number(birthDate.slice(0, 4)) < EARLIEST_BIRTH_YEAR || birthDate > today) {
    return { ok: false, problem: 'birth-date' };
  }

  const expiryDigits = digitsOf(typed.expiryDate);
  const expiryDate = dateOf(expiryDigits);
  if (expiryDigits !== '' && (expiryDate === null || expiryDate <= birthDate)) return { ok: false, problem: 'expiry' };

  const warnings = numberWarnings(number, { birthDate, sex: null });
  return { ok: true, number: { kind: 'typed', idNumber, birthDate, expiryDate, warnings } };
}

export type TypedFactorResult =
  { ok: true; lastFour: string; birthDate: string } | { ok: false; problem: 'birth-date' };

/**
 * What somebody who was here before types beside their face: the last four digits of their number, and the whole date of
 * birth, DDMMYYYY. Four digits that are not four are nobody's: they fit no birth date.
 */
export function parseTypedFactor(typed: { lastFour: string; birthDate: string }, today: string): TypedFactorResult {
  const lastFour = digitsOf(typed.lastFour);
  const birthDate = dateOf(digitsOf(typed.birthDate));
  const isPossible = birthDate !== null && Number(birthDate.slice(0, 4)) >= EARLIEST_BIRTH_YEAR && birthDate <= today;
  if (!isPossible || !/^\d{4}$/.test(lastFour)) return { ok: false, problem: 'birth-date' };
  return { ok: true, lastFour, birthDate };
}

const digitsOf = (text: string): string => text.replace(/[\s./-]/g, '');

/** DDMMYYYY as ISO; null for anything else and for days that do not exist. */
function dateOf(digits: string): string | null {
  const match = /^(\d{2})(\d{2})(\d{4})$/.exec(digits);
  return match === null ? null : isoDate(Number(match[3]), Number(match[2]), Number(match[1]));
}
