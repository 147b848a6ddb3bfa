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

/** Which language a patient chose: for their papers, and for nobody else. */

describe('the language of a visit', () => {
  it('stands with its ticket or desk ticket, and goes with the ticket to another clinic', () => {
    const queue = testQueue();
    const atClinic = commit(queue, visit('001080000001', { language: 'en' })).key;
    const atDesk = commit(queue, desk('001080000002', { language: 'km-KH' })).key;
    const moved = amended(queue, toChildren(atClinic)).key;
    expect([atClinic, moved, atDesk].map((key) => queue.row(key)?.language)).toEqual(['en', 'en', 'km-KH']);
  });

  it('is that in which the ticket was given, whatever its holder chooses when they come again', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001', { language: 'en' }));
    expect(queue.commit(visit('001080000001', { language: 'vi' }))).toMatchObject({ kind: 'already-registered', key });
    expect(queue.row(key)?.language).toBe('en');
  });

  it('is none of what has no paper: a cancellation, a notice to the desk, a consent', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001', { language: 'en' }));
    const given = record(queue, consent(key, { language: 'en' }));
    sendAll(queue, ({ key: sent }) => refusedBy(sent));
    const notices = queue.rows().filter(({ amendment }) => amendment === 'refusal-notice');
    expect(notices.length).toBeGreaterThan(0);
    const without = [
      given,
      amended(queue, { kind: 'cancel', visitKey: key }).key,
      ...notices.map((notice) => notice.key),
    ];
    for (const each of without) expect(queue.row(each)?.language).toBeNull();
  });

  it('is in nothing that is sent, answered or written into the audit log', () => {
    const queue = testQueue();
    const committed = queue.commit(visit('001080000001', { language: 'zz-Chosen' }));
    assert(committed.kind === 'committed');
    amended(queue, toChildren(committed.registration.key));
    commit(queue, desk('001080000002', { language: 'zz-Chosen' }));
    const told = [committed, queue.audit.list(100)];
    const bodies: string[] = [];
    sendAll(queue, ({ key, body }) => {
      bodies.push(body);
      return confirmedBy(key);
    });
    expect(bodies).toHaveLength(3);
    expect(JSON.stringify([told, bodies, queue.audit.list(100)])).not.toContain('zz-Chosen');
    expect(queue.rows().map(({ language }) => language)).toContain('zz-Chosen');
  });
});
