/** What keeps a scanner that sends too much from flooding the kiosk: the same code again, and too many codes at once. */
import type { DeviceClock } from '../clock.ts';

interface RepeatFilter {
  /**
   * True for the code that was remembered last, until `repeatMs` without it: each repeat counts anew, so that a card left on
   * a sensing scanner stays one scan for as long as it lies there.
   */
  isRepeat(code: Uint8Array): boolean;
  remember(code: Uint8Array): void;
  forget(): void;
}

export function createRepeatFilter(clock: DeviceClock, repeatMs: number): RepeatFilter {
  let lastCode: Uint8Array | null = null;
  let cancelTimer: (() => void) | null = null;

  const countDown = (): void => {
    cancelTimer?.();
    cancelTimer = clock.setTimer(forget, repeatMs);
  };

  /** A code is a person's data: it stays in memory no longer than it is needed. */
  const forget = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    lastCode?.fill(0);
    lastCode = null;
  };

  return {
    isRepeat(code) {
      if (lastCode === null || Buffer.compare(lastCode, code) !== 0) return false;
      countDown();
      return true;
    },
    remember(code) {
      forget();
      lastCode = code.slice();
      countDown();
    },
    forget,
  };
}

interface RateLimit {
  /** Counts one; false when this second has had its share. */
  allows(): boolean;
  reset(): void;
}

const SECOND_MS = 1_000;

/** At most `perSecond` within a second, counted from the first one. */
export function createRateLimit(clock: DeviceClock, perSecond: number): RateLimit {
  let count = 0;
  let cancelTimer: (() => void) | null = null;

  const reset = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    count = 0;
  };

  return {
    allows() {
      cancelTimer ??= clock.setTimer(reset, SECOND_MS);
      count += 1;
      return count <= perSecond;
    },
    reset,
  };
}
