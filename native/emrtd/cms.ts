/**
 * CMS SignedData (RFC 5652, 5) as ICAO 9303 uses it: one signer over attached content. What is judged is read from the
 * bytes the signature covers; a field it does not cover must be exactly what the standard says.
 */
import { childrenOf, toDefinite } from './ber.ts';
import { sameBytes, toHex } from './bytes.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import {
  type AlgorithmIdentifier,
  type Name,
  parseAlgorithm,
  parseName,
  parseOid,
  parseSerialNumber,
  parseTime,
} from './certificate-fields.ts';
import { digest, hashOfAlgorithm, type HashName } from './signature.ts';
import { checkSignature, type SignatureCheck } from './signature-check.ts';
import { encodeTlv, readTlv, type Tlv } from './tlv.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE_ATTRIBUTE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST_ATTRIBUTE = '1.2.840.113549.1.9.4';
const SIGNING_TIME_ATTRIBUTE = '1.2.840.113549.1.9.5';

export interface SignedAttributes {
  /** As they were signed: as a SET OF, though sent with an implicit context tag (5.4). */
  bytes: Uint8Array;
  /** The same in the order of DER, which some signers sign and do not send. */
  sortedBytes: Uint8Array;
  contentType: string | null;
  messageDigest: Uint8Array | null;
  /** Milliseconds since 1970; null when the signer does not say. */
  signingTime: number | null;
  /** The signer says it, but twice or not as a time (11.3). */
  isTimeUnclear: boolean;
}

export type SignerId = { issuer: Name; serialNumber: string } | { subjectKeyId: string };

export interface Signer {
  id: SignerId;
  digestHash: HashName;
  /** Null when the signature is over the content itself, which is for content of type id-data only (5.3). */
  attributes: SignedAttributes | null;
  algorithm: AlgorithmIdentifier;
  signature: Uint8Array;
}

export interface SignedData {
  contentType: string;
  content: Uint8Array;
  /** Whole elements. */
  certificates: readonly Uint8Array[];
  signer: Signer;
}

export type CmsResult = { ok: true; signed: SignedData } | { ok: false; detail: string };

/** The ContentInfo at the beginning of `bytes`, BER or DER. Nothing is verified yet. */
export function parseSignedData(bytes: Uint8Array): CmsResult {
  const parts = signedDataParts(bytes);
  if (!parts) return wrong('no signed data');
  const [version, digestAlgorithms, encapsulated, ...optional] = parts;
  const [typeField, contentField, ...extra] = encapsulated?.tag === 0x30 ? childrenOf(encapsulated) : [];
  const [contentType, content] = [parseOid(typeField), childrenOf(contentField)[0]];
  if (contentType === null || contentField?.tag !== 0xa0 || content?.tag !== 0x04 || extra.length > 0) {
    return wrong('no content');
  }
  // 3 for content of another type than id-data and X.509 certificates only (5.1).
  if (version?.tag !== 0x02 || toHex(version.value) !== '03') return wrong('signed data of another version');
  const signers = optional.at(-1);
  const [signerField, ...others] = signers?.tag === 0x31 ? childrenOf(signers) : [];
  if (!signerField || others.length > 0) return wrong('not one signer');
  const signer = parseSigner(signerField);
  if (typeof signer === 'string') return wrong(signer);
  const hashes = childrenOf(digestAlgorithms).map((element) => hashOfAlgorithm(parseAlgorithm(element)));
  if (digestAlgorithms?.tag !== 0x31 || hashes.includes(null) || !hashes.includes(signer.digestHash)) {
    return wrong('digest algorithms that do not fit the signer');
  }
  const certificates = certificatesIn(optional);
  return { ok: true, signed: { contentType, content: content.value, certificates, signer } };
}

/** Certificates of a bundle that nobody signed (PKCS#7, "certs-only"); none when it is no such thing. */
export function bundledCertificates(bytes: Uint8Array): readonly Uint8Array[] {
  const [, , encapsulated, ...optional] = signedDataParts(bytes) ?? [];
  const isUnsigned = childrenOf(encapsulated).length === 1 && optional.at(-1)?.value.length === 0;
  return isUnsigned ? certificatesIn(optional) : [];
}

/** The certificate the signer points to; null when it is not among them. */
export function signerCertificate({ certificates, signer }: SignedData): Certificate | null {
  for (const der of certificates) {
    const certificate = parseCertificate(der);
    if (certificate && isNamedBy(certificate, signer.id)) return certificate;
  }
  return null;
}

function isNamedBy(certificate: Certificate, id: SignerId): boolean {
  if ('subjectKeyId' in id) return certificate.subjectKeyId === id.subjectKeyId;
  return certificate.serialNumber === id.serialNumber && certificate.issuer.key === id.issuer.key;
}

export type SignedDataCheck =
  { check: 'holds' } | { check: 'digest-wrong' | 'contradicts' | 'unsupported'; detail: string };

/** Whether the content, which is of another type than id-data, is what the holder of `certificate` signed. */
export function checkSignedData(signed: SignedData, certificate: Certificate): SignedDataCheck {
  const { attributes, digestHash, algorithm, signature } = signed.signer;
  if (!attributes) return { check: 'digest-wrong', detail: 'no signed attributes' };
  const problem = attributeProblem(signed, attributes);
  if (problem !== null) return { check: 'digest-wrong', detail: problem };
  const checkOver = (data: Uint8Array): SignatureCheck =>
    checkSignature({ publicKey: certificate.publicKey, algorithm, digestHash, data, signature });
  let check = checkOver(attributes.bytes);
  if (check === 'contradicts' && !sameBytes(attributes.bytes, attributes.sortedBytes)) {
    check = checkOver(attributes.sortedBytes);
  }
  if (check === 'holds') return { check };
  return check === 'contradicts'
    ? { check, detail: 'the signature does not hold' }
    : { check, detail: `signature algorithm ${algorithm.oid} or its key` };
}

/** What the signed attributes say wrongly, in words; null when they are right (5.6, 11.1 to 11.3). */
function attributeProblem({ contentType, content, signer }: SignedData, attributes: SignedAttributes): string | null {
  if (attributes.contentType !== contentType) return 'signed content type differs';
  if (!attributes.messageDigest) return 'no signed digest';
  if (attributes.isTimeUnclear) return 'no clear signing time';
  return sameBytes(attributes.messageDigest, digest(signer.digestHash, content)) ? null : 'signed digest differs';
}

function wrong(detail: string): CmsResult {
  return { ok: false, detail };
}

/** The fields of SignedData. */
function signedDataParts(bytes: Uint8Array): Tlv[] | null {
  const definite = toDefinite(bytes);
  const contentInfo = definite && readTlv(definite);
  if (!contentInfo?.ok || contentInfo.value.tag !== 0x30) return null;
  const [type, content, ...rest] = childrenOf(contentInfo.value);
  const [signedData, ...more] = childrenOf(content);
  if (parseOid(type) !== SIGNED_DATA || content?.tag !== 0xa0 || rest.length > 0 || more.length > 0) return null;
  return signedData?.tag === 0x30 ? childrenOf(signedData) : null;
}

function certificatesIn(optional: readonly Tlv[]): Uint8Array[] {
  return childrenOf(optional.find(({ tag }) => tag === 0xa0))
    .filter(({ tag }) => tag === 0x30)
    .map(({ bytes }) => bytes);
}

/** SignerInfo; what is wrong with it when it is none. */
function parseSigner(element: Tlv): Signer | string {
  const [version, idField, digestField, ...fields] = element.tag === 0x30 ? childrenOf(element) : [];
  const id = parseSignerId(idField);
  if (!id) return 'a signer without a name';
  // 1 for a signer named by issuer and serial number, 3 for one named by key identifier (5.3).
  const expected = 'subjectKeyId' in id ? '03' : '01';
  if (version?.tag !== 0x02 || toHex(version.value) !== expected) return 'a signer of another version';
  const digestHash = hashOfAlgorithm(parseAlgorithm(digestField));
  if (!digestHash) return 'an unknown digest algorithm';
  const attributesField = fields[0]?.tag === 0xa0 ? fields.shift() : undefined;
  const attributes = attributesField ? parseAttributes(attributesField) : null;
  const [algorithmField, signatureField, unsigned, ...rest] = fields;
  const algorithm = parseAlgorithm(algorithmField);
  if (!algorithm || signatureField?.tag !== 0x04 || (unsigned && unsigned.tag !== 0xa1) || rest.length > 0) {
    return 'no signature';
  }
  return { id, digestHash, attributes, algorithm, signature: signatureField.value };
}

function parseSignerId(element: Tlv | undefined): SignerId | null {
  if (element?.tag === 0x80) return { subjectKeyId: toHex(element.value) };
  if (element?.tag !== 0x30) return null;
  const [name, number, ...rest] = childrenOf(element);
  const [issuer, serialNumber] = [parseName(name), parseSerialNumber(number)];
  return issuer && serialNumber !== null && rest.length === 0 ? { issuer, serialNumber } : null;
}

function parseAttributes(field: Tlv): SignedAttributes {
  const attributes = childrenOf(field);
  const named = (type: string): Tlv[][] =>
    attributes.map((each) => childrenOf(each)).filter(([name]) => parseOid(name) === type);
  const valueOf = (type: string): Tlv | undefined => {
    const [attribute, ...others] = named(type);
    const [, set, ...rest] = attribute ?? [];
    const values = set?.tag === 0x31 && others.length === 0 && rest.length === 0 ? childrenOf(set) : [];
    return values.length === 1 ? values[0] : undefined;
  };
  const messageDigest = valueOf(MESSAGE_DIGEST_ATTRIBUTE);
  const signingTime = parseTime(valueOf(SIGNING_TIME_ATTRIBUTE));
  const bytes = Uint8Array.from(field.bytes);
  bytes[0] = 0x31;
  return {
    bytes,
    sortedBytes: encodeTlv(
      0x31,
      ...attributes.map((attribute) => attribute.bytes).sort((left, right) => Buffer.compare(left, right)),
    ),
    contentType: parseOid(valueOf(CONTENT_TYPE_ATTRIBUTE)),
    messageDigest: messageDigest?.tag === 0x04 ? messageDigest.value : null,
    signingTime,
    isTimeUnclear: signingTime === null && named(SIGNING_TIME_ATTRIBUTE).length > 0,
  };
}
