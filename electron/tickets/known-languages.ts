/** The tags of the languages that this kiosk speaks: one a file of renderer/language. */
export { languageTags } from '../../renderer/language/languages.ts';
