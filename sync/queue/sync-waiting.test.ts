import { describe, expect, it } from 'vitest';
import { backoffMs, longestBackoffMs } from './backoff.ts';
import { longestRetryAfterMs, pausedRetryMs } from './sync-answers.ts';
import { confirmed, paused, retry, setUp } from './test-engine.ts';
import { commit, visit } from './test-queue.ts';
import { settled } from './test-timers.ts';

describe('waiting', () => {
  it('doubles its bound from one second to sixty, and draws from all of it', () => {
    const bounds = [1, 2, 3, 4, 5, 6, 7, 8, 100, 5_000].map((failures) => backoffMs(failures, () => 1));
    expect(bounds).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
    expect(backoffMs(3, () => 0)).toBe(0);
    expect(backoffMs(3, () => 0.5)).toBe(2_000);
  });

  it('grows with each failure of the lane and begins anew after a success', async () => {
    const { queue, timers, attempts } = setUp();
    commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.answer(retry());
    expect(timers.pending()[0]).toBe(1_000);
    await timers.advance(1_000);
    await attempts[1]!.answer(retry());
    expect(timers.pending()[0]).toBe(2_000);
    await timers.advance(2_000);
    await attempts[2]!.answer(confirmed);
    commit(queue, visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } }));
    await settled();
    await attempts[3]!.answer(retry());
    expect(timers.pending()[0]).toBe(1_000);
  });

  it('never runs out of attempts', async () => {
    const { queue, timers, attempts } = setUp();
    commit(queue, visit('001080000001'));
    await settled();
    for (let round = 0; round < 50; round += 1) {
      await attempts.at(-1)!.answer(retry());
      await timers.advance(longestBackoffMs);
    }
    expect(attempts).toHaveLength(51);
    await attempts.at(-1)!.answer(confirmed);
    expect(queue.statistics()).toMatchObject({ pending: 0, confirmed: 1 });
  });

  it('honours Retry-After when it is longer, up to a limit', async () => {
    const { queue, timers, attempts } = setUp({ heartbeatMs: 24 * 60 * 60_000 });
    commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.answer(retry(90_000));
    expect(timers.pending()[0]).toBe(90_000);
    await timers.advance(90_000);
    await attempts[1]!.answer(retry(10 * longestRetryAfterMs));
    expect(timers.pending()[0]).toBe(longestRetryAfterMs);
  });

  it('ends at once, whatever it was, when staff say so', async () => {
    const { queue, attempts, engine, reachability } = setUp();
    commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.answer(retry(longestRetryAfterMs));
    engine.wake();
    engine.wake();
    await settled();
    expect(attempts).toHaveLength(2);
    await attempts[1]!.answer(confirmed);
    expect(reachability).toEqual([false, true]);
  });

  it('ends by news of the network only where the hospital named no time', async () => {
    const { queue, timers, attempts, engine } = setUp({ heartbeatMs: 24 * 60 * 60_000 });
    const keys = ['1', '2'].map((digit) => commit(queue, visit(`00108000000${digit}`)).key);
    await settled();
    await attempts[0]!.answer(retry(60_000));
    await attempts[1]!.answer(retry());
    engine.networkUp();
    await settled();
    expect(attempts.slice(2).map(({ key }) => key)).toEqual([keys[1]]);
    await attempts[2]!.answer(paused);
    engine.networkUp();
    await timers.advance(59_999);
    expect(attempts).toHaveLength(3);
    await timers.advance(pausedRetryMs);
    expect(attempts.slice(3).map(({ key }) => key)).toEqual(keys);
  });

  it('of one lane leaves the others alone, one at a time while the hospital is away', async () => {
    const { queue, attempts } = setUp();
    const [first, second, third] = ['1', '2', '3'].map((digit) => commit(queue, visit(`00108000000${digit}`)).key);
    await settled();
    await attempts[0]!.answer(retry());
    expect(attempts.map(({ key }) => key)).toEqual([first, second]);
    await attempts[1]!.answer(retry());
    expect(attempts.map(({ key }) => key)).toEqual([first, second, third]);
    commit(queue, visit('001080000004'));
    await settled();
    expect(attempts).toHaveLength(3);
  });

  it('ends for all when one gets through, except for a lane the hospital gave a time', async () => {
    const { queue, attempts } = setUp();
    const keys = ['1', '2', '3', '4'].map((digit) => commit(queue, visit(`00108000000${digit}`)).key);
    await settled();
    await attempts[0]!.answer(retry(60_000));
    await attempts[1]!.answer(retry());
    await attempts[2]!.answer(retry());
    expect(attempts.map(({ key }) => key)).toEqual(keys);
    await attempts[3]!.answer(confirmed);
    expect(attempts.slice(4).map(({ key }) => key)).toEqual([keys[1], keys[2]]);
  });
});
