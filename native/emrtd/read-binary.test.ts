import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeCommand } from './apdu.ts';
import { fromHex, toHex } from './bytes.ts';
import { contentOf, contentRoom, contentStated, MAX_SHORT_OFFSET, readByShortId, readFrom } from './read-binary.ts';
import { encodeTlv } from './tlv.ts';

const FAR = MAX_SHORT_OFFSET + 1;
const bytesOf = (...parameters: Parameters<typeof readFrom>): string => toHex(encodeCommand(readFrom(...parameters)));

describe('READ BINARY', () => {
  it('names a file by its short identifier (ICAO 9303-10, 3.6.3.2)', () => {
    expect(toHex(encodeCommand(readByShortId(0x1d, 223)))).toBe('00b09d00df');
  });

  it('goes on at an offset of fifteen bits with the even instruction', () => {
    expect(bytesOf(0, 256)).toBe('00b0000000');
    expect(bytesOf(0x1234, 10)).toBe('00b012340a');
    expect(bytesOf(MAX_SHORT_OFFSET, 1)).toBe('00b07fff01');
  });

  it.each([
    [FAR, 10, '00b1000004540280000c'],
    [0xffff, 10, '00b100000454 02ffff 0c'],
    [0x10000, 10, '00b100000554 03010000 0c'],
    // DO'53' takes one byte more for its length from 128 bytes of content on, two from 256.
    [FAR, 127, '00b10000045402800081'],
    [FAR, 128, '00b10000045402800083'],
    [FAR, 253, '00b10000045402800000'],
    [FAR, 256, '00b1000000000454028000 0104'],
  ])('needs the odd instruction at offset %i for %i bytes', (offset, sizeBytes, hex) => {
    expect(bytesOf(offset, sizeBytes)).toBe(toHex(fromHex(hex)));
  });

  it('finds the content of an answer: as it is, or in DO 53', () => {
    const content = fromHex('aabb');
    expect(contentOf(0, content)).toEqual(content);
    expect(contentOf(FAR, encodeTlv(0x53, content))).toEqual(content);
    expect(contentOf(FAR, new Uint8Array())).toEqual(new Uint8Array());
    expect(contentOf(FAR, content)).toBeNull();
    expect(contentOf(FAR, fromHex('5303aabb'))).toBeNull();
  });

  it('asks for no more content than the answer has room for', () => {
    fc.assert(
      fc.property(fc.integer({ min: FAR, max: 0x1ffff }), fc.integer({ min: 16, max: 65_536 }), (offset, room) => {
        const content = contentRoom(offset, room);
        expect(encodeTlv(0x53, new Uint8Array(content)).length).toBeLessThanOrEqual(room);
        expect(readFrom(offset, content).expectedBytes).toBeLessThanOrEqual(room);
        expect(contentRoom(MAX_SHORT_OFFSET, room)).toBe(room);
      }),
    );
  });

  it('asks for exactly the length a chip stated', () => {
    for (let stated = 1; stated <= 256; stated++) {
      expect(readFrom(0, contentStated(0, stated)).expectedBytes).toBe(stated);
      // No content makes DO'53' 130 bytes long, and none makes it shorter than three.
      const possible = stated === 130 ? 129 : Math.max(3, stated);
      expect(readFrom(FAR, contentStated(FAR, stated)).expectedBytes).toBe(possible);
    }
  });
});
