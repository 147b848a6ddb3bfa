import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBefore, openServiceClock, serviceMoment } from './service-day.ts';

describe('the hospital day', () => {
  it.each([
    ['2026-03-01T16:59:59Z', '2026-03-01', 'afternoon', '2026-03-01T23:59:59+07:00'],
    ['2026-03-01T17:00:00Z', '2026-03-02', 'morning', '2026-03-02T00:00:00+07:00'],
    ['2026-03-02T04:59:59Z', '2026-03-02', 'morning', '2026-03-02T11:59:59+07:00'],
    ['2026-03-02T05:00:00Z', '2026-03-02', 'afternoon', '2026-03-02T12:00:00+07:00'],
  ])('at %s is %s, %s', (instant, serviceDate, session, registeredAt) => {
    expect(serviceMoment(new Date(instant), 'Asia/Ho_Chi_Minh', '12:00')).toEqual({
      serviceDate,
      session,
      registeredAt,
    });
  });

  it('follows the configured zone and hour', () => {
    expect(serviceMoment(new Date('2026-03-02T04:59:59Z'), 'Asia/Tokyo', '13:30')).toMatchObject({
      session: 'afternoon',
      registeredAt: '2026-03-02T13:59:59+09:00',
    });
  });
});

it.each(['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo'])(
  'the clock of %s says of any instants, in any order, what the calendar says',
  (timeZone) => {
    // Lord Howe moves its clocks by half an hour, São Paulo moved them at midnight.
    const start = Date.parse('2018-10-01T00:00:00Z');
    const instants = fc.array(fc.nat({ max: 60 * 86_400_000 }), { minLength: 1, maxLength: 60 });
    const hours = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`);
    fc.assert(
      fc.property(instants, hours, (offsetsMs, afternoonFrom) => {
        let now = new Date(start);
        const clock = openServiceClock(() => now, timeZone, afternoonFrom);
        for (const offsetMs of offsetsMs) {
          for (const laterMs of [0, 1_800_000, 3_600_000, 10_800_000]) {
            now = new Date(start + offsetMs + laterMs);
            expect(clock()).toEqual(serviceMoment(now, timeZone, afternoonFrom));
          }
        }
      }),
    );
  },
);

it('counts days across a month', () => {
  expect(daysBefore('2026-03-02', 30)).toBe('2026-01-31');
});
