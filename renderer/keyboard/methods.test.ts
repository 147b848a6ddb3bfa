import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { telex } from './telex.ts';
import { drills, typedBy } from './typing-testing.ts';
import { vni } from './vni.ts';

const methods = [
  {
    name: 'Telex',
    method: telex,
    keys: {
      tones: { '\u0300': 'f', '\u0301': 's', '\u0303': 'x', '\u0309': 'r', '\u0323': 'j' },
      mark: (letter: string, mark: string) => (mark === '\u0302' ? letter : 'w'),
      bar: 'd',
    },
    letters: 'aeiouydgnhtcpsfrxjzwAEOUDW 1',
  },
  {
    name: 'VNI',
    method: vni,
    keys: {
      tones: { '\u0300': '2', '\u0301': '1', '\u0303': '4', '\u0309': '3', '\u0323': '5' },
      mark: (_: string, mark: string) => ({ '\u0302': '6', '\u0306': '8', '\u031B': '7' })[mark] ?? '',
      bar: '9',
    },
    letters: 'aeiouydgnhtcpAEOUD0123456789 ',
  },
];

describe.each(methods)('$name', ({ method, keys, letters }) => {
  it('makes every Vietnamese syllable, in any order of its marks', () => {
    fc.assert(
      fc.property(drills(keys), (drill) => {
        expect(typedBy(method, drill.keys), drill.keys).toBe(drill.syllable);
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives NFC, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 }), (text) => {
        const typed = typedBy(method, text);
        expect(typed).toBe(typed.normalize('NFC'));
      }),
    );
  });
});
