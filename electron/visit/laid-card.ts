import type { ChipFailure } from '../../native/emrtd/chip.ts';
import type { ReaderStatus } from '../../native/readers/port.ts';
import type { CardProblem } from '../bridge/snapshot.ts';
import type { VisitContext } from './context.ts';

/** What lies on the reader: whose it is to take back, whose it is to go on with, and what is wrong with it. */

/** A card that its owner has not taken back. */
export const cardThere = ({ reader }: Pick<VisitContext, 'reader'>): boolean =>
  reader.state === 'card' || reader.state === 'unreadable-card';

/** A card as the reader counts them; one that cannot be read it does not count. */
export type LaidCard = number | 'unreadable';

/** The card that lies there; null for none. */
export const laidCard = (reader: ReaderStatus): LaidCard | null => {
  if (reader.state === 'card') return reader.generation;
  return reader.state === 'unreadable-card' ? 'unreadable' : null;
};

/** A card of whoever is on the screen, or was last, which is to be taken back. */
export const cardStillThere = (context: Pick<VisitContext, 'reader' | 'nextCard'>): boolean =>
  cardThere(context) && !context.nextCard;

/** What lies there at the end of a visit is of nobody who comes next, but for what they have laid. */
export const cardLeft = ({ reader, nextCard }: Pick<VisitContext, 'reader' | 'nextCard'>) => ({
  leftCard: nextCard ? null : laidCard(reader),
});

/** What lies there was laid before the present code was shown. */
export const isLeft = ({ leftCard }: Pick<VisitContext, 'leftCard'>, reader: ReaderStatus): boolean =>
  leftCard !== null && laidCard(reader) === leftCard;

/** The same after a word of the reader: one that falls silent is the one that was left, one that was taken is there no more. */
export function stillLeft(
  { reader, leftCard }: Pick<VisitContext, 'reader' | 'leftCard'>,
  status: ReaderStatus,
): LaidCard | null {
  if (status.state === 'empty') return null;
  return status.state === 'unreadable-card' && isLeft({ leftCard }, reader) ? 'unreadable' : leftCard;
}

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
