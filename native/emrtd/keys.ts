/**
 * Access keys: ICAO 9303-11, 4.3.2 (MRZ information), 9.7 (key derivation), 9303-3, 4.9 (check digits).
 */
import { createHash } from 'node:crypto';
import { concat } from './bytes.ts';
import { isCanKey, type AccessKey, type MrzKey } from './chip.ts';

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

/** Whether a key has the shape of its kind at all; typed or scanned data may not. */
export function isUsableKey(key: AccessKey): boolean {
  // A CAN has six digits (9303-4 to -6); issuers that print a longer one, or letters, are let through.
  if (isCanKey(key)) return /^[\x21-\x7e]{6,16}$/.test(key.can);
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
  return mrzSecret(key).subarray(0, 16);
}

function mrzSecret(key: MrzKey): Uint8Array {
  return hashed('sha1', new TextEncoder().encode(mrzInformation(key)));
}

/** Ciphers of secure messaging and PACE; 3DES is two-key 3DES. */
export type CipherName = '3DES' | 'AES-128' | 'AES-192' | 'AES-256';

export interface SessionKeys {
  encryption: Uint8Array;
  mac: Uint8Array;
}

const KEY_BYTES: Readonly<Record<CipherName, number>> = { '3DES': 16, 'AES-128': 16, 'AES-192': 24, 'AES-256': 32 };

export function keyBytesOf(cipher: CipherName): number {
  return KEY_BYTES[cipher];
}

/** Counters of the key derivation function (9303-11, 9.7.3 and 9.7.4). */
const COUNTER = { encryption: 1, mac: 2, password: 3 } as const;

/** KS_enc and KS_mac from a shared secret. */
export function sessionKeys(cipher: CipherName, sharedSecret: Uint8Array): SessionKeys {
  return {
    encryption: deriveKey(cipher, sharedSecret, COUNTER.encryption),
    mac: deriveKey(cipher, sharedSecret, COUNTER.mac),
  };
}

/** K_pi, under which PACE encrypts its nonce (9303-11, 9.7.3). */
export function passwordKey(cipher: CipherName, key: AccessKey): Uint8Array {
  if (!isUsableKey(key)) throw new RangeError('not a usable key');
  // Characters of a usable CAN are the same in ISO/IEC 8859-1 and in UTF-8.
  const secret = isCanKey(key) ? new TextEncoder().encode(key.can) : mrzSecret(key);
  return deriveKey(cipher, secret, COUNTER.password);
}

/** 9303-11, 9.7.1. */
function deriveKey(cipher: CipherName, secret: Uint8Array, counter: number): Uint8Array {
  const hash = cipher === '3DES' || cipher === 'AES-128' ? 'sha1' : 'sha256';
  const key = hashed(hash, concat(secret, Uint8Array.of(0, 0, 0, counter))).subarray(0, keyBytesOf(cipher));
  return cipher === '3DES' ? withOddParity(key) : key;
}

function hashed(algorithm: 'sha1' | 'sha256', data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(algorithm).update(data).digest());
}

function withOddParity(key: Uint8Array): Uint8Array {
  return key.map((byte) => {
    let ones = 0;
    for (let bits = byte >> 1; bits > 0; bits >>= 1) ones += bits & 1;
    return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
  });
}
