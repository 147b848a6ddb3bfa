import type { QueueStatistics } from '../sync/queue/port.ts';

/** What waits too long, or was refused; null while nothing needs a person. */
export interface QueueAlarm {
  /** Registrations that the hospital refused and nobody has settled. */
  dead: number;
  /** Minutes that the oldest unsent registration has waited; null while it is not too long. */
  waitingMinutes: number | null;
}

export interface QueueCareOptions {
  queue: {
    statistics(): QueueStatistics;
    forgetConfirmed(): number;
    checkIntegrity(): 'ok' | 'damaged';
    lastChecked(): Date | null;
  };
  now: () => Date;
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
/** What seems to have waited longer at the start was committed, or is looked at, with a clock that is wrong. */
const longestBelievedMs = 30 * 24 * 60 * 60_000;

/** Looks after the queue while the kiosk runs: alarms staff, forgets what has been kept long enough, and checks the file at rest. */
export function careForQueue(options: QueueCareOptions): QueueCare {
  const { queue, today, restingMs, monotonicNow, alarmAfterMs } = options;
  let alarm: QueueAlarm | null = null;
  let forgottenOn = today();
  let checkedAtMs: number | null = null;
  let oldest: { key: string | null; sinceMs: number } | null = null;
  let timer: unknown = null;

  /** ms; the wall clock is asked once, at the start of the program: from then on it may jump. */
  function waitedMs({ oldestPendingKey: key, oldestPendingAgeMs: ageMs }: QueueStatistics): number {
    const nowMs = monotonicNow();
    if (key !== oldest?.key) {
      const beforeMs = oldest === null && ageMs !== null && ageMs < longestBelievedMs ? ageMs : 0;
      oldest = { key, sinceMs: nowMs - beforeMs };
    }
    return key === null ? 0 : nowMs - oldest.sinceMs;
  }

  function lookForAlarm(): void {
    const statistics = queue.statistics();
    const { dead } = statistics;
    const waitMs = waitedMs(statistics);
    const isLate = waitMs >= alarmAfterMs;
    const next = dead === 0 && !isLate ? null : { dead, waitingMinutes: isLate ? minutes(waitMs) : null };
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

  /** A check that the disk did not write down, or that a wrong clock dates, is not repeated before its time either. */
  function isCheckDue(nowMs: number): boolean {
    if (checkedAtMs !== null && nowMs - checkedAtMs < checkEveryMs) return false;
    const lastChecked = queue.lastChecked();
    if (lastChecked === null) return true;
    const agoMs = options.now().getTime() - lastChecked.getTime();
    return agoMs < 0 || agoMs >= checkEveryMs;
  }

  function checkAtRest(): void {
    const startMs = monotonicNow();
    const restMs = restingMs();
    if (restMs === null) return;
    if (!(restMs >= restBeforeCheckMs && isCheckDue(startMs)) && !options.isSuspect()) return;
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
