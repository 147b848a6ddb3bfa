import { languageOf, languageTags } from '../../renderer/language/languages.ts';

/** By language of this kiosk, the name of the voice that reads it aloud. */
export const spokenLanguages = (): Record<string, string> =>
  Object.fromEntries(languageTags().map((tag) => [tag, languageOf(tag).voice]));
