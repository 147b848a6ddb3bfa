/** Invented documents for the tests of this folder: groups, certificates and SODs, signed with keys made on the spot. */
import { createPrivateKey, generateKeyPairSync, sign as rsaSign } from 'node:crypto';
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { concat, fromHex } from './bytes.ts';
import type { MrzKey } from './chip.ts';
import { digest, type HashName } from './signature.ts';
import { encodeTlv } from './tlv.ts';

/** Holder of the invented Vietnamese card all these tests share. */
export const SAMPLE_KEY: MrzKey = { documentNumber: '085012345', birthDate: '850315', expiryDate: '450315' };
export const SAMPLE_MRZ =
  'IDVNM0850123452001085012345<<3' + '8503150M4503152VNM<<<<<<<<<<<0' + 'NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<';

export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const sequence = (...parts: readonly Uint8Array[]): Uint8Array => encodeTlv(0x30, ...parts);
const octets = (...parts: readonly Uint8Array[]): Uint8Array => encodeTlv(0x04, ...parts);
const integer = (hex: string): Uint8Array => encodeTlv(0x02, fromHex(hex));
const NULL = fromHex('0500');

export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const base128 = (arc: number): number[] => {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 0x80); left > 0; left = Math.floor(left / 0x80))
      digits.unshift((left & 0x7f) | 0x80);
    return digits;
  };
  return encodeTlv(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

export const dg1 = (mrz = SAMPLE_MRZ): Uint8Array => encodeTlv(0x61, encodeTlv(0x5f1f, ascii(mrz)));

export const JPEG_START = fromHex('ffd8ffe000104a46494600');

/** ISO 19794-5 record around an image, with some bytes behind it that do not belong to it. */
export function facialRecord(image: Uint8Array, featurePoints = 0, trailing = new Uint8Array()): Uint8Array {
  const facial = concat(new Uint8Array(20), new Uint8Array(featurePoints * 8), new Uint8Array(12), image);
  const view = new DataView(facial.buffer);
  view.setUint32(0, facial.length);
  view.setUint16(4, featurePoints);
  const header = fromHex('46414300 30313000 00000000 0001');
  new DataView(header.buffer).setUint32(8, header.length + facial.length);
  return concat(header, facial, trailing);
}

export function dg2(record: Uint8Array, imageTag = 0x5f2e): Uint8Array {
  const header = encodeTlv(0xa1, fromHex('80020101 8702 0101 8802 0008'));
  return encodeTlv(0x75, encodeTlv(0x7f61, integer('01'), encodeTlv(0x7f60, header, encodeTlv(imageTag, record))));
}

export function portraitGroup(imageBytes: number): Uint8Array {
  const image = new Uint8Array(imageBytes).map((_, index) => (index * 31) & 0xff);
  image.set(JPEG_START);
  return dg2(facialRecord(image));
}

const CURVES = {
  p256: { curve: p256, oid: '1.2.840.10045.3.1.7' },
  p384: { curve: p384, oid: '1.3.132.0.34' },
  p521: { curve: p521, oid: '1.3.132.0.35' },
  brainpoolP256r1: { curve: brainpoolP256r1, oid: '1.3.36.3.3.2.8.1.1.7' },
  brainpoolP384r1: { curve: brainpoolP384r1, oid: '1.3.36.3.3.2.8.1.1.11' },
  brainpoolP512r1: { curve: brainpoolP512r1, oid: '1.3.36.3.3.2.8.1.1.13' },
};
export type CurveName = keyof typeof CURVES;
export const CURVE_NAMES = Object.keys(CURVES) as CurveName[];

const HASH_OIDS: Record<HashName, string> = {
  sha1: '1.3.14.3.2.26',
  sha224: '2.16.840.1.101.3.4.2.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
const ECDSA_OIDS: Record<HashName, string> = {
  sha1: '1.2.840.10045.4.1',
  sha224: '1.2.840.10045.4.3.1',
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
};

export interface TestSigner {
  /** SubjectPublicKeyInfo. */
  publicKey: Uint8Array;
  /** AlgorithmIdentifier of its signatures. */
  algorithm: Uint8Array;
  hash: HashName;
  sign(data: Uint8Array): Uint8Array;
}

/** ECParameters written out (RFC 3279, 2.3.5); `generator` replaces the curve's own. */
export function explicitParameters(name: CurveName, generator?: Uint8Array): Uint8Array {
  const { curve } = CURVES[name];
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
  const { curve, oid } = CURVES[name];
  const { secretKey } = curve.keygen();
  const point = curve.getPublicKey(secretKey, false);
  return {
    publicKey: sequence(
      sequence(objectIdentifier('1.2.840.10045.2.1'), parameters ?? objectIdentifier(oid)),
      encodeTlv(0x03, Uint8Array.of(0), point),
    ),
    algorithm: sequence(objectIdentifier(ECDSA_OIDS[hash])),
    hash,
    sign: (data) =>
      Uint8Array.from(curve.sign(digest(hash, data), secretKey, { prehash: false, lowS: false, format: 'der' })),
  };
}

export function rsaSigner(hash: HashName = 'sha256', algorithm = '1.2.840.113549.1.1.11'): TestSigner {
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  const key = createPrivateKey({ key: pair.privateKey, format: 'der', type: 'pkcs8' });
  return {
    publicKey: Uint8Array.from(pair.publicKey),
    algorithm: sequence(objectIdentifier(algorithm), NULL),
    hash,
    sign: (data) => Uint8Array.from(rsaSign(hash, data, key)),
  };
}

/** A name of country and common name, in the order given. */
export function name(...attributes: readonly (readonly [oid: '2.5.4.6' | '2.5.4.3', value: string])[]): Uint8Array {
  return sequence(
    ...attributes.map(([oid, value]) =>
      encodeTlv(0x31, sequence(objectIdentifier(oid), encodeTlv(0x13, ascii(value)))),
    ),
  );
}

export const CSCA_NAME = name(['2.5.4.6', 'UT'], ['2.5.4.3', 'Test CSCA']);
export const SIGNER_NAME = name(['2.5.4.6', 'UT'], ['2.5.4.3', 'Test Document Signer']);

export interface CertificateOptions {
  subject?: Uint8Array;
  issuer?: Uint8Array;
  serial?: string;
  subjectKeyId?: Uint8Array;
  authorityKeyId?: Uint8Array;
}

/** Certificate for `holder`, signed by `issuer`. */
export function certificate(holder: TestSigner, issuer: TestSigner, options: CertificateOptions = {}): Uint8Array {
  const extensions = [
    ...(options.subjectKeyId ? [sequence(objectIdentifier('2.5.29.14'), octets(octets(options.subjectKeyId)))] : []),
    ...(options.authorityKeyId
      ? [sequence(objectIdentifier('2.5.29.35'), octets(sequence(encodeTlv(0x80, options.authorityKeyId))))]
      : []),
  ];
  const body = sequence(
    encodeTlv(0xa0, integer('02')),
    integer(options.serial ?? '2a'),
    issuer.algorithm,
    options.issuer ?? CSCA_NAME,
    sequence(encodeTlv(0x17, ascii('240101000000Z')), encodeTlv(0x17, ascii('390101000000Z'))),
    options.subject ?? SIGNER_NAME,
    holder.publicKey,
    ...(extensions.length > 0 ? [encodeTlv(0xa3, sequence(...extensions))] : []),
  );
  return sequence(body, issuer.algorithm, encodeTlv(0x03, Uint8Array.of(0), issuer.sign(body)));
}

export interface SodOptions {
  groups: ReadonlyMap<number, Uint8Array>;
  signer: TestSigner;
  certificates: readonly Uint8Array[];
  /** SignerIdentifier; issuer and serial number as `certificate` sets them unless given. */
  signerId?: Uint8Array;
  groupHash?: HashName;
  digestHash?: string;
  contentType?: string;
  /** SignedAttributes content; `none` signs the content itself. */
  attributes?: 'none' | ((content: Uint8Array) => Uint8Array[]);
  securityObject?: Uint8Array;
}

export const attribute = (oid: string, ...values: readonly Uint8Array[]): Uint8Array =>
  sequence(objectIdentifier(oid), encodeTlv(0x31, ...values));

export const SECURITY_OBJECT = '2.23.136.1.1.1';

export function securityObject(groups: ReadonlyMap<number, Uint8Array>, hash: HashName = 'sha256'): Uint8Array {
  const entries = [...groups].map(([group, bytes]) =>
    sequence(encodeTlv(0x02, Uint8Array.of(group)), octets(digest(hash, bytes))),
  );
  return sequence(integer('00'), sequence(objectIdentifier(HASH_OIDS[hash]), NULL), sequence(...entries));
}

export function sod(options: SodOptions): Uint8Array {
  const { signer } = options;
  const content = options.securityObject ?? securityObject(options.groups, options.groupHash);
  const contentType = options.contentType ?? SECURITY_OBJECT;
  const usual = (): Uint8Array[] => [
    attribute('1.2.840.113549.1.9.3', objectIdentifier(contentType)),
    attribute('1.2.840.113549.1.9.4', octets(digest(signer.hash, content))),
  ];
  const attributes = options.attributes === 'none' ? null : (options.attributes ?? usual)(content);
  const signed = attributes ? encodeTlv(0x31, ...attributes) : content;
  const digestAlgorithm = sequence(objectIdentifier(options.digestHash ?? HASH_OIDS[signer.hash]), NULL);
  const signerInfo = sequence(
    integer('01'),
    options.signerId ?? sequence(CSCA_NAME, integer('2a')),
    digestAlgorithm,
    ...(attributes ? [encodeTlv(0xa0, ...attributes)] : []),
    signer.algorithm,
    octets(signer.sign(signed)),
  );
  const signedData = sequence(
    integer('03'),
    encodeTlv(0x31, digestAlgorithm),
    sequence(objectIdentifier(contentType), encodeTlv(0xa0, octets(content))),
    encodeTlv(0xa0, ...options.certificates),
    encodeTlv(0x31, signerInfo),
  );
  return encodeTlv(0x77, sequence(objectIdentifier('1.2.840.113549.1.7.2'), encodeTlv(0xa0, signedData)));
}

export interface TestDocument {
  groups: Map<number, Uint8Array>;
  sod: Uint8Array;
  anchor: Uint8Array;
}

/** A whole document: groups 1, 2 and 13, its SOD, and the CSCA that stands behind it. */
export function document(portraitBytes = 1000, signer = ecSigner('brainpoolP384r1')): TestDocument {
  const csca = ecSigner('p256');
  const groups = new Map([
    [1, dg1()],
    [2, portraitGroup(portraitBytes)],
    [13, encodeTlv(0x6d, sequence(integer('00')), new Uint8Array(300).fill(0x04))],
  ]);
  return {
    groups,
    sod: sod({ groups, signer, certificates: [certificate(signer, csca)] }),
    anchor: certificate(csca, csca, { subject: CSCA_NAME, serial: '01' }),
  };
}
