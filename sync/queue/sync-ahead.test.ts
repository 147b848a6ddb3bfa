import { expect, it } from 'vitest';
import type { SubmitAnswer } from '../his/hospital-api.ts';
import type { KioskQueue } from './queue.ts';
import { confirmed, paused, retry, setUp } from './test-engine.ts';
import { commit, testQueue, visit } from './test-queue.ts';
import { settled } from './test-timers.ts';

const waiting = 30;

/** Two lanes, thirty patients, and a first answer: from then on rows are handed out ahead. `writes`: answers a transaction. */
async function answering() {
  const queue = testQueue();
  const keys = Array.from(
    { length: waiting },
    (_, index) => commit(queue, visit(`0010800000${String(index).padStart(2, '0')}`)).key,
  );
  const writes: number[] = [];
  const counting: KioskQueue = {
    ...queue,
    attachSender(onRetry) {
      const sender = queue.attachSender(onRetry);
      return {
        ...sender,
        settleAndClaim(settlements, limit, restingLanes) {
          writes.push(settlements.length);
          return sender.settleAndClaim(settlements, limit, restingLanes);
        },
      };
    },
  };
  const setting = setUp({ queue: counting });
  await settled();
  await setting.attempts[0]!.answer(confirmed);
  return { ...setting, keys, writes };
}

it('one write serves many rows while the hospital answers, in order and never more lanes than allowed', async () => {
  const { queue, attempts, keys, writes } = await answering();
  for (let index = 1; index < waiting; index += 1) {
    expect(attempts).toHaveLength(Math.min(waiting, index + 2));
    await attempts[index]!.answer(confirmed);
  }
  expect(attempts.map(({ key }) => key)).toEqual(keys);
  expect(queue.statistics()).toMatchObject({ confirmed: waiting, pending: 0, inFlight: 0, attempts: waiting });
  expect(writes.reduce((sum, answers) => sum + answers, 0)).toBe(waiting);
  expect(writes.length).toBeLessThan(waiting / 2);
});

it.each<[string, SubmitAnswer]>([
  ['goes away', retry()],
  ['refuses the kiosk', paused],
])('what was handed out is given back when the hospital %s, as if it had never been', async (_name, answer) => {
  const { queue, attempts } = await answering();
  expect(queue.statistics().inFlight).toBe(10);
  await attempts[1]!.answer(answer);
  expect(attempts).toHaveLength(3);
  expect(queue.statistics()).toMatchObject({ inFlight: 1, confirmed: 1, pending: waiting - 2, attempts: 3 });
  expect(queue.rows(1)).toMatchObject([{ state: 'pending', attempts: 0, lastError: null }]);
});

it('what was handed out is given back when the engine stops', async () => {
  const { queue, attempts, engine } = await answering();
  const stopped = engine.stop();
  await attempts[1]!.answer(confirmed);
  await attempts[2]!.answer(confirmed);
  await stopped;
  expect(attempts).toHaveLength(3);
  expect(queue.statistics()).toMatchObject({ inFlight: 0, confirmed: 3, pending: waiting - 3, attempts: 3 });
});
