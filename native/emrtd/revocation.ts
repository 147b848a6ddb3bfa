/** Certificate revocation lists: RFC 5280, 5; ICAO 9303-12, 7.2. */
import { childrenOf } from './ber.ts';
import { authorityKeyIdOf, parseExtensionValues, parseSignedPart, type SignedPart } from './certificate.ts';
import { type Name, parseName, parseSerialNumber, parseTime } from './certificate-fields.ts';
import { toHex } from './bytes.ts';
import { digest } from './signature.ts';

/** Entries of one list. States list a handful of document signers. */
const MAX_REVOKED = 100_000;

export interface RevocationList extends SignedPart {
  /** Fingerprint in hex. */
  sha256: string;
  issuer: Name;
  /** Hex; null when the list has none. */
  authorityKeyId: string | null;
  /** Milliseconds since 1970; the next one is not always announced. */
  thisUpdate: number;
  nextUpdate: number | null;
  /** When each was revoked, in milliseconds since 1970, by serial number in hex. */
  revoked: ReadonlyMap<string, number>;
}

/** The list at the beginning of `bytes`, in DER; null when there is none. */
export function parseRevocationList(bytes: Uint8Array): RevocationList | null {
  const signed = parseSignedPart(bytes);
  if (!signed) return null;
  const fields = childrenOf(signed.content);
  if (fields[0]?.tag === 0x02) fields.shift();
  const [algorithm, issuerField, thisField, ...optional] = fields;
  const [issuer, thisUpdate] = [parseName(issuerField), parseTime(thisField)];
  if (!algorithm || toHex(algorithm.bytes) !== toHex(signed.algorithm.bytes) || !issuer || thisUpdate === null)
    return null;
  const nextUpdate = parseTime(optional[0]);
  if (nextUpdate !== null) optional.shift();
  const entries = optional[0]?.tag === 0x30 ? optional.shift() : undefined;

  const revoked = new Map<string, number>();
  const listed = childrenOf(entries, MAX_REVOKED);
  if (entries && entries.value.length > 0 && listed.length === 0) return null;
  for (const entry of listed) {
    const [serialField, dateField] = childrenOf(entry);
    const [serialNumber, date] = [parseSerialNumber(serialField), parseTime(dateField)];
    if (serialNumber === null || date === null) return null;
    revoked.set(serialNumber, date);
  }
  const { body, signature } = signed;
  return {
    body,
    signature,
    algorithm: signed.algorithm,
    sha256: toHex(digest('sha256', signed.der)),
    issuer,
    authorityKeyId: authorityKeyIdOf(parseExtensionValues(optional.find(({ tag }) => tag === 0xa0))),
    thisUpdate,
    nextUpdate,
    revoked,
  };
}
