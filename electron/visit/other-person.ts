import { createHash } from 'node:crypto';
import { nameOfCode } from './codes-seen.ts';
import type { VisitContext } from './context.ts';
import type { Other, VisitEvent } from './events.ts';
import type { Identity } from './identity.ts';
import { cardThere, type LaidCard, laidCard } from './laid-card.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';
import { opensBy } from './read-chip.ts';

/** Somebody else's card or code while a visit is running: nothing of either person is shown to the other. */

/** What was shown, kept until it is said whose visit this is. What lay there before it was shown is not of whoever showed it. */
export function heldCode(
  { other, leftCard, reader }: Pick<VisitContext, 'other' | 'leftCard' | 'reader'>,
  shown: Extract<Other, { kind: 'code' }>['shown'],
) {
  return { other: { kind: 'code' as const, shown }, leftCard: other ? leftCard : laidCard(reader) };
}

/** The code that is asked about, once more. */
export const isShownAgain = ({ other }: Pick<VisitContext, 'other'>, event: VisitEvent): boolean =>
  other?.kind === 'code' &&
  (event.type === 'scan' || event.type === 'scan-ticket' || event.type === 'scan-vneid') &&
  nameOfCode(event) === nameOfCode(other.shown);

/** A card that did not lie there. One that falls silent is still the same. */
export const isNewCard = ({ reader }: Pick<VisitContext, 'reader'>, event: VisitEvent): boolean =>
  event.type === 'reader' &&
  cardThere({ reader: event.status }) &&
  (!cardThere({ reader }) || isAnother(laidCard(reader), laidCard(event.status)));

const isAnother = (one: LaidCard | null, other: LaidCard | null): boolean =>
  typeof one === 'number' && typeof other === 'number' && one !== other;

/** Whose the laid card is: of the patient, of who came with them, or of neither. */
export type CardOwner = 'patient' | 'carer' | 'other';

/**
 * Tries the codes of this visit on the laid card, each with a read of its own: the one that opens it names the owner, which shows
 * with the first names. The read goes no further.
 */
export async function ownerOfCard(
  { ports, reader, identity, carer }: Pick<VisitContext, 'ports' | 'reader' | 'identity' | 'carer'>,
  signal: AbortSignal,
): Promise<CardOwner> {
  if (await isOpenedBy({ ports, reader }, identity, signal)) return 'patient';
  return (await isOpenedBy({ ports, reader }, carer, signal)) ? 'carer' : 'other';
}

async function isOpenedBy(
  { ports, reader }: Pick<VisitContext, 'ports' | 'reader'>,
  identity: Identity | null,
  signal: AbortSignal,
): Promise<boolean> {
  const code = opensBy(identity);
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

/** What a ticket's code is known by, as if it had been scanned. */
export const ticketSha256 = ({ ticketCode }: Pick<VisitPorts, 'ticketCode'>, key: string): string =>
  createHash('sha256').update(ticketCode(key)).digest('hex');

/** Whether a ticket is the one that its owner came back with: what their face was found by, also after a change of clinic. */
export function isOwnTicket({ ports, identity }: Pick<VisitContext, 'ports' | 'identity'>, key: string): boolean {
  if (identity?.code.kind !== 'returning') return false;
  const visitKey = orElse(null, () => ports.queue.entry(key))?.visitKey ?? key;
  return identity.codeSha256 === ticketSha256(ports, visitKey);
}
