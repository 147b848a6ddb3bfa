import { describe, expect, it } from 'vitest';
import { pausedRetryMs } from './sync-answers.ts';
import { confirmed, dead, paused, retry, setUp } from './test-engine.ts';
import { commit, visit } from './test-queue.ts';
import { settled } from './test-timers.ts';

describe('staff who want a row to be tried now', () => {
  it('end the wait of its lane, even one that the hospital named, and the wait for the hospital', async () => {
    const { queue, timers, attempts } = setUp({ lanesInFlight: 6, heartbeatMs: 24 * 60 * 60_000 });
    const keys = ['1', '2', '3', '4', '5'].map((digit) => commit(queue, visit(`00108000000${digit}`)).key);
    await settled();
    for (const attempt of attempts.slice(0, 5)) await attempt.answer(retry(60_000));
    expect(timers.pending()[0]).toBe(1_000);
    expect(queue.retry(keys[2]!, 'staff:lan')).toBe('done');
    await settled();
    expect(attempts.slice(5).map(({ key }) => key)).toEqual([keys[2]]);
  });

  it('cost nothing where no lane waits', async () => {
    const { queue, attempts } = setUp();
    const { key } = commit(queue, visit('001080000001'));
    expect(queue.retry(key, 'staff:lan')).toBe('done');
    await settled();
    expect(attempts.map((attempt) => attempt.key)).toEqual([key]);
  });
});

describe('refusals', () => {
  it('of one row are put before staff and hold back nobody, nor the next visit of its person', async () => {
    const { queue, attempts } = setUp({ lanesInFlight: 1 });
    const refused = commit(queue, visit('001080000001'));
    const other = commit(queue, visit('001080000002'));
    const next = commit(queue, visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } }));
    await settled();
    await attempts[0]!.answer(dead);
    expect(queue.entry(refused.key)).toMatchObject({ state: 'dead', lastError: '422: refused' });
    const notice = queue.rows(1)[0]!.key;
    for (const index of [1, 2, 3]) await attempts[index]!.answer(confirmed);
    expect(attempts.map(({ key }) => key)).toEqual([refused.key, other.key, next.key, notice]);
    expect(queue.worklist()).toMatchObject([{ key: refused.key }]);
  });

  it('can be sent again, with the same bytes, when staff decide so', async () => {
    const { queue, attempts } = setUp();
    const { key } = commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.answer(dead);
    await attempts[1]!.answer(confirmed);
    expect(queue.retry(key, 'staff:lan')).toBe('done');
    await settled();
    expect(attempts[2]).toMatchObject({ key, body: attempts[0]!.body });
  });

  it('keep no more of a reason than staff can read', async () => {
    const { queue, attempts } = setUp();
    const { key } = commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.answer({ ...dead, detail: 'x'.repeat(100_000) });
    expect(queue.entry(key)?.lastError).toHaveLength(300);
  });

  it('of the kiosk pause everything for long, until the time is over or somebody wakes it', async () => {
    const { queue, timers, attempts, engine, reachability } = setUp({ lanesInFlight: 2 });
    commit(queue, visit('001080000001'));
    commit(queue, visit('001080000002'));
    await settled();
    await attempts[0]!.answer(paused);
    await attempts[1]!.answer(paused);
    commit(queue, visit('001080000003'));
    await timers.advance(pausedRetryMs - 1);
    expect(attempts).toHaveLength(2);
    await timers.advance(1);
    expect(attempts).toHaveLength(4);
    expect(reachability).toEqual([true]);
    await attempts[2]!.answer(paused);
    engine.wake();
    await settled();
    expect(attempts).toHaveLength(5);
  });
});
