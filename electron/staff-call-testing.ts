import { vi } from 'vitest';
import type { HospitalApi, HospitalResult } from '../sync/his/hospital-api.ts';
import { createCallBoard } from './staff/call-board.ts';
import { createStaffCall } from './staff-call.ts';

export const heard: HospitalResult<null> = { ok: true, value: null };
export const away: HospitalResult<null> = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } };

/** A clock that moves only when told to; what is due runs in order, and answers arrive in between. */
function handClock() {
  let nowMs = 1_000_000;
  let lastId = 0;
  const due = new Map<number, { atMs: number; callback: () => void }>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return {
    settle,
    now: () => new Date(nowMs),
    pending: () => due.size,
    setTimeout: (callback: () => void, delayMs: number) => {
      due.set((lastId += 1), { atMs: nowMs + delayMs, callback });
      return lastId;
    },
    clearTimeout: (id: unknown) => void due.delete(id as number),
    async pass(ms: number): Promise<void> {
      const untilMs = nowMs + ms;
      await settle();
      for (;;) {
        const [next] = [...due].filter(([, { atMs }]) => atMs <= untilMs).sort(([, a], [, b]) => a.atMs - b.atMs);
        if (!next) break;
        due.delete(next[0]);
        nowMs = next[1].atMs;
        next[1].callback();
        await settle();
      }
      nowMs = untilMs;
    },
  };
}

/** A call for staff, a hospital that answers as a test says, and the board of the page for staff. */
export function world(answer: () => Promise<HospitalResult<null>>) {
  const clock = handClock();
  const sentAtMs: number[] = [];
  const hospital = { answer };
  const callStaff = vi.fn<HospitalApi['callStaff']>(() => {
    sentAtMs.push(clock.now().getTime() - 1_000_000);
    return hospital.answer();
  });
  const shown: string[] = [];
  const board = createCallBoard(clock);
  const call = createStaffCall({
    board,
    hospital: { callStaff },
    kioskId: 'K1',
    location: 'Sảnh',
    now: clock.now,
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
    onChange: () => shown.push(call.state()),
  });
  const keys = () => new Set(callStaff.mock.calls.map(([{ key }]) => key));
  return { board, call, callStaff, clock, hospital, keys, sentAtMs, shown };
}
/** Answers of the hospital. */
export const hears = () => Promise.resolve(heard);
export const isAway = () => Promise.resolve(away);
