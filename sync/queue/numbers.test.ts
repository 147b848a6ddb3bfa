import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commit, desk, leaseRequest, testClock, testQueue, visit } from './test-queue.ts';

describe('own numbers', () => {
  it('run per kiosk and day, whatever the clinic', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    const first = commit(queue, visit('001080000001'));
    const second = commit(queue, visit('001080000002', { clinic: { id: 'nhi', name: 'Nhi' }, stream: 'paying' }));
    clock.set('2026-03-02T17:00:00Z');
    const nextDay = commit(queue, visit('001080000003'));
    expect([first, second, nextDay].map(({ number }) => number)).toEqual(['K1-001', 'K1-002', 'K1-001']);
  });

  it('of the desk are a series of their own and never official', () => {
    const queue = testQueue();
    queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 5 });
    const result = queue.commit(desk('001080000001'));
    expect(result).toMatchObject({ registration: { ticket: { number: 'D-K1-001', official: false } } });
  });
});

describe('a lease', () => {
  it('serves its own clinic, day, session and stream only', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 5 });
    expect(commit(queue, visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } })).number).toBe('K1-001');
    expect(commit(queue, visit('001080000002', { stream: 'priority' })).number).toBe('K1-002');
    expect(commit(queue, visit('001080000003')).number).toBe('A001');
    clock.set('2026-03-02T06:00:00Z');
    expect(queue.remainingNumbers('mat', 'insured')).toBe(0);
    expect(commit(queue, visit('001080000004')).number).toBe('K1-003');
  });

  it('follows another, oldest first', () => {
    const queue = testQueue();
    queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 1 });
    queue.addLease(leaseRequest(), { prefix: 'A', first: 20, last: 21 });
    const numbers = ['1', '2', '3'].map((digit) => commit(queue, visit(`00108000000${digit}`)).number);
    expect(numbers).toEqual(['A001', 'A020', 'A021']);
  });

  it('that comes twice, or overlaps, adds only what is new', () => {
    const queue = testQueue();
    queue.addLease(leaseRequest(), { prefix: 'A', first: 3, last: 4 });
    queue.addLease(leaseRequest(), { prefix: 'A', first: 3, last: 4 });
    expect(queue.remainingNumbers('mat', 'insured')).toBe(2);
    queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 6 });
    expect(queue.remainingNumbers('mat', 'insured')).toBe(6);
    queue.addLease(leaseRequest({ stream: 'paying' }), { prefix: 'A', first: 5, last: 7 });
    expect(queue.remainingNumbers('mat', 'paying')).toBe(1);
    queue.addLease(leaseRequest({ stream: 'paying' }), { prefix: 'B', first: 5, last: 7 });
    expect(queue.remainingNumbers('mat', 'paying')).toBe(4);
  });

  it('says how many of its numbers are new', () => {
    const queue = testQueue();
    expect(queue.addLease(leaseRequest(), { prefix: 'A', first: 3, last: 4 })).toBe(2);
    expect(queue.addLease(leaseRequest(), { prefix: 'A', first: 3, last: 4 })).toBe(0);
    expect(queue.addLease(leaseRequest(), { prefix: 'A', first: 1, last: 6 })).toBe(4);
    expect(queue.addLease(leaseRequest({ kioskId: 'K2' }), { prefix: 'A', first: 8, last: 9 })).toBe(0);
  });

  it('that meets another on the paper gives each number once and goes on', () => {
    const queue = testQueue();
    queue.addLease(leaseRequest(), { prefix: 'A1', first: 1, last: 2 });
    queue.addLease(leaseRequest(), { prefix: 'A', first: 1001, last: 1003 });
    const numbers = Array.from({ length: 4 }, () => commit(queue, visit(null)).number);
    expect(numbers).toEqual(['A1001', 'A1002', 'A1003', 'K1-001']);
    expect(queue.remainingNumbers('mat', 'insured')).toBe(0);
  });

  it.each([
    ['runs backwards', { prefix: 'A', first: 5, last: 4 }],
    ['is not a number', { prefix: 'A', first: Number.NaN, last: 4 }],
    ['has no end', { prefix: 'A', first: 1, last: Infinity }],
    ['begins below zero', { prefix: 'A', first: -1, last: 4 }],
    ['is out of all proportion', { prefix: 'A', first: 1, last: 1_000_000 }],
    ["carries the kiosk's own prefix", { prefix: 'K1-', first: 1, last: 4 }],
    ['carries the prefix of the desk', { prefix: 'D-K1-', first: 1, last: 4 }],
  ])('that %s is not taken', (_name, lease) => {
    const queue = testQueue();
    queue.addLease(leaseRequest(), lease);
    expect(queue.remainingNumbers('mat', 'insured')).toBe(0);
  });

  it('of another kiosk is not taken', () => {
    const queue = testQueue();
    queue.addLease(leaseRequest({ kioskId: 'K2' }), { prefix: 'A', first: 1, last: 4 });
    expect(queue.remainingNumbers('mat', 'insured')).toBe(0);
  });
});

it('gives every number of any leases exactly once', () => {
  const block = fc.record({ first: fc.nat(30), length: fc.integer({ min: 1, max: 12 }) });
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const queue = testQueue();
      const expected = new Set<string>();
      for (const { first, length } of blocks) {
        queue.addLease(leaseRequest(), { prefix: 'A', first, last: first + length - 1 });
        for (let number = first; number < first + length; number += 1)
          expected.add(`A${String(number).padStart(3, '0')}`);
      }
      expect(queue.remainingNumbers('mat', 'insured')).toBe(expected.size);
      const given = Array.from({ length: expected.size }, () => commit(queue, visit(null)).number);
      expect(new Set(given)).toEqual(expected);
      queue.close();
    }),
    { numRuns: 15 },
  );
}, 60_000);
