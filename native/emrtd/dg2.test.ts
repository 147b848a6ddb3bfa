import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from './bytes.ts';
import { parseDg2, parseFacialRecord } from './dg2.ts';
import { faceImageOf } from './iso39794.ts';
import { dg2, facialRecord, JPEG_START } from './testing-documents.ts';
import { encodeTlv } from './tlv.ts';

const JPEG = concat(JPEG_START, new Uint8Array(50).fill(7));
const JP2 = concat(fromHex('0000000C6A5020200D0A870A'), new Uint8Array(50));
const CODESTREAM = concat(fromHex('FF4FFF51'), new Uint8Array(50));

/** Face image data block of ISO/IEC 39794-5: version, then one representation with an identifier before its image. */
const faceImageBlock = (image: Uint8Array): Uint8Array => {
  const version = encodeTlv(0xa0, fromHex('800103810207e3'));
  const picture = encodeTlv(0xa0, encodeTlv(0x80, image), encodeTlv(0xa1, fromHex('a003800101')));
  const representation = encodeTlv(0x30, fromHex('800100'), encodeTlv(0xa1, encodeTlv(0xa0, picture)));
  return encodeTlv(0x65, version, encodeTlv(0xa1, representation));
};

const changed = (record: Uint8Array, change: (view: DataView) => void): Uint8Array => {
  const copy = Uint8Array.from(record);
  change(new DataView(copy.buffer));
  return copy;
};

describe('DG2', () => {
  it.each([
    ['JPEG', JPEG, 'image/jpeg'],
    ['JP2', JP2, 'image/jp2'],
    ['a JPEG 2000 code stream', CODESTREAM, 'image/j2c'],
  ])('gives the portrait as %s', (_, image, mediaType) => {
    const result = parseDg2(dg2(facialRecord(image)));
    expect(result).toMatchObject({ ok: true, portrait: { mediaType } });
    expect(result.ok && toHex(result.portrait.bytes)).toBe(toHex(image));
  });

  it('knows the record in a constructed template, too', () => {
    expect(parseDg2(dg2(facialRecord(JPEG), 0x7f2e))).toMatchObject({ ok: true });
  });

  it.each([
    ['in its profile', encodeTlv(0xa1, faceImageBlock(JP2))],
    ['bare', faceImageBlock(JP2)],
  ])('knows the block of ISO/IEC 39794-5 %s', (_, block) => {
    for (const tag of [0x7f2e, 0x5f2e]) {
      const result = parseDg2(dg2(block, tag));
      expect(result).toMatchObject({ ok: true, portrait: { mediaType: 'image/jp2' } });
      expect(result.ok && toHex(result.portrait.bytes)).toBe(toHex(JP2));
    }
  });

  it('takes the first of several faces', () => {
    const two = concat(facialRecord(JPEG), new Uint8Array(32), JP2);
    const view = new DataView(two.buffer);
    view.setUint32(8, two.length);
    view.setUint16(12, 2);
    const result = parseDg2(dg2(two));
    expect(result.ok && toHex(result.portrait.bytes)).toBe(toHex(JPEG));
  });

  it('leaves feature points and trailing bytes out', () => {
    const result = parseDg2(dg2(facialRecord(JPEG, 3, new Uint8Array(17).fill(0xee))));
    expect(result.ok && toHex(result.portrait.bytes)).toBe(toHex(JPEG));
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['no template', encodeTlv(0x75, encodeTlv(0x7f61))],
    ['a template without an image', dg2(facialRecord(JPEG), 0x5f2f)],
    ['a record of another kind', dg2(fromHex('46495200').slice())],
    ['another signature', dg2(facialRecord(JPEG).fill(0x58, 0, 3))],
    ['a record too short for its header', dg2(fromHex('46414300').slice())],
    ['a face image block without an image', dg2(encodeTlv(0xa1, encodeTlv(0x65)), 0x7f2e)],
    ['a face image block around another kind of image', dg2(faceImageBlock(new Uint8Array(50)), 0x7f2e)],
    ['an image of another kind', dg2(facialRecord(new Uint8Array(50)))],
    ['an image without a byte', dg2(facialRecord(new Uint8Array()))],
    ['a group cut off', dg2(facialRecord(JPEG)).subarray(0, -1)],
  ])('has no portrait in %s', (_, bytes) => {
    expect(parseDg2(bytes)).toMatchObject({ ok: false });
  });
});

describe('a facial record whose lengths lie', () => {
  const record = facialRecord(JPEG, 1);
  it.each<[string, (view: DataView) => void]>([
    ['no face', (view) => view.setUint16(12, 0)],
    ['a record longer than the bytes', (view) => view.setUint32(8, 0xffffffff)],
    ['a record shorter than its face', (view) => view.setUint32(8, 20)],
    ['a face longer than its record', (view) => view.setUint32(14, 0xfffffff0)],
    ['a face of nothing', (view) => view.setUint32(14, 0)],
    ['more feature points than bytes', (view) => view.setUint16(18, 0xffff)],
  ])('is refused for %s', (_, change) => {
    expect(parseFacialRecord(changed(record, change))).toMatchObject({ ok: false });
  });

  it('never gets an exception out of us', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(255), fc.nat(record.length), (index, value, size) => {
        const bytes = Uint8Array.from(record);
        bytes[index] = value;
        parseFacialRecord(bytes.subarray(0, size));
        parseDg2(dg2(bytes).subarray(0, size));
      }),
    );
  });

  it('never gets one out of a face image block, either', () => {
    const block = encodeTlv(0xa1, faceImageBlock(JPEG));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => void faceImageOf(bytes)));
    fc.assert(
      fc.property(fc.nat(40), fc.nat(255), (index, value) => {
        const bytes = Uint8Array.from(block);
        bytes[index] = value;
        parseDg2(dg2(bytes, 0x7f2e));
      }),
    );
  });
});
