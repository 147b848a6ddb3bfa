import type { QueueStream } from '../registration.ts';

/** Why the hospital did not give a usable answer. Only `refused` is the hospital's own word. */
export type HospitalFailure =
  | { kind: 'unreachable'; detail: string }
  | { kind: 'refused'; status: number; detail: string }
  | { kind: 'bad-answer'; detail: string };

export type HospitalResult<T> = { ok: true; value: T } | { ok: false; failure: HospitalFailure };

/** Keys in the order they are searched (CCCD, old CMND, insurance, passport, patient code); null where there is none. */
export interface PatientKeys {
  idNumber: string | null;
  oldIdNumber: string | null;
  insuranceNumber: string | null;
  passportNumber: string | null;
  patientCode: string | null;
}

export interface HospitalPatient {
  id: string;
  fullName: string;
  birthDate: string | null;
  sex: 'male' | 'female' | null;
  patientCode: string | null;
}

export type PatientMatch =
  { kind: 'none' } | { kind: 'one'; patient: HospitalPatient } | { kind: 'several'; count: number };

/** Whose insurance is asked about: a patient of the hospital when known, always with what the documents say. */
export interface InsuredSubject {
  patientId: string | null;
  idNumber: string | null;
  insuranceNumber: string | null;
  fullName: string | null;
  birthDate: string | null;
}

/** What the social-insurance gateway said through the hospital (code: vietnam-specific maKetQua, three digits). */
export interface Eligibility {
  code: string;
  outcome: 'covered' | 'not-covered' | 'counter' | 'check-name' | 'technical';
  insuranceNumber: string | null;
  validFrom: string | null;
  validTo: string | null;
}

export interface Appointment {
  id: string;
  clinicId: string;
  /** ISO instant. */
  start: string;
  practitioner: string | null;
}

export interface ClinicInfo {
  id: string;
  name: { vi: string; en: string };
  room: string;
  floor: string;
  open: boolean;
  /** People waiting now; null when the hospital does not say. */
  waiting: number | null;
}

export interface LeaseRequest {
  kioskId: string;
  clinicId: string;
  serviceDate: string;
  session: 'morning' | 'afternoon';
  stream: QueueStream;
  size: number;
}

/** Numbers `first` to `last`, both included, belong to this kiosk; printed with `prefix` in front. */
export interface NumberLease {
  prefix: string;
  first: number;
  last: number;
}

/** How the hospital took a registration (his-and-sync: answers). */
export type SubmitAnswer =
  | { kind: 'confirmed'; encounterId: string | null; alreadyThere: boolean; number: string | null }
  | { kind: 'retry'; detail: string; retryAfterMs: number | null }
  | { kind: 'paused'; detail: string }
  | { kind: 'dead'; status: number; detail: string };

/** Everything the kiosk asks of a hospital. Every call ends by itself: `timeoutMs` is the adapter's own setting. */
export interface HospitalApi {
  findPatient(keys: PatientKeys, signal?: AbortSignal): Promise<HospitalResult<PatientMatch>>;
  eligibility(subject: InsuredSubject, signal?: AbortSignal): Promise<HospitalResult<Eligibility>>;
  appointments(patientId: string, serviceDate: string, signal?: AbortSignal): Promise<HospitalResult<Appointment[]>>;
  clinics(signal?: AbortSignal): Promise<HospitalResult<ClinicInfo[]>>;
  leaseNumbers(request: LeaseRequest, signal?: AbortSignal): Promise<HospitalResult<NumberLease>>;
  /** Sends the frozen body as it is, under its key. */
  submit(key: string, body: string, signal?: AbortSignal): Promise<SubmitAnswer>;
  callStaff(
    request: { key: string; kioskId: string; location: string },
    signal?: AbortSignal,
  ): Promise<HospitalResult<null>>;
  close(): Promise<void>;
}
