import { describe, expect, it } from 'vitest';
import { daysBefore, serviceMoment } from './service-day.ts';

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

it('counts days across a month', () => {
  expect(daysBefore('2026-03-02', 30)).toBe('2026-01-31');
});
