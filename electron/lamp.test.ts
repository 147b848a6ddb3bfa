import { expect, it, vi } from 'vitest';
import type { Lamp } from '../native/lamp/port.ts';
import { lightForCalls, openLamp } from './lamp.ts';
import { createCallBoard, ringsForMs } from './staff/call-board.ts';
import { staffTimers } from './staff/staff-testing.ts';

it('a call that nobody comes for lights the lamp, an emergency lets it blink', () => {
  const timers = staffTimers();
  const board = createCallBoard(timers);
  const show = vi.fn<Lamp['show']>();
  const stop = lightForCalls(board, { show });
  const last = () => show.mock.lastCall?.[0];
  const [help, emergency] = ['b5cbd2a0-0000-4000-8000-000000000001', 'b5cbd2a0-0000-4000-8000-000000000002'];
  expect(last()).toBe('off');
  board.add({ id: help, urgency: 'help' });
  board.received(help);
  expect(last()).toBe('on');
  board.add({ id: emergency, urgency: 'emergency' });
  expect(last()).toBe('blink');
  board.coming(emergency, 'lan');
  expect(last()).toBe('on');
  timers.pass(ringsForMs);
  expect(last()).toBe('off');
  stop();
  board.add({ id: emergency.replace('2', '3'), urgency: 'help' });
  expect(last()).toBe('off');
});

it('there is none where the configuration names none', () => {
  expect(openLamp({ kind: 'none' }, staffTimers())).toBeNull();
});
