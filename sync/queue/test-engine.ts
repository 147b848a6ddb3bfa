import type { SubmitAnswer } from '../his/hospital-api.ts';
import type { KioskQueue, QueueOptions } from './queue.ts';
import { startSyncEngine } from './sync-engine.ts';
import type { SyncEngine, SyncEngineOptions } from './sync-engine.ts';
import { testQueue } from './test-queue.ts';
import { settled, testTimers } from './test-timers.ts';
import type { TestTimers } from './test-timers.ts';

/** What the tests of the sync engine share: a hospital that answers when the test says so. */

export const heartbeatMs = 30_000;
export const confirmed: Extract<SubmitAnswer, { kind: 'confirmed' }> = {
  kind: 'confirmed',
  encounterId: 'encounter-1',
  alreadyThere: false,
  number: null,
};
export const retry = (retryAfterMs: number | null = null): SubmitAnswer => ({
  kind: 'retry',
  detail: '503',
  retryAfterMs,
  isAway: true,
});
export const conflict: SubmitAnswer = { kind: 'retry', detail: '409', retryAfterMs: null, isAway: false };
export const doubtful: SubmitAnswer = { kind: 'doubtful', status: 415, detail: '415', retryAfterMs: null };
export const paused: SubmitAnswer = { kind: 'paused', refused: 'credentials', detail: '401' };
export const forbidden: SubmitAnswer = { kind: 'paused', refused: 'request', detail: '403' };
export const dead: Extract<SubmitAnswer, { kind: 'dead' }> = {
  kind: 'dead',
  status: 422,
  detail: 'refused',
  refusal: { reason: 'other', sendTo: null },
};

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
export function setUp(changes: Partial<SyncEngineOptions> = {}, queueChanges: Partial<QueueOptions> = {}): Setting {
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
