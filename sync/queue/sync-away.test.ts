import { describe, expect, it } from 'vitest';
import { confirmed, dead, retry, setUp } from './test-engine.ts';
import { commit, visit } from './test-queue.ts';
import { settled } from './test-timers.ts';

const noHeartbeatMs = 24 * 60 * 60_000;

/** Seven patients wait; five attempts have failed, one after the other. */
async function hospitalAway() {
  const setting = setUp({ lanesInFlight: 1, heartbeatMs: noHeartbeatMs });
  const { queue, attempts } = setting;
  const keys = ['1', '2', '3', '4', '5', '6', '7'].map((digit) => commit(queue, visit(`00108000000${digit}`)).key);
  await settled();
  for (let index = 0; index < 5; index += 1) await attempts[index]!.answer(retry(60_000));
  return { ...setting, keys };
}

describe('a hospital that is away', () => {
  it('is not knocked at for each waiting patient: the knocks back off themselves', async () => {
    const { timers, attempts, keys } = await hospitalAway();
    expect(attempts.map(({ key }) => key)).toEqual(keys.slice(0, 5));
    await timers.advance(999);
    expect(attempts).toHaveLength(5);
    await timers.advance(1);
    expect(attempts.slice(5).map(({ key }) => key)).toEqual([keys[5]]);
    await attempts[5]!.answer(retry(60_000));
    await timers.advance(1_999);
    expect(attempts).toHaveLength(6);
    await timers.advance(1);
    expect(attempts.slice(6).map(({ key }) => key)).toEqual([keys[6]]);
  });

  it('is knocked at once for a new registration, and for news of the network', async () => {
    const { queue, attempts, engine, keys } = await hospitalAway();
    commit(queue, visit('001080000008'));
    await settled();
    expect(attempts.slice(5).map(({ key }) => key)).toEqual([keys[5]]);
    await attempts[5]!.answer(retry(60_000));
    engine.networkUp();
    await settled();
    expect(attempts.slice(6).map(({ key }) => key)).toEqual([keys[6]]);
  });

  it.each([
    ['takes one', confirmed],
    ['refuses one', dead],
  ])('is back when it %s', async (_name, answer) => {
    const { queue, timers, attempts, keys, reachability } = await hospitalAway();
    commit(queue, visit('001080000008'));
    await settled();
    await attempts[5]!.answer(answer);
    expect(reachability).toEqual([false, true]);
    expect(attempts[6]?.key).toBe(keys[6]);
    await attempts[6]!.answer(retry());
    expect(attempts).toHaveLength(8);
    expect(timers.pending()[0]).toBe(1_000);
  });

  it('is knocked at when staff say so', async () => {
    const { attempts, engine } = await hospitalAway();
    engine.wake();
    await settled();
    expect(attempts).toHaveLength(6);
  });
});
