import { afterEach, beforeEach, vi } from 'vitest';
import { KeyboardPage, KeyEvent } from '../fixtures/simulators/keys.ts';
import { type CapturedKey, captureKeyboardScanner } from './keyboard-scanner.ts';

/** What the tests of a scanner that types share: a page whose keys and clock the test strikes and turns. */

/** For every test of a file. */
export function withFakeKeys(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('KeyboardEvent', KeyEvent);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}

/** Keys that are `gapMs` apart. */
export function strike(page: KeyboardPage, names: readonly string[], gapMs: number): void {
  page.strikeAll(names, () => vi.advanceTimersByTime(gapMs));
}

/** `bursts`: what is taken for a scanner, the names of its keys with spaces between. */
export function capture() {
  const page = new KeyboardPage();
  const bursts: string[] = [];
  const onBurst = (keys: CapturedKey[]): void => void bursts.push(keys.map(({ key }) => key).join(' '));
  const stop = captureKeyboardScanner(page, onBurst);
  return { page, bursts, stop };
}
