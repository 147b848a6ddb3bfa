/** Keys made on the spot for the tests of this folder; RSA signs with OpenSSL, which knows nothing of our padding. */
import { generateKeyPairSync, sign as rsaSign } from 'node:crypto';
import { fromHex } from './bytes.ts';
import { CURVE_OIDS, type CurveName, CURVES } from './curves.ts';
import { digest, type HashName, RSASSA_PSS } from './signature.ts';
import { algorithm, bits, integer, NULL, objectIdentifier, octets, sequence } from './testing-asn1.ts';
import { encodeTlv, findTlv } from './tlv.ts';

export const CURVE_NAMES = Object.keys(CURVES) as CurveName[];

export const HASH_OIDS: Readonly<Record<HashName, string>> = {
  sha1: '1.3.14.3.2.26',
  sha224: '2.16.840.1.101.3.4.2.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
const ECDSA_OIDS: Readonly<Record<HashName, string>> = {
  sha1: '1.2.840.10045.4.1',
  sha224: '1.2.840.10045.4.3.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};
const PLAIN_ECDSA_OIDS: Readonly<Record<HashName, string>> = {
  sha1: '0.4.0.127.0.7.1.1.4.1.1',
  sha224: '0.4.0.127.0.7.1.1.4.1.2',
  sha256: '0.4.0.127.0.7.1.1.4.1.3',
  sha384: '0.4.0.127.0.7.1.1.4.1.4',
  sha512: '0.4.0.127.0.7.1.1.4.1.5',
};

export interface TestSigner {
  /** SubjectPublicKeyInfo. */
  publicKey: Uint8Array;
  /** AlgorithmIdentifier of its signatures. */
  algorithm: Uint8Array;
  hash: HashName;
  sign(data: Uint8Array): Uint8Array;
}

/** Key identifier of a signer: SHA-1 of its key (RFC 5280, 4.2.1.2). */
export function keyIdOf({ publicKey }: TestSigner): Uint8Array {
  const key = findTlv(publicKey, 0x30, 0x03);
  if (!key.ok) throw new Error('no public key');
  return digest('sha1', key.value.value.subarray(1));
}

/** ECParameters written out (RFC 3279, 2.3.5); `generator` replaces the curve's own. */
export function explicitParameters(name: CurveName, generator?: Uint8Array): Uint8Array {
  const curve = CURVES[name];
  const { p, a, b, n } = curve.Point.CURVE();
  const width = Math.ceil(p.toString(16).length / 2) * 2;
  const bytes = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(width, '0'));
  const positive = (value: bigint): Uint8Array => encodeTlv(0x02, Uint8Array.of(0), bytes(value));
  return sequence(
    integer('01'),
    sequence(objectIdentifier('1.2.840.10045.1.1'), positive(p)),
    sequence(octets(bytes(a)), octets(bytes(b))),
    octets(generator ?? curve.Point.BASE.toBytes(false)),
    positive(n),
    integer('01'),
  );
}

export function ecSigner(name: CurveName, hash: HashName = 'sha256', parameters?: Uint8Array): TestSigner {
  const curve = CURVES[name];
  const { secretKey } = curve.keygen();
  return {
    publicKey: sequence(
      algorithm('1.2.840.10045.2.1', parameters ?? objectIdentifier(CURVE_OIDS[name])),
      bits(curve.getPublicKey(secretKey, false)),
    ),
    algorithm: algorithm(ECDSA_OIDS[hash]),
    hash,
    sign: (data) =>
      Uint8Array.from(curve.sign(digest(hash, data), secretKey, { prehash: false, lowS: false, format: 'der' })),
  };
}

/** Signs like `ecSigner`, both numbers at full width (TR-03111, 5.2.1). */
export function plainEcSigner(name: CurveName, hash: HashName = 'sha256'): TestSigner {
  const signer = ecSigner(name, hash);
  const { Signature } = CURVES[name];
  return {
    ...signer,
    algorithm: algorithm(PLAIN_ECDSA_OIDS[hash]),
    sign: (data) => Uint8Array.from(Signature.fromBytes(signer.sign(data), 'der').toBytes('compact')),
  };
}

export function rsaSigner(hash: HashName = 'sha256', oid = '1.2.840.113549.1.1.11', modulusLength = 2048): TestSigner {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
  return {
    publicKey: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    algorithm: algorithm(oid, NULL),
    hash,
    sign: (data) => Uint8Array.from(rsaSign(hash, data, privateKey)),
  };
}

export interface PssSignerOptions {
  hash?: HashName;
  maskHash?: HashName;
  saltBytes?: number;
  modulusLength?: number;
  /** What the certificate calls the key. */
  keyName?: 'rsaEncryption' | 'id-RSASSA-PSS';
}

export function pssSigner(options: PssSignerOptions = {}): TestSigner {
  const { hash = 'sha256', maskHash = hash, saltBytes = 32, modulusLength = 1024 } = options;
  const { publicKey, privateKey } = generateKeyPairSync('rsa-pss', {
    modulusLength,
    hashAlgorithm: hash,
    mgf1HashAlgorithm: maskHash,
    // The types want a text, OpenSSL a number.
    saltLength: saltBytes as unknown as string,
  });
  const exported = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }));
  const key = findTlv(exported, 0x30, 0x03);
  if (!key.ok) throw new Error('no public key');
  const renamed = sequence(algorithm('1.2.840.113549.1.1.1', NULL), key.value.bytes);
  return {
    publicKey: options.keyName === 'rsaEncryption' ? renamed : exported,
    algorithm: algorithm(RSASSA_PSS, pssParameters(hash, maskHash, saltBytes)),
    hash,
    sign: (data) => Uint8Array.from(rsaSign(hash, data, privateKey)),
  };
}

/** RSASSA-PSS-params (RFC 8017, A.2.3), defaults left out as DER wants it. */
export function pssParameters(hash: HashName, maskHash: HashName, saltBytes: number): Uint8Array {
  const hashed = (name: HashName): Uint8Array => algorithm(HASH_OIDS[name], NULL);
  return sequence(
    ...(hash === 'sha1' ? [] : [encodeTlv(0xa0, hashed(hash))]),
    ...(maskHash === 'sha1' ? [] : [encodeTlv(0xa1, algorithm('1.2.840.113549.1.1.8', hashed(maskHash)))]),
    ...(saltBytes === 20 ? [] : [encodeTlv(0xa2, encodeTlv(0x02, Uint8Array.of(saltBytes)))]),
  );
}
