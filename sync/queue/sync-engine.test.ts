import { describe, expect, it, onTestFinished } from 'vitest';
import type { SubmitAnswer } from '../his/hospital-api.ts';
import { backoffMs, longestBackoffMs } from './backoff.ts';
import type { KioskQueue, QueueOptions } from './queue.ts';
import { longestRetryAfterMs, pausedRetryMs, startSyncEngine } from './sync-engine.ts';
import type { SyncEngine, SyncEngineOptions } from './sync-engine.ts';
import { commit, testQueue, visit } from './test-queue.ts';
import { settled, testTimers } from './test-timers.ts';
import type { TestTimers } from './test-timers.ts';

const heartbeatMs = 30_000;
const confirmed: SubmitAnswer = { kind: 'confirmed', encounterId: 'encounter-1', alreadyThere: false, number: null };
const retry = (retryAfterMs: number | null = null): SubmitAnswer => ({ kind: 'retry', detail: '503', retryAfterMs });
const paused: SubmitAnswer = { kind: 'paused', detail: '401' };
const dead: SubmitAnswer = { kind: 'dead', status: 422, detail: 'refused' };

interface Attempt {
  key: string;
  body: string;
  signal: AbortSignal;
  answer(answer: SubmitAnswer): Promise<void>;
  fail(): Promise<void>;
}

interface Setting {
  queue: KioskQueue;
  timers: TestTimers;
  engine: SyncEngine;
  /** Every attempt so far, oldest first. */
  attempts: Attempt[];
  reachability: boolean[];
}

/** An engine whose hospital answers when the test says so; the jitter is the full bound. */
function setUp(changes: Partial<SyncEngineOptions> = {}, queueChanges: Partial<QueueOptions> = {}): Setting {
  const queue = changes.queue ?? testQueue(queueChanges);
  const timers = testTimers();
  const attempts: Attempt[] = [];
  const reachability: boolean[] = [];
  const engine = startSyncEngine({
    queue,
    submit: (key, body, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<SubmitAnswer>();
      attempts.push({
        key,
        body,
        signal,
        answer: (answer) => (resolve(answer), settled()),
        fail: () => (reject(new TypeError('bug')), settled()),
      });
      return promise;
    },
    random: () => 1,
    timers,
    lanesInFlight: 2,
    heartbeatMs,
    onReachability: (reachable) => reachability.push(reachable),
    ...changes,
  });
  return { queue, timers, engine, attempts, reachability };
}

describe('sending', () => {
  it('begins with what is on the disk, in order, as many lanes as allowed', async () => {
    const queue = testQueue();
    const keys = ['1', '2', '3'].map((digit) => commit(queue, visit(`00108000000${digit}`)).key);
    const { attempts } = setUp({ queue });
    await settled();
    expect(attempts.map(({ key }) => key)).toEqual(keys.slice(0, 2));
    await attempts[0]!.answer(confirmed);
    expect(attempts.map(({ key }) => key)).toEqual(keys);
  });

  it('is woken by a registration, without any timer', async () => {
    const { queue, attempts } = setUp();
    await settled();
    const { key } = commit(queue, visit('001080000001'));
    await settled();
    expect(attempts.map((attempt) => attempt.key)).toEqual([key]);
  });

  it('writes the confirmation down with what the hospital said', async () => {
    const { queue, attempts, reachability } = setUp();
    const { key } = commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.answer({ ...confirmed, number: 'A007' });
    expect(queue.entry(key)).toMatchObject({
      state: 'confirmed',
      encounterId: 'encounter-1',
      hospitalNumber: 'A007',
      alreadyThere: false,
      attempts: 1,
      lastError: null,
    });
    expect(reachability).toEqual([true]);
  });

  it('keeps one lane in order: the second row waits for the first', async () => {
    const { queue, attempts } = setUp();
    const first = commit(queue, visit('001080000001'));
    const second = commit(queue, visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } }));
    await settled();
    expect(attempts.map(({ key }) => key)).toEqual([first.key]);
    await attempts[0]!.answer(confirmed);
    expect(attempts.map(({ key }) => key)).toEqual([first.key, second.key]);
  });

  it('sends the same bytes under the same key again', async () => {
    const { queue, timers, attempts } = setUp();
    commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.answer(retry());
    await timers.advance(1_000);
    expect(attempts).toHaveLength(2);
    expect(attempts[1]).toMatchObject({ key: attempts[0]!.key, body: attempts[0]!.body });
    expect(queue.entries()).toMatchObject([{ state: 'in-flight', attempts: 2, lastError: '503' }]);
  });
});

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

describe('the heartbeat', () => {
  it('finds a row that nobody announced', async () => {
    const queue = testQueue();
    const silent: KioskQueue = { ...queue, onChange: () => () => undefined };
    const { timers, attempts } = setUp({ queue: silent });
    await settled();
    commit(queue, visit('001080000001'));
    await timers.advance(heartbeatMs - 1);
    expect(attempts).toHaveLength(0);
    await timers.advance(1);
    expect(attempts).toHaveLength(1);
    await timers.advance(heartbeatMs);
    expect(timers.pending()).toEqual([heartbeatMs]);
  });
});

describe('refusals', () => {
  it('of one row are set aside for staff and hold back its own lane only', async () => {
    const { queue, attempts } = setUp({ lanesInFlight: 1 });
    const refused = commit(queue, visit('001080000001'));
    const behind = commit(queue, visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } }));
    const other = commit(queue, visit('001080000002'));
    await settled();
    await attempts[0]!.answer(dead);
    expect(queue.entry(refused.key)).toMatchObject({ state: 'dead', lastError: '422: refused' });
    expect(attempts.map(({ key }) => key)).toEqual([refused.key, other.key]);
    await attempts[1]!.answer(confirmed);
    expect(queue.entry(behind.key)?.state).toBe('pending');

    expect(queue.decideDead(behind.key, 'set-aside')).toBe(false);
    expect(queue.decideDead(refused.key, 'set-aside')).toBe(true);
    await settled();
    expect(attempts.at(-1)?.key).toBe(behind.key);
    expect(queue.entry(refused.key)?.state).toBe('dead');
  });

  it('can be sent again, with the same bytes, when staff decide so', async () => {
    const { queue, attempts } = setUp();
    const { key } = commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.answer(dead);
    expect(queue.decideDead(key, 'send-again')).toBe(true);
    await settled();
    expect(attempts[1]).toMatchObject({ key, body: attempts[0]!.body });
  });

  it('keep no more of a reason than staff can read', async () => {
    const { queue, attempts } = setUp();
    const { key } = commit(queue, visit('001080000001'));
    await settled();
    await attempts[0]!.answer({ kind: 'dead', status: 400, detail: 'x'.repeat(100_000) });
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

describe('a disk that refuses', () => {
  function unreliable(): { queue: KioskQueue; refuse: (doesRefuse: boolean) => void; settlements: number[] } {
    const queue = testQueue();
    const settlements: number[] = [];
    let refuses = false;
    return {
      settlements,
      refuse: (doesRefuse) => void (refuses = doesRefuse),
      queue: {
        ...queue,
        attachSender() {
          const sender = queue.attachSender();
          return {
            ...sender,
            settle(batch) {
              if (refuses) return false;
              settlements.push(batch.length);
              return sender.settle(batch);
            },
          };
        },
      },
    };
  }

  it('keeps the answers in memory, sends nothing more, and writes them together later', async () => {
    const { queue, refuse, settlements } = unreliable();
    const { timers, attempts } = setUp({ queue });
    const keys = ['1', '2', '3'].map((digit) => commit(queue, visit(`00108000000${digit}`)).key);
    await settled();
    refuse(true);
    await attempts[0]!.answer(confirmed);
    await attempts[1]!.answer(confirmed);
    expect(attempts).toHaveLength(2);
    expect(queue.statistics()).toMatchObject({ inFlight: 2, pending: 1 });
    await timers.advance(8_000);
    expect(attempts).toHaveLength(2);
    refuse(false);
    await timers.advance(8_000);
    expect(settlements).toEqual([2]);
    expect(queue.entry(keys[0]!)?.state).toBe('confirmed');
    expect(attempts.map(({ key }) => key)).toEqual(keys);
  });

  it('leaves the row in flight when the engine stops: it is sent again, which is harmless', async () => {
    const { queue, refuse } = unreliable();
    const { attempts, engine } = setUp({ queue });
    const { key } = commit(queue, visit('001080000001'));
    await settled();
    refuse(true);
    await attempts[0]!.answer(confirmed);
    await engine.stop();
    expect(queue.entry(key)?.state).toBe('in-flight');
  });
});

describe('stopping', () => {
  it('waits for what is in flight, writes it down and claims nothing more', async () => {
    const { queue, timers, attempts, engine } = setUp({ lanesInFlight: 1 });
    const { key } = commit(queue, visit('001080000001'));
    const waiting = commit(queue, visit('001080000002'));
    await settled();
    let isStopped = false;
    const stopped = engine.stop().then(() => (isStopped = true));
    await settled();
    expect(isStopped).toBe(false);
    await attempts[0]!.answer(confirmed);
    await stopped;
    expect(queue.entry(key)?.state).toBe('confirmed');
    expect(queue.entry(waiting.key)?.state).toBe('pending');
    expect(timers.pending()).toEqual([]);
    commit(queue, visit('001080000003'));
    engine.wake();
    await settled();
    expect(attempts).toHaveLength(1);
  });

  it('aborts what takes too long; the row is pending again and nobody calls the hospital away', async () => {
    const { queue, timers, attempts, engine, reachability } = setUp({ stopGraceMs: 500 });
    const { key } = commit(queue, visit('001080000001'));
    await settled();
    const stopped = engine.stop();
    expect(engine.stop()).toBe(stopped);
    attempts[0]!.signal.addEventListener('abort', () => void attempts[0]!.answer(retry()));
    await timers.advance(499);
    expect(attempts[0]!.signal.aborted).toBe(false);
    await timers.advance(1);
    await stopped;
    expect(queue.entry(key)?.state).toBe('pending');
    expect(reachability).toEqual([]);
    expect(timers.pending()).toEqual([]);
  });

  it('makes room for another engine, of which there is never more than one', async () => {
    const { queue, engine } = setUp();
    expect(() => setUp({ queue })).toThrow('has a sender already');
    await engine.stop();
    const next = setUp({ queue }).engine;
    await engine.stop();
    expect(() => setUp({ queue })).toThrow('has a sender already');
    await next.stop();
  });
});

it('works on timers of the platform', async () => {
  const queue = testQueue();
  const { key } = commit(queue, visit('001080000001'));
  const { promise, resolve } = Promise.withResolvers<void>();
  const engine = startSyncEngine({
    queue,
    submit: () => Promise.resolve(confirmed),
    random: Math.random,
    timers: { setTimeout, clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout) },
    lanesInFlight: 4,
    heartbeatMs,
    onReachability: () => resolve(),
  });
  onTestFinished(() => engine.stop());
  await promise;
  await settled();
  expect(queue.entry(key)?.state).toBe('confirmed');
});
