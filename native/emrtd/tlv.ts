/**
 * BER-TLV as ISO/IEC 7816-4, 5.2.2 and ICAO 9303-10 use it, definite lengths only.
 *
 * The bytes come from a card nobody has vetted yet, so nothing here trusts a length, recurses, or throws on content.
 */

/** ICAO tags have one or two bytes (5F1F, 7F61); ISO/IEC 7816-4 stops at three. */
export const MAX_TAG_BYTES = 3;
/** Three length bytes state up to 16 MiB: far more than any file this reader accepts. */
export const MAX_LENGTH_BYTES = 3;
/** Siblings in one template. A SOD or DG13 has tens. */
export const MAX_SIBLINGS = 1024;
/** Nesting of ASN.1 handed to a general parser. A certificate needs about ten. */
export const MAX_TLV_DEPTH = 32;

export interface TlvHeader {
  tag: number;
  /** Tag and length bytes together: where the value begins. */
  headerBytes: number;
  valueBytes: number;
}

export interface Tlv {
  tag: number;
  value: Uint8Array;
  /** The whole element, header included. */
  bytes: Uint8Array;
}

export type TlvFailure = { ok: false; reason: 'truncated' | 'malformed'; detail: string };
export type TlvResult<T> = { ok: true; value: T } | TlvFailure;

const truncated = (detail: string): TlvFailure => ({ ok: false, reason: 'truncated', detail });
const malformed = (detail: string): TlvFailure => ({ ok: false, reason: 'malformed', detail });

/** Tag and stated length at `offset`; the value itself need not be there yet. */
export function readTlvHeader(bytes: Uint8Array, offset = 0): TlvResult<TlvHeader> {
  let at = offset;
  const first = bytes[at++];
  if (first === undefined) return truncated('no tag');
  if (first === 0x00 || first === 0xff) return malformed('padding where a tag belongs');
  let tag = first;
  if ((first & 0x1f) === 0x1f) {
    for (let count = 2; ; count++) {
      if (count > MAX_TAG_BYTES) return malformed('tag too long');
      const next = bytes[at++];
      if (next === undefined) return truncated('tag cut off');
      tag = tag * 0x100 + next;
      if ((next & 0x80) === 0) break;
    }
  }

  const initial = bytes[at++];
  if (initial === undefined) return truncated('no length');
  if (initial < 0x80) return { ok: true, value: { tag, headerBytes: at - offset, valueBytes: initial } };
  const lengthBytes = initial & 0x7f;
  if (lengthBytes === 0) return malformed('indefinite length');
  if (lengthBytes > MAX_LENGTH_BYTES) return malformed('length too long');
  let valueBytes = 0;
  for (let count = 0; count < lengthBytes; count++) {
    const next = bytes[at++];
    if (next === undefined) return truncated('length cut off');
    valueBytes = valueBytes * 0x100 + next;
  }
  return { ok: true, value: { tag, headerBytes: at - offset, valueBytes } };
}

/** The complete element at `offset`. */
export function readTlv(bytes: Uint8Array, offset = 0): TlvResult<Tlv> {
  const header = readTlvHeader(bytes, offset);
  if (!header.ok) return header;
  const { tag, headerBytes, valueBytes } = header.value;
  const start = offset + headerBytes;
  const end = start + valueBytes;
  if (end > bytes.length) return truncated('value cut off');
  return { ok: true, value: { tag, value: bytes.subarray(start, end), bytes: bytes.subarray(offset, end) } };
}

/** All elements of a template, which they must fill exactly. */
export function readTlvs(bytes: Uint8Array): TlvResult<Tlv[]> {
  const elements: Tlv[] = [];
  for (let offset = 0; offset < bytes.length;) {
    if (elements.length === MAX_SIBLINGS) return malformed('too many elements');
    const element = readTlv(bytes, offset);
    if (!element.ok) return element;
    elements.push(element.value);
    offset += element.value.bytes.length;
  }
  return { ok: true, value: elements };
}

/** Follows `tags` from template to template, the first of each; the last one found is the answer. */
export function findTlv(bytes: Uint8Array, ...tags: readonly number[]): TlvResult<Tlv> {
  let found: Tlv | undefined;
  let level = bytes;
  for (const tag of tags) {
    const elements = readTlvs(level);
    if (!elements.ok) return elements;
    found = elements.value.find((element) => element.tag === tag);
    if (!found) return malformed(`no element ${tag.toString(16)}`);
    level = found.value;
  }
  if (!found) throw new RangeError('findTlv needs a tag');
  return { ok: true, value: found };
}

/** An element in its shortest form. */
export function encodeTlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const tagBytes = tag > 0xffff ? [tag >> 16, tag >> 8, tag] : tag > 0xff ? [tag >> 8, tag] : [tag];
  const lengthBytes =
    size < 0x80
      ? [size]
      : size <= 0xff
        ? [0x81, size]
        : size <= 0xffff
          ? [0x82, size >> 8, size]
          : [0x83, size >> 16, size >> 8, size];
  const header = Uint8Array.from([...tagBytes, ...lengthBytes]);
  const element = new Uint8Array(header.length + size);
  element.set(header);
  let offset = header.length;
  for (const part of parts) {
    element.set(part, offset);
    offset += part.length;
  }
  return element;
}

/** Dotted form of an OBJECT IDENTIFIER's value (X.690, 8.19); null when it is none. */
export function decodeObjectIdentifier(value: Uint8Array): string | null {
  const arcs: number[] = [];
  let arc = 0;
  let complete = false;
  for (const byte of value) {
    arc = arc * 0x80 + (byte & 0x7f);
    if (arc > 0xffff_ffff) return null;
    complete = (byte & 0x80) === 0;
    if (!complete) continue;
    if (arcs.length === 0) {
      const root = Math.min(2, Math.floor(arc / 40));
      arcs.push(root, arc - root * 40);
    } else {
      arcs.push(arc);
    }
    arc = 0;
  }
  return complete ? arcs.join('.') : null;
}
