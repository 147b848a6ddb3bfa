/**
 * What a printed code, or a typed number, knows of the chip's key: number, birth date and expiry as they stand in the MRZ of
 * the card open BAC and PACE (ICAO 9303-11, 4.3.2).
 */
import type { MrzKey } from '../emrtd/chip.ts';
import { keyOfMrz, parseZone } from '../emrtd/mrz.ts';
import { isFullDate } from './calendar.ts';
import { cardMrz } from './card-mrz.ts';
import type { CitizenCode, TypedNumber } from './code.ts';
import { expiryCandidatesWithoutIssue } from './expiry.ts';

/** Every wrong key costs a try of the chip and a second of the patient's time. */
export const MAX_ACCESS_KEYS = 4;

/** Keys to try on the chip, likeliest first; empty when the day of birth is not known. `today` is the hospital's day. */
export function accessKeys(code: CitizenCode | TypedNumber, today: string): MrzKey[] {
  const { idNumber, birthDate } = code;
  if (!isFullDate(birthDate)) return [];
  const { sex, fullName } = code.kind === 'cccd' ? code : { sex: null, fullName: null };
  return expiriesOf(code, today)
    .slice(0, MAX_ACCESS_KEYS)
    .flatMap((expiryDate) => {
      const zone = parseZone(cardMrz({ idNumber, birthDate, expiryDate, sex, fullName }));
      return zone.ok ? [keyOfMrz(zone.mrz)] : [];
    });
}

/** A typed expiry comes first; where it is mistyped, one that the law gives may still fit. */
function expiriesOf(code: CitizenCode | TypedNumber, today: string): string[] {
  if (code.kind === 'cccd' && code.expiryCandidates.length > 0) return code.expiryCandidates;
  const derived = expiryCandidatesWithoutIssue(code.birthDate, today);
  return code.kind === 'cccd' || code.expiryDate === null ? derived : [...new Set([code.expiryDate, ...derived])];
}
