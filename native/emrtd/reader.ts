/**
 * Reads an eMRTD from the first command to the verdict. Order: key, SOD (it lists the groups), DG14 (it shows whether the
 * chip is a copy), DG1 and the other small groups, then the portrait, so that names show while the long file is still on
 * its way and signatures are checked while it travels.
 */
import { randomBytes } from 'node:crypto';
import { ChipDoor, type OpenChip, type Outcome } from './access.ts';
import { assembleChip } from './assemble.ts';
import { concludeAuthenticity, judgeSignature, rememberSigner, type SignatureJudgement } from './authenticity.ts';
import type { RandomSource } from './bac.ts';
import { judgeCardSecurity, type CardSecurityJudgement } from './card-security.ts';
import { isCanKey, NO_COST } from './chip.ts';
import type { AccessKey, ChipAccess, ChipData, ChipFailure, ChipProof, ChipReadResult } from './chip.ts';
import type { Finding, ReadCost, ReadPhase, ReadProgress } from './chip.ts';
import { applyVerifier, type ChipVerifier, type VerifierResult } from './chip-verifier.ts';
import { parseEfCom, type EfCom } from './ef-com.ts';
import { COM_FILE, emptyFile, FileReader, SOD_FILE } from './files.ts';
import { freshKeyPairs, type KeyPairSource } from './key-pairs.ts';
import { ChipLink } from './link.ts';
import { OpenDocument } from './open-document.ts';
import type { CardChannel } from './port.ts';
import { LearningProfile, type ProfileMemory } from './profile.ts';
import { Prover, type ProofCase, type Proved } from './prover.ts';
import { GROUP, ReadPlan, type PlannedGroup } from './read-plan.ts';
import { NO_INFOS, parseSecurityInfos, type SecurityInfos } from './security-infos.ts';
import type { SignerMemory } from './signer-memory.ts';
import { NO_TRUST, type TrustStore } from './trust-store.ts';

export interface ReadChipOptions {
  /** Candidate keys, likeliest first; each is tried once, and only a few. */
  keys: readonly AccessKey[];
  /**
   * Data groups wanted, or every one the SOD lists. DG1 is read in any case, DG14 and DG15 for the proof that the chip is no
   * copy.
   */
  groups: readonly number[] | 'listed';
  /** Read EF.COM, too, and hold it against the SOD. Nobody signs it. */
  com?: boolean;
  /** Called with what EF.COM says, where that was asked for. */
  onCom?: (com: EfCom) => void;
  /** Trusted CSCA certificates and what belongs to them. */
  trust?: TrustStore;
  /** Document signers met before. */
  knownSigners?: SignerMemory;
  /** An outside service, asked when the document signer is anchored nowhere. */
  verifier?: ChipVerifier;
  /** What is known of this kind of chip. */
  profile?: ProfileMemory;
  /** Key pairs made ahead; fresh ones without. */
  keyPairs?: KeyPairSource;
  onProgress?: (progress: ReadProgress) => void;
  /** Called once, when DG1 and DG13 are there and the portrait is not; nothing is verified yet. */
  onNames?: (groups: { dg1: Uint8Array; dg13: Uint8Array | null }) => void;
  /** Looked at between exchanges. */
  signal?: AbortSignal;
  /** Nonces and key shares; a test or a recording hands in its own. */
  random?: RandomSource;
  /** For what has a date, like revocation lists. */
  now?: () => Date;
  /** Milliseconds for the accounts of the read. */
  clockMs?: () => number;
}

/** Opens the chip with the first key that fits, reads the groups the SOD lists, and judges them. */
export async function readChip(channel: CardChannel, options: ReadChipOptions): Promise<ChipReadResult> {
  const read = new ChipRead(channel, options);
  const outcome = await read.run();
  return outcome.ok ? outcome : { ok: false, failure: outcome.failure, cost: read.cost() };
}

const NOT_TRIED: Proved = { ok: true, proof: { method: null, result: 'not-tried' } };

class ChipRead {
  readonly #link: ChipLink;
  readonly #options: ReadChipOptions;
  readonly #random: RandomSource;
  readonly #keyPairs: KeyPairSource;
  readonly #profile: LearningProfile;
  readonly #files: FileReader;
  readonly #clockMs: () => number;
  readonly #signal: AbortSignal;
  readonly #findings: Finding[] = [];
  readonly #phases: ReadCost['phases'] = [];
  readonly #dataGroups = new Map<number, Uint8Array>();
  readonly #sod = emptyFile(SOD_FILE);
  readonly #prover: Prover;
  #plan: ReadPlan | null = null;
  #phaseStartMs: number;
  #judgement: SignatureJudgement | null = null;
  #cardSecurity: CardSecurityJudgement | null = null;
  #verified: Promise<VerifierResult> | null = null;

  constructor(channel: CardChannel, options: ReadChipOptions) {
    this.#options = options;
    this.#signal = options.signal ?? new AbortController().signal;
    this.#link = new ChipLink(channel, this.#signal);
    this.#random = options.random ?? ((sizeBytes) => new Uint8Array(randomBytes(sizeBytes)));
    this.#keyPairs = options.keyPairs ?? freshKeyPairs(this.#random);
    this.#profile = new LearningProfile(options.profile);
    this.#files = new FileReader(this.#link, this.#profile, () => this.#reportProgress());
    this.#clockMs = options.clockMs ?? (() => performance.now());
    this.#phaseStartMs = this.#clockMs();
    this.#prover = new Prover({
      link: this.#link,
      profile: this.#profile,
      keyPairs: this.#keyPairs,
      random: this.#random,
      dataGroups: this.#dataGroups,
      note: (id, detail) => this.#note(id, detail),
      readGroup: (document, group) => this.#readGroup(document, group),
    });
  }

  cost(): ReadCost {
    return { ...NO_COST, ...this.#link.cost(), proofApdus: this.#prover.apdus, phases: [...this.#phases] };
  }

  async run(): Promise<Outcome<{ chip: ChipData }>> {
    const note = (id: string, detail: string): void => this.#note(id, detail);
    const door = new ChipDoor(this.#link, this.#profile, {
      keys: this.#options.keys,
      random: this.#random,
      keyPairs: this.#keyPairs,
      note,
      onProofApdus: (count) => this.#prover.count(count),
    });
    const opened = await door.open();
    if (!opened.ok) return opened;
    this.#endPhase('access');
    const { cardSecurity } = opened.chip;
    if (cardSecurity) this.#link.meanwhile(() => this.#judgeCardSecurity(cardSecurity));
    const document = new OpenDocument(door, opened.chip, this.#files, note);

    const sod = await document.read(this.#sod);
    if (!sod.ok) return sod;
    if (!sod.bytes) return protocol(`no readable SOD: ${sod.detail}`);
    const plan = new ReadPlan(this.#sod, sod.bytes, this.#options.groups);
    this.#plan = plan;
    for (const group of plan.unlisted) note('group-not-listed', `DG${group} is not in the SOD`);
    return this.#readDocument(document, opened.chip, plan, sod.bytes);
  }

  async #readDocument(
    document: OpenDocument,
    opened: OpenChip,
    plan: ReadPlan,
    sod: Uint8Array,
  ): Promise<Outcome<{ chip: ChipData }>> {
    const infos = await this.#readSecurityInfos(document);
    if (!infos.ok) return infos;
    this.#comparePace(opened, infos.infos);
    const subject: ProofCase = { document, opened, plan, infos: infos.infos, cardSecurity: this.#cardSecurity };
    const isLate = this.#prover.isBetterLate(subject);
    const mrz = (plan.find(GROUP.mrz) as PlannedGroup).partial;
    let proof = isLate ? NOT_TRIED : await this.#prover.byKeyAgreement(subject, mrz);
    if (!proof.ok) return proof;

    for (const group of [GROUP.mrz, GROUP.details]) {
      const read = await this.#readGroup(document, group);
      if (!read.ok) return read;
    }
    const dg1 = this.#dataGroups.get(GROUP.mrz);
    if (!dg1) return protocol('no readable DG1');
    this.#endPhase('names');
    this.#options.onNames?.({ dg1, dg13: this.#dataGroups.get(GROUP.details) ?? null });

    if (!isLate) proof = await this.#prover.bySignature(subject, proof.proof);
    if (!proof.ok) return proof;
    this.#link.meanwhile(() => this.#judge(sod));
    for (const { group } of plan.groups.filter(({ isAsked }) => isAsked)) {
      const read = await this.#readGroup(document, group);
      if (!read.ok) return read;
    }
    const com = await this.#readCom(document, plan);
    if (!com.ok) return com;
    this.#endPhase('portrait');
    if (isLate) proof = await this.#prover.late(subject);
    return proof.ok ? this.#conclude(sod, opened, proof.proof) : proof;
  }

  /** DG14, where the document has one: it says how the chip can show that it is no copy. */
  async #readSecurityInfos(document: OpenDocument): Promise<Outcome<{ infos: SecurityInfos }>> {
    const read = await this.#readGroup(document, GROUP.security);
    if (!read.ok) return read;
    const dg14 = this.#dataGroups.get(GROUP.security);
    const parsed = dg14 && parseSecurityInfos(dg14);
    if (parsed && !parsed.ok) this.#note('security-infos-malformed', parsed.detail);
    return { ok: true, infos: parsed?.ok ? parsed.infos : NO_INFOS };
  }

  /** DG14 repeats, with a signature, what EF.CardAccess says to everybody (9303-11, 9.2.9): a file held back shows here. */
  #comparePace({ protocol: opened }: OpenChip, { pace }: SecurityInfos): void {
    const isTurnedDown = this.#findings.some(({ id }) => id === 'pace-refused' || id === 'pace-unsupported');
    if (opened.name !== 'bac' || pace.length === 0 || isTurnedDown) return;
    this.#note('pace-withheld', 'the chip has PACE and was opened without');
    this.#profile.learn({ cardAccess: 'unknown' });
  }

  async #readGroup(document: OpenDocument, group: number): Promise<Outcome<object>> {
    const planned = (this.#plan as ReadPlan).find(group);
    if (planned?.state !== 'waiting') return { ok: true };
    const read = await document.read(planned.partial);
    if (!read.ok) return read;
    planned.state = 'done';
    if (read.bytes) this.#dataGroups.set(group, read.bytes);
    else this.#note(`group-${read.kind}`, read.detail);
    return { ok: true };
  }

  async #readCom(document: OpenDocument, plan: ReadPlan): Promise<Outcome<object>> {
    if (!this.#options.com) return { ok: true };
    const read = await document.read(emptyFile(COM_FILE));
    if (!read.ok) return read;
    if (!read.bytes) {
      this.#note(`com-${read.kind}`, read.detail);
      return { ok: true };
    }
    const parsed = parseEfCom(read.bytes);
    if (!parsed.ok) {
      this.#note('com-malformed', parsed.detail);
      return { ok: true };
    }
    this.#options.onCom?.(parsed.common);
    const difference = plan.differenceTo(parsed.common);
    if (difference !== null) this.#note('com-differs', difference);
    return { ok: true };
  }

  #judgeCardSecurity(bytes: Uint8Array): void {
    const { trust = NO_TRUST, now = () => new Date() } = this.#options;
    this.#cardSecurity = judgeCardSecurity(bytes, trust, now());
  }

  /** The expensive half of the verdict. It needs the SOD alone, so it is done while the portrait travels. */
  #judge(sod: Uint8Array): void {
    const { trust = NO_TRUST, knownSigners, verifier, now } = this.#options;
    const judgement = judgeSignature(sod, trust, {
      ...(knownSigners && { knownSigners }),
      ...(now && { now: now() }),
    });
    this.#judgement = judgement;
    const signer = judgement.sod?.documentSigner;
    if (verifier && signer && judgement.verdict === 'consistent') {
      this.#verified = verifier.verify({ sod, documentSigner: signer.der }, this.#signal);
    }
  }

  async #conclude(sod: Uint8Array, opened: OpenChip, proof: ChipProof): Promise<Outcome<{ chip: ChipData }>> {
    this.#link.finishWork();
    const judgement = this.#judgement as SignatureJudgement;
    let authenticity = concludeAuthenticity(judgement, this.#dataGroups);
    const answer = await this.#verified;
    if (this.#signal.aborted) return { ok: false, failure: { kind: 'cancelled' } };
    if (answer) authenticity = applyVerifier(authenticity, answer);
    const { maxBlockBytes } = this.#profile.current;
    if (maxBlockBytes !== null) this.#note('smaller-blocks', `the chip takes ${maxBlockBytes} bytes at once`);
    this.#endPhase('verdict');
    const assembled = assembleChip({
      sod,
      dataGroups: this.#dataGroups,
      authenticity,
      access: accessOf(opened),
      proof,
      findings: this.#findings,
      cost: this.cost(),
    });
    if (!assembled.ok) return protocol(assembled.detail);
    const { knownSigners } = this.#options;
    if (knownSigners) rememberSigner(assembled.chip.authenticity, knownSigners);
    if (assembled.chip.authenticity.verdict !== 'invalid') this.#profile.confirm();
    return assembled;
  }

  #endPhase(phase: ReadPhase): void {
    const nowMs = this.#clockMs();
    this.#phases.push({ phase, durationMs: nowMs - this.#phaseStartMs });
    this.#phaseStartMs = nowMs;
  }

  #reportProgress(): void {
    const begun = { bytes: this.#sod.readBytes, total: 0 };
    this.#options.onProgress?.(this.#plan?.progress() ?? begun);
  }

  #note(id: string, detail: string): void {
    this.#findings.push({ id, detail });
  }
}

function accessOf({ key, protocol }: OpenChip): ChipAccess {
  return {
    protocol: protocol.name,
    variant: protocol.name === 'pace' ? protocol.offer.oid : null,
    password: isCanKey(key) ? 'can' : 'mrz',
  };
}

function protocol(detail: string): { ok: false; failure: ChipFailure } {
  return { ok: false, failure: { kind: 'protocol', detail } };
}
