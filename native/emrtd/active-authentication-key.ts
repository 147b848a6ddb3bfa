/**
 * The key of DG15 and what it says of a signature: ICAO 9303-10, 4.7.15; 9303-11, 6.1.2. RSA by ISO/IEC 9796-2 with
 * message recovery, ECDSA plain (BSI TR-03111, 5.2.1) or, as some chips send it, DER.
 */
import { parsePublicKey } from './certificate.ts';
import { curveOf } from './curves.ts';
import { parseRsaPublicKey, signsEnding } from './iso9796.ts';
import type { SecurityInfos } from './security-infos.ts';
import { digest, type HashName, signatureScheme } from './signature.ts';
import { findTlv } from './tlv.ts';

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const ECDSA_HASHES: readonly HashName[] = ['sha256', 'sha384', 'sha512', 'sha224', 'sha1'];

export interface ActiveAuthenticationKey {
  /** Size of a plain signature; DER is longer. */
  signatureBytes: number;
  /** Whether the signature is this key's over the challenge. */
  verifies: (challenge: Uint8Array, signature: Uint8Array) => boolean;
}

/** The key of DG15, with the hash that DG14 announces for ECDSA; null when this reader cannot judge by it. */
export function parseActiveAuthenticationKey(
  dg15: Uint8Array,
  infos: SecurityInfos | null,
): ActiveAuthenticationKey | null {
  const content = findTlv(dg15, 0x6f);
  const key = content.ok ? parsePublicKey(content.value.value) : null;
  if (key?.algorithm.oid === RSA) return rsaKey(key.bits);
  if (key?.algorithm.oid !== EC || !key.algorithm.parameters) return null;
  return ecKey(key.algorithm.parameters, key.bits, hashesOf(infos?.activeAuthentication ?? null));
}

/** Where DG14 is silent any hash will do: some chips go by the size of the curve, others stay with SHA-1. */
function hashesOf(announced: SecurityInfos['activeAuthentication']): readonly HashName[] {
  if (!announced) return ECDSA_HASHES;
  const algorithm = { oid: announced.signatureAlgorithm, parameters: null, bytes: new Uint8Array() };
  const scheme = signatureScheme(algorithm, null);
  return scheme?.kind === 'ecdsa' ? [scheme.hash] : [];
}

function rsaKey(der: Uint8Array): ActiveAuthenticationKey | null {
  const key = parseRsaPublicKey(der);
  if (!key) return null;
  const verifies = (challenge: Uint8Array, signature: Uint8Array): boolean => signsEnding(key, signature, challenge);
  return { signatureBytes: key.modulusBytes, verifies };
}

function ecKey(
  parameters: Uint8Array,
  publicKey: Uint8Array,
  hashes: readonly HashName[],
): ActiveAuthenticationKey | null {
  const curve = curveOf(parameters);
  if (!curve?.utils.isValidPublicKey(publicKey) || hashes.length === 0) return null;
  const signatureBytes = 2 * curve.Point.Fn.BYTES;
  return {
    signatureBytes,
    verifies: (challenge, signature) => {
      const format = signature.length === signatureBytes ? 'compact' : 'der';
      const options = { prehash: false, lowS: false, format } as const;
      return hashes.some((hash) => curve.verify(signature, digest(hash, challenge), publicKey, options));
    },
  };
}
