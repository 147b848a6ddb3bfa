import type { ChipReadResult } from '../../native/emrtd/chip.ts';
import type { VisitContext } from './context.ts';
import type { VisitEvent } from './events.ts';
import { codeAgainstChip, type Identity, type UsableCode } from './identity.ts';
import { cardProblemOf } from './laid-card.ts';
import type { Picture } from './ports.ts';

const noCost = { apdus: 0, bytesSent: 0, bytesReceived: 0, proofApdus: 0, phases: [] };

/** A read, and its portrait as a picture that the screen can show. */
export type ChipReading =
  (Extract<ChipReadResult, { ok: true }> & { picture: Picture | null }) | Extract<ChipReadResult, { ok: false }>;

/** Of a card's own code, or its number typed; null for paper. */
const codeOfCard = (code: UsableCode) => (code.kind === 'cccd' || code.kind === 'typed' ? code : null);

/** What the card of this identity opens by; null where there is none. */
export const opensBy = (identity: Identity | null) => identity && (identity.typed ?? codeOfCard(identity.code));

/** Reads the laid card with the keys that the scanned code gives, reporting bytes and the name as they come. */
export async function readChipOf(
  input: Pick<VisitContext, 'ports' | 'reader' | 'identity'> & { report: (event: VisitEvent) => void },
  signal: AbortSignal,
): Promise<ChipReading> {
  const { ports, reader, identity } = input;
  const code = opensBy(identity);
  if (reader.state !== 'card' || !code) {
    return { ok: false, failure: { kind: 'card-lost', detail: 'no card on the reader' }, cost: noCost };
  }
  const keys = ports.documents.accessKeys(code);
  if (keys.length === 0) return { ok: false, failure: { kind: 'wrong-key', tried: 0, ask: 'mrz' }, cost: noCost };
  // A read that was given up may still call back: its bytes and its name belong to no visit any more.
  const report = (event: VisitEvent) => {
    if (!signal.aborted) input.report(event);
  };
  const result = await reader.read({
    keys,
    idNumber: code.idNumber,
    signal,
    onProgress: (progress) => {
      report({ type: 'chip-progress', progress });
    },
    onNames: (groups) => {
      const fullName = ports.documents.nameOf(groups);
      if (fullName !== null) report({ type: 'chip-names', fullName });
    },
  });
  if (!result.ok) return result;
  const { portrait } = result.chip;
  return { ...result, picture: portrait && (await ports.documents.pictureOf(portrait)) };
}

/** What a read leaves in the visit: the holder and how far the chip is trusted, or the problem and one try less. */
export function afterRead(
  context: Pick<VisitContext, 'ports' | 'identity' | 'cardTriesLeft'>,
  result: ChipReading,
): Partial<VisitContext> {
  const { ports, identity } = context;
  if (!result.ok) return { ...triedInVain(context), cardProblem: cardProblemOf(result.failure) };
  const code = identity && codeOfCard(identity.code);
  if (!identity || !code) return {};
  const { chip, picture } = result;
  const holder = ports.documents.holderOf(chip);
  const verdict = ports.documents.verdictOf(chip);
  const isOver = holder.expiryDate !== null && holder.expiryDate < ports.day().serviceDate;
  const expiredOn = isOver ? holder.expiryDate : null;
  // Documents without such keys, and readers that do not ask for them, are no less than they ever were.
  const isProven = chip.proof.result !== 'refused' && chip.proof.result !== 'contradicts';
  return {
    identity: { ...identity, chip: { holder, verdict, isProven, expiredOn, portrait: picture } },
    conflicts: codeAgainstChip(code, holder, ports.documents),
  };
}

/** The name a failed read may already have shown goes with it. */
export const triedInVain = (context: Pick<VisitContext, 'cardTriesLeft'>) => ({
  cardTriesLeft: context.cardTriesLeft - 1,
  chipName: null,
});
