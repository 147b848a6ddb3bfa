import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../database.ts';
import { checkIntegrity } from '../integrity.ts';
import { openOrFail } from '../test-damage.ts';
import { commit, openOrThrow, temporaryFolder, testKeyHex, testOptions, visit } from '../test-queue.ts';
import { migrations } from './index.ts';
import { openVersionOne } from './test-version-1.ts';
import type { VersionOne } from './test-version-1.ts';

const monday = '2026-03-02';

function versionOne(file: string): VersionOne {
  const program = openVersionOne(file, testKeyHex);
  onTestFinished(() => void program.database.close());
  program.start('2026-01-31');
  return program;
}

/** What a kiosk of version 1 leaves behind: one row in each state, a lease in use, a ticket that was shown. */
function fileOfVersionOne(): string {
  const file = join(temporaryFolder(), 'queue.db');
  const program = versionOne(file);
  program.addLease('mat', monday, 'morning', 'A', 11, 13);
  for (const key of ['confirmed', 'dead', 'set-aside', 'in-flight', 'pending']) {
    program.register({ key, lane: `lane of ${key}`, clinicId: 'mat', serviceDate: monday, session: 'morning' });
  }
  expect(program.claim(4)).toEqual(['confirmed', 'dead', 'set-aside', 'in-flight']);
  program.confirm('confirmed');
  program.refuse('dead', 'HTTP 422');
  program.refuse('set-aside', 'HTTP 422');
  expect(program.decide('set-aside', 'dead', 1)).toBe(1);
  program.showTicket('confirmed');
  program.database.close();
  return file;
}

describe('a file of version 1', () => {
  it('comes up to date with every row, number and secret as it was', () => {
    const file = fileOfVersionOne();
    const database = openOrFail(file);
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(checkIntegrity(database)).toBe('ok');
    expect(
      database
        .prepare('SELECT key, state, held, superseded, amends FROM registration JOIN outbox USING (sequence)')
        .all(),
    ).toEqual(
      ['confirmed', 'dead', 'set-aside', 'in-flight', 'pending'].map((key) => ({
        key,
        state: key === 'set-aside' ? 'dead' : key,
        held: 0,
        superseded: 0,
        amends: null,
      })),
    );
    expect(database.prepare('SELECT first, last, next FROM lease').all()).toEqual([{ first: 11, last: 13, next: 14 }]);
    expect(database.prepare(`SELECT value FROM meta WHERE name = 'lane-secret'`).pluck().get()).toBe('ab'.repeat(32));
    database.close();
  });

  it('is worked on by the present queue: what was in flight goes again, numbers go on', () => {
    const queue = openOrThrow(testOptions(fileOfVersionOne()));
    expect(queue.rows().map(({ key, state, ticket }) => [key, state, ticket.number])).toEqual([
      ['pending', 'pending', 'K1-002'],
      ['in-flight', 'pending', 'K1-001'],
      ['set-aside', 'dead', 'A013'],
      ['dead', 'dead', 'A012'],
      ['confirmed', 'confirmed', 'A011'],
    ]);
    expect(commit(queue, visit('001080000001')).number).toBe('K1-003');
    expect(queue.audit.verify()).toMatchObject({ kind: 'intact' });
    queue.close();
  });

  it('that lacks a table is not brought up to date', () => {
    const file = fileOfVersionOne();
    const program = versionOne(file);
    program.database.exec('DROP TABLE lease');
    program.database.close();
    expect(openDatabase(file, testKeyHex)).toMatchObject({ ok: false, problem: 'damaged' });
    expect(() => versionOne(file)).toThrow('no such table: lease');
  });
});

describe('a program of version 1 on a file of today', () => {
  function fileOfToday(): { file: string; visitKey: string } {
    const file = join(temporaryFolder(), 'queue.db');
    const queue = openOrThrow(testOptions(file));
    const { key } = commit(queue, visit('001080000001'));
    commit(queue, visit('001080000002'));
    expect(queue.amend({ kind: 'cancel', visitKey: key })).toMatchObject({ kind: 'amended' });
    queue.close();
    return { file, visitKey: key };
  }

  it('reads, claims in the order of the lanes, settles and inserts', () => {
    const { file, visitKey } = fileOfToday();
    const program = versionOne(file);
    expect(program.rows()).toHaveLength(3);
    expect(program.countByState()).toEqual({ pending: 3 });

    // The cancellation waits for its visit, which is all it needs.
    const claimed = program.claim(10);
    expect(claimed).toHaveLength(2);
    expect(claimed[0]).toBe(visitKey);
    for (const key of claimed) program.confirm(key);
    const [cancellation, ...others] = program.claim(10);
    expect(others).toEqual([]);
    program.refuse(cancellation ?? '', 'HTTP 422');
    expect(program.decide(cancellation ?? '', 'pending', 0)).toBe(1);

    const visitOfOne = { lane: 'lane', clinicId: 'mat', serviceDate: monday, session: 'morning' };
    expect(program.register({ key: 'of-one', ...visitOfOne })).toBe('K1-003');
    expect(program.ofSameVisit('lane', 'mat', monday, 'morning')).toBe('of-one');
    program.addLease('mat', monday, 'morning', 'A', 1, 5);
    expect(program.register({ key: 'leased', ...visitOfOne, lane: 'other lane' })).toBe('A001');
    program.showTicket('of-one');
    program.database.close();

    const queue = openOrThrow(testOptions(file));
    expect(queue.entry('of-one')).toMatchObject({ state: 'pending', ticketShown: true, amendment: null });
    expect(queue.entry('leased')).toMatchObject({ ticket: { number: 'A001', official: true } });
    expect(queue.currentEntry(visitKey)).toMatchObject({ amendment: 'cancel', state: 'pending' });
    expect(queue.checkIntegrity()).toBe('ok');
    queue.close();
  });
});
