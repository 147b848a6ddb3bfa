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

/** `limited`: too many tries that failed, by this factor or at this kiosk; nothing was compared. */
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
  /** `replaced`: what the person agreed to before, and holds no longer. */
  | { kind: 'enrolled'; enrolmentId: string; replaced: Consent[] }
  | { kind: 'away' }
  | { kind: 'failed'; detail: string };

/** A consent that no longer holds, and whose it was: the hospital is told. */
export interface EndedConsent {
  consent: Consent;
  person: Pick<EnrolledPerson, 'idNumber' | 'patientId'>;
}

export type WithdrawResult =
  | { kind: 'withdrawn'; ended: EndedConsent[] }
  | { kind: 'unknown' }
  | { kind: 'away' }
  | { kind: 'failed'; detail: string };

export interface GalleryStatistics {
  enrolments: number;
  /** Those among them of another model: they match nobody until they are renewed. */
  ofOtherModels: number;
  /** Bytes of the templates in memory; null where the gallery is elsewhere. */
  memoryBytes: number | null;
}

/** Expected failures are values; no call throws, each ends by itself. */
export interface FaceGallery {
  /** Where templates lie. */
  readonly place: 'kiosk' | 'hospital';
  /** Whether anybody is enrolled who may be meant by a code in hand. Not for what is typed: it would tell who is enrolled. */
  holds(factor: Exclude<FaceFactor, { kind: 'digits' }>, signal?: AbortSignal): Promise<'yes' | 'no' | 'away'>;
  /** Compares the face with those whom the factor fits (face thresholds and margin); every try is limited and audited. */
  recognise(factor: FaceFactor, template: FaceTemplate, signal?: AbortSignal): Promise<Recognition>;
  /** Replaces an earlier enrolment of the same person. */
  enrol(enrolment: Enrolment, signal?: AbortSignal): Promise<EnrolResult>;
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
  /** Deletes what nobody has used for so long; the consents that ended with it. Called once a day; `today` is YYYY-MM-DD. */
  expire(today: string): Promise<EndedConsent[]>;
  statistics(): Promise<GalleryStatistics | null>;
  close(): Promise<void>;
}
