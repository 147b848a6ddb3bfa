/**
 * The 12-digit personal identification number: province (3), century and sex (1), birth year (2), random (6), without a
 * check digit. Decree 137/2015/NĐ-CP art. 13 and Circular 59/2021/TT-BCA art. 4; the circular expired on 1 July 2024 and
 * Law 26/2023/QH15 art. 12 promises no more than twelve digits, so nothing here may refuse a number.
 */
import type { Sex } from './code.ts';
import { formerProvinceName } from './provinces.ts';

/** The number scheme begins with births of this year; no card is of anybody older. */
export const EARLIEST_BIRTH_YEAR = 1900;

/** What the pattern of a number says about its holder. */
export interface IdNumberMeaning {
  provinceCode: string;
  /** As the province was called until 2025; null: a code of none, as people registered abroad have. */
  provinceName: string | null;
  sex: Sex;
  birthYear: number;
}

/** Stable ids of what can be odd about a number; its holder is served all the same. */
export type NumberWarning = 'number-province-unknown' | 'number-sex-differs' | 'number-birth-year-differs';

/** Reads the pattern of a number, or null when it has not twelve digits. */
export function readIdNumber(idNumber: string): IdNumberMeaning | null {
  if (!/^\d{12}$/.test(idNumber)) return null;
  const provinceCode = idNumber.slice(0, 3);
  const centuryAndSex = Number(idNumber.slice(3, 4));
  return {
    provinceCode,
    provinceName: formerProvinceName(provinceCode),
    sex: centuryAndSex % 2 === 0 ? 'male' : 'female',
    birthYear: EARLIEST_BIRTH_YEAR + 100 * Math.floor(centuryAndSex / 2) + Number(idNumber.slice(4, 6)),
  };
}

/** Where a number and what else is said of its holder do not go together; `birthDate` is ISO, at least its year. */
export function numberWarnings(
  number: IdNumberMeaning,
  holder: { birthDate: string; sex: Sex | null },
): NumberWarning[] {
  const oddities: [NumberWarning, boolean][] = [
    ['number-province-unknown', number.provinceName === null],
    ['number-sex-differs', holder.sex !== null && number.sex !== holder.sex],
    ['number-birth-year-differs', number.birthYear !== Number(holder.birthDate.slice(0, 4))],
  ];
  return oddities.filter(([, isOdd]) => isOdd).map(([warning]) => warning);
}
