import { describe, expect, it } from 'vitest';
import { createHitGuard, createThrottle, reconnectDelayMs } from './pacing.ts';

describe('createThrottle', () => {
  it('runs at once, then at most once an interval', () => {
    let nowMs = 5000;
    const runs: number[] = [];
    const tell = createThrottle(
      () => runs.push(nowMs),
      1000,
      () => nowMs,
    );
    for (const atMs of [5000, 5001, 5999, 6000, 6500, 6999, 7000, 9000]) {
      nowMs = atMs;
      tell();
    }
    expect(runs).toEqual([5000, 6000, 7000, 9000]);
  });
});

describe('createHitGuard', () => {
  it('counts a first hit and ignores the second one within the interval', () => {
    let nowMs = 0;
    const counts = createHitGuard(500, () => nowMs);
    const answers = [0, 200, 499, 500, 700, 1000].map((atMs) => {
      nowMs = atMs;
      return counts();
    });
    expect(answers).toEqual([true, false, false, true, false, true]);
  });
});

describe('reconnectDelayMs', () => {
  it('grows and stays at five seconds for ever', () => {
    expect([0, 1, 2, 3, 4, 5, 50, 1_000_000].map(reconnectDelayMs)).toEqual([
      250, 500, 1000, 2000, 4000, 5000, 5000, 5000,
    ]);
  });
});
