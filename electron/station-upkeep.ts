import type { HospitalApi } from '../sync/his/hospital-api.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import type { ServiceMoment } from '../sync/queue/service-day.ts';
import { refillLeases } from './lease-refill.ts';
import type { Configuration } from './operations/configuration.ts';
import type { Log } from './operations/log.ts';
import { careForQueue, type QueueAlarm } from './queue-care.ts';

export interface UpkeepParts {
  configuration: Configuration;
  queue: KioskQueue;
  hospital: HospitalApi;
  log: Log & { close(): void };
  moment: () => ServiceMoment;
  timers: { setTimeout(callback: () => void, delayMs: number): unknown; clearTimeout(id: unknown): void };
  restingMs: () => number | null;
  isSuspect: () => boolean;
  onAlarm: () => void;
}

/** The station found its database damaged: its supervisor starts it again, and the start salvages. */
const damagedExitCode = 70;

/** What goes on beside the visits: numbers at hand, alarms, retention, the check of the file. */
export function keepUp(parts: UpkeepParts): { alarm(): QueueAlarm | null; stop(): void } {
  const { configuration, queue, hospital, log, moment } = parts;
  const care = careForQueue({
    queue,
    today: () => moment().serviceDate,
    restingMs: parts.restingMs,
    isSuspect: parts.isSuspect,
    monotonicNow: () => performance.now(),
    alarmAfterMs: configuration.queue.alarmAfterMinutes * 60_000,
    ...parts.timers,
    onAlarm: (alarm) => {
      if (alarm) log.write('queue-alarm', { ...alarm });
      else log.write('queue-alarm-over', {});
      parts.onAlarm();
    },
    onForgotten: (count) => {
      log.write('queue-forgotten', { count });
    },
    onChecked: (durationMs) => {
      log.write('queue-checked', { durationMs });
    },
    onDamaged: () => {
      log.write('queue-damaged', {});
      log.close();
      // Not closed: without its mark of a clean stop the file is looked at, and salvaged, at the next start.
      process.exit(damagedExitCode);
    },
  });
  const stopRefilling = refillLeases({
    queue,
    hospital,
    kioskId: configuration.kiosk.id,
    day: () => {
      const { serviceDate, session } = moment();
      return { serviceDate, session };
    },
    ...configuration.numbers,
  });
  return {
    alarm: () => care.alarm(),
    stop: () => {
      care.stop();
      stopRefilling();
    },
  };
}
