import { describe, expect, it } from 'vitest';
import type { KioskQueue } from './queue.ts';
import {
  amended,
  children,
  claim,
  commit,
  desk,
  leaseRequest,
  refusedBy,
  sendAll,
  settle,
  testClock,
  testQueue,
  toChildren,
  visit,
} from './test-queue.ts';

/** Sends one row, which the hospital refuses; what follows waits. */
function refuseNext(queue: KioskQueue): string {
  const sender = queue.attachSender();
  const [item] = claim(sender, 1);
  settle(sender, refusedBy(item!.key));
  sender.detach();
  return item!.key;
}

const actions = (queue: KioskQueue) =>
  queue.audit.list(100).map(({ actor, action, subject }) => `${actor} ${action} ${subject}`);

describe('a cancellation', () => {
  it('is a row of its own that goes after its visit and shows its ticket', () => {
    const queue = testQueue();
    queue.addLease(leaseRequest(), { prefix: 'A', first: 7, last: 8 });
    const { key } = commit(queue, visit('001080000001'));
    const heard: string[] = [];
    queue.onChange((changed) => heard.push(changed));
    const ticket = { number: 'A007', official: true };
    const cancelled = amended(queue, { kind: 'cancel', visitKey: key });
    expect(heard).toEqual([key, cancelled.key]);
    expect(queue.entry(key)).toMatchObject({ superseded: true, ticket, visitKey: key, amendment: null });
    expect(queue.entry(cancelled.key)).toMatchObject({
      ...{ kind: 'visit', amendment: 'cancel', visitKey: key, superseded: false, ticket, clinicId: null, stream: null },
      ...{ state: 'pending', ticketShown: true, session: 'morning', serviceDate: '2026-03-02' },
    });
    expect(queue.currentEntry(key)).toEqual(queue.entry(cancelled.key));
    expect(queue.unshownTickets()).toEqual([]);
    expect(sendAll(queue)).toEqual([key, cancelled.key]);
    expect(actions(queue)).toContain(`patient cancelled ${key}`);
  });

  it('is frozen with the key, the day and the number of its visit, and nothing of the person', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    sendAll(queue);
    const cancelled = amended(queue, { kind: 'cancel', visitKey: key });
    const [item] = claim(queue.attachSender());
    expect(JSON.parse(item!.body)).toEqual({
      ...{
        kind: 'cancel',
        visitKey: key,
        key: cancelled.key,
        kioskId: 'K1',
        registeredAt: '2026-03-02T08:30:00+07:00',
      },
      ...{ serviceDate: '2026-03-02', session: 'morning', ticket: { number: 'K1-001', official: false } },
    });
  });

  it('frees the place of the person, who may register anew', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    amended(queue, { kind: 'cancel', visitKey: key });
    const again = commit(queue, visit('001080000001'));
    expect(queue.amend({ kind: 'cancel', visitKey: key })).toEqual({ kind: 'not-possible', reason: 'cancelled' });
    expect(queue.amend(toChildren(key))).toEqual({ kind: 'not-possible', reason: 'cancelled' });
    expect(queue.currentEntry(again.key)?.key).toBe(again.key);
  });

  it('of a refused visit is not sent, and ends it', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    refuseNext(queue);
    const cancelled = amended(queue, { kind: 'cancel', visitKey: key });
    for (const gone of [key, cancelled.key]) expect(queue.entry(gone)).toMatchObject({ state: 'dead', setAside: true });
    expect(queue.currentEntry(key)?.amendment).toBe('cancel');
    expect(queue.worklist()).toEqual([]);
    expect(queue.unsettled('staff:lan').map(({ amendment }) => amendment)).toEqual(['refusal-notice']);
    expect(actions(queue)).toContain(`patient set-aside ${key}`);
    expect(sendAll(queue)).toHaveLength(1);
  });
});

describe('a change of clinic', () => {
  it('gives a new number, and the old ticket counts no longer', () => {
    const queue = testQueue();
    queue.addLease(leaseRequest({ clinicId: 'nhi', stream: 'priority' }), { prefix: 'N', first: 3, last: 9 });
    const { key } = commit(queue, visit('001080000001', { appointmentId: 'appointment-1' }));
    const moved = amended(queue, { ...toChildren(key), stream: 'priority', priorityReason: 'age-75-or-more' });
    const ticket = { number: 'N003', official: true };
    expect(queue.entry(moved.key)).toMatchObject({
      amendment: 'change-clinic',
      clinicId: 'nhi',
      stream: 'priority',
      priorityReason: 'age-75-or-more',
      ticket,
    });
    expect(queue.entry(key)).toMatchObject({ stream: 'insured', priorityReason: null });
    expect(queue.unshownTickets().map((entry) => entry.key)).toEqual([moved.key]);
    expect(queue.commit(visit('001080000001', { clinic: children }))).toEqual({
      ...{ kind: 'already-registered', key: moved.key, ticket },
    });
    const sameAppointment = visit('001080000001', { clinic: { id: 'da', name: 'Da' }, appointmentId: 'appointment-1' });
    expect(queue.commit(sameAppointment)).toMatchObject({ kind: 'already-registered', key: moved.key });
    expect(queue.commit(visit('001080000001')).kind).toBe('committed');
    expect(actions(queue)).toContain(`patient clinic-changed ${key}`);
  });

  it('of a change works, by any of the keys, and all go in order', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    const first = amended(queue, toChildren(key));
    const back = amended(queue, { ...toChildren(first.key), clinic: { id: 'mat', name: 'Khoa Mắt' } });
    const last = amended(queue, { kind: 'cancel', visitKey: key });
    expect(new Set([first.number, back.number, last.number]).size).toBe(2);
    expect(queue.entry(last.key)?.ticket).toEqual({ number: back.number, official: false });
    for (const any of [key, first.key, back.key]) {
      expect(queue.entry(any)?.superseded).toBe(true);
      expect(queue.currentEntry(any)?.key).toBe(last.key);
    }
    expect(sendAll(queue)).toEqual([key, first.key, back.key, last.key]);
  });

  it('is not possible to the same clinic, nor without a visit of this half-day', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    const { key } = commit(queue, visit('001080000001'));
    const atDesk = commit(queue, desk('001080000002')).key;
    const refusal = (visitKey: string, clinic = children) => queue.amend({ ...toChildren(visitKey), clinic });
    expect(refusal(key, { id: 'mat', name: 'Mắt' })).toEqual({ kind: 'not-possible', reason: 'same-clinic' });
    for (const visitKey of ['nobody', atDesk]) {
      expect(refusal(visitKey)).toEqual({ kind: 'not-possible', reason: 'unknown' });
    }
    for (const instant of ['2026-03-02T06:00:00Z', '2026-03-03T01:30:00Z']) {
      clock.set(instant);
      expect(refusal(key)).toEqual({ kind: 'not-possible', reason: 'over' });
    }
    expect(queue.currentEntry('nobody')).toBeNull();
    expect(queue.entries()).toHaveLength(2);
  });

  it('leads to the ticket that the person has there already, even one without a name or number', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    const there = commit(queue, visit('001080000001', { clinic: children }));
    expect(queue.amend(toChildren(key))).toMatchObject({
      ...{ kind: 'already-registered', key: there.key, ticket: { number: there.number } },
    });
    const unnamed = commit(queue, visit(null));
    amended(queue, toChildren(unnamed.key));
    expect(queue.amend(toChildren(unnamed.key))).toEqual({ kind: 'not-possible', reason: 'same-clinic' });
  });

  it('of a refused visit is for the desk, and one that waits behind it counts for nothing', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    const moved = amended(queue, toChildren(key));
    expect(refuseNext(queue)).toBe(key);
    expect(queue.amend({ ...toChildren(key), clinic: { id: 'da', name: 'Da' } })).toEqual({
      ...{ kind: 'not-possible', reason: 'unknown' },
    });
    expect(commit(queue, visit('001080000001', { clinic: children })).key).not.toBe(moved.key);
  });

  it('that was refused makes way for the next', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    sendAll(queue);
    const refused = amended(queue, toChildren(key));
    expect(refuseNext(queue)).toBe(refused.key);
    expect(queue.worklist()).toMatchObject([{ key: refused.key, amendment: 'change-clinic' }]);
    const next = amended(queue, { ...toChildren(key), clinic: { id: 'da', name: 'Da' } });
    expect(queue.worklist()).toEqual([]);
    expect(sendAll(queue).at(-1)).toBe(next.key);
  });
});

describe('living registrations', () => {
  it('of a clinic are counted since an instant, whatever its offset', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    commit(queue, visit('001080000001'));
    clock.set('2026-03-02T01:40:00Z');
    const cancelled = commit(queue, visit('001080000002'));
    const moved = commit(queue, visit('001080000003'));
    const refused = commit(queue, visit('001080000004'));
    const stays = commit(queue, visit('001080000005'));
    commit(queue, desk('001080000006'));
    amended(queue, { kind: 'cancel', visitKey: cancelled.key });
    amended(queue, toChildren(moved.key));
    const sender = queue.attachSender();
    claim(sender);
    settle(sender, refusedBy(refused.key));
    expect(queue.entry(stays.key)?.state).toBe('in-flight');
    expect(queue.registeredSince('mat', '2026-03-02T01:30:00.000Z')).toBe(2);
    expect(queue.registeredSince('mat', '2026-03-02T08:31:00+07:00')).toBe(1);
    expect(queue.registeredSince('nhi', '2026-03-02T01:30:00Z')).toBe(1);
    clock.set('2026-03-02T06:00:00Z');
    expect(queue.registeredSince('mat', '2026-03-02T01:30:00Z')).toBe(0);
  });
});
