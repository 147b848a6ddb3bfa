import { describe, expect, it } from 'vitest';
import { keepCompoundsTogether } from './compounds.ts';
import { en } from './en.ts';
import {
  dayRelation,
  formatDay,
  formatList,
  formatMoney,
  formatNearDay,
  formatPercent,
  formatSpan,
  formatTime,
  isOfToday,
  unbroken,
} from './format.ts';
import { languageOf, languageTags } from './languages.ts';
import { pseudoLanguage } from './pseudo-language.ts';
import { textsIn } from './texts.ts';
import { vi } from './vi.ts';

type Texts = { readonly [key: string]: string | Texts };

function flatten(tree: Texts, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, text]) =>
      typeof text === 'string' ? [[path + key, text] as const] : [...flatten(text, `${path}${key}.`)],
    ),
  );
}

const flat = { vi: flatten(vi), en: flatten(en) };
/** Every language of the folder, and the one of development. */
const all = [...languageTags().map(languageOf), pseudoLanguage()];
const everySentence = all.map(({ tag, locale, texts }) => ({ tag, locale, sentences: flatten(texts) }));
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
/** A plural form of one language stands for the same sentence as `_other` of another. */
const plural = /_(zero|one|two|few|many|other)$/;
const isForm = (key: string) => plural.test(key);
const sentence = (key: string) => key.replace(plural, '');
/** A value before a noun that says there are several of it. */
const countsThings = /\{\{\w+\}\}\s(?!(is|has|was)\b)(more )?([a-z]+s|people)\b/;
/** Lengths of a number that is typed; the time after which a page locks. */
const neverOne = new Set(['typed.typed', 'staff.locked.detail']);
/** Sentences that stand as a screen's title, whatever they are called; tests/accessibility-states.test.ts looks at the screens. */
const isTitle = (key: string) =>
  /(^|\.)(title|titles|instruction|movement)(\.|$)|Title$/.test(key) || key === 'confirm.committing';

describe('the languages', () => {
  it('are Vietnamese, English and whatever else has a file', () => {
    expect(languageTags().slice(0, 2)).toEqual(['vi', 'en']);
    expect(new Set(all.map(({ ownName }) => ownName)).size).toBe(all.length);
  });

  it.each(everySentence)('$tag says the sentences of the Vietnamese', ({ sentences }) => {
    expect(new Set([...sentences.keys()].map(sentence))).toEqual(new Set([...flat.vi.keys()].map(sentence)));
  });

  it.each(languageTags())(
    '%s calls a sign of the tools what its name says: it answers to what is read on it',
    (tag) => {
      const sentences = flatten(languageOf(tag).texts);
      const words = [...sentences.keys()].filter((key) => key.startsWith('around.modes.short.'));
      expect(words.length).toBeGreaterThan(3);
      for (const word of words) {
        const name = word.endsWith('.listen') ? 'speech.toggle' : word.replace('.short', '');
        expect(sentences.get(name)?.toLowerCase(), name).toContain(sentences.get(word)?.toLowerCase());
      }
    },
  );

  it.each(everySentence)('$tag has every plural form that its grammar asks for', ({ locale, sentences }) => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const counted = everySentence.flatMap(({ sentences: those }) => [...those.keys()]).filter(isForm);
    const stems = [...new Set(counted.map(sentence))];
    expect(stems.length).toBeGreaterThan(3);
    for (const stem of stems)
      for (const form of forms) expect(sentences.get(`${stem}_${form}`), `${stem}_${form}`).toBeTruthy();
    // A key has forms or it has none.
    expect(stems.filter((stem) => sentences.has(stem))).toEqual([]);
  });

  it('has no English plural that is not one of its forms: “1 minutes”', () => {
    const plurals = [...flat.en].filter(([, text]) => countsThings.test(text));
    expect(plurals.length).toBeGreaterThan(5);
    expect(plurals.map(([key]) => key).filter((key) => !isForm(key) && !neverOne.has(key))).toEqual([]);
  });

  it.each(everySentence)('$tag fills in the same values', ({ sentences }) => {
    for (const [key, text] of sentences) {
      const vietnamese = flat.vi.get(key) ?? flat.vi.get(`${sentence(key)}_other`) ?? '';
      expect([key, placeholders(text)]).toEqual([key, placeholders(vietnamese)]);
    }
  });

  it.each(all)('$tag names its small numbers and its spans', ({ numerals, units }) => {
    expect(numerals).toHaveLength(7);
    for (const unit of Object.values(units)) expect(unit.other).not.toBe('');
  });

  it.each(Object.entries(flat))('%s leaves nothing empty, and asks one thing in at most 12 words', (_, sentences) => {
    for (const [key, text] of sentences) {
      expect(text.trim(), key).toBe(text);
      expect(text, key).not.toBe('');
      expect(text, `${key} is not NFC`).toBe(text.normalize('NFC'));
      // What a printer is tried with is no sentence.
      if (key === 'paper.test.letters') continue;
      for (const part of text.split(/[.?!]\s/))
        expect(part.split(/\s+/).length, `${key}: ${part}`).toBeLessThanOrEqual(15);
      if (isTitle(key)) expect(text.split(/\s+/).length, key).toBeLessThanOrEqual(12);
    }
  });

  it('count in the grammar of each', () => {
    const say = (language: string, count: number) => textsIn(language)('recognise.left', { count });
    expect([say('en', 1), say('en', 2), say('vi', 1)]).toEqual([
      '1 movement left',
      '2 movements left',
      'Còn 1 động\u00a0tác',
    ]);
  });

  it('show a name as it is: React escapes', () => {
    expect(textsIn('en')('identify.hello', { name: "O'Brien & Trần" })).toBe("Hello, O'Brien & Trần");
  });
});

describe('keepCompoundsTogether', () => {
  it('joins the syllables of a word and leaves other spaces', () => {
    expect(keepCompoundsTogether({ a: { b: 'Không cần chạm màn hình. Đăng ký ở đây' } })).toEqual({
      a: { b: 'Không cần chạm màn\u00a0hình. Đăng\u00a0ký ở đây' },
    });
  });

  it('does not join parts of longer syllables', () => {
    expect(keepCompoundsTogether({ a: 'đăng kýx' })).toEqual({ a: 'đăng kýx' });
  });
});

describe('formats', () => {
  it('tell the hospital’s clock time, whatever the process’s time zone', () => {
    expect(formatTime('2026-11-22T01:41:00Z', 'vi')).toBe('08:41');
    expect(formatTime('2026-11-22T23:05:00+07:00', 'en')).toBe('23:05');
  });

  it('leave a clock time that already is one', () => {
    expect(formatTime('09:30', 'vi')).toBe('09:30');
  });

  it('write days as each language does', () => {
    expect(formatDay('2027-03-31', 'vi')).toBe('31/03/2027');
    expect(formatDay('2027-03-31', 'en')).toBe('31 March 2027');
    expect(formatDay('2026-12-31T20:00:00Z', 'vi')).toBe('01/01/2027');
    expect(formatDay('soon', 'en')).toBe('soon');
  });

  it('write near days without their year', () => {
    expect(formatNearDay('2026-11-04', 'vi')).toBe('04/11');
    expect(formatNearDay('2026-11-04', 'en')).toBe('4 November');
  });

  it.each([
    ['2026-11-22', 'today'],
    ['2026-11-23', 'tomorrow'],
    ['2026-11-21', 'yesterday'],
    ['2026-11-24', 'future'],
    ['2025-11-22', 'past'],
  ])('say how %s lies to 22 November 2026: %s', (day, relation) => {
    expect(dayRelation(day, '2026-11-22')).toBe(relation);
  });

  it('know the day after the last of a month', () => {
    expect(dayRelation('2027-01-01', '2026-12-31')).toBe('tomorrow');
    expect(dayRelation('2028-02-29', '2028-03-01')).toBe('yesterday');
  });

  it.each([
    [365, 'một năm', 'one year'],
    [730, 'hai năm', 'two years'],
    [180, 'sáu tháng', 'six months'],
    [300, '10 tháng', '10 months'],
    [30, 'một tháng', 'one month'],
    [100, '100 ngày', '100 days'],
    [1, 'một ngày', 'one day'],
  ])('say %i days as people do: %s, %s', (days, vietnamese, english) => {
    expect([formatSpan(days, 'vi'), formatSpan(days, 'en')]).toEqual([vietnamese, english]);
  });

  it('write money in whole dong', () => {
    expect([formatMoney(1_250_000, 'vi'), formatMoney(1_250_000, 'en')]).toEqual(['1.250.000\u00a0₫', '₫1,250,000']);
  });

  it('puts several things into one sentence', () => {
    expect(formatList(['K1-1'], 'vi')).toBe('K1-1');
    expect(formatList(['1', '2', '3'], 'vi')).toBe('1, 2 và 3');
    expect(formatList(['1', '2', '3'], 'en')).toBe('1, 2 and 3');
  });

  it('parts no number at the end of a line', () => {
    expect(unbroken('K02-0017')).toBe('K02-\u20600017');
  });

  it('speak English where nobody knows the language', () => {
    expect([formatDay('2027-03-01', 'fr'), textsIn('fr')('frame.close')]).toEqual(['1 March 2027', 'Close']);
  });

  it('write percentages', () => {
    expect([formatPercent(0.426, 'vi'), formatPercent(1, 'en')]).toEqual(['43%', '100%']);
  });
});

it.each([
  [61, '2026-11-22T07:40:00+07:00', true],
  [30, '2026-11-21T23:50:00+07:00', false],
  [961, '2026-11-21T16:40:00+07:00', false],
  [1_439, '2026-11-21T17:00:00Z', true],
])('%i minutes after %s it is the same day at the hospital: %s', (ageMinutes, fetchedAt, expected) => {
  expect(isOfToday({ fetchedAt, ageMinutes })).toBe(expected);
});
