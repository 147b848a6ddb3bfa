/**
 * Domain parameters of key agreement: ICAO 9303-11, 9.5 (standardized ones, elliptic curve and Diffie-Hellman), and the
 * AlgorithmIdentifiers and public keys that name or spell them out (RFC 3279, 2.3.3 and 2.3.5; PKCS #3).
 */
import { toHex } from './bytes.ts';
import { CURVES, curveOf, type Curve } from './curves.ts';
import { MODP_GROUPS } from './domain-modp.ts';
import { decodeObjectIdentifier, readTlv, readTlvs, type Tlv } from './tlv.ts';

export type Domain = EllipticDomain | ModpDomain;
/** `parameterId`: number in the table of standardized parameters; null when they were spelled out. */
export interface EllipticDomain {
  kind: 'ec';
  curve: Curve;
  parameterId: number | null;
}
/** `q`: order of the generator; null when PKCS #3 parameters keep it to themselves, or p = 2q + 1. */
export interface ModpDomain {
  kind: 'dh';
  p: bigint;
  g: bigint;
  q: bigint | null;
  parameterId: number | null;
}

/** ICAO 9303-11, table 12; 0 to 2 are Diffie-Hellman groups. */
const STANDARDIZED_CURVES: ReadonlyMap<number, Curve> = new Map([
  [8, CURVES.p192],
  [9, CURVES.bp192],
  [10, CURVES.p224],
  [11, CURVES.bp224],
  [12, CURVES.p256],
  [13, CURVES.bp256],
  [14, CURVES.bp320],
  [15, CURVES.p384],
  [16, CURVES.bp384],
  [17, CURVES.bp512],
  [18, CURVES.p521],
]);

/** The standardized domain parameters of this number; null when it is reserved. */
export function standardizedDomain(parameterId: number): Domain | null {
  const curve = STANDARDIZED_CURVES.get(parameterId);
  if (curve) return { kind: 'ec', curve, parameterId };
  const group = MODP_GROUPS[parameterId];
  return group ? { kind: 'dh', ...group, parameterId } : null;
}

/** Smaller groups protect nothing; a larger modulus only serves to keep the reader busy. */
const MIN_MODULUS_BITS = 1024;
const MAX_MODULUS_BITS = 4096;
/** Order of the smallest standardized subgroup. */
const MIN_ORDER_BITS = 160;
/** Twice the size of the largest one. Exponents have no more bits either, which bounds what one key costs. */
export const MAX_ORDER_BITS = 512;

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const DH_PUBLIC_NUMBER = '1.2.840.10046.2.1';
const PKCS3_KEY_AGREEMENT = '1.2.840.113549.1.3.1';
/** standardizedDomainParameters (9303-11, 9.5.1): its parameter is the number of the table. */
const STANDARDIZED = '0.4.0.127.0.7.1.2';

/** The domain of an AlgorithmIdentifier (DER); null when it is none of ours or its parameters make no sense. */
export function domainOfAlgorithm(algorithm: Uint8Array): Domain | null {
  const sequence = readTlv(algorithm);
  if (!sequence.ok || sequence.value.tag !== 0x30) return null;
  const parts = readTlvs(sequence.value.value);
  if (!parts.ok) return null;
  const [name, parameters] = parts.value;
  if (name?.tag !== 0x06 || !parameters) return null;

  switch (decodeObjectIdentifier(name.value)) {
    case STANDARDIZED: {
      const number = parameters.tag === 0x02 ? toNumber(parameters.value) : -1n;
      return standardizedDomain(Number(number));
    }
    case EC_PUBLIC_KEY: {
      const curve = curveOf(parameters.bytes);
      return curve && { kind: 'ec', curve, parameterId: null };
    }
    case DH_PUBLIC_NUMBER:
      return modpDomain(parameters, true);
    case PKCS3_KEY_AGREEMENT:
      return modpDomain(parameters, false);
    default:
      return null;
  }
}

/**
 * SEQUENCE of p, g and, in X9.42, q; what follows them is for making such groups. Nothing is raised to any power here, as
 * anybody may write these. PACE takes none but known groups, and the secret of chip authentication lies where the chip's
 * key does, which is checked with `q`, whatever the generator is.
 */
function modpDomain(parameters: Tlv, hasOrder: boolean): Domain | null {
  const parts = readTlvs(parameters.value);
  if (parameters.tag !== 0x30 || !parts.ok) return null;
  const [p, g, order] = parts.value.map((part) => (part.tag === 0x02 ? toNumber(part.value) : 0n));
  if (p === undefined || g === undefined) return null;
  const modulusBits = bits(p);
  if (modulusBits < MIN_MODULUS_BITS || modulusBits > MAX_MODULUS_BITS || p % 2n === 0n) return null;
  if (g < 2n || g > p - 2n) return null;
  if (!hasOrder) return { kind: 'dh', p, g, q: null, parameterId: null };
  const q = order ?? 0n;
  // A safe prime has no small subgroup but 1 and p - 1, which are no keys in any group.
  if (p === 2n * q + 1n) return { kind: 'dh', p, g, q: null, parameterId: null };
  if (bits(q) < MIN_ORDER_BITS || bits(q) > MAX_ORDER_BITS || (p - 1n) % q !== 0n) return null;
  return { kind: 'dh', p, g, q, parameterId: null };
}

/** A static public key: its domain, and the point or the value itself. */
export interface PublicKey {
  domain: Domain;
  /** Uncompressed point, or the public value of as many bytes as the chip wrote. */
  bytes: Uint8Array;
}

/** The key of a SubjectPublicKeyInfo (DER) for key agreement; null when it is none of ours. */
export function agreementKeyOf(subjectPublicKeyInfo: Uint8Array): PublicKey | null {
  const sequence = readTlv(subjectPublicKeyInfo);
  const parts = sequence.ok ? readTlvs(sequence.value.value) : sequence;
  if (!parts.ok) return null;
  const [algorithm, key] = parts.value;
  // The first byte of a BIT STRING counts unused bits.
  if (!algorithm || key?.tag !== 0x03 || key.value[0] !== 0) return null;
  const domain = domainOfAlgorithm(algorithm.bytes);
  const bytes = key.value.subarray(1);
  if (domain?.kind !== 'dh') return domain && { domain, bytes };
  const value = readTlv(bytes);
  return value.ok && value.value.tag === 0x02 ? { domain, bytes: value.value.value } : null;
}

/** Whether both are the same group with the same generator, however they were named. */
export function sameDomain(left: Domain, right: Domain): boolean {
  if (left.kind === 'ec' || right.kind === 'ec') {
    return left.kind === 'ec' && right.kind === 'ec' && left.curve === right.curve;
  }
  return left.p === right.p && left.g === right.g;
}

export function bits(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

export function toNumber(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}
