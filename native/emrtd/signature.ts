/** Hashes and signature algorithms by their names in certificates and CMS (ICAO 9303-12, 4.1.6; RFC 5754; TR-03111). */
import { createHash } from 'node:crypto';
import { childrenOf } from './ber.ts';
import { type AlgorithmIdentifier, hasNoParameters, parseAlgorithm } from './certificate-fields.ts';
import { readTlv, type Tlv } from './tlv.ts';

export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

const HASHES: ReadonlyMap<string, HashName> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

export type SignatureScheme =
  | { kind: 'rsa-pkcs1'; hash: HashName }
  /** RFC 8017, 8.1; `maskHash`: of the mask generation function. */
  | { kind: 'rsa-pss'; hash: HashName; maskHash: HashName; saltBytes: number }
  /** `plain`: both numbers at full width one after the other (TR-03111, 5.2.1). */
  | { kind: 'ecdsa'; hash: HashName; form: 'der' | 'plain' };

/** A null hash is named beside the signature instead (RFC 5652, 5.3). */
const SCHEMES: ReadonlyMap<string, { kind: 'rsa-pkcs1' | 'ecdsa' | 'ecdsa-plain'; hash: HashName | null }> = new Map([
  ['1.2.840.113549.1.1.1', { kind: 'rsa-pkcs1', hash: null }],
  ['1.2.840.113549.1.1.5', { kind: 'rsa-pkcs1', hash: 'sha1' }],
  ['1.2.840.113549.1.1.14', { kind: 'rsa-pkcs1', hash: 'sha224' }],
  ['1.2.840.113549.1.1.11', { kind: 'rsa-pkcs1', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { kind: 'rsa-pkcs1', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { kind: 'rsa-pkcs1', hash: 'sha512' }],
  ['1.2.840.10045.2.1', { kind: 'ecdsa', hash: null }],
  ['1.2.840.10045.4.1', { kind: 'ecdsa', hash: 'sha1' }],
  ['1.2.840.10045.4.3.1', { kind: 'ecdsa', hash: 'sha224' }],
  ['1.2.840.10045.4.3.2', { kind: 'ecdsa', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { kind: 'ecdsa', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { kind: 'ecdsa', hash: 'sha512' }],
  ['0.4.0.127.0.7.1.1.4.1.1', { kind: 'ecdsa-plain', hash: 'sha1' }],
  ['0.4.0.127.0.7.1.1.4.1.2', { kind: 'ecdsa-plain', hash: 'sha224' }],
  ['0.4.0.127.0.7.1.1.4.1.3', { kind: 'ecdsa-plain', hash: 'sha256' }],
  ['0.4.0.127.0.7.1.1.4.1.4', { kind: 'ecdsa-plain', hash: 'sha384' }],
  ['0.4.0.127.0.7.1.1.4.1.5', { kind: 'ecdsa-plain', hash: 'sha512' }],
]);

export const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';
/** RFC 8017, A.2.3: what a parameter is when it is left out. */
const PSS_DEFAULTS = { kind: 'rsa-pss', hash: 'sha1', maskHash: 'sha1', saltBytes: 20 } as const;
const MAX_SALT_LENGTH_BYTES = 2;

/** The hash an object identifier names; null when it is none of ours. */
function hashOf(oid: string): HashName | null {
  return HASHES.get(oid) ?? null;
}

/** The hash of an AlgorithmIdentifier; null when it is none of ours or has parameters. */
export function hashOfAlgorithm(algorithm: AlgorithmIdentifier | null): HashName | null {
  return algorithm && hasNoParameters(algorithm) ? hashOf(algorithm.oid) : null;
}

export function digest(hash: HashName, data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(hash).update(data).digest());
}

/** How a signature is made; `digestHash` is the one named beside it. Null when it is none of ours. */
export function signatureScheme(algorithm: AlgorithmIdentifier, digestHash: HashName | null): SignatureScheme | null {
  if (algorithm.oid === RSASSA_PSS) return pssScheme(algorithm.parameters);
  const scheme = SCHEMES.get(algorithm.oid);
  const hash = scheme?.hash ?? digestHash;
  if (!scheme || !hash || !hasNoParameters(algorithm)) return null;
  if (scheme.kind === 'rsa-pkcs1') return { kind: scheme.kind, hash };
  return { kind: 'ecdsa', hash, form: scheme.kind === 'ecdsa' ? 'der' : 'plain' };
}

/** RSASSA-PSS-params (RFC 8017, A.2.3). */
function pssScheme(parameters: Uint8Array | null): SignatureScheme | null {
  const sequence = parameters && readTlv(parameters);
  if (!sequence?.ok || sequence.value.tag !== 0x30) return null;
  let { hash, maskHash, saltBytes }: { hash: HashName | null; maskHash: HashName | null; saltBytes: number | null } =
    PSS_DEFAULTS;
  for (const field of childrenOf(sequence.value)) {
    const [value] = childrenOf(field);
    if (field.tag === 0xa0) hash = hashOfAlgorithm(parseAlgorithm(value));
    else if (field.tag === 0xa1) maskHash = maskHashOf(parseAlgorithm(value));
    else if (field.tag === 0xa2) saltBytes = smallNumber(value);
    else if (field.tag !== 0xa3 || smallNumber(value) !== 1) return null;
  }
  return hash && maskHash && saltBytes !== null ? { kind: 'rsa-pss', hash, maskHash, saltBytes } : null;
}

function maskHashOf(algorithm: AlgorithmIdentifier | null): HashName | null {
  const parameters = algorithm?.oid === MGF1 && algorithm.parameters ? readTlv(algorithm.parameters) : null;
  return parameters?.ok ? hashOfAlgorithm(parseAlgorithm(parameters.value)) : null;
}

function smallNumber(element: Tlv | undefined): number | null {
  if (element?.tag !== 0x02 || element.value.length > MAX_SALT_LENGTH_BYTES) return null;
  return element.value.reduce((number, byte) => number * 0x100 + byte, 0);
}
