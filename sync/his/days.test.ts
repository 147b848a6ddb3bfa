import { describe, expect, it } from 'vitest';
import { duringDay, isInstant, localDate, weekdayOf } from './days.ts';

const vietnam = 'Asia/Ho_Chi_Minh';

describe('the hospital’s day', () => {
  it.each([
    ['2026-01-01', '2026-01-01'],
    ['2025-12-31T17:00:00Z', '2026-01-01'],
    ['2026-01-01T06:59:59+07:00', '2026-01-01'],
    ['2025-12-31T16:59:59.999Z', '2025-12-31'],
  ])('of %s is %s', (text, day) => {
    expect(localDate(text, vietnam)).toBe(day);
  });

  it.each([undefined, '', '2026', '2026-01', '2026-02-30', '2026-02-30T00:00:00Z', '2026-01-01T00:00:00', 'soon'])(
    'of %s cannot be told',
    (text) => {
      expect(localDate(text, vietnam)).toBeNull();
    },
  );

  it('begins and ends at its own midnight', () => {
    expect(duringDay('date', '2026-12-31', vietnam)).toEqual([
      ['date', 'ge2026-12-31T00:00:00+07:00'],
      ['date', 'lt2027-01-01T00:00:00+07:00'],
    ]);
  });

  it('has a weekday', () => {
    expect(['2026-11-23', '2026-11-28', '2026-11-29'].map(weekdayOf)).toEqual(['mon', 'sat', 'sun']);
  });
});

it('takes only a time with its offset for an instant', () => {
  expect(isInstant('2026-11-23T08:30:00+07:00')).toBe(true);
  expect(['1', '2026', '2026-11-23', '2026-11-23T08:30:00', 'soon'].filter(isInstant)).toEqual([]);
});
