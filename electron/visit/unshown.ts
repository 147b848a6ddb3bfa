import type { QueueEntry, RegistrationQueue } from '../../sync/queue/port.ts';
import type { VisitContext } from './context.ts';
import { documentsOf } from './evidence-words.ts';
import { isNumbered, type UnshownTicket, unsent } from './issued-ticket.ts';
import { laterThanNow } from './moments.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';
import { hasCaptured } from './synced-ticket.ts';

/** Tickets committed before a restart that their patients have not seen: offered one after another, to whoever waits. */

/** Oldest first; a queue that cannot be read has none. */
export const unshownTickets = (
  ports: Pick<VisitPorts, 'policies'>,
  queue: Pick<RegistrationQueue, 'unshownTickets'>,
): UnshownTicket[] => orElse([], () => queue.unshownTickets()).map((entry) => unshownOf(ports, entry));

function unshownOf(ports: Pick<VisitPorts, 'policies'>, entry: QueueEntry): UnshownTicket {
  const { key, kind, clinicId, ticket, registeredAt, serviceDate, session } = entry;
  return {
    kind,
    clinicId,
    moment: { serviceDate, session },
    ticket: {
      ...{ key, ...ticket, ...unsent, issuedAt: registeredAt, origin: 'again' },
      documents: documentsOf(ports, entry),
      asksInsurance: entry.payer === 'undecided',
      hasCaptured: hasCaptured(entry),
    },
  };
}

/** What is still to be offered, first of all the ticket on the screen when it was offered again and nobody has seen it. */
export function unseen({
  ports,
  ticket,
  unshown,
}: Pick<VisitContext, 'ports' | 'ticket' | 'unshown'>): UnshownTicket[] {
  if (ticket?.origin !== 'again' || !isNumbered(ticket)) return unshown;
  const entry = orElse(null, () => ports.queue.entry(ticket.key));
  return entry && !entry.ticketShown ? [unshownOf(ports, entry), ...unshown] : unshown;
}

/** The next of them on the screen. No name: the queue keeps none. */
export function offerNext({ ports, unshown: [next, ...unshown] }: Pick<VisitContext, 'ports' | 'unshown'>) {
  if (!next) return {};
  const clinic = ports.knownClinics().find(({ id }) => id === next.clinicId) ?? null;
  return { unshown, ticket: next.ticket, clinic, later: laterThanNow(ports, next.moment) };
}
