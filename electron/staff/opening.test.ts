import { describe, expect, it, vi } from 'vitest';
import { read } from '../operations/configuration-testing.ts';
import { openOpening } from './opening.ts';

/** A kiosk in Hanoi at a local time, with these lines of `[opening]`. */
function kiosk(lines: string, local: string, changes: { timeZone?: string; refuses?: boolean } = {}) {
  let nowMs = Date.parse(`${local}+07:00`);
  let closedBy: string | null = null;
  let timer: { atMs: number; callback: () => void } | null = null;
  const onChange = vi.fn();
  const opening = openOpening({
    setting: read(`version = 1\n${lines}`).opening,
    timeZone: changes.timeZone ?? 'Asia/Ho_Chi_Minh',
    now: () => new Date(nowMs),
    setTimeout: (callback, delayMs) => (timer = { atMs: nowMs + delayMs, callback }),
    clearTimeout: () => (timer = null),
    onChange,
    store: {
      closedBy: () => closedBy,
      setClosed: (name, isClosed) => {
        if (changes.refuses === true) return false;
        closedBy = isClosed ? name : null;
        return true;
      },
    },
  });
  const passUntil = (time: string): void => {
    const untilMs = Date.parse(`${time}+07:00`);
    while (timer !== null && timer.atMs <= untilMs) {
      nowMs = timer.atMs;
      timer.callback();
    }
    nowMs = untilMs;
  };
  return { opening, onChange, passUntil, hasTimer: () => timer !== null };
}

/** 2026-03-02 is a Monday. */
const hours = `
[opening]
closedDays = ["2026-03-04"]
nearest = { vi = "Quầy 1", en = "Desk 1" }
[opening.hours]
monday = ["06:00-11:30", "13:00-16:30"]
tuesday = ["22:00-24:00"]
thursday = []
friday = []
saturday = []
sunday = []`;
const nearest = { vi: 'Quầy 1', en: 'Desk 1' };
const open = { state: 'open', nearest };
const closedUntil = (day: string, time: string) => ({ state: 'closed', by: 'hours', opens: { day, time }, nearest });

describe('the hours', () => {
  it('that are not given are always', () => {
    expect(kiosk('', '2026-03-02T03:00:00').opening.view()).toEqual({ ...open, nearest: null });
  });

  it.each([
    ['2026-03-02T05:59:59', closedUntil('2026-03-02', '06:00')],
    ['2026-03-02T06:00:00', open],
    ['2026-03-02T11:29:59', open],
    ['2026-03-02T11:30:00', closedUntil('2026-03-02', '13:00')],
    ['2026-03-02T16:30:00', closedUntil('2026-03-03', '22:00')],
    ['2026-03-03T23:59:59', open],
    // A closed day, and weekdays without hours: next Monday.
    ['2026-03-04T00:00:00', closedUntil('2026-03-09', '06:00')],
    ['2026-03-08T23:59:59', closedUntil('2026-03-09', '06:00')],
    // A weekday that is left out is open from midnight on.
    ['2026-03-10T21:00:00', closedUntil('2026-03-10', '22:00')],
    ['2026-03-11T00:00:00', open],
  ])('at %s', (local, view) => {
    expect(kiosk(hours, local).opening.view()).toEqual(view);
  });

  it('are those of the hospital, not of the machine', () => {
    const { opening } = kiosk(hours, '2026-03-02T07:00:00', { timeZone: 'UTC' });
    expect(opening.view()).toEqual({ ...closedUntil('2026-03-02', '06:00') });
  });

  it('that never come are not promised', () => {
    const never = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map(
      (day) => `${day} = []`,
    );
    const { opening } = kiosk(`[opening.hours]\n${never.join('\n')}`, '2026-03-02T07:00:00');
    expect(opening.view()).toEqual({ state: 'closed', by: 'hours', opens: null, nearest: null });
  });

  it('are told as they come and go', () => {
    const { opening, onChange, passUntil, hasTimer } = kiosk(hours, '2026-03-02T05:58:30');
    passUntil('2026-03-02T05:59:59');
    expect(onChange).not.toHaveBeenCalled();
    passUntil('2026-03-02T06:00:00');
    expect(onChange).toHaveBeenCalledOnce();
    passUntil('2026-03-02T11:30:00');
    expect(onChange).toHaveBeenCalledTimes(2);
    opening.stop();
    expect(hasTimer()).toBe(false);
  });
});

describe('the nearest place', () => {
  const its = `${hours}
[opening.nearestHours]
monday = ["06:00-22:00"]
tuesday = []`;
  it.each([
    ['2026-03-02T05:00:00', null],
    ['2026-03-02T12:00:00', nearest],
    ['2026-03-02T22:00:00', null],
    ['2026-03-03T12:00:00', null],
    // A day that is left out, and one on which this kiosk alone is closed.
    ['2026-03-04T03:00:00', nearest],
  ])('at %s is named while it is open', (at, expected) => {
    const { opening } = kiosk(its, at);
    expect(opening.view()).toMatchObject({ state: 'closed', nearest: expected });
    opening.close('lan');
    expect(opening.view()).toMatchObject({ by: 'staff', nearest: expected });
  });

  it('goes from the screen as it closes', () => {
    const { opening, onChange, passUntil } = kiosk(its, '2026-03-02T21:59:30');
    expect(opening.view().nearest).toEqual(nearest);
    passUntil('2026-03-02T22:00:00');
    expect(opening.view().nearest).toBeNull();
    expect(onChange).toHaveBeenCalledOnce();
  });
});

describe('staff', () => {
  it('close it until somebody opens it', () => {
    const { opening, onChange, passUntil } = kiosk(hours, '2026-03-02T07:00:00');
    expect(opening.open('lan')).toBe('not-in-that-state');
    expect(opening.close('lan')).toBe('done');
    expect(opening.close('mai')).toBe('not-in-that-state');
    expect(opening.view()).toEqual({ state: 'closed', by: 'staff', opens: null, nearest });
    passUntil('2026-03-02T13:00:00');
    expect(onChange).toHaveBeenCalledOnce();
    expect(opening.open('mai')).toBe('done');
    expect(opening.view()).toEqual(open);
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  it('open nothing against the hours', () => {
    const { opening } = kiosk(hours, '2026-03-02T05:00:00');
    opening.close('lan');
    opening.open('lan');
    expect(opening.view()).toEqual(closedUntil('2026-03-02', '06:00'));
  });

  it('close nothing that the disk does not keep', () => {
    const { opening, onChange } = kiosk('', '2026-03-02T07:00:00', { refuses: true });
    expect(opening.close('lan')).toBe('failed');
    expect([opening.view(), onChange.mock.calls]).toEqual([{ ...open, nearest: null }, []]);
  });
});
