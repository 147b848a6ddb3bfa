import type {
  AskedField,
  QueueStream,
  Referral,
  RefusalReason,
  RegistrationPerson,
  ServiceMoment,
} from '../registration.ts';

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
  /** `blocked`: the hospital says that staff must see this patient first. */
  standing: 'active' | 'blocked' | 'deceased';
  /** The record that the key found was merged into this one. */
  wasMerged: boolean;
}

export type PatientMatch =
  | { kind: 'none' }
  | { kind: 'one'; patient: HospitalPatient }
  | { kind: 'several'; count: number }
  /** The record that was found was merged into one that cannot be found. */
  | { kind: 'merged-away' };

/** Whose insurance is asked about: a patient of the hospital when known, always with what the documents say. */
export interface InsuredSubject {
  patientId: string | null;
  idNumber: string | null;
  insuranceNumber: string | null;
  fullName: string | null;
  birthDate: string | null;
}

/**
 * What the social-insurance gateway said through the hospital (code: maKetQua, three digits). Everything but the outcome is
 * the hospital's answer as it stands; null where it does not say. Nothing of it is ever computed by the kiosk.
 */
export interface Eligibility {
  code: string;
  outcome: 'covered' | 'not-covered' | 'counter' | 'check-name' | 'technical';
  /** The card that counts, when the holder has two. */
  insuranceNumber: string | null;
  /** The card that no longer counts. */
  replacedNumber: string | null;
  validFrom: string | null;
  validTo: string | null;
  /** Where the holder is registered (MA_DKBD). */
  registeredFacility: { code: string; name: string | null } | null;
  /** MA_DOITUONG_KCB. */
  objectCode: string | null;
  /** MA_LOAI_KCB. */
  careType: string | null;
  /** Right facility, another one without a referral, or one that needs none. */
  route: 'right' | 'out-of-route' | 'any' | null;
  benefitPercent: number | null;
  patientSharePercent: number | null;
  /** The holder has not been discharged somewhere ("chưa ra viện"). */
  openStay: boolean;
  /** Name of that facility. */
  openStayAt: string | null;
  /** The referral that the hospital or the gateway knows of; `validTo` may have passed. */
  referral: Referral | null;
}

export interface Appointment {
  id: string;
  clinicId: string;
  /** ISO instant. */
  start: string;
  practitioner: string | null;
  practitionerId: string | null;
  kind: 'appointment' | 're-examination';
  /** `doctor-absent`: it stands, but its doctor is not there. */
  status: 'booked' | 'doctor-absent' | 'arrived' | 'cancelled' | 'moved';
  /** When a moved one takes place now, ISO instant; null when the hospital does not say, and for all others. */
  movedTo: string | null;
}

/** What the code on a slip names. Each part is null where the hospital has none. */
export interface Slip {
  /** False: it says nobody's name, and is good for whoever brings it. */
  namesPatient: boolean;
  /** The citizen number of somebody whom it names and who has no record here yet. */
  idNumber?: string;
  /** The patient it names; null when it names nobody, or somebody whom the hospital has no record of. */
  patient: HospitalPatient | null;
  appointment: Appointment | null;
  referral: (Referral & { clinicId: string | null }) | null;
}

/** A commune under the two-level units, with its province. */
export interface AddressUnit {
  code: string;
  name: string;
  provinceCode: string;
  provinceName: string;
}

/** An appointment with whom it is for, to be found again by a key that the person shows. */
export interface DayAppointment extends Appointment {
  patientId: string;
  keys: PatientKeys;
}

export interface ClinicInfo {
  id: string;
  name: { vi: string; en: string };
  room: string;
  floor: string;
  open: boolean;
  /** People waiting now; null when the hospital does not say. */
  waiting: number | null;
  /** How long somebody who comes now waits, as the hospital estimates it; left out when it does not say. */
  waitMinutes?: number;
  /** Which building; null when the hospital has one, or does not say. */
  building: string | null;
  /** Clinics of one specialty are rooms of it; null when the hospital does not say. */
  specialty: { code: string; name: { vi: string; en: string } } | null;
  /** Where staff find out which clinic is the right one. */
  isScreening: boolean;
}

export type Session = 'morning' | 'afternoon';

/** One day of a clinic: what offline check-in must know, so that a refusal afterwards stays rare. */
export interface ClinicDay {
  clinicId: string;
  /** Local opening times, HH:MM; empty: closed all day; null: the hospital does not say. */
  hours: { opens: string; closes: string }[] | null;
  /** `left`: registrations the clinic still takes in this session. A session that is not listed has no quota. */
  quotas: { session: Session; limit: number; left: number }[];
  doctors: DoctorToday[];
  /** Free times; ISO instants. */
  slots: { start: string; doctorId: string | null }[];
  /** The examination (MA_DICH_VU, TEN_DICH_VU). */
  service: { code: string; name: string } | null;
  /** Later sessions, of this day or another, for which it may be registered now. */
  later: ServiceMoment[];
}

export interface DoctorToday {
  id: string;
  name: string;
  /** People waiting for this doctor; null when the hospital does not say. */
  waiting: number | null;
  isAbsent: boolean;
}

export interface LeaseRequest extends ServiceMoment {
  kioskId: string;
  clinicId: string;
  stream: QueueStream;
  size: number;
}

/** Numbers `first` to `last`, both included, belong to this kiosk; printed with `prefix` in front. */
export interface NumberLease {
  prefix: string;
  first: number;
  last: number;
}

/** How the hospital took a registration, an amendment or a consent (his-and-sync: answers). */
export type SubmitAnswer =
  | { kind: 'confirmed'; encounterId: string | null; alreadyThere: boolean; number: string | null }
  /** `isAway`: nobody could take a registration, whichever it was. Else the hospital was reached, and it is about this one. */
  | { kind: 'retry'; detail: string; retryAfterMs: number | null; isAway: boolean }
  /** The hospital itself says 4xx, but not one of those that are surely about the request. */
  | { kind: 'doubtful'; status: number; detail: string; retryAfterMs: number | null }
  /** It does not know the kiosk (401), or does not let it register this one (403). */
  | { kind: 'paused'; refused: 'credentials' | 'request'; detail: string }
  | { kind: 'dead'; status: number; detail: string; refusal: { reason: RefusalReason; sendTo: string | null } };

/** The newest entry of the kiosk's audit log; the hospital keeps it, so that a log cut short shows. */
export interface AuditHead {
  count: number;
  /** SHA-256, hexadecimal. */
  hash: string;
}

/** Where a visit stands by its check-in key. */
export interface TicketState {
  state: 'waiting' | 'called' | 'done' | 'cancelled';
  /** The number that is called. */
  number: string;
  clinicId: string;
  /** For which session it was given; null when the hospital does not say. */
  moment: ServiceMoment | null;
  /** People in front; null when the hospital does not say. */
  ahead: number | null;
}

/** What is still to be paid for a visit, or for several; null where the hospital does not say, or it is more than one invoice. */
export interface OpenInvoice {
  kind: 'open';
  amount: number | null;
  currency: string;
  /** The text of the bank's code for this invoice, as the hospital or its bank made it; not looked at. */
  paymentCode: string | null;
  /** ISO instant from which on the code must not be paid any more. */
  expiresAt: string | null;
  /** The hospital's own number of the invoice. */
  invoiceNumber: string | null;
}

/**
 * `none`: nothing to pay is recorded. Paid is what the hospital calls balanced; the kiosk never asserts it. `paid-twice`: the
 * hospital says that more came in than was due. `cancelled`: there was something to pay, and all of it was called off.
 */
export type InvoiceStatus =
  { kind: 'none' } | OpenInvoice | { kind: 'balanced' } | { kind: 'paid-twice' } | { kind: 'cancelled' };

export type PatientField = keyof RegistrationPerson | AskedField;

export interface HospitalCapabilities {
  software: string;
  version: string | null;
  /** Calls that this hospital offers; what is missing here answers `refused` with status 404. */
  offers: (
    | 'schedule'
    | 'day-appointments'
    | 'required-fields'
    | 'similar'
    | 'slips'
    | 'last-visit'
    | 'address-units'
    | 'leases'
    | 'ticket'
    | 'invoice'
    | 'audit-head'
  )[];
}

/** Everything the kiosk asks of a hospital. Every call ends by itself: `timeoutMs` is the adapter's own setting. */
export interface HospitalApi {
  capabilities(signal?: AbortSignal): Promise<HospitalResult<HospitalCapabilities>>;
  findPatient(keys: PatientKeys, signal?: AbortSignal): Promise<HospitalResult<PatientMatch>>;
  /**
   * How many records have this name, marks and case aside, and this birth date, as far as both are known; 0 where the hospital
   * does not search so. For whoever no key finds: such a record may be theirs.
   */
  similarPatients(
    person: { fullName: string; birthDate: string },
    signal?: AbortSignal,
  ): Promise<HospitalResult<number>>;
  /** What a new patient must have; a hospital without an opinion answers with none. */
  requiredFields(signal?: AbortSignal): Promise<HospitalResult<PatientField[]>>;
  eligibility(subject: InsuredSubject, signal?: AbortSignal): Promise<HospitalResult<Eligibility>>;
  /** Of these days, both included, whatever became of them; by time. */
  appointments(
    patientId: string,
    period: { from: string; to: string },
    signal?: AbortSignal,
  ): Promise<HospitalResult<Appointment[]>>;
  /** What the code of a slip names; null: no such slip. */
  findSlip(
    slip: { kind: 'appointment' | 're-examination' | 'referral'; code: string },
    signal?: AbortSignal,
  ): Promise<HospitalResult<Slip | null>>;
  /** Where this patient was last; null: nowhere yet. */
  lastVisit(
    patientId: string,
    signal?: AbortSignal,
  ): Promise<HospitalResult<{ clinicId: string; doctorId: string | null } | null>>;
  /** Every commune; a hospital that does not code addresses answers with none. */
  addressUnits(signal?: AbortSignal): Promise<HospitalResult<AddressUnit[]>>;
  dayAppointments(serviceDate: string, signal?: AbortSignal): Promise<HospitalResult<DayAppointment[]>>;
  clinics(signal?: AbortSignal): Promise<HospitalResult<ClinicInfo[]>>;
  schedule(serviceDate: string, signal?: AbortSignal): Promise<HospitalResult<ClinicDay[]>>;
  leaseNumbers(request: LeaseRequest, signal?: AbortSignal): Promise<HospitalResult<NumberLease>>;
  /** Sends the frozen body as it is, under its key; desk follow-ups, amendments and consents as well. */
  submit(key: string, body: string, signal?: AbortSignal, auditHead?: AuditHead | null): Promise<SubmitAnswer>;
  /** null: the hospital has no such registration. */
  ticket(key: string, signal?: AbortSignal): Promise<HospitalResult<TicketState | null>>;
  invoiceStatus(encounterId: string, signal?: AbortSignal): Promise<HospitalResult<InvoiceStatus>>;
  /** The newest audit head this hospital has of the kiosk; null: none yet. */
  auditHead(kioskId: string, signal?: AbortSignal): Promise<HospitalResult<AuditHead | null>>;
  callStaff(
    request: { key: string; kioskId: string; location: string; urgency: 'help' | 'emergency' },
    signal?: AbortSignal,
  ): Promise<HospitalResult<null>>;
  /** Hospital clock minus kiosk clock by the last answer's Date header; null before the first. */
  clockOffsetMs(): number | null;
  close(): Promise<void>;
}
