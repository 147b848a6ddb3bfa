/**
 * How public readers fetch the same files, run on the same simulated chip: with which blocks, with or without a SELECT
 * for each file, a read of its header alone, and EF.COM before everything. Access is the same for all: what differs is
 * how many commands the files take.
 */
import { randomBytes } from 'node:crypto';
import { STATUS, type CommandApdu, type ResponseApdu } from '../../native/emrtd/apdu.ts';
import { authenticateBac } from '../../native/emrtd/bac.ts';
import type { MrzKey } from '../../native/emrtd/chip.ts';
import { APPLICATION_ID } from '../../native/emrtd/files.ts';
import { freshKeyPairs } from '../../native/emrtd/key-pairs.ts';
import { ChipLink } from '../../native/emrtd/link.ts';
import { establishPace, paceOffers } from '../../native/emrtd/pace.ts';
import type { CardChannel } from '../../native/emrtd/port.ts';
import { readByShortId, readFrom } from '../../native/emrtd/read-binary.ts';
import { sendProtected, type SecureMessaging } from '../../native/emrtd/secure-messaging.ts';
import { parseSecurityInfos } from '../../native/emrtd/security-infos.ts';
import { readTlvHeader } from '../../native/emrtd/tlv.ts';

export interface Strategy {
  name: string;
  /** Content asked for at once. */
  blockBytes: number;
  /** Names the file by its short identifier in the first read, instead of selecting it. */
  shortIds: boolean;
  /** Reads the header of each file alone, to learn its size. */
  readsHeader: boolean;
  /** Reads EF.COM for the list of groups. */
  readsCom: boolean;
}

const eager = { shortIds: false, readsHeader: true, readsCom: true };

const frugal = { shortIds: true, readsHeader: false, readsCom: false };

export const BEST_SHORT: Strategy = { name: 'best-short', blockBytes: 223, ...frugal };
export const BEST_OVER_BAC: Strategy = { name: 'best-bac', blockBytes: 231, ...frugal };
/** The most content under AES in a response APDU of 4,096 bytes. */
export const BEST_EXTENDED: Strategy = { name: 'best-extended', blockBytes: 4063, ...frugal };

/** The whole portrait in one answer. */
export const ONE_SHOT: Strategy = { name: 'one-shot', blockBytes: 16_000, ...frugal };

/** The rows of the public readers, then the best that short lengths allow. */
export const SHORT_STRATEGIES: readonly Strategy[] = [
  { name: 'blocks-112', blockBytes: 112, ...eager },
  { name: 'blocks-160', blockBytes: 160, ...eager },
  { name: 'blocks-200', blockBytes: 200, ...eager },
  { name: 'blocks-223', blockBytes: 223, ...eager },
  { name: 'blocks-223-sfi', blockBytes: 223, shortIds: true, readsHeader: true, readsCom: true },
  BEST_SHORT,
];

/** EF.COM, SOD, DG14, DG1, DG13, DG2, as 9303-10 numbers them. */
const COM = { shortId: 0x1e, fileId: 0x011e };
const FILES = [
  { shortId: 0x1d, fileId: 0x011d },
  { shortId: 0x0e, fileId: 0x010e },
  { shortId: 0x01, fileId: 0x0101 },
  { shortId: 0x0d, fileId: 0x010d },
  { shortId: 0x02, fileId: 0x0102 },
];
const HEADER_BYTES = 4;
export const randomly = (sizeBytes: number): Uint8Array => new Uint8Array(randomBytes(sizeBytes));

/** Runs one strategy; what it cost is counted by the channel. */
export async function readByStrategy(
  channel: CardChannel,
  { blockBytes, shortIds, readsHeader, readsCom }: Strategy,
  access: 'pace' | 'bac',
  key: MrzKey,
): Promise<void> {
  const link = new ChipLink(channel);
  const session = access === 'pace' ? await openByPace(link, key) : await openByBac(link, key);
  for (const { shortId, fileId } of [...(readsCom ? [COM] : []), ...FILES]) {
    if (!shortIds) await send(link, session, select(fileId));
    const first = readsHeader ? HEADER_BYTES : blockBytes;
    const begin = await send(link, session, shortIds ? readByShortId(shortId, first) : readFrom(0, first));
    const header = readTlvHeader(begin.data);
    if (!header.ok) throw new Error(`no header: ${header.detail}`);
    const totalBytes = header.value.headerBytes + header.value.valueBytes;
    for (let offset = begin.data.length; offset < totalBytes;) {
      const block = await send(link, session, readFrom(offset, Math.min(blockBytes, totalBytes - offset)));
      offset += block.data.length;
    }
  }
}

async function openByPace(link: ChipLink, key: MrzKey): Promise<SecureMessaging> {
  await plain(link, { cla: 0, ins: 0xa4, p1: 0x02, p2: 0x0c, data: Uint8Array.of(0x01, 0x1c) });
  const cardAccess = await plain(link, readFrom(0, 256));
  const infos = parseSecurityInfos(cardAccess.data);
  const offer = infos.ok ? paceOffers(infos.infos).usable[0] : undefined;
  if (!offer) throw new Error('the chip offers no PACE');
  const opened = await establishPace(link, offer, key, { random: randomly, keyPairs: freshKeyPairs(randomly) });
  if (!opened.ok) throw new Error(`PACE: ${opened.kind}`);
  await send(link, opened.session, APPLICATION);
  return opened.session;
}

async function openByBac(link: ChipLink, key: MrzKey): Promise<SecureMessaging> {
  await plain(link, APPLICATION);
  const opened = await authenticateBac(link, key, randomly);
  if (!opened.ok) throw new Error(`BAC: ${opened.kind}`);
  return opened.session;
}

const APPLICATION = { cla: 0, ins: 0xa4, p1: 0x04, p2: 0x0c, data: APPLICATION_ID };
const select = (fileId: number): CommandApdu => ({
  cla: 0,
  ins: 0xa4,
  p1: 0x02,
  p2: 0x0c,
  data: Uint8Array.of(fileId >> 8, fileId),
});

async function plain(link: ChipLink, command: CommandApdu): Promise<ResponseApdu> {
  const result = await link.send(command);
  if (!result.ok) throw new Error(result.failure.kind);
  return result.response;
}

async function send(link: ChipLink, session: SecureMessaging, command: CommandApdu): Promise<ResponseApdu> {
  const result = await sendProtected(link, session, command);
  if (!result.ok) throw new Error(result.kind);
  if (result.response.status !== STATUS.success && result.response.status !== STATUS.endOfFileReached) {
    throw new Error(`status ${result.response.status.toString(16)}`);
  }
  return result.response;
}
