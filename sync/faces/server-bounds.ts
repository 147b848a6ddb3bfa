/**
 * What one kiosk may ask of the gallery: a visit asks some five times in a minute or two, and a kiosk has one patient at a
 * time. More than this is a kiosk gone wrong, or somebody with its key; the others are not to wait for it.
 */
export interface CallBounds {
  /** The right to ask now; its owner must say, once, when the call has ended. null: too much at once, or in this time. */
  admit(kiosk: string, route: string): (() => void) | null;
}

const concurrentCalls = 4;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const callsPerMinute = 120;

/**
 * Calls an hour that would tell who is enrolled, one id or number after the other, or delete them all. A visit of less than a
 * minute asks twice; somebody who deletes their face stands before the kiosk.
 */
const callsPerHour: Readonly<Record<string, number>> = { holds: 120, withdraw: 60 };

/** Calls in a stretch of time; the next stretch begins with the first call after it. */
interface Stretch {
  sinceMs: number;
  calls: number;
}

const begun = (stretch: Stretch | undefined, lengthMs: number, nowMs: number): Stretch =>
  stretch === undefined || nowMs - stretch.sinceMs >= lengthMs ? { sinceMs: nowMs, calls: 0 } : stretch;

/** `monotonicNow` in ms. Only kiosks that are admitted are counted: there are no more entries than kiosks were. */
export function createCallBounds(monotonicNow: () => number): CallBounds {
  const uses = new Map<string, { minute: Stretch; hours: Record<string, Stretch>; running: number }>();

  return {
    admit(kiosk, route) {
      const nowMs = monotonicNow();
      const use = uses.get(kiosk) ?? { minute: begun(undefined, minuteMs, nowMs), hours: {}, running: 0 };
      uses.set(kiosk, use);
      use.minute = begun(use.minute, minuteMs, nowMs);
      if (use.running >= concurrentCalls || use.minute.calls >= callsPerMinute) return null;
      const mostAnHour = callsPerHour[route];
      if (mostAnHour !== undefined) {
        const hour = (use.hours[route] = begun(use.hours[route], hourMs, nowMs));
        if (hour.calls >= mostAnHour) return null;
        hour.calls += 1;
      }
      use.minute.calls += 1;
      use.running += 1;
      return () => void (use.running -= 1);
    },
  };
}
