import { describe, expect, it } from 'vitest';
import { textsIn } from '../../renderer/language/texts.ts';
import { sentences } from '../bridge/spoken-text.ts';
import { spokenSentences } from './spoken-sentences.ts';

describe.each(['vi', 'en'])('what can be recorded in %s', (language) => {
  const listed = spokenSentences(language);
  const t = textsIn(language);

  it('is whole sentences without gaps, each once and as the voice is asked for it', () => {
    expect(listed.filter((each) => /[{}\u2060]|\s{2}|[^ \S]/u.test(each))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.flatMap((each) => sentences(each))).toEqual(listed);
  });

  it('has the words of the screens, and before an action each key', () => {
    const expected = [
      t('confirm.takeNumber'),
      t('speech.press', { key: 9, action: '' }),
      t('speech.button', { action: '' }),
    ];
    expect(listed).toEqual(expect.arrayContaining(expected.map((each) => each.replaceAll(/\s+/gu, ' ').trim())));
  });

  it('has nothing that only staff read', () => {
    expect(listed).not.toContain(t('staffNotes.older-copy'));
  });
});
