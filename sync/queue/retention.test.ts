import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from './database.ts';
import { claim, commit, confirmedBy, leaseRequest, openOrThrow, refusedBy, sendAll } from './test-queue.ts';
import { settle, temporaryFolder, testClock, testKeyHex, testOptions, testQueue, visit } from './test-queue.ts';

const keysOf = (queue: { entries(): { key: string }[] }) => queue.entries().map(({ key }) => key);
const at = (day: string) => `${day}T01:30:00Z`;

/** A queue that is used on each of the days, so that its clock is believed. */
function throughDays(
  clock: ReturnType<typeof testClock>,
  queue: { forgetConfirmed(): number },
  days: string[],
): number {
  return days.reduce((sum, day) => (clock.set(at(day)), sum + queue.forgetConfirmed()), 0);
}
const march = ['2026-03-08', '2026-03-14', '2026-03-20', '2026-03-26', '2026-04-01'];

describe('after 30 days', () => {
  it('what the hospital has goes at the next start, but nothing else', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const first = openOrThrow(testOptions(file));
    const confirmed = commit(first, visit('001080000001'));
    const waiting = commit(first, visit('001080000002'));
    const refused = commit(first, visit('001080000003'));
    const sender = first.attachSender();
    claim(sender, 3);
    settle(sender, confirmedBy(confirmed.key), { key: waiting.key, state: 'pending', detail: '503' });
    settle(sender, refusedBy(refused.key));
    const [notice] = keysOf(first);
    first.close();
    const reopenedAt = (day: string) => {
      const queue = openOrThrow(testOptions(file, { now: () => new Date(at(day)) }));
      const keys = keysOf(queue);
      queue.close();
      return keys;
    };
    // A clock that leapt by a month is believed when it has gone on for a day.
    const all = [notice, refused.key, waiting.key, confirmed.key];
    expect([reopenedAt('2026-04-02'), reopenedAt('2026-04-02')]).toEqual([all, all]);
    expect(reopenedAt('2026-04-03')).toEqual([notice, refused.key, waiting.key]);
  });

  it('goes what staff set aside, with everything about it, and the log says how much', () => {
    const clock = testClock();
    const file = join(temporaryFolder(), 'queue.db');
    const queue = openOrThrow(testOptions(file, { now: clock.now }));
    queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 1 });
    const refused = commit(queue, visit('001080000001')).key;
    commit(queue, visit('001080000002'));
    sendAll(queue, ({ key }) => (key === refused ? refusedBy(key) : confirmedBy(key)));
    queue.setAside(refused, 'staff:lan');
    expect(throughDays(clock, queue, march)).toBe(0);
    expect(throughDays(clock, queue, ['2026-04-02', '2026-04-03'])).toBe(3);
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'kiosk', action: 'forgotten', detail: '3' }]);
    queue.close();
    const opened = openDatabase(file, testKeyHex);
    if (!opened.ok) throw new Error(opened.detail);
    for (const table of ['registration', 'outbox', 'person_key', 'lease', 'own_series']) {
      expect(opened.database.prepare(`SELECT * FROM ${table}`).all()).toEqual([]);
    }
    closeDatabase(opened.database);
  });

  it('a visit stays as long as one of its amendments is on its way', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    const { key } = commit(queue, visit('001080000001'));
    sendAll(queue);
    queue.amend({ kind: 'cancel', visitKey: key });
    throughDays(clock, queue, [...march, '2026-04-03']);
    expect(queue.entries()).toHaveLength(2);
    sendAll(queue);
    expect(queue.forgetConfirmed()).toBe(2);
  });

  it('the numbers of a day stay as long as one of its rows does', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    const first = commit(queue, visit('001080000001')).key;
    commit(queue, visit('001080000002'));
    sendAll(queue, ({ key }) => (key === first ? refusedBy(key) : confirmedBy(key)));
    throughDays(clock, queue, [...march, '2026-04-03']);
    clock.set(at('2026-03-02'));
    expect(commit(queue, visit('001080000003')).number).toBe('K1-003');
  });
});

describe('a clock that jumps', () => {
  it('a year ahead forgets nothing of today, nor when it comes back', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    const { key } = commit(queue, visit('001080000001'));
    sendAll(queue);
    expect(throughDays(clock, queue, ['2027-03-02', '2027-03-02'])).toBe(0);
    commit(queue, visit('001080000002'));
    expect(throughDays(clock, queue, ['2026-03-02', '2027-03-02', '2026-03-03'])).toBe(0);
    expect(keysOf(queue)).toContain(key);
  });

  it('a day either way changes nothing', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now, confirmedKeptDays: 1 });
    commit(queue, visit('001080000001'));
    sendAll(queue);
    expect(throughDays(clock, queue, ['2026-03-01', '2026-03-03', '2026-03-02'])).toBe(0);
    expect(throughDays(clock, queue, ['2026-03-03', '2026-03-04'])).toBe(1);
  });

  it('is known by the newest registration where nothing else tells the day', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const queue = openOrThrow(testOptions(file));
    commit(queue, visit('001080000001'));
    sendAll(queue);
    queue.close();
    const opened = openDatabase(file, testKeyHex);
    if (!opened.ok) throw new Error(opened.detail);
    opened.database.exec(`DELETE FROM meta WHERE name LIKE 'retention-day%'`);
    closeDatabase(opened.database);
    const later = openOrThrow(testOptions(file, { now: () => new Date(at('2027-03-02')) }));
    expect(later.entries()).toHaveLength(1);
    later.close();
  });
});
