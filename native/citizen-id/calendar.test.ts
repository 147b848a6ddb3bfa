import { describe, expect, it } from 'vitest';
import { dateRange, fullYears, isFullDate, isoDate, isPartialDate } from './calendar.ts';

describe('isoDate', () => {
  it.each([
    [2024, 2, 29, '2024-02-29'],
    [1985, 3, 15, '1985-03-15'],
    [2023, 2, 29, null],
    [2023, 4, 31, null],
    [2023, 13, 1, null],
    [2023, 0, 15, null],
    [2023, 1, 0, null],
    [999, 1, 1, null],
    [10000, 1, 1, null],
  ])('%i-%i-%i is %s', (year, month, day, expected) => {
    expect(isoDate(year, month, day)).toBe(expected);
  });
});

it('knows a full date from a partial one and from none', () => {
  expect(['2024-02-29', '2023-02-29', '2024-02', '2024', ''].map(isFullDate)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(['2024-02-29', '2024-02', '2024'].filter(isPartialDate)).toHaveLength(3);
  expect(['2023-02-29', '2024-13', '2024-00', '2024-2', '24', ''].filter(isPartialDate)).toEqual([]);
});

describe('fullYears', () => {
  it.each([
    ['1985-03-15', '2023-03-14', 37],
    ['1985-03-15', '2023-03-15', 38],
    ['2000-02-29', '2001-02-28', 0],
    ['2000-02-29', '2001-03-01', 1],
    ['2000-01-02', '2000-01-01', -1],
  ])('from %s to %s is %i', (from, to, years) => {
    expect(fullYears(from, to)).toBe(years);
  });
});

describe('dateRange', () => {
  it.each([
    ['1961-05-04', '1961-05-04', '1961-05-04'],
    ['1960-02', '1960-02-01', '1960-02-29'],
    ['1961', '1961-01-01', '1961-12-31'],
  ])('%s stands for %s to %s', (partial, earliest, latest) => {
    expect(dateRange(partial)).toEqual({ earliest, latest });
  });
});
