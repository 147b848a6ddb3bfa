import { assertEvent, assign, enqueueActions } from 'xstate';
import type { TicketOffer } from '../bridge/ticket-snapshot.ts';
import { cancelTicket } from './amend.ts';
import { issueDeskTicket, issueTickets } from './commit.ts';
import { wipedFor } from './context.ts';
import { visitSetup } from './machine-setup.ts';
import { answered, isUnsettled, mayBe, newClinic, openTicket, reopened, type TicketAnswer } from './my-ticket.ts';
import { orElse } from './or-else.ts';
import { saysOtherwise, syncedTicket } from './synced-ticket.ts';
import { offerNext, unseen } from './unshown.ts';
import { visitorByCode } from './visitor.ts';

/** The machine's words with those of tickets: issued, offered again, shown and changed by whoever holds one. */
export const ticketSetup = visitSetup.extend({
  actions: {
    issueTickets: assign(({ context }) => issueTickets(context)),
    /** Shown once committed; without a queue the paper has no number, and staff are told why. One offered again has its number. */
    issueDeskTicket: assign(({ context }) => ({ ticket: context.ticket ?? issueDeskTicket(context) })),
    offerUnshown: assign(({ context }) => offerNext(context)),
    /** One that was offered again and not seen waits for the next quiet moment. */
    keepUnseen: assign(({ context }) => ({ unshown: unseen(context) })),
    markShown: assign(({ context, event }) => {
      assertEvent(event, 'ticket-shown');
      orElse(undefined, () => {
        context.ports.queue.markTicketShown(event.key);
      });
      return { unshown: context.unshown.filter(({ ticket }) => ticket.key !== event.key) };
    }),
    /** Whoever shows a ticket is nobody yet: nothing of an earlier person stays. */
    openTicket: enqueueActions(({ enqueue, context }, key: string) => {
      const { ports, nextCard, visitor } = context;
      const isOnScreen = [context.ticket, context.myTicket].some((each) => each?.key === key);
      const kept = wipedFor(context, isOnScreen ? visitor : visitorByCode(context));
      enqueue.assign({ ...kept, nextCard, myTicket: openTicket(ports, key) });
      enqueue.raise({ type: 'ticket-opened' });
    }),
    reopenTicket: assign(({ context: { ports, myTicket } }) => ({ myTicket: myTicket && reopened(ports, myTicket) })),
    hearOfTicket: assign(({ context }, answer: TicketAnswer) => ({ myTicket: answered(context.myTicket, answer) })),
    cancelTicket: assign(({ context }) => cancelTicket(context)),
    refreshSync: enqueueActions(({ enqueue, context }) => {
      const { ticket } = context;
      const synced = ticket && syncedTicket(context, ticket);
      const others = context.others.map((other) => ({ ...other, ticket: syncedTicket(context, other.ticket) }));
      enqueue.assign({ ticket: synced, others });
      const isNews =
        (ticket && synced && saysOtherwise(ticket, synced)) ||
        others.some(({ ticket: now }, index) => saysOtherwise(context.others[index]!.ticket, now));
      // There is something new to read.
      if (isNews) enqueue.raise({ type: 'kept-waiting' });
    }),
  },
  guards: {
    ticketIssued: ({ context }) => context.ticket !== null,
    mayBe: ({ context }, offer: TicketOffer) => mayBe(offer, context),
    otherClinicOpen: ({ context, event }) =>
      event.type === 'choose-clinic' && newClinic(context.myTicket, event.clinicId) !== null,
    notPossible: ({ context }) => context.myTicket?.outcome === 'not-possible',
    isUnsettled: ({ context }) => context.myTicket !== null && isUnsettled(context, context.myTicket),
    cancelled: ({ context }) => context.myTicket?.outcome === 'cancelled',
    ofMyTicket: ({ context, event }) => event.type === 'queue-changed' && event.key === context.myTicket?.entry?.key,
    /** Of the ticket on the screen. */
    offered: ({ context }, offer: TicketOffer) => context.ticket?.offers.includes(offer) === true,
    unshownVisit: ({ context }) => context.unshown[0]?.kind === 'visit',
    unshownDesk: ({ context }) => context.unshown[0]?.kind === 'desk',
    /** Of one of the tickets on the screen. */
    ofThisTicket: ({ context: { ticket, others }, event }) =>
      (event.type === 'ticket-shown' || event.type === 'queue-changed') &&
      [ticket, ...others.map((other) => other.ticket)].some((each) => each?.key === event.key),
  },
});
