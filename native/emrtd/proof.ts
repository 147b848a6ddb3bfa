/**
 * Whether the chip is the one that was personalised, or another that holds a copy of its data: chip authentication
 * (ICAO 9303-11, 6.2), whose first answer under the new keys is the proof, and active authentication (6.1).
 */
import { authenticateActively } from './active-authentication.ts';
import type { Outcome } from './access.ts';
import type { RandomSource } from './bac.ts';
import { authenticateChip, chipAuthenticationOffers, type ChipAuthenticationOffer } from './chip-authentication.ts';
import type { ChipProof } from './chip.ts';
import type { PartialFile } from './files.ts';
import type { KeyPairSource } from './key-pairs.ts';
import type { ChipLink } from './link.ts';
import type { OpenDocument } from './open-document.ts';
import { camHolds } from './pace.ts';
import type { ChipMapping } from './pace-cam.ts';
import type { SecurityInfos } from './security-infos.ts';

/** A copied chip fails every time; a session that broke by itself does not break twice at the same place. */
export const MAX_PROOF_ATTEMPTS = 2;
/** Static keys that are tried. Issuers put one on a chip, or one for each family of algorithms. */
const MAX_KEYS = 2;

export type ProofOutcome = Outcome<{ proof: ChipProof; detail: string }>;

export interface ProofTools {
  link: ChipLink;
  keyPairs: KeyPairSource;
  random: RandomSource;
  /** Called with the APDUs that only served the proof. */
  onApdus: (count: number) => void;
}

/** What shows whether the mapping that opened the chip was the chip's own. */
export interface MappingEvidence {
  mapping: ChipMapping;
  /** EF.CardSecurity. `untrusted`: it can be read and does not count, so nobody knows which key the chip has mapped with. */
  cardSecurity: SecurityInfos | 'unreadable' | 'untrusted';
}

/**
 * By the mapping that opened the chip, or else by chip authentication. A mapping that does not fit counts against the chip
 * only when chip authentication does not hold either; such a chip has to have both (9303-11, 4.4).
 */
export async function proveByKeyAgreement(
  document: OpenDocument,
  evidence: MappingEvidence | null,
  infos: SecurityInfos,
  next: PartialFile,
  tools: ProofTools,
): Promise<ProofOutcome> {
  const mapped = evidence && isMapped(evidence, infos);
  if (mapped === true) return { ok: true, proof: { method: 'pace-cam', result: 'holds' }, detail: '' };

  const { usable, unsupported } = chipAuthenticationOffers(infos);
  const isSupported = usable.length > 0 || unsupported.length === 0;
  let proof: ChipProof = { method: null, result: isSupported ? 'not-offered' : 'unsupported' };
  let detail = unsupported.join(', ');
  for (const offer of usable.slice(0, MAX_KEYS)) {
    const outcome = await proveByChipAuthentication(document, offer, next, tools);
    if (!outcome.ok || outcome.proof.result === 'holds') return outcome;
    if (proof.result !== 'contradicts') ({ proof, detail } = outcome);
  }
  return { ok: true, proof: mapped === false ? { method: 'pace-cam', result: 'contradicts' } : proof, detail };
}

/** Whether the mapping fits a key of EF.CardSecurity or DG14; null where that is not known. */
function isMapped({ mapping, cardSecurity }: MappingEvidence, infos: SecurityInfos): boolean | null {
  const bySigned = typeof cardSecurity === 'string' ? null : camHolds(mapping, cardSecurity);
  if (bySigned === true) return true;
  const holds = camHolds(mapping, infos) ?? bySigned;
  return holds === false && cardSecurity === 'untrusted' ? null : holds;
}

/** Chip authentication. `next` is the file that is read next anyway: its first verified answer is the proof. */
async function proveByChipAuthentication(
  document: OpenDocument,
  offer: ChipAuthenticationOffer,
  next: PartialFile,
  { link, keyPairs, onApdus }: ProofTools,
): Promise<ProofOutcome> {
  const method = 'chip-authentication';
  let outcome: ProofOutcome = { ok: true, proof: { method, result: 'refused' }, detail: '' };
  for (let attempt = 0; attempt < MAX_PROOF_ATTEMPTS; attempt++) {
    const before = link.cost().apdus;
    const agreed = await authenticateChip(link, document.session, offer, { keyPairs });
    onApdus(link.cost().apdus - before);
    if (!agreed.ok) {
      if (agreed.kind === 'failed') return { ok: false, failure: agreed.failure };
      outcome = { ok: true, proof: { method, result: 'refused' }, detail: agreed.detail };
      if (agreed.kind === 'refused') return outcome;
      const reopened = await document.reopen('chip authentication', { detail: agreed.detail, probing: true });
      if (!reopened.ok) return reopened;
      continue;
    }
    document.use(agreed.session);
    const read = await document.readOnce(next);
    if (!read.ok && read.kind === 'failed') return { ok: false, failure: read.failure };
    const isProven = agreed.session.sendSequenceCounter.some((byte) => byte !== 0);
    let detail = 'no answer under the new keys';
    if (!read.ok && read.kind === 'broken') {
      detail = read.detail;
      const what = isProven ? next.file.name : 'chip authentication';
      const reopened = await document.reopen(what, { detail, probing: true });
      if (!reopened.ok) return reopened;
    }
    if (isProven) return { ok: true, proof: { method, result: 'holds' }, detail: '' };
    outcome = { ok: true, proof: { method, result: 'contradicts' }, detail };
  }
  return outcome;
}

/** Active authentication with the key of DG15. */
export async function proveByActiveAuthentication(
  document: OpenDocument,
  dg15: Uint8Array,
  infos: SecurityInfos,
  isExtendedFit: boolean,
  { link, random, onApdus }: ProofTools,
): Promise<ProofOutcome> {
  const method = 'active-authentication';
  let outcome: ProofOutcome = { ok: true, proof: { method, result: 'refused' }, detail: '' };
  for (let attempt = 0; attempt < MAX_PROOF_ATTEMPTS; attempt++) {
    const before = link.cost().apdus;
    // A chip that leaves the session over one form of the command is asked in the other one.
    const extended = attempt === 0 ? isExtendedFit : !isExtendedFit;
    const result = await authenticateActively(link, document.session, dg15, { random, infos, extended });
    onApdus(link.cost().apdus - before);
    if (result.ok) return { ok: true, proof: { method, result: 'holds' }, detail: '' };
    if (result.kind === 'failed') return { ok: false, failure: result.failure };
    if (result.kind !== 'broken') return { ok: true, proof: { method, result: result.kind }, detail: result.detail };
    outcome = { ok: true, proof: { method, result: 'refused' }, detail: result.detail };
    const reopened = await document.reopen('active authentication', { detail: result.detail, probing: true });
    if (!reopened.ok) return reopened;
  }
  return outcome;
}
