import type { TicketOffer } from '../bridge/ticket-snapshot.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import type { VisitContext } from './context.ts';
import type { IssuedTicket } from './issued-ticket.ts';
import { calledTicket, offersOf, openTicket, uncalledNumber } from './my-ticket.ts';
import { orElse } from './or-else.ts';

type Around = Pick<VisitContext, 'ports' | 'payment'>;

/** The ticket with what the hospital has made of its registration by now. */
export function syncedTicket<Ticket extends IssuedTicket>(context: Around, ticket: Ticket): Ticket {
  const { ports } = context;
  const { key } = ticket;
  const entry = key === null ? null : orElse(null, () => ports.queue.entry(key));
  if (!entry) return ticket;
  const origin = originOf(ticket, entry);
  return {
    ...ticket,
    ...calledTicket(entry),
    replacedNumber: uncalledNumber(entry) ?? ticket.replacedNumber,
    origin,
    offers: origin === 'existing' ? laterOffers(context, entry.key) : [],
    sync: syncOf(entry),
    refusal: entry.refusal,
  };
}

/** Whether its patient is told another number, or that it counts no more or again: not, that the hospital has it now. */
export const saysOtherwise = (before: IssuedTicket, now: IssuedTicket): boolean =>
  now.number !== before.number || (now.sync === 'refused') !== (before.sync === 'refused');

/** Whether the hospital has a row. */
export function syncOf({ state }: Pick<QueueEntry, 'state'>): IssuedTicket['sync'] {
  if (state === 'confirmed') return 'confirmed';
  return state === 'dead' ? 'refused' : 'pending';
}

/** Whether a desk's row has anything of its patient for staff, as far as the row says. */
export const hasCaptured = ({ evidence }: Pick<QueueEntry, 'evidence'>): boolean => evidence.length > 0;

/** Another number is called: the patient had registered already, at the counter or another kiosk. After a restart nobody knows them. */
const originOf = ({ origin }: IssuedTicket, entry: QueueEntry): IssuedTicket['origin'] =>
  origin === 'again' || uncalledNumber(entry) === null ? origin : 'existing';

/** What may be done to a ticket that is on the screen already. */
const laterOffers = (context: Around, key: string): TicketOffer[] =>
  offersOf(context, openTicket(context.ports, key)).filter((offer) => offer !== 'show');
