import { describe, expect, it, onTestFinished } from 'vitest';
import type { KioskQueue } from './queue.ts';
import { startSyncEngine } from './sync-engine.ts';
import { confirmed, heartbeatMs, retry, setUp } from './test-engine.ts';
import { commit, testQueue, visit } from './test-queue.ts';
import { settled } from './test-timers.ts';

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
