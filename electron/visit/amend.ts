import type { AmendResult, QueueEntry } from '../../sync/queue/port.ts';
import type { AmendmentDraft } from '../../sync/registration.ts';
import { serviceOf } from './clinic-hours.ts';
import type { VisitContext } from './context.ts';
import { documentsOf } from './evidence-words.ts';
import { type IssuedTicket, unsent } from './issued-ticket.ts';
import { calledTicket, type MyTicket, payerKnown, reopened, ticketThere } from './my-ticket.ts';
import { orElse } from './or-else.ts';
import { moneyOf } from './paid-ticket.ts';
import type { VisitPorts } from './ports.ts';

/** What a patient does to a ticket: another clinic, or none. Synchronous, like the commit of a visit. */

function amend(ports: VisitPorts, draft: Exclude<AmendmentDraft, { kind: 'refusal-notice' }>): AmendResult {
  return orElse<AmendResult>({ kind: 'failed', detail: 'the queue threw' }, () => ports.queue.amend(draft));
}

/** A ticket that was moved or cancelled is not offered to whoever waits after a restart. */
const stillUnshown = ({ unshown }: Pick<VisitContext, 'unshown'>, { key, visitKey }: QueueEntry) =>
  unshown.filter(({ ticket }) => ticket.key !== key && ticket.key !== visitKey);

const notPossible = (ports: VisitPorts, myTicket: MyTicket): Partial<VisitContext> => ({
  myTicket: { ...reopened(ports, myTicket), outcome: 'not-possible' },
});

/** Money is in it, or may be: the screen says that, and nothing has become impossible. */
const leftAlone = (ports: VisitPorts, myTicket: MyTicket): Partial<VisitContext> => ({
  myTicket: { ...reopened(ports, myTicket), outcome: 'none' },
});

type Amended = Pick<VisitContext, 'ports' | 'payment' | 'myTicket' | 'clinic' | 'stream' | 'unshown'>;

/** Moves the visit to the chosen clinic: the new ticket, that which the patient has there already, or why not. */
export function changeClinic(context: Amended): Partial<VisitContext> {
  const { ports, myTicket, clinic, stream } = context;
  const entry = myTicket?.entry;
  if (!entry || !clinic || !stream) return {};
  // It may have been paid while its patient was choosing.
  if (moneyOf(context, entry) !== 'settled') return leftAlone(ports, myTicket);
  const result = amend(ports, {
    kind: 'change-clinic',
    visitKey: entry.visitKey,
    clinic: { id: clinic.id, name: clinic.name.vi },
    stream,
    priorityReason: entry.priorityReason,
    service: serviceOf(ports, clinic.id),
  });
  if (result.kind === 'failed') return { myTicket: { ...myTicket, outcome: 'none' } };
  if (result.kind === 'not-possible') return notPossible(ports, myTicket);
  if (result.kind === 'already-registered') {
    // Whoever holds the one paper is told nothing of its patient that only the other says.
    const there = ticketThere(ports, result, clinic);
    const ticket = { ...there.ticket, asksInsurance: false };
    return { ...there, ticket, priorityReason: null, payer: null, myTicket: null };
  }
  const ticket: IssuedTicket = {
    key: result.key,
    ...result.ticket,
    ...unsent,
    documents: documentsOf(ports, entry),
    asksInsurance: payerKnown(entry) === 'undecided',
    issuedAt: ports.now().toISOString(),
    origin: 'moved',
    replacedNumber: calledTicket(entry).number,
  };
  return { ticket, payer: payerKnown(entry), myTicket: null, unshown: stillUnshown(context, entry) };
}

/** Cancels the visit; nothing changes when the queue fails. */
export function cancelTicket(context: Omit<Amended, 'clinic' | 'stream'>): Partial<VisitContext> {
  const { ports, myTicket } = context;
  const entry = myTicket?.entry;
  if (!entry) return {};
  if (moneyOf(context, entry) !== 'settled') return leftAlone(ports, myTicket);
  const result = amend(ports, { kind: 'cancel', visitKey: entry.visitKey });
  if (result.kind === 'failed') return { myTicket: { ...myTicket, outcome: 'none' } };
  if (result.kind !== 'amended') return notPossible(ports, myTicket);
  return { myTicket: { ...myTicket, outcome: 'cancelled' }, unshown: stillUnshown(context, entry) };
}
