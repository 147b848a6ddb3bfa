import { serviceMoment } from '../sync/queue/service-day.ts';

export interface ClockWatchOptions {
  /** Hospital clock minus kiosk clock; null before the hospital's first answers. */
  clockOffsetMs: () => number | null;
  now: () => Date;
  timeZone: string;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
  /** Minutes that the hospital's clock is ahead, negative behind, when that becomes too many; null when it is right again. */
  onChange(minutes: number | null): void;
}

const lookMs = 60_000;
const minuteMs = 60_000;
/** A printed time that is wrong by more confuses patients and staff. */
const toleratedMs = 5 * minuteMs;

/** Watches the kiosk's clock against the hospital's: nothing is corrected, but somebody is told. */
export function watchClock(options: ClockWatchOptions): { minutesOff(): number | null; stop(): void } {
  let minutes: number | null = null;
  let timer: unknown = null;

  function look(): void {
    timer = options.setTimeout(look, lookMs);
    const before = minutes;
    minutes = minutesOff(options);
    if ((minutes === null) !== (before === null)) options.onChange(minutes);
  }
  timer = options.setTimeout(look, 0);

  return {
    minutesOff: () => minutes,
    stop: () => {
      options.clearTimeout(timer);
    },
  };
}

/** Around midnight less is too much as well: numbers and appointments would be of another day. */
function minutesOff({ clockOffsetMs, now, timeZone }: ClockWatchOptions): number | null {
  const offsetMs = clockOffsetMs() ?? 0;
  const minutes = Math.round(offsetMs / minuteMs);
  const kiosk = now();
  const hospital = new Date(kiosk.getTime() + offsetMs);
  const isAnotherDay = minutes !== 0 && dayAt(kiosk, timeZone) !== dayAt(hospital, timeZone);
  return Math.abs(offsetMs) > toleratedMs || isAnotherDay ? minutes : null;
}

const dayAt = (instant: Date, timeZone: string): string => serviceMoment(instant, timeZone, '12:00').serviceDate;
