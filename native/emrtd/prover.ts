import type { OpenChip, Outcome } from './access.ts';
import { trustedInfos, type CardSecurityJudgement } from './card-security.ts';
import { chipAuthenticationOffers } from './chip-authentication.ts';
import type { ChipProof } from './chip.ts';
import { emptyFile, MRZ_FILE, type PartialFile } from './files.ts';
import type { OpenDocument } from './open-document.ts';
import { proveByActiveAuthentication, proveByKeyAgreement, type MappingEvidence, type ProofTools } from './proof.ts';
import type { LearningProfile } from './profile.ts';
import { GROUP, type ReadPlan } from './read-plan.ts';
import type { SecurityInfos } from './security-infos.ts';

/** The chip in question, and what it has said about itself. */
export interface ProofCase {
  document: OpenDocument;
  opened: OpenChip;
  plan: ReadPlan;
  /** DG14. */
  infos: SecurityInfos;
  /** Null where the chip has shown no such file. */
  cardSecurity: CardSecurityJudgement | null;
}

export interface ProverOptions extends Omit<ProofTools, 'onApdus'> {
  profile: LearningProfile;
  /** Takes findings. */
  note: (id: string, detail: string) => void;
  /** Groups read so far. */
  dataGroups: ReadonlyMap<number, Uint8Array>;
  /** Reads a group into `dataGroups` unless that was tried before. */
  readGroup: (document: OpenDocument, group: number) => Promise<Outcome<object>>;
}

export type Proved = Outcome<{ proof: ChipProof }>;

const WITHHELD: ChipProof = { method: null, result: 'refused' };

/** Which protocols a chip is asked for to show that it is no copy, and when in the course of the read. */
export class Prover {
  readonly #options: ProverOptions;
  readonly #tools: ProofTools;
  #apdus = 0;

  constructor(options: ProverOptions) {
    this.#options = options;
    this.#tools = { ...options, onApdus: (count) => this.count(count) };
  }

  /** Commands that only served the proof. */
  get apdus(): number {
    return this.#apdus;
  }

  count(apdus: number): void {
    this.#apdus += apdus;
  }

  /** An answer under AES carries less than one under 3DES: with short lengths, the new keys would cost more commands. */
  isBetterLate({ opened: { protocol }, infos }: ProofCase): boolean {
    const [offer] = chipAuthenticationOffers(infos).usable;
    const isTripleDes = protocol.name === 'bac' || protocol.offer.cipher === '3DES';
    const hasShortLengths = this.#options.profile.extendedResponseBytes === null;
    return isTripleDes && offer !== undefined && offer.cipher !== '3DES' && hasShortLengths;
  }

  /** By the mapping that opened the chip, or else by chip authentication. `next` is what is read next anyway. */
  async byKeyAgreement(subject: ProofCase, next: PartialFile): Promise<Proved> {
    const evidence = this.#mappingEvidence(subject);
    const outcome = await proveByKeyAgreement(subject.document, evidence, subject.infos, next, this.#tools);
    return outcome.ok ? this.#noted(outcome.proof, outcome.detail) : outcome;
  }

  /** By a signature of the chip, where nothing else has shown it. */
  async bySignature({ document, infos, plan }: ProofCase, earlier: ChipProof): Promise<Proved> {
    const { link, profile, dataGroups, readGroup } = this.#options;
    if (earlier.result === 'holds' || earlier.result === 'contradicts') return { ok: true, proof: earlier };
    const before = link.cost().apdus;
    const read = await readGroup(document, GROUP.activeAuthentication);
    if (!read.ok) return read;
    this.count(link.cost().apdus - before);
    const dg15 = dataGroups.get(GROUP.activeAuthentication);
    if (!dg15) {
      const isWithheld = earlier.result === 'not-offered' && this.#hidesKey(plan);
      return isWithheld ? this.#noted(WITHHELD, 'its key is kept back') : { ok: true, proof: earlier };
    }
    const isExtendedFit = profile.extendedResponseBytes !== null;
    const outcome = await proveByActiveAuthentication(document, dg15, infos, isExtendedFit, this.#tools);
    return outcome.ok ? this.#noted(outcome.proof, outcome.detail) : outcome;
  }

  /** Both, after everything was read: whatever is sent now serves the proof alone. */
  async late(subject: ProofCase): Promise<Proved> {
    const { link } = this.#options;
    const [apdus, ownApdus] = [link.cost().apdus, this.#apdus];
    const agreed = await this.byKeyAgreement(subject, emptyFile(MRZ_FILE));
    const proved = agreed.ok ? await this.bySignature(subject, agreed.proof) : agreed;
    this.#apdus = ownApdus + link.cost().apdus - apdus;
    return proved;
  }

  #mappingEvidence({ opened: { cam }, cardSecurity, plan }: ProofCase): MappingEvidence | null {
    if (!cam) return null;
    if (!cardSecurity) return { mapping: cam, cardSecurity: 'unreadable' };
    const { infos, finding } = trustedInfos(cardSecurity, plan.sod?.documentSigner ?? null);
    if (finding) this.#options.note(finding.id, finding.detail);
    return { mapping: cam, cardSecurity: infos ?? 'untrusted' };
  }

  /** A copy would hide what gives it away: the SOD lists a file with a key, and the chip does not show it. */
  #hidesKey(plan: ReadPlan): boolean {
    return [GROUP.security, GROUP.activeAuthentication].some(
      (group) => plan.find(group) !== null && !this.#options.dataGroups.has(group),
    );
  }

  #noted(proof: ChipProof, detail: string): Proved {
    if (proof.result === 'refused' || proof.result === 'unsupported') {
      this.#options.note(`chip-proof-${proof.result}`, `${proof.method ?? 'chip authentication'}: ${detail}`);
    }
    return { ok: true, proof };
  }
}
