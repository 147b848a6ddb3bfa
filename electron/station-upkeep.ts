import type { HospitalApi } from '../sync/his/hospital-api.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import type { ServiceMoment } from '../sync/queue/service-day.ts';
import type { FaceGallery } from '../sync/faces/port.ts';
import { watchClock } from './clock-watch.ts';
import { careForFaces } from './face-care.ts';
import { refillLeases } from './lease-refill.ts';
import type { Configuration } from './operations/configuration.ts';
import type { Log } from './operations/log.ts';
import { careForQueue, type QueueAlarm } from './queue-care.ts';

export interface UpkeepParts {
  configuration: Configuration;
  queue: KioskQueue;
  hospital: HospitalApi;
  log: Log & { close(): void };
  now: () => Date;
  moment: () => ServiceMoment;
  timers: { setTimeout(callback: () => void, delayMs: number): unknown; clearTimeout(id: unknown): void };
  restingMs: () => number | null;
  isSuspect: () => boolean;
  /** Enrolled faces; null where there are none. */
  faces: FaceGallery | null;
  /** What staff who pass by are told has changed. */
  onNote: () => void;
}

/** The station found its database damaged: its supervisor starts it again, and the start salvages. */
const damagedExitCode = 70;

export interface Upkeep {
  alarm(): QueueAlarm | null;
  /** Minutes that the hospital's clock is ahead of the kiosk's, negative behind; null while it is near enough. */
  clockMinutesOff(): number | null;
  stop(): void;
}

/** What goes on beside the visits: numbers at hand, alarms, retention, the check of the file, the clock. */
export function keepUp(parts: UpkeepParts): Upkeep {
  const { configuration, queue, hospital, log, moment } = parts;
  const care = careForQueue({
    queue,
    today: () => moment().serviceDate,
    restingMs: parts.restingMs,
    isSuspect: parts.isSuspect,
    now: parts.now,
    monotonicNow: () => performance.now(),
    alarmAfterMs: configuration.queue.alarmAfterMinutes * 60_000,
    ...parts.timers,
    onAlarm: (alarm) => {
      if (alarm) log.write('queue-alarm', { ...alarm });
      else log.write('queue-alarm-over', {});
      parts.onNote();
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
  const clock = watchClock({
    clockOffsetMs: () => hospital.clockOffsetMs(),
    now: parts.now,
    timeZone: configuration.hospital.timeZone,
    ...parts.timers,
    onChange: (minutes) => {
      if (minutes === null) log.write('clock-right', {});
      else log.write('clock-off', { minutes });
      parts.onNote();
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
    onTrouble: ({ clinicId, stream }, trouble) => {
      log.write('lease-trouble', { clinicId, stream, trouble: trouble ?? 'over' });
    },
  });
  const stopFaces =
    parts.faces &&
    careForFaces({
      gallery: parts.faces,
      today: () => moment().serviceDate,
      ...parts.timers,
    });
  return {
    alarm: () => care.alarm(),
    clockMinutesOff: () => clock.minutesOff(),
    stop: () => {
      care.stop();
      clock.stop();
      stopRefilling();
      stopFaces?.();
    },
  };
}
