/**
 * Access keys: ICAO 9303-11, 4.3.2 (MRZ information), 9.7.1 (key derivation), 9303-3, 4.9 (check digits).
 */
import { createHash } from 'node:crypto';
import { concat } from './bytes.ts';
import type { MrzKey } from './chip.ts';

const CHECK_WEIGHTS = [7, 3, 1] as const;

/** Value of an MRZ character for check digits; null for one that has no place in an MRZ. */
function characterValue(character: string): number | null {
  if (character === '<') return 0;
  if (/^[0-9]$/.test(character)) return Number(character);
  if (/^[A-Z]$/.test(character)) return character.charCodeAt(0) - 'A'.charCodeAt(0) + 10;
  return null;
}

/** Check digit over an MRZ text; null when a character does not belong there. */
export function checkDigit(text: string): string | null {
  let sum = 0;
  for (let index = 0; index < text.length; index++) {
    const value = characterValue(text.charAt(index));
    if (value === null) return null;
    sum += value * CHECK_WEIGHTS[(index % 3) as 0 | 1 | 2];
  }
  return String(sum % 10);
}

/** Whether a key has the shape BAC can use at all; typed or scanned data may not. */
export function isUsableKey(key: MrzKey): boolean {
  return (
    /^[0-9A-Z<]{1,22}$/.test(key.documentNumber) &&
    /^[0-9<]{6}$/.test(key.birthDate) &&
    /^[0-9]{6}$/.test(key.expiryDate)
  );
}

/** Document number, birth date and expiry, each with its check digit, as the chip was personalised with them. */
export function mrzInformation(key: MrzKey): string {
  if (!isUsableKey(key)) throw new RangeError('key cannot be an MRZ');
  return [key.documentNumber.padEnd(9, '<'), key.birthDate, key.expiryDate]
    .map((field) => field + String(checkDigit(field)))
    .join('');
}

/** K_seed of BAC: the first 16 bytes of SHA-1 over the MRZ information. */
export function keySeed(key: MrzKey): Uint8Array {
  return sha1(new TextEncoder().encode(mrzInformation(key))).subarray(0, 16);
}

export interface SessionKeys {
  encryption: Uint8Array;
  mac: Uint8Array;
}

/** Two-key 3DES keys for encryption (counter 1) and MAC (counter 2), parity adjusted. */
export function tripleDesKeys(seed: Uint8Array): SessionKeys {
  const derive = (counter: number): Uint8Array =>
    withOddParity(sha1(concat(seed, Uint8Array.of(0, 0, 0, counter))).subarray(0, 16));
  return { encryption: derive(1), mac: derive(2) };
}

function sha1(data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha1').update(data).digest());
}

function withOddParity(key: Uint8Array): Uint8Array {
  return key.map((byte) => {
    let ones = 0;
    for (let bits = byte >> 1; bits > 0; bits >>= 1) ones += bits & 1;
    return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
  });
}
