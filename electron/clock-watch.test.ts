import { expect, it, vi } from 'vitest';
import { watchClock } from './clock-watch.ts';

const minuteMs = 60_000;

function world() {
  const state = { offsetMs: null as number | null, now: '2026-03-02T01:30:00Z' };
  const timers: (() => void)[] = [];
  const onChange = vi.fn();
  const watch = watchClock({
    clockOffsetMs: () => state.offsetMs,
    now: () => new Date(state.now),
    timeZone: 'Asia/Ho_Chi_Minh',
    setTimeout: (callback) => timers.push(callback),
    clearTimeout: () => timers.splice(0),
    onChange,
  });
  return { state, timers, onChange, watch, look: () => timers.pop()?.() };
}

it('tells once that the clock is more than five minutes off, and that it is right again', () => {
  const { state, look, onChange, watch } = world();
  for (const offsetMs of [null, 5 * minuteMs, 6 * minuteMs, 9 * minuteMs]) {
    state.offsetMs = offsetMs;
    look();
  }
  expect(onChange.mock.calls).toEqual([[6]]);
  expect(watch.minutesOff()).toBe(9);
  state.offsetMs = 0;
  look();
  state.offsetMs = -6 * minuteMs;
  look();
  expect(onChange.mock.calls).toEqual([[6], [null], [-6]]);
});

it.each([
  ['2026-03-02T16:58:00Z', 3 * minuteMs, 3],
  ['2026-03-02T16:58:00Z', minuteMs, null],
  ['2026-03-02T17:01:00Z', -2 * minuteMs, -2],
  // A second is no news, whatever day it falls on.
  ['2026-03-02T16:59:59Z', 1_000, null],
])('at %s, off by %i ms: %j', (now, offsetMs, minutes) => {
  const { state, look, watch } = world();
  Object.assign(state, { now, offsetMs });
  look();
  expect(watch.minutesOff()).toBe(minutes);
});

it('stops looking', () => {
  const { watch, timers } = world();
  watch.stop();
  expect(timers).toEqual([]);
});
