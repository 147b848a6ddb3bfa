/** Signatures of the SOD and of certificates: RSA PKCS#1 v1.5 natively, ECDSA through noble. */
import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import type { SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import { curveOf } from './curves.ts';

export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

const HASHES: ReadonlyMap<string, HashName> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** Scheme and hash of a signature algorithm; a null hash is named beside the signature instead (RFC 5652, 5.3). */
const SCHEMES: ReadonlyMap<string, { scheme: 'rsa' | 'ecdsa'; hash: HashName | null }> = new Map([
  ['1.2.840.113549.1.1.1', { scheme: 'rsa', hash: null }],
  ['1.2.840.113549.1.1.5', { scheme: 'rsa', hash: 'sha1' }],
  ['1.2.840.113549.1.1.14', { scheme: 'rsa', hash: 'sha224' }],
  ['1.2.840.113549.1.1.11', { scheme: 'rsa', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { scheme: 'rsa', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { scheme: 'rsa', hash: 'sha512' }],
  ['1.2.840.10045.2.1', { scheme: 'ecdsa', hash: null }],
  ['1.2.840.10045.4.1', { scheme: 'ecdsa', hash: 'sha1' }],
  ['1.2.840.10045.4.3.1', { scheme: 'ecdsa', hash: 'sha224' }],
  ['1.2.840.10045.4.3.2', { scheme: 'ecdsa', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { scheme: 'ecdsa', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { scheme: 'ecdsa', hash: 'sha512' }],
]);

/** A longer modulus only serves to keep the kiosk busy. */
export const MAX_RSA_BITS = 8192;

/** The hash an AlgorithmIdentifier names; null when it is none of ours. */
export function hashOf(algorithm: string): HashName | null {
  return HASHES.get(algorithm) ?? null;
}

export function digest(hash: HashName, data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(hash).update(data).digest());
}

export type SignatureCheck = 'holds' | 'contradicts' | 'unsupported';

export interface SignedBytes {
  publicKey: SubjectPublicKeyInfo;
  /** Object identifier of the signature algorithm. */
  algorithm: string;
  /** The digest named beside the signature, for algorithms that name none. */
  digestHash: HashName | null;
  data: Uint8Array;
  signature: Uint8Array;
}

/** Whether the signature over `data` is this key's. Never throws on what a card or certificate contains. */
export function checkSignature(signed: SignedBytes): SignatureCheck {
  const scheme = SCHEMES.get(signed.algorithm);
  const hash = scheme?.hash ?? signed.digestHash;
  if (!scheme || !hash) return 'unsupported';
  return scheme.scheme === 'rsa' ? checkRsa(signed, hash) : checkEcdsa(signed, hash);
}

function checkRsa(signed: SignedBytes, hash: HashName): SignatureCheck {
  try {
    const spki = Buffer.from(AsnConvert.serialize(signed.publicKey));
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const modulusBits = Number(key.asymmetricKeyDetails?.modulusLength);
    if (key.asymmetricKeyType !== 'rsa' || !(modulusBits <= MAX_RSA_BITS)) return 'unsupported';
    const holds = verify(hash, signed.data, { key, padding: constants.RSA_PKCS1_PADDING }, signed.signature);
    return holds ? 'holds' : 'contradicts';
  } catch {
    // A key that cannot be read, by this OpenSSL or at all.
    return 'unsupported';
  }
}

function checkEcdsa(signed: SignedBytes, hash: HashName): SignatureCheck {
  const { algorithm, subjectPublicKey } = signed.publicKey;
  const curve = algorithm.parameters ? curveOf(new Uint8Array(algorithm.parameters)) : null;
  if (!curve) return 'unsupported';
  try {
    const point = curve.Point.fromBytes(new Uint8Array(subjectPublicKey));
    const options = { prehash: false, lowS: false, format: 'der' } as const;
    const holds = curve.verify(signed.signature, digest(hash, signed.data), point.toBytes(false), options);
    return holds ? 'holds' : 'contradicts';
  } catch {
    // A point that is not on the curve.
    return 'contradicts';
  }
}
