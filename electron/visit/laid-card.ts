import type { ChipFailure } from '../../native/emrtd/chip.ts';
import type { ReaderStatus } from '../../native/readers/port.ts';
import type { CardProblem } from '../bridge/snapshot.ts';
import type { VisitContext } from './context.ts';

/** What lies on the reader: whose it is to take back, whose it is to go on with, and what is wrong with it. */

/** A card that its owner has not taken back. */
export const cardThere = ({ reader }: Pick<VisitContext, 'reader'>): boolean =>
  reader.state === 'card' || reader.state === 'unreadable-card';

/** The card that lies there, as the reader counts them; null for none. */
export const laidCard = (reader: ReaderStatus): number | null => (reader.state === 'card' ? reader.generation : null);

/** Laid by whoever comes next, while the last one's ticket is on the screen. */
const isNextCard = ({ reader, nextCard }: Pick<VisitContext, 'reader' | 'nextCard'>): boolean =>
  nextCard !== null && laidCard(reader) === nextCard;

/** A card of whoever is on the screen, or was last, which is to be taken back. */
export const cardStillThere = (context: Pick<VisitContext, 'reader' | 'nextCard'>): boolean =>
  cardThere(context) && !isNextCard(context);

/** What lies there at the end of a visit is of nobody who comes next, but for what they have laid. */
export const cardLeft = (context: Pick<VisitContext, 'reader' | 'nextCard' | 'leftCard'>) => ({
  leftCard: isNextCard(context) ? context.leftCard : laidCard(context.reader),
});

/** What lies there was laid before the present code was shown. */
export const isLeft = ({ leftCard }: Pick<VisitContext, 'leftCard'>, reader: ReaderStatus): boolean =>
  leftCard !== null && laidCard(reader) === leftCard;

/** The words for what lies there and cannot be read; asked while the reader says so. */
export const laidProblemOf = (reader: ReaderStatus): CardProblem =>
  reader.state === 'unreadable-card' && reader.reason === 'several' ? 'several-cards' : 'mute-card';

/** The words for a failed read on the patient's side. */
export function cardProblemOf(failure: ChipFailure): CardProblem {
  switch (failure.kind) {
    case 'card-lost':
      return 'pulled';
    case 'reader-lost':
      return 'reader-gone';
    case 'wrong-key':
      // With nothing to try, another card or another try would change nothing.
      return failure.tried === 0 ? 'no-key' : 'wrong-key';
    case 'not-a-document':
      return 'not-a-document';
    case 'protocol':
    case 'cancelled':
      return 'unreadable';
  }
}
