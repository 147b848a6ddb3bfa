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
  oldestPendingAgeMs: null,
};

function world() {
  const state = { statistics: quiet, today: '2026-03-02', restingMs: null as number | null, nowMs: 0, suspect: false };
  const timers: (() => void)[] = [];
  const queue = {
    statistics: () => state.statistics,
    forgetConfirmed: vi.fn(() => 4),
    checkIntegrity: vi.fn((): 'ok' | 'damaged' => 'ok'),
  };
  const calls = { onAlarm: vi.fn(), onForgotten: vi.fn(), onChecked: vi.fn(), onDamaged: vi.fn() };
  const care = careForQueue({
    queue,
    today: () => state.today,
    restingMs: () => state.restingMs,
    isSuspect: () => state.suspect,
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
    state.statistics = { ...quiet, pending: 1, oldestPendingAgeMs: 59 * minuteMs };
    look();
    expect(onAlarm).not.toHaveBeenCalled();
    for (const age of [60, 61]) {
      state.statistics = { ...quiet, pending: 1, oldestPendingAgeMs: age * minuteMs };
      look();
    }
    expect(onAlarm).toHaveBeenCalledExactlyOnceWith({ dead: 0, waitingMinutes: 60 });
    expect(care.alarm()).toEqual({ dead: 0, waitingMinutes: 61 });
    state.statistics = quiet;
    look();
    expect(onAlarm).toHaveBeenLastCalledWith(null);
    expect(care.alarm()).toBeNull();
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
    state.nowMs = 24 * 60 * minuteMs;
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
    Object.assign(state, { nowMs: 24 * 60 * minuteMs, restingMs: 10 * minuteMs });
    look();
    expect(onDamaged).toHaveBeenCalledOnce();
  });
});

it('stops looking', () => {
  const { care, timers } = world();
  care.stop();
  expect(timers).toEqual([]);
});
