/**
 * Elementary files of the eMRTD application: ICAO 9303-10, 3.6 (commands), table 38 (identifiers, tags).
 *
 * The first READ BINARY of a file names it by its short identifier and brings header and body at once; EF.COM is never
 * read, since the SOD lists the groups with a signature. What was read survives a broken session.
 */
import { EXACT_LENGTH, statedBytes, STATUS, statusText, type CommandApdu } from './apdu.ts';
import { concat } from './bytes.ts';
import { protocolFailure, type ChipLink, type LinkFailure } from './link.ts';
import { sendProtected, type SecureMessaging } from './secure-messaging.ts';
import { readTlvHeader } from './tlv.ts';

/** LDS 1 application identifier. */
export const APPLICATION_ID = Uint8Array.of(0xa0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01);

/** The largest groups seen are portraits of some 40 KiB; a longer statement is a lie. */
export const MAX_FILE_BYTES = 128 * 1024;
/** READ BINARY (B0) addresses offsets up to 7FFF; what lies behind needs the odd instruction B1. */
export const MAX_SHORT_OFFSET = 0x7fff;
/**
 * Bytes asked for at once, best first. 231 is the most a short answer carries under 3DES; the smaller steps are sizes at
 * which chips in the field stop refusing.
 */
export const BLOCK_SIZES = [231, 192, 160, 128, 112] as const;
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

/** The file of a data group; null for a number LDS 1 does not have. */
export function dataGroupFile(group: number): FileId | null {
  const tag = GROUP_TAGS[group - 1];
  return tag === undefined ? null : { name: `DG${group}`, shortId: group, fileId: 0x0100 + group, tag };
}

export type FileResult =
  | { ok: true; bytes: Uint8Array }
  /** The chip keeps this file to itself; the session goes on. */
  | { ok: false; kind: 'absent' | 'denied' | 'refused' | 'too-long'; detail: string }
  /**
   * The session is over; read again with a new one. `probing`: because of the block size, which is smaller now.
   * `refusal`: the unprotected status would mean this, if the chip meant it.
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

export function emptyFile(file: FileId): PartialFile {
  return { file, totalBytes: null, readBytes: 0, chunks: [], exactBytes: null };
}

/** Reads files one after the other, and remembers across sessions which block size the chip takes. */
export class FileReader {
  readonly #link: ChipLink;
  readonly #onBytes: () => void;
  #blockIndex = 0;

  /** `onBytes` is called after every block. */
  constructor(link: ChipLink, onBytes: () => void) {
    this.#link = link;
    this.#onBytes = onBytes;
  }

  get blockBytes(): number {
    return BLOCK_SIZES[this.#blockIndex] as number;
  }

  /** Reads what is missing of `partial`. */
  async read(session: SecureMessaging, partial: PartialFile): Promise<FileResult> {
    const { file } = partial;
    if (partial.readBytes > 0) {
      // A short identifier leaves eight bits for the offset: select the file to go on in the middle.
      const selected = await sendProtected(this.#link, session, {
        cla: 0x00,
        ins: 0xa4,
        p1: 0x02,
        p2: 0x0c,
        data: Uint8Array.of(file.fileId >> 8, file.fileId & 0xff),
      });
      if (!selected.ok) return selected.kind === 'failed' ? selected : broken(selected.detail);
      if (selected.response.status !== STATUS.success) {
        return failed(`${file.name} cannot be selected again: ${statusText(selected.response.status)}`);
      }
    }

    let corrections = 0;
    while (partial.totalBytes === null || partial.readBytes < partial.totalBytes) {
      const missing = partial.totalBytes === null ? this.blockBytes : partial.totalBytes - partial.readBytes;
      const askedBytes = partial.exactBytes ?? Math.min(this.blockBytes, missing);
      const result = await sendProtected(this.#link, session, readBinary(partial, askedBytes));
      if (!result.ok) {
        if (result.kind === 'failed') return result;
        return this.#brokenBy(partial, result.nakedStatus, result.detail);
      }

      const { data, status } = result.response;
      if (status === STATUS.success || status === STATUS.endOfFileReached) {
        if (data.length === 0) return failed(`${file.name} ends before its stated length`);
        const problem = append(partial, data);
        if (problem) return problem;
        partial.exactBytes = null;
        corrections = 0;
        this.#onBytes();
      } else if (status >> 8 === EXACT_LENGTH && corrections < MAX_LENGTH_CORRECTIONS) {
        partial.exactBytes = statedBytes(status);
        corrections += 1;
      } else if (status !== STATUS.wrongLength || !this.#useSmallerBlocks()) {
        return refused(partial, status);
      }
    }
    return { ok: true, bytes: concat(...partial.chunks) };
  }

  /** An unprotected status ends the session, and still says what to do better in the next one. */
  #brokenBy(partial: PartialFile, nakedStatus: number | null, detail: string): FileResult {
    if (nakedStatus === null) return broken(detail);
    if (nakedStatus >> 8 === EXACT_LENGTH) partial.exactBytes = statedBytes(nakedStatus);
    const probing = nakedStatus === STATUS.wrongLength && this.#useSmallerBlocks();
    return { ...broken(detail), probing, refusal: partial.readBytes === 0 ? refusalKind(nakedStatus) : null };
  }

  /** Steps down the ladder; false at its foot. */
  #useSmallerBlocks(): boolean {
    if (this.#blockIndex === BLOCK_SIZES.length - 1) return false;
    this.#blockIndex += 1;
    return true;
  }
}

function failed(detail: string): FileResult {
  return { kind: 'failed', ...protocolFailure(detail) };
}

function broken(detail: string): Extract<FileResult, { kind: 'broken' }> {
  return { ok: false, kind: 'broken', probing: false, refusal: null, detail };
}

function readBinary(partial: PartialFile, expectedBytes: number): CommandApdu {
  const offset = partial.readBytes;
  return offset === 0
    ? { cla: 0x00, ins: 0xb0, p1: 0x80 | partial.file.shortId, p2: 0x00, expectedBytes }
    : { cla: 0x00, ins: 0xb0, p1: offset >> 8, p2: offset & 0xff, expectedBytes };
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
    if (totalBytes > MAX_SHORT_OFFSET + 1) {
      return { ok: false, kind: 'too-long', detail: `${file.name} has ${totalBytes} bytes, beyond short offsets` };
    }
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
