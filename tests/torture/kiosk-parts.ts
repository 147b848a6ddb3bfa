import { join } from 'node:path';
import { bodyBuilder } from '../../sync/his/bundle.ts';
import type { FhirHospitalOptions } from '../../sync/his/fhir-hospital.ts';
import { fhirSystems } from '../../sync/his/identifiers.ts';
import type { QueueOptions } from '../../sync/queue/queue.ts';
import { serviceMoment, type ServiceMoment } from '../../sync/queue/service-day.ts';
import type { SyncEngineOptions } from '../../sync/queue/sync-engine.ts';

/** What the killed kiosk and the comparison afterwards have in common. */

export const keyHex = '5a'.repeat(32);
export const timeZone = 'Asia/Ho_Chi_Minh';
const afternoonFrom = '12:00';
const systems = fhirSystems();
const facility = { facilityCode: '01001', hospitalName: 'Bệnh viện Thử' };

export const buildBody = bodyBuilder(systems, facility);

export const queueOptions = (folder: string, kioskId: string): Omit<QueueOptions, 'now' | 'newKey'> => ({
  file: join(folder, 'queue.db'),
  keyHex,
  kioskId,
  timeZone,
  afternoonFrom,
  confirmedKeptDays: 30,
  buildBody,
});

/** `timeoutMs`, also of sending: short where nothing may be answered, long where the comparison needs an answer. */
export const hospitalOptions = (kioskId: string, baseUrl: string, timeoutMs = 60_000): FhirHospitalOptions => ({
  baseUrl,
  kioskId,
  facilityCode: facility.facilityCode,
  systems,
  timeZone,
  timeoutMs,
  submitTimeoutMs: timeoutMs,
});

/** A real second of the engine's waits is a millisecond here: a pause of five minutes passes within a cycle. */
const haste = 1000;

export const syncSettings: Omit<SyncEngineOptions, 'queue' | 'submit'> = {
  random: Math.random,
  timers: {
    setTimeout: (callback, delayMs) => setTimeout(callback, delayMs / haste),
    clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
  },
  lanesInFlight: 4,
  heartbeatMs: 30_000,
  stopGraceMs: 100 * haste,
  onReachability: () => undefined,
};

/** 08:30 and 13:30 of a Monday in Hanoi, and of the days beside it; the time since the start of the process goes on. */
export function instantAt({ days, isAfternoon }: { days: number; isAfternoon: boolean }): Date {
  const monday = Date.parse(isAfternoon ? '2026-03-02T06:30:00Z' : '2026-03-02T01:30:00Z');
  return new Date(monday + days * 86_400_000 + performance.now());
}

export const momentAt = (instant: Date): ServiceMoment => serviceMoment(instant, timeZone, afternoonFrom);
