import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullYears, isFullDate } from './calendar.ts';
import { expiryCandidates, expiryCandidatesWithoutIssue, LIFELONG_EXPIRY } from './expiry.ts';

describe('expiryCandidates', () => {
  it('gives the published sample: born 5 January 1993, valid until 5 January 2033', () => {
    expect(expiryCandidates('1993-01-05', '2021-06-01')[0]).toBe('2033-01-05');
  });

  it.each([
    ['a newborn', '2025-06-21', '2025-08-19', ['2039-06-21', '2050-06-21']],
    ['the last day of 11', '2013-03-02', '2025-03-01', ['2027-03-02', '2038-03-02']],
    ['exactly 12', '2013-03-02', '2025-03-02', ['2038-03-02', '2027-03-02', '2053-03-02']],
    ['14: the first threshold is over', '2010-03-02', '2024-03-02', ['2035-03-02', '2050-03-02']],
    ['the last day of 22', '2000-03-02', '2023-03-01', ['2025-03-02', '2040-03-02']],
    ['exactly 23', '2000-03-02', '2023-03-02', ['2040-03-02', '2025-03-02', '2060-03-02']],
    ['30', '1992-04-18', '2022-06-20', ['2032-04-18', '2052-04-18']],
    ['38', '1985-03-15', '2023-05-10', ['2045-03-15', '2025-03-15']],
    ['56: not yet for life', '1967-03-15', '2023-05-10', ['2027-03-15']],
    ['57: perhaps for life', '1966-03-15', '2023-05-10', ['2026-03-15', LIFELONG_EXPIRY]],
    ['58', '1965-03-15', '2023-05-10', [LIFELONG_EXPIRY, '2025-03-15']],
    ['80', '1943-03-15', '2023-05-10', [LIFELONG_EXPIRY]],
  ])('issued to %s', (_age, birthDate, issueDate, expected) => {
    expect(expiryCandidates(birthDate, issueDate)).toEqual(expected);
  });

  it('offers both neighbours of a 29 February that does not exist', () => {
    expect(expiryCandidates('2004-02-29', '2021-06-01')).toEqual(['2029-02-28', '2029-03-01', '2044-02-29']);
  });

  it.each([
    ['no issue date', '1985-03-15', null],
    ['no day of birth', '1985-03', '2023-05-10'],
    ['a year of birth only', '1985', '2023-05-10'],
    ['an impossible issue date', '1985-03-15', '2023-02-30'],
    ['an issue before birth', '2023-05-11', '2023-05-10'],
  ])('derives nothing from %s', (_case, birthDate, issueDate) => {
    expect(expiryCandidates(birthDate, issueDate)).toEqual([]);
  });

  it.each([
    ['the last day of 22', '2027-02-28', ['2029-02-28', '2029-03-01', '2044-02-29']],
    ['23, a day later', '2027-03-01', ['2044-02-29', '2029-02-28', '2029-03-01', '2064-02-29']],
    ['57: perhaps for life', '2061-03-01', ['2064-02-29', LIFELONG_EXPIRY]],
  ])('born on 29 February 2004, issued at %s', (_case, issueDate, expected) => {
    expect(expiryCandidates('2004-02-29', issueDate)).toEqual(expected);
  });

  it('gives distinct real days after the issue, the rule first', () => {
    const day = fc
      .date({ min: new Date('1930-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (birthDate, issueDate) => {
        fc.pre(birthDate <= issueDate);
        const candidates = expiryCandidates(birthDate, issueDate);
        expect(candidates.length).toBeGreaterThan(0);
        expect(new Set(candidates).size).toBe(candidates.length);
        expect(candidates.every((candidate) => isFullDate(candidate) && candidate > issueDate)).toBe(true);
        const age = fullYears(birthDate, issueDate);
        const lifelongFirst = candidates[0] === LIFELONG_EXPIRY;
        expect(lifelongFirst).toBe(age >= 58);
      }),
    );
  });
});

describe('expiryCandidatesWithoutIssue', () => {
  it.each([
    ['a newborn', '2026-11-22', ['2040-11-22', '2051-11-22', '2066-11-22', '2086-11-22']],
    ['the eve of 14', '2012-11-23', ['2026-11-23', '2037-11-23', '2052-11-23', '2072-11-23']],
    ['14 today: the card still says today', '2012-11-22', ['2026-11-22', '2037-11-22', '2052-11-22', '2072-11-22']],
    ['14 since yesterday', '2012-11-21', ['2037-11-21', '2052-11-21', '2072-11-21']],
    ['41', '1985-03-15', ['2045-03-15']],
    ['the last day of 56', '1969-11-23', ['2029-11-23']],
    ['57: perhaps for life', '1969-11-22', ['2029-11-22', LIFELONG_EXPIRY]],
    ['60 since yesterday', '1966-11-21', [LIFELONG_EXPIRY]],
    ['90', '1936-01-01', [LIFELONG_EXPIRY]],
    ['born on 29 February', '2004-02-29', ['2029-02-28', '2029-03-01', '2044-02-29', '2064-02-29']],
  ])('%s', (_age, birthDate, expected) => {
    expect(expiryCandidatesWithoutIssue(birthDate, '2026-11-22')).toEqual(expected);
  });

  it.each(['1985', '1985-03', '1985-02-30'])('derives nothing from %s', (birthDate) => {
    expect(expiryCandidatesWithoutIssue(birthDate, '2026-11-22')).toEqual([]);
  });
});
