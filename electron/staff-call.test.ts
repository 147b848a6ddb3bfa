import { describe, expect, it, vi } from 'vitest';
import type { HospitalApi, HospitalResult } from '../sync/his/hospital-api.ts';
import { createCallBoard } from './staff/call-board.ts';
import { createStaffCall } from './staff-call.ts';

const heard: HospitalResult<null> = { ok: true, value: null };
const away: HospitalResult<null> = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } };

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

function world(answer: () => Promise<HospitalResult<null>>) {
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
const hears = () => Promise.resolve(heard);
const isAway = () => Promise.resolve(away);

describe('a call for staff', () => {
  it('shows at once, is known once the hospital has it, and is sent once however often it is pressed', async () => {
    const { call, callStaff, clock, shown } = world(hears);
    expect(call.state()).toBe('none');
    call.call('help');
    expect(call.state()).toBe('sending');
    call.call('help');
    await clock.settle();
    expect(call.state()).toBe('known');
    call.call('help');
    call.wake();
    await clock.settle();
    expect(callStaff).toHaveBeenCalledOnce();
    expect(callStaff.mock.calls[0]?.[0]).toMatchObject({ kioskId: 'K1', location: 'Sảnh' });
    expect(shown[0]).toBe('sending');
    expect(shown.at(-1)).toBe('known');
  });

  it('is sent again under the same key, 2 s later, then less and less often, until the hospital has it', async () => {
    const { call, clock, hospital, keys, sentAtMs } = world(isAway);
    call.call('help');
    await clock.pass(60_000);
    expect(sentAtMs).toEqual([0, 2_000, 6_000, 14_000, 29_000, 44_000, 59_000]);
    expect(call.state()).toBe('not-sent');
    hospital.answer = hears;
    await clock.pass(15_000);
    expect(call.state()).toBe('known');
    await clock.pass(60_000);
    expect(sentAtMs).toHaveLength(8);
    expect(keys().size).toBe(1);
  });

  it('says that it is being sent long enough to be seen, at every press, and not at the tries in between', async () => {
    const { call, clock, shown } = world(isAway);
    call.call('help');
    await clock.pass(699);
    expect(call.state()).toBe('sending');
    await clock.pass(1);
    expect([call.state(), shown.at(-1)]).toEqual(['not-sent', 'not-sent']);
    shown.length = 0;
    await clock.pass(2_000);
    expect(new Set(shown)).toEqual(new Set(['not-sent']));
    call.call('help');
    expect([call.state(), shown.at(-1)]).toEqual(['sending', 'sending']);
  });

  it('is sent at once when it is pressed again and when the hospital is back, and then waits afresh', async () => {
    const { call, clock, sentAtMs } = world(isAway);
    call.call('help');
    await clock.pass(20_000);
    expect(sentAtMs).toEqual([0, 2_000, 6_000, 14_000]);
    call.call('help');
    await clock.pass(1_000);
    call.wake();
    await clock.pass(4_000);
    expect(sentAtMs.slice(4)).toEqual([20_000, 21_000, 25_000]);
  });

  it('is not sent twice at the same time', async () => {
    const { call, callStaff, clock, hospital } = world(isAway);
    const answer = Promise.withResolvers<HospitalResult<null>>();
    hospital.answer = () => answer.promise;
    call.call('help');
    call.call('help');
    call.wake();
    await clock.pass(5_000);
    expect(callStaff).toHaveBeenCalledOnce();
    expect(call.state()).toBe('sending');
    answer.resolve(heard);
    await clock.settle();
    expect(call.state()).toBe('known');
  });

  it('survives an adapter that throws', async () => {
    const { call, clock, hospital } = world(() => Promise.reject(new Error('adapter')));
    call.call('help');
    await clock.pass(1_000);
    expect(call.state()).toBe('not-sent');
    hospital.answer = hears;
    await clock.pass(1_000);
    expect(call.state()).toBe('known');
  });

  it('is dropped ten minutes after the last press, so that nobody comes for somebody who left', async () => {
    const { call, callStaff, clock, hospital, shown } = world(isAway);
    call.call('help');
    await clock.pass(5 * 60_000);
    call.call('help');
    await clock.pass(9 * 60_000);
    expect(call.state()).toBe('not-sent');
    await clock.pass(75_000);
    expect([call.state(), shown.at(-1)]).toEqual(['none', 'none']);
    hospital.answer = hears;
    callStaff.mockClear();
    call.wake();
    await clock.pass(60 * 60_000);
    expect(callStaff).not.toHaveBeenCalled();
    call.call('help');
    await clock.settle();
    expect(call.state()).toBe('known');
  });

  it('may be made again two minutes after staff were told', async () => {
    const { call, clock, keys, shown } = world(hears);
    call.call('help');
    await clock.pass(119_999);
    expect(call.state()).toBe('known');
    await clock.pass(1);
    expect([call.state(), shown.at(-1)]).toEqual(['none', 'none']);
    call.call('help');
    await clock.settle();
    expect(keys().size).toBe(2);
  });

  it('stops with the station', async () => {
    const { board, call, callStaff, clock, hospital } = world(isAway);
    call.call('help');
    await clock.pass(1_000);
    call.stop();
    board.stop();
    expect(clock.pending()).toBe(0);
    call.call('help');
    await clock.pass(60_000);
    expect(callStaff).toHaveBeenCalledOnce();

    const late = world(isAway);
    const answer = Promise.withResolvers<HospitalResult<null>>();
    late.hospital.answer = () => answer.promise;
    late.call.call('help');
    late.call.stop();
    late.board.stop();
    expect(late.callStaff.mock.calls[0]?.[1]?.aborted).toBe(true);
    late.shown.length = 0;
    answer.resolve(away);
    await late.clock.settle();
    expect([late.shown, late.clock.pending()]).toEqual([[], 0]);
    expect(hospital.answer).toBe(isAway);
  });
});

describe('the next patient', () => {
  it('has called nobody, and calls under a new key', async () => {
    const { call, clock, keys } = world(hears);
    call.call('help');
    await clock.settle();
    call.reset();
    expect(call.state()).toBe('none');
    call.call('help');
    await clock.settle();
    expect(keys().size).toBe(2);
  });

  it('is not told about a call that the one before made, though it is still sent', async () => {
    const { call, clock, hospital, sentAtMs, shown } = world(isAway);
    call.call('help');
    await clock.pass(1_000);
    call.reset();
    expect(call.state()).toBe('none');
    await clock.pass(5_000);
    expect(sentAtMs).toEqual([0, 2_000, 6_000]);
    hospital.answer = hears;
    shown.length = 0;
    await clock.pass(8_000);
    expect(sentAtMs).toHaveLength(4);
    expect(new Set(shown)).toEqual(new Set(['none']));
  });

  it('joins a call that is not sent yet: staff come to the kiosk once', async () => {
    const { call, clock, hospital, keys } = world(isAway);
    call.call('help');
    await clock.pass(1_000);
    call.reset();
    hospital.answer = hears;
    call.call('help');
    expect(call.state()).toBe('sending');
    await clock.settle();
    expect(call.state()).toBe('known');
    expect(keys().size).toBe(1);
  });
});

describe('an emergency', () => {
  const urgencies = (callStaff: { mock: { calls: unknown[][] } }) =>
    callStaff.mock.calls.map(([request]) => (request as { urgency: string }).urgency);

  it('is sent although staff know of somebody who needs help, under a key of its own', async () => {
    const { call, callStaff, clock, keys } = world(hears);
    call.call('help');
    await clock.settle();
    call.call('emergency');
    expect(call.state()).toBe('sending');
    await clock.settle();
    expect(call.state()).toBe('known');
    expect(urgencies(callStaff)).toEqual(['help', 'emergency']);
    expect(keys().size).toBe(2);
  });

  it('is sent once, and no call for help after it', async () => {
    const { call, callStaff, clock } = world(hears);
    call.call('emergency');
    call.call('emergency');
    await clock.settle();
    call.call('help');
    call.call('emergency');
    await clock.settle();
    expect(urgencies(callStaff)).toEqual(['emergency']);
  });

  it('takes the place of a call for help that the hospital does not have yet', async () => {
    const { call, callStaff, clock, hospital } = world(isAway);
    call.call('help');
    await clock.settle();
    hospital.answer = hears;
    call.call('emergency');
    await clock.pass(60_000);
    expect(urgencies(callStaff)).toEqual(['help', 'emergency']);
    expect(call.state()).toBe('known');
  });

  it('goes out as soon as the call for help that is under way has its answer', async () => {
    let answer: (result: HospitalResult<null>) => void = () => undefined;
    const { call, callStaff, clock, hospital } = world(() => new Promise((resolve) => (answer = resolve)));
    call.call('help');
    call.call('emergency');
    expect(urgencies(callStaff)).toEqual(['help']);
    hospital.answer = hears;
    answer(away);
    await clock.settle();
    expect(urgencies(callStaff)).toEqual(['help', 'emergency']);
    expect(call.state()).toBe('known');
  });
});

describe('a page that staff have open', () => {
  const only = (board: ReturnType<typeof createCallBoard>): string => board.calls()[0]?.id ?? '';

  it('that has the call is as good as the hospital, which is still told', async () => {
    const { board, call, clock, hospital, sentAtMs } = world(isAway);
    call.call('help');
    await clock.pass(1_000);
    expect(call.state()).toBe('not-sent');
    board.received(only(board));
    expect(call.state()).toBe('known');
    hospital.answer = hears;
    await clock.pass(1_500);
    expect([call.state(), sentAtMs]).toEqual(['known', [0, 2_000]]);
    board.received(only(board));
    await clock.pass(120_000);
    expect(call.state()).toBe('none');
  });

  it('whose owner comes ends the telling, and the patient reads it', async () => {
    const { board, call, clock, sentAtMs } = world(isAway);
    call.call('emergency');
    await clock.pass(1_000);
    board.coming(only(board), 'lan');
    expect(call.state()).toBe('coming');
    await clock.pass(119_000);
    expect([call.state(), sentAtMs]).toEqual(['coming', [0]]);
    await clock.pass(1_000);
    expect(call.state()).toBe('none');
  });

  it('whose owner does not come after all rings again, and the patient reads that staff know', async () => {
    const { board, call, clock } = world(isAway);
    call.call('emergency');
    board.received(only(board));
    board.coming(only(board), 'lan');
    expect(call.state()).toBe('coming');
    board.givenBack(only(board));
    expect([call.state(), board.calls()[0]?.rings]).toEqual(['known', true]);
    await clock.pass(60_000);
    board.coming(only(board), 'mai');
    expect(call.state()).toBe('coming');
  });

  it('that says so while the hospital is being told changes nothing there', async () => {
    const answer = Promise.withResolvers<HospitalResult<null>>();
    const { board, call, clock } = world(() => answer.promise);
    call.call('help');
    board.coming(only(board), 'lan');
    answer.resolve(away);
    await clock.pass(20_000);
    expect(call.state()).toBe('coming');
  });

  it('keeps a call that nobody could be told, and the next patient may call afresh', async () => {
    const { board, call, clock } = world(isAway);
    call.call('help');
    board.received(only(board));
    await clock.pass(120_000);
    expect(call.state()).toBe('none');
    call.call('help');
    expect(call.state()).toBe('sending');
    expect(board.calls()).toHaveLength(1);
    board.coming(only(board), 'lan');
    expect(call.state()).toBe('coming');
  });

  it('says nothing to the next patient about a call that the one before made', async () => {
    const { board, call, clock } = world(isAway);
    call.call('help');
    call.reset();
    board.coming(only(board), 'lan');
    expect(call.state()).toBe('none');
    await clock.pass(60_000);
    call.call('help');
    expect(board.calls()).toHaveLength(1);
  });
});
