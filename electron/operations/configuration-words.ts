import { z } from 'zod';
import { languageTags } from '../tickets/known-languages.ts';
import { text } from './configuration-his.ts';

/** What a hospital writes for the screen itself. */

/** Of the languages that the kiosk speaks; English stands in for what is missing (`inLanguage`). */
export const knownLanguage = z.enum(languageTags());
const further = Object.fromEntries(knownLanguage.options.map((tag) => [tag, text.optional()])) as Record<never, never>;

/** In both languages, and in whatever further one the kiosk speaks. */
export const bilingual = z.strictObject({ ...further, vi: text, en: text });

/** A place, whose name may be the same in every language. */
export const placeName = z.union([text.transform((name) => ({ vi: name, en: name })), bilingual], {
  error: 'must be a text, or one for each language: { vi = "…", en = "…" }',
});
