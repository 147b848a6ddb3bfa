/** What a key of a keypad, or of a keyboard, asks for. Tab, and Enter on a button, are the browser's own. */
export type KeypadCommand =
  | { kind: 'move'; by: 1 | -1 }
  /** Takes a digit back where digits are typed, and moves elsewhere. */
  | { kind: 'left'; isHeld: boolean }
  | { kind: 'digit'; digit: string }
  | { kind: 'delete' | 'enter' | 'back' | 'repeat' | 'staff' };

type Struck = Pick<KeyboardEvent, 'key' | 'repeat' | 'ctrlKey' | 'altKey' | 'metaKey'>;

const commands = new Map<string, KeypadCommand>(
  Object.entries({
    ArrowDown: { kind: 'move', by: 1 },
    ArrowRight: { kind: 'move', by: 1 },
    ArrowUp: { kind: 'move', by: -1 },
    Backspace: { kind: 'delete' },
    Delete: { kind: 'delete' },
    Enter: { kind: 'enter' },
    Escape: { kind: 'back' },
    '*': { kind: 'back' },
    Home: { kind: 'repeat' },
    '#': { kind: 'repeat' },
    Help: { kind: 'staff' },
    F1: { kind: 'staff' },
  } as const),
);

/**
 * Over the question whether anybody is still there: whatever is pressed says that somebody is, as any touch does. Enter is the
 * button's own, and the call for staff is made as ever.
 */
export const saysSomebodyIsThere = ({ kind }: KeypadCommand): boolean => kind !== 'enter' && kind !== 'staff';

/** null for keys of no meaning here, and for a key that is held down: nobody goes back three times with one press. */
export function commandOf({ key, repeat, ctrlKey, altKey, metaKey }: Struck): KeypadCommand | null {
  if (ctrlKey || altKey || metaKey) return null;
  if (key === 'ArrowLeft') return { kind: 'left', isHeld: repeat };
  const command = /^\d$/.test(key) ? ({ kind: 'digit', digit: key } as const) : commands.get(key);
  return command === undefined || (repeat && command.kind !== 'move') ? null : command;
}
