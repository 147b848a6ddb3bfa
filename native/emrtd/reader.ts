/**
 * Reads an eMRTD from the first SELECT to the verdict. Order: key, SOD (it lists the groups), DG1 and the other small
 * groups, then the portrait, so that names show while the long file is still on its way.
 */
import { randomBytes } from 'node:crypto';
import { STATUS, statusText } from './apdu.ts';
import { assembleChip } from './assemble.ts';
import { authenticateBac, type RandomSource } from './bac.ts';
import { isCanKey, type MrzKey } from './chip.ts';
import type { AccessKey, ChipData, ChipFailure, ChipReadResult, Finding, ReadProgress } from './chip.ts';
import { APPLICATION_ID, BLOCK_SIZES, dataGroupFile, emptyFile, FileReader, SOD_FILE } from './files.ts';
import type { FileId, FileResult, PartialFile } from './files.ts';
import { isUsableKey } from './keys.ts';
import { ChipLink } from './link.ts';
import type { CardChannel } from './port.ts';
import type { SecureMessaging } from './secure-messaging.ts';
import { parseSod } from './sod.ts';

/** New sessions after one that broke. Chips that need a third one do not come back. */
export const MAX_RESTARTS = 2;

const MRZ_GROUP = 1;
const PORTRAIT_GROUP = 2;
const DETAILS_GROUP = 13;

export interface ReadChipOptions {
  /** Candidate keys, likeliest first; each is tried once. */
  keys: readonly AccessKey[];
  /** Data groups wanted. DG1 is read in any case. */
  groups: readonly number[];
  /** Trusted CSCA certificates in DER. */
  anchors?: readonly Uint8Array[];
  onProgress?: (progress: ReadProgress) => void;
  /** Called once, when DG1 and DG13 are there and the portrait is not; nothing is verified yet. */
  onNames?: (groups: { dg1: Uint8Array; dg13: Uint8Array | null }) => void;
  /** Looked at between exchanges. */
  signal?: AbortSignal;
  /** Nonces and key shares; a test hands in the worked example's. */
  random?: RandomSource;
}

/** Opens the chip with the first key that fits, reads the groups the SOD lists, and judges them. */
export async function readChip(channel: CardChannel, options: ReadChipOptions): Promise<ChipReadResult> {
  const link = new ChipLink(channel, options.signal);
  const outcome = await new ChipRead(link, options).run();
  return outcome.ok ? { ok: true, chip: outcome.chip } : { ok: false, failure: outcome.failure, cost: link.cost() };
}

type SkipReason = 'absent' | 'denied' | 'refused' | 'too-long';
type Outcome<T> = ({ ok: true } & T) | { ok: false; failure: ChipFailure };

class ChipRead {
  readonly #link: ChipLink;
  readonly #options: ReadChipOptions;
  readonly #random: RandomSource;
  readonly #files: FileReader;
  readonly #findings: Finding[] = [];
  /** Files to be read, in order; null until the SOD has said which. */
  #plan: PartialFile[] | null = null;
  readonly #sod = emptyFile(SOD_FILE);
  #restarts = 0;

  constructor(link: ChipLink, options: ReadChipOptions) {
    this.#link = link;
    this.#options = options;
    this.#random = options.random ?? ((sizeBytes) => new Uint8Array(randomBytes(sizeBytes)));
    this.#files = new FileReader(link, () => this.#reportProgress());
  }

  async run(): Promise<Outcome<{ chip: ChipData }>> {
    const selected = await this.#selectApplication();
    if (!selected.ok) return selected;
    const opened = await this.#tryKeys();
    if (!opened.ok) return opened;
    let { session } = opened;

    const sod = await this.#readFile(session, opened.key, this.#sod);
    if (!sod.ok) return sod;
    if (!sod.bytes) return protocol('no readable SOD');
    session = sod.session;

    const groups = this.#planGroups(sod.bytes);
    const dataGroups = new Map<number, Uint8Array>();
    let namesGiven = false;
    const giveNames = (): void => {
      const dg1 = dataGroups.get(MRZ_GROUP) as Uint8Array;
      if (!namesGiven) this.#options.onNames?.({ dg1, dg13: dataGroups.get(DETAILS_GROUP) ?? null });
      namesGiven = true;
    };
    for (const { group, partial } of groups) {
      // DG1 and DG13 come before all others.
      if (group !== MRZ_GROUP && group !== DETAILS_GROUP) giveNames();
      const read = await this.#readFile(session, opened.key, partial);
      if (!read.ok) return read;
      session = read.session;
      if (read.bytes) dataGroups.set(group, read.bytes);
      else if (group === MRZ_GROUP) return protocol('no readable DG1');
    }
    giveNames();

    if (this.#files.blockBytes !== BLOCK_SIZES[0]) {
      this.#note('smaller-blocks', `the chip takes ${this.#files.blockBytes} bytes at once`);
    }
    const read = {
      sod: sod.bytes,
      dataGroups,
      findings: this.#findings,
      cost: this.#link.cost(),
      access: { protocol: 'bac', variant: null, password: 'mrz' },
      proof: { method: null, result: 'not-tried' },
    } as const;
    const assembled = assembleChip(read, this.#options.anchors ?? []);
    return assembled.ok ? assembled : protocol(assembled.detail);
  }

  async #selectApplication(): Promise<Outcome<object>> {
    const result = await this.#link.send({ cla: 0x00, ins: 0xa4, p1: 0x04, p2: 0x0c, data: APPLICATION_ID });
    if (!result.ok) return result;
    if (result.response.status === STATUS.success) return { ok: true };
    const detail = `SELECT of the eMRTD application: ${statusText(result.response.status)}`;
    return { ok: false, failure: { kind: 'not-a-document', detail } };
  }

  async #tryKeys(): Promise<Outcome<{ session: SecureMessaging; key: MrzKey }>> {
    let tried = 0;
    for (const key of this.#options.keys.filter((key): key is MrzKey => !isCanKey(key)).filter(isUsableKey)) {
      const result = await authenticateBac(this.#link, key, this.#random);
      if (result.ok) return { ok: true, session: result.session, key };
      if (result.kind === 'failed') return { ok: false, failure: result.failure };
      tried += 1;
    }
    return { ok: false, failure: { kind: 'wrong-key', tried, ask: 'mrz' } };
  }

  /** A group's file or null when the chip keeps it to itself, and the session to go on with. */
  async #readFile(
    first: SecureMessaging,
    key: MrzKey,
    partial: PartialFile,
  ): Promise<Outcome<{ session: SecureMessaging; bytes: Uint8Array | null }>> {
    let session = first;
    let earlierRefusal: string | null = null;
    for (;;) {
      const result = await this.#files.read(session, partial);
      if (result.ok) return { ok: true, session, bytes: result.bytes };
      if (result.kind === 'failed') return { ok: false, failure: result.failure };
      if (result.kind !== 'broken') {
        this.#skip(partial, result);
        return { ok: true, session, bytes: null };
      }
      const reopened = await this.#reopen(key, partial.file, result);
      if (!reopened.ok) return reopened;
      session = reopened.session;
      // Some chips refuse a file in the clear, which ends the session. Saying it twice, they mean it.
      if (result.refusal !== null && result.refusal === earlierRefusal) {
        this.#skip(partial, { kind: result.refusal, detail: result.detail });
        return { ok: true, session, bytes: null };
      }
      earlierRefusal = result.refusal;
    }
  }

  async #reopen(
    key: MrzKey,
    file: FileId,
    broken: Extract<FileResult, { kind: 'broken' }>,
  ): Promise<Outcome<{ session: SecureMessaging }>> {
    // Each step down the ladder of block sizes may cost a session; there are only so many steps.
    if (!broken.probing && ++this.#restarts > MAX_RESTARTS) {
      return protocol(`secure messaging broke again while reading ${file.name}: ${broken.detail}`);
    }
    this.#note('session-resumed', `${file.name}: ${broken.detail}`);
    const selected = await this.#selectApplication();
    if (!selected.ok) {
      return selected.failure.kind === 'not-a-document' ? protocol(selected.failure.detail) : selected;
    }
    const result = await authenticateBac(this.#link, key, this.#random);
    if (result.ok) return result;
    return result.kind === 'failed'
      ? { ok: false, failure: result.failure }
      : protocol('the key that opened the chip no longer does');
  }

  /** What to read after the SOD: only groups it lists; everything asked for when it cannot be understood. */
  #planGroups(sodBytes: Uint8Array): { group: number; partial: PartialFile }[] {
    const parsed = parseSod(sodBytes);
    const wanted = new Set([MRZ_GROUP, ...this.#options.groups]);
    const groups: { group: number; partial: PartialFile }[] = [];
    for (const group of [...wanted].sort((left, right) => readingOrder(left) - readingOrder(right))) {
      const file = dataGroupFile(group);
      if (!file) continue;
      if (group !== MRZ_GROUP && parsed.ok && !parsed.sod.groupHashes.has(group)) {
        this.#note('group-not-listed', `${file.name} is not in the SOD`);
      } else {
        groups.push({ group, partial: emptyFile(file) });
      }
    }
    this.#plan = [this.#sod, ...groups.map(({ partial }) => partial)];
    return groups;
  }

  #skip(partial: PartialFile, { kind, detail }: { kind: SkipReason; detail: string }): void {
    this.#note(`group-${kind}`, detail);
    this.#plan = this.#plan?.filter((planned) => planned !== partial) ?? null;
  }

  #reportProgress(): void {
    const files = this.#plan ?? [this.#sod];
    const bytes = files.reduce((sum, file) => sum + file.readBytes, 0);
    const total = files.reduce((sum, file) => sum + (file.totalBytes ?? NaN), 0);
    // Sizes are known once the last file has begun; a guess would let the bar jump.
    this.#options.onProgress?.({ bytes, total: this.#plan && !Number.isNaN(total) ? total : 0 });
  }

  #note(id: string, detail: string): void {
    this.#findings.push({ id, detail });
  }
}

function protocol(detail: string): { ok: false; failure: ChipFailure } {
  return { ok: false, failure: { kind: 'protocol', detail } };
}

/** DG1, DG13, the rest by number, the portrait last. */
function readingOrder(group: number): number {
  if (group === MRZ_GROUP) return -2;
  if (group === DETAILS_GROUP) return -1;
  return group === PORTRAIT_GROUP ? Infinity : group;
}
