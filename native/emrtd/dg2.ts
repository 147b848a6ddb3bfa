/** DG2, the encoded face: ICAO 9303-10, 4.7.2 (templates); ISO/IEC 19794-5:2005, 5 (facial record format). */
import type { Portrait } from './chip.ts';
import { faceImageOf } from './iso39794.ts';
import { pictureOf } from './portrait-header.ts';
import { findTlv } from './tlv.ts';

/** "FAC" and version, then record length and number of images (5.4). */
const RECORD_HEADER_BYTES = 14;
/** Facial information block (5.5). */
const FACIAL_INFORMATION_BYTES = 20;
/** One feature point (5.6). */
const FEATURE_POINT_BYTES = 8;
/** Image information block (5.7). */
const IMAGE_INFORMATION_BYTES = 12;

export type Dg2Result = { ok: true; portrait: Portrait } | { ok: false; detail: string };

/** First portrait of DG2 as read from the chip, header included. */
export function parseDg2(bytes: Uint8Array): Dg2Result {
  const template = findTlv(bytes, 0x75, 0x7f61, 0x7f60);
  if (!template.ok) return { ok: false, detail: `DG2: ${template.detail}` };
  const plain = findTlv(template.value.value, 0x5f2e);
  const block = plain.ok ? plain : findTlv(template.value.value, 0x7f2e);
  if (!block.ok) return { ok: false, detail: `DG2: ${block.detail}` };
  // The block says itself which of the two formats it has; chips state the wrong tag and the wrong format type.
  const record = block.value.value;
  return isFacialRecord(record) ? parseFacialRecord(record) : parseFaceImageBlock(record);
}

function isFacialRecord(record: Uint8Array): boolean {
  return [0x46, 0x41, 0x43, 0x00].every((byte, index) => record[index] === byte);
}

/** The record states the length of the image's own record: what chips append behind it is cut off. */
export function parseFacialRecord(record: Uint8Array): Dg2Result {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const smallest = RECORD_HEADER_BYTES + FACIAL_INFORMATION_BYTES + IMAGE_INFORMATION_BYTES;
  if (record.length < smallest) return { ok: false, detail: 'DG2: no facial record' };
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
  return portraitOf(record.slice(start, end));
}

function parseFaceImageBlock(block: Uint8Array): Dg2Result {
  const image = faceImageOf(block);
  return image.ok ? portraitOf(image.value.value.slice()) : { ok: false, detail: `DG2: ${image.detail}` };
}

function portraitOf(image: Uint8Array): Dg2Result {
  const portrait = pictureOf(image);
  return portrait ? { ok: true, portrait } : { ok: false, detail: 'DG2: image of an unknown kind' };
}
