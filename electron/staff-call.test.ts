import { describe, expect, it } from 'vitest';
import type { HospitalResult } from '../sync/his/hospital-api.ts';
import { away, heard, hears, isAway, world } from './staff-call-testing.ts';

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
