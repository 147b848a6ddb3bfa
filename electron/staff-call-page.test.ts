import { describe, expect, it } from 'vitest';
import type { HospitalResult } from '../sync/his/hospital-api.ts';
import type { CallBoard } from './staff/call-board.ts';
import { away, heard, hears, isAway, world } from './staff-call-testing.ts';

describe('a page that staff have open', () => {
  const only = (board: CallBoard): string => board.calls()[0]?.id ?? '';

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

  it.each(['received', 'coming', 'told to nobody'] as const)(
    'whose owner has been there and settles it ends it: nobody is coming any more, and staff may be called afresh (%s)',
    async (before) => {
      const { board, call, clock, keys, sentAtMs, shown } = world(isAway);
      call.call('help');
      await clock.pass(1_000);
      if (before === 'received') board.received(only(board));
      if (before === 'coming') board.coming(only(board), 'lan');
      shown.length = 0;
      board.done(only(board));
      expect([call.state(), shown]).toEqual(['none', ['none']]);
      await clock.pass(60_000);
      expect(sentAtMs).toEqual([0]);
      call.call('help');
      expect([call.state(), board.calls().length]).toEqual(['sending', 1]);
      expect(keys().size).toBe(2);
    },
  );

  it('settles one that the hospital has as well', async () => {
    const { board, call, clock } = world(hears);
    call.call('emergency');
    await clock.settle();
    expect(call.state()).toBe('known');
    board.done(only(board));
    expect(call.state()).toBe('none');
    call.call('help');
    expect(call.state()).toBe('sending');
  });

  it('settles one that the hospital is just being told of', async () => {
    const answer = Promise.withResolvers<HospitalResult<null>>();
    const { board, call, clock, sentAtMs } = world(() => answer.promise);
    call.call('help');
    board.done(only(board));
    answer.resolve(heard);
    await clock.pass(20_000);
    expect([call.state(), sentAtMs]).toEqual(['none', [0]]);
  });

  it('settles the call of the one before: the next patient’s own stands', async () => {
    const { board, call, clock } = world(hears);
    call.call('help');
    await clock.settle();
    const former = only(board);
    call.reset();
    call.call('help');
    await clock.settle();
    board.done(former);
    expect([call.state(), board.calls().length]).toEqual(['known', 1]);
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
