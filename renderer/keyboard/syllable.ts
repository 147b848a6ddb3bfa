/**
 * Vietnamese syllables as they are written: an onset, a rime with its marked letters, a tone. What the two ways of typing
 * them (telex.ts, vni.ts) share. All text is NFC, where each letter is one code unit.
 *
 * Source of the onsets and rimes: Hoàng Phê (ed.), Từ điển tiếng Việt, and its tables of syllables; `k` at the end, as in
 * Đắk Lắk, is of the place names of the Central Highlands.
 */

/** Combining characters of the five tones that are written. */
export const tones = { grave: '\u0300', acute: '\u0301', tilde: '\u0303', hook: '\u0309', dot: '\u0323' } as const;
export type Tone = (typeof tones)[keyof typeof tones];

/** What a letter may carry besides its tone. */
const letterMarks = { circumflex: '\u0302', breve: '\u0306', horn: '\u031B' } as const;
export type LetterMark = keyof typeof letterMarks;

/**
 * Where the tone stands in oa, oe and uy with nothing behind them: `second` (hoà, khoẻ, thuý), as the dictionaries and the
 * schoolbooks write, or `first` (hòa, khỏe, thúy). People write both, so a search must not tell them apart.
 */
export type ToneStyle = 'second' | 'first';
const toneStyle: ToneStyle = 'second';

const onsets = new Set('b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ').concat(''));

const writtenRimes =
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
  'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu ' +
  'o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ' +
  'ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
  'u ua uâc uân uâng uât uây uc uê uêch uên uênh uêt uêu ui um un ung uơ uôc uôi uôm uôn uông uôt up ut ' +
  'uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ' +
  'y ych yêm yên yêng yêt yêu yn ynh yp yt';
const rimes = writtenRimes.split(' ').flatMap((rime) => (/[^o]c$/.test(rime) ? [rime, rime.replace(/c$/, 'k')] : rime));

const startsOf = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(['', ...texts.flatMap((text) => Array.from(text, (_, index) => text.slice(0, index + 1)))]);
const wholeRimes: ReadonlySet<string> = new Set(rimes);
/** What a rime may begin with, marked as it is in the end, and before its marks were typed. */
const rimeStarts = startsOf(rimes);
const bareStarts = startsOf(rimes.map(bare));

const toneCharacters = /[\u0300\u0301\u0303\u0309\u0323]/g;
const vowels = 'aăâeêioôơuưy';

/** Of a text whose tones are taken away. */
export interface Syllable {
  onset: string;
  rime: string;
}

/** The last word of a text, and what stands before it. */
export function lastWord(text: string): { before: string; word: string } {
  const before = text.replace(/\p{L}+$/u, '');
  return { before, word: text.slice(before.length) };
}

export const withoutTone = (word: string): string => word.normalize('NFD').replace(toneCharacters, '').normalize('NFC');

/** Without tones and marks; đ is a letter of its own and stays. */
function bare(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

export function toneOf(word: string): Tone | null {
  const character = word.normalize('NFD').match(toneCharacters)?.[0];
  return Object.values(tones).find((tone) => tone === character) ?? null;
}

/**
 * The ways in which a word without its tone divides, whose marks may still be missing; none when no Vietnamese syllable begins
 * so. The longest onset comes first (gi-à, not g-ìa; qu-ý), and a rime before none (g-ì).
 */
export function divisions(word: string): readonly Syllable[] {
  const lower = word.toLowerCase();
  const ways = [3, 2, 1, 0]
    .filter((length) => length <= lower.length)
    .map((length) => ({ onset: lower.slice(0, length), rime: lower.slice(length) }))
    .filter(({ onset, rime }) => onsets.has(onset) && bareStarts.has(bare(rime)));
  return [...ways.filter(({ rime }) => rime !== ''), ...ways.filter(({ rime }) => rime === '')];
}

/** Whether the rime, with the marks that it has, is one, begins one, or neither. */
export function fitOf(rime: string): 'whole' | 'start' | 'none' {
  if (wholeRimes.has(rime)) return 'whole';
  return rimeStarts.has(rime) ? 'start' : 'none';
}

/** c, ch, k, p and t at the end are spoken with two tones only. */
const mayCarry = (rime: string, tone: Tone): boolean =>
  tone === tones.acute || tone === tones.dot || !/(c|ch|k|p|t)$/.test(rime);

/** The word with this tone and no other, at its place; null when it is no Vietnamese syllable that could have it. */
export function withTone(word: string, tone: Tone, style: ToneStyle = toneStyle): string | null {
  const plain = withoutTone(word);
  const [syllable] = divisions(plain);
  if (!syllable?.rime || !mayCarry(syllable.rime, tone)) return null;
  const at = syllable.onset.length + toneIndex(syllable.rime, style);
  return (plain.slice(0, at + 1) + tone + plain.slice(at + 1)).normalize('NFC');
}

/** Which letter of the rime carries the tone. */
function toneIndex(rime: string, style: ToneStyle): number {
  // The last marked one: ơ of ươ.
  const marked = Array.from(rime).findLastIndex((letter) => 'ăâêôơư'.includes(letter));
  if (marked >= 0) return marked;
  const nucleus = Array.from(rime).filter((letter) => vowels.includes(letter)).length;
  if (nucleus < rime.length) return nucleus - 1;
  if (nucleus === 3) return 1;
  return style === 'second' && ['oa', 'oe', 'uy'].includes(rime) ? 1 : 0;
}

/** The same word with a letter more; its tone moves to where it belongs now. */
export function append(word: string, letter: string): string {
  const tone = toneOf(word);
  const longer = joined(withoutTone(word) + letter);
  const toned = tone && withTone(longer, tone);
  // A tone that does not fit the longer word is not taken away: nobody asked for that.
  return toned ?? (tone ? word + letter : longer);
}

/** uơ and ưo are ươ as soon as something follows: thuơ, thương. */
function joined(word: string): string {
  const [syllable] = divisions(word);
  if (!syllable || fitOf(syllable.rime) !== 'none') return word;
  const at = syllable.onset.length;
  const rime = word
    .slice(at)
    .replace(/^(uơ|ưo)(?=.)/i, (pair) => Array.from(pair, (letter) => marked(letter, 'horn')).join(''));
  return fitOf(rime.toLowerCase()) === 'none' ? word : word.slice(0, at) + rime;
}

/** The letter with this mark instead of any other. */
export const marked = (letter: string, mark: LetterMark): string => (bare(letter) + letterMarks[mark]).normalize('NFC');
