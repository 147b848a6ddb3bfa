import type { Language } from '../../electron/bridge/snapshot.ts';
import type { vi } from './vi.ts';

/**
 * The shape of every language's sentences. Vietnamese has one plural form (`_other`); a language with more (CLDR: `_one` for
 * English) must give those too.
 */
export type Translation = TranslationOf<typeof vi>;
type TranslationOf<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : TranslationOf<Texts[Key]>;
} & {
  readonly [Key in keyof Texts as Key extends `${infer Stem}_other` ? `${Stem}_one` : never]: string;
};

/** A unit's name in the plural forms of its language (CLDR); `other` stands for those that are missing. */
type UnitName = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** All that the kiosk knows of a language: the default export of a file `language-<tag>.ts`, and nothing beside it. */
export interface OneLanguage {
  readonly tag: Language;
  /** As its speakers call it: it is called so whatever language the screen speaks. */
  readonly ownName: string;
  /** How Intl writes its dates, numbers and money, and counts its plurals. */
  readonly locale: string;
  /** In which language its sentences are read aloud: a tag of a voice, such as `en-gb`. */
  readonly voice: string;
  readonly texts: Translation | typeof vi;
  /** How a month is written in a date: 31/03/2027, or 31 March 2027. */
  readonly month: '2-digit' | 'long';
  /** Small numbers as words, from nought on. */
  readonly numerals: readonly string[];
  readonly units: { readonly year: UnitName; readonly month: UnitName; readonly day: UnitName };
}
