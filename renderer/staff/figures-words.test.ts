import { expect, it } from 'vitest';
import { clockOf, formatMonth, formatSeconds, periodFrom } from './figures-words.ts';

it('goes from day to day and from month to month', () => {
  expect(periodFrom('2026-03-01', -1)).toBe('2026-02-28');
  expect(periodFrom('2026-12-31', 1)).toBe('2027-01-01');
  expect(periodFrom('2026-01', -1)).toBe('2025-12');
  expect(periodFrom('2026-12', 1)).toBe('2027-01');
});

it('writes months, spans and what is left as people do', () => {
  expect([formatMonth('2026-03', 'vi'), formatMonth('2026-03', 'en')]).toEqual(['tháng 3 năm 2026', 'March 2026']);
  expect([formatSeconds(9_420, 'vi'), formatSeconds(9_420, 'en')]).toEqual(['9,4 giây', '9.4s']);
  expect(formatSeconds(65_400, 'en')).toBe('65s');
  expect([clockOf(65), clockOf(600)]).toEqual(['1:05', '10:00']);
});
