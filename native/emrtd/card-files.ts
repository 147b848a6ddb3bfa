/**
 * The two files a chip shows to everybody, at the level of its master file: EF.CardAccess (ICAO 9303-10, 3.11.3; it says
 * which PACE the chip offers) and EF.ATR/INFO (3.11.1; ISO/IEC 7816-4, 12.7.1; it says which lengths the chip takes).
 */
import { MAX_RESPONSE_DATA_BYTES, STATUS } from './apdu.ts';
import { concat } from './bytes.ts';
import { SMALLER_BLOCKS } from './files.ts';
import type { ChipLink, LinkFailure, LinkResult } from './link.ts';
import type { ChipProfile, LearningProfile } from './profile.ts';
import { readByShortId, readFrom } from './read-binary.ts';
import { findTlv, readTlvHeader, readTlvs } from './tlv.ts';

/** EF.CardAccess holds a handful of SecurityInfos; explicit domain parameters take some 500 bytes each. */
export const MAX_CARD_FILE_BYTES = 4096;

/** Longest APDUs without extended length. */
const MAX_SHORT_COMMAND_BYTES = 261;
const MAX_SHORT_RESPONSE_BYTES = 258;
/** 65,536 bytes and the status word. */
const MAX_EXTENDED_RESPONSE_BYTES = 0x10002;
/** The sizes in EF.ATR/INFO have two bytes, and perhaps a zero before them. */
const MAX_LENGTH_BYTES = 3;

const CARD_ACCESS = { shortId: 0x1c, fileId: 0x011c };
const ATR_INFO = { shortId: 0x01, fileId: 0x2f01 };
const MASTER_FILE = Uint8Array.of(0x3f, 0x00);

export type CardFileResult = { ok: true; bytes: Uint8Array | null } | { ok: false; failure: LinkFailure };

/** EF.CardAccess, null where the chip has none; learns by which form it is reached. */
export async function readCardAccess(link: ChipLink, profile: LearningProfile): Promise<CardFileResult> {
  const { cardAccess } = profile.current;
  if (cardAccess === 'none') return { ok: true, bytes: null };
  if (cardAccess !== 'select') {
    const byShortId = await readInTheClear(link, CARD_ACCESS.shortId);
    if (!byShortId.ok || byShortId.bytes) return learnt(profile, 'short-id', byShortId);
  }
  const selected = await selectCardFile(link, CARD_ACCESS.fileId);
  if (!selected.ok || !selected.bytes) return learnt(profile, 'none', selected);
  return learnt(profile, 'select', await readInTheClear(link, null));
}

function learnt(profile: LearningProfile, form: ChipProfile['cardAccess'], result: CardFileResult): CardFileResult {
  if (result.ok && form !== profile.current.cardAccess) profile.learn({ cardAccess: result.bytes ? form : 'none' });
  return result;
}

/** Learns from EF.ATR/INFO whether the chip takes extended lengths. */
export async function readAtrInfo(link: ChipLink, profile: LearningProfile): Promise<CardFileResult> {
  let result: CardFileResult;
  if (profile.current.cardAccess === 'short-id') {
    result = await readInTheClear(link, ATR_INFO.shortId);
  } else {
    result = await selectCardFile(link, ATR_INFO.fileId);
    if (result.ok && result.bytes) result = await readInTheClear(link, null);
  }
  if (result.ok) profile.learn({ extended: result.bytes ? extendedLengthOf(result.bytes) : 'none' });
  return result;
}

/** DO'7F66': two INTEGERs, the longest command and the longest response APDU. */
function extendedLengthOf(bytes: Uint8Array): ChipProfile['extended'] {
  const information = findTlv(bytes, 0x7f66);
  const lengths = information.ok ? readTlvs(information.value.value) : information;
  if (!lengths.ok || lengths.value.length !== 2) return 'none';
  const [commandBytes, responseBytes] = lengths.value.map(({ tag, value }) =>
    tag === 0x02 && value.length <= MAX_LENGTH_BYTES ? value.reduce((number, byte) => number * 0x100 + byte, 0) : 0,
  ) as [number, number];
  return commandBytes > MAX_SHORT_COMMAND_BYTES && responseBytes > MAX_SHORT_RESPONSE_BYTES
    ? { commandBytes, responseBytes: Math.min(responseBytes, MAX_EXTENDED_RESPONSE_BYTES), failures: 0 }
    : 'none';
}

/** SELECT of the master file. The Vietnamese card answers 6D00, and 9000 to what follows: never a reason to stop. */
export function selectMasterFile(link: ChipLink): Promise<LinkResult> {
  return link.send({ cla: 0x00, ins: 0xa4, p1: 0x00, p2: 0x0c, data: MASTER_FILE });
}

/** Makes a file below the master file the current one; no bytes where there is none. */
async function selectCardFile(link: ChipLink, fileId: number): Promise<CardFileResult> {
  const masterFile = await selectMasterFile(link);
  if (!masterFile.ok) return masterFile;
  const data = Uint8Array.of(fileId >> 8, fileId & 0xff);
  const selected = await link.send({ cla: 0x00, ins: 0xa4, p1: 0x02, p2: 0x0c, data });
  if (!selected.ok) return selected;
  return { ok: true, bytes: selected.response.status === STATUS.success ? data : null };
}

/** A whole file, by its short identifier or the current one; no bytes when the chip gives none. */
async function readInTheClear(link: ChipLink, shortId: number | null): Promise<CardFileResult> {
  let content: Uint8Array = new Uint8Array();
  let askedBytes = MAX_RESPONSE_DATA_BYTES;
  for (;;) {
    const command =
      content.length === 0 && shortId !== null
        ? readByShortId(shortId, askedBytes)
        : readFrom(content.length, askedBytes);
    const read = await link.send(command);
    if (!read.ok) return read;
    const { data, status } = read.response;
    const smaller = SMALLER_BLOCKS.find((size) => size < askedBytes);
    if (status === STATUS.wrongLength && smaller !== undefined) {
      askedBytes = smaller;
      continue;
    }
    const isGiven = (status === STATUS.success || status === STATUS.endOfFileReached) && data.length > 0;
    if (!isGiven) return { ok: true, bytes: content.length > 0 ? content : null };
    content = concat(content, data);
    const header = readTlvHeader(content);
    if (!header.ok && header.reason === 'truncated') continue;
    const totalBytes = header.ok ? header.value.headerBytes + header.value.valueBytes : 0;
    if (content.length >= totalBytes || totalBytes > MAX_CARD_FILE_BYTES) return { ok: true, bytes: content };
  }
}
