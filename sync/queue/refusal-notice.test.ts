import { assert, describe, expect, it } from 'vitest';
import type { KioskQueue } from './queue.ts';
import {
  claim,
  commit,
  confirmedBy,
  desk,
  refusedBy,
  sendAll,
  settle,
  testClock,
  testQueue,
  visit,
} from './test-queue.ts';

const notices = (queue: KioskQueue) => queue.rows().filter(({ amendment }) => amendment === 'refusal-notice');

/** Sends what is sendable; only registrations are refused. */
function refuseVisits(queue: KioskQueue): void {
  sendAll(queue, ({ key }) =>
    queue.row(key)?.amendment === null ? refusedBy(key, 'clinic-full', 'nhi') : confirmedBy(key),
  );
}

describe('a refused visit', () => {
  it('leaves a notice for the desk in the same transaction, with the ticket and where to send its patient', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    const { key } = commit(queue, visit('001080000001'));
    clock.set('2026-03-03T06:00:00Z');
    const sender = queue.attachSender();
    claim(sender);
    const heard: string[] = [];
    queue.onChange((changed) => heard.push(changed));
    settle(sender, refusedBy(key, 'clinic-full', 'nhi'));
    const [notice] = notices(queue);
    expect(heard).toEqual([key, notice?.key]);
    expect(notice).toMatchObject({
      ...{ kind: 'desk', visitKey: key, ticket: { number: 'K1-001', official: false }, clinicId: null },
      ...{ state: 'pending', serviceDate: '2026-03-02', session: 'morning', ticketShown: true },
    });
    expect(JSON.parse(claim(sender)[0]!.body)).toEqual({
      ...{ kind: 'refusal-notice', visitKey: key, key: notice?.key, kioskId: 'K1', clinicId: 'mat' },
      ...{ reason: 'clinic-full', sendTo: 'nhi', registeredAt: '2026-03-03T13:00:00+07:00' },
      ...{ serviceDate: '2026-03-02', session: 'morning', ticket: { number: 'K1-001', official: false } },
    });
    expect(queue.currentEntry(notice!.key)?.key).toBe(key);
    expect(queue.audit.list(1)).toMatchObject([
      { actor: 'kiosk', action: 'refused', subject: key, detail: 'clinic-full' },
    ]);
  });

  it('is told to the desk once, however often staff send it again', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    refuseVisits(queue);
    queue.retry(key, 'staff:lan');
    refuseVisits(queue);
    expect(queue.row(key)?.attempts).toBe(2);
    expect(notices(queue)).toHaveLength(1);
  });

  it('that its patient gave up is set aside with the cancellation, and no news for anybody', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    const cancelled = queue.amend({ kind: 'cancel', visitKey: key });
    assert(cancelled.kind === 'amended');
    const sender = queue.attachSender();
    claim(sender);
    const heard: string[] = [];
    queue.onChange((changed) => heard.push(changed));
    settle(sender, refusedBy(key, 'clinic-full', 'nhi'));
    expect(heard).toEqual([key, cancelled.key]);
    for (const gone of heard) expect(queue.row(gone)).toMatchObject({ state: 'dead', setAside: true });
    expect(queue.statistics()).toMatchObject({ dead: 0, pending: 0, setAside: 2 });
    expect(queue.worklist()).toEqual([]);
    expect(notices(queue)).toEqual([]);
    expect(queue.audit.list(3)).toMatchObject([
      { actor: 'kiosk', action: 'set-aside', subject: cancelled.key },
      { actor: 'kiosk', action: 'set-aside', subject: key },
      { actor: 'kiosk', action: 'refused', subject: key },
    ]);
  });

  it('whose patient moved on is told with the ticket that they hold now', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    const clinic = { id: 'nhi', name: 'Nhi' };
    const moved = queue.amend({
      kind: 'change-clinic',
      visitKey: key,
      clinic,
      stream: 'insured',
      priorityReason: null,
      service: null,
    });
    refuseVisits(queue);
    expect(notices(queue)).toMatchObject([{ visitKey: key, ticket: { number: 'K1-002' } }]);
    expect(moved).toMatchObject({ ticket: { number: 'K1-002' } });
  });
});

describe('a refused amendment', () => {
  /** A visit that the hospital has. */
  function taken(queue: KioskQueue) {
    const { key } = commit(queue, visit('001080000001'));
    sendAll(queue);
    return key;
  }
  function amend(queue: KioskQueue, visitKey: string, clinicId: string | null): string {
    const to = { kind: 'change-clinic', clinic: { id: String(clinicId), name: 'x' }, stream: 'insured' } as const;
    const result = queue.amend(
      clinicId === null ? { kind: 'cancel', visitKey } : { ...to, visitKey, priorityReason: null, service: null },
    );
    assert(result.kind === 'amended', result.kind);
    return result.key;
  }
  const refuse = (queue: KioskQueue, key: string) =>
    sendAll(queue, (item) => (item.key === key ? refusedBy(key, 'clinic-closed', 'da') : confirmedBy(item.key)));
  const bodyOf = (queue: KioskQueue) => {
    const told: unknown[] = [];
    sendAll(queue, ({ key, body }) => (told.push(JSON.parse(body)), confirmedBy(key)));
    return told;
  };

  it('is told to the desk, once each, with the ticket that its patient holds', () => {
    const queue = testQueue();
    const key = taken(queue);
    const moved = amend(queue, key, 'nhi');
    const sender = queue.attachSender();
    claim(sender);
    settle(sender, refusedBy(moved, 'clinic-closed', 'da'));
    sender.detach();
    expect(bodyOf(queue)).toMatchObject([
      {
        ...{ kind: 'refusal-notice', visitKey: key, clinicId: 'nhi', reason: 'clinic-closed', sendTo: 'da' },
        ...{ serviceDate: '2026-03-02', session: 'morning', ticket: { number: 'K1-002', official: false } },
      },
    ]);
    queue.retry(moved, 'staff:lan');
    refuse(queue, moved);
    expect(queue.row(moved)).toMatchObject({ state: 'dead', attempts: 2 });
    expect(notices(queue)).toMatchObject([{ visitKey: key, state: 'confirmed' }]);
  });

  it('that was to cancel names the place that is still taken', () => {
    const queue = testQueue();
    const key = taken(queue);
    refuse(queue, amend(queue, key, 'nhi'));
    const cancelled = amend(queue, key, null);
    const sender = queue.attachSender();
    claim(sender);
    settle(sender, refusedBy(cancelled));
    sender.detach();
    expect(bodyOf(queue)).toMatchObject([{ kind: 'refusal-notice', visitKey: key, clinicId: 'mat', reason: 'other' }]);
    expect(queue.worklist()).toMatchObject([{ key: cancelled }]);
    expect(notices(queue)).toHaveLength(2);
  });

  it('from which its patient has gone on is set aside at once, and the next goes', () => {
    const queue = testQueue();
    const key = taken(queue);
    const moved = amend(queue, key, 'nhi');
    const cancelled = amend(queue, key, null);
    expect(refuse(queue, moved)).toEqual([moved, cancelled]);
    expect(queue.row(moved)).toMatchObject({ state: 'dead', setAside: true });
    expect(queue.row(cancelled)?.state).toBe('confirmed');
    expect(notices(queue)).toEqual([]);
  });

  it('that staff set aside gives its patient the place before back', () => {
    const queue = testQueue();
    const key = taken(queue);
    const kept = amend(queue, key, 'nhi');
    sendAll(queue);
    const moved = amend(queue, key, 'da');
    refuse(queue, moved);
    expect(queue.currentEntry(key)?.key).toBe(moved);
    const heard: string[] = [];
    queue.onChange((changed) => heard.push(changed));
    expect(queue.setAside(moved, 'staff:lan')).toBe('done');
    expect(heard).toEqual([moved, kept]);
    expect(queue.currentEntry(key)).toMatchObject({ key: kept, clinicId: 'nhi', superseded: false });
    expect(queue.row(moved)).toMatchObject({ superseded: true, setAside: true });
    expect(queue.row(key)).toMatchObject({ superseded: true });
    expect(queue.unshownTickets().map((row) => row.key)).toEqual([kept]);
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'staff:lan', action: 'set-aside', subject: moved }]);
    expect(queue.registeredSince('nhi', '2026-03-02T01:30:00Z')).toBe(1);

    // From there it goes on, over the one that was set aside.
    const again = amend(queue, key, 'da');
    refuse(queue, again);
    expect(queue.setAside(again, 'staff:lan')).toBe('done');
    expect(queue.currentEntry(key)?.key).toBe(kept);
  });
});

it('neither a refused desk ticket, nor a refused notice, nor a row that is gone makes a notice', () => {
  const queue = testQueue();
  commit(queue, desk('001080000001'));
  commit(queue, visit('001080000002'));
  sendAll(queue, (item) => refusedBy(item.key));
  expect(queue.worklist()).toHaveLength(3);
  expect(notices(queue)).toHaveLength(1);
  settle(queue.attachSender(), refusedBy('gone'));
  expect(queue.rows()).toHaveLength(3);
});
