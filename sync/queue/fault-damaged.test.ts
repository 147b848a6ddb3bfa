import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { openQueue } from './queue.ts';
import { commit, openOrThrow, temporaryFolder, testKeyHex, testOptions, visit } from './test-queue.ts';

const pageSizeBytes = 4096;

function fileWithRows(): string {
  const file = join(temporaryFolder(), 'queue.db');
  const queue = openOrThrow(testOptions(file));
  for (let row = 0; row < 20; row += 1) commit(queue, visit(null));
  queue.close();
  return file;
}

function overwrite(file: string, offset: number, length: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, offset, offset + length);
  writeFileSync(file, bytes);
}

describe('a damaged file', () => {
  it.each([
    ['in the first page', 100],
    ['in the second page', pageSizeBytes + 100],
    ['in a later page', 5 * pageSizeBytes + 100],
  ])('%s is told from a wrong key', (_where, offset) => {
    const file = fileWithRows();
    overwrite(file, offset, 64);
    expect(openQueue(testOptions(file))).toMatchObject({ ok: false, problem: 'damaged' });
  });

  it('that lost its tail is found', () => {
    const file = fileWithRows();
    truncateSync(file, statSync(file).size - 2 * pageSizeBytes);
    expect(openQueue(testOptions(file))).toMatchObject({ ok: false, problem: 'damaged' });
  });

  it('whose rows contradict the schema is found', () => {
    const file = fileWithRows();
    const opened = openDatabase(file, testKeyHex);
    if (!opened.ok) throw new Error(opened.detail);
    opened.database.pragma('ignore_check_constraints = ON');
    opened.database.exec(`UPDATE outbox SET state = 'lost' WHERE sequence = 1`);
    opened.database.close();
    expect(openQueue(testOptions(file))).toEqual({
      ok: false,
      problem: 'damaged',
      detail: 'The database failed its consistency check.',
    });
  });

  it('that lacks a table is found', () => {
    const file = fileWithRows();
    const opened = openDatabase(file, testKeyHex);
    if (!opened.ok) throw new Error(opened.detail);
    opened.database.exec('DROP TABLE lease');
    opened.database.close();
    expect(openQueue(testOptions(file))).toEqual({
      ok: false,
      problem: 'damaged',
      detail: 'The database failed (SQLITE_ERROR).',
    });
  });
});

it('a file that never was a database counts as one of another key', () => {
  const file = join(temporaryFolder(), 'queue.db');
  writeFileSync(file, 'Xin chào. '.repeat(1000));
  expect(openQueue(testOptions(file))).toMatchObject({ ok: false, problem: 'wrong-key' });
});
