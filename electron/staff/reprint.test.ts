import { assert, describe, expect, it } from 'vitest';
import type { KioskQueue } from '../../sync/queue/queue.ts';
import { commit, desk, refusedBy, settle, testClock, testQueue, visit } from '../../sync/queue/test-queue.ts';
import { paperOfKey, paperOfNumber } from './reprint.ts';

const eyes = { id: 'mat', name: 'Mắt' };
const children = { id: 'nhi', name: 'Nhi' };
const tomorrow = { serviceDate: '2026-03-03', session: 'morning' } as const;

function setUp() {
  const clock = testClock();
  const queue = testQueue({ now: clock.now });
  const moment = () => ({ today: clock.now().toISOString().slice(0, 10), now: clock.now() });
  /** What is printed, or why nothing is. */
  const said = (found: ReturnType<typeof paperOfKey>) => {
    if (found.kind === 'row') return found.row.key;
    return found.kind === 'several' ? found.rows.map(({ key }) => key) : found.kind;
  };
  return {
    queue,
    clock,
    byKey: (key: string) => said(paperOfKey(queue, key, moment())),
    byNumber: (number: string) => said(paperOfNumber(queue, number, moment())),
  };
}

/** Ten numbers A001 to A010 for a clinic's morning. */
const lease = (queue: KioskQueue, clinicId: string): number =>
  queue.addLease(
    { kioskId: 'K1', clinicId, serviceDate: '2026-03-02', session: 'morning', stream: 'insured', size: 10 },
    { prefix: 'A', first: 1, last: 10 },
  );

describe('a paper once more', () => {
  it('is that of the number on it, however it is written', () => {
    const { queue, byNumber, byKey } = setUp();
    const { key } = commit(queue, visit('001080000001'));
    expect([byNumber(' k1-001 '), byKey(key)]).toEqual([key, key]);
    expect([byNumber('K1-002'), byKey('b5cbd2a0-0000-4000-8000-000000000001')]).toEqual(['nobody', 'nobody']);
  });

  it('is found by the number that is called, where the hospital had another before', () => {
    const { queue, byNumber } = setUp();
    const { key } = commit(queue, visit('001080000001'));
    const answer = { state: 'confirmed', encounterId: null, alreadyThere: true, number: 'TM-012' } as const;
    settle(queue.attachSender(), { key, ...answer });
    expect([byNumber('TM-012'), byNumber('K1-001')]).toEqual([key, key]);
  });

  it('is asked for where two clinics have the number', () => {
    const { queue, byNumber, byKey } = setUp();
    for (const { id } of [eyes, children]) lease(queue, id);
    const [first, second] = [eyes, children].map((clinic, place) =>
      commit(queue, visit(`00108000000${place}`, { clinic })),
    );
    assert(first && second);
    expect([first.number, second.number]).toEqual(['A001', 'A001']);
    expect(byNumber('A001')).toEqual([second.key, first.key]);
    expect(byKey(first.key)).toBe(first.key);
    // Whoever asks may mean the one that was cancelled.
    queue.amend({ kind: 'cancel', visitKey: second.key });
    expect(byNumber('A001')).toEqual([first.key]);
  });

  it('is found before its day, and not after', () => {
    const { queue, clock, byNumber, byKey } = setUp();
    const { key, number } = commit(queue, visit('001080000001', { planned: tomorrow }));
    expect(byNumber(number)).toBe(key);
    clock.set('2026-03-04T01:30:00Z');
    expect([byNumber(number), byKey(key)]).toEqual(['nobody', 'not-valid']);
  });

  it('of the desk is found for two days', () => {
    const { queue, clock, byNumber } = setUp();
    const { key, number } = commit(queue, desk('001080000001'));
    clock.set('2026-03-04T01:29:00Z');
    expect(byNumber(number)).toBe(key);
    clock.set('2026-03-04T01:30:00Z');
    expect(byNumber(number)).toBe('nobody');
  });

  it('is not given of what was refused, cancelled, or settled by hand', () => {
    const { queue, byNumber, byKey } = setUp();
    const refused = commit(queue, visit('001080000001'));
    settle(queue.attachSender(), refusedBy(refused.key));
    expect([byNumber(refused.number), byKey(refused.key)]).toEqual(['not-valid', 'not-valid']);
    queue.setAside(refused.key, 'staff:lan');
    expect(byKey(refused.key)).toBe('not-valid');
    const cancelled = commit(queue, visit('001080000002'));
    queue.amend({ kind: 'cancel', visitKey: cancelled.key });
    expect([byNumber(cancelled.number), byKey(cancelled.key)]).toEqual(['not-valid', 'not-valid']);
  });

  it('is that of the new clinic where its patient was moved, while the hospital has not refused the visit', () => {
    const { queue, byNumber, byKey } = setUp();
    const { key, number } = commit(queue, visit('001080000001'));
    const moved = queue.amend({
      ...{ kind: 'change-clinic', visitKey: key, clinic: children, stream: 'insured' },
      ...{ priorityReason: null, service: null },
    });
    assert(moved.kind === 'amended');
    expect([byKey(key), byNumber(moved.ticket.number), byNumber(number)]).toEqual([moved.key, moved.key, 'not-valid']);
    settle(queue.attachSender(), refusedBy(key));
    expect(byKey(moved.key)).toBe('not-valid');
  });

  it('of the desk is given whatever the hospital said: staff wait there', () => {
    const { queue, byKey } = setUp();
    const { key } = commit(queue, desk('001080000001'));
    settle(queue.attachSender(), refusedBy(key));
    expect(byKey(key)).toBe(key);
  });
});
