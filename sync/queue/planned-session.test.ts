import { join } from 'node:path';
import { assert, describe, expect, it } from 'vitest';
import type { ServiceMoment } from '../registration.ts';
import { closeDatabase, openDatabase } from './database.ts';
import type { AmendResult } from './port.ts';
import type { KioskQueue } from './queue.ts';
import { isBefore } from './service-day.ts';
import { commit, leaseRequest, openOrThrow, sendAll, temporaryFolder, testClock } from './test-queue.ts';
import { testKeyHex, testOptions, testQueue, visit } from './test-queue.ts';

const now: ServiceMoment = { serviceDate: '2026-03-02', session: 'morning' };
const afternoon: ServiceMoment = { serviceDate: '2026-03-02', session: 'afternoon' };
const tomorrow: ServiceMoment = { serviceDate: '2026-03-03', session: 'morning' };
const inTheAfternoon = '2026-03-02T06:00:00Z';
const tomorrowMorning = '2026-03-03T01:30:00Z';
const tomorrowAfternoon = '2026-03-03T06:00:00Z';

const ann = '001080000001';
const children = { id: 'nhi', name: 'Khoa Nhi' };

function setUp(): { queue: KioskQueue; clock: ReturnType<typeof testClock> } {
  const clock = testClock();
  return { queue: testQueue({ now: clock.now }), clock };
}

const move = (queue: KioskQueue, visitKey: string): AmendResult =>
  queue.amend({
    ...{ kind: 'change-clinic', visitKey, clinic: children, stream: 'insured' },
    ...{ priorityReason: null, service: null },
  });

describe('a registration for a later session', () => {
  it.each([afternoon, tomorrow])('is stamped with it, and with the time it was made: %o', (planned) => {
    const { queue } = setUp();
    const result = queue.commit(visit(ann, { planned }));
    assert(result.kind === 'committed');
    const { key, registeredAt } = result.registration;
    expect(result.registration).toMatchObject(planned);
    expect(registeredAt).toBe('2026-03-02T08:30:00+07:00');
    expect(queue.entry(key)).toMatchObject({ ...planned, registeredAt });
    expect(sendAll(queue)).toEqual([key]);
  });

  it('has a number of that session, and takes none of another', () => {
    const { queue, clock } = setUp();
    queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 5 });
    queue.addLease(leaseRequest(tomorrow), { prefix: 'A', first: 1, last: 2 });
    expect(commit(queue, visit(null, { planned: tomorrow })).number).toBe('A001');
    expect(commit(queue, visit(null, { planned: afternoon })).number).toBe('K1-001');
    const left = [undefined, now, afternoon, tomorrow].map((session) =>
      queue.remainingNumbers('mat', 'insured', session),
    );
    expect(left).toEqual([5, 5, 0, 1]);
    clock.set(tomorrowMorning);
    expect(queue.remainingNumbers('mat', 'insured')).toBe(1);
    expect([commit(queue, visit(null)).number, commit(queue, visit(null)).number]).toEqual(['A002', 'K1-001']);
  });

  it('has a number of its own day that nobody gets on that day', () => {
    const { queue, clock } = setUp();
    const ahead = [tomorrow, afternoon, tomorrow].map((planned) => commit(queue, visit(null, { planned })).number);
    expect(ahead).toEqual(['K1-001', 'K1-001', 'K1-002']);
    expect(commit(queue, visit(null)).number).toBe('K1-002');
    clock.set(tomorrowMorning);
    expect(commit(queue, visit(null)).number).toBe('K1-003');
  });

  it('is the ticket that is there already, before that session and in it', () => {
    const { queue, clock } = setUp();
    const { key } = commit(queue, visit(ann, { planned: tomorrow, appointmentId: 'appointment-1' }));
    const there = { kind: 'already-registered', key };
    expect(queue.commit(visit(ann, { planned: tomorrow }))).toMatchObject(there);
    expect(queue.commit(visit(ann)).kind).toBe('committed');
    expect(queue.commit(visit(ann, { planned: afternoon })).kind).toBe('committed');
    clock.set(tomorrowMorning);
    expect(queue.commit(visit(ann))).toMatchObject(there);
    expect(queue.commit(visit(ann, { clinic: children, appointmentId: 'appointment-1' }))).toMatchObject(there);
    clock.set(tomorrowAfternoon);
    expect(queue.commit(visit(ann)).kind).toBe('committed');
  });

  it.each([
    ['of yesterday', { serviceDate: '2026-03-01', session: 'afternoon' }],
    ['more than 31 days off', { serviceDate: '2026-04-03', session: 'morning' }],
  ] as const)('that is none, %s, is one for now', (_case, planned) => {
    const { queue } = setUp();
    const result = queue.commit(visit(ann, { planned }));
    assert(result.kind === 'committed');
    expect(result.registration).toMatchObject({ ...now, planned: null });
  });

  it('in a session that is over by then is one for now', () => {
    const { queue, clock } = setUp();
    clock.set(inTheAfternoon);
    const result = queue.commit(visit(ann, { planned: now }));
    assert(result.kind === 'committed');
    expect(result.registration).toMatchObject(afternoon);
  });

  it('does not count against the present one', () => {
    const { queue, clock } = setUp();
    commit(queue, visit(null, { planned: afternoon }));
    commit(queue, visit(null));
    const sinceIso = '2026-03-02T01:00:00Z';
    expect(queue.registeredSince('mat', sinceIso)).toBe(1);
    clock.set(inTheAfternoon);
    expect(queue.registeredSince('mat', sinceIso)).toBe(1);
    commit(queue, visit(null));
    expect(queue.registeredSince('mat', '2026-03-02T05:00:00Z')).toBe(1);
  });

  it('is shown to its patient today, and offered to nobody tomorrow', () => {
    const { queue, clock } = setUp();
    const { key } = commit(queue, visit(ann, { planned: tomorrow }));
    expect(queue.unshownTickets().map((entry) => entry.key)).toEqual([key]);
    clock.set(tomorrowMorning);
    expect(queue.unshownTickets()).toEqual([]);
  });
});

describe('a ticket for a later session', () => {
  it('can be moved before it and in it: with a number of its session', () => {
    const { queue, clock } = setUp();
    queue.addLease(leaseRequest({ clinicId: 'nhi' }), { prefix: 'N', first: 1, last: 5 });
    queue.addLease(leaseRequest({ clinicId: 'nhi', ...tomorrow }), { prefix: 'N', first: 7, last: 9 });
    const keys = [ann, '001080000002'].map((person) => commit(queue, visit(person, { planned: tomorrow })).key);
    for (const [key, number] of [
      [keys[0], 'N007'],
      [keys[1], 'N008'],
    ] as const) {
      const moved = move(queue, key ?? '');
      assert(moved.kind === 'amended');
      expect(moved.ticket.number).toBe(number);
      expect(queue.entry(moved.key)).toMatchObject({ ...tomorrow, clinicId: 'nhi' });
      clock.set(tomorrowMorning);
    }
  });

  it('leads to the one that its holder has at the other clinic for that session, not for this one', () => {
    const { queue } = setUp();
    commit(queue, visit(ann, { clinic: children }));
    const there = commit(queue, visit(ann, { clinic: children, planned: tomorrow }));
    const { key } = commit(queue, visit(ann, { planned: tomorrow }));
    expect(move(queue, key)).toMatchObject({ kind: 'already-registered', key: there.key });
  });

  it('can be cancelled before it, and is over after it', () => {
    const { queue, clock } = setUp();
    const cancelled = commit(queue, visit(ann, { planned: tomorrow }));
    const kept = commit(queue, visit('001080000002', { planned: tomorrow }));
    const result = queue.amend({ kind: 'cancel', visitKey: cancelled.key });
    assert(result.kind === 'amended');
    expect(queue.entry(result.key)).toMatchObject({ ...tomorrow, ticket: { number: cancelled.number } });
    clock.set(tomorrowAfternoon);
    expect(queue.amend({ kind: 'cancel', visitKey: kept.key })).toEqual({ kind: 'not-possible', reason: 'over' });
  });
});

describe('what is kept for later', () => {
  it('outlives the days on which the rest is forgotten', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now, confirmedKeptDays: 1 });
    const wednesday: ServiceMoment = { serviceDate: '2026-03-04', session: 'morning' };
    queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 5 });
    queue.addLease(leaseRequest(wednesday), { prefix: 'A', first: 1, last: 2 });
    const today = commit(queue, visit(null));
    const later = commit(queue, visit(ann, { planned: wednesday }));
    sendAll(queue);
    clock.set(tomorrowMorning);
    expect(queue.forgetConfirmed()).toBe(0);
    clock.set('2026-03-04T01:30:00Z');
    expect(queue.forgetConfirmed()).toBe(1);
    expect(queue.entry(today.key)).toBeNull();
    expect(queue.entry(later.key)).toMatchObject(wednesday);
    expect(queue.remainingNumbers('mat', 'insured')).toBe(1);
    expect(queue.remainingNumbers('mat', 'insured', now)).toBe(0);
  });

  it('does not make a clock believed that leaps to it', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const before = openOrThrow(testOptions(file, { confirmedKeptDays: 30 }));
    const { key } = commit(before, visit(ann));
    commit(before, visit(ann, { planned: { serviceDate: '2026-04-02', session: 'morning' } }));
    sendAll(before);
    before.close();
    forgetKnownDay(file);
    const after = openOrThrow(testOptions(file, { now: () => new Date('2026-04-02T01:30:00Z') }));
    expect(after.entry(key)).not.toBeNull();
    after.close();
  });
});

/** As in a file of a version that kept no day. */
function forgetKnownDay(file: string): void {
  const opened = openDatabase(file, testKeyHex);
  assert(opened.ok);
  opened.database.exec(`DELETE FROM meta WHERE name = 'retention-day'`);
  closeDatabase(opened.database);
}

describe('isBefore', () => {
  it.each([
    [now, afternoon, true],
    [now, tomorrow, true],
    [afternoon, tomorrow, true],
    [now, now, false],
    [afternoon, afternoon, false],
    [afternoon, now, false],
    [tomorrow, afternoon, false],
  ])('%o, %o: %s', (session, other, expected) => {
    expect(isBefore(session, other)).toBe(expected);
  });
});
