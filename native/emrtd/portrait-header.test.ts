import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { box, jp2 } from '../../fixtures/cards/jpeg2000.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import { codestreamOf, jpegSize, MAX_BOXES, MAX_SEGMENTS, pictureOf } from './portrait-header.ts';

/** SOI, APP0, and a baseline frame header of the size given. */
const jpegOf = (width: number, height: number, marker = 'ffc0'): Uint8Array => {
  const frame = fromHex(`${marker} 000b 08 0000 0000 01 011100`);
  new DataView(frame.buffer).setUint16(5, height);
  new DataView(frame.buffer).setUint16(7, width);
  return concat(fromHex('ffd8 ffe0 0004 4a46'), frame);
};

describe('the kind of a picture', () => {
  it.each([
    ['ffd8ffe0', 'image/jpeg'],
    ['0000000c6a5020200d0a870a', 'image/jp2'],
    ['ff4fff51002f', 'image/j2c'],
  ])('shows in %s', (hex, mediaType) => {
    expect(pictureOf(fromHex(hex))).toEqual({ mediaType, bytes: fromHex(hex) });
  });

  it.each(['', 'ffd8', '89504e47', 'ff4fff52'])('does not show in %j', (hex) => {
    expect(pictureOf(fromHex(hex))).toBeNull();
  });
});

describe('the size of a JPEG', () => {
  it.each(['ffc0', 'ffc1', 'ffc2', 'ffcf'])('stands in the frame header %s', (marker) => {
    expect(jpegSize(jpegOf(413, 531, marker))).toEqual({ ok: true, width: 413, height: 531 });
  });

  it.each([
    ['a table', jpegOf(413, 531, 'ffc4')],
    ['an extension', jpegOf(413, 531, 'ffc8')],
    ['a conditioning', jpegOf(413, 531, 'ffcc')],
    ['a scan', jpegOf(413, 531, 'ffda')],
    ['data where a marker belongs', jpegOf(413, 531, '7fc0')],
    ['a marker cut in two', jpegOf(413, 531, 'ffff')],
    ['no marker', jpegOf(413, 531, 'ff00')],
    ['nothing', new Uint8Array()],
    ['half a frame header', jpegOf(413, 531).subarray(0, -8)],
    ['no width', jpegOf(0, 531)],
    ['a side too long', jpegOf(4097, 10)],
    ['too many pixels', jpegOf(2049, 2048)],
    ['endless segments', concat(fromHex('ffd8'), fromHex('ffe00002'.repeat(MAX_SEGMENTS)), jpegOf(1, 1).subarray(2))],
  ])('is not there in %s', (_, bytes) => {
    expect(jpegSize(bytes)).toMatchObject({ ok: false });
  });

  it('goes to the limit', () => {
    expect(jpegSize(jpegOf(4096, 512))).toMatchObject({ ok: true });
    expect(jpegSize(jpegOf(1024, 2048))).toMatchObject({ ok: true });
  });
});

describe('a JP2 file', () => {
  const STREAM = fromHex('ff4fff51aabb');
  const size = { width: 3, height: 4, components: 3 } as const;
  const colour = (hex: string): Uint8Array => concat(box('jp2h', box('colr', fromHex(hex))), box('jp2c', STREAM));

  it('holds a code stream', () => {
    const found = codestreamOf(jp2(STREAM, size));
    expect(found.ok && toHex(found.codestream)).toBe(toHex(STREAM));
  });

  it('may leave the length of its last box open', () => {
    const open = concat(fromHex('00000000'), box('jp2c', STREAM).subarray(4));
    const found = codestreamOf(concat(jp2(STREAM, size).subarray(0, 32), open));
    expect(found.ok && toHex(found.codestream)).toBe(toHex(STREAM));
  });

  it('counts by the first box of a kind', () => {
    const found = codestreamOf(concat(jp2(STREAM, size), box('jp2c', fromHex('00'))));
    expect(found.ok && toHex(found.codestream)).toBe(toHex(STREAM));
  });

  it.each([
    ['sRGB', '01000000000010'],
    ['grey', '01000000000011'],
    ['an ICC profile', '020000aabbccdd'],
    ['half a colour box', '010000'],
  ])('is shown in %s', (_, hex) => {
    expect(codestreamOf(colour(hex))).toMatchObject({ ok: true });
  });

  it.each([
    ['in sYCC', colour('01000000000012')],
    ['with a palette', concat(box('jp2h', box('pclr')), box('jp2c', STREAM))],
    ['of nothing', new Uint8Array()],
    ['without a code stream', jp2(STREAM, size).subarray(0, 32)],
    ['cut off', jp2(STREAM, size).subarray(0, -1)],
    ['with a box shorter than its header', concat(fromHex('0000000761616161'), box('jp2c', STREAM))],
    ['with a box of more than 4 GiB', concat(fromHex('00000001616161610000000100000000'), box('jp2c', STREAM))],
    [
      'of endless boxes',
      concat(...Array.from({ length: MAX_BOXES }, (_, i) => box(`b${100 + i}`)), box('jp2c', STREAM)),
    ],
  ])('is refused %s', (_, bytes) => {
    expect(codestreamOf(bytes)).toMatchObject({ ok: false });
  });
});

describe('any bytes', () => {
  it('are judged without an exception', () => {
    const sample = jp2(fromHex('ff4fff51'), { width: 3, height: 4, components: 1 });
    const photo = jpegOf(10, 10);
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), fc.uint8Array({ maxLength: 100 }), (index, value, bytes) => {
        pictureOf(bytes);
        jpegSize(bytes);
        codestreamOf(bytes);
        for (const whole of [sample, photo]) {
          const damaged = Uint8Array.from(whole);
          damaged[index % whole.length] = value;
          jpegSize(damaged);
          codestreamOf(damaged);
        }
      }),
    );
  });
});
