/**
 * The symmetric algorithms of access control and secure messaging: ICAO 9303-11, 9.8.6 (3DES, retail MAC) and 9.8.7
 * (AES, CMAC). Single DES is spelled as 3DES with three equal keys, because OpenSSL 3 no longer offers it.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { cmac } from '@noble/ciphers/aes.js';
import { concat } from './bytes.ts';
import type { CipherName, SessionKeys } from './keys.ts';

/** What a family of algorithms contributes to secure messaging. Data is padded already. */
export interface CipherSuite {
  /** Also the size of the send sequence counter. */
  readonly blockBytes: 8 | 16;
  encrypt(data: Uint8Array, counter: Uint8Array): Uint8Array;
  decrypt(data: Uint8Array, counter: Uint8Array): Uint8Array;
  /** Eight bytes over padded data that begins with the counter. */
  mac(data: Uint8Array): Uint8Array;
}

type Direction = 'encrypt' | 'decrypt';

const MAC_BYTES = 8;

/** Block size of a cipher. */
export function blockBytesOf(cipher: CipherName): 8 | 16 {
  return cipher === '3DES' ? 8 : 16;
}

/** The algorithms of one session under its keys. */
export function suiteOf(cipher: CipherName, keys: SessionKeys): CipherSuite {
  return cipher === '3DES' ? tripleDesSuite(keys) : aesSuite(cipher, keys);
}

/** Two-key 3DES in CBC mode with a zero IV, and the retail MAC. */
function tripleDesSuite(keys: SessionKeys): CipherSuite {
  return {
    blockBytes: 8,
    encrypt: (data) => tripleDesCbc('encrypt', keys.encryption, data),
    decrypt: (data) => tripleDesCbc('decrypt', keys.encryption, data),
    mac: (data) => retailMac(keys.mac, data),
  };
}

/** AES in CBC mode, its IV the encrypted counter, and the CMAC cut to eight bytes. */
function aesSuite(cipher: CipherName, keys: SessionKeys): CipherSuite {
  const iv = (counter: Uint8Array): Uint8Array => cbc(cipher, 'encrypt', keys.encryption, counter);
  return {
    blockBytes: 16,
    encrypt: (data, counter) => cbc(cipher, 'encrypt', keys.encryption, data, iv(counter)),
    decrypt: (data, counter) => cbc(cipher, 'decrypt', keys.encryption, data, iv(counter)),
    mac: (data) => aesMac(keys.mac, data),
  };
}

/** Whole blocks in CBC mode without padding, the IV zero unless given. 3DES keys have 16 bytes, taken as K1 K2 K1. */
export function cbc(
  cipher: CipherName,
  direction: Direction,
  key: Uint8Array,
  data: Uint8Array,
  iv: Uint8Array = new Uint8Array(blockBytesOf(cipher)),
): Uint8Array {
  return cipher === '3DES'
    ? rawCbc('des-ede3-cbc', direction, threeKeys(key), iv, data)
    : rawCbc(`${cipher.toLowerCase()}-cbc`, direction, key, iv, data);
}

/** 3DES in CBC mode with a zero IV. */
export function tripleDesCbc(direction: Direction, key: Uint8Array, data: Uint8Array): Uint8Array {
  return cbc('3DES', direction, key, data);
}

/** The MAC of an authentication token (9303-11, 4.4.3.4): over data of any size. */
export function tokenMac(cipher: CipherName, key: Uint8Array, data: Uint8Array): Uint8Array {
  return cipher === '3DES' ? retailMac(key, pad(data, 8)) : aesMac(key, data);
}

function aesMac(key: Uint8Array, data: Uint8Array): Uint8Array {
  return cmac(data, key).subarray(0, MAC_BYTES);
}

/** Retail MAC (ISO/IEC 9797-1, algorithm 3) over data padded to whole blocks. */
export function retailMac(key: Uint8Array, padded: Uint8Array): Uint8Array {
  const first = key.subarray(0, 8);
  const zero = new Uint8Array(8);
  const chained = rawCbc('des-ede3-cbc', 'encrypt', concat(first, first, first), zero, padded.subarray(0, -8));
  // The last block runs through E(K1) D(K2) E(K1): one 3DES step, chained to the block before it.
  const previous = chained.length === 0 ? zero : chained.subarray(-8);
  return rawCbc('des-ede3-cbc', 'encrypt', threeKeys(key), previous, padded.subarray(-8));
}

function threeKeys(key: Uint8Array): Uint8Array {
  return concat(key, key.subarray(0, 8));
}

function rawCbc(
  algorithm: string,
  direction: Direction,
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array {
  const cipher = (direction === 'encrypt' ? createCipheriv : createDecipheriv)(algorithm, key, iv);
  cipher.setAutoPadding(false);
  return concat(cipher.update(data), cipher.final());
}

/** Padding method 2 of ISO/IEC 9797-1: 80, then zeros. */
export function pad(data: Uint8Array, blockBytes: number): Uint8Array {
  const padded = new Uint8Array((Math.floor(data.length / blockBytes) + 1) * blockBytes);
  padded.set(data);
  padded[data.length] = 0x80;
  return padded;
}

/** The data before its padding; null when there is no padding. */
export function unpad(data: Uint8Array): Uint8Array | null {
  let end = data.length - 1;
  while (end > 0 && data[end] === 0) end -= 1;
  return data[end] === 0x80 ? data.subarray(0, end) : null;
}
