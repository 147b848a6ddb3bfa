/** Certificates, revocation lists and signed data for the tests of this folder. */
import { digest } from './signature.ts';
import {
  algorithm,
  ascii,
  bits,
  integer,
  NULL,
  objectIdentifier,
  octets,
  sequence,
  setOf,
  utcTime,
} from './testing-asn1.ts';
import { HASH_OIDS, keyIdOf, type TestSigner } from './testing-signers.ts';
import { encodeTlv } from './tlv.ts';

/** A name of country and common name, in the order given. */
export function name(...attributes: readonly (readonly [oid: '2.5.4.6' | '2.5.4.3', value: string])[]): Uint8Array {
  return sequence(
    ...attributes.map(([oid, value]) => setOf(sequence(objectIdentifier(oid), encodeTlv(0x13, ascii(value))))),
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
  /** `YYMMDDHHMMSSZ`. */
  notBefore?: string;
  notAfter?: string;
  extensions?: readonly Uint8Array[];
}

export const extension = (oid: string, value: Uint8Array): Uint8Array => sequence(objectIdentifier(oid), octets(value));
export const basicConstraints = (authority: boolean): Uint8Array =>
  extension('2.5.29.19', sequence(...(authority ? [encodeTlv(0x01, Uint8Array.of(0xff))] : [])));
/** `usage`: DIGITAL_SIGNATURE, KEY_CERT_SIGN. */
export const keyUsage = (usage: number): Uint8Array => extension('2.5.29.15', encodeTlv(0x03, Uint8Array.of(0, usage)));
export const extendedKeyUsage = (oid: string): Uint8Array => extension('2.5.29.37', sequence(objectIdentifier(oid)));
/** `YYYYMMDDHHMMSSZ`. */
export const privateKeyUsage = (notBefore: string, notAfter?: string): Uint8Array =>
  extension(
    '2.5.29.16',
    sequence(encodeTlv(0x80, ascii(notBefore)), ...(notAfter ? [encodeTlv(0x81, ascii(notAfter))] : [])),
  );
const authorityKeyId = (keyId: Uint8Array): Uint8Array => extension('2.5.29.35', sequence(encodeTlv(0x80, keyId)));

/** Certificate for `holder`, signed by `issuer`. */
export function certificate(holder: TestSigner, issuer: TestSigner, options: CertificateOptions = {}): Uint8Array {
  const extensions = [
    ...(options.subjectKeyId ? [extension('2.5.29.14', octets(options.subjectKeyId))] : []),
    ...(options.authorityKeyId ? [authorityKeyId(options.authorityKeyId)] : []),
    ...(options.extensions ?? []),
  ];
  return signedBy(issuer, [
    encodeTlv(0xa0, integer('02')),
    integer(options.serial ?? '2a'),
    issuer.algorithm,
    options.issuer ?? CSCA_NAME,
    sequence(utcTime(options.notBefore ?? '240101000000Z'), utcTime(options.notAfter ?? '390101000000Z')),
    options.subject ?? SIGNER_NAME,
    holder.publicKey,
    ...(extensions.length > 0 ? [encodeTlv(0xa3, sequence(...extensions))] : []),
  ]);
}

function signedBy(issuer: TestSigner, fields: readonly Uint8Array[]): Uint8Array {
  const body = sequence(...fields);
  return sequence(body, issuer.algorithm, bits(issuer.sign(body)));
}

/** A country signing authority as 9303-12, 7.1 wants it: self-signed unless another key is given, then a link. */
export function authorityCertificate(
  holder: TestSigner,
  options: CertificateOptions & { issuedBy?: TestSigner } = {},
): Uint8Array {
  const issuer = options.issuedBy ?? holder;
  return certificate(holder, issuer, {
    subject: CSCA_NAME,
    serial: '01',
    subjectKeyId: keyIdOf(holder),
    authorityKeyId: keyIdOf(issuer),
    extensions: [basicConstraints(true), keyUsage(0x06)],
    ...options,
  });
}

/** A document signer as 9303-12, 7.1 wants it. */
export function signerCertificate(
  holder: TestSigner,
  issuer: TestSigner,
  options: CertificateOptions = {},
): Uint8Array {
  return certificate(holder, issuer, {
    authorityKeyId: keyIdOf(issuer),
    extensions: [keyUsage(0x80)],
    ...options,
  });
}

export interface RevocationOptions {
  issuer?: Uint8Array;
  /** Serial numbers in hex, and when each was revoked. */
  revoked?: readonly (readonly [serial: string, date: string])[];
  thisUpdate?: string;
  nextUpdate?: string | null;
  authorityKeyId?: Uint8Array;
}

/** CertificateList, version 2. */
export function revocationList(issuer: TestSigner, options: RevocationOptions = {}): Uint8Array {
  const { revoked = [], nextUpdate = '270101000000Z' } = options;
  return signedBy(issuer, [
    integer('01'),
    issuer.algorithm,
    options.issuer ?? CSCA_NAME,
    utcTime(options.thisUpdate ?? '260101000000Z'),
    ...(nextUpdate === null ? [] : [utcTime(nextUpdate)]),
    ...(revoked.length > 0
      ? [sequence(...revoked.map(([serial, date]) => sequence(integer(serial), utcTime(date))))]
      : []),
    ...(options.authorityKeyId ? [encodeTlv(0xa0, sequence(authorityKeyId(options.authorityKeyId)))] : []),
  ]);
}

export const attribute = (oid: string, ...values: readonly Uint8Array[]): Uint8Array =>
  sequence(objectIdentifier(oid), setOf(...values));
export const contentTypeAttribute = (oid: string): Uint8Array =>
  attribute('1.2.840.113549.1.9.3', objectIdentifier(oid));
export const digestAttribute = (digested: Uint8Array): Uint8Array =>
  attribute('1.2.840.113549.1.9.4', octets(digested));
/** `YYMMDDHHMMSSZ`. */
export const signingTimeAttribute = (time: string): Uint8Array => attribute('1.2.840.113549.1.9.5', utcTime(time));

export interface SignedDataOptions {
  contentType: string;
  content: Uint8Array;
  signer: TestSigner;
  certificates: readonly Uint8Array[];
  /** SignerIdentifier; issuer and serial number as `certificate` sets them unless given. */
  signerId?: Uint8Array;
  digestHash?: string;
  /** SignedAttributes content; `none` signs the content itself. */
  attributes?: 'none' | ((content: Uint8Array) => Uint8Array[]);
  /** What is signed in their place, for signers that send another order than they sign. */
  signedOrder?: (attributes: readonly Uint8Array[]) => Uint8Array[];
}

/** ContentInfo with SignedData (RFC 5652, 5). */
export function signedData(options: SignedDataOptions): Uint8Array {
  const { signer, content, contentType } = options;
  const usual = (): Uint8Array[] => [contentTypeAttribute(contentType), digestAttribute(digest(signer.hash, content))];
  const attributes = options.attributes === 'none' ? null : (options.attributes ?? usual)(content);
  const signed = attributes ? setOf(...(options.signedOrder ?? ((each) => [...each]))(attributes)) : content;
  const digestAlgorithm = algorithm(options.digestHash ?? HASH_OIDS[signer.hash], NULL);
  const signerId = options.signerId ?? sequence(CSCA_NAME, integer('2a'));
  const signerInfo = sequence(
    integer(signerId[0] === 0x80 ? '03' : '01'),
    signerId,
    digestAlgorithm,
    ...(attributes ? [encodeTlv(0xa0, ...attributes)] : []),
    signer.algorithm,
    octets(signer.sign(signed)),
  );
  const fields = sequence(
    integer('03'),
    setOf(digestAlgorithm),
    sequence(objectIdentifier(contentType), encodeTlv(0xa0, octets(content))),
    encodeTlv(0xa0, ...options.certificates),
    setOf(signerInfo),
  );
  return sequence(objectIdentifier('1.2.840.113549.1.7.2'), encodeTlv(0xa0, fields));
}
