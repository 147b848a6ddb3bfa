import type { QueueEntry } from '../../sync/queue/port.ts';
import type { ServiceMoment } from '../../sync/registration.ts';
import type { TicketOffer } from '../bridge/ticket-snapshot.ts';
import type { VisitContext } from './context.ts';
import type { DocumentsAsked } from './evidence-words.ts';

/** What was given to a patient: a ticket, or the number of a desk. */

/** A ticket or desk ticket on the screen. */
export interface IssuedTicket {
  key: string | null;
  number: string;
  official: boolean;
  issuedAt: string;
  origin: 'new' | 'existing' | 'moved' | 'again';
  /** The number that no longer counts: after a change of clinic, or because the hospital calls another one. */
  replacedNumber: string | null;
  /** What its first paper said, of a ticket that was given before; null: the visit's identity says it. */
  documents: DocumentsAsked | null;
  /** Nobody could say whether insurance pays when it was given: its patient has to show the card. */
  asksInsurance: boolean;
  offers: TicketOffer[];
  /** Of a number for staff: whether anything of its patient goes to them with it. */
  hasCaptured: boolean;
  sync: 'pending' | 'confirmed' | 'refused';
  /** Of a refused one: why, and the clinic that the hospital names instead. */
  refusal: QueueEntry['refusal'];
}

/** What a ticket begins with, before the queue is asked about it. */
export const unsent = {
  replacedNumber: null,
  documents: null,
  asksInsurance: false,
  offers: [],
  hasCaptured: true,
  sync: 'pending',
  refusal: null,
} satisfies Partial<IssuedTicket>;

/** A committed ticket to be offered again; nothing of a person. */
export interface UnshownTicket {
  kind: 'visit' | 'desk';
  clinicId: string | null;
  moment: ServiceMoment;
  ticket: IssuedTicket;
}

/** A further number of the same visit, and what was committed for it; `reception`: of what no clinic's number could be given for. */
export type OtherTicket = { ticket: NumberedTicket } & (
  ({ kind: 'clinic' } & Pick<VisitContext, 'clinic' | 'stream' | 'priorityReason'>) | { kind: 'reception' }
);

export type NumberedTicket = IssuedTicket & { key: string };

/** Only a desk ticket may lack a key, when the queue itself has failed. */
export const isNumbered = (ticket: IssuedTicket): ticket is NumberedTicket => ticket.key !== null;
