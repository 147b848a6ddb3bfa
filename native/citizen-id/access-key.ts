/**
 * What the printed code knows of the chip's key. The document number in the MRZ of a citizen card is the last nine of
 * the twelve digits; BAC and PACE with the MRZ password need birth date and expiry besides (ICAO 9303-11, 4.3.2).
 */
import type { MrzKey } from '../emrtd/chip.ts';
import type { CitizenCode } from './code.ts';
import { isFullDate } from './calendar.ts';

/** Every wrong key costs a try of the chip and a second of the patient's time. */
export const MAX_ACCESS_KEYS = 4;

/** Keys to try on the chip, likeliest first; empty when the code lacks the day of birth or an expiry to derive. */
export function accessKeys(code: CitizenCode): MrzKey[] {
  if (!isFullDate(code.birthDate)) return [];
  return code.expiryCandidates.slice(0, MAX_ACCESS_KEYS).map((expiryDate) => ({
    documentNumber: code.idNumber.slice(-9),
    birthDate: mrzDate(code.birthDate),
    expiryDate: mrzDate(expiryDate),
  }));
}

/** YYMMDD, as dates stand in an MRZ. */
function mrzDate(isoDate: string): string {
  return isoDate.slice(2).replaceAll('-', '');
}
