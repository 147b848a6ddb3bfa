import { describe, expect, it } from 'vitest';
import { claim, commit, refusedBy, settle, testClock, testQueue, visit } from './test-queue.ts';

describe('rows', () => {
  it('come newest first and as many as asked for, with the evidence as words', () => {
    const queue = testQueue();
    commit(queue, visit('001080000001'));
    commit(
      queue,
      visit('001080000002', {
        evidence: [
          { method: 'code-scanned' },
          { method: 'chip-read', verdict: 'consistent' },
          { method: 'face-matches-chip', similarity: 0.71 },
          { method: 'chip-not-read', reason: 'no-card' },
          { method: 'face-returning', factor: 'digits', similarity: 0.55 },
          { method: 'face-not-recognised' },
          { method: 'staff-compared', result: 'same-person', by: 'lan' },
        ],
      }),
    );
    expect(queue.rows().map(({ ticket }) => ticket.number)).toEqual(['K1-002', 'K1-001']);
    expect(queue.rows(1)).toMatchObject([
      {
        evidence: [
          ...['code-scanned', 'chip-read:consistent', 'face-matches-chip', 'chip-not-read:no-card'],
          ...['face-returning:digits', 'face-not-recognised', 'staff-compared:same-person'],
        ],
      },
    ]);
    expect(queue.entries(1)).toMatchObject([{ ticket: { number: 'K1-002' }, state: 'pending', attempts: 0 }]);
    expect(queue.entry('unknown')).toBeNull();
  });

  it('count by state, with the age of the oldest that is not through', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    const none = { pending: 0, inFlight: 0, confirmed: 0, dead: 0, held: 0, setAside: 0 };
    const noAttempts = { attempts: 0, created: 0, alreadyThere: 0, oldestPendingKey: null, oldestPendingAgeMs: null };
    expect(queue.statistics()).toEqual({ ...none, ...noAttempts });
    const keys = ['1', '2', '3', '4'].map((digit) => commit(queue, visit(`00108000000${digit}`)).key);
    const sender = queue.attachSender();
    claim(sender, 3);
    settle(
      sender,
      { key: keys[0]!, state: 'confirmed', encounterId: 'e1', alreadyThere: true, number: null },
      refusedBy(keys[1]!),
    );
    clock.set('2026-03-02T01:31:00Z');
    expect(queue.entry(keys[0]!)).toMatchObject({ alreadyThere: true, hospitalNumber: null });
    expect(queue.statistics()).toEqual({
      // One that nobody sent, and the notice of the refused one.
      pending: 2,
      inFlight: 1,
      confirmed: 1,
      dead: 1,
      held: 0,
      setAside: 0,
      attempts: 3,
      created: 0,
      alreadyThere: 1,
      oldestPendingKey: keys[2],
      oldestPendingAgeMs: 60_000,
    });
    queue.hold(keys[3]!, 'staff:an');
    settle(sender, { key: keys[2]!, state: 'confirmed', encounterId: 'e3', alreadyThere: true, number: null });
    // The notice of the refused one is left; what staff hold makes nobody wait.
    expect(queue.statistics().oldestPendingKey).toBe(queue.rows(1)[0]?.key);
    clock.set('2026-03-01T01:31:00Z');
    expect(queue.statistics().oldestPendingAgeMs).toBe(0);
  });
});
