import type { Timers } from './timers.ts';

export interface TestTimers extends Timers {
  /** Lets `elapsedMs` pass and runs what falls due, in order, with everything that follows from it. */
  advance(elapsedMs: number): Promise<void>;
  /** Waits still to come, in ms from now, shortest first. */
  pending(): number[];
}

/** Timers that move only when the test says so. */
export function testTimers(): TestTimers {
  let nowMs = 0;
  let nextHandle = 1;
  const waiting = new Map<number, { atMs: number; callback: () => void }>();

  function next(untilMs: number): [number, { atMs: number; callback: () => void }] | undefined {
    return [...waiting].filter(([, { atMs }]) => atMs <= untilMs).sort(([, a], [, b]) => a.atMs - b.atMs)[0];
  }

  return {
    setTimeout(callback, delayMs) {
      const handle = nextHandle;
      nextHandle += 1;
      waiting.set(handle, { atMs: nowMs + delayMs, callback });
      return handle;
    },
    clearTimeout: (handle) => void waiting.delete(handle as number),
    pending: () => [...waiting.values()].map(({ atMs }) => atMs - nowMs).sort((a, b) => a - b),

    async advance(elapsedMs) {
      const untilMs = nowMs + elapsedMs;
      await settled();
      for (let due = next(untilMs); due !== undefined; due = next(untilMs)) {
        const [handle, { atMs, callback }] = due;
        waiting.delete(handle);
        nowMs = atMs;
        callback();
        await settled();
      }
      nowMs = untilMs;
    },
  };
}

/** One turn of the event loop: every promise that could settle has settled. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
