import { describe, expect, it } from 'vitest';
import type { SubmitAnswer } from '../his/hospital-api.ts';
import { confirmed, setUp } from './test-engine.ts';
import { commit, testQueue, visit } from './test-queue.ts';
import { settled } from './test-timers.ts';

describe('a bug of the adapter', () => {
  it('costs a wait, not the row', async () => {
    const { queue, timers, attempts } = setUp();
    const { key } = commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.fail();
    expect(queue.entry(key)).toMatchObject({ state: 'pending', lastError: 'The attempt failed unexpectedly.' });
    await timers.advance(1_000);
    await attempts[1]!.answer(confirmed);
    expect(queue.entry(key)?.state).toBe('confirmed');
  });
});

describe('an adapter that throws before it promises anything', () => {
  it('keeps no place among those in flight', async () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    let calls = 0;
    const submit = (): Promise<SubmitAnswer> => {
      calls += 1;
      if (calls < 4) throw new TypeError('bug');
      return Promise.resolve(confirmed);
    };
    const { timers } = setUp({ queue, submit, lanesInFlight: 1, heartbeatMs: 3_600_000 });
    await timers.advance(20_000);
    expect(calls).toBe(4);
    expect(queue.entry(key)?.state).toBe('confirmed');
  });
});
