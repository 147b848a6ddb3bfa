import { addLanguage, languageOf } from './languages.ts';
import type { OneLanguage } from './one-language.ts';
import { texts } from './texts.ts';

/**
 * A language that nobody speaks, made from the English one: in brackets, 40 % longer, every letter with an accent. On the
 * screen it shows what was never translated (no brackets), what is cut off (no closing bracket) and what has no room. It is
 * also the proof that one `OneLanguage` is all a language needs. Development only: `qps` is a tag for private use (ISO 639-2).
 */
const tag = 'qps';

const plain = 'acdeghiklnoprstuyzACDEGHIKLNOPRSTUYZ';
const accented = 'åçđéĝĥîķļñôþŕšţüýžÅÇĐÉĜĤÎĶĻÑÔÞŔŠŢÜÝŽ';
const longerBy = 0.4;

type Texts = { readonly [key: string]: string | Texts };

/** What is filled in, `{{count}}`, stays as it is. */
function pseudo(text: string): string {
  const letters = text
    .split(/(\{\{\w+\}\})/)
    .map((part) => (part.startsWith('{{') ? part : part.replace(/./gu, (letter) => accent(letter))))
    .join('');
  return `[${letters}${padding(Math.round(text.length * longerBy))}]`;
}

const accent = (letter: string): string => accented[plain.indexOf(letter)] ?? letter;

/** Words of a length that could be one: a line must be able to break in them. */
function padding(characters: number): string {
  return ' ñéĥŕ'
    .repeat(Math.ceil(characters / 5))
    .slice(0, characters)
    .trimEnd();
}

const pseudoTexts = <T extends Texts>(english: T): T =>
  Object.fromEntries(
    Object.entries(english).map(([key, text]) => [key, typeof text === 'string' ? pseudo(text) : pseudoTexts(text)]),
  ) as T;

export function pseudoLanguage(): OneLanguage {
  const english = languageOf('en');
  return { ...english, tag, ownName: pseudo('Pseudo'), texts: pseudoTexts(english.texts) };
}

/** Beside the real ones; before the page is drawn. */
export function addPseudoLanguage(): void {
  const language = pseudoLanguage();
  addLanguage(language);
  texts.addResourceBundle(tag, 'kiosk', language.texts);
}
