/**
 * RSA signatures with message recovery: ISO/IEC 9796-2, digital signature scheme 1, as active authentication uses it
 * (ICAO 9303-11, 6.1.2.2).
 */
import { pow } from '@noble/curves/abstract/modular.js';
import { bitLen, bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js';
import { concat, sameBytes } from './bytes.ts';
import { digest, type HashName } from './signature.ts';
import { findTlv, readTlvs } from './tlv.ts';

/** Shorter keys can be computed by whoever cares to; ICAO 9303-12 asks for more since long. */
const MIN_MODULUS_BITS = 1024;
/** A longer modulus only serves to keep the kiosk busy. */
export const MAX_MODULUS_BITS = 4096;
/** Nearly always 65,537. The work grows with every bit. */
const MAX_EXPONENT_BITS = 64;
/** Looked at before anything is computed with it: the largest modulus and the zero before its high bit. */
const MAX_INTEGER_BYTES = MAX_MODULUS_BITS / 8 + 1;

/** Trailer that leaves the hash to the scheme: SHA-1. */
const IMPLICIT_TRAILER = 0xbc;
/** Last byte of a trailer that names its hash in the byte before it. */
const EXPLICIT_TRAILER = 0xcc;
/** Hash identifiers of ISO/IEC 10118-3. */
const TRAILER_HASHES: ReadonlyMap<number, HashName> = new Map([
  [0x33, 'sha1'],
  [0x34, 'sha256'],
  [0x35, 'sha512'],
  [0x36, 'sha384'],
  [0x38, 'sha224'],
]);
const HASH_BYTES: Readonly<Record<HashName, number>> = { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 };

export interface RsaPublicKey {
  modulus: bigint;
  exponent: bigint;
  modulusBytes: number;
}

/** RSAPublicKey (RFC 8017, A.1.1); null when it is none, or of a size this reader does not take. */
export function parseRsaPublicKey(der: Uint8Array): RsaPublicKey | null {
  const sequence = findTlv(der, 0x30);
  const parts = sequence.ok ? readTlvs(sequence.value.value) : sequence;
  if (!parts.ok) return null;
  const [first, second] = parts.value;
  if (first?.tag !== 0x02 || second?.tag !== 0x02) return null;
  if (first.value.length > MAX_INTEGER_BYTES || second.value.length > MAX_INTEGER_BYTES) return null;
  const [modulus, exponent] = [bytesToNumberBE(first.value), bytesToNumberBE(second.value)];
  const bits = bitLen(modulus);
  // The scheme's nibbles are only defined for whole bytes here; nobody issues anything else.
  if (bits < MIN_MODULUS_BITS || bits > MAX_MODULUS_BITS || bits % 8 !== 0) return null;
  if (exponent < 3n || bitLen(exponent) > MAX_EXPONENT_BITS) return null;
  return { modulus, exponent, modulusBytes: bits / 8 };
}

export interface RecoveredBlock {
  hash: HashName;
  /** `partial`: the signed message goes on after what was recovered. */
  recovery: 'partial' | 'full';
  recovered: Uint8Array;
  digest: Uint8Array;
}

/** Header, padding, recoverable message, hash and trailer of an opened signature; null when it is not built so. */
export function parseBlock(block: Uint8Array): RecoveredBlock | null {
  const header = parseHeader(block);
  const last = block.at(-1);
  const named = last === EXPLICIT_TRAILER ? TRAILER_HASHES.get(block.at(-2) ?? 0) : undefined;
  const hash = last === IMPLICIT_TRAILER ? 'sha1' : named;
  if (!header || !hash) return null;
  const digestEnd = block.length - (named ? 2 : 1);
  const digestStart = digestEnd - HASH_BYTES[hash];
  if (digestStart < header.sizeBytes) return null;
  return {
    hash,
    recovery: header.recovery,
    recovered: block.subarray(header.sizeBytes, digestStart),
    digest: block.subarray(digestStart, digestEnd),
  };
}

/** 6A, or 4A for full recovery; with padding 6B or 4B, any number of BB, BA. */
function parseHeader(block: Uint8Array): { sizeBytes: number; recovery: RecoveredBlock['recovery'] } | null {
  const [first = 0] = block;
  const recovery = first >> 4 === 0x6 ? 'partial' : 'full';
  if (first === 0x6a || first === 0x4a) return { sizeBytes: 1, recovery };
  if (first !== 0x6b && first !== 0x4b) return null;
  let at = 1;
  while (block[at] === 0xbb) at += 1;
  return block[at] === 0xba ? { sizeBytes: at + 1, recovery } : null;
}

/**
 * Whether the signature is this key's over a message that ends with `ending`. What the signer puts before it is the
 * signer's own; the ending has to be under the hash, wherever the header says the rest of the message is.
 */
export function signsEnding(key: RsaPublicKey, signature: Uint8Array, ending: Uint8Array): boolean {
  const number = bytesToNumberBE(signature);
  if (number >= key.modulus) return false;
  const opened = pow(number, key.exponent, key.modulus);
  // The signer may send the smaller of s and n - s; the right one opens to a block that ends with C.
  const representative = (opened & 0xfn) === 0xcn ? opened : key.modulus - opened;
  const block = parseBlock(numberToBytesBE(representative, key.modulusBytes));
  if (!block) return false;
  const { recovery, recovered } = block;
  if (recovery === 'full' && !sameBytes(recovered.subarray(-ending.length), ending)) return false;
  const message = recovery === 'partial' ? concat(recovered, ending) : recovered;
  return sameBytes(digest(block.hash, message), block.digest);
}
