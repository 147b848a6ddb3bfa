import { expect, it } from 'vitest';
import { usableSizeBytes } from './page-cipher.ts';
import { recordsOn } from './salvage-records.ts';
import type { SalvagePages } from './salvage-pages.ts';

/** A table's leaf page with one row of one text, as the file format describes it, and the pages it goes on over. */
function longRow(textBytes: number, overflow: readonly (readonly [next: number, letter: string])[]): SalvagePages {
  const page = Buffer.alloc(usableSizeBytes);
  page.writeUInt8(0x0d, 0);
  page.writeUInt16BE(1, 3);
  const cell = 100;
  page.writeUInt16BE(cell, 8);
  const serialType = 2 * textBytes + 13;
  const header = Buffer.from([4, ...varint3(serialType)]);
  const payloadBytes = header.length + textBytes;
  // "Cell Payload Overflow Pages", with U = 4016: X = 3981, M = 479.
  const local = 479 + ((payloadBytes - 479) % 4012);
  const start = Buffer.concat([Buffer.from([...varint3(payloadBytes), 7]), header]);
  start.copy(page, cell);
  page.fill('a', cell + start.length, cell + 4 + local);
  page.writeUInt32BE(3, cell + 4 + local);
  const further = overflow.map(([next, letter]) => {
    const made = Buffer.alloc(usableSizeBytes, letter);
    made.writeUInt32BE(next, 0);
    return made;
  });
  return {
    count: 2 + further.length,
    read: (number) => [page, ...further][number - 2] ?? null,
    close: () => undefined,
  };
}

function varint3(value: number): number[] {
  return [0x80 | (value >> 14), 0x80 | ((value >> 7) & 0x7f), value & 0x7f];
}

it('a long row is read over its further pages', () => {
  const pages = longRow(9_000, [
    [4, 'b'],
    [0, 'c'],
  ]);
  const [record] = recordsOn(pages, 2);
  const local = 479 + ((9_004 - 479) % 4012) - 4;
  expect(record).toEqual({
    rowid: 7,
    values: ['a'.repeat(local) + 'b'.repeat(4_012) + 'c'.repeat(4_012)],
    isWhole: true,
  });
});

it.each([
  ['a chain that ends early', longRow(9_000, [[0, 'b']])],
  ['a further page that is gone', longRow(9_000, [[4, 'b']])],
  ['a first further page that is gone', longRow(9_000, [])],
])('%s leaves the row without its end', (_what, pages) => {
  expect(recordsOn(pages, 2)).toEqual([{ rowid: 7, values: [], isWhole: false }]);
});

it('a page of another kind has no records', () => {
  const pages: SalvagePages = { count: 1, read: () => Buffer.alloc(usableSizeBytes), close: () => undefined };
  expect(recordsOn(pages, 2)).toEqual([]);
});
