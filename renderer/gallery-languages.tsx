import { useEffect } from 'react';
import { addLanguage, languageOf } from './language/languages.ts';

/** A kiosk with more languages than there are files, in the gallery: English under other names. */
const names = { tyz: 'Phuối Tày', hmn: 'Hmoob', jra: 'Tơlơi Jrai' };
export const manyLanguages = ['vi', 'en', ...Object.keys(names)];

/** `languages-open`: with the list that its button opens. */
export const languageStates = ['languages', 'languages-open'] as const;

/** Before anything is drawn. Other states do not offer them. */
export function addSampleLanguages(): void {
  for (const [tag, ownName] of Object.entries(names)) addLanguage({ ...languageOf('en'), tag, ownName });
}

/** Presses the button that opens the list, once the screen is there. */
export function PressesLanguages() {
  useEffect(() => document.querySelector<HTMLElement>('.language-opener')?.click(), []);
  return null;
}
