/**
 * Document security object (EF.SOD): ICAO 9303-10, 4.6.2; CMS SignedData of RFC 5652; certificates of RFC 5280.
 */
import { AsnParser } from '@peculiar/asn1-schema';
import { ContentInfo, SignedData, type SignerIdentifier } from '@peculiar/asn1-cms';
import type { Name } from '@peculiar/asn1-x509';
import { Certificate, SubjectKeyIdentifier } from '@peculiar/asn1-x509';
import { sameBytes, toHex } from './bytes.ts';
import { digest, hashOf, type HashName } from './signature.ts';
import { decodeObjectIdentifier, findTlv, MAX_TLV_DEPTH, readTlvs, type Tlv } from './tlv.ts';

/** Content types of the LDS security object: today's, and those of documents from before it was settled. */
const SECURITY_OBJECT_TYPES = ['2.23.136.1.1.1', '1.3.27.1.1.1', '1.2.528.1.1006.1.20.1'];
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE_ATTRIBUTE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST_ATTRIBUTE = '1.2.840.113549.1.9.4';
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const LAST_GROUP = 16;

/** Certificates in one SOD: the signer's, seldom its issuer's. */
export const MAX_CERTIFICATES = 8;

export interface ParsedCertificate {
  der: Uint8Array;
  /** TBSCertificate as it stands: what its issuer signed. */
  body: Uint8Array;
  certificate: Certificate;
}

export interface Sod {
  hash: HashName;
  groupHashes: ReadonlyMap<number, Uint8Array>;
  contentType: string;
  /** The LDS security object as signed. */
  content: Uint8Array;
  signer: {
    digestHash: HashName;
    algorithm: string;
    signature: Uint8Array;
    /** Null when the signature is over the content itself. */
    attributes: { bytes: Uint8Array; contentType: string | null; messageDigest: Uint8Array | null } | null;
  };
  /** The certificate the signer points to; null when the SOD does not carry it. */
  documentSigner: ParsedCertificate | null;
}

export type SodResult = { ok: true; sod: Sod } | { ok: false; detail: string };

/** EF.SOD as read from the chip, header included. Nothing is verified yet. */
export function parseSod(bytes: Uint8Array): SodResult {
  const content = findTlv(bytes, 0x77);
  if (!content.ok) return wrong(content.detail);
  const signedData = parseAsn(content.value.value, ContentInfo);
  if (signedData?.contentType !== SIGNED_DATA) return wrong('no signed data');
  const signed = parseAsn(new Uint8Array(signedData.content), SignedData);
  const signer = signed?.signerInfos.length === 1 ? signed.signerInfos[0] : undefined;
  const eContent = signed?.encapContentInfo.eContent?.single?.buffer;
  if (!signed || !signer || !eContent) return wrong('not one signer with its content');
  const contentType = signed.encapContentInfo.eContentType;
  if (!SECURITY_OBJECT_TYPES.includes(contentType)) return wrong('content of another type');

  const parts = signedDataParts(content.value.value);
  const attributes = signedAttributes(parts);
  if (attributes === undefined) return wrong('malformed signed attributes');
  const securityObject = parseSecurityObject(new Uint8Array(eContent));
  if (!securityObject) return wrong('malformed security object');
  const digestHash = hashOf(signer.digestAlgorithm.algorithm);
  if (!digestHash) return wrong('unknown digest algorithm');
  return {
    ok: true,
    sod: {
      ...securityObject,
      contentType,
      content: new Uint8Array(eContent),
      signer: {
        digestHash,
        algorithm: signer.signatureAlgorithm.algorithm,
        signature: new Uint8Array(signer.signature.buffer),
        attributes,
      },
      documentSigner: certificatesOf(parts).find((entry) => isNamedBy(entry, signer.sid)) ?? null,
    },
  };
}

/** A certificate in DER; null when it is none. */
export function parseCertificate(der: Uint8Array): ParsedCertificate | null {
  const body = findTlv(der, 0x30, 0x30);
  if (!body.ok) return null;
  const certificate = parseAsn(der, Certificate);
  return certificate && { der, body: body.value.bytes, certificate };
}

/**
 * A name for comparison: attributes regardless of their order, which issuer fields and subject fields do not always
 * share.
 */
export function nameKey(name: Name): string {
  const attributes = [...name]
    .flatMap((set) => [...set])
    .map(({ type, value }) => `${type}=${value.toString().trim()}`);
  return attributes.sort().join('\n');
}

/** Subject key identifier of a certificate in hex; null when it has none. */
export function subjectKeyId({ certificate }: ParsedCertificate): string | null {
  const extension = certificate.tbsCertificate.extensions?.find(({ extnID }) => extnID === SUBJECT_KEY_IDENTIFIER);
  const identifier = extension && parseAsn(new Uint8Array(extension.extnValue.buffer), SubjectKeyIdentifier);
  return identifier ? toHex(new Uint8Array(identifier.buffer)) : null;
}

/** A problem with what the signed attributes say about the content, in words; null when they are right. */
export function attributeProblem(sod: Sod): string | null {
  const { attributes, digestHash } = sod.signer;
  if (!attributes) return null;
  if (attributes.contentType !== sod.contentType) return 'signed content type differs';
  if (!attributes.messageDigest) return 'no signed digest';
  return sameBytes(attributes.messageDigest, digest(digestHash, sod.content)) ? null : 'signed digest differs';
}

function wrong(detail: string): SodResult {
  return { ok: false, detail: `SOD: ${detail}` };
}

/** The general parser throws on whatever it does not like, and its depth is bounded here. */
export function parseAsn<T>(bytes: Uint8Array, type: new () => T): T | null {
  try {
    return AsnParser.parse(bytes, type, { berOptions: { maxDepth: MAX_TLV_DEPTH } });
  } catch {
    return null;
  }
}

/** LDSSecurityObject (9303-10, 4.6.2.3). */
function parseSecurityObject(bytes: Uint8Array): Pick<Sod, 'hash' | 'groupHashes'> | null {
  const sequence = findTlv(bytes, 0x30);
  const parts = sequence.ok ? readTlvs(sequence.value.value) : sequence;
  if (!parts.ok) return null;
  const [, algorithm, hashes] = parts.value;
  const algorithmId = algorithm?.tag === 0x30 ? findTlv(algorithm.value, 0x06) : null;
  const entries = hashes?.tag === 0x30 ? readTlvs(hashes.value) : null;
  if (!algorithmId?.ok || !entries?.ok) return null;
  const hash = hashOf(decodeObjectIdentifier(algorithmId.value.value) ?? '');
  if (!hash) return null;

  const groupHashes = new Map<number, Uint8Array>();
  for (const entry of entries.value) {
    const number = findTlv(entry.value, 0x02);
    const value = findTlv(entry.value, 0x04);
    if (!number.ok || !value.ok || number.value.value.length !== 1) return null;
    const group = number.value.value[0] as number;
    if (group < 1 || group > LAST_GROUP || groupHashes.has(group)) return null;
    groupHashes.set(group, value.value.value);
  }
  return groupHashes.size === 0 ? null : { hash, groupHashes };
}

/** The elements of SignedData as they stand; none when its lengths are not definite. */
function signedDataParts(contentInfo: Uint8Array): Tlv[] {
  const signedData = findTlv(contentInfo, 0x30, 0xa0, 0x30);
  return signedData.ok ? childrenOf(signedData.value) : [];
}

function childrenOf(element: Tlv | undefined): Tlv[] {
  const children = element && readTlvs(element.value);
  return children?.ok ? children.value : [];
}

/**
 * Null when there are none, undefined when they cannot be taken apart. The general parser does not keep their bytes, and
 * what is read from them must be what the signature covers: both come from where they stand.
 */
function signedAttributes(parts: readonly Tlv[]): Sod['signer']['attributes'] | undefined {
  const [signerInfo] = childrenOf(parts.at(-1));
  const fields = childrenOf(signerInfo);
  if (fields.length === 0) return undefined;
  const tagged = fields.find(({ tag }) => tag === 0xa0);
  if (!tagged) return null;

  const valueOf = (type: string, tag: number): Uint8Array | null => {
    const values = childrenOf(tagged).flatMap((attribute) => {
      const [name, set, ...rest] = childrenOf(attribute);
      return name && set && rest.length === 0 && decodeObjectIdentifier(name.value) === type ? childrenOf(set) : [];
    });
    const [value] = values;
    return values.length === 1 && value?.tag === tag ? value.value : null;
  };
  // Signed as a SET OF, sent with an implicit context tag (RFC 5652, 5.4).
  const bytes = Uint8Array.from(tagged.bytes);
  bytes[0] = 0x31;
  const contentType = valueOf(CONTENT_TYPE_ATTRIBUTE, 0x06);
  return {
    bytes,
    contentType: contentType && decodeObjectIdentifier(contentType),
    messageDigest: valueOf(MESSAGE_DIGEST_ATTRIBUTE, 0x04),
  };
}

/** The certificates with their bytes as they are: a fingerprint is taken over those. */
function certificatesOf(parts: readonly Tlv[]): ParsedCertificate[] {
  return childrenOf(parts.find(({ tag }) => tag === 0xa0))
    .slice(0, MAX_CERTIFICATES)
    .map((element) => parseCertificate(element.bytes))
    .filter((entry) => entry !== null);
}

function isNamedBy(entry: ParsedCertificate, signer: SignerIdentifier): boolean {
  if (signer.subjectKeyIdentifier) {
    return subjectKeyId(entry) === toHex(new Uint8Array(signer.subjectKeyIdentifier.buffer));
  }
  const named = signer.issuerAndSerialNumber;
  const { issuer, serialNumber } = entry.certificate.tbsCertificate;
  return (
    named !== undefined &&
    toHex(new Uint8Array(named.serialNumber)) === toHex(new Uint8Array(serialNumber)) &&
    nameKey(named.issuer) === nameKey(issuer)
  );
}
