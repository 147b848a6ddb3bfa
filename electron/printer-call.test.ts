import { describe, expect, it } from 'vitest';
import { testQueue } from '../sync/queue/test-queue.ts';
import type { PrinterView } from './bridge/paper-snapshot.ts';
import { callForPrinter, printerGraceMs } from './printer-call.ts';
import { createCallBoard } from './staff/call-board.ts';
import { staffTimers } from './staff/staff-testing.ts';

const empty: PrinterView = { state: 'unavailable', reason: 'media-empty' };
const jammed: PrinterView = { state: 'unavailable', reason: 'media-jammed' };
const ready: PrinterView = { state: 'ready', isLow: false };

function open(queue = testQueue()) {
  const timers = staffTimers();
  const board = createCallBoard(timers);
  board.subscribe(() => {
    for (const { id, urgency } of board.calls()) queue.staff.write(({ tasks }) => tasks.openCall(id, urgency));
  });
  const call = callForPrinter({ board, staff: queue.staff, timers });
  const tasks = () => queue.staff.tasks.list().map(({ kind, reason, state }) => `${kind} ${String(reason)} ${state}`);
  return { call, board, timers, queue, tasks };
}

describe('a printer that prints nothing', () => {
  it('calls staff once, and the call ends with the trouble', () => {
    const { call, board, timers, tasks } = open();
    call.see(ready, true);
    call.see(empty, true);
    timers.pass(printerGraceMs - 1);
    expect(board.calls()).toEqual([]);
    timers.pass(1);
    expect(board.calls()).toMatchObject([{ urgency: 'printer', rings: true }]);
    // Another trouble of the same printer, and a try to print in the middle of it, are no other call.
    for (const seen of [jammed, { state: 'busy' } as const, empty]) call.see(seen, true);
    timers.pass(10 * printerGraceMs);
    expect(tasks()).toEqual(['call printer open']);
    call.see(ready, true);
    expect([board.calls(), tasks()]).toEqual([[], ['call printer done']]);
    call.see(empty, true);
    timers.pass(printerGraceMs);
    expect(board.calls()).toHaveLength(1);
  });

  it('and that staff have settled does not call again while it lasts', () => {
    const { call, board, timers } = open();
    call.see(empty, true);
    timers.pass(printerGraceMs);
    board.done(board.calls()[0]!.id);
    call.see(jammed, true);
    timers.pass(printerGraceMs);
    expect(board.calls()).toEqual([]);
  });

  it('for a moment calls nobody: somebody changes the roll', () => {
    const { call, board, timers, tasks } = open();
    call.see(empty, true);
    timers.pass(printerGraceMs - 1);
    call.see(ready, true);
    timers.pass(printerGraceMs);
    expect([board.calls(), tasks()]).toEqual([[], []]);
  });

  it('when the kiosk is stopped calls nobody any more', () => {
    const { call, board, timers } = open();
    call.see(empty, true);
    call.stop();
    timers.pass(printerGraceMs);
    expect(board.calls()).toEqual([]);
  });
});

describe('a kiosk that serves nobody', () => {
  it('calls nobody for its printer, and looks again when it opens', () => {
    const { call, board, timers, tasks } = open();
    call.see(empty, false);
    timers.pass(10 * printerGraceMs);
    expect([board.calls(), tasks()]).toEqual([[], []]);
    call.see(empty, true);
    timers.pass(printerGraceMs - 1);
    expect(board.calls()).toEqual([]);
    timers.pass(1);
    expect(board.calls()).toMatchObject([{ urgency: 'printer', rings: true }]);
  });

  it.each([printerGraceMs - 1, printerGraceMs])('any more lets the call of %i ms before go', (beforeMs) => {
    const { call, board, timers, tasks } = open();
    call.see(empty, true);
    timers.pass(beforeMs);
    call.see(empty, false);
    timers.pass(printerGraceMs);
    expect([board.calls(), tasks().filter((task) => !task.endsWith('done'))]).toEqual([[], []]);
    call.see(jammed, true);
    timers.pass(printerGraceMs);
    expect(board.calls()).toHaveLength(1);
  });
});

it('a kiosk without a printer calls nobody', () => {
  const { call, board, timers } = open();
  call.see({ state: 'not-configured' }, true);
  timers.pass(printerGraceMs);
  call.stop();
  expect(board.calls()).toEqual([]);
});

it('a trouble of before a restart is settled, and one that lasts calls anew', () => {
  const queue = testQueue();
  const before = open(queue);
  before.call.see(empty, true);
  before.timers.pass(printerGraceMs);
  before.call.stop();
  const after = open(queue);
  expect(after.tasks()).toEqual(['call printer done']);
  after.call.see(empty, true);
  after.timers.pass(printerGraceMs);
  expect(after.tasks().toSorted()).toEqual(['call printer done', 'call printer open']);
});
