/**
 * What one kiosk may ask of the gallery: a visit asks some five times in a minute or two, and a kiosk has one patient at a
 * time. More than this is a kiosk gone wrong, or somebody with its key; the others are not to wait for it.
 */
export interface CallBounds {
  /** The right to ask now; its owner must say, once, when the call has ended. null: too much at once, or in this minute. */
  admit(kiosk: string): (() => void) | null;
}

const concurrentCalls = 4;
const callsPerMinute = 120;
const minuteMs = 60_000;

/** `monotonicNow` in ms. Only kiosks that are admitted are counted: there are no more entries than kiosks were. */
export function createCallBounds(monotonicNow: () => number): CallBounds {
  const uses = new Map<string, { sinceMs: number; calls: number; running: number }>();

  return {
    admit(kiosk) {
      const nowMs = monotonicNow();
      const use = uses.get(kiosk) ?? { sinceMs: nowMs, calls: 0, running: 0 };
      uses.set(kiosk, use);
      if (nowMs - use.sinceMs >= minuteMs) Object.assign(use, { sinceMs: nowMs, calls: 0 });
      if (use.running >= concurrentCalls || use.calls >= callsPerMinute) return null;
      use.calls += 1;
      use.running += 1;
      return () => void (use.running -= 1);
    },
  };
}
