/** X.509 certificates as ICAO 9303-12, 7.1 profiles them and as states really issue them (RFC 5280, 4.1 and 4.2). */
import { childrenOf } from './ber.ts';
import { toHex } from './bytes.ts';
import {
  type AlgorithmIdentifier,
  type Name,
  parseAlgorithm,
  parseBits,
  parseName,
  parseOid,
  parseSerialNumber,
  parseTime,
} from './certificate-fields.ts';
import { digest } from './signature.ts';
import type { PublicKey } from './signature-check.ts';
import { readTlv, type Tlv } from './tlv.ts';

const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const KEY_USAGE = '2.5.29.15';
const PRIVATE_KEY_USAGE_PERIOD = '2.5.29.16';
const BASIC_CONSTRAINTS = '2.5.29.19';
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';
const EXTENDED_KEY_USAGE = '2.5.29.37';

/** From and until, in milliseconds since 1970. */
export interface Period {
  notBefore: number;
  notAfter: number;
}

export interface SignedPart {
  /** What the issuer signed, as it stands. */
  body: Uint8Array;
  algorithm: AlgorithmIdentifier;
  signature: Uint8Array;
}

export interface Certificate extends SignedPart {
  der: Uint8Array;
  /** Fingerprint in hex. */
  sha256: string;
  /** Hex. */
  serialNumber: string;
  issuer: Name;
  subject: Name;
  validity: Period;
  publicKey: PublicKey;
  /** Hex; null when the certificate has none. */
  subjectKeyId: string | null;
  authorityKeyId: string | null;
  /** What basicConstraints says; null when it is absent. */
  authority: boolean | null;
  /** The first eight bits of keyUsage; null when it is absent. */
  keyUsage: number | null;
  extendedKeyUsage: readonly string[];
  privateKeyUsage: Period | null;
}

/** RFC 5280, 4.2.1.3. */
export const DIGITAL_SIGNATURE = 0x80;
export const KEY_CERT_SIGN = 0x04;

/** The certificate at the beginning of `bytes`, in DER; null when there is none. */
export function parseCertificate(bytes: Uint8Array): Certificate | null {
  const signed = parseSignedPart(bytes);
  if (!signed) return null;
  const fields = childrenOf(signed.content);
  if (fields[0]?.tag === 0xa0) fields.shift();
  const [serialField, algorithm, issuerField, validityField, subjectField, keyField, ...optional] = fields;
  const [serialNumber, issuer, subject] = [
    parseSerialNumber(serialField),
    parseName(issuerField),
    parseName(subjectField),
  ];
  const [notBefore, notAfter] = childrenOf(validityField).map(parseTime);
  const publicKey = keyField && parsePublicKey(keyField.bytes);
  if (serialNumber === null || !issuer || !subject || !publicKey) return null;
  if (typeof notBefore !== 'number' || typeof notAfter !== 'number') return null;
  // RFC 5280, 4.1.1.2: both name the same algorithm, and only one of the two is signed.
  if (!algorithm || toHex(algorithm.bytes) !== toHex(signed.algorithm.bytes)) return null;

  const { der, body, signature } = signed;
  return {
    der,
    sha256: toHex(digest('sha256', der)),
    body,
    algorithm: signed.algorithm,
    signature,
    serialNumber,
    issuer,
    subject,
    validity: { notBefore, notAfter },
    publicKey,
    ...parseExtensions(parseExtensionValues(optional.find(({ tag }) => tag === 0xa3))),
  };
}

/** SubjectPublicKeyInfo; null when it is none. */
export function parsePublicKey(bytes: Uint8Array): PublicKey | null {
  const info = readTlv(bytes);
  if (!info.ok) return null;
  const [algorithmField, bitsField] = childrenOf(info.value);
  const [algorithm, bits] = [parseAlgorithm(algorithmField), parseBits(bitsField)];
  return algorithm && bits && { algorithm, bits };
}

/** The three parts of a certificate or a revocation list. */
export function parseSignedPart(bytes: Uint8Array): (SignedPart & { der: Uint8Array; content: Tlv }) | null {
  const outer = readTlv(bytes);
  if (!outer.ok || outer.value.tag !== 0x30) return null;
  const [content, algorithmField, signatureField, ...rest] = childrenOf(outer.value);
  const [algorithm, signature] = [parseAlgorithm(algorithmField), parseBits(signatureField)];
  if (content?.tag !== 0x30 || !algorithm || !signature || rest.length > 0) return null;
  return { der: outer.value.bytes, content, body: content.bytes, algorithm, signature };
}

/** Extensions by object identifier, the first of each. */
export function parseExtensionValues(field: Tlv | undefined): ReadonlyMap<string, Tlv> {
  const values = new Map<string, Tlv>();
  for (const extension of childrenOf(childrenOf(field)[0])) {
    const parts = childrenOf(extension);
    const oid = parseOid(parts[0]);
    const octets = parts.at(-1);
    const value = octets?.tag === 0x04 ? readTlv(octets.value) : null;
    if (oid !== null && value?.ok && !values.has(oid)) values.set(oid, value.value);
  }
  return values;
}

/** keyIdentifier of an authority key identifier, in hex. */
export function authorityKeyIdOf(extensions: ReadonlyMap<string, Tlv>): string | null {
  const keyId = childrenOf(extensions.get(AUTHORITY_KEY_IDENTIFIER)).find(({ tag }) => tag === 0x80);
  return keyId ? toHex(keyId.value) : null;
}

function parseExtensions(
  extensions: ReadonlyMap<string, Tlv>,
): Pick<
  Certificate,
  'subjectKeyId' | 'authorityKeyId' | 'authority' | 'keyUsage' | 'extendedKeyUsage' | 'privateKeyUsage'
> {
  const keyId = extensions.get(SUBJECT_KEY_IDENTIFIER);
  const constraints = extensions.get(BASIC_CONSTRAINTS);
  const usage = extensions.get(KEY_USAGE);
  const period = childrenOf(extensions.get(PRIVATE_KEY_USAGE_PERIOD));
  const time = (tag: number): number | null => {
    const field = period.find((each) => each.tag === tag);
    return field ? parseTime({ tag: 0x18, value: field.value }) : null;
  };
  return {
    subjectKeyId: keyId ? toHex(keyId.value) : null,
    authorityKeyId: authorityKeyIdOf(extensions),
    authority: constraints ? isTrue(childrenOf(constraints)[0]) : null,
    keyUsage: usage ? (usage.value[1] ?? 0) : null,
    extendedKeyUsage: childrenOf(extensions.get(EXTENDED_KEY_USAGE)).map((each) => parseOid(each) ?? ''),
    privateKeyUsage:
      period.length > 0 ? { notBefore: time(0x80) ?? -Infinity, notAfter: time(0x81) ?? Infinity } : null,
  };
}

const isTrue = (element: Tlv | undefined): boolean => element?.tag === 0x01 && element.value[0] !== 0;
