import { expect, it, vi } from 'vitest';
import { handTimers } from '../hand-timers-testing.ts';
import { createCallBoard, ringsForMs } from './call-board.ts';

function world() {
  const timers = handTimers(Date.parse('2026-03-02T01:30:00Z'));
  const board = createCallBoard(timers);
  const news = vi.fn();
  board.subscribe(news);
  return { board, news, pass: timers.pass, pending: timers.pending };
}

const id = 'b5cbd2a0-0000-4000-8000-000000000001';

it('a call rings until somebody comes, and whoever said so last counts', () => {
  const { board, news } = world();
  board.add({ id, urgency: 'help' });
  const call = { id, urgency: 'help', since: '2026-03-02T01:30:00.000Z' };
  expect(board.calls()).toEqual([{ ...call, coming: null, isReceived: false, rings: true }]);
  expect(board.received(id)).toBe(true);
  expect([board.coming(id, 'lan'), board.coming(id, 'mai')]).toEqual([true, true]);
  expect(board.calls()).toEqual([{ ...call, coming: 'mai', isReceived: true, rings: false }]);
  board.add({ id, urgency: 'help' });
  expect(board.calls()[0]).toMatchObject({ coming: 'mai', rings: false });
  expect(news).toHaveBeenCalledTimes(4);
  expect([board.done(id), board.done(id)]).toEqual([true, false]);
  expect(board.calls()).toEqual([]);
});

it('a call that nobody came for falls silent, stays, and rings again when it is pressed again', () => {
  const { board, pass } = world();
  board.add({ id, urgency: 'emergency' });
  board.received(id);
  pass(ringsForMs);
  expect(board.calls()[0]).toMatchObject({ rings: false, isReceived: true });
  board.add({ id, urgency: 'emergency' });
  expect(board.calls()[0]).toMatchObject({ rings: true, isReceived: false });
});

it('a call whose helper does not come after all rings again, and is known to have been heard', () => {
  const { board, pass } = world();
  board.add({ id, urgency: 'emergency' });
  expect(board.givenBack(id)).toBe(false);
  board.received(id);
  board.coming(id, 'lan');
  pass(ringsForMs);
  expect(board.givenBack(id)).toBe(true);
  expect(board.calls()[0]).toMatchObject({ coming: null, rings: true, isReceived: true });
  pass(ringsForMs);
  expect(board.calls()[0]).toMatchObject({ rings: false });
  expect(board.givenBack('another')).toBe(false);
});

it('of what it does not have it says so, and of too many it drops the oldest', () => {
  const { board, pending } = world();
  expect([board.received(id), board.coming(id, 'lan')]).toEqual([false, false]);
  for (let number = 0; number < 60; number += 1) board.add({ id: `${id}${number}`, urgency: 'help' });
  expect(board.calls()).toHaveLength(50);
  expect(board.calls()[0]?.id).toBe(`${id}59`);
  expect(pending()).toBe(50);
  board.stop();
  expect(pending()).toBe(0);
});
