import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { queueOn } from './queue.ts';
import type { KioskQueue } from './queue.ts';
import { commit, leaseRequest, temporaryFolder, testKeyHex, testOptions, visit } from './test-queue.ts';

/** SQLite answers SQLITE_FULL when the file may not grow, as it does on a full disk. */
function setDiskFull(database: Database, isFull: boolean): void {
  const pages = database.pragma('page_count', { simple: true }) as number;
  database.pragma(`max_page_count = ${isFull ? pages : 1_000_000}`);
}

/** A listing of refused writes, and a queue on a connection whose growth the test controls. */
function queueOnSmallDisk(): { queue: KioskQueue; database: Database; failures: string[]; fill: () => void } {
  const file = join(temporaryFolder(), 'queue.db');
  const opened = openDatabase(file, testKeyHex);
  if (!opened.ok) throw new Error(opened.detail);
  const { database } = opened;
  const failures: string[] = [];
  const onWriteFailure = (operation: string, detail: string) => failures.push(`${operation}: ${detail}`);
  const queue = queueOn(database, testOptions(file, { onWriteFailure, buildBody: () => 'x'.repeat(20_000) }));
  return { queue, database, failures, fill: () => setDiskFull(database, true) };
}

describe('on a full disk', () => {
  it('nothing is registered and no number is used; with room again the next number follows', () => {
    const { queue, database, fill } = queueOnSmallDisk();
    commit(queue, visit('001080000001'));
    const announced: string[] = [];
    queue.onChange((key) => announced.push(key));
    fill();
    expect(queue.commit(visit('001080000002'))).toEqual({
      kind: 'failed',
      detail: 'The disk is full (SQLITE_FULL).',
    });
    expect(queue.entries()).toHaveLength(1);
    expect(announced).toEqual([]);
    setDiskFull(database, false);
    expect(commit(queue, visit('001080000002')).number).toBe('K1-002');
    queue.close();
  });

  it('the other writes are refused with a word to the log, and the rows keep their state', () => {
    const { queue, database, failures } = queueOnSmallDisk();
    const { key } = commit(queue, visit('001080000001'));
    const sender = queue.attachSender();
    // A read-only connection refuses every write, however small.
    database.pragma('query_only = ON');
    queue.markTicketShown(key);
    queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 5 });
    expect(sender.claim(1, [])).toEqual([]);
    expect(sender.settle([{ key, state: 'dead', detail: 'no' }])).toBe(false);
    expect(queue.decideDead(key, 'send-again')).toBe(false);
    database.pragma('query_only = OFF');
    expect(failures).toEqual(
      ['mark-ticket-shown', 'add-lease', 'claim', 'settle', 'decide'].map(
        (operation) => `${operation}: The database is read-only (SQLITE_READONLY).`,
      ),
    );
    expect(queue.entry(key)).toMatchObject({ state: 'pending', attempts: 0, ticketShown: false });
    expect(queue.remainingNumbers('mat', 'insured')).toBe(0);
    queue.close();
  });

  it('a bug is not taken for a refusal', () => {
    const { queue } = queueOnSmallDisk();
    queue.close();
    expect(() => queue.markTicketShown('key')).toThrow(TypeError);
    expect(() => queue.commit(visit(null))).toThrow(TypeError);
  });
});
