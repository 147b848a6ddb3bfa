import { expect, it } from 'vitest';
import { createKeptSentences } from './kept-sentences.ts';

const sound = (size: number): Uint8Array => new Uint8Array(size);

it('keeps as much as there is room for, and drops what was not used longest', () => {
  const kept = createKeptSentences(10);
  kept.keep('a', 'vi', sound(4));
  kept.keep('b', 'vi', sound(4));
  expect(kept.get('a', 'vi')).toHaveLength(4);
  kept.keep('c', 'vi', sound(4));
  expect(kept.get('b', 'vi')).toBeNull();
  expect(kept.get('a', 'vi')).not.toBeNull();
  expect(kept.get('a', 'en')).toBeNull();
});

it('keeps nothing that is larger than all of it', () => {
  const kept = createKeptSentences(10);
  kept.keep('a', 'vi', sound(4));
  kept.keep('b', 'vi', sound(11));
  kept.keep('a', 'vi', sound(5));
  expect(kept.get('b', 'vi')).toBeNull();
  expect(kept.get('a', 'vi')).toHaveLength(4);
});
