import type { QueueEntry, RegistrationQueue } from '../../sync/queue/port.ts';
import { type UnshownTicket, unsent, type VisitContext } from './context.ts';
import { orElse } from './or-else.ts';

/** Tickets committed before a restart that their patients have not seen: offered one after another, to whoever waits. */

/** Oldest first; a queue that cannot be read has none. */
export const unshownTickets = (queue: Pick<RegistrationQueue, 'unshownTickets'>): UnshownTicket[] =>
  orElse([], () => queue.unshownTickets()).map(unshownOf);

const unshownOf = ({ key, kind, clinicId, ticket, registeredAt }: QueueEntry): UnshownTicket => ({
  kind,
  clinicId,
  ticket: { key, ...ticket, ...unsent, issuedAt: registeredAt, origin: 'again' },
});

/** The next of them on the screen. No name: the queue keeps none. */
export function offerNext({ ports, unshown }: Pick<VisitContext, 'ports' | 'unshown'>) {
  const [next, ...later] = unshown;
  if (!next) return {};
  const clinic = ports.knownClinics().find(({ id }) => id === next.clinicId) ?? null;
  return { unshown: later, ticket: next.ticket, clinic };
}
