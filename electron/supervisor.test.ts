import { describe, expect, it } from 'vitest';
import { healthyAfterMs, restartDelaysMs, type StationProcess, superviseStation } from './supervisor.ts';

function world({ obedient = false } = {}) {
  let nowMs = 0;
  const spawned: { exit(): void; asked: number; killed: boolean; process: StationProcess }[] = [];
  const waits: number[] = [];
  let pending: (() => void) | null = null;
  let stops = 0;
  const supervisor = superviseStation({
    spawn: () => {
      let exit: ((detail: string) => void) | null = null;
      const entry = {
        asked: 0,
        killed: false,
        exit: () => exit?.('died'),
        process: {
          onExit: (listener: (detail: string) => void) => {
            exit = listener;
          },
          ...(obedient ? { askToStop: () => void (entry.asked += 1) } : {}),
          kill: () => {
            entry.killed = true;
          },
        },
      };
      spawned.push(entry);
      return entry.process;
    },
    onStopped: () => {
      stops += 1;
    },
    stopTimeoutMs: 700,
    now: () => nowMs,
    setTimeout: (callback, delayMs) => {
      waits.push(delayMs);
      pending = callback;
      return 1;
    },
    clearTimeout: () => {
      pending = null;
    },
  });
  return {
    spawned,
    waits,
    supervisor,
    stops: () => stops,
    advance: (ms: number) => {
      nowMs += ms;
    },
    /** Lets the pending timer fire: a fireTimer, or the end of the patience with a stopping process. */
    fireTimer: () => {
      const callback = pending;
      pending = null;
      callback?.();
    },
  };
}

describe('superviseStation', () => {
  it('starts a dead station again, later each time it dies early', () => {
    const { spawned, waits, fireTimer } = world();
    for (let death = 0; death < restartDelaysMs.length + 2; death += 1) {
      spawned.at(-1)?.exit();
      fireTimer();
    }
    expect(waits).toEqual([...restartDelaysMs, restartDelaysMs.at(-1), restartDelaysMs.at(-1)]);
    expect(spawned).toHaveLength(restartDelaysMs.length + 3);
  });

  it('is quick again after a station that lived long', () => {
    const { spawned, waits, fireTimer, advance } = world();
    spawned.at(-1)?.exit();
    fireTimer();
    spawned.at(-1)?.exit();
    fireTimer();
    advance(healthyAfterMs);
    spawned.at(-1)?.exit();
    expect(waits).toEqual([restartDelaysMs[0], restartDelaysMs[1], restartDelaysMs[0]]);
  });

  it('kills and does not restart once stopped', () => {
    const { spawned, waits, supervisor } = world();
    supervisor.stop();
    spawned[0]?.exit();
    expect(spawned[0]?.killed).toBe(true);
    expect(waits).toEqual([]);
    expect(supervisor.current()).toBeNull();
  });

  it('cancels a restart that is waiting', () => {
    const { spawned, supervisor, fireTimer } = world();
    spawned[0]?.exit();
    supervisor.stop();
    fireTimer();
    expect(spawned).toHaveLength(1);
  });

  it('hears each process only once', () => {
    const { spawned, waits, fireTimer } = world();
    spawned[0]?.exit();
    fireTimer();
    spawned[0]?.exit();
    expect(waits).toHaveLength(1);
  });

  it('asks a process that can be asked, and kills it only when it takes too long', () => {
    const { spawned, waits, supervisor, fireTimer, stops } = world({ obedient: true });
    supervisor.stop();
    expect(spawned[0]).toMatchObject({ asked: 1, killed: false });
    expect(waits).toEqual([700]);
    fireTimer();
    expect(spawned[0]?.killed).toBe(true);
    expect(stops()).toBe(0);
    spawned[0]?.exit();
    expect(stops()).toBe(1);
  });

  it('does not kill a process that ended when asked', () => {
    const { spawned, supervisor, fireTimer, stops } = world({ obedient: true });
    supervisor.stop();
    spawned[0]?.exit();
    fireTimer();
    expect(spawned[0]?.killed).toBe(false);
    expect(stops()).toBe(1);
  });

  it('is stopped at once when nothing runs, and stops once', () => {
    const { spawned, supervisor, stops } = world({ obedient: true });
    spawned[0]?.exit();
    supervisor.stop();
    supervisor.stop();
    expect(stops()).toBe(1);
    expect(spawned).toHaveLength(1);
  });
});
