import { describe, expect, it } from 'vitest';
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

  it('that its patient gave up is no news for the desk', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    queue.amend({ kind: 'cancel', visitKey: key });
    refuseVisits(queue);
    expect(queue.worklist()).toMatchObject([{ key }]);
    expect(notices(queue)).toEqual([]);
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
    });
    refuseVisits(queue);
    expect(notices(queue)).toMatchObject([{ visitKey: key, ticket: { number: 'K1-002' } }]);
    expect(moved).toMatchObject({ ticket: { number: 'K1-002' } });
  });
});

it('neither a refused desk ticket nor a refused amendment makes a notice', () => {
  const queue = testQueue();
  commit(queue, desk('001080000001'));
  const { key } = commit(queue, visit('001080000002'));
  sendAll(queue, (item) => (item.key === key ? confirmedBy(key) : refusedBy(item.key)));
  queue.amend({ kind: 'cancel', visitKey: key });
  sendAll(queue, (item) => refusedBy(item.key));
  expect(queue.worklist()).toHaveLength(2);
  expect(notices(queue)).toEqual([]);
});
