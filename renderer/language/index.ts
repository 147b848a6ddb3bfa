import { createInstance } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { keepCompoundsTogether } from './compounds.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

/**
 * The shape every other language must have. Vietnamese has one plural form (`_other`); a language with more
 * (CLDR: `_one` for English) must give those too.
 */
export type Translation = TranslationOf<typeof vi>;
type TranslationOf<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : TranslationOf<Texts[Key]>;
} & {
  readonly [Key in keyof Texts as Key extends `${infer Stem}_other` ? `${Stem}_one` : never]: string;
};

export const languages: readonly Language[] = ['vi', 'en'];

/** A language is called by its own name, whatever language the screen speaks. */
export const languageNames: Record<Language, string> = { vi: 'Tiếng Việt', en: 'English' };

/** The texts of both languages; everything is bundled, so nothing loads and nothing suspends. */
export const texts = createInstance();
void texts.init({
  resources: { vi: { kiosk: keepCompoundsTogether(vi) }, en: { kiosk: en } },
  lng: 'vi',
  fallbackLng: false,
  ns: ['kiosk'],
  defaultNS: 'kiosk',
  initAsync: false,
  // React escapes; escaping twice would show "&amp;" in names.
  interpolation: { escapeValue: false },
});

/** Translate in the language the station named: the screen has no language of its own. */
export function useTexts(language: Language) {
  return useTranslation('kiosk', { i18n: texts, lng: language }).t;
}
