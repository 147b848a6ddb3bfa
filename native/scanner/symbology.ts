/**
 * AIM symbology identifiers (ISO/IEC 15424): `]`, a letter for the kind of code, and a modifier. Scanners put them in
 * front of the data where they are set up to; `]Q1` is a QR code.
 */

const IDENTIFIER_LENGTH = 3;

export function isSymbology(text: string): boolean {
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text);
}

/** Takes the identifier off; it counts as one only where data follow, so a code that merely begins with `]` stays whole. */
export function splitSymbology(code: Uint8Array): { bytes: Uint8Array; symbology: string | null } {
  const start = String.fromCharCode(...code.subarray(0, IDENTIFIER_LENGTH));
  if (code.length <= IDENTIFIER_LENGTH || !isSymbology(start)) return { bytes: code, symbology: null };
  return { bytes: code.slice(IDENTIFIER_LENGTH), symbology: start };
}
