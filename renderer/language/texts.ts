import { createInstance } from 'i18next';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { languageOf, languageTags } from './languages.ts';

/** The sentences of all languages; everything is bundled, so nothing loads and nothing suspends. */
export const texts = createInstance();
void texts.init({
  resources: Object.fromEntries(languageTags().map((tag) => [tag, { kiosk: languageOf(tag).texts }])),
  lng: 'vi',
  fallbackLng: false,
  ns: ['kiosk'],
  defaultNS: 'kiosk',
  initAsync: false,
  // React escapes; escaping twice would show "&amp;" in names.
  interpolation: { escapeValue: false },
});

/** Translate outside of the screen: on paper, for the ear. */
export const textsIn = (language: Language) => texts.getFixedT(languageOf(language).tag);
