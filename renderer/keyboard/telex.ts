import { tones } from './syllable.ts';
import { type KeyActs, press, type Typed } from './typing.ts';

const circumflexOn = (letter: 'a' | 'e' | 'o') =>
  ({ act: 'mark', marks: { [letter]: 'circumflex' }, alone: null }) as const;

const acts: KeyActs = {
  s: { act: 'tone', tone: tones.acute },
  f: { act: 'tone', tone: tones.grave },
  r: { act: 'tone', tone: tones.hook },
  x: { act: 'tone', tone: tones.tilde },
  j: { act: 'tone', tone: tones.dot },
  z: { act: 'no-tone' },
  a: circumflexOn('a'),
  e: circumflexOn('e'),
  o: circumflexOn('o'),
  w: { act: 'mark', marks: { a: 'breve', o: 'horn', u: 'horn' }, alone: 'ư' },
  d: { act: 'bar' },
};

/**
 * Telex: tieesng is tiếng, dduwowcj is được. Marks and tones may come anywhere behind their letter, so tiengse is tiếng too.
 */
export const telex = (typed: Typed, key: string): Typed => press(typed, key, acts);
