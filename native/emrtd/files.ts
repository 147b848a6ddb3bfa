/**
 * Elementary files of the eMRTD application: ICAO 9303-10, 3.6 (commands), table 38 (identifiers, tags).
 *
 * The first READ BINARY of a file names it by its short identifier and brings header and body at once; EF.COM is never
 * needed, since the SOD lists the groups with a signature. What was read survives a broken session.
 */
import { EXACT_LENGTH, statedBytes, STATUS, statusText } from './apdu.ts';
import { concat } from './bytes.ts';
import { protocolFailure, type ChipLink, type LinkFailure } from './link.ts';
import type { LearningProfile } from './profile.ts';
import { contentOf, contentRoom, contentStated, MAX_SHORT_OFFSET, readByShortId, readFrom } from './read-binary.ts';
import { sendProtected, type SecureMessaging } from './secure-messaging.ts';
import { readTlvHeader } from './tlv.ts';

/** LDS 1 application identifier. */
export const APPLICATION_ID = Uint8Array.of(0xa0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01);

/** The largest groups seen are portraits of some 40 KiB; a longer statement is a lie. */
export const MAX_FILE_BYTES = 128 * 1024;
/**
 * Bytes to ask for at once where a chip refuses the most that a short answer carries (231 under 3DES, 223 under AES):
 * sizes at which chips in the field stop refusing.
 */
export const SMALLER_BLOCKS = [192, 160, 128, 112] as const;
/** Times a chip may correct the asked length (6Cxx) before it must answer with bytes. */
export const MAX_LENGTH_CORRECTIONS = 2;

export interface FileId {
  name: string;
  shortId: number;
  fileId: number;
  /** Tag the content begins with. */
  tag: number;
}

const GROUP_TAGS = [0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70];

export const SOD_FILE: FileId = { name: 'SOD', shortId: 0x1d, fileId: 0x011d, tag: 0x77 };

/** Nobody signs it: it is read for what it says about itself alone. */
export const COM_FILE: FileId = { name: 'EF.COM', shortId: 0x1e, fileId: 0x011e, tag: 0x60 };

/** Of the master file (3.11.4), where its identifiers are not those of the SOD. The tag is that of a CMS ContentInfo. */
export const CARD_SECURITY_FILE: FileId = { name: 'EF.CardSecurity', shortId: 0x1d, fileId: 0x011d, tag: 0x30 };

export const MRZ_FILE: FileId = { name: 'DG1', shortId: 0x01, fileId: 0x0101, tag: 0x61 };

/** The file of a data group; null for a number LDS 1 does not have. */
export function dataGroupFile(group: number): FileId | null {
  const tag = GROUP_TAGS[group - 1];
  return tag === undefined ? null : { name: `DG${group}`, shortId: group, fileId: 0x0100 + group, tag };
}

export type SkipReason = 'absent' | 'denied' | 'refused' | 'too-long';

export type FileResult =
  | { ok: true; bytes: Uint8Array }
  /** The chip keeps this file to itself; the session goes on. */
  | { ok: false; kind: SkipReason; detail: string }
  /**
   * The session is over; read again with a new one. `probing`: because of what the chip does not take, and is not asked
   * again. `refusal`: the unprotected status would mean this, if the chip meant it.
   */
  | { ok: false; kind: 'broken'; probing: boolean; refusal: 'absent' | 'denied' | null; detail: string }
  | { ok: false; kind: 'failed'; failure: LinkFailure };

/** What is there of one file. */
export interface PartialFile {
  readonly file: FileId;
  /** Size stated by the file's own header; null until it has been read. */
  totalBytes: number | null;
  readBytes: number;
  chunks: Uint8Array[];
  /** What the chip said the next read must ask for (6Cxx). */
  exactBytes: number | null;
}

/** How much of a file one command asks for. */
interface Request {
  contentBytes: number;
  /** More than a short answer carries. */
  isExtended: boolean;
}

export function emptyFile(file: FileId): PartialFile {
  return { file, totalBytes: null, readBytes: 0, chunks: [], exactBytes: null };
}

function isComplete({ totalBytes, readBytes }: PartialFile): boolean {
  return totalBytes !== null && readBytes >= totalBytes;
}

/** Reads files one after the other; what the chip takes goes into its profile. */
export class FileReader {
  readonly #link: ChipLink;
  readonly #profile: LearningProfile;
  readonly #onBytes: () => void;
  /** Of this very card; the profile may come from another of the same ATR. */
  #shortIdsWork = false;
  #extendedWorks = false;

  /** `onBytes` is called after every block. */
  constructor(link: ChipLink, profile: LearningProfile, onBytes: () => void) {
    this.#link = link;
    this.#profile = profile;
    this.#onBytes = onBytes;
  }

  /** Reads what is missing of `partial`. */
  async read(session: SecureMessaging, partial: PartialFile): Promise<FileResult> {
    const { file } = partial;
    if (isComplete(partial)) return { ok: true, bytes: concat(...partial.chunks) };
    // A short identifier leaves eight bits for the offset: going on in the middle needs a current file.
    let isCurrent = partial.readBytes > 0 || this.#profile.current.shortIds === 'refused';
    if (isCurrent) {
      const problem = await this.#select(session, partial);
      if (problem) return problem;
    }
    let corrections = 0;
    while (!isComplete(partial)) {
      const request = this.#nextRequest(session, partial);
      const { contentBytes, isExtended } = request;
      // Counted before it is sent: it may be what takes the card away.
      if (isExtended && !this.#extendedWorks) this.#profile.extendedSent();
      const command = isCurrent ? readFrom(partial.readBytes, contentBytes) : readByShortId(file.shortId, contentBytes);
      const result = await sendProtected(this.#link, session, { ...command, extended: isExtended });
      if (!result.ok) {
        if (result.kind === 'failed') return result;
        return this.#brokenBy(partial, request, result.nakedStatus, result.detail);
      }

      if (isExtended) this.#profile.extendedAnswered();
      const { data, status } = result.response;
      const content = contentOf(partial.readBytes, data);
      if (status === STATUS.success || status === STATUS.endOfFileReached) {
        if (!content) return failed(`${file.name}: content without its wrapper`);
        if (content.length === 0) {
          if (isExtended && this.#askForLess(partial, request)) continue;
          return failed(`${file.name} ends before its stated length`);
        }
        const problem = append(partial, content);
        if (problem) return problem;
        this.#learnFrom(partial, request, isCurrent);
        isCurrent = true;
        corrections = 0;
        this.#onBytes();
      } else if (status >> 8 === EXACT_LENGTH && corrections < MAX_LENGTH_CORRECTIONS) {
        partial.exactBytes = contentStated(partial.readBytes, statedBytes(status));
        corrections += 1;
      } else if (isCurrent || this.#shortIdsWork || status === STATUS.wrongLength) {
        if (!this.#isRefusedSize(status, request) || !this.#askForLess(partial, request))
          return refused(partial, status);
      } else {
        // Perhaps only the short identifier is refused: the file's own answer counts.
        const problem = await this.#select(session, partial);
        if (problem) return problem;
        isCurrent = true;
      }
    }
    return { ok: true, bytes: concat(...partial.chunks) };
  }

  /** Makes the file the current one; the result only when that fails. */
  async #select(session: SecureMessaging, partial: PartialFile): Promise<FileResult | null> {
    const { name, fileId } = partial.file;
    const data = Uint8Array.of(fileId >> 8, fileId & 0xff);
    const result = await sendProtected(this.#link, session, { cla: 0x00, ins: 0xa4, p1: 0x02, p2: 0x0c, data });
    if (!result.ok) return result.kind === 'failed' ? result : this.#brokenSelect(partial, result);
    const { status } = result.response;
    if (status === STATUS.success) return null;
    if (partial.readBytes > 0) return failed(`${name} cannot be selected again: ${statusText(status)}`);
    return refused(partial, status);
  }

  #brokenSelect(partial: PartialFile, result: { nakedStatus: number | null; detail: string }): FileResult {
    const isFirst = result.nakedStatus !== null && partial.readBytes === 0;
    return { ...broken(result.detail), refusal: isFirst ? refusalKind(result.nakedStatus as number) : null };
  }

  #nextRequest(session: SecureMessaging, { readBytes, totalBytes, exactBytes }: PartialFile): Request {
    if (exactBytes !== null) return { contentBytes: exactBytes, isExtended: false };
    const { current, extendedResponseBytes } = this.#profile;
    const short = contentRoom(readBytes, Math.min(session.maxShortResponseBytes, current.maxBlockBytes ?? Infinity));
    const extended =
      extendedResponseBytes === null ? 0 : contentRoom(readBytes, session.responseCapacity(extendedResponseBytes));
    // The size of a file is not known before its first block: asking for more than there is, is no mistake.
    const contentBytes = Math.min(Math.max(short, extended), totalBytes === null ? Infinity : totalBytes - readBytes);
    return { contentBytes, isExtended: contentBytes > short };
  }

  /** A block arrived: what was asked for is what this chip takes. */
  #learnFrom(partial: PartialFile, { isExtended }: Request, wasCurrent: boolean): void {
    if (isExtended) this.#extendedWorks = true;
    if (!wasCurrent) this.#shortIdsWork = true;
    const shortIds = this.#shortIdsWork ? 'work' : 'refused';
    if (this.#profile.current.shortIds !== shortIds) this.#profile.learn({ shortIds });
    // 6Cxx in the middle of a file states a limit, at its end a length.
    if (partial.exactBytes !== null && !isComplete(partial) && partial.exactBytes >= SMALLER_BLOCKS[3]) {
      const { maxBlockBytes } = this.#profile.current;
      this.#profile.learn({ maxBlockBytes: Math.min(maxBlockBytes ?? Infinity, partial.exactBytes) });
    }
    partial.exactBytes = null;
  }

  /** An unprotected status ends the session, and still says what to do better in the next one. */
  #brokenBy(partial: PartialFile, request: Request, nakedStatus: number | null, detail: string): FileResult {
    if (nakedStatus === null) return broken(detail);
    const isFirst = partial.readBytes === 0;
    let probing = false;
    if (nakedStatus >> 8 === EXACT_LENGTH) {
      probing = isFirst && partial.exactBytes === null;
      partial.exactBytes = contentStated(partial.readBytes, statedBytes(nakedStatus));
    } else if (this.#isRefusedSize(nakedStatus, request)) {
      probing = this.#askForLess(partial, request);
    }
    return { ...broken(detail), probing, refusal: isFirst ? refusalKind(nakedStatus) : null };
  }

  /** Chips put "too long" in many words as long as no extended length has worked; a short one is refused with 6700. */
  #isRefusedSize(status: number, { isExtended }: Request): boolean {
    return status === STATUS.wrongLength || (isExtended && !this.#extendedWorks && refusalKind(status) === null);
  }

  /** Gives up extended length, then steps down the ladder; false at its foot. */
  #askForLess(partial: PartialFile, { contentBytes, isExtended }: Request): boolean {
    partial.exactBytes = null;
    if (isExtended) {
      this.#profile.learn({ extended: 'none' });
      return true;
    }
    const smaller = SMALLER_BLOCKS.find((size) => size < contentBytes);
    if (smaller === undefined) return false;
    this.#profile.learn({ maxBlockBytes: smaller });
    return true;
  }
}

function failed(detail: string): FileResult {
  return { kind: 'failed', ...protocolFailure(detail) };
}

function broken(detail: string): Extract<FileResult, { kind: 'broken' }> {
  return { ok: false, kind: 'broken', probing: false, refusal: null, detail };
}

/** Takes a block in; the first one states the size of the file. Returns what is wrong with that size. */
function append(partial: PartialFile, block: Uint8Array): FileResult | null {
  const { file } = partial;
  partial.chunks.push(block);
  partial.readBytes += block.length;
  if (partial.totalBytes === null) {
    const header = readTlvHeader(concat(...partial.chunks));
    if (!header.ok) return header.reason === 'truncated' ? null : failed(`${file.name}: ${header.detail}`);
    if (header.value.tag !== file.tag) return failed(`${file.name} begins with another tag`);
    const totalBytes = header.value.headerBytes + header.value.valueBytes;
    if (totalBytes > MAX_FILE_BYTES) return failed(`${file.name} states ${totalBytes} bytes`);
    partial.totalBytes = totalBytes;
  }
  // Some chips fill up the last block with whatever follows in their memory.
  const excess = partial.readBytes - partial.totalBytes;
  if (excess > 0) {
    partial.chunks.push((partial.chunks.pop() as Uint8Array).subarray(0, -excess));
    partial.readBytes = partial.totalBytes;
  }
  return null;
}

function refused(partial: PartialFile, status: number): FileResult {
  const detail = `${partial.file.name}: ${statusText(status)}`;
  // Of everything that can go wrong in the middle, only a chip without the odd READ BINARY is no fault of the chip's.
  if (partial.readBytes > MAX_SHORT_OFFSET) return { ok: false, kind: 'too-long', detail };
  if (partial.readBytes > 0) return failed(`${detail} after ${partial.readBytes} bytes`);
  return { ok: false, kind: refusalKind(status) ?? 'refused', detail };
}

function refusalKind(status: number): 'absent' | 'denied' | null {
  switch (status) {
    case STATUS.securityStatusNotSatisfied:
      return 'denied';
    case STATUS.fileNotFound:
    case STATUS.recordNotFound:
    case STATUS.referencedDataNotFound:
      return 'absent';
    default:
      return null;
  }
}
