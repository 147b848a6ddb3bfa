import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closeDatabase, openDatabase } from './database.ts';
import { openQueue, queueOn } from './queue.ts';
import {
  commit,
  confirmedBy,
  leaseRequest,
  temporaryFolder,
  testKeyHex,
  testOptions,
  visit,
  consent,
} from './test-queue.ts';

/** A queue with one registration on a connection that refuses every write, however small. */
function refusing() {
  const file = join(temporaryFolder(), 'queue.db');
  const opened = openDatabase(file, testKeyHex);
  if (!opened.ok) throw new Error(opened.detail);
  const { database } = opened;
  const failures: string[] = [];
  const onWriteFailure = (operation: string, detail: string) => failures.push(`${operation}: ${detail}`);
  const queue = queueOn(database, testOptions(file, { onWriteFailure }));
  const { key } = commit(queue, visit('001080000001'));
  const before = queue.rows();
  database.pragma('query_only = ON');
  return { file, queue, failures, key, before };
}

it('a write that the disk refuses changes nothing, and each is answered or told', () => {
  const { queue, failures, key, before } = refusing();
  const detail = 'The database is read-only (SQLITE_READONLY).';
  expect(queue.commit(visit('001080000002'))).toEqual({ kind: 'failed', detail });
  expect(queue.amend({ kind: 'cancel', visitKey: key })).toEqual({ kind: 'failed', detail });
  expect(queue.recordConsent(consent(key))).toEqual({ kind: 'failed', detail });
  queue.markTicketShown(key);
  queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 2 });
  expect(queue.attachSender().settleAndClaim([confirmedBy(key)], 1, [])).toBeNull();
  expect(queue.hold(key, 'staff:lan')).toBe('failed');
  expect(queue.retry(key, 'staff:lan')).toBe('failed');
  expect(queue.forgetConfirmed()).toBe(0);
  // What nobody may keep staff from is the export, most of all now.
  expect(queue.unsettled('staff:lan')).toMatchObject([{ key, body: expect.any(String) as string }]);
  expect(queue.note({ actor: 'kiosk', action: 'station-started' })).toBe(false);
  expect(queue.skipNumbers('kiosk', 'why')).toBe(false);
  expect(
    queue.visitTimes.record({
      kind: 'card',
      outcome: 'ticket',
      endedAt: 'confirm',
      isFirstTry: true,
      usedFallback: false,
      steps: [],
    }),
  ).toBe(false);
  expect(queue.staff.write(({ tasks }) => tasks.openCall(key, 'help'))).toBeNull();
  expect(failures).toEqual(
    [
      'commit',
      'amend',
      'consent',
      'mark-ticket-shown',
      'add-lease',
      'sync',
      'decide',
      'decide',
      'forget',
      'export',
      'note',
      'skip-numbers',
      'visit-time',
      'staff',
    ].map((operation) => `${operation}: ${detail}`),
  );
  expect(queue.rows()).toEqual(before);
  expect(queue.remainingNumbers('mat', 'insured')).toBe(0);
  queue.close();
});

it('a bug is not taken for a refusal, and a refusal needs nobody who is told', () => {
  const { file, queue, key } = refusing();
  queue.close();
  expect(() => queue.commit(visit(null))).toThrow(TypeError);
  expect(() => queue.hold(key, 'staff:lan')).toThrow(TypeError);
  const opened = openDatabase(file, testKeyHex);
  if (!opened.ok) throw new Error(opened.detail);
  const silent = queueOn(opened.database, testOptions(file));
  opened.database.pragma('query_only = ON');
  expect(silent.setAside(key, 'staff:lan')).toBe('failed');
  silent.close();
});

it('a file whose tables are not ours is no queue, nor one that does not open', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const opened = openDatabase(file, testKeyHex);
  if (!opened.ok) throw new Error(opened.detail);
  opened.database.exec('ALTER TABLE registration DROP COLUMN appointment_id');
  closeDatabase(opened.database);
  expect(openQueue(testOptions(file))).toMatchObject({ ok: false, problem: 'damaged' });
  expect(openQueue(testOptions(file, { keyHex: 'no key' }))).toMatchObject({ ok: false, problem: 'wrong-key' });
});
