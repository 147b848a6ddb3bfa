import { describe, expect, it } from 'vitest';
import type { SubmitAnswer } from '../his/hospital-api.ts';
import { doubtfulAttempts, forbiddenRetryMs, pausedRetryMs } from './sync-answers.ts';
import { conflict, confirmed, dead, doubtful, forbidden, paused, retry, setUp } from './test-engine.ts';
import { commit, testQueue, visit } from './test-queue.ts';
import { settled } from './test-timers.ts';

const noHeartbeatMs = 24 * 60 * 60_000;
const person = (ordinal: number) => visit(`001080${String(ordinal).padStart(6, '0')}`);

describe('one row that the hospital always answers with a failure', () => {
  const patients = 300;

  it.each<[string, SubmitAnswer]>([
    ['a conflict', conflict],
    ['a refusal of it alone', forbidden],
  ])('slows nobody down, and waits by itself: %s', async (_name, poisoned) => {
    const queue = testQueue();
    const poison = commit(queue, person(patients / 2)).key;
    for (let ordinal = 0; ordinal < patients; ordinal += 1)
      if (ordinal !== patients / 2) commit(queue, person(ordinal));
    const sent: string[] = [];
    let inFlight = 0;
    let mostInFlight = 0;
    const { timers, reachability } = setUp({
      queue,
      heartbeatMs: noHeartbeatMs,
      lanesInFlight: 4,
      submit: async (key) => {
        sent.push(key);
        inFlight += 1;
        mostInFlight = Math.max(mostInFlight, inFlight);
        await settled();
        inFlight -= 1;
        return key === poison ? poisoned : confirmed;
      },
    });
    // No timer moves: nobody waited for anything.
    while (queue.statistics().confirmed < patients - 1) await settled();
    expect(mostInFlight).toBe(4);
    expect(sent.filter((key) => key === poison)).toHaveLength(1);
    expect(queue.entry(poison)).toMatchObject({ state: 'pending', attempts: 1 });
    // An hour of backoff that ends at a minute.
    await timers.advance(60 * 60_000);
    expect(queue.entry(poison)!.attempts).toBeLessThan(70);
    expect(queue.entry(poison)).toMatchObject({
      state: 'pending',
      lastError: poisoned.kind === 'paused' ? '403' : '409',
    });
    commit(queue, person(patients));
    while (queue.statistics().confirmed < patients) await settled();
    expect(reachability).toEqual([true]);
  });

  it('goes on waiting when the network, or the hospital, comes back', async () => {
    const { queue, attempts, engine, reachability } = setUp({ heartbeatMs: noHeartbeatMs });
    const [poison, waiting] = [commit(queue, person(1)).key, commit(queue, person(2)).key];
    await settled();
    await attempts[0]!.answer(conflict);
    await attempts[1]!.answer(retry());
    engine.networkUp();
    await settled();
    expect(attempts.slice(2).map(({ key }) => key)).toEqual([waiting]);
    await attempts[2]!.answer(confirmed);
    expect(attempts).toHaveLength(3);
    expect(queue.entry(poison)?.state).toBe('pending');
    expect(reachability).toEqual([true, false, true]);
  });
});

describe('a hospital that fails for every row', () => {
  it('is knocked at ever more slowly, until one gets through', async () => {
    const { queue, timers, attempts, reachability } = setUp({ lanesInFlight: 1, heartbeatMs: noHeartbeatMs });
    const keys = [1, 2, 3, 4, 5, 6, 7].map((ordinal) => commit(queue, person(ordinal)).key);
    await settled();
    for (let index = 0; index < 5; index += 1) await attempts[index]!.answer(conflict);
    expect(attempts).toHaveLength(5);
    await timers.advance(1_000);
    expect(attempts.slice(5).map(({ key }) => key)).toEqual([keys[0]]);
    await attempts[5]!.answer(dead);
    expect(attempts).toHaveLength(7);
    expect(reachability).toEqual([true]);
  });
});

describe('a row that is not let in', () => {
  it('rests alone and long, with the reason', async () => {
    const { queue, timers, attempts } = setUp({ heartbeatMs: noHeartbeatMs });
    const keys = [1, 2, 3].map((ordinal) => commit(queue, person(ordinal)).key);
    await settled();
    await attempts[0]!.answer(forbidden);
    expect(queue.entry(keys[0]!)).toMatchObject({ state: 'pending', lastError: '403' });
    await attempts[1]!.answer(confirmed);
    await attempts[2]!.answer(confirmed);
    expect(attempts.map(({ key }) => key)).toEqual(keys);
    await timers.advance(forbiddenRetryMs - 1);
    expect(attempts).toHaveLength(3);
    await timers.advance(1);
    expect(attempts.slice(3).map(({ key }) => key)).toEqual([keys[0]]);
    // The same row once more is no second one.
    await attempts[3]!.answer(forbidden);
    commit(queue, person(4));
    await settled();
    expect(attempts).toHaveLength(5);
  });

  it('and a second one with no success between are the kiosk: all wait, and others go first afterwards', async () => {
    const { queue, timers, attempts } = setUp({ heartbeatMs: noHeartbeatMs });
    const keys = [1, 2, 3].map((ordinal) => commit(queue, person(ordinal)).key);
    await settled();
    await attempts[0]!.answer(forbidden);
    await attempts[1]!.answer(forbidden);
    const last = attempts.length;
    commit(queue, person(4));
    await timers.advance(pausedRetryMs - 1);
    expect(attempts).toHaveLength(last);
    await attempts[2]!.answer(confirmed);
    await timers.advance(1);
    expect(attempts.slice(last)).toHaveLength(1);
    expect(keys).not.toContain(attempts[last]!.key);
  });

  it('waits with all others while the kiosk is not known', async () => {
    const { queue, timers, attempts } = setUp();
    for (const ordinal of [1, 2, 3]) commit(queue, person(ordinal));
    await settled();
    await attempts[0]!.answer(paused);
    await attempts[1]!.answer(confirmed);
    await timers.advance(pausedRetryMs - 1);
    expect(attempts).toHaveLength(2);
  });
});

describe('an answer that may be about the server', () => {
  it('is taken for one about the row after a number of attempts, those with no answer not counted', async () => {
    const { queue, timers, attempts } = setUp();
    const { key } = commit(queue, person(1));
    await settled();
    for (let count = 1; count < doubtfulAttempts; count += 1) {
      await attempts.at(-1)!.answer(doubtful);
      await timers.advance(60_000);
      await attempts.at(-1)!.answer(retry());
      await timers.advance(60_000);
    }
    expect(queue.entry(key)).toMatchObject({ attempts: 2 * doubtfulAttempts - 1, lastError: '503' });
    await attempts.at(-1)!.answer(doubtful);
    expect(queue.entry(key)).toMatchObject({
      ...{ state: 'dead', lastError: '415: 415', refusal: { reason: 'other', sendTo: null } },
    });
    expect(queue.worklist()).toMatchObject([{ key }]);
    // The notice goes; sent again by staff, the row has as many attempts once more.
    await attempts.at(-1)!.answer(confirmed);
    queue.retry(key, 'staff:lan');
    await settled();
    await attempts.at(-1)!.answer(doubtful);
    expect(queue.entry(key)?.state).toBe('pending');
  });
});

it('a bug of the adapter says nothing about the hospital', async () => {
  const { queue, attempts, reachability } = setUp();
  commit(queue, person(1));
  await settled();
  await attempts[0]!.fail();
  expect(reachability).toEqual([]);
});
