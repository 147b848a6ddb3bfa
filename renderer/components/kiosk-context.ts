import { createContext, useContext } from 'react';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { Language } from '../../electron/bridge/snapshot.ts';
import { useTexts } from '../language/index.ts';

/** What every part of the screen may use; the snapshot itself travels by props. */
export interface Kiosk {
  language: Language;
  /** The hospital's day, YYYY-MM-DD: other days are named from it. */
  today: string;
  /** Tell the station at once, whatever was sent before: measurements and acknowledgements. */
  send: (intent: VisitIntent) => void;
  /** Whether this press counts; a second hit within half a second does not, on whatever button it lands. */
  pressCounts: () => boolean;
}

export const KioskContext = createContext<Kiosk | null>(null);

/** How many codes of no use were shown in this visit: what is said of one is said anew of each. */
export const CodesInVainContext = createContext(0);
export const useCodesInVain = (): number => useContext(CodesInVainContext);

/** Those that the patient may choose from, in their order. */
export const LanguagesContext = createContext<readonly Language[]>([]);

/**
 * Where a screen of several pages begins: with its first one, or an answer that the station did not take, or the camera for codes
 * opened. At a kiosk people get to the others; the gallery alone shows them at once.
 */
export type FirstPage = 'first' | 'birth-date' | 'birth-year' | 'expiry' | 'answered' | 'camera';

export const FirstPageContext = createContext<FirstPage>('first');

export function useKiosk(): Kiosk {
  const kiosk = useContext(KioskContext);
  if (!kiosk) throw new Error('outside of KioskContext');
  return kiosk;
}

/** The texts in the language of the snapshot. */
export function useKioskTexts() {
  return useTexts(useKiosk().language);
}
