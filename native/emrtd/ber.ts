/**
 * BER as CMS may be sent (ITU-T X.690, 8.1.3.6 and 8.7.3): lengths left open, octet strings in pieces. Rewritten to
 * definite form before anything is looked at, so that the parsers above know one form only.
 */
import { encodeTlv, MAX_SIBLINGS, MAX_TLV_DEPTH, readTlv, readTlvHeader, type Tlv } from './tlv.ts';

const CONSTRUCTED = 0x20;
const LONG_TAG = 0x1f;
const OPEN_LENGTH = 0x80;
const OCTET_STRING = 0x04;

/** Elements side by side, here where master lists pass as well: as many as one may hold certificates. */
const MAX_PARTS = 10_000;

interface Rewritten {
  bytes: Uint8Array;
  /** Where the element ended in the bytes it came from. */
  end: number;
  changed: boolean;
}

/**
 * The first element of `bytes` with definite lengths throughout and octet strings in one piece; what has them already
 * stays as it is, byte for byte, for signatures and fingerprints. Null when it is no BER or nested too deeply.
 */
export function toDefinite(bytes: Uint8Array): Uint8Array | null {
  return rewrite(bytes, 0, bytes.length, 0)?.bytes ?? null;
}

function rewrite(bytes: Uint8Array, offset: number, end: number, depth: number): Rewritten | null {
  const first = bytes[offset];
  if (first === undefined || depth > MAX_TLV_DEPTH) return null;
  const constructed = (first & CONSTRUCTED) !== 0;
  const open = constructed && (first & LONG_TAG) !== LONG_TAG && bytes[offset + 1] === OPEN_LENGTH;
  const header = open ? null : readTlvHeader(bytes, offset);
  if (header && !header.ok) return null;
  const start = offset + (header ? header.value.headerBytes : 2);
  const limit = header ? start + header.value.valueBytes : end;
  if (limit > end) return null;
  if (!constructed) return { bytes: bytes.subarray(offset, limit), end: limit, changed: false };

  const parts: Uint8Array[] = [];
  let changed = open || first === (OCTET_STRING | CONSTRUCTED);
  let at = start;
  while (open ? !isEnd(bytes, at, end) : at < limit) {
    const part = parts.length < MAX_PARTS ? rewrite(bytes, at, limit, depth + 1) : null;
    if (!part) return null;
    parts.push(part.bytes);
    changed ||= part.changed;
    at = part.end;
  }
  const elementEnd = open ? at + 2 : limit;
  if (!changed) return { bytes: bytes.subarray(offset, elementEnd), end: elementEnd, changed };
  // Joined before they are handed on: thousands are too many to be arguments.
  const whole =
    first === (OCTET_STRING | CONSTRUCTED)
      ? joinOctets(parts)
      : encodeTlv(header?.value.tag ?? first, Buffer.concat(parts));
  return whole && { bytes: whole, end: elementEnd, changed };
}

function isEnd(bytes: Uint8Array, at: number, end: number): boolean {
  return at + 2 <= end && bytes[at] === 0 && bytes[at + 1] === 0;
}

function joinOctets(parts: readonly Uint8Array[]): Uint8Array | null {
  const values: Uint8Array[] = [];
  for (const part of parts) {
    const element = readTlv(part);
    if (!element.ok || element.value.tag !== OCTET_STRING) return null;
    values.push(element.value.value);
  }
  return encodeTlv(OCTET_STRING, Buffer.concat(values));
}

/** The elements inside one, which they must fill exactly; none when they do not, or when there are more than `most`. */
export function childrenOf(element: Pick<Tlv, 'value'> | undefined, most = MAX_SIBLINGS): Tlv[] {
  const children: Tlv[] = [];
  const value = element?.value ?? new Uint8Array();
  for (let offset = 0; offset < value.length;) {
    const child = readTlv(value, offset);
    if (!child.ok || children.length === most) return [];
    children.push(child.value);
    offset += child.value.bytes.length;
  }
  return children;
}
