import { vi } from 'vitest';
import type { HospitalApi, HospitalResult } from '../sync/his/hospital-api.ts';
import { handTimers } from './hand-timers-testing.ts';
import { createCallBoard } from './staff/call-board.ts';
import { createStaffCall } from './staff-call.ts';

export const heard: HospitalResult<null> = { ok: true, value: null };
export const away: HospitalResult<null> = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } };

const startMs = 1_000_000;

/** A clock that moves only when told to; what is due runs in order, and answers arrive in between. */
function handClock() {
  const timers = handTimers(startMs);
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { ...timers, settle, pass: (ms: number) => timers.passSettling(ms, settle) };
}

/** A call for staff, a hospital that answers as a test says, and the board of the page for staff. */
export function world(answer: () => Promise<HospitalResult<null>>) {
  const clock = handClock();
  const sentAtMs: number[] = [];
  const hospital = { answer };
  const callStaff = vi.fn<HospitalApi['callStaff']>(() => {
    sentAtMs.push(clock.nowMs() - startMs);
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
