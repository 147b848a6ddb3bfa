import { expect, it } from 'vitest';
import { addPseudoLanguage } from '../../renderer/language/pseudo-language.ts';
import { languageTags, paperLanguage } from './known-languages.ts';

it('a paper speaks the language that its patient chose, of all that this kiosk speaks', () => {
  const before = languageTags();
  expect(paperLanguage('qps')).toBe('vi');
  addPseudoLanguage();
  expect(languageTags()).toEqual([...before, 'qps']);
  expect(languageTags().map(paperLanguage)).toEqual(languageTags());
});

it('a paper is Vietnamese where nobody knows the language, or nobody speaks it any more', () => {
  expect([null, 'xx-Gone', ''].map(paperLanguage)).toEqual(['vi', 'vi', 'vi']);
});
