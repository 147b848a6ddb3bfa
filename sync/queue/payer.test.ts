import { assert, describe, expect, it } from 'vitest';
import {
  amended,
  commit,
  confirmedBy,
  consent,
  desk,
  record,
  refusedBy,
  sendAll,
  testQueue,
  toChildren,
  visit,
} from './test-queue.ts';

/** Who pays for a visit: for what its ticket says later, and for nobody else. */

describe('who pays for a visit', () => {
  it.each(['insurance', 'patient', 'undecided'] as const)(
    '%s: stands with its ticket, also at another clinic',
    (payer) => {
      const queue = testQueue();
      const { key } = commit(queue, visit('001080000001', { payer }));
      const moved = amended(queue, toChildren(key)).key;
      expect([key, moved].map((each) => queue.row(each)?.payer)).toEqual([payer, payer]);
    },
  );

  it('is what was known when the ticket was given, whatever is known when its holder comes again', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001', { payer: 'undecided' }));
    expect(queue.commit(visit('001080000001', { payer: 'patient' }))).toMatchObject({
      kind: 'already-registered',
      key,
    });
    expect(queue.row(key)?.payer).toBe('undecided');
  });

  it('is not known of what has no ticket for a clinic: a number for the desk, a cancellation, a notice, a consent', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001', { payer: 'patient' }));
    const atDesk = commit(queue, desk('001080000002')).key;
    const given = record(queue, consent(key));
    sendAll(queue, ({ key: sent }) => refusedBy(sent));
    const notices = queue.rows().filter(({ amendment }) => amendment === 'refusal-notice');
    expect(notices.length).toBeGreaterThan(0);
    const without = [
      atDesk,
      given,
      amended(queue, { kind: 'cancel', visitKey: key }).key,
      ...notices.map((row) => row.key),
    ];
    for (const each of without) expect(queue.row(each)?.payer).toBeNull();
  });

  it('is in nothing that is sent or answered', () => {
    const queue = testQueue();
    const committed = queue.commit(visit('001080000001', { payer: 'undecided' }));
    assert(committed.kind === 'committed');
    amended(queue, toChildren(committed.registration.key));
    const told: unknown[] = [committed, queue.audit.list(100)];
    sendAll(queue, ({ key, body }) => {
      told.push(body);
      return confirmedBy(key);
    });
    expect(told).toHaveLength(4);
    expect(JSON.stringify(told)).not.toContain('undecided');
  });
});
