import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { objectIdentifier } from './testing-documents.ts';
import {
  decodeObjectIdentifier,
  encodeTlv,
  findTlv,
  MAX_SIBLINGS,
  readTlv,
  readTlvHeader,
  readTlvs,
  type TlvResult,
} from './tlv.ts';

const reason = (result: TlvResult<unknown>): string => (result.ok ? 'ok' : result.reason);

describe('reading an element', () => {
  it('reads EF.COM of ICAO 9303-11, appendix D.4', () => {
    const bytes = fromHex('60145F0104303130365F36063034303030305C026175');
    const outer = readTlv(bytes);
    expect(outer).toMatchObject({ ok: true, value: { tag: 0x60 } });
    const inner = readTlvs(bytes.subarray(2));
    expect(inner.ok && inner.value.map(({ tag, value }) => [tag.toString(16), toHex(value)])).toEqual([
      ['5f01', '30313036'],
      ['5f36', '303430303030'],
      ['5c', '6175'],
    ]);
    expect(inner.ok && toHex(inner.value[2]!.bytes)).toBe('5c026175');
  });

  it.each([
    ['6100', 0x61, 2, 0],
    ['75817f', 0x75, 3, 127],
    ['75820bb8', 0x75, 4, 3000],
    ['7f61830fffff', 0x7f61, 6, 0x0fffff],
    ['5f8101', 0x5f8101, 4, 5],
  ])('understands the header %s', (hex, tag, headerBytes, valueBytes) => {
    const bytes = tag === 0x5f8101 ? fromHex(`${hex}05`) : fromHex(hex);
    expect(readTlvHeader(bytes)).toEqual({ ok: true, value: { tag, headerBytes, valueBytes } });
  });

  it.each([
    ['nothing', ''],
    ['a tag alone', '61'],
    ['half a tag', '7f'],
    ['half a length', '618201'],
  ])('wants more after %s', (_, hex) => {
    expect(reason(readTlvHeader(fromHex(hex)))).toBe('truncated');
    expect(reason(readTlv(fromHex(hex)))).toBe('truncated');
  });

  it.each([
    ['padding 00', '0000'],
    ['padding FF', 'ff00'],
    ['a tag of four bytes', '7f81818100'],
    ['an indefinite length', '30800000'],
    ['a length of four bytes', '308400000000'],
    ['the reserved length FF', '30ff'],
  ])('refuses %s', (_, hex) => {
    expect(reason(readTlvHeader(fromHex(hex)))).toBe('malformed');
    expect(reason(readTlvs(fromHex(hex)))).toBe('malformed');
  });

  it('does not believe a length beyond the bytes there are', () => {
    expect(reason(readTlv(fromHex('6103aabb')))).toBe('truncated');
    expect(reason(readTlvs(fromHex('6101aa6103bb')))).toBe('truncated');
  });

  it('counts siblings', () => {
    expect(reason(readTlvs(new Uint8Array(2 * MAX_SIBLINGS).map((_, index) => (index % 2 ? 0 : 0x04))))).toBe('ok');
    const more = new Uint8Array(2 * MAX_SIBLINGS + 2).map((_, index) => (index % 2 ? 0 : 0x04));
    expect(reason(readTlvs(more))).toBe('malformed');
  });
});

describe('finding an element', () => {
  const nested = encodeTlv(0x75, encodeTlv(0x02, fromHex('01')), encodeTlv(0x7f61, encodeTlv(0x5f2e, fromHex('0a'))));

  it('follows the path', () => {
    const found = findTlv(nested, 0x75, 0x7f61, 0x5f2e);
    expect(found.ok && toHex(found.value.value)).toBe('0a');
  });

  it('says when there is none', () => {
    expect(findTlv(nested, 0x75, 0x7f60)).toMatchObject({ ok: false, detail: 'no element 7f60' });
    expect(reason(findTlv(nested.subarray(0, -1), 0x75))).toBe('truncated');
  });

  it('needs a path', () => {
    expect(() => findTlv(nested)).toThrow(RangeError);
  });
});

describe('any bytes at all', () => {
  it('are elements or a reason, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(250), (bytes, offset) => {
        const element = readTlv(bytes, offset);
        if (element.ok) {
          expect(element.value.bytes.length).toBeGreaterThanOrEqual(2);
          expect(offset + element.value.bytes.length).toBeLessThanOrEqual(bytes.length);
        }
        const all = readTlvs(bytes);
        if (all.ok) expect(toHex(Buffer.concat(all.value.map((each) => each.bytes)))).toBe(toHex(bytes));
        findTlv(bytes, 0x30, 0x31);
      }),
    );
  });

  it('come back from an element they are put in', () => {
    const tag = fc.constantFrom(0x04, 0x61, 0x5f1f, 0x7f61, 0x5f8101);
    const size = fc.constantFrom(0, 1, 127, 128, 255, 256, 65_535, 65_536);
    fc.assert(
      fc.property(tag, size, fc.nat(255), (anyTag, sizeBytes, fill) => {
        const value = new Uint8Array(sizeBytes).fill(fill);
        const half = Math.floor(sizeBytes / 2);
        const element = readTlv(encodeTlv(anyTag, value.subarray(0, half), value.subarray(half)));
        expect(element.ok && element.value.tag).toBe(anyTag);
        expect(element.ok && toHex(element.value.value)).toBe(toHex(value));
      }),
    );
  });

  it('cut short anywhere are truncated', () => {
    const whole = encodeTlv(0x7f61, new Uint8Array(300));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (size) => {
        expect(reason(readTlv(whole.subarray(0, size)))).toBe('truncated');
      }),
    );
  });
});

describe('object identifiers', () => {
  it.each(['2.23.136.1.1.1', '1.2.840.113549.1.7.2', '0.4.0.127.0.7.2.2.4.2.2', '2.999.3', '1.3.36.3.3.2.8.1.1.11'])(
    'reads %s',
    (dotted) => {
      const element = readTlv(dotted === '2.999.3' ? fromHex('0603883703') : objectIdentifier(dotted));
      expect(element.ok && decodeObjectIdentifier(element.value.value)).toBe(dotted);
    },
  );

  it.each(['', '80', '2a86', '2affffffffff7f'])('refuses %j', (hex) => {
    expect(decodeObjectIdentifier(fromHex(hex))).toBeNull();
  });
});
