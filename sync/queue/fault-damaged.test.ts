import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { assert, describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from './database.ts';
import { checkIntegrity } from './integrity.ts';
import { openQueue } from './queue.ts';
import { salvageDatabase } from './salvage.ts';
import {
  claim,
  commit,
  mondayMorning,
  openOrThrow,
  temporaryFolder,
  testKeyHex,
  testOptions,
  visit,
  consent,
  record,
} from './test-queue.ts';

const pageSizeBytes = 4096;

function fileWithRows(): string {
  const file = join(temporaryFolder(), 'queue.db');
  const queue = openOrThrow(testOptions(file));
  for (let row = 0; row < 20; row += 1) commit(queue, visit(null));
  queue.close();
  return file;
}

/** As after a power cut: the mark of the clean stop is not there. */
function fileAfterUncleanStop(): string {
  const file = fileWithRows();
  change(file, (database) => database);
  return file;
}

/** By a program that does not stop as ours does. */
function change(file: string, action: (database: Database) => unknown): void {
  const opened = openDatabase(file, testKeyHex);
  assert(opened.ok);
  action(opened.database);
  opened.database.close();
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
  ])('%s is told from a wrong key after an unclean stop', (_where, offset) => {
    const file = fileAfterUncleanStop();
    overwrite(file, offset, 64);
    expect(openQueue(testOptions(file))).toMatchObject({ ok: false, problem: 'damaged' });
  });

  it('that lost its tail is found', () => {
    const file = fileAfterUncleanStop();
    truncateSync(file, statSync(file).size - 2 * pageSizeBytes);
    expect(openQueue(testOptions(file))).toMatchObject({ ok: false, problem: 'damaged' });
  });

  it.each([
    ['constraints', `PRAGMA ignore_check_constraints = ON; UPDATE outbox SET state = 'lost' WHERE sequence = 1`],
    ['references', 'PRAGMA foreign_keys = OFF; DELETE FROM registration WHERE sequence = 1'],
  ])('whose rows contradict the %s is found', (_what, sql) => {
    const file = fileWithRows();
    change(file, (database) => database.exec(sql));
    expect(openQueue(testOptions(file))).toEqual({
      ok: false,
      problem: 'damaged',
      detail: 'The database failed its consistency check.',
    });
  });

  it('that lacks a table is found, after a clean stop as well', () => {
    const file = fileWithRows();
    change(file, (database) => {
      database.exec(`DROP TABLE lease; INSERT INTO meta VALUES ('clean-stop', '1')`);
    });
    expect(openQueue(testOptions(file))).toEqual({
      ok: false,
      problem: 'damaged',
      detail: 'The database lacks a table.',
    });
  });

  it('is found when the kiosk is idle, and from then on takes nothing more in', () => {
    const file = fileWithRows();
    overwrite(file, statSync(file).size - pageSizeBytes, 64);
    const queue = openOrThrow(testOptions(file));
    expect(queue.checkIntegrity()).toBe('damaged');
    expect(queue.commit(visit(null))).toMatchObject({ kind: 'failed' });
    queue.close();
    expect(openQueue(testOptions(file))).toMatchObject({ ok: false, problem: 'damaged' });
  });
});

it('a bug is not taken for damage', () => {
  const opened = openDatabase(join(temporaryFolder(), 'queue.db'), testKeyHex);
  assert(opened.ok);
  closeDatabase(opened.database);
  expect(() => checkIntegrity(opened.database)).toThrow(TypeError);
});

describe('a salvaged queue', () => {
  it('goes on with every row, with numbers that nobody holds, and with the patients it knows', () => {
    const file = fileAfterUncleanStop();
    const before = openOrThrow(testOptions(file));
    const { key } = commit(before, visit('001080000001'));
    const own = record(before, consent(key));
    const secret = before.secretHex('faces');
    before.close();
    const first = salvageDatabase({ file, keyHex: testKeyHex, now: () => new Date(mondayMorning) });
    assert(first.ok);
    const queue = openOrThrow(testOptions(file));
    expect(queue.statistics()).toMatchObject({ pending: 22, dead: 0 });
    expect(queue.entry(own)).toMatchObject({ amendment: 'consent', visitKey: key });
    // Without it nobody's face could be opened again.
    expect(queue.secretHex('faces')).toBe(secret);
    expect(commit(queue, visit('001080000002')).number).toBe('K1-122');
    expect(queue.commit(visit('001080000001'))).toMatchObject({ kind: 'already-registered', key });
    expect(queue.audit.verify()).toMatchObject({ kind: 'intact' });
    queue.close();
  });

  it('holds what lost its body for staff, and does not send it', () => {
    const file = fileWithRows();
    change(file, (database) => database.exec(`UPDATE outbox SET body = 'another' WHERE sequence = 1`));
    assert(salvageDatabase({ file, keyHex: testKeyHex, now: () => new Date(mondayMorning) }).ok);
    const queue = openOrThrow(testOptions(file));
    const dead = queue.rows().filter(({ state }) => state === 'dead');
    expect(dead).toMatchObject([{ ticket: { number: 'K1-001' }, lastError: 'body-lost' }]);
    expect(queue.retry(dead[0]?.key ?? '', 'staff:thu')).toBe('not-in-that-state');
    const { key } = dead[0] ?? { key: '' };
    expect(claim(queue.attachSender(), 100).map((item) => item.key)).not.toContain(key);
    expect(queue.worklist()).toMatchObject([{ key }]);
    expect(queue.setAside(key, 'staff:thu')).toBe('done');
    queue.close();
  });
});

it('a file that never was a database counts as one of another key', () => {
  const file = join(temporaryFolder(), 'queue.db');
  writeFileSync(file, 'Xin chào. '.repeat(1000));
  expect(openQueue(testOptions(file))).toMatchObject({ ok: false, problem: 'wrong-key' });
});
