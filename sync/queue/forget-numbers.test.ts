import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { forgetNumbers } from './numbers.ts';
import { queueOn } from './queue.ts';
import type { KioskQueue } from './queue.ts';
import {
  commit,
  desk,
  leaseRequest,
  temporaryFolder,
  testClock,
  testKeyHex,
  testOptions,
  visit,
} from './test-queue.ts';

function setUp(): { queue: KioskQueue; database: Database; clock: ReturnType<typeof testClock>; next: () => string } {
  const file = join(temporaryFolder(), 'queue.db');
  const opened = openDatabase(file, testKeyHex);
  if (!opened.ok) throw new Error(opened.detail);
  const { database } = opened;
  const clock = testClock();
  const queue = queueOn(database, testOptions(file, { now: clock.now }));
  return { queue, database, clock, next: () => commit(queue, visit(null)).number };
}

describe('a database that may not know every paper', () => {
  it('uses up no lease any further, not even when the same block comes again', () => {
    const { queue, database, next } = setUp();
    queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 9 });
    expect(next()).toBe('A001');
    forgetNumbers(database);
    expect(queue.remainingNumbers('mat', 'insured')).toBe(0);
    queue.addLease(leaseRequest(), { prefix: 'A', first: 5, last: 10 });
    expect([next(), next()]).toEqual(['A010', 'K1-101']);
    queue.close();
  });

  it('says so in the audit log, with the numbers in one', () => {
    const { queue, next } = setUp();
    expect(next()).toBe('K1-001');
    expect(queue.skipNumbers('kiosk', 'head 7 0123abcd')).toBe(true);
    expect(queue.audit.list(1)).toMatchObject([
      { actor: 'kiosk', action: 'numbers-skipped', detail: 'head 7 0123abcd', subject: null },
    ]);
    expect(next()).toBe('K1-102');
    queue.close();
  });

  it('goes on a hundred numbers later, in every series, each time', () => {
    const { queue, database, next } = setUp();
    expect([next(), next()]).toEqual(['K1-001', 'K1-002']);
    forgetNumbers(database);
    expect(next()).toBe('K1-103');
    expect(commit(queue, desk(null)).number).toBe('D-K1-101');
    forgetNumbers(database);
    expect(next()).toBe('K1-204');
    expect(commit(queue, desk(null)).number).toBe('D-K1-202');
    queue.close();
  });

  it('skips on the first day of work after it, on days before that and a month on, but not on later ones', () => {
    const { queue, database, clock, next } = setUp();
    forgetNumbers(database);
    forgetNumbers(database);
    clock.set('2026-03-05T01:30:00Z');
    expect(next()).toBe('K1-201');
    clock.set('2026-03-04T01:30:00Z');
    expect(next()).toBe('K1-201');
    clock.set('2026-04-05T01:30:00Z');
    expect(next()).toBe('K1-201');
    clock.set('2026-04-06T01:30:00Z');
    expect(next()).toBe('K1-001');
    queue.close();
  });

  it('skips on a day for which papers may have been given ahead', () => {
    const { queue, database, clock, next } = setUp();
    const planned = { serviceDate: '2026-03-03', session: 'morning' } as const;
    expect(commit(queue, visit(null, { planned })).number).toBe('K1-001');
    database.exec('DELETE FROM registration');
    database.exec('DELETE FROM own_series');
    forgetNumbers(database);
    expect([next(), commit(queue, visit(null, { planned })).number]).toEqual(['K1-101', 'K1-101']);
    clock.set('2026-03-03T01:30:00Z');
    expect(next()).toBe('K1-102');
    queue.close();
  });

  it('learns a series that was lost from the rows that are left', () => {
    const { queue, database, clock, next } = setUp();
    expect([next(), next(), next()]).toEqual(['K1-001', 'K1-002', 'K1-003']);
    clock.set('2026-03-03T01:30:00Z');
    database.exec('DELETE FROM own_series');
    forgetNumbers(database);
    expect(next()).toBe('K1-101');
    clock.set('2026-03-02T01:30:00Z');
    expect(next()).toBe('K1-104');
    queue.close();
  });
});

describe('own and desk numbers', () => {
  it('never come twice, over midnight and with a clock set back a day', () => {
    const { queue, clock } = setUp();
    const given: string[] = [];
    const instants = ['2026-03-02T16:59:59Z', '2026-03-02T17:00:00Z', '2026-03-01T17:00:00Z', '2026-03-03T02:00:00Z'];
    for (const instant of [...instants, ...instants]) {
      clock.set(instant);
      const results = [queue.commit(visit(null)), queue.commit(desk(null))];
      for (const result of results) {
        if (result.kind !== 'committed') throw new Error(result.kind);
        const { serviceDate, ticket } = result.registration;
        given.push(`${serviceDate} ${ticket.number}`);
      }
    }
    expect(new Set(given).size).toBe(2 * 2 * instants.length);
    queue.close();
  });
});
