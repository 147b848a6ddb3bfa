import { describe, expect, it } from 'vitest';
import {
  claim,
  commit,
  desk,
  leaseRequest,
  refusedBy,
  sendAll,
  settle,
  testClock,
  testQueue,
  visit,
} from './test-queue.ts';

describe('commit', () => {
  it('stamps the registration with key, kiosk, the hospital time, day, session and ticket', () => {
    const queue = testQueue({ newKey: () => '11111111-1111-4111-8111-111111111111' });
    const { language, payer, ...draft } = visit('001080000001');
    const result = queue.commit({ ...draft, language, payer });
    expect(result).toEqual({
      kind: 'committed',
      registration: {
        ...draft,
        key: '11111111-1111-4111-8111-111111111111',
        kioskId: 'K1',
        registeredAt: '2026-03-02T08:30:00+07:00',
        serviceDate: '2026-03-02',
        session: 'morning',
        ticket: { number: 'K1-001', official: false },
      },
    });
  });

  it('freezes the body made from the stamped registration', () => {
    const queue = testQueue({ buildBody: ({ key, ticket }) => `${key} ${ticket.number}` });
    const { key } = commit(queue, visit('001080000001'));
    expect(claim(queue.attachSender())).toMatchObject([{ key, body: `${key} K1-001` }]);
  });

  it('leaves nothing behind when the body cannot be built: that is a bug, not an answer', () => {
    let isBroken = true;
    const queue = testQueue({
      buildBody: () => {
        if (isBroken) throw new RangeError('bug');
        return '{}';
      },
    });
    expect(() => queue.commit(visit('001080000001'))).toThrow(RangeError);
    expect(queue.entries()).toEqual([]);
    isBroken = false;
    expect(commit(queue, visit('001080000001')).number).toBe('K1-001');
  });

  it('answers a key that was used before with a failure and keeps the first registration', () => {
    const queue = testQueue({ newKey: () => '11111111-1111-4111-8111-111111111111' });
    commit(queue, visit('001080000001'));
    const second = queue.commit(visit('001080000002'));
    expect(second).toEqual({ kind: 'failed', detail: 'The database failed (SQLITE_CONSTRAINT_UNIQUE).' });
    expect(queue.entries()).toHaveLength(1);
  });
});

describe('the same person twice', () => {
  it('gets the ticket that is already theirs for the same clinic, day and session', () => {
    const queue = testQueue();
    const first = commit(queue, visit('001080000001'));
    expect(queue.commit(visit('001080000001', { stream: 'paying' }))).toEqual({
      kind: 'already-registered',
      key: first.key,
      ticket: { number: 'K1-001', official: false },
    });
    expect(queue.entries()).toHaveLength(1);
  });

  it('registers anew for another clinic, another session, another day', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    commit(queue, visit('001080000001'));
    expect(queue.commit(visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } })).kind).toBe('committed');
    clock.set('2026-03-02T05:00:00Z');
    expect(queue.commit(visit('001080000001')).kind).toBe('committed');
    clock.set('2026-03-03T01:00:00Z');
    expect(queue.commit(visit('001080000001')).kind).toBe('committed');
  });

  it('registers anew when the hospital refused the first for good', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    const sender = queue.attachSender();
    claim(sender);
    settle(sender, refusedBy(key));
    expect(queue.commit(visit('001080000001')).kind).toBe('committed');
  });

  it('still knows a confirmed registration, whose body is gone', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    sendAll(queue);
    expect(queue.commit(visit('001080000001'))).toMatchObject({ kind: 'already-registered', key });
  });

  it('never takes two people without any key for one', () => {
    const queue = testQueue();
    commit(queue, visit(null));
    expect(queue.commit(visit(null)).kind).toBe('committed');
  });

  it('gives a desk ticket every time', () => {
    const queue = testQueue();
    commit(queue, visit('001080000001'));
    expect([desk('001080000001'), desk('001080000001')].map((draft) => commit(queue, draft).number)).toEqual([
      'D-K1-001',
      'D-K1-002',
    ]);
  });
});

describe('tickets not seen', () => {
  it('are offered oldest first, until they are shown', () => {
    const queue = testQueue();
    const older = commit(queue, visit('001080000001'));
    const newer = commit(queue, desk('001080000002'));
    expect(queue.unshownTickets()).toMatchObject([
      { key: older.key, kind: 'visit', clinicId: 'mat', ticketShown: false },
      { key: newer.key, kind: 'desk', clinicId: null, ticketShown: false },
    ]);
    queue.markTicketShown(older.key);
    expect(queue.unshownTickets().map(({ key }) => key)).toEqual([newer.key]);
    queue.markTicketShown(newer.key);
    expect(queue.unshownTickets()).toEqual([]);
    expect(queue.entry(older.key)?.ticketShown).toBe(true);
  });

  it('forgets those of another day', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    commit(queue, visit('001080000001'));
    clock.set('2026-03-02T17:00:00Z');
    expect(queue.unshownTickets()).toEqual([]);
  });
});

describe('changes', () => {
  it('are announced after they are on the disk, and only changes are', () => {
    const queue = testQueue();
    const seen: string[] = [];
    const stop = queue.onChange((key) => seen.push(`${queue.entry(key)?.state} ${queue.entry(key)?.ticketShown}`));
    const { key } = commit(queue, visit('001080000001'));
    queue.commit(visit('001080000001'));
    queue.markTicketShown(key);
    queue.markTicketShown(key);
    queue.markTicketShown('unknown');
    sendAll(queue);
    stop();
    commit(queue, visit('001080000002'));
    expect(seen).toEqual(['pending false', 'pending true', 'in-flight true', 'confirmed true']);
  });
});

describe('numbers of the hospital', () => {
  it('are used first, and counted', () => {
    const queue = testQueue();
    queue.addLease(leaseRequest(), { prefix: 'A', first: 7, last: 8 });
    expect(queue.remainingNumbers('mat', 'insured')).toBe(2);
    expect(queue.remainingNumbers('mat', 'paying')).toBe(0);
    const numbers = ['1', '2', '3'].map((digit) => queue.commit(visit(`00108000000${digit}`)));
    expect(numbers.map((result) => result.kind === 'committed' && result.registration.ticket)).toEqual([
      { number: 'A007', official: true },
      { number: 'A008', official: true },
      { number: 'K1-001', official: false },
    ]);
    expect(queue.remainingNumbers('mat', 'insured')).toBe(0);
  });
});

it('has one sender at a time', () => {
  const queue = testQueue();
  const sender = queue.attachSender();
  expect(() => queue.attachSender()).toThrow('has a sender already');
  sender.detach();
  expect(() => queue.attachSender()).not.toThrow();
});
