import { useTranslation } from 'react-i18next';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { languageOf } from './languages.ts';
import { texts } from './texts.ts';

/** Translate in the language the station named: the screen has no language of its own. */
export function useTexts(language: Language) {
  return useTranslation('kiosk', { i18n: texts, lng: languageOf(language).tag }).t;
}
