import { usableSizeBytes } from './page-cipher.ts';
import type { SalvagePages } from './salvage-pages.ts';

/**
 * The records on one page of a SQLite file, read without the tree that leads to them
 * (https://www.sqlite.org/fileformat2.html, "B-tree Pages" and "Record Format"). The pages are authentic, so SQLite wrote
 * them: what stands on them is not doubted, only whether the other pages of a long record are still there.
 */
export type StoredValue = string | number | null;

export interface StoredRecord {
  /** The row's number; null in an index, which is also how a table WITHOUT ROWID is stored. */
  rowid: number | null;
  /** Ends early when a further page of the record is gone. The column that is the row's number is null. */
  values: StoredValue[];
  isWhole: boolean;
}

const interiorIndexPage = 0x02;
const leafIndexPage = 0x0a;
const leafTablePage = 0x0d;

const firstPageHeaderBytes = 100;
const childPointerBytes = 4;

/** "Cell Payload Overflow Pages": at least this much of a long record stays on its page. */
const leastLocalBytes = Math.floor(((usableSizeBytes - 12) * 32) / 255) - 23;
const mostLocalBytesInTable = usableSizeBytes - 35;
const mostLocalBytesInIndex = Math.floor(((usableSizeBytes - 12) * 64) / 255) - 23;

/** None on a page that is damaged or that holds something else. */
export function recordsOn(pages: SalvagePages, number: number): StoredRecord[] {
  const page = pages.read(number);
  if (page === null) return [];
  const header = number === 1 ? firstPageHeaderBytes : 0;
  const type = page.readUInt8(header);
  if (type !== leafTablePage && type !== leafIndexPage && type !== interiorIndexPage) return [];
  const pointers = header + (type === interiorIndexPage ? 12 : 8);
  const cells = page.readUInt16BE(header + 3);
  return Array.from({ length: cells }, (_, cell) =>
    readCell(pages, page, page.readUInt16BE(pointers + 2 * cell), type),
  );
}

function readCell(pages: SalvagePages, page: Buffer, cell: number, type: number): StoredRecord {
  const isTable = type === leafTablePage;
  const [sizeBytes, afterSize] = varint(page, type === interiorIndexPage ? cell + childPointerBytes : cell);
  const [rowid, start] = isTable ? varint(page, afterSize) : [null, afterSize];
  const most = isTable ? mostLocalBytesInTable : mostLocalBytesInIndex;
  const local = localBytes(sizeBytes, most);
  const parts = [page.subarray(start, start + local)];
  let next = local < sizeBytes ? page.readUInt32BE(start + local) : 0;
  for (let missing = sizeBytes - local; missing > 0; missing -= usableSizeBytes - 4) {
    const overflow = next === 0 ? null : pages.read(next);
    if (overflow === null) break;
    parts.push(overflow.subarray(4, 4 + missing));
    next = overflow.readUInt32BE(0);
  }
  const payload = Buffer.concat(parts);
  return { rowid, values: readValues(payload), isWhole: payload.length === sizeBytes };
}

function localBytes(sizeBytes: number, most: number): number {
  if (sizeBytes <= most) return sizeBytes;
  const local = leastLocalBytes + ((sizeBytes - leastLocalBytes) % (usableSizeBytes - 4));
  return local <= most ? local : leastLocalBytes;
}

function readValues(payload: Buffer): StoredValue[] {
  const [headerBytes, firstType] = varint(payload, 0);
  const values: StoredValue[] = [];
  let at = headerBytes;
  for (let place = firstType; place < headerBytes;) {
    const [type, nextPlace] = varint(payload, place);
    const end = at + contentBytes(type);
    if (end > payload.length) break;
    values.push(readValue(payload.subarray(at, end), type));
    at = end;
    place = nextPlace;
  }
  return values;
}

/** Bytes of the serial types 0 to 9; from 12 on an even type is a blob, an odd one a text. */
const fixedBytes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function contentBytes(type: number): number {
  return fixedBytes[type] ?? Math.floor((type - 12) / 2);
}

/** The schema has no blob, and no whole number beyond 6 bytes. */
function readValue(content: Buffer, type: number): StoredValue {
  if (type === 0) return null;
  if (type === 7) return content.readDoubleBE(0);
  if (type === 8 || type === 9) return type - 8;
  return type < 12 ? content.readIntBE(0, Math.min(content.length, 6)) : content.toString('utf8');
}

/** A number in groups of 7 bits, the last of at most 9 bytes with all 8; and the place after it. */
function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  let place = at;
  for (; ; place += 1) {
    const byte = bytes.readUInt8(place);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, place + 1];
  }
}
