import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drills, typedBy } from './typing-testing.ts';
import { vni } from './vni.ts';

const type = (keys: string) => typedBy(vni, keys);

const keys = {
  tones: { '\u0300': '2', '\u0301': '1', '\u0303': '4', '\u0309': '3', '\u0323': '5' },
  mark: (_: string, mark: string) => ({ '\u0302': '6', '\u0306': '8', '\u031B': '7' })[mark] ?? '',
  bar: '9',
};

describe('VNI', () => {
  it('makes every Vietnamese syllable, in any order of its marks', () => {
    fc.assert(
      fc.property(drills(keys), (drill) => {
        expect(type(drill.keys), drill.keys).toBe(drill.syllable);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['Nguye6n4 Thi5 Thuy1', 'Nguyễn Thị Thuý'],
    ['D9a8k1 La8k1', 'Đắk Lắk'],
    ['d9u7o7c5 duong972', 'được đường'],
    ['hoa2n', 'hoàn'],
    ['a10', 'a'],
  ])('%s is %s', (typed, expected) => {
    expect(type(typed)).toBe(expected);
  });

  it.each([
    ['a66', 'a6'],
    ['a11', 'a1'],
    ['d99', 'd9'],
    ['u77', 'u7'],
  ])('%s is taken back by repeating: %s', (typed, expected) => {
    expect(type(typed)).toBe(expected);
  });

  it.each(['1', '2026', 'K1', 'P6', 'e8', 'BN9'])('leaves %s alone', (word) => {
    expect(type(word)).toBe(word);
  });

  it('gives NFC, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aeiouydgnhtcpAEOUD0123456789 '), maxLength: 12 }), (text) => {
        const typed = type(text);
        expect(typed).toBe(typed.normalize('NFC'));
      }),
    );
  });
});
