import type { TicketOffer } from '../bridge/ticket-snapshot.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import type { IssuedTicket, VisitContext } from './context.ts';
import { calledTicket, offersOf, openTicket } from './my-ticket.ts';
import { orElse } from './or-else.ts';

type Around = Pick<VisitContext, 'ports' | 'payment'>;

/** The ticket with what the hospital has made of its registration by now. */
export function syncedTicket<Ticket extends IssuedTicket>(context: Around, ticket: Ticket): Ticket {
  const { ports } = context;
  const { key } = ticket;
  const entry = key === null ? null : orElse(null, () => ports.queue.entry(key));
  if (!entry) return ticket;
  const { state } = entry;
  const origin = originOf(ticket, entry);
  return {
    ...ticket,
    ...calledTicket(entry),
    origin,
    offers: origin === 'existing' ? laterOffers(context, entry.key) : [],
    sync: state === 'confirmed' ? 'confirmed' : state === 'dead' ? 'refused' : 'pending',
  };
}

/** Another number is called: the patient had registered already, at the counter or another kiosk. */
const originOf = ({ origin }: IssuedTicket, entry: QueueEntry): IssuedTicket['origin'] =>
  calledTicket(entry) === entry.ticket ? origin : 'existing';

/** What may be done to a ticket that is on the screen already. */
const laterOffers = (context: Around, key: string): TicketOffer[] =>
  offersOf(context, openTicket(context.ports, key)).filter((offer) => offer !== 'show');
