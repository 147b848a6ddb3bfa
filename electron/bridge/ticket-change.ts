import type { VisitAt } from './snapshot.ts';
import type { TicketOffer } from './ticket-snapshot.ts';

/** What a ticket may be promised of its code: that its number is moved or given back by it, at the kiosk that gave it. */

/** To be shown again is no change. */
export const changesIt = (offers: readonly TicketOffer[]): boolean => offers.some((offer) => offer !== 'show');

/** What it costs may still forbid it. Of a number that was just given nothing is offered on its screen. */
export const mayBeChanged = ({
  origin,
  offers,
  sync,
}: Pick<VisitAt<'ticket'>, 'origin' | 'offers' | 'sync'>): boolean =>
  origin === 'existing' ? changesIt(offers) : sync !== 'refused';
