import type {
  AmendmentDraft,
  ConsentDraft,
  DeskReason,
  OutboxSubject,
  Payer,
  QueueStream,
  RefusalReason,
  Registration,
  RegistrationDraft,
  ServiceMoment,
  Ticket,
} from '../registration.ts';
import type { LeaseRequest, NumberLease, Session } from '../his/hospital-api.ts';

/**
 * A draft; the tag of the language that its patient chose and who pays, null for the desk: for what is shown and printed of it
 * later. They stand beside what is sent, because they stay in the queue's file.
 */
export type CommitDraft = RegistrationDraft & { language: string; payer: Payer | null };

export type CommitResult =
  | { kind: 'committed'; registration: Registration }
  /** Same patient, and the same clinic or appointment in that session: the ticket that is already theirs. */
  | { kind: 'already-registered'; key: string; ticket: Ticket }
  /** The disk is full or read-only, the database damaged. Nothing was written. */
  | { kind: 'failed'; detail: string };

export type AmendResult =
  /** `key` is the amendment's own. */
  | { kind: 'amended'; key: string; ticket: Ticket }
  /** The patient has a ticket for the other clinic already. */
  | { kind: 'already-registered'; key: string; ticket: Ticket }
  /** `over`: its session has passed. */
  | { kind: 'not-possible'; reason: 'unknown' | 'cancelled' | 'over' | 'same-clinic' }
  | { kind: 'failed'; detail: string };

export type ConsentResult = { kind: 'recorded'; key: string } | { kind: 'failed'; detail: string };

export type OutboxState = 'pending' | 'in-flight' | 'confirmed' | 'dead';

/** One row as staff and the command line see it: no name, no number of a person. */
export interface QueueEntry {
  key: string;
  kind: 'visit' | 'desk';
  /** null: a registration. Else what it does to the visit `visitKey`. */
  amendment: 'cancel' | 'change-clinic' | 'refusal-notice' | 'consent' | null;
  /** The check-in key of the visit; of a registration its own key. */
  visitKey: string;
  /** A later row of the same visit stands for it now: it was cancelled, or moved to another clinic. */
  superseded: boolean;
  ticket: Ticket;
  clinicId: string | null;
  stream: QueueStream | null;
  /** Why the stream is `priority`; null for other streams, and of a row from before it was kept. */
  priorityReason: string | null;
  serviceDate: string;
  session: Session;
  state: OutboxState;
  /** Staff keep it back; its lane waits behind it. */
  held: boolean;
  /** A dead row that staff have settled by hand; its body is erased. */
  setAside: boolean;
  attempts: number;
  lastError: string | null;
  /** Why the hospital refused it, and where it sends the patient instead; null unless dead. */
  refusal: { reason: RefusalReason; sendTo: string | null } | null;
  encounterId: string | null;
  /** The number that is called, once the hospital has confirmed: the paper's, or that of the visit which was there before. */
  hospitalNumber: string | null;
  /** The hospital had this registration before the attempt that was confirmed. */
  alreadyThere: boolean;
  ticketShown: boolean;
  registeredAt: string;
  bodySha256: string;
  /** How its holder was identified: `chip-read:consistent` and the like, no similarity, no name. A moved ticket has its visit's. */
  evidence: string[];
  /** Whether the ticket asked for a look at the clinic's door; null where nobody knows, and of a row without a ticket for a clinic. */
  checkAtDoor: boolean | null;
  /** Why the visit went to the desk; null of a row that is no desk ticket, and of an older program's. */
  deskReason: DeskReason | null;
  /** Which language the patient chose; null where nobody knows, and of a row without a paper of its own. Told to nobody. */
  language: string | null;
  /** Who pays, as it was known then; null where nobody knows, and of a row without a ticket for a clinic. Not sent. */
  payer: Payer | null;
}

export interface QueueStatistics {
  /** Held ones included. */
  pending: number;
  inFlight: number;
  confirmed: number;
  /** Waiting for a decision of staff. */
  dead: number;
  held: number;
  setAside: number;
  /** Of all rows that are kept. */
  attempts: number;
  /** Confirmed rows that the hospital created (201), and that it had already (200). */
  created: number;
  alreadyThere: number;
  /** Of those that staff do not hold: the one committed first, and its age by the kiosk's clock. */
  oldestPendingKey: string | null;
  oldestPendingAgeMs: number | null;
}

/** What the visit needs of the queue. Every method is a synchronous transaction; when it returns, the disk has it. */
export interface RegistrationQueue {
  /** For the session that the draft plans, else for the present one: number, stamp and the ticket that is there already. */
  commit(draft: CommitDraft): CommitResult;
  /** What the patient does to a visit of the present or a later session that was committed here; it stays in its session. */
  amend(draft: Extract<AmendmentDraft, { kind: 'cancel' | 'change-clinic' }>): AmendResult;
  /** Tells the hospital of a consent or its withdrawal, whether the visit's row is still there or not. */
  recordConsent(draft: ConsentDraft): ConsentResult;
  markTicketShown(key: string): void;
  /** Tickets committed today that their patients have not seen, oldest first; none that was cancelled or moved on. */
  unshownTickets(): QueueEntry[];
  /** How many numbers are new: 0 for a block that was there already, is another's or none, or that the disk refused. */
  addLease(request: LeaseRequest, lease: NumberLease): number;
  /** Of a session; of the present one when none is named. */
  remainingNumbers(clinicId: string, stream: QueueStream, session?: ServiceMoment): number;
  entry(key: string): QueueEntry | null;
  /** The row that stands for the visit now (its newest change of clinic, its cancellation, or itself), by any of its keys. */
  currentEntry(key: string): QueueEntry | null;
  /** Living registrations of a clinic in today's present session, for a quota that is known offline. */
  registeredSince(clinicId: string, sinceIso: string): number;
  entries(limit?: number): QueueEntry[];
  statistics(): QueueStatistics;
  /** Calls back after each committed change of a row's state, with its key. */
  onChange(listener: (key: string) => void): () => void;
  close(): void;
}

/** Turns what is sent into the frozen bytes; given to the queue, which knows no FHIR. */
export type BodyBuilder = (subject: OutboxSubject) => string;
