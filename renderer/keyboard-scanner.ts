import { navigatorKeyPattern } from '../electron/bridge/speech-messages.ts';
import type { KioskBridge } from './bridge-client.ts';
import { fieldOf, writeInto } from './field-keys.ts';

/**
 * A scanner that types, the last resort among scanners: a bar code can make most of them press any key. Its keys are told
 * from a person's by their speed, kept from the page, and passed on to the station, which alone makes codes of them.
 *
 * A person with a keyboard, who may have nothing else, keeps characters, Tab, Enter, Escape, the arrows and the keys beside
 * them at a person's speed, and the keys of a navigator keypad. All shortcuts and other function keys are swallowed at any
 * speed: a kiosk has no use for them. The first key of a burst cannot be told from a person's. So what presses or types
 * something is withheld until it is clear that no burst follows, and then given back to the page; Enter and the space bar
 * then press what has the focus, and a field gets what is written. Any other first key goes through: it moves the focus at most,
 * or takes a digit back.
 */

/** Scanners leave 1 to 20 ms between keys; a fast typist leaves 60 ms, and a key held down repeats with a mark of its own. */
const fastKeyMs = 35;

/** From here on it is a scanner: nobody strikes six keys that fast, and no code is shorter. */
const burstKeys = 6;

/** Silence that ends a burst once it is one; a scanner on a busy bus stumbles longer than `fastKeyMs`. */
const burstEndMs = 100;

/**
 * A burst that begins so soon after keys that were taken for a person's may be the rest of a code that stumbled on its first
 * keys. The station gets these too, and sees by their times whether it is one code or a tail (native/scanner/framing.ts).
 */
const tailMs = 500;
/** More than a scanner strikes before it is known for one, however it stumbles. */
const mostStrays = 16;

/** The station takes no more in one message (electron/bridge/messages.ts); a code has 1,024 bytes at most. */
const mostKeys = 2_048;
const longestKeyName = 32;

/** What a person needs to use the screens without touching them. */
const personKeys: ReadonlySet<string> = new Set([
  ...['Tab', 'Enter', 'Escape', 'Backspace', 'Delete', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Help'],
]);

/** Beside characters, the keys that do something at once (renderer/speech/keypad.ts). */
const actingKeys: ReadonlySet<string> = new Set(['Enter', 'Escape', 'Help']);

/** Change what other keys mean, and are none themselves. */
const shiftKeys: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'NumLock']);
const modifierKeys: ReadonlySet<string> = new Set(['Control', 'Alt', 'AltGraph', 'Meta']);

export interface CapturedKey {
  key: string;
  atMs: number;
}

/** A key that a person may have struck: it is given back unless it turns out to be a scanner's. */
interface HeldKey {
  captured: CapturedKey;
  code: string;
  target: EventTarget | null;
}

/** Captures the keys of `page` and hands on each burst, cut after Enter and Tab. Returns the way to stop. */
export function captureKeyboardScanner(page: EventTarget, onBurst: (keys: CapturedKey[]) => void): () => void {
  let keys: CapturedKey[] = [];
  let held: HeldKey[] = [];
  /** Struck of late and no burst, since the last key that ends a code. */
  let strays: CapturedKey[] = [];
  let isBurst = false;
  let previousMs = Number.NEGATIVE_INFINITY;
  let endTimer: ReturnType<typeof setTimeout> | undefined;
  const givenBack = new WeakSet<Event>();
  /** How to take a key back out of the field that it was given to. */
  const written = new WeakMap<CapturedKey, () => void>();
  /** Keys that are down and were swallowed; the page must not see them go up either. */
  const swallowedDown = new Set<string>();

  const swallow = (event: KeyboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const giveBack = ({ captured, code, target }: HeldKey, isAlone: boolean): void => {
    const { key } = captured;
    const field = fieldOf(target);
    const isPress = key === 'Enter' || (key === ' ' && field === null);
    if (isPress && (!isAlone || (field === null && isPressed(target)))) {
      if (isAlone) press(target);
      return;
    }
    const event = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true });
    givenBack.add(event);
    const isTaken = target?.dispatchEvent(event) === false;
    if (field && !isTaken && (isPress || isCharacter(key))) written.set(captured, writeInto(field, key));
  };

  const passOn = (): void => {
    if (keys.length > 0) onBurst(keys);
    keys = [];
  };

  const withStrays = (): CapturedKey[] => {
    const gapMs = (keys[0]?.atMs ?? 0) - (strays.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY);
    return gapMs <= tailMs ? [...strays, ...keys] : keys;
  };

  const end = (): void => {
    const forPage = held;
    const isAlone = keys.length === 1;
    held = [];
    if (isBurst) passOn();
    const late = isBurst ? [] : withStrays();
    strays = late.slice(late.findLastIndex(({ key }) => isEnd(key)) + 1).slice(-mostStrays);
    keys = [];
    isBurst = false;
    for (const key of forPage) giveBack(key, isAlone);
  };

  const collect = (captured: CapturedKey): void => {
    if (keys.length < mostKeys) keys.push(captured);
    if (!isBurst && keys.length >= burstKeys) {
      isBurst = true;
      keys = withStrays();
      for (const stray of keys.toReversed()) written.get(stray)?.();
    }
    if (isBurst) held = [];
    // At each code's end, or a scanner that never pauses would never be heard.
    if (isBurst && isEnd(captured.key)) passOn();
    clearTimeout(endTimer);
    endTimer = setTimeout(end, isBurst ? burstEndMs : fastKeyMs);
  };

  /** Whether the key, which is no modifier, stays away from the page. */
  const isKept = (event: KeyboardEvent, name: string): boolean => {
    if (event.repeat) return swallowedDown.has(event.code) || !isPersonKey(name);
    const isFast = event.timeStamp - previousMs < (isBurst ? burstEndMs : fastKeyMs);
    previousMs = event.timeStamp;
    // The timer may be late where the page was busy.
    if (!isFast) end();
    const isHeld = isCharacter(name) || actingKeys.has(name) || navigatorKeyPattern.test(name);
    const captured = { key: name.slice(0, longestKeyName), atMs: event.timeStamp };
    if (isHeld) held.push({ captured, code: event.code, target: event.target });
    collect(captured);
    return isHeld || isFast || !isPersonKey(name);
  };

  const onKeyDown = (raw: Event): void => {
    const event = raw as KeyboardEvent;
    if (givenBack.has(event) || shiftKeys.has(event.key)) return;
    if (!modifierKeys.has(event.key) && !isKept(event, nameOf(event))) return;
    swallowedDown.add(event.code);
    swallow(event);
  };

  const onKeyUp = (raw: Event): void => {
    const event = raw as KeyboardEvent;
    if (swallowedDown.delete(event.code)) swallow(event);
  };

  page.addEventListener('keydown', onKeyDown, { capture: true });
  page.addEventListener('keyup', onKeyUp, { capture: true });
  return () => {
    page.removeEventListener('keydown', onKeyDown, { capture: true });
    page.removeEventListener('keyup', onKeyUp, { capture: true });
    clearTimeout(endTimer);
    keys = [];
    held = [];
    strays = [];
  };
}

/**
 * Captures while the station says that a scanner types. Called once, before the first render, so that no other listener
 * hears a key earlier. While the station is away the last word counts.
 */
export function followKeyboardScanner(bridge: KioskBridge, page: EventTarget): void {
  let stop: (() => void) | null = null;
  bridge.subscribe((message) => {
    if (message.kind !== 'snapshot') return;
    if (message.snapshot.devices.keyboardScanner) {
      stop ??= captureKeyboardScanner(page, (keys) => bridge.send({ kind: 'keys', keys }));
    } else {
      stop?.();
      stop = null;
    }
  });
}

/** The key with the modifiers in front that make it a shortcut. */
function nameOf({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): string {
  return [...(ctrlKey ? ['Control'] : []), ...(altKey ? ['Alt'] : []), ...(metaKey ? ['Meta'] : []), key].join('+');
}

/** What a scanner that types ends its codes with. */
const isEnd = (name: string): boolean => name === 'Enter' || name === 'Tab';

function isPersonKey(name: string): boolean {
  return personKeys.has(name) || navigatorKeyPattern.test(name) || isCharacter(name);
}

/** One character; browsers name all other keys by words. */
function isCharacter(name: string): boolean {
  return [...name].length === 1;
}

/** Whether Enter and the space bar press it by themselves; elsewhere the keypad may have a use for them. */
const isPressed = (target: EventTarget | null): boolean => (target as { tagName?: string } | null)?.tagName !== 'H1';

/** What a browser does at Enter and the space bar on what has the focus. */
function press(target: EventTarget | null): void {
  (target as { click?: () => void } | null)?.click?.();
}
