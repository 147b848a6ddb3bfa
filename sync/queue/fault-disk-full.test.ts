import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it } from 'vitest';
import type { OutboxSubject } from '../registration.ts';
import { openDatabase } from './database.ts';
import { queueOn } from './queue.ts';
import type { KioskQueue } from './queue.ts';
import { claim, commit, leaseRequest, temporaryFolder, testKeyHex, testOptions, visit } from './test-queue.ts';

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
  // That of an amendment does not fit in the pages that a claim leaves free either.
  const buildBody = (subject: OutboxSubject) => 'x'.repeat('visitKey' in subject ? 200_000 : 20_000);
  const queue = queueOn(database, testOptions(file, { onWriteFailure, buildBody }));
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

  it('a visit is not changed, and an answer of the hospital that needs room waits for it', () => {
    const { queue, database, failures, fill } = queueOnSmallDisk();
    const { key } = commit(queue, visit('001080000001'));
    const sender = queue.attachSender();
    const refused = { key, state: 'dead', detail: 'no', refusal: { reason: 'clinic-full', sendTo: null } } as const;
    expect(claim(sender)).toMatchObject([{ key }]);
    fill();
    expect(queue.amend({ kind: 'cancel', visitKey: key })).toEqual({
      kind: 'failed',
      detail: 'The disk is full (SQLITE_FULL).',
    });
    expect(sender.settleAndClaim([refused], 9, [])).toBeNull();
    // What writes nothing is no sign that there is room again.
    queue.markTicketShown('unknown');
    expect(queue.isDiskRefusing()).toBe(true);
    expect(failures).toEqual(['amend: The disk is full (SQLITE_FULL).', 'sync: The disk is full (SQLITE_FULL).']);
    expect(queue.entries()).toMatchObject([{ key, state: 'in-flight', superseded: false, refusal: null }]);
    const { count } = queue.audit.head() ?? { count: 0 };
    expect(count).toBe(1);

    setDiskFull(database, false);
    expect(sender.settleAndClaim([refused], 0, [])).toEqual([]);
    expect(queue.isDiskRefusing()).toBe(false);
    expect(queue.entry(key)).toMatchObject({ state: 'dead', refusal: { reason: 'clinic-full' } });
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
    expect(sender.settleAndClaim([], 1, [])).toBeNull();
    expect(queue.hold(key, 'staff:thu')).toBe('failed');
    // An export takes with it what there is, though nobody can write that down.
    expect(queue.unsettled('staff:thu')).toMatchObject([{ key }]);
    expect(queue.forgetConfirmed()).toBe(0);
    database.pragma('query_only = OFF');
    expect(failures).toEqual(
      ['mark-ticket-shown', 'add-lease', 'sync', 'decide', 'export', 'forget'].map(
        (operation) => `${operation}: The database is read-only (SQLITE_READONLY).`,
      ),
    );
    expect(queue.entry(key)).toMatchObject({ state: 'pending', attempts: 0, ticketShown: false, held: false });
    expect(queue.remainingNumbers('mat', 'insured')).toBe(0);
    expect(queue.audit.head()).toMatchObject({ count: 1 });
    queue.close();
  });

  it('a bug is not taken for a refusal', () => {
    const { queue } = queueOnSmallDisk();
    queue.close();
    expect(() => queue.markTicketShown('key')).toThrow(TypeError);
    expect(() => queue.commit(visit(null))).toThrow(TypeError);
  });
});
