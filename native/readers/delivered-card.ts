/** Groups and SOD as devices deliver them that open the chip by themselves: decoded, cut to size, judged like any other. */
import type { AssembleResult, ReadDocument } from '../emrtd/assemble.ts';
import {
  type AccessKey,
  type ChipFailure,
  type ChipReadResult,
  isCanKey,
  type MrzKey,
  NO_COST,
} from '../emrtd/chip.ts';
import { parseDg1 } from '../emrtd/dg1.ts';
import { MAX_FILE_BYTES } from '../emrtd/files.ts';
import { readTlvHeader } from '../emrtd/tlv.ts';
import { parseDg13 } from '../citizen-id/dg13.ts';

/** A file of the greatest size in Base64, with a line break after every 64 characters. */
export const MAX_BLOCK_CHARS = Math.ceil((MAX_FILE_BYTES * 4) / 3) + Math.ceil(MAX_FILE_BYTES / 24);

export interface DeliveredCard {
  sod: Uint8Array | null;
  /** Whole groups by number. */
  dataGroups: ReadonlyMap<number, Uint8Array>;
}

/** From bytes to meaning and verdict: `assembleChip` with the kiosk's trust. */
export type AssembleDelivered = (document: Omit<ReadDocument, 'authenticity'>) => AssembleResult;

export type BlockResult = { ok: true; bytes: Uint8Array } | { ok: false; detail: string };

/**
 * A file from its Base64. What follows the length the file itself states is the device's padding; a file that is shorter
 * did not arrive whole, which is no reason to take the card for a forgery.
 */
export function decodeBlock(name: string, text: string): BlockResult {
  if (text.length > MAX_BLOCK_CHARS) return { ok: false, detail: `${name} is too long` };
  const digits = text.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return { ok: false, detail: `${name} is garbled` };
  const bytes = new Uint8Array(Buffer.from(digits, 'base64'));
  const header = readTlvHeader(bytes);
  if (!header.ok) return header.reason === 'truncated' ? half(name) : { ok: true, bytes };
  const sizeBytes = header.value.headerBytes + header.value.valueBytes;
  return sizeBytes > bytes.length ? half(name) : { ok: true, bytes: bytes.subarray(0, sizeBytes) };
}

const half = (name: string): BlockResult => ({ ok: false, detail: `${name} did not arrive whole` });

/** How pictures begin: JPEG, a JPEG 2000 code stream, a JP2 box. */
const PICTURE = /^(ffd8ff|ff4fff51|0000000c6a502020)/;
const PORTRAIT_GROUP = 2;

/** True for a bare picture where DG2 is expected: no signature covers it. */
export function isBarePicture(text: string): boolean {
  return PICTURE.test(Buffer.from(text.trimStart().slice(0, 16), 'base64').toString('hex'));
}

/** What a delivery comes to for a holder of these keys. */
export function judgeDelivered(
  card: DeliveredCard,
  keys: readonly AccessKey[],
  assemble: AssembleDelivered,
): ChipReadResult {
  const bytesReceived = [...card.dataGroups.values(), card.sod].reduce((sum, file) => sum + (file?.length ?? 0), 0);
  const cost = { ...NO_COST, bytesReceived };
  const fail = (failure: ChipFailure): ChipReadResult => ({ ok: false, failure, cost });
  if (!card.sod) return fail({ kind: 'protocol', detail: 'the device delivered no SOD' });
  if (!isOfHolder(card, keys)) return fail({ kind: 'wrong-key', tried: keys.length, ask: 'mrz' });
  const findings = [1, PORTRAIT_GROUP, 13]
    .filter((group) => !card.dataGroups.has(group))
    .map((group) => ({ id: 'group-not-delivered', detail: `the device delivered no DG${group}` }));
  const assembled = assemble({
    sod: card.sod,
    dataGroups: card.dataGroups,
    access: null,
    proof: { method: null, result: 'not-tried' },
    findings,
    cost,
  });
  return assembled.ok ? assembled : fail({ kind: 'protocol', detail: assembled.detail });
}

/**
 * A device that opens the chip by itself asks nobody for a key: whether the card is the one whose code was shown has to
 * be seen from what it delivered. The number on the chip is the printed one's last nine digits.
 */
export function isOfHolder(card: Pick<DeliveredCard, 'dataGroups'>, keys: readonly AccessKey[]): boolean {
  const expected = keys.filter((key): key is MrzKey => !isCanKey(key));
  if (expected.length === 0) return true;
  const dg1 = card.dataGroups.get(1);
  if (dg1) {
    const parsed = parseDg1(dg1);
    if (!parsed.ok) return false;
    const { documentNumber, birthDate } = parsed.mrz;
    return expected.some((key) => key.documentNumber === documentNumber && key.birthDate === birthDate);
  }
  const dg13 = card.dataGroups.get(13);
  const parsed = dg13 && parseDg13(dg13);
  const idNumber = parsed?.ok ? parsed.fields.idNumber : null;
  return idNumber !== null && expected.some((key) => key.documentNumber === idNumber.slice(-9));
}
