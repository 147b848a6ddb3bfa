import type { InsuranceAdvice } from '../bridge/insurance-snapshot.ts';
import type { AccessKey, ChipData, Portrait, Verdict } from '../../native/emrtd/chip.ts';
import type { CitizenCode, TypedNumber } from '../../native/citizen-id/code.ts';
import type { CodeVerifier } from '../../native/citizen-id/code-verifier.ts';
import type {
  AddressUnit,
  Appointment,
  ClinicDay,
  ClinicInfo,
  HospitalApi,
  PatientField,
  PatientKeys,
} from '../../sync/his/hospital-api.ts';
import type { FaceGallery } from '../../sync/faces/port.ts';
import type { RegistrationQueue } from '../../sync/queue/port.ts';
import type { DeclaredPriority, QueueStream } from '../../sync/registration.ts';
import type { VisitDelays } from './delays.ts';
import type { EvidenceLevel, EvidenceRights } from './evidence-level.ts';
import type { StaffFound } from './staff-compared.ts';

/** What the chip says about its holder. Dates are ISO; null where the chip does not say. */
export interface ChipHolder {
  idNumber: string | null;
  oldIdNumber: string | null;
  fullName: string | null;
  birthDate: string | null;
  sex: 'male' | 'female' | null;
  residence: string | null;
  ethnicity: string | null;
  passportNumber: string | null;
  /** The last day it is good for; null where it is good for life. */
  expiryDate: string | null;
}

/** What a browser can show. */
export interface Picture {
  mediaType: 'image/jpeg' | 'image/png';
  bytes: Uint8Array;
}

/** The formats of documents, as the visit needs them; behind it stands `native/citizen-id`. */
export interface Documents {
  accessKeys(code: CitizenCode | TypedNumber): AccessKey[];
  /** Digits as somebody typed them: 12; DDMMYYYY or YYYY; DDMMYYYY or nothing. */
  typedNumber(typed: {
    idNumber: string;
    birthDate: string;
    expiryDate: string;
  }): { ok: true; number: TypedNumber } | { ok: false; problem: 'number' | 'birth-date' | 'expiry' };
  /** What somebody typed to be found by beside their face: 4 digits; DDMMYYYY. */
  typedFactor(typed: {
    lastFour: string;
    birthDate: string;
  }): { ok: true; lastFour: string; birthDate: string } | { ok: false; problem: 'birth-date' };
  /** A Vietnamese phone number as it is stored, or null. */
  phoneNumber(text: string): string | null;
  /** Code of the commune that a written residence names beyond doubt, or null. */
  communeOf(residence: string, units: readonly AddressUnit[]): string | null;
  /** The holder's name from the first groups of a read, or null. */
  nameOf(groups: { dg1: Uint8Array; dg13: Uint8Array | null }): string | null;
  holderOf(chip: Pick<ChipData, 'mrz' | 'dataGroups'>): ChipHolder;
  /** The chip's verdict, held against who may issue such a document. */
  verdictOf(chip: ChipData): Verdict;
  /** The portrait for screen and face comparison; null when it cannot be decoded. */
  pictureOf(portrait: Portrait): Promise<Picture | null>;
  /** True when both spell the same name, diacritics and MRZ truncation aside. */
  sameName(one: string, other: string): boolean;
  maskIdNumber(idNumber: string): string;
  maskName(fullName: string): string;
  /** Code of the first rule of legal priority that this person meets, or null. */
  priority(
    person: { birthDate: string | null; insuranceNumber: string | null; declared: readonly DeclaredPriority[] },
    today: string,
  ): string | null;
  /** What the hospital's rules of priority let a patient declare. */
  mayDeclare: readonly DeclaredPriority[];
}

export interface VisitPolicies {
  face: {
    /** Of the configured embedding model (electron/bridge/face-models.ts), and its file's SHA-256. */
    accept: number;
    retry: number;
    continuity: number;
    model: string;
    dimension: number;
    /** Below it the passive liveness model votes against; null: it is not used. */
    real: number | null;
    tries: number;
    /** Nobody younger is compared by face. */
    minimumAge: number;
  };
  /** Coming back by face. */
  faces: {
    /** Nobody younger is enrolled. */
    minimumAge: number;
    /** Days after the last visit by face at which it is deleted. */
    keptDays: number;
    /** Tries to be recognised in one visit. */
    tries: number;
  };
  liveness: {
    enrolment: boolean;
    returning: boolean;
    /** How many movements are asked for, and of which kinds. */
    movements: number;
    kinds: readonly ('blink' | 'turn')[];
  };
  /** What each level of evidence may do; every visit has one level (evidence-level.ts). */
  evidence: Readonly<Record<EvidenceLevel, EvidenceRights>>;
  card: { tries: number };
  /** How long before and after its time an appointment is taken, and how many days around today are looked at. */
  appointments: { earlyMinutes: number; lateMinutes: number; daysAround: number };
  /** Questions to a new patient at the kiosk; staff ask the rest. */
  details: { askAtMost: number };
  /** What a chip whose issuer is not anchored may do. */
  consistentChip: 'accept' | 'desk';
  /** What a chip may do that did not show, though it could, that it is no copy. */
  unprovenChip: 'accept' | 'desk';
}

/** What was last fetched of the hospital's day; `fetchedAt` is an ISO instant, null when nothing was fetched today. */
export interface ReadModel {
  days: ClinicDay[];
  fetchedAt: string | null;
}

export interface VisitPorts {
  /** Whoever has headphones in hears the screen from the start. */
  headphonesPlugged(): boolean;
  now(): Date;
  /** Milliseconds of a clock that nobody sets: for what is measured while somebody moves. */
  monotonicMs(): number;
  /** The present as an ISO instant with the hospital's offset, whole seconds. */
  localIso(): string;
  /** 0 up to 1, not to be guessed: chooses what a challenge asks for. */
  random(): number;
  /** A UUID. */
  newId(): string;
  /** The hospital's day, YYYY-MM-DD, and half of the day. */
  day(): { serviceDate: string; session: 'morning' | 'afternoon' };
  /** HH:MM in the hospital's time zone. */
  localTime(isoInstant: string): string;
  /** The hospital's day of an ISO instant, YYYY-MM-DD. */
  dayOf(isoInstant: string): string;
  kioskId: string;
  /** Whether the hospital and its staff let visits begin here now. */
  isOpen(): boolean;
  /** The building the kiosk stands in, as the hospital calls it; null where there is one. */
  building: string | null;
  /** The hospital charges for visits at this kiosk: what is paid for is not moved or cancelled here. */
  asksForPayment: boolean;
  /** Exchanges a VNeID code for a person; null: nobody does that for this hospital. */
  verifyCode: CodeVerifier | null;
  /** Shown while the hospital's own list of clinics has never arrived. */
  knownClinics(): ClinicInfo[];
  /** The clinics' present day, cached. */
  readModel(): ReadModel;
  /** Since when what is offered is known, an ISO instant of any day; null when the hospital was never asked. */
  knownSince(): string | null;
  /** To be known by these keys while the hospital cannot be asked. */
  learnPatient(keys: PatientKeys, patientId: string): void;
  /** A patient of the hospital by the cached keys, for who comes while it cannot be asked; null when nobody is known by them. */
  knownPatient(keys: PatientKeys): { patientId: string; appointments: Appointment[] } | null;
  /** What the hospital wants to know of a new patient, cached; null when it never said. */
  requiredFields(): PatientField[] | null;
  /** The same, asked for now and kept; as it was last kept where nobody answers in time. */
  requiredFieldsNow(signal: AbortSignal): Promise<PatientField[] | null>;
  /** Every commune, cached; empty where the hospital does not code addresses. */
  addressUnits(): AddressUnit[];
  /** What an answer of the social-insurance gateway (maKetQua) means to the patient. */
  advice(code: string): Exclude<InsuranceAdvice, 'not-asked' | 'open-stay'>;
  /** The text of a ticket's code. */
  ticketCode(key: string): string;
  leaseSize: number;
  /** What this hospital queues by; one at least. */
  streams: readonly QueueStream[];
  hospital: Pick<
    HospitalApi,
    | 'findPatient'
    | 'similarPatients'
    | 'eligibility'
    | 'appointments'
    | 'findSlip'
    | 'lastVisit'
    | 'clinics'
    | 'leaseNumbers'
    | 'ticket'
  >;
  queue: Pick<
    RegistrationQueue,
    | 'commit'
    | 'amend'
    | 'markTicketShown'
    | 'entry'
    | 'currentEntry'
    | 'registeredSince'
    | 'addLease'
    | 'remainingNumbers'
  >;
  documents: Documents;
  /** Writes down what staff found who compared, at once; false where the disk refuses. */
  noteComparison(found: StaffFound): boolean;
  /** Where enrolled faces are; null: nobody comes back by face here. */
  faces: FaceGallery | null;
  policies: VisitPolicies;
  delays: VisitDelays;
}
