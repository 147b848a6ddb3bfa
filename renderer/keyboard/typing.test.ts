import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tones, withTone } from './syllable.ts';
import { telex } from './telex.ts';
import { press, pressTone, typedBefore, withoutLast } from './typing.ts';
import { everyBase, typedBy } from './typing-testing.ts';
import { vni } from './vni.ts';

const anyText = fc.string({ unit: fc.constantFrom(...'aeiouydgnhtcpsfrxjzw12679 ăâđêôơưấềổữ'), maxLength: 10 });

describe('a key that comes twice', () => {
  it.each([
    ['Telex', telex, 'sfrxjzaeowd'],
    ['VNI', vni, '0123456789'],
  ] as const)('gives itself back in %s, whatever it did', (_, method, keys) => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...keys), (before, key) => {
        const once = method(typedBefore(before), key);
        fc.pre(once.undo !== null);
        expect(method(once, key).text).toBe(before.normalize('NFC') + key);
      }),
    );
  });
});

describe('withoutLast', () => {
  it.each([
    ['tiếng', 'tiến'],
    ['tiế', 'ti'],
    ['e\u0302\u0301', ''],
    ['', ''],
  ])('takes one letter with all its marks from %s', (text, expected) => {
    expect(withoutLast(text)).toBe(expected);
  });

  it('always takes exactly one letter of a syllable, and typing goes on behind it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyBase), ({ onset, rime }) => {
        const syllable = onset + rime;
        const last = syllable.slice(-1);
        expect(withoutLast(syllable)).toBe(syllable.slice(0, -1));
        expect(typedBy(telex, 'n', `${syllable} `)).toBe(`${syllable} n`);
        expect(last).not.toBe('');
      }),
    );
  });
});

describe('a tone with a key of its own', () => {
  it.each([
    ['Nguyên', tones.tilde, 'Nguyễn'],
    ['hoa', tones.grave, 'hoà'],
    ['hoà', tones.acute, 'hoá'],
    ['hoà', tones.grave, 'hoa'],
    ['bác', tones.grave, 'bác'],
    ['Smith', tones.acute, 'Smith'],
    ['', tones.acute, ''],
  ])('makes of %s', (text, tone, expected) => {
    expect(pressTone(text, tone)).toBe(expected);
  });
});

describe('a letter with a key of its own', () => {
  it.each([
    ['Lê', 'Lê'],
    ['đường', 'đường'],
  ])('stands for itself: %s', (keys, expected) => {
    expect(Array.from(keys).reduce((typed, key) => press(typed, key, {}), typedBefore('')).text).toBe(expected);
  });
});

describe('the place of the tone', () => {
  it.each([
    ['hoa', 'hoà', 'hòa'],
    ['khoe', 'khoè', 'khòe'],
    ['thuy', 'thuỳ', 'thùy'],
    ['quy', 'quỳ', 'quỳ'],
    ['hoan', 'hoàn', 'hoàn'],
    ['ngoai', 'ngoài', 'ngoài'],
    ['mua', 'mùa', 'mùa'],
    ['gia', 'già', 'già'],
    ['gi', 'gì', 'gì'],
    ['tiên', 'tiền', 'tiền'],
    ['ươ', 'ườ', 'ườ'],
  ])('%s in the style of the dictionaries %s, in the other one %s', (word, second, first) => {
    expect([withTone(word, tones.grave, 'second'), withTone(word, tones.grave, 'first')]).toEqual([second, first]);
  });

  it.each(['b', 'qu', 'ngh', 'bcd', 'các'])('is nowhere in %s', (word) => {
    expect(withTone(word, tones.grave)).toBeNull();
  });
});
