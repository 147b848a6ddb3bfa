/**
 * Arithmetic in a domain: public keys, key agreement and the bytes of both. ICAO 9303-11, 9.4 (encodings), 9.6
 * (algorithms: BSI TR-03111, PKCS #3). Every element from outside is checked to be one of the group, and never the neutral one.
 */
import { pow } from '@noble/curves/abstract/modular.js';
import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { fromHex, sameBytes } from './bytes.ts';
import type { Curve } from './curves.ts';
import { bits, MAX_ORDER_BITS, toNumber, type Domain, type ModpDomain } from './domain.ts';

/** A domain with a generator of its own: the standard one, or the one PACE maps to. */
export interface Group {
  /** Private keys are 1 to order - 1. */
  readonly order: bigint;
  /** Most bytes a public key has. */
  readonly publicKeyBytes: number;
  /** The key as it is sent: an uncompressed point, or a public value without leading zeros (9303-11, 9.4.1). */
  publicKey(privateKey: bigint): Uint8Array;
  /**
   * The secret shared with a peer, as key derivation takes it: the x-coordinate, or the value padded to the modulus'
   * size. Null when the peer's key is none of this group.
   */
  sharedSecret(privateKey: bigint, peerKey: Uint8Array): Uint8Array | null;
  /**
   * The generic mapping (9303-11, 4.4.3.3.1): nonce times the generator, made at once, plus what both sides agree on.
   * Null when the peer's key is none of this group, or the sum is neutral.
   */
  mapGeneric(nonce: bigint): (privateKey: bigint, peerKey: Uint8Array) => Group | null;
}

/** The group of a domain with its own generator. */
export function groupOf(domain: Domain): Group {
  return domain.kind === 'ec' ? pointGroup(domain.curve, domain.curve.Point.BASE) : modpGroup(domain, domain.g);
}

/** The group of a curve with this generator. */
export function pointGroup(curve: Curve, generator: WeierstrassPoint<bigint>): Group {
  const order = curve.Point.Fn.ORDER;
  const agree = (privateKey: bigint, peerKey: Uint8Array): WeierstrassPoint<bigint> | null =>
    decodePoint(curve, peerKey)?.multiply(privateKey) ?? null;
  return {
    order,
    publicKeyBytes: generator.toBytes(false).length,
    publicKey: (privateKey) => generator.multiply(privateKey).toBytes(false),
    sharedSecret: (privateKey, peerKey) => {
      const point = agree(privateKey, peerKey);
      return point && numberBytes(point.x, curve.Point.Fp.BYTES);
    },
    mapGeneric: (nonce) => {
      const scalar = nonce % order;
      const shift = scalar === 0n ? curve.Point.ZERO : generator.multiply(scalar);
      return (privateKey, peerKey) => {
        const agreed = agree(privateKey, peerKey);
        const mapped = agreed?.add(shift);
        return !mapped || mapped.is0() ? null : pointGroup(curve, mapped);
      };
    },
  };
}

/** The multiplicative group of a domain with this generator. */
export function modpGroup(domain: ModpDomain, generator: bigint): Group {
  const { p, q } = domain;
  const sizeBytes = Math.ceil(bits(p) / 8);
  const agree = (privateKey: bigint, peerKey: Uint8Array): bigint | null => {
    const value = decodeValue(domain, peerKey);
    return value === null ? null : pow(value, privateKey, p);
  };
  return {
    // Twice as many bits as the group has strength are enough (NIST SP 800-56A, 5.6.1.1.1).
    order: q ?? 1n << BigInt(MAX_ORDER_BITS),
    publicKeyBytes: sizeBytes,
    publicKey: (privateKey) => shortestBytes(pow(generator, privateKey, p)),
    sharedSecret: (privateKey, peerKey) => {
      const secret = agree(privateKey, peerKey);
      return secret === null ? null : numberBytes(secret, sizeBytes);
    },
    mapGeneric: (nonce) => {
      const shift = pow(generator, nonce, p);
      return (privateKey, peerKey) => {
        const agreed = agree(privateKey, peerKey);
        const mapped = agreed === null ? 1n : (shift * agreed) % p;
        return mapped === 1n ? null : modpGroup(domain, mapped);
      };
    },
  };
}

/** Whether a public key is an element of the domain's group; cheaper than agreeing with it. */
export function isPublicKey(domain: Domain, bytes: Uint8Array): boolean {
  return (domain.kind === 'ec' ? decodePoint(domain.curve, bytes) : decodeValue(domain, bytes)) !== null;
}

/** A point as it is sent, 04 and both coordinates; null when it is not on the curve. */
export function decodePoint(curve: Curve, bytes: Uint8Array): WeierstrassPoint<bigint> | null {
  if (bytes[0] !== 0x04 || bytes.length !== 1 + 2 * curve.Point.Fp.BYTES) return null;
  try {
    return curve.Point.fromBytes(bytes);
  } catch {
    // Not on the curve, or a coordinate beyond the field.
    return null;
  }
}

/**
 * A public value; null when it is 0, 1, p - 1 or larger, or lies outside the subgroup. Without the last of these a chip
 * that does not know the password could confine the shared secret to a handful of values (RFC 2631, 2.1.5).
 */
function decodeValue({ p, q }: ModpDomain, bytes: Uint8Array): bigint | null {
  const value = toNumber(bytes);
  if (value < 2n || value > p - 2n) return null;
  return q === null || pow(value, q, p) === 1n ? value : null;
}

/** Whether two public keys are the same element, however many zeros lead a public value. */
export function samePublicKey(domain: Domain, left: Uint8Array, right: Uint8Array): boolean {
  return domain.kind === 'ec' ? sameBytes(left, right) : toNumber(left) === toNumber(right);
}

/** Big-endian, padded to a size it fits. */
export function numberBytes(value: bigint, sizeBytes: number): Uint8Array {
  return fromHex(value.toString(16).padStart(sizeBytes * 2, '0'));
}

/** Big-endian without leading zeros, at least one byte. */
export function shortestBytes(value: bigint): Uint8Array {
  return numberBytes(value, Math.max(1, Math.ceil(bits(value) / 8)));
}
