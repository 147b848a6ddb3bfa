import type { QueueStatistics } from '../sync/queue/port.ts';

/** What waits too long, or was refused; null while nothing needs a person. */
export interface QueueAlarm {
  /** Registrations that the hospital refused and nobody has settled. */
  dead: number;
  /** Minutes that the oldest unsent registration has waited; null while it is not too long. */
  waitingMinutes: number | null;
}

export interface QueueCareOptions {
  queue: { statistics(): QueueStatistics; forgetConfirmed(): number; checkIntegrity(): 'ok' | 'damaged' };
  /** The hospital's day. */
  today: () => string;
  /** ms that nobody has been at the kiosk; null while somebody is. */
  restingMs: () => number | null;
  /** A write met a damaged page. */
  isSuspect: () => boolean;
  monotonicNow: () => number;
  alarmAfterMs: number;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
  onAlarm(alarm: QueueAlarm | null): void;
  onForgotten(count: number): void;
  onChecked(durationMs: number): void;
  /** The file is damaged: the program must end without closing the queue, so that the next start salvages it. */
  onDamaged(): void;
}

export interface QueueCare {
  alarm(): QueueAlarm | null;
  stop(): void;
}

const lookMs = 60_000;
/** A whole check reads every page; nobody may be in front of the kiosk, or about to come. */
const restBeforeCheckMs = 10 * 60_000;
const checkEveryMs = 24 * 60 * 60_000;

/** Looks after the queue while the kiosk runs: alarms staff, forgets what has been kept long enough, and checks the file at rest. */
export function careForQueue(options: QueueCareOptions): QueueCare {
  const { queue, today, restingMs, monotonicNow, alarmAfterMs } = options;
  let alarm: QueueAlarm | null = null;
  let forgottenOn = today();
  let checkedAtMs = monotonicNow();
  let timer: unknown = null;

  function lookForAlarm(): void {
    const { dead, oldestPendingAgeMs } = queue.statistics();
    const isLate = oldestPendingAgeMs !== null && oldestPendingAgeMs >= alarmAfterMs;
    const next = dead === 0 && !isLate ? null : { dead, waitingMinutes: isLate ? minutes(oldestPendingAgeMs) : null };
    const isNews =
      (next === null) !== (alarm === null) || (next?.dead ?? 0) > (alarm?.dead ?? 0) || isLater(next, alarm);
    alarm = next;
    if (isNews) options.onAlarm(next);
  }

  function forgetOncePerDay(): void {
    if (forgottenOn === today()) return;
    forgottenOn = today();
    const count = queue.forgetConfirmed();
    if (count > 0) options.onForgotten(count);
  }

  function checkAtRest(): void {
    const startMs = monotonicNow();
    const restMs = restingMs();
    if (restMs === null) return;
    const isDue = startMs - checkedAtMs >= checkEveryMs && restMs >= restBeforeCheckMs;
    if (!isDue && !options.isSuspect()) return;
    checkedAtMs = startMs;
    const result = queue.checkIntegrity();
    options.onChecked(Math.round(monotonicNow() - startMs));
    if (result === 'damaged') options.onDamaged();
  }

  function look(): void {
    timer = options.setTimeout(look, lookMs);
    lookForAlarm();
    forgetOncePerDay();
    checkAtRest();
  }
  timer = options.setTimeout(look, 0);

  return {
    alarm: () => alarm,
    stop: () => {
      options.clearTimeout(timer);
    },
  };
}

const minutes = (durationMs: number): number => Math.floor(durationMs / 60_000);

/** Waiting becomes news when it begins; its minutes alone are none. */
const isLater = (next: QueueAlarm | null, before: QueueAlarm | null): boolean =>
  (next?.waitingMinutes ?? null) !== null && (before?.waitingMinutes ?? null) === null;
