import { cardCodeSchema } from '../../electron/bridge/staff-login.ts';

/** What of a key event is needed. `code`: the place on the keyboard, for when an input method has taken the letter. */
export interface StruckKey {
  key: string;
  code: string;
  atMs: number;
}

/** A scanner strikes a whole card within a second; a person who types pauses. */
const pauseMs = 250;
const codeLength = 'TDNV-'.length + 26;

/**
 * Hears the code of a staff card from a scanner that types, whatever has the focus. Returns the code with the Enter that ends
 * it, else null. Letters that a Vietnamese input method swallowed are taken from their places.
 */
export function createCardKeys(): (struck: StruckKey) => string | null {
  let typed = '';
  let lastMs = Number.NEGATIVE_INFINITY;
  return ({ key, code, atMs }) => {
    if (key === 'Shift' || key === 'CapsLock') return null;
    if (atMs - lastMs > pauseMs) typed = '';
    lastMs = atMs;
    if (key === 'Enter' || key === 'Tab') {
      const found = cardCodeSchema.safeParse(typed.slice(-codeLength));
      typed = '';
      return found.success ? found.data : null;
    }
    typed = (typed + letterOf(key, code)).slice(-codeLength);
    return null;
  };
}

function letterOf(key: string, code: string): string {
  if (/^[A-Za-z0-9-]$/.test(key)) return key.toUpperCase();
  const [, place] = /^(?:Key|Digit)([A-Z0-9])$/.exec(code) ?? [];
  return place ?? (code === 'Minus' ? '-' : '');
}
