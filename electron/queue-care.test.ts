import { describe, expect, it, vi } from 'vitest';
import type { QueueStatistics } from '../sync/queue/port.ts';
import { careForQueue } from './queue-care.ts';

const minuteMs = 60_000;
const quiet: QueueStatistics = {
  pending: 0,
  inFlight: 0,
  confirmed: 0,
  dead: 0,
  held: 0,
  setAside: 0,
  attempts: 0,
  created: 0,
  alreadyThere: 0,
  oldestPendingKey: null,
  oldestPendingAgeMs: null,
};
const startMs = Date.parse('2026-03-02T01:30:00Z');
const dayMs = 24 * 60 * minuteMs;
const waiting = (key: string, ageMs: number): QueueStatistics => ({
  ...quiet,
  pending: 1,
  oldestPendingKey: key,
  oldestPendingAgeMs: ageMs,
});

function world() {
  const state = {
    statistics: quiet,
    today: '2026-03-02',
    restingMs: null as number | null,
    nowMs: 0,
    clockMs: startMs,
    suspect: false,
  };
  const timers: (() => void)[] = [];
  const queue = {
    statistics: () => state.statistics,
    forgetConfirmed: vi.fn(() => 4),
    checkIntegrity: vi.fn((): 'ok' | 'damaged' => 'ok'),
    lastChecked: vi.fn((): Date | null => new Date(startMs)),
  };
  const calls = { onAlarm: vi.fn(), onForgotten: vi.fn(), onChecked: vi.fn(), onDamaged: vi.fn() };
  const care = careForQueue({
    queue,
    today: () => state.today,
    restingMs: () => state.restingMs,
    isSuspect: () => state.suspect,
    now: () => new Date(state.clockMs),
    monotonicNow: () => state.nowMs,
    alarmAfterMs: 60 * minuteMs,
    setTimeout: (callback) => timers.push(callback),
    clearTimeout: () => timers.splice(0),
    ...calls,
  });
  return { state, queue, care, ...calls, look: () => timers.pop()?.(), timers };
}

describe('the alarm', () => {
  it('rises when something waits too long, once, and ends', () => {
    const { state, look, care, onAlarm } = world();
    state.statistics = waiting('a', 59 * minuteMs);
    look();
    expect(onAlarm).not.toHaveBeenCalled();
    for (const passed of [1, 2]) {
      state.nowMs = passed * minuteMs;
      look();
    }
    expect(onAlarm).toHaveBeenCalledExactlyOnceWith({ dead: 0, waitingMinutes: 60 });
    expect(care.alarm()).toEqual({ dead: 0, waitingMinutes: 61 });
    state.statistics = quiet;
    look();
    expect(onAlarm).toHaveBeenLastCalledWith(null);
    expect(care.alarm()).toBeNull();
  });

  it('goes by the time that passes, wherever the clock is set meanwhile', () => {
    const { state, look, onAlarm } = world();
    state.statistics = quiet;
    look();
    // A day forward rings nothing; a day back, or held at nothing, silences nothing.
    for (const [passed, ageMs] of [
      [0, dayMs],
      [59, dayMs],
      [60, 0],
    ] as const) {
      expect(onAlarm).not.toHaveBeenCalled();
      state.nowMs = passed * minuteMs;
      state.statistics = waiting('a', ageMs);
      look();
    }
    expect(onAlarm).toHaveBeenCalledExactlyOnceWith({ dead: 0, waitingMinutes: 60 });
  });

  it('begins anew with the next that is the oldest', () => {
    const { state, look, onAlarm } = world();
    for (const [key, passed] of [
      ['a', 0],
      ['a', 59],
      ['b', 60],
      ['b', 119],
    ] as const) {
      state.nowMs = passed * minuteMs;
      state.statistics = waiting(key, 0);
      look();
    }
    expect(onAlarm).not.toHaveBeenCalled();
    state.nowMs = 120 * minuteMs;
    look();
    expect(onAlarm).toHaveBeenCalledOnce();
  });

  it.each([
    [29 * dayMs, 1],
    [30 * dayMs, 0],
  ])('believes an age at the start, but not of a month: %i ms', (ageMs, times) => {
    const { state, look, onAlarm } = world();
    state.statistics = waiting('a', ageMs);
    look();
    expect(onAlarm).toHaveBeenCalledTimes(times);
  });

  it('rises with each registration more that is refused, not with fewer', () => {
    const { state, look, onAlarm } = world();
    for (const dead of [1, 1, 2, 1]) {
      state.statistics = { ...quiet, dead };
      look();
    }
    expect(onAlarm.mock.calls).toEqual([[{ dead: 1, waitingMinutes: null }], [{ dead: 2, waitingMinutes: null }]]);
  });
});

describe('retention', () => {
  it('runs on each new day', () => {
    const { state, look, queue, onForgotten } = world();
    look();
    expect(queue.forgetConfirmed).not.toHaveBeenCalled();
    state.today = '2026-03-03';
    look();
    look();
    expect(queue.forgetConfirmed).toHaveBeenCalledOnce();
    expect(onForgotten).toHaveBeenCalledExactlyOnceWith(4);
    state.today = '2026-03-04';
    queue.forgetConfirmed.mockReturnValueOnce(0);
    look();
    expect(onForgotten).toHaveBeenCalledOnce();
  });
});

describe('the check of the file', () => {
  it('waits a day, and for an empty lobby', () => {
    const { state, look, queue, onChecked, onDamaged } = world();
    state.restingMs = 60 * minuteMs;
    look();
    state.clockMs += dayMs;
    for (const restingMs of [null, 9 * minuteMs]) {
      state.restingMs = restingMs;
      look();
    }
    expect(queue.checkIntegrity).not.toHaveBeenCalled();
    state.restingMs = 10 * minuteMs;
    look();
    look();
    expect(queue.checkIntegrity).toHaveBeenCalledOnce();
    expect(onChecked).toHaveBeenCalledExactlyOnceWith(0);
    expect(onDamaged).not.toHaveBeenCalled();
  });

  it.each([
    ['a file that never was', null],
    ['one that was tomorrow, by a clock that was wrong', new Date(startMs + dayMs)],
    ['one that was yesterday, before the kiosk was switched off', new Date(startMs - dayMs)],
  ])('looks at %s in the first ten minutes of rest, once', (_what, lastChecked) => {
    const { state, look, queue } = world();
    queue.lastChecked.mockReturnValue(lastChecked);
    for (const restingMs of [9, 10, 11]) {
      expect(queue.checkIntegrity).not.toHaveBeenCalledTimes(2);
      state.restingMs = restingMs * minuteMs;
      state.nowMs = state.restingMs;
      look();
    }
    expect(queue.checkIntegrity).toHaveBeenCalledOnce();
    state.nowMs += dayMs;
    look();
    expect(queue.checkIntegrity).toHaveBeenCalledTimes(2);
  });

  it('does not wait once a write met a damaged page, but for the patient who is there', () => {
    const { state, look, queue, onDamaged } = world();
    queue.checkIntegrity.mockReturnValue('damaged');
    state.suspect = true;
    look();
    expect(queue.checkIntegrity).not.toHaveBeenCalled();
    state.restingMs = 0;
    look();
    expect(onDamaged).toHaveBeenCalledOnce();
  });

  it('says when it failed', () => {
    const { state, look, queue, onDamaged } = world();
    queue.checkIntegrity.mockReturnValueOnce('damaged');
    Object.assign(state, { clockMs: startMs + dayMs, restingMs: 10 * minuteMs });
    look();
    expect(onDamaged).toHaveBeenCalledOnce();
  });
});

it('stops looking', () => {
  const { care, timers } = world();
  care.stop();
  expect(timers).toEqual([]);
});
