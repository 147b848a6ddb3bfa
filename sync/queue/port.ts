import type { DeskDraft, QueueStream, Registration, RegistrationDraft, Ticket, VisitDraft } from '../registration.ts';
import type { LeaseRequest, NumberLease } from '../his/hospital-api.ts';

export type CommitResult =
  | { kind: 'committed'; registration: Registration }
  /** Same patient, clinic, day and session: the ticket that is already theirs. */
  | { kind: 'already-registered'; key: string; ticket: Ticket }
  /** The disk is full or read-only, the database damaged. Nothing was written. */
  | { kind: 'failed'; detail: string };

export type OutboxState = 'pending' | 'in-flight' | 'confirmed' | 'dead';

/** One row as staff and the command line see it: no name, no number of a person. */
export interface QueueEntry {
  key: string;
  kind: 'visit' | 'desk';
  ticket: Ticket;
  clinicId: string | null;
  serviceDate: string;
  state: OutboxState;
  attempts: number;
  lastError: string | null;
  encounterId: string | null;
  /** The number the hospital calls, once it has confirmed: the ticket's own, an alias of it, or an earlier ticket's. */
  hospitalNumber: string | null;
  /** The hospital had this registration before the attempt that was confirmed. */
  alreadyThere: boolean;
  ticketShown: boolean;
  registeredAt: string;
}

export interface QueueStatistics {
  pending: number;
  inFlight: number;
  confirmed: number;
  dead: number;
  oldestPendingAgeMs: number | null;
}

/** What the visit needs of the queue. Every method is a synchronous transaction; when it returns, the disk has it. */
export interface RegistrationQueue {
  commit(draft: VisitDraft | DeskDraft): CommitResult;
  markTicketShown(key: string): void;
  /** Today's committed tickets that their patients have not seen, oldest first. */
  unshownTickets(): QueueEntry[];
  addLease(request: LeaseRequest, lease: NumberLease): void;
  remainingNumbers(clinicId: string, stream: QueueStream): number;
  entry(key: string): QueueEntry | null;
  entries(limit?: number): QueueEntry[];
  statistics(): QueueStatistics;
  /** Calls back after each committed change of a row's state, with its key. */
  onChange(listener: (key: string) => void): () => void;
  close(): void;
}

/** Turns a registration into the frozen bytes that are sent; given to the queue, which knows no FHIR. */
export type BodyBuilder = (registration: Registration) => string;

export type { RegistrationDraft };
