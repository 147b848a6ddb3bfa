import { type Bitmap, blankBitmap } from './bitmap.ts';
import type { DeviceClock } from '../clock.ts';

/** What the tests of printers share. */

/** A picture whose every row is another one, so that a row that is missing or twice shows. */
export function patterned(widthDots = 576, heightDots = 300): Bitmap {
  const bitmap = blankBitmap(widthDots, heightDots);
  for (const index of bitmap.rows.keys()) bitmap.rows[index] = (index * 37 + (index >> 6)) & 0xff;
  return bitmap;
}

/** Nobody waits: whatever is set goes off as soon as everything else has had its turn. */
export const hurriedClock: DeviceClock = {
  setTimer(callback) {
    const timer = setImmediate(callback);
    return () => {
      clearImmediate(timer);
    };
  },
};

/** Goes off when the test says so. */
export class HandClock implements DeviceClock {
  readonly #timers = new Set<() => void>();

  setTimer(callback: () => void): () => void {
    this.#timers.add(callback);
    return () => void this.#timers.delete(callback);
  }

  goOff(): void {
    const due = [...this.#timers];
    this.#timers.clear();
    for (const callback of due) callback();
  }
}

/** Goes off in order of time, each timer when everything before it has had its turn; its time passes by itself. */
export class QuickClock implements DeviceClock {
  nowMs = 0;
  readonly #timers = new Set<{ atMs: number; callback: () => void }>();

  setTimer(callback: () => void, delayMs: number): () => void {
    const timer = { atMs: this.nowMs + delayMs, callback };
    this.#timers.add(timer);
    setImmediate(() => {
      this.#goOff();
    });
    return () => void this.#timers.delete(timer);
  }

  /** One of them: each that was set brings its own turn, and one that was cancelled leaves a turn over. */
  #goOff(): void {
    const [first] = [...this.#timers].sort((one, other) => one.atMs - other.atMs);
    if (!first) return;
    this.#timers.delete(first);
    this.nowMs = first.atMs;
    first.callback();
  }
}
