/**
 * Phone numbers of Vietnam since the prefixes of 2018: mobile 03, 05, 07, 08, 09 and eight digits, landline 02 and nine
 * (Circular 22/2014/TT-BTTTT, Decision 798/QĐ-BTTTT of 2018). Numbers of other countries are for staff to write down.
 */
const NATIONAL = /^0(?:[35789]\d{8}|2\d{9})$/;

/** The number as it is stored: digits only, beginning with 0; null when it is none. */
export function phoneNumber(text: string): string | null {
  const digits = text.replace(/[\s.()-]/g, '').replace(/^(?:\+|00)?84/, '0');
  return NATIONAL.test(digits) ? digits : null;
}
