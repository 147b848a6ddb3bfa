import { tones } from './syllable.ts';
import { type KeyActs, press, type Typed } from './typing.ts';

const acts: KeyActs = {
  1: { act: 'tone', tone: tones.acute },
  2: { act: 'tone', tone: tones.grave },
  3: { act: 'tone', tone: tones.hook },
  4: { act: 'tone', tone: tones.tilde },
  5: { act: 'tone', tone: tones.dot },
  0: { act: 'no-tone' },
  6: { act: 'mark', marks: { a: 'circumflex', e: 'circumflex', o: 'circumflex' }, alone: null },
  7: { act: 'mark', marks: { o: 'horn', u: 'horn' }, alone: null },
  8: { act: 'mark', marks: { a: 'breve' }, alone: null },
  9: { act: 'bar' },
};

/** VNI: tie6ng1 is tiếng, d9u7o7c5 is được. Marks and tones may come anywhere behind their letter. */
export const vni = (typed: Typed, key: string): Typed => press(typed, key, acts);
