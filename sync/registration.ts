/**
 * What a visit leaves behind: one registration, whatever happened on the way. The queue commits it, the hospital side
 * turns it into one FHIR transaction.
 */

/** How the holder was identified; several may hold at once. The hospital receives all of them. */
export type IdentityEvidence =
  | { method: 'code-scanned' }
  | { method: 'chip-read'; verdict: 'anchored' | 'consistent' | 'invalid' }
  | { method: 'face-matches-chip'; similarity: number }
  | { method: 'face-not-compared'; reason: 'no-camera' | 'declined' | 'no-portrait' | 'no-usable-picture' | 'child' }
  | { method: 'face-not-matched'; similarity: number }
  | { method: 'chip-not-read'; reason: 'no-card' | 'no-reader' | 'not-opened' };

/** The person as the documents state it. Dates are ISO, partial when the document has no more. */
export interface RegistrationPerson {
  idNumber: string | null;
  oldIdNumber: string | null;
  insuranceNumber: string | null;
  passportNumber: string | null;
  patientCode: string | null;
  fullName: string | null;
  birthDate: string | null;
  sex: 'male' | 'female' | null;
  residence: string | null;
}

/** Who this is at the hospital: found there, to be created by a strong key, or for staff to settle. */
export type PatientReference =
  | { kind: 'known'; patientId: string }
  | { kind: 'new' }
  | { kind: 'provisional'; reason: 'hospital-unreachable' | 'no-strong-key' };

export type QueueStream = 'insured' | 'paying' | 'priority';

export type DeskReason =
  | 'face-not-matched'
  | 'card-conflict'
  | 'chip-invalid'
  | 'several-patients'
  | 'record-conflict'
  | 'insurance-at-counter'
  | 'patient-unknown'
  | 'hospital-away'
  | 'no-clinic'
  | 'asked-for-staff'
  | 'step-failed';

/** What the visit asks the queue to commit; the queue adds key, time and number in the same transaction. */
export interface VisitDraft {
  kind: 'visit';
  person: RegistrationPerson;
  evidence: IdentityEvidence[];
  patient: PatientReference;
  clinic: { id: string; name: string };
  stream: QueueStream;
  /** Why the stream is `priority`: a code such as `age-75-or-more`; null for other streams. */
  priorityReason: string | null;
  coverage: { insuranceNumber: string; validFrom: string | null; validTo: string | null } | null;
  appointmentId: string | null;
  /** SHA-256 of the raw scanned code, hex: proof of what was shown without keeping it. */
  codeSha256: string | null;
}

/** A visit that could not go on: staff take over where the kiosk stopped. */
export interface DeskDraft {
  kind: 'desk';
  reason: DeskReason;
  person: RegistrationPerson;
  evidence: IdentityEvidence[];
  /** Pairs that contradict each other, for the reason `record-conflict` or `card-conflict`. */
  conflicts: { field: string; shown: string; found: string }[];
  patient: PatientReference;
  codeSha256: string | null;
}

export type RegistrationDraft = VisitDraft | DeskDraft;

/** What every registration gets when it is committed. */
export interface RegistrationStamp {
  /** The check-in key: a UUID, idempotency key of everything that follows. */
  key: string;
  kioskId: string;
  /** ISO instant with the hospital's offset. */
  registeredAt: string;
  /** The hospital's day, YYYY-MM-DD. */
  serviceDate: string;
  session: 'morning' | 'afternoon';
  ticket: Ticket;
}

/** The number on the paper. `official` when it comes from a lease of the hospital: it is the number that is called. */
export interface Ticket {
  number: string;
  official: boolean;
}

export type Registration = RegistrationDraft & RegistrationStamp;
