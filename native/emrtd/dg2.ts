/** DG2, the encoded face: ICAO 9303-10, 4.7.2 (templates); ISO/IEC 19794-5:2005, 5 (facial record format). */
import type { Portrait } from './chip.ts';
import { findTlv } from './tlv.ts';

/** "FAC" and version, then record length and number of images (5.4). */
const RECORD_HEADER_BYTES = 14;
/** Facial information block (5.5). */
const FACIAL_INFORMATION_BYTES = 20;
/** One feature point (5.6). */
const FEATURE_POINT_BYTES = 8;
/** Image information block (5.7). */
const IMAGE_INFORMATION_BYTES = 12;

const JPEG = [0xff, 0xd8, 0xff];
const JP2_BOX = [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50];
const JPEG2000_CODESTREAM = [0xff, 0x4f, 0xff, 0x51];

export type Dg2Result = { ok: true; portrait: Portrait } | { ok: false; detail: string };

/** First portrait of DG2 as read from the chip, header included. */
export function parseDg2(bytes: Uint8Array): Dg2Result {
  const template = findTlv(bytes, 0x75, 0x7f61, 0x7f60);
  if (!template.ok) return { ok: false, detail: `DG2: ${template.detail}` };
  const plain = findTlv(template.value.value, 0x5f2e);
  const record = plain.ok ? plain : findTlv(template.value.value, 0x7f2e);
  if (!record.ok) return { ok: false, detail: `DG2: ${record.detail}` };
  return parseFacialRecord(record.value.value);
}

/** The record states the length of the image's own record: what chips append behind it is cut off. */
export function parseFacialRecord(record: Uint8Array): Dg2Result {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const smallest = RECORD_HEADER_BYTES + FACIAL_INFORMATION_BYTES + IMAGE_INFORMATION_BYTES;
  if (record.length < smallest || !startsWith(record, [0x46, 0x41, 0x43, 0x00])) {
    return { ok: false, detail: 'DG2: no facial record' };
  }
  const recordBytes = view.getUint32(8);
  const faces = view.getUint16(12);
  const faceBytes = view.getUint32(RECORD_HEADER_BYTES);
  const featurePoints = view.getUint16(RECORD_HEADER_BYTES + 4);
  const start = smallest + featurePoints * FEATURE_POINT_BYTES;
  const end = RECORD_HEADER_BYTES + faceBytes;
  if (faces === 0) return { ok: false, detail: 'DG2: record without a face' };
  if (recordBytes > record.length || end > recordBytes || start >= end) {
    return { ok: false, detail: 'DG2: lengths contradict each other' };
  }

  const image = record.slice(start, end);
  if (startsWith(image, JPEG)) return { ok: true, portrait: { mediaType: 'image/jpeg', bytes: image } };
  // A bare code stream comes under the same name: decoders tell the two apart by the same first bytes.
  if (startsWith(image, JP2_BOX) || startsWith(image, JPEG2000_CODESTREAM)) {
    return { ok: true, portrait: { mediaType: 'image/jp2', bytes: image } };
  }
  return { ok: false, detail: 'DG2: image of an unknown kind' };
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}
