import {
  append,
  divisions,
  fitOf,
  lastWord,
  type LetterMark,
  marked,
  type Tone,
  toneOf,
  withoutTone,
  withTone,
} from './syllable.ts';

/** The text so far; `undo` is what the last key gives when it comes once more: aa is â, aaa is aa. */
export interface Typed {
  readonly text: string;
  readonly undo: { readonly key: string; readonly text: string } | null;
}

type Marks = Readonly<Partial<Record<'a' | 'e' | 'o' | 'u', LetterMark>>>;

/** What a key may do besides standing for itself. */
export type KeyAct =
  | { readonly act: 'tone'; readonly tone: Tone }
  | { readonly act: 'no-tone' }
  /** The mark that each letter gets; `alone` is the letter that the key is where there is no vowel yet. */
  | { readonly act: 'mark'; readonly marks: Marks; readonly alone: string | null }
  /** Makes a đ of the d that the word begins with. */
  | { readonly act: 'bar' };

/** A way of typing: what its keys do, by their lower case. */
export type KeyActs = Readonly<Partial<Record<string, KeyAct>>>;

/** A text that was not typed here, or was changed since. */
export const typedBefore = (text: string): Typed => ({ text: text.normalize('NFC'), undo: null });

/**
 * One key more, in NFC. A key that makes no Vietnamese syllable of the last word stands for itself, and so does one that
 * repeats the last: then what it did is taken back. Upper and lower case stay what they are.
 *
 * @param key one character
 */
export function press(typed: Typed, key: string, acts: KeyActs): Typed {
  const lower = key.toLowerCase();
  if (typed.undo?.key === lower) return typedBefore(typed.undo.text);
  const { before, word } = lastWord(typed.text);
  const act = acts[lower];
  const changed = act ? applied(word, key, act) : null;
  if (changed !== null) return { text: before + changed, undo: { key: lower, text: typed.text + key } };
  return typedBefore(before + append(word, key));
}

/** A tone by a key of its own; the same one again takes it away. */
export function pressTone(text: string, tone: Tone): string {
  const { before, word } = lastWord(text.normalize('NFC'));
  return before + (toneOf(word) === tone ? withoutTone(word) : (withTone(word, tone) ?? word));
}

/** Without the last letter, marks and tone included. */
export const withoutLast = (text: string): string => Array.from(text.normalize('NFC')).slice(0, -1).join('');

/** The word after the key's act; null when it has none there. */
function applied(word: string, key: string, act: KeyAct): string | null {
  switch (act.act) {
    case 'tone':
      return toneOf(word) === act.tone ? null : withTone(word, act.tone);
    case 'no-tone':
      return toneOf(word) === null ? null : withoutTone(word);
    case 'mark':
      return withMarks(word, act.marks) ?? (act.alone === null ? null : alone(word, key, act.alone));
    case 'bar':
      return barred(word);
  }
}

/** As few letters marked as make a whole rime of it, or else the beginning of one. */
function withMarks(word: string, marks: Marks): string | null {
  const plain = withoutTone(word);
  const ways = divisions(plain);
  // The second horn of ươ, which was given when something followed: duwongw, dương.
  if (marks.o === 'horn' && ways.some(({ rime }) => rime.startsWith('ươ'))) return word;
  const choices = ways.flatMap(({ onset }) => choicesOf(plain, onset.length, marks));
  const best = choices.find(({ fit }) => fit === 'whole') ?? choices.find(({ fit }) => fit === 'start');
  if (!best) return null;
  const tone = toneOf(word);
  return tone ? withTone(best.text, tone) : best.text;
}

/** Every way to mark letters of the rime, the fewest first; a rime has four letters at most. */
function choicesOf(plain: string, rimeAt: number, marks: Marks) {
  const places = Array.from(plain).flatMap((letter, index) => {
    const changed = changedBy(letter, marks);
    return index >= rimeAt && changed !== null && changed !== letter ? [{ index, changed }] : [];
  });
  const sets = places.reduce<(typeof places)[]>(
    (before, place) => [...before, ...before.map((set) => [...set, place])],
    [[]],
  );
  return sets
    .filter((set) => set.length > 0)
    .sort((one, other) => one.length - other.length)
    .map((set) => {
      const letters = Array.from(plain);
      for (const { index, changed } of set) letters[index] = changed;
      const text = letters.join('');
      return { text, fit: fitOf(text.slice(rimeAt).toLowerCase()) };
    });
}

function changedBy(letter: string, marks: Marks): string | null {
  const mark = marks[letter.normalize('NFD').charAt(0).toLowerCase() as keyof Marks];
  return mark ? marked(letter, mark) : null;
}

/** w alone is ư: nhw, như. */
function alone(word: string, key: string, letter: string): string | null {
  const [syllable] = divisions(word);
  if (!syllable || syllable.rime !== '' || syllable.onset === 'qu') return null;
  return word + (key === key.toLowerCase() ? letter : letter.toUpperCase());
}

function barred(word: string): string | null {
  if (!/^d/i.test(word) || divisions(withoutTone(word)).length === 0) return null;
  return (word.startsWith('d') ? 'đ' : 'Đ') + word.slice(1);
}
