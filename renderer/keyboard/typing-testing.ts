import fc from 'fast-check';
import { type Typed, typedBefore } from './typing.ts';

/** Vietnamese syllables spelled out for tests, apart from the tables that the keyboard has. */

/** Every rime with an acute on the letter that carries the tone, as Từ điển tiếng Việt writes it. */
const acuteRimes = (
  'á ác ách ái ám án áng ánh áo áp át áu áy ắc ắm ắn ắng ắp ắt ấc ấm ấn ấng ấp ất ấu ấy ' +
  'é éc ém én éng éo ép ét ế ếch ếm ến ếnh ếp ết ếu í ía ích iếc iếm iến iếng iếp iết iếu ím ín ính íp ít íu ' +
  'ó oá oác oách oái oám oán oáng oánh oáo oáp oát oáy oắc oắm oắn oắng oắt óc oé oém oén oéo oét ói óm ón óng óp ót ' +
  'ố ốc ối ốm ốn ống ốp ốt ớ ới ớm ớn ớp ớt ú úa uấn uấng uất uấy úc uế uếch uếnh úi úm ún úng uớ uốc uối uốm uốn uống ' +
  'uốt úp út uý uých uyến uyết uýnh uýp uýt uýu ứ ứa ức ứi ứm ứn ứng ước ưới ướm ướn ướng ướp ướt ướu ứt ứu'
).split(' ');

const onsets = ['', ...'b c ch d đ g gh gi h k kh l m n ng ngh nh ph qu r s t th tr v x'.split(' ')];
const before = { front: /^(k|gh|ngh)$/, back: /^(c|g|ng)$/ };

/** Vietnamese spelling: k, gh, ngh before e, ê, i; c, g, ng before the others; gi and qu swallow a vowel of their own. */
function spells(onset: string, rime: string): boolean {
  const isFront = /^[eêiy]/.test(bare(rime));
  if (before.front.test(onset)) return isFront;
  if (onset === 'g') return !isFront || /^(í|ín)$/.test(rime);
  if (before.back.test(onset)) return !isFront;
  if (onset === 'gi') return !/^[iy]/.test(bare(rime));
  if (onset === 'qu') return !/^(u|ư|oa|oe)/.test(bare(rime));
  return true;
}

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');

export const everyBase: readonly { onset: string; rime: string }[] = onsets.flatMap((onset) =>
  acuteRimes.filter((rime) => spells(onset, rime)).map((rime) => ({ onset, rime })),
);

/** Of a method: the keys of its tones and marks. */
export interface MethodKeys {
  tones: Readonly<Record<string, string>>;
  /** For a letter with this combining mark. */
  mark: (letter: string, mark: string) => string;
  bar: string;
}

const toneCharacters = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];

export interface Drill {
  syllable: string;
  keys: string;
}

/** A syllable, and keys of this method that make it, its marks and its tone anywhere behind their letters. */
export function drills(method: MethodKeys): fc.Arbitrary<Drill> {
  return fc
    .record({
      base: fc.constantFrom(...everyBase),
      tone: fc.constantFrom(...toneCharacters),
      isUpper: fc.boolean(),
      /** Where, of the places that are left, each mark and the tone goes. */
      places: fc.array(fc.nat(20), { minLength: 5, maxLength: 5 }),
      /** One key for both letters of ươ. */
      isShort: fc.boolean(),
    })
    .filter(({ base, tone }) => !/(c|ch|p|t)$/.test(base.rime) || ['\u0301', '\u0323'].includes(tone))
    .map(({ base: { onset, rime }, tone, isUpper, places, isShort }) => {
      const syllable = onset + rime.normalize('NFD').replace('\u0301', tone).normalize('NFC');
      const letters = Array.from(onset + rime.normalize('NFD').replace('\u0301', '').normalize('NFC'));
      const isPair = letters.join('').includes('ươ');
      const keys: string[] = letters.map((letter) => (letter === 'đ' ? 'd' : (bare(letter)[0] ?? '')));
      const isOwn = keys.map(() => true);
      // From behind, so that the places before stay what they are.
      const insert = (key: string, after: number, place: number) => {
        const at = after + 1 + (place % (keys.length - after));
        keys.splice(at, 0, key);
        isOwn.splice(at, 0, false);
      };
      const placeOf = (letterIndex: number) => isOwn.flatMap((own, index) => (own ? [index] : []))[letterIndex] ?? 0;
      letters.forEach((letter, index) => {
        const mark = letter.normalize('NFD')[1];
        if (letter === 'đ') insert(method.bar, placeOf(index), places[0] ?? 0);
        if (mark === undefined) return;
        if (!isPair) return insert(method.mark(bare(letter), mark), placeOf(index), places[1] ?? 0);
        if (isShort && letter === 'ư') return undefined;
        // The first of two must come before the o, or they would be a repetition.
        return insert(method.mark(bare(letter), mark), placeOf(index), letter === 'ư' ? 0 : (places[2] ?? 0));
      });
      if (tone !== '') insert(method.tones[tone] ?? '', placeOf(onset.length), places[3] ?? 0);
      const text = keys.join('');
      return isUpper ? { syllable: syllable.toUpperCase(), keys: text.toUpperCase() } : { syllable, keys: text };
    });
}

export const typedBy = (method: (typed: Typed, key: string) => Typed, keys: string, start = ''): string =>
  Array.from(keys).reduce(method, typedBefore(start)).text;
