import type { bilingual, Clinic, Later } from '../bridge/clinic-snapshot.ts';
import type { CalledBy } from '../bridge/paper-snapshot.ts';
import type { Payment } from '../bridge/payment-snapshot.ts';
import type { VisitAt, VisitSnapshot } from '../bridge/snapshot.ts';
import { changesIt, mayBeChanged } from '../bridge/ticket-change.ts';
import type { z } from 'zod';

/** What stands on each paper of a visit. */

type Ticket = VisitAt<'ticket'>;
type Desk = VisitAt<'desk'>;
type VisitRefusal = NonNullable<Ticket['refusal']>;

interface Common {
  /** The registration's key; null for a ticket that another kiosk gave. */
  key: string | null;
  number: string;
  /** ISO instant; null: it is printed again, and nobody says when it was given. */
  issuedAt: string | null;
}

export interface TicketSlip extends Common {
  kind: 'ticket';
  /** What its square code says. */
  code: string;
  official: boolean;
  clinic: Clinic | null;
  maskedName: string | null;
  stream: Ticket['stream'];
  /** Code of the rule that gives priority. */
  priorityReason: string | null;
  /** Nobody could say whether insurance pays: its holder has to show the card. */
  asksInsurance: boolean;
  /** When it is for; the paper says it unless that is now. */
  later: Later | null;
  /** People in front of this number, and how long it waits; null where the hospital does not say that of it. */
  ahead: number | null;
  waitMinutes: number | null;
  checkAtDoor: boolean;
  /** A claim: its holder has to have a document ready. */
  bringDocument: boolean;
  replacedNumber: string | null;
  /** Of several numbers of one visit, counted from 1; each has a paper of its own, which is left at its door. */
  place: { index: number; total: number } | null;
  payment: Payment;
  /** Why the hospital has refused it, and the clinic that its patient is sent to instead, else reception; null: it stands. */
  refusal: VisitRefusal | null;
  /** This kiosk moves it or takes it back, unless money is in it. */
  mayChange: boolean;
}

export interface DeskSlip extends Common {
  kind: 'desk';
  /** null, with an empty number: the queue took nothing, and the paper is all that staff have. */
  code: string | null;
  /** null: it is printed again, and nobody says why it was given. */
  reason: Desk['reason'] | null;
  advice: Desk['advice'];
  sync: Desk['sync'];
}

export type Slip = TicketSlip | DeskSlip;

/** Nobody calls its number. */
export const isRefused = (slip: Slip): boolean => slip.kind === 'ticket' && slip.refusal !== null;

/** Of several numbers the first that stands says what is to be paid for all; null: there is none, or another kiosk gave it. */
export const payerOf = (slips: readonly Slip[]): Slip | null =>
  slips.find((slip) => slip.kind === 'ticket' && slip.key !== null && slip.refusal === null) ?? null;

/** What is to be paid for a ticket whose paper came out before that was known, or says something else. */
export interface PaymentSlip {
  kind: 'payment';
  number: string;
  payment: Payment;
  /** A paper before it carries another code, which is no longer good. */
  replaces: boolean;
}

/** What is the same on every paper of a kiosk, or of a moment. */
export interface Surroundings {
  hospital: z.infer<typeof bilingual>;
  kioskId: string;
  calledBy: CalledBy;
  /** Of the visit: stands below the Vietnamese when it is another one. */
  language: string;
  /** The hospital's day and its half. */
  serviceDate: string;
  session: 'morning' | 'afternoon';
  /** The half of its day in which an instant was, which needs not be the present one. */
  sessionAt: (instant: string) => Surroundings['session'];
  now: string;
}

type Moment = Pick<Surroundings, 'serviceDate' | 'session'>;

export const nothingToPay: Payment = { state: 'none' };

/** The papers of a step; empty for those that have none. */
export function slipsOf(visit: VisitSnapshot): Slip[] {
  switch (visit.step) {
    case 'ticket':
      return ticketSlips(visit);
    case 'desk':
      return [deskSlip(visit)];
    case 'my-ticket':
      return scannedSlip(visit);
    default:
      return [];
  }
}

/** Not those of before a restart: whoever stands there may be somebody else; and not one that was scanned. */
export const printsByItself = (visit: VisitSnapshot): boolean =>
  (visit.step === 'desk' || visit.step === 'ticket') && visit.origin !== 'again';

function ticketSlips(visit: Ticket): Slip[] {
  const { checkAtDoor, identity, maskedName, issuedAt, asksInsurance, others } = visit;
  const shared = {
    kind: 'ticket' as const,
    maskedName,
    issuedAt,
    asksInsurance,
    checkAtDoor,
    bringDocument: identity === 'claimed' && !checkAtDoor,
    payment: nothingToPay,
  };
  const { key, number, official, clinic, code, stream, priorityReason, later, replacedNumber, sync, refusal } = visit;
  const first = { key, number, official, clinic, code, stream, priorityReason, later, replacedNumber, sync, refusal };
  const atClinics = [first, ...others.filter((other) => other.kind === 'clinic')];
  const total = atClinics.length;
  return [
    ...atClinics.map((one, index) => ({
      later: null,
      ...one,
      ...shared,
      mayChange: mayBeChanged({ ...visit, sync: one.sync }),
      ahead: one.clinic?.waiting ?? null,
      waitMinutes: one.clinic?.waitMinutes ?? null,
      place: total === 1 ? null : { index: index + 1, total },
      refusal: refusalOf(one, others.length > 0),
    })),
    ...others.filter((other) => other.kind === 'reception').map((other) => receptionSlip(other, issuedAt)),
  ];
}

/** Whoever has further numbers is sent to no further clinic without one, as on the screen. */
function refusalOf({ sync, refusal }: Pick<Ticket, 'sync' | 'refusal'>, hasOthers: boolean): VisitRefusal | null {
  if (sync !== 'refused') return null;
  return { reason: refusal?.reason ?? 'other', sendTo: hasOthers ? null : (refusal?.sendTo ?? null) };
}

/** The number of staff for what the visit could give none for. */
const receptionSlip = (
  { key, number, code, sync }: Extract<Ticket['others'][number], { kind: 'reception' }>,
  issuedAt: string,
): DeskSlip => ({ kind: 'desk', key, number, code, issuedAt, reason: 'step-failed', advice: null, sync });

const deskSlip = ({ key, number, code, issuedAt, reason, advice, sync }: Desk): DeskSlip => ({
  kind: 'desk',
  key,
  number,
  code,
  issuedAt,
  reason,
  advice,
  sync,
});

/** A ticket shown again names nobody, since whoever holds it could be anybody. One that no longer counts is not printed. */
function scannedSlip({ ticket, now }: VisitAt<'my-ticket'>): Slip[] {
  if (ticket === null) return [];
  if (now.state === 'desk') return [deskCopy({ ...ticket, key: null, reason: null, sync: now.sync })];
  if (now.state !== 'shown' || !stillCounts.has(now.status)) return [];
  const { number, official, clinic, code, replacedNumber, day, documents } = ticket;
  const { ahead, offers } = now;
  const mayChange = changesIt(offers);
  return [
    copyOf({
      ...{ number, official, clinic, code, replacedNumber, ...documents, stream: null, moment: day, ahead, mayChange },
    }),
  ];
}

/** A paper that is given once more: it names nobody, and says nothing that may have changed since, nor what a newcomer would wait. */
export const copyOf = ({
  moment,
  asksInsurance = false,
  ...ticket
}: Pick<
  TicketSlip,
  | 'number'
  | 'official'
  | 'clinic'
  | 'code'
  | 'stream'
  | 'ahead'
  | 'checkAtDoor'
  | 'bringDocument'
  | 'replacedNumber'
  | 'mayChange'
> & {
  moment: Moment | null;
  asksInsurance?: boolean;
}): TicketSlip => ({
  kind: 'ticket',
  key: null,
  ...ticket,
  later: moment,
  issuedAt: null,
  maskedName: null,
  priorityReason: null,
  asksInsurance,
  waitMinutes: null,
  place: null,
  payment: nothingToPay,
  refusal: null,
});

/** The same of a desk's number. */
export const deskCopy = ({
  key,
  number,
  code,
  reason,
  sync,
}: Pick<DeskSlip, 'key' | 'number' | 'code' | 'reason' | 'sync'>): DeskSlip => ({
  ...{ kind: 'desk', key, number, code, issuedAt: null, reason, advice: null, sync },
});

const stillCounts: ReadonlySet<string> = new Set(['sending', 'confirmed', 'called']);
