import { cardThere, laidCard, type Other, type VisitContext, type VisitEvent } from './context.ts';
import { codeOfCard } from './read-chip.ts';

/** Somebody else's card or code while a visit is running: nothing of either person is shown to the other. */

/** What was shown, kept until it is said whose visit this is. What lay there before it was shown is not of whoever showed it. */
export function heldCode(
  { other, leftCard, reader }: Pick<VisitContext, 'other' | 'leftCard' | 'reader'>,
  shown: Extract<Other, { kind: 'code' }>['shown'],
) {
  return { other: { kind: 'code' as const, shown }, leftCard: other ? leftCard : laidCard(reader) };
}

const nameOf = (shown: Extract<Other, { kind: 'code' }>['shown']): string =>
  shown.type === 'scan-ticket' ? shown.key : shown.codeSha256;

/** The code that is asked about, once more. */
export const isShownAgain = ({ other }: Pick<VisitContext, 'other'>, event: VisitEvent): boolean =>
  other?.kind === 'code' &&
  (event.type === 'scan' || event.type === 'scan-ticket' || event.type === 'scan-vneid') &&
  nameOf(event) === nameOf(other.shown);

/** A card that did not lie there. One that falls silent is still the same. */
export const isNewCard = ({ reader }: Pick<VisitContext, 'reader'>, event: VisitEvent): boolean =>
  event.type === 'reader' &&
  cardThere({ reader: event.status }) &&
  (!cardThere({ reader }) || isAnother(laidCard(reader), laidCard(event.status)));

const isAnother = (one: number | null, other: number | null): boolean =>
  one !== null && other !== null && one !== other;

/**
 * Whether the laid card is the one of this visit: then the visit's own code opens it, which shows with the first names. The read
 * goes no further.
 */
export async function isOwnCard(
  { ports, reader, identity }: Pick<VisitContext, 'ports' | 'reader' | 'identity'>,
  signal: AbortSignal,
): Promise<boolean> {
  const code = identity && codeOfCard(identity.code);
  const keys = code ? ports.documents.accessKeys(code) : [];
  if (reader.state !== 'card' || !code || keys.length === 0) return false;
  const opened = new AbortController();
  const result = await reader.read({
    keys,
    idNumber: code.idNumber,
    signal: AbortSignal.any([signal, opened.signal]),
    onNames: () => {
      opened.abort();
    },
  });
  return opened.signal.aborted || result.ok;
}
