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
