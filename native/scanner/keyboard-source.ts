/**
 * A scanner that types: the last resort, since a bar code can make most of them press any key, and few can type
 * Vietnamese. The screen catches the keys of a burst and hands them on; here they become codes.
 */
import { SCANNER_DEFAULTS } from './byte-source-scanner.ts';
import { TAIL_SILENCE_MS } from './framing.ts';
import type { ByteSource, SourceHandlers } from './port.ts';
import { splitSymbology } from './symbology.ts';

/** A key as browsers name it, with the modifiers but Shift in front: `a`, `Ễ`, `Enter`, `Control+j`, `Alt+5`. */
export interface TypedKey {
  key: string;
  /** On any clock that does not go back. */
  atMs: number;
}

export interface KeyboardSource extends ByteSource {
  /** One burst of keys; nothing of it is kept but when it ended. */
  type(keys: readonly TypedKey[]): void;
}

/** Enter, and the control characters CR, LF and HT as some scanners type them. */
const terminators: ReadonlySet<string> = new Set(['Enter', 'Tab', 'Control+m', 'Control+j', 'Control+i']);

/** A digit of a character's decimal code. What the code stands for depends on the code page, so the letter is lost. */
const altNumpad = /^Alt\+\d$/;

/**
 * Stands where letters were lost, one for all in a row: keys do not tell where the number of one ends. A name with it is
 * seen to be none.
 */
const lostLetters = '\uFFFD';

/**
 * A scanner must be set up to end each code with Enter or Tab: half a code could be another one. A burst without that end
 * is incomplete, and so is one with a pause in it, as a person makes them; what follows up to the end is that code's tail,
 * and thrown away, in the next burst too. Any other control key, or a shortcut, refuses the code it sits in.
 */
export function createKeyboardSource(): KeyboardSource {
  let handlers: SourceHandlers | null = null;
  let previousMs = Number.NEGATIVE_INFINITY;
  /** Already refused: the rest is thrown away up to its end. */
  let skipping = false;

  const deliver = ({ onCode, onRejected }: SourceHandlers, text: string, hasControl: boolean): void => {
    if (hasControl) onRejected('control-characters');
    else if (text !== '') onCode(splitSymbology(new TextEncoder().encode(text)));
  };

  return {
    name: 'keyboard',
    open: async (opened) => {
      handlers = opened;
      return { ok: true };
    },
    close: async () => {
      handlers = null;
      previousMs = Number.NEGATIVE_INFINITY;
      skipping = false;
    },
    type(keys) {
      if (handlers === null) return;
      let text = '';
      let hasControl = false;
      let isLosing = false;
      const { onRejected } = handlers;
      const cutOff = (): void => {
        if (text === '' && !hasControl) return;
        text = '';
        hasControl = false;
        skipping = true;
        onRejected('incomplete');
      };
      for (const { key, atMs } of keys) {
        const gapMs = atMs - previousMs;
        previousMs = atMs;
        if (gapMs > SCANNER_DEFAULTS.framing.idleGapMs) cutOff();
        if (gapMs > TAIL_SILENCE_MS) skipping = false;
        const wasLosing: boolean = isLosing;
        isLosing = altNumpad.test(key);
        if (terminators.has(key)) {
          if (!skipping) deliver(handlers, text, hasControl);
          text = '';
          hasControl = false;
          skipping = false;
        } else if (skipping) {
          continue;
        } else if (isCharacter(key)) {
          text += key;
        } else if (!isLosing) {
          hasControl = true;
        } else if (!wasLosing) {
          text += lostLetters;
        }
      }
      cutOff();
    },
  };
}

/** One character; browsers name all other keys by words of ASCII letters. */
function isCharacter(key: string): boolean {
  return [...key].length === 1;
}
