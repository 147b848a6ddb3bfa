/**
 * The chip authentication mapping of PACE: ICAO 9303-11, 4.4.3.3.3 and 4.4.3.5. The chip shows that it knows its static
 * private key by the quotient of it and the key it used for the mapping.
 */
import { sameBytes } from './bytes.ts';
import { MAX_STATIC_KEYS } from './chip-authentication.ts';
import { cbc, unpad } from './cipher.ts';
import { agreementKeyOf, sameDomain, toNumber, type EllipticDomain } from './domain.ts';
import { decodePoint } from './domain-group.ts';
import type { CipherName, SessionKeys } from './keys.ts';
import type { SecurityInfos } from './security-infos.ts';

/** What the chip left to be verified, once EF.CardSecurity or DG14 is there. */
export interface ChipMapping {
  domain: EllipticDomain;
  /** The chip's public key of the mapping. */
  mappingKey: Uint8Array;
  /** CA_IC; null when the chip sent none, or none that can be read. */
  authenticationData: Uint8Array | null;
}

/** CA_IC from its cryptogram: the IV is the encrypted counter -1. */
export function openAuthenticationData(
  cipher: CipherName,
  { encryption }: SessionKeys,
  encrypted: Uint8Array,
): Uint8Array | null {
  if (encrypted.length === 0 || encrypted.length % 16 !== 0) return null;
  const iv = cbc(cipher, 'encrypt', encryption, new Uint8Array(16).fill(0xff));
  return unpad(cbc(cipher, 'decrypt', encryption, encrypted, iv));
}

/**
 * Whether the chip holds the private key to a static key of that file; null when it has none in the domain of PACE. That
 * domain is how the key is found: its number is the domain's (BSI TR-03110-3, A.1.1.2), which may be left out.
 */
export function camHolds(
  mapping: ChipMapping,
  { chipAuthenticationKeys }: Pick<SecurityInfos, 'chipAuthenticationKeys'>,
): boolean | null {
  const { curve } = mapping.domain;
  const staticKeys = chipAuthenticationKeys.slice(0, MAX_STATIC_KEYS).flatMap(({ publicKey }) => {
    const key = agreementKeyOf(publicKey);
    const point = key && sameDomain(key.domain, mapping.domain) ? decodePoint(curve, key.bytes) : null;
    return point ? [point] : [];
  });
  if (staticKeys.length === 0) return null;
  const quotient = toNumber(mapping.authenticationData ?? new Uint8Array());
  if (quotient === 0n || quotient >= curve.Point.Fn.ORDER) return false;
  return staticKeys.some((key) => sameBytes(key.multiply(quotient).toBytes(false), mapping.mappingKey));
}
