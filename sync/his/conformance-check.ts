import type { BodyBuilder } from '../queue/port.ts';
import type { HospitalApi, HospitalFailure, HospitalPatient, HospitalResult, PatientKeys } from './hospital-api.ts';

/** What a check of the conformance suite is, and what checks share. */

export interface CheckedHospital {
  api: HospitalApi;
  buildBody: BodyBuilder;
}

export interface ConformanceOptions {
  hospital: CheckedHospital;
  /** The same address with credentials that are wrong; null: that check is left out. */
  stranger: HospitalApi | null;
  /** Somebody the hospital has one record of, to be found by these keys; null: those checks are left out. */
  knownPatient: PatientKeys | null;
  /** Somebody whose record was merged into another, which has no such key; null: that check is left out. */
  mergedPatient: PatientKeys | null;
  /** People who are dead, or whom staff must see first; none: that check is left out. */
  standings: { keys: PatientKeys; standing: Exclude<HospitalPatient['standing'], 'active'> }[];
  /** The code on the slip of an appointment; null: that check is left out. */
  appointmentCode: string | null;
  /** A clinic that takes nobody now; null: that check is left out. */
  closedClinicId: string | null;
  /** Nothing is registered, leased or called. */
  readOnly: boolean;
  kioskId: string;
  /** The hospital's day, half-day and time (ISO with offset) of an instant. */
  moment: () => { serviceDate: string; session: 'morning' | 'afternoon'; registeredAt: string };
  newKey: () => string;
}

export type CheckOutcome =
  | { kind: 'passed'; detail: string }
  | { kind: 'failed'; detail: string }
  /** The hospital does not offer the call, and the kiosk can do without it. */
  | { kind: 'not-offered'; detail: string }
  | { kind: 'left-out'; detail: string };

export interface CheckResult {
  /** `reads.find-nobody` and the like: stable, for programs. */
  id: string;
  /** What must hold. */
  title: string;
  outcome: CheckOutcome;
}

/** One check; later ones may use what earlier ones found, by `ConformanceWorld`. */
export interface Check {
  id: string;
  title: string;
  run(world: ConformanceWorld): Promise<CheckOutcome>;
}

/** What checks share: the options and what was learnt on the way. */
export interface ConformanceWorld extends ConformanceOptions {
  /** Clinics that are open. */
  clinicIds: string[];
  /** Keys of the visits that were made, to be cancelled at the end. */
  registered: string[];
}

export const passed = (detail = ''): CheckOutcome => ({ kind: 'passed', detail });
export const failed = (detail: string): CheckOutcome => ({ kind: 'failed', detail });
export const leftOut = (detail: string): CheckOutcome => ({ kind: 'left-out', detail });

export const notOffered: CheckOutcome = { kind: 'not-offered', detail: 'the kiosk works without it' };

/** `passed` when the condition holds, else what was seen instead. */
export const expectThat = (holds: boolean, seen: string, detail = ''): CheckOutcome =>
  holds ? passed(detail) : failed(seen);

export const describeFailure = (failure: HospitalFailure): string =>
  failure.kind === 'refused'
    ? `refused (${String(failure.status)} ${failure.detail})`
    : `${failure.kind} (${failure.detail})`;

/** Judges an answer that must come. A call that a hospital may lack is answered with 404 or 501. */
export function judge<T>(result: HospitalResult<T>, use: (value: T) => CheckOutcome, isOptional = false): CheckOutcome {
  if (result.ok) return use(result.value);
  const { failure } = result;
  if (isOptional && failure.kind === 'refused' && [404, 501].includes(failure.status)) {
    return notOffered;
  }
  return failed(describeFailure(failure));
}
