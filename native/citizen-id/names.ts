/**
 * Vietnamese names, which begin with the family name and end with the given name: their order in a list, their form in an MRZ
 * (ICAO 9303-3, section 6) and on a screen that others can see.
 */
import type { Mrz } from '../emrtd/chip.ts';

/** Letters that do not decompose into a base letter and marks. U+00D0 is what some software writes for Đ. */
const UNDECOMPOSED: ReadonlyMap<string, string> = new Map([
  ['đ', 'd'],
  ['Đ', 'D'],
  ['ð', 'd'],
  ['Ð', 'D'],
  ['æ', 'ae'],
  ['Æ', 'AE'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['ø', 'oe'],
  ['Ø', 'OE'],
  ['ß', 'ss'],
  ['þ', 'th'],
  ['Þ', 'TH'],
  ['ł', 'l'],
  ['Ł', 'L'],
]);

/** Characters of the name field (ICAO 9303-5, 9303-6 and 9303-4, 4.2.2). */
const NAME_FIELD_CHARACTERS = { TD1: 30, TD2: 31, TD3: 39 } as const;

/** The text without diacritics; letter case and everything else stay. */
export function foldToAscii(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{M}/gu, '');
  return Array.from(letters, (letter) => UNDECOMPOSED.get(letter) ?? letter).join('');
}

/** Words of a name as an MRZ writes them: upper-case A to Z, apostrophes left out, other signs between words. */
export function mrzWords(name: string): string[] {
  return foldToAscii(name)
    .toUpperCase()
    .replace(/['’ʼ.]/g, '')
    .split(/[^A-Z]+/)
    .filter((word) => word !== '');
}

/**
 * Whether a full name and the name in an MRZ can be the same. A name that fits its field must agree in every word; a longer
 * one may have been cut off, also inside a word, or abbreviated word by word.
 */
export function sameNameAsMrz(fullName: string, mrz: Pick<Mrz, 'format' | 'name'>): boolean {
  const full = mrzWords(fullName);
  const shown = mrzWords(`${mrz.name.primary} ${mrz.name.secondary}`);
  if (shown.length === 0) return false;
  if (shown.join(' ') === full.join(' ')) return true;

  const fieldCharacters = NAME_FIELD_CHARACTERS[mrz.format];
  if (fieldLength(full) <= fieldCharacters) return false;
  if (!shown.every((word, index) => full[index]?.startsWith(word))) return false;
  // A word that is missing at the end must be one that had no room any more.
  const firstMissing = full[shown.length];
  return firstMissing === undefined || fieldLength(shown) + 1 + firstMissing.length >= fieldCharacters;
}

/** Characters of a name in its field: one filler between words, two after the primary identifier. */
function fieldLength(words: readonly string[]): number {
  return words.join('<').length + 1;
}

/** Letters as the Vietnamese alphabet has them (đ after d, ă after a), tones as dictionaries do. */
const ALPHABET = new Intl.Collator('vi');

/** The order of a list of people: by given name, then by family name, then by what stands between. */
export function compareNames(one: string, other: string): number {
  const [first, second] = [namePartsOf(one), namePartsOf(other)];
  return (
    ALPHABET.compare(first.given, second.given) ||
    ALPHABET.compare(first.family, second.family) ||
    ALPHABET.compare(first.middle, second.middle)
  );
}

/** Of a single word only the given name. */
function namePartsOf(fullName: string): { given: string; family: string; middle: string } {
  const words = wordsOf(fullName);
  const given = words.pop() ?? '';
  const [family = '', ...middle] = words;
  return { given, family, middle: middle.join(' ') };
}

function wordsOf(fullName: string): string[] {
  return fullName
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** All but the last three characters hidden: `•••••••••345`. Something as short as that is hidden whole. */
export function maskIdNumber(number: string): string {
  const shown = number.length > 3 ? number.slice(-3) : '';
  return shown.padStart(number.length, '•');
}

/** Family name and initials: `Nguyễn V. A.`, enough to know oneself in a lobby. A single word keeps its initial only. */
export function maskName(fullName: string): string {
  const words = wordsOf(fullName);
  const initials = words.map((word) => `${[...word].slice(0, 1).join('')}.`);
  return words.length > 1 ? [words[0], ...initials.slice(1)].join(' ') : initials.join('');
}
