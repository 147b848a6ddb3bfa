import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOf, toDefinite } from './ber.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import { octets, sequence } from './testing-asn1.ts';
import { encodeTlv, MAX_TLV_DEPTH } from './tlv.ts';

const definite = (hex: string): string | null => {
  const bytes = toDefinite(fromHex(hex));
  return bytes && toHex(bytes);
};

describe('definite form', () => {
  it('is what has it already, byte for byte', () => {
    for (const hex of ['0500', '3003020101', '3081030201ff', '7f4903020101', '30820003 020101']) {
      expect(definite(hex)).toBe(hex.replaceAll(' ', ''));
    }
  });

  it('closes what was left open, at any depth', () => {
    expect(definite('3080 020101 0000')).toBe('3003020101');
    expect(definite('3080 0000')).toBe('3000');
    expect(definite('3080 a080 3080 020101 0000 0000 0000')).toBe('3007a0053003020101');
    expect(definite('3007 a080 020101 0000')).toBe('3005a003020101');
    expect(definite('7f4907 a080 020101 0000')).toBe('7f4905a003020101');
  });

  it('joins octet strings in pieces (X.690, 8.7.3)', () => {
    expect(definite('2480 040101 04020203 0000')).toBe('0403010203');
    expect(definite('2406 040101 040102')).toBe('04020102');
    expect(definite('2480 2480 040101 0000 040102 0000')).toBe('04020102');
    expect(definite('2403 020101')).toBeNull();
  });

  it('leaves behind what follows', () => {
    expect(definite('020101 ffff')).toBe('020101');
    expect(definite('3080 020101 0000 0000')).toBe('3003020101');
  });

  it.each([
    '',
    '30',
    '3080',
    '3080 0201',
    '3080 020101',
    '3080 020101 00',
    '3005 020101',
    '3003 020201',
    '0580 0000',
    '3f8001 80 0000',
  ])('is not made of %s', (hex) => {
    expect(toDefinite(fromHex(hex))).toBeNull();
  });

  it('has a bounded depth', () => {
    const nested = (depth: number): Uint8Array => fromHex('3080'.repeat(depth) + '0000'.repeat(depth));
    expect(toDefinite(nested(MAX_TLV_DEPTH + 1))).not.toBeNull();
    expect(toDefinite(nested(MAX_TLV_DEPTH + 2))).toBeNull();
    expect(toDefinite(nested(100_000))).toBeNull();
  });

  it('has a bounded number of elements side by side', () => {
    for (const [tag, element] of [
      ['30', '0500'],
      ['24', '0400'],
    ] as const) {
      const open = (count: number): Uint8Array => fromHex(`${tag}80 ${element.repeat(count)} 0000`);
      expect(toDefinite(open(10_000))).not.toBeNull();
      expect(toDefinite(open(10_001))).toBeNull();
      expect(toDefinite(open(200_000))).toBeNull();
    }
  });

  it('never throws, and is its own definite form', () => {
    const bytes = fc.array(fc.constantFrom(0x00, 0x01, 0x02, 0x04, 0x24, 0x30, 0x80, 0xa0), { maxLength: 60 });
    fc.assert(
      fc.property(bytes, (values) => {
        const form = toDefinite(Uint8Array.from(values));
        if (form) expect(toDefinite(form)).toEqual(form);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (values) => void toDefinite(values)));
  });
});

describe('children', () => {
  it('fill their element', () => {
    const element = { value: concat(octets(fromHex('01')), sequence()) };
    expect(childrenOf(element).map(({ tag }) => tag)).toEqual([0x04, 0x30]);
  });

  it('are none when they do not, or when they are too many', () => {
    expect(childrenOf(undefined)).toEqual([]);
    expect(childrenOf({ value: fromHex('0401') })).toEqual([]);
    expect(childrenOf({ value: fromHex('05000500') }, 2)).toHaveLength(2);
    expect(childrenOf({ value: fromHex('050005000500') }, 2)).toEqual([]);
    expect(childrenOf({ value: encodeTlv(0x04, new Uint8Array(2000)) })).toHaveLength(1);
  });
});
