import { flushSync } from 'react-dom';
import { commandOf, type KeypadCommand, saysSomebodyIsThere } from './keypad-commands.ts';
import { actionsOf, choicesOf, currentQuestion, isDigitEntry, isIdleQuestion } from './transcript.ts';

/** What came of a key where digits are typed; `soFar`: how many there are now, in words. */
export type Typing =
  | { kind: 'typed'; digit: string }
  | { kind: 'deleted'; digit: string; soFar: string }
  /** No digit was missing any more, none was left, or too few to go on with. */
  | { kind: 'unchanged'; soFar: string };

/** What the keypad needs of the kiosk. */
export interface KeypadPort {
  /** False where digits may be the first keys of a code: a scanner types, and nobody listens. */
  mayUseDigits: () => boolean;
  /** What the pad's key that deletes is called, and a button that goes back within a screen. */
  words: () => { delete: string; back: string };
  /** A control was reached by a key. */
  onMoved: (control: HTMLElement) => void;
  /** A key was pressed that is about the digits that are asked for. */
  onTyped: (typing: Typing) => void;
  repeat: () => void;
}

/**
 * The whole visit by keys: arrows and Tab move from control to control in reading order, Enter presses, a digit presses the
 * action of that number or is typed where digits are asked for, 0 goes to what stands around the question (language first;
 * where digits are asked for, the arrow up does, and the arrow left takes the last one back), `*` or Escape back, `#` or Home
 * repeats, Help or F1 calls staff. Over the question whether anybody is still there, any of them but Enter and Help stays.
 * Returns the way to stop.
 *
 * Listens after renderer/keyboard-scanner.ts, which keeps a scanner's keys from it and gives a person's back.
 */
export function followKeypad(page: Window, port: KeypadPort): () => void {
  let isTab = false;
  const onKeyDown = (event: KeyboardEvent): void => {
    isTab = event.key === 'Tab';
    const command = commandOf(event);
    if (!command || !obey(page.document, command, port)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onFocus = ({ target }: FocusEvent): void => {
    if (isTab && target instanceof HTMLElement && target.matches('button')) port.onMoved(target);
    isTab = false;
  };
  page.addEventListener('keydown', onKeyDown, { capture: true });
  page.addEventListener('focusin', onFocus);
  return () => {
    page.removeEventListener('keydown', onKeyDown, { capture: true });
    page.removeEventListener('focusin', onFocus);
  };
}

/** Does what a key asks for; false where it asks for nothing here, and the key is the browser's. */
function obey(page: Document, command: KeypadCommand, port: KeypadPort): boolean {
  const root = currentQuestion(page);
  if (!root) return false;
  // It opens while a digit is typed or a choice is made: what was meant for the question below it must not end the visit.
  if (isIdleQuestion(root) && saysSomebodyIsThere(command)) {
    return (command.kind !== 'digit' || port.mayUseDigits()) && pressed(root.querySelector('.button-primary'));
  }
  switch (command.kind) {
    case 'move':
      return goesAround(page, root, command.by) ? around(page, root, port) : move(page, root, command.by, port);
    case 'digit':
      return port.mayUseDigits() && digit(page, root, command.digit, port);
    case 'left':
      if (!isDigitEntry(root)) return move(page, root, -1, port);
      return command.isHeld || deleteLast(root, port);
    case 'delete':
      return deleteLast(root, port);
    case 'enter':
      // From the question itself: the likely action of an entry.
      return page.activeElement?.closest('button') === null && isDigitEntry(root) ? goOn(root, port) : false;
    case 'back':
      return pressed(backOf(page, root, port.words().back));
    case 'repeat':
      port.repeat();
      return true;
    case 'staff':
      return pressed(page.querySelector<HTMLElement>('[data-does="call-staff"]'));
  }
}

const padKeys = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('.pad button')];

function pressed(control: HTMLElement | null): boolean {
  if (!control || control.hasAttribute('disabled')) return false;
  control.click();
  return true;
}

const deleteLast = (root: HTMLElement, port: KeypadPort): boolean =>
  pressKey(root, padKeys(root).find((key) => key.ariaLabel === port.words().delete) ?? null, port);

const digitsIn = (root: HTMLElement): string =>
  [...root.querySelectorAll('.digit')].map(({ textContent }) => textContent).join('');

const soFarIn = (root: HTMLElement): string => root.querySelector('[data-counting="typed"]')?.textContent ?? '';

/** Presses a key of the pad. What is said of it is what came of it, so that is drawn first. */
function pressKey(root: HTMLElement, key: HTMLElement | null, port: KeypadPort): boolean {
  const before = digitsIn(root);
  if (!flushSync(() => pressed(key))) return false;
  const after = digitsIn(root);
  // Enter continues from here, and does not press once more what was reached before the digit.
  root.querySelector<HTMLElement>('h1')?.focus();
  if (after.length > before.length) port.onTyped({ kind: 'typed', digit: after.slice(-1) });
  else if (after.length < before.length)
    port.onTyped({ kind: 'deleted', digit: before.slice(-1), soFar: soFarIn(root) });
  else port.onTyped({ kind: 'unchanged', soFar: soFarIn(root) });
  return true;
}

/** On to what comes after the digits; while there are too few, how many there are is the answer. */
function goOn(root: HTMLElement, port: KeypadPort): boolean {
  if (!pressed(root.querySelector<HTMLElement>('.button-primary'))) {
    port.onTyped({ kind: 'unchanged', soFar: soFarIn(root) });
  }
  return true;
}

function backOf(page: Document, root: HTMLElement, words: string): HTMLElement | null {
  const own = root.querySelector<HTMLElement>('[data-does="back"]');
  const named = actionsOf(root).find((action) => action.textContent.trim() === words);
  // What a dialog covers stays as it is.
  return own ?? named ?? (root.tagName === 'MAIN' ? page.querySelector<HTMLElement>('[data-does="back"]') : null);
}

function digit(page: Document, root: HTMLElement, struck: string, port: KeypadPort): boolean {
  if (isDigitEntry(root)) {
    return pressKey(root, padKeys(root).find(({ textContent }) => textContent.trim() === struck) ?? null, port);
  }
  return struck === '0' ? around(page, root, port) : pressed(choicesOf(page, root)[Number(struck) - 1] ?? null);
}

/** Everything that can be pressed, in reading order; a dialog has only its own. */
function controlsOf(page: Document, root: HTMLElement): HTMLElement[] {
  return actionsOf(root.tagName === 'MAIN' ? page.body : root);
}

function move(page: Document, root: HTMLElement, by: 1 | -1, port: KeypadPort): boolean {
  const controls = controlsOf(page, root);
  const from = page.activeElement ?? root;
  const at = controls.findIndex((control) => control === from);
  const reached = at >= 0 ? controls[(at + by + controls.length) % controls.length] : nearest(controls, from, by);
  return reach(reached, port);
}

/** From a place between controls, such as the question: the next one after it, or the last one before. */
function nearest(controls: readonly HTMLElement[], from: Element, by: 1 | -1): HTMLElement | undefined {
  const isAfter = (control: HTMLElement): boolean =>
    (from.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  return by === 1
    ? (controls.find(isAfter) ?? controls[0])
    : (controls.findLast((control) => !isAfter(control)) ?? controls.at(-1));
}

/** Where the 0 is a digit, the arrow up goes around; from an action of the question it goes back as anywhere. */
function goesAround(page: Document, root: HTMLElement, by: 1 | -1): boolean {
  return by === -1 && isDigitEntry(root) && !actionsOf(root).some((action) => action === page.activeElement);
}

/** What stands around the question, one after the other; the other languages first. */
function around(page: Document, root: HTMLElement, port: KeypadPort): boolean {
  const others = controlsOf(page, root).filter((control) => !root.contains(control));
  const isLanguage = (control: HTMLElement): boolean => control.matches('.language');
  const isChosen = (control: HTMLElement): boolean => control.hasAttribute('data-selected');
  const inOrder = [
    ...others.filter((control) => isLanguage(control) && !isChosen(control)),
    ...others.filter((control) => !isLanguage(control)),
  ];
  const at = inOrder.findIndex((control) => control === page.activeElement);
  return reach(inOrder[(at + 1) % inOrder.length], port);
}

function reach(control: HTMLElement | undefined, port: KeypadPort): boolean {
  if (!control) return false;
  control.focus();
  port.onMoved(control);
  return true;
}
