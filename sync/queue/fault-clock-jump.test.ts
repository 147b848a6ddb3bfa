import { describe, expect, it } from 'vitest';
import { settled } from './test-timers.ts';
import { setUp, retry } from './test-engine.ts';
import { claim, commit, openOrThrow, temporaryFolder, testClock, testOptions, testQueue, visit } from './test-queue.ts';
import { join } from 'node:path';

const monday = '2026-03-02T01:30:00Z';
const dayMs = 86_400_000;

function shifted(days: number): string {
  return new Date(Date.parse(monday) + days * dayMs).toISOString();
}

describe('a clock that jumps', () => {
  it('back a day doubles no number and keeps the order of a lane', () => {
    const clock = testClock(monday);
    const queue = testQueue({ now: clock.now });
    const first = [commit(queue, visit('001080000001')), commit(queue, visit('001080000002'))];
    clock.set(shifted(1));
    const tuesday = commit(queue, visit('001080000001'));
    clock.set('2026-03-02T01:00:00Z');
    const again = commit(queue, visit('001080000003'));
    const sameVisit = queue.commit(visit('001080000001'));

    expect([...first, tuesday, again].map(({ number }) => number)).toEqual(['K1-001', 'K1-002', 'K1-001', 'K1-003']);
    expect(sameVisit).toMatchObject({ kind: 'already-registered', key: first[0]?.key });

    // Sequence, not time of day: the first row of the lane goes first, though a later one looks older.
    expect(claim(queue.attachSender(), 10).map(({ key }) => key)).toEqual([first[0]?.key, first[1]?.key, again.key]);
  });

  it.each([1, -1, 400, -400])('by %d days shows no age below zero and keeps the audit log whole', (days) => {
    const clock = testClock(monday);
    const queue = testQueue({ now: clock.now });
    commit(queue, visit('001080000001'));
    clock.set(shifted(days));
    commit(queue, visit('001080000002'));
    expect(queue.statistics().oldestPendingAgeMs).toBe(Math.max(0, days * dayMs));
    expect(queue.audit.verify()).toMatchObject({ kind: 'intact', head: { count: 2 } });
  });

  it.each([1, -1])('by %d days neither hurries nor delays the next attempt: it waits by a timer', async (days) => {
    const clock = testClock(monday);
    const queue = testQueue({ now: clock.now });
    const { timers, attempts } = setUp({ queue });
    commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.answer(retry(5_000));
    clock.set(shifted(days));
    await timers.advance(4_999);
    expect(attempts).toHaveLength(1);
    await timers.advance(1);
    expect(attempts).toHaveLength(2);
  });

  it.each([366, 1, -1])("by %d days does not cost today's rows, nor those the hospital does not have", (days) => {
    const file = join(temporaryFolder(), 'queue.db');
    const clock = testClock(monday);
    const before = openOrThrow(testOptions(file, { now: clock.now }));
    const { key: confirmed } = commit(before, visit('001080000001'));
    const { key: pending } = commit(before, visit('001080000002'));
    const sender = before.attachSender();
    claim(sender, 1);
    sender.settleAndClaim(
      [{ key: confirmed, state: 'confirmed', encounterId: 'encounter-1', alreadyThere: false, number: null }],
      0,
      [],
    );
    before.close();

    clock.set(shifted(days));
    const queue = openOrThrow(testOptions(file, { now: clock.now }));
    expect(queue.forgetConfirmed()).toBe(0);
    expect(queue.rows().map(({ key }) => key)).toEqual([pending, confirmed]);
    clock.set(monday);
    expect(commit(queue, visit('001080000003')).number).toBe('K1-003');
    queue.close();
  });
});
