/**
 * The faces of those who agreed to be recognised on their next visit. One port, two galleries: this kiosk's own, and the
 * hospital's on a machine in its server room. A gallery is asked with something that its owner brings and a face together;
 * it never searches by a face alone.
 */

/** What somebody brings beside their face. */
export type FaceFactor =
  /** Last four digits of the identity number and the whole date of birth (YYYY-MM-DD), typed. */
  | { kind: 'digits'; lastFour: string; birthDate: string }
  /** The hospital's own id of a patient, found by a code in hand. */
  | { kind: 'patient'; patientId: string }
  /** The check-in key on a ticket of a visit in which the face was enrolled or recognised. */
  | { kind: 'ticket'; key: string };

/** Who it is: as much as a visit needs to look them up. */
export interface EnrolledPerson {
  idNumber: string;
  /** YYYY-MM-DD. */
  birthDate: string;
  fullName: string;
  sex: 'male' | 'female' | null;
  /** The hospital's id; null where it was not known when they enrolled. */
  patientId: string | null;
}

/** What the person agreed to, and when. */
export interface Consent {
  /** A UUID. */
  id: string;
  version: string;
  language: 'vi' | 'en';
  /** Of the words, SHA-256, hexadecimal. */
  textSha256: string;
  /** ISO instant with the hospital's offset. */
  givenAt: string;
  /** The check-in key of the visit in which it was given. */
  visitKey: string;
}

/** A face as the model sees it: a unit vector, comparable with those of the same model only. */
export interface FaceTemplate {
  embedding: Float32Array;
  /** SHA-256 of the embedding model's file, hexadecimal. */
  model: string;
}

export interface Enrolment {
  person: EnrolledPerson;
  template: FaceTemplate;
  consent: Consent;
}

/** `limited`: too many tries that failed, by this factor, for the same person or at this kiosk; nothing was compared. */
export type Recognition =
  | {
      kind: 'recognised';
      /** A UUID: what the gallery calls this enrolment; in audit logs the only name. */
      enrolmentId: string;
      person: EnrolledPerson;
      similarity: number;
    }
  /** Nobody, somebody else, or more than one who may be meant: the caller is not told which. */
  | { kind: 'not-recognised' }
  | { kind: 'limited'; retryAfterMs: number }
  | { kind: 'away' };

export type EnrolResult =
  { kind: 'enrolled'; enrolmentId: string } | { kind: 'away' } | { kind: 'failed'; detail: string };

/** `failed`: not least an enrolment that is not there any more. */
export type ConfirmResult = { kind: 'confirmed' } | { kind: 'away' } | { kind: 'failed'; detail: string };

/** A consent that no longer holds, and whose it was: the hospital is told. */
export interface EndedConsent {
  consent: Consent;
  person: Pick<EnrolledPerson, 'idNumber' | 'patientId'>;
  /** ISO instant, UTC. */
  endedAt: string;
  reason: 'withdrawn' | 'replaced' | 'expired';
}

export type WithdrawResult =
  /** `count`: of enrolments. */
  { kind: 'withdrawn'; count: number } | { kind: 'unknown' } | { kind: 'away' } | { kind: 'failed'; detail: string };

/** Whom a visit knows already, by a code in hand or by their card. */
export type HeldFactor = Exclude<FaceFactor, { kind: 'digits' }> | { kind: 'person'; idNumber: string };

export interface GalleryStatistics {
  /** Pending ones do not count. */
  enrolments: number;
  /** Those among them of another model: they match nobody until they are renewed. */
  ofOtherModels: number;
  /** Those of the model that do not open any more: they match nobody, and can be withdrawn all the same. */
  unreadable: number;
  /** Bytes of the templates in memory; null where the gallery is elsewhere. */
  memoryBytes: number | null;
}

/** Expected failures are values; no call throws, each ends by itself. */
export interface FaceGallery {
  /** Where templates lie. */
  readonly place: 'kiosk' | 'hospital';
  /**
   * Whether anybody is enrolled who may be meant, with a face of whatever model: it can be deleted. Pending enrolments do not
   * count. Not for what is typed: it would tell who is enrolled.
   */
  holds(factor: HeldFactor, signal?: AbortSignal): Promise<'yes' | 'no' | 'away'>;
  /** A challenge with this factor failed, and nothing was compared: it counts, and is audited, as a try that failed. */
  missed(
    factor: FaceFactor,
    signal?: AbortSignal,
  ): Promise<{ kind: 'counted' } | { kind: 'limited'; retryAfterMs: number } | { kind: 'away' }>;
  /** Compares the face with those whom the factor fits (face thresholds and margin); every try is limited and audited. */
  recognise(factor: FaceFactor, template: FaceTemplate, signal?: AbortSignal): Promise<Recognition>;
  /**
   * Keeps the face as pending: it is compared with nobody, and an earlier enrolment of the person stands. One that is not
   * confirmed within an hour is deleted, and its consent ends: the kiosk may have told the hospital of it.
   */
  enrol(enrolment: Enrolment, signal?: AbortSignal): Promise<EnrolResult>;
  /**
   * From now on it counts, in place of the person's earlier enrolments, whose consents end; their tickets will do as factors
   * still, and their patient id stays where the new one has none. May be asked again.
   */
  confirm(enrolmentId: string, signal?: AbortSignal): Promise<ConfirmResult>;
  /** The next ticket of somebody who was recognised: it will do as a factor; and the hospital's id, once it is known. */
  remember(
    enrolmentId: string,
    about: { ticketKey: string; patientId: string | null },
    signal?: AbortSignal,
  ): Promise<void>;
  /** Deletes a person's enrolments, at once. `actor` as in the audit log: `patient` or `staff:NAME`. */
  withdraw(
    who: { idNumber: string } | { patientId: string } | { enrolmentId: string },
    actor: string,
    signal?: AbortSignal,
  ): Promise<WithdrawResult>;
  /** Deletes what nobody has used for so long, and consents end with it. Called every few minutes; `today` is YYYY-MM-DD. */
  expire(today: string): Promise<'done' | 'failed'>;
  /** At most a hundred consents that ended and of which nobody has said yet that the hospital is told; null: away or failed. */
  ended(signal?: AbortSignal): Promise<EndedConsent[] | null>;
  /** These are told: they are kept no longer. false: away or failed, and they come again. */
  settle(consentIds: readonly string[], signal?: AbortSignal): Promise<boolean>;
  statistics(): Promise<GalleryStatistics | null>;
  close(): Promise<void>;
}
