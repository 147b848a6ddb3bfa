/**
 * What a visit leaves behind: one registration, whatever happened on the way. The queue commits it, the hospital side
 * turns it into one FHIR transaction.
 */

/** How the holder was identified; several may hold at once. The hospital receives all of them. */
export type IdentityEvidence =
  | { method: 'code-scanned' }
  /** Number and birth date, typed at the kiosk: no more than a claim. */
  | { method: 'number-typed' }
  /** A service of the hospital knew the VNeID code. */
  | { method: 'vneid-verified' }
  | { method: 'chip-read'; verdict: 'anchored' | 'consistent' | 'invalid' }
  | { method: 'face-matches-chip'; similarity: number }
  /** An enrolled face, found by what its owner brought beside it. */
  | { method: 'face-returning'; factor: 'digits' | 'code' | 'ticket'; similarity: number }
  /** Tried beside a code, and not found; the visit goes on as a claim. */
  | { method: 'face-not-recognised' }
  /** `brought`: whoever came with the holder stood before the camera. */
  | {
      method: 'face-not-compared';
      reason:
        | 'no-camera'
        | 'declined'
        | 'no-portrait'
        | 'no-usable-picture'
        | 'child'
        | 'brought'
        /** Beside a code: the movements were not made, it was tried too often, nobody could be asked. */
        | 'not-live'
        | 'limited'
        | 'gallery-away';
    }
  | { method: 'face-not-matched'; similarity: number }
  /** Somebody of the staff held the person against their document, by eye; `by`: whose account it was. */
  | { method: 'staff-compared'; result: 'same-person' | 'other-person'; by: string }
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
  | { kind: 'provisional'; reason: 'hospital-unreachable' | 'no-strong-key' | 'similar-record' | 'fields-missing' };

export type QueueStream = 'insured' | 'paying' | 'priority';

/** Who pays for a visit; `undecided`: nobody could be asked, or the insurer could not say, and reception settles it. */
export type Payer = 'insurance' | 'patient' | 'undecided';

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
  | 'patient-deceased'
  | 'patient-blocked'
  | 'record-merged'
  /** An infant, or somebody else without any document or number. */
  | 'no-document'
  | 'appointment'
  | 'asked-for-staff'
  | 'step-failed'
  /** The hospital's rules let nobody with this evidence take a number alone. */
  | 'identity-check';

/** What a patient may say of themselves; staff look. Law 15/2023/QH15, art. 3(2). */
export type DeclaredPriority = 'pregnancy' | 'disability';

/** What a hospital may want of a new patient besides what stands in a `RegistrationPerson`. */
export type AskedField =
  | 'phone'
  /** Phone of a relative. */
  | 'relative'
  | 'ethnicity'
  /** Code of the commune (two-level units since 1 July 2025). */
  | 'address'
  /** Who is responsible for a child under 6: full name. */
  | 'guardian';

/** An answer to one of these, and where it comes from. */
export interface FieldAnswer {
  field: AskedField;
  value: string;
  source: 'chip' | 'code' | 'typed' | 'carer';
}

/** A referral (giấy chuyển tuyến). */
export interface Referral {
  number: string;
  /** The facility it comes from. */
  facility: string | null;
  validTo: string | null;
}

export interface DataConflict {
  field: string;
  shown: string;
  found: string;
}

export interface ServiceMoment {
  /** The hospital's day, YYYY-MM-DD. */
  serviceDate: string;
  session: 'morning' | 'afternoon';
}

/** What the visit asks the queue to commit; the queue adds key, time and number in the same transaction. */
export interface VisitDraft {
  kind: 'visit';
  person: RegistrationPerson;
  evidence: IdentityEvidence[];
  /** Staff at the clinic look at the person and a document once more. */
  checkAtDoor: boolean;
  patient: PatientReference;
  clinic: { id: string; name: string };
  stream: QueueStream;
  /** Why the stream is `priority`: a code such as `age-75-or-more`; null for other streams. */
  priorityReason: string | null;
  coverage: {
    insuranceNumber: string;
    validFrom: string | null;
    validTo: string | null;
    /** Facility the holder is registered with (MA_DKBD), as the hospital says it. */
    registeredFacility: string | null;
  } | null;
  /** What of the ministry's check-in table (QĐ 4750/QĐ-BYT) the hospital decided; the kiosk only carries it. */
  checkIn: {
    /** MA_DOITUONG_KCB. */
    objectCode: string | null;
    /** MA_LOAI_KCB. */
    careType: string | null;
    /** MA_DICH_VU and TEN_DICH_VU of the clinic's examination. */
    service: { code: string; name: string } | null;
  };
  appointmentId: string | null;
  /** Further appointments of this clinic and session, for which one number is given. */
  otherAppointmentIds: string[];
  /** The doctor whom the patient chose or has an appointment with; null: whoever is free. */
  doctor: { id: string; name: string } | null;
  referral: Referral | null;
  /** Said by the patient, for staff to see; `priorityReason` is what the queue goes by. */
  declared: DeclaredPriority[];
  /** Of a new patient: what is known of what the hospital wants to know. */
  answers: FieldAnswer[];
  /** Of a new patient: what staff still have to ask. */
  missing: AskedField[];
  /** Who came with the patient and identified themselves; null for somebody who came alone. */
  carer: RegistrationPerson | null;
  /** Where record and documents differ, but not in who this is: staff put it right, nothing is overwritten. */
  conflicts: DataConflict[];
  /** For a later session of today or for another day; null: for now. */
  planned: ServiceMoment | null;
  /** SHA-256 of the raw scanned code, hex: proof of what was shown without keeping it. */
  codeSha256: string | null;
}

/** A paper that was shown for a visit: of a slip its code, of a ticket the check-in key of its visit and the number that is called. */
export type ShownPaper =
  | { kind: 'slip'; slip: 'appointment' | 're-examination' | 'referral'; code: string }
  | { kind: 'ticket'; visitKey: string; number: string | null };

/** A visit that could not go on: staff take over where the kiosk stopped. */
export interface DeskDraft {
  kind: 'desk';
  reason: DeskReason;
  person: RegistrationPerson;
  evidence: IdentityEvidence[];
  /** Pairs that contradict each other, for the reason `record-conflict` or `card-conflict`. */
  conflicts: DataConflict[];
  /** The appointments it is about, for the reason `appointment`. */
  appointmentIds: string[];
  /** The slip or ticket that was shown, which staff would have to ask for again; null where none was. */
  shown: ShownPaper | null;
  /** Who came with them; null for somebody who came alone. */
  carer: RegistrationPerson | null;
  patient: PatientReference;
  codeSha256: string | null;
}

export type RegistrationDraft = VisitDraft | DeskDraft;

/** What every registration gets when it is committed. */
export interface RegistrationStamp extends ServiceMoment {
  /** The check-in key: a UUID, idempotency key of everything that follows. */
  key: string;
  kioskId: string;
  /** ISO instant with the hospital's offset. */
  registeredAt: string;
  ticket: Ticket;
}

/** The number on the paper. `official` when it comes from a lease of the hospital: it is the number that is called. */
export interface Ticket {
  number: string;
  official: boolean;
}

export type Registration = RegistrationDraft & RegistrationStamp;

/** Why the hospital refuses a registration that was accepted offline; `other`: it gave no reason that we know. */
export type RefusalReason = 'clinic-full' | 'clinic-closed' | 'patient-blocked' | 'other';

/**
 * What happens to a visit after it was committed. A row of its own with a key of its own, sent after the visit, in its lane;
 * `visitKey` is the visit's check-in key. Nothing of the person stands in it: their data may be erased already.
 */
export type AmendmentDraft =
  | { kind: 'cancel'; visitKey: string }
  | {
      kind: 'change-clinic';
      visitKey: string;
      clinic: { id: string; name: string };
      stream: QueueStream;
      priorityReason: string | null;
      /** The examination of the new clinic; null when the hospital never said. */
      service: { code: string; name: string } | null;
    }
  /** For the desk: the hospital refused the visit, and its patient holds a ticket. */
  | { kind: 'refusal-notice'; visitKey: string; reason: RefusalReason; clinicId: string | null; sendTo: string | null };

/**
 * That somebody has agreed to their face being kept, or has taken that back. A row of its own, sent after the visit in its lane
 * where this kiosk still knows it. `consentId` is the consent's own: the withdrawal carries the same.
 */
export interface ConsentDraft {
  kind: 'consent';
  status: 'active' | 'inactive';
  consentId: string;
  /** The visit in which it was given. */
  visitKey: string;
  /** Who agreed; one of them at least. */
  patientId: string | null;
  idNumber: string | null;
  /** ISO instants with the hospital's offset; `withdrawnAt` null while it holds. */
  givenAt: string;
  withdrawnAt: string | null;
  /** Which words, in which language, and their SHA-256. */
  version: string;
  language: 'vi' | 'en';
  textSha256: string;
}

export type ConsentRecord = ConsentDraft & RegistrationStamp;

/** `ticket` is the new one of a change of clinic, else the visit's. */
export type Amendment = AmendmentDraft & RegistrationStamp;

/** Everything that has a frozen body and travels to the hospital. */
export type OutboxSubject = Registration | Amendment | ConsentRecord;
