import type { ClinicInfo, TicketState } from '../../sync/his/hospital-api.ts';
import type { CommitResult, QueueEntry } from '../../sync/queue/port.ts';
import type { Payer, QueueStream, Ticket } from '../../sync/registration.ts';
import type { TicketNotice, TicketOffer, TicketStatus } from '../bridge/ticket-snapshot.ts';
import { clinicsOffline, knownSinceOf } from './clinic-hours.ts';
import type { VisitContext } from './context.ts';
import { documentsOf } from './evidence-words.ts';
import { type NumberedTicket, unsent } from './issued-ticket.ts';
import { laterThanNow, whenIs } from './moments.ts';
import { orElse } from './or-else.ts';
import { moneyOf } from './paid-ticket.ts';
import type { VisitPorts } from './ports.ts';

/**
 * A ticket that somebody shows again: where it stands, another clinic for it, its cancellation. Whoever holds the paper
 * could be anybody, so nothing of a person is known here.
 */
export interface MyTicket {
  /** As it was shown: any key of the visit. */
  key: string;
  /** What the queue has of it now; null when it was given elsewhere, or forgotten. */
  entry: QueueEntry | null;
  /** The hospital's word; null until it comes, and without one. */
  answer: TicketState | null;
  /** Where the visit could go instead. */
  clinics: ClinicInfo[];
  /** Since when they are known; null when the hospital has just said so, or never did. */
  clinicsAsOf: string | null;
  outcome: 'none' | 'not-possible' | 'cancelled';
  /** Whether its owner is enrolled in the gallery of faces. */
  isHeld: boolean;
}

type Shown = Pick<VisitContext, 'ports' | 'payment' | 'myTicket'>;

const entryOf = (ports: VisitPorts, key: string): QueueEntry | null =>
  orElse(null, () => ports.queue.currentEntry(key));

export const openTicket = (ports: VisitPorts, key: string): MyTicket => ({
  key,
  entry: entryOf(ports, key),
  answer: null,
  clinics: clinicsOffline(ports),
  clinicsAsOf: knownSinceOf(ports),
  outcome: 'none',
  isHeld: false,
});

/** The key of the ticket on the screen; empty where there is none, which names nothing. */
export const keyOnScreen = ({ ticket }: Pick<VisitContext, 'ticket'>): string => ticket?.key ?? '';

/** With what the queue has of it by now. */
export const reopened = (ports: VisitPorts, myTicket: MyTicket): MyTicket => ({
  ...myTicket,
  entry: entryOf(ports, myTicket.key),
});

/** What the hospital says of a ticket and its clinics; null where it does not answer. */
export interface TicketAnswer {
  ticket: TicketState | null;
  clinics: ClinicInfo[] | null;
}

/** Asks the hospital while the screen shows what the queue knows; what does not answer is missing. */
export async function askAboutTicket(
  { ports, myTicket }: Pick<Shown, 'ports' | 'myTicket'>,
  signal: AbortSignal,
): Promise<TicketAnswer> {
  // Of a desk's number the hospital says nothing here, and no clinic is chosen for it.
  if (!myTicket || myTicket.entry?.kind === 'desk') return { ticket: null, clinics: null };
  // The hospital knows a visit by its first key, also after a change of clinic.
  const key = myTicket.entry?.visitKey ?? myTicket.key;
  const [ticket, clinics] = await Promise.all([ports.hospital.ticket(key, signal), ports.hospital.clinics(signal)]);
  return { ticket: ticket.ok ? ticket.value : null, clinics: clinics.ok ? clinics.value : null };
}

export const answered = (myTicket: MyTicket | null, { ticket, clinics }: TicketAnswer): MyTicket | null =>
  myTicket && { ...myTicket, answer: ticket, ...(clinics && { clinics, clinicsAsOf: null }) };

const answers = { waiting: 'confirmed', called: 'called', done: 'done', cancelled: 'cancelled' } as const;

/** Nobody calls it any more. A desk's number is for the day, whatever half of it. */
const isOver = (ports: Pick<VisitPorts, 'day'>, entry: QueueEntry): boolean =>
  entry.kind === 'desk' ? entry.serviceDate !== ports.day().serviceDate : whenIs(ports, entry) === 'over';

/** Where it stands. The hospital's word counts once it has all that happened here: before, it speaks of the earlier state. */
export function statusOf(ports: Pick<VisitPorts, 'day'>, { entry, answer }: MyTicket): TicketStatus {
  if (!entry) return answer ? answers[answer.state] : 'unknown';
  if (entry.superseded) return 'cancelled';
  // Of a visit that the hospital had refused before, the cancellation is set aside: there is nothing to send.
  if (entry.amendment === 'cancel') return entry.state === 'dead' && !entry.setAside ? 'refused' : 'cancelled';
  if (entry.state === 'confirmed' && answer) return answers[answer.state];
  if (isOver(ports, entry)) return 'over';
  if (entry.state === 'dead') return 'refused';
  return entry.state === 'confirmed' ? 'confirmed' : 'sending';
}

/** The clinics a patient may change to, all but the present one. */
export const otherClinics = ({ entry, clinics }: Pick<MyTicket, 'entry' | 'clinics'>): ClinicInfo[] =>
  clinics.filter(({ id }) => id !== entry?.clinicId);

/**
 * What may be done to it here: nothing to what the queue does not have, what has ended, or what is reception's; only looked at where
 * money is in it, or may be. Which clinics take patients in a later session nobody says.
 */
export function offersOf(context: Pick<Shown, 'ports' | 'payment'>, ticket: MyTicket): TicketOffer[] {
  const { ports } = context;
  const { entry } = ticket;
  const when = entry ? whenIs(ports, entry) : 'over';
  if (!entry || entry.kind === 'desk' || when === 'over') return [];
  switch (statusOf(ports, ticket)) {
    case 'sending':
    case 'confirmed': {
      if (moneyOf(context, entry) !== 'settled') return ['show'];
      const isElsewhere = when === 'now' && otherClinics(ticket).some(({ open }) => open);
      return isElsewhere ? ['show', 'change-clinic', 'cancel'] : ['show', 'cancel'];
    }
    case 'called':
      return ['show'];
    case 'done':
    case 'cancelled':
    case 'refused':
    case 'over':
    case 'unknown':
      return [];
  }
}

export const mayBe = (offer: TicketOffer, context: Shown): boolean =>
  context.myTicket !== null && offersOf(context, context.myTicket).includes(offer);

/** Why it is neither changed nor cancelled here, as far as that needs words: somebody else does both, or another kiosk. */
export function noticeOf(context: Pick<Shown, 'ports' | 'payment'>, ticket: MyTicket): TicketNotice {
  const { ports } = context;
  const { entry, outcome } = ticket;
  const status = statusOf(ports, ticket);
  if (entry && whenIs(ports, entry) !== 'over' && (status === 'sending' || status === 'confirmed')) {
    const money = moneyOf(context, entry);
    if (money === 'cashier') return 'at-cashier';
    if (money === 'not-asked') return 'not-asked';
  }
  const isOffered = offersOf(context, ticket).some((offer) => offer !== 'show');
  if (outcome === 'not-possible' && !isOffered) return 'not-possible';
  return entry === null && status === 'confirmed' ? 'elsewhere' : 'none';
}

/** The clinic that it was for, while that takes patients: its owner may go there again. */
export function clinicAgain({ entry, answer, clinics }: MyTicket): ClinicInfo | null {
  const clinicId = entry ? entry.clinicId : answer?.clinicId;
  return clinics.find(({ id, open, isScreening }) => id === clinicId && open && !isScreening) ?? null;
}

/** Money is in it, or may be. */
export const isUnsettled = (context: Pick<Shown, 'ports' | 'payment'>, { entry }: Pick<MyTicket, 'entry'>): boolean =>
  entry !== null && moneyOf(context, entry) !== 'settled';

/** The other clinic and the queue that the patient joins there, the same as before; nothing when it is closed. */
export function newClinic(
  myTicket: MyTicket | null,
  clinicId: string,
): { clinic: ClinicInfo; stream: QueueStream } | null {
  const clinic = myTicket && otherClinics(myTicket).find(({ id, open }) => id === clinicId && open);
  const stream = myTicket?.entry?.stream;
  return clinic && stream ? { clinic, stream } : null;
}

/**
 * The number that is called. Where the patient had registered already, at the counter or another kiosk, that is the
 * hospital's. For a number of ours that the hospital adopted, its own later one is an alias: what is on the paper stays.
 */
export const calledTicket = ({ kind, alreadyThere, hospitalNumber, ticket }: QueueEntry): Ticket =>
  kind === 'visit' && alreadyThere && hospitalNumber !== null && hospitalNumber !== ticket.number
    ? { number: hospitalNumber, official: true }
    : ticket;

/** What its paper says where another number is called: whoever waits for this one waits in vain. */
export const uncalledNumber = (entry: QueueEntry): string | null =>
  calledTicket(entry) === entry.ticket ? null : entry.ticket.number;

/** Who pays for the number that is called, as far as its row says it: of that of another registration nothing does. */
export const payerKnown = (entry: QueueEntry): Payer | null => (uncalledNumber(entry) === null ? entry.payer : null);

/** A ticket of before on the screen, with the place that it was given for. */
type GivenTicket = Pick<VisitContext, 'clinic' | 'stream' | 'payer'> & { ticket: NumberedTicket };

function asGiven(ports: VisitPorts, entry: QueueEntry): GivenTicket {
  const { key, registeredAt, clinicId, stream } = entry;
  const payer = payerKnown(entry);
  const clinic = ports.knownClinics().find(({ id }) => id === clinicId) ?? null;
  const ticket: NumberedTicket = {
    key,
    ...calledTicket(entry),
    issuedAt: registeredAt,
    ...unsent,
    documents: documentsOf(ports, entry),
    asksInsurance: payer === 'undecided',
    origin: 'existing',
  };
  return { ticket, clinic, stream, payer };
}

/**
 * The ticket that a patient has already where they ask for one: it may have been moved since, and what they say now does not change
 * the queue that it stands in. Where the queue says nothing more of it, its clinic is the one that was asked for.
 */
export function ticketThere(
  ports: VisitPorts,
  { key, ticket }: Extract<CommitResult, { kind: 'already-registered' }>,
  asked: ClinicInfo,
): GivenTicket & Pick<VisitContext, 'priorityReason'> {
  const entry = orElse(null, () => ports.queue.entry(key));
  if (!entry) {
    const issuedAt = ports.now().toISOString();
    const unknown = { key, ...ticket, ...unsent, issuedAt, origin: 'existing' } satisfies NumberedTicket;
    return { ticket: unknown, clinic: asked, stream: null, payer: null, priorityReason: null };
  }
  const given = asGiven(ports, entry);
  // As it was just asked about.
  const clinic = entry.clinicId === asked.id ? asked : given.clinic;
  return { ...given, clinic, priorityReason: entry.priorityReason };
}

/** The ticket on its screen again. */
export function ticketAgain({ ports, myTicket }: Pick<Shown, 'ports' | 'myTicket'>): Partial<VisitContext> {
  const entry = myTicket?.entry;
  if (!entry) return {};
  return { ...asGiven(ports, entry), later: laterThanNow(ports, entry), myTicket: null };
}
