import type { Language } from '../bridge/snapshot.ts';
import { languageOf } from '../../renderer/language/languages.ts';
import { sentences } from '../bridge/spoken-text.ts';

/** Read by staff alone. */
const forStaff: ReadonlySet<string> = new Set(['staff', 'staffNotes']);
/** Actions beyond the ninth have no digit. */
const digitKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/**
 * Every sentence of the screens that a person can record, as the voice is asked for it, in the order of the screens. What is
 * filled in (names, times, numbers) is not among them, and so not a sentence with a gap either; but the keys are.
 */
export function spokenSentences(language: Language): string[] {
  const texts = Object.entries<Texts>(languageOf(language).texts).filter(([section]) => !forStaff.has(section));
  const written = texts.flatMap(([, section]) => leavesOf(section));
  const keys = written.flatMap((text) => (text.includes('{{key}}') ? digitKeys.map((key) => withKey(text, key)) : []));
  const said = [...written, ...keys].flatMap((text) => sentences(text.replaceAll(/[\s\u2060\u00ad\u200b]+/gu, ' ')));
  return [...new Set(said.map((each) => each.trim()))].filter((each) => /\p{L}/u.test(each) && !/\{\{/.test(each));
}

const withKey = (text: string, key: string): string => text.replaceAll('{{key}}', key);

type Texts = string | { readonly [key: string]: Texts };

const leavesOf = (texts: Texts): string[] =>
  typeof texts === 'string' ? [texts] : Object.values(texts).flatMap(leavesOf);
