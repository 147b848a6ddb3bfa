import { languageTags } from '../../renderer/language/languages.ts';
import type { Language } from '../bridge/snapshot.ts';

/** The tags of the languages that this kiosk speaks: one a file of renderer/language. */
export { languageTags };

/** For a paper that is printed later: the language chosen then; Vietnamese where nobody knows it, or its file is gone. */
export const paperLanguage = (chosen: string | null): Language => languageTags().find((tag) => tag === chosen) ?? 'vi';
