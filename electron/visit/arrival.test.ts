/** When the kiosk takes a patient for an appointment: to the minute, and by the hospital's day. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serviceMoment } from '../../sync/queue/service-day.ts';
import { arrivalState } from './appointments.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
/** Minutes between UTC and Vietnam, which has had no summer time since 1975. */
const offsetMinutes = 7 * 60;
const dayOf = (instant: string): string => serviceMoment(new Date(instant), 'Asia/Ho_Chi_Minh', '12:00').serviceDate;

/** Minutes of local time since some midnight in Vietnam, as an instant. */
const at = (localMinute: number): Date =>
  new Date(Date.parse('2026-03-02T00:00:00Z') + (localMinute - offsetMinutes) * minuteMs);
const booked = (localMinute: number) => ({ start: at(localMinute).toISOString(), status: 'booked' }) as const;

const minuteOfDay = fc.integer({ min: 0, max: dayMinutes - 1 });
const windows = fc.record({ earlyMinutes: fc.nat(dayMinutes), lateMinutes: fc.nat(dayMinutes) });

describe('the time of arrival', () => {
  it('decides at every minute of three days, by local days alone', () => {
    fc.assert(
      fc.property(minuteOfDay, fc.integer({ min: -dayMinutes, max: 2 * dayMinutes }), windows, (start, now, its) => {
        const isToday = now >= 0 && now < dayMinutes;
        const inTime = now >= start - its.earlyMinutes && now <= start + its.lateMinutes;
        const expected = !isToday ? 'other-day' : inTime ? 'ready' : now < start ? 'early' : 'late';
        expect(arrivalState(booked(start), at(now), its, dayOf, 'open')).toBe(expected);
      }),
    );
  });

  it('turns at the boundary minutes, not a millisecond off', () => {
    fc.assert(
      fc.property(minuteOfDay, windows, (start, its) => {
        const state = (minute: number, ms: number) =>
          arrivalState(booked(start), new Date(at(minute).getTime() + ms), its, dayOf, 'open');
        const [opens, closes] = [start - its.earlyMinutes, start + its.lateMinutes];
        if (opens > 0) expect([state(opens, -1), state(opens, 0)]).toEqual(['early', 'ready']);
        if (closes < dayMinutes - 1) expect([state(closes, 0), state(closes, 1)]).toEqual(['ready', 'late']);
      }),
    );
  });

  it('ends at midnight in the hospital’s time zone, however near the appointment is', () => {
    const its = { earlyMinutes: 60, lateMinutes: 60 };
    const soon = booked(dayMinutes + 5);
    expect(arrivalState(soon, at(dayMinutes - 1), its, dayOf, 'open')).toBe('other-day');
    expect(arrivalState(soon, at(dayMinutes), its, dayOf, 'open')).toBe('ready');
    const before = booked(dayMinutes - 5);
    expect(arrivalState(before, at(dayMinutes - 1), its, dayOf, 'open')).toBe('ready');
    expect(arrivalState(before, at(dayMinutes), its, dayOf, 'open')).toBe('other-day');
    // 07:00 in Vietnam is midnight in UTC: no day ends there.
    expect(arrivalState(booked(7 * 60 + 5), at(7 * 60 - 1), its, dayOf, 'open')).toBe('ready');
  });

  it('matters only to an appointment that still stands', () => {
    const status = fc.constantFrom('arrived' as const, 'cancelled' as const, 'moved' as const);
    const clinic = fc.constantFrom('open' as const, 'closed' as const, 'full' as const);
    fc.assert(
      fc.property(
        minuteOfDay,
        fc.integer({ min: -dayMinutes, max: dayMinutes }),
        status,
        clinic,
        (start, now, its, of) => {
          const appointment = { ...booked(start), status: its };
          const window = { earlyMinutes: 60, lateMinutes: 30 };
          expect(arrivalState(appointment, at(now), window, dayOf, of)).toBe(its);
        },
      ),
    );
  });
});

describe('in time,', () => {
  const its = { earlyMinutes: 60, lateMinutes: 30 };
  const noon = 12 * 60;
  const state = (status: 'booked' | 'doctor-absent', now: number, clinic: 'open' | 'closed' | 'full') =>
    arrivalState({ ...booked(noon), status }, at(now), its, dayOf, clinic);

  it.each([
    ['booked', 'open', 'ready'],
    ['booked', 'closed', 'clinic-closed'],
    ['booked', 'full', 'clinic-full'],
    ['doctor-absent', 'open', 'doctor-absent'],
    ['doctor-absent', 'closed', 'clinic-closed'],
  ] as const)('%s at a clinic that is %s, the patient finds it %s', (status, clinic, expected) => {
    expect(state(status, noon, clinic)).toBe(expected);
  });

  it('or not: a clinic that is shut now does not matter yet, an absent doctor does', () => {
    expect(state('booked', noon - 61, 'closed')).toBe('early');
    expect(state('doctor-absent', noon - 61, 'closed')).toBe('doctor-absent');
    expect(state('doctor-absent', noon + 31, 'open')).toBe('late');
    expect(state('doctor-absent', noon + dayMinutes, 'open')).toBe('other-day');
  });
});
