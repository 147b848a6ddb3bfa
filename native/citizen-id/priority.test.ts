import { describe, expect, it } from 'vitest';
import { legalPriority } from './priority.ts';

const TODAY = '2026-11-22';

describe('legalPriority', () => {
  it.each([
    ['the eve of the sixth birthday', '2020-11-23', 'age-under-6'],
    ['the sixth birthday', '2020-11-22', null],
    ['born today', '2026-11-22', 'age-under-6'],
    ['a birth to come', '2026-11-23', null],
    ['the 75th birthday', '1951-11-22', 'age-75-or-more'],
    ['the eve of the 75th birthday', '1951-11-23', null],
    ['a year that may be 75', '1951', 'age-75-or-more'],
    ['a year that is 74', '1952', null],
    ['a month that may be 75', '1951-11', 'age-75-or-more'],
    ['a month that is 74', '1951-12', null],
    ['a year that may be five', '2020', 'age-under-6'],
    ['a month that is six', '2020-10', null],
    ['no date', 'unknown', null],
    ['an unknown date', null, null],
  ])('%s', (_case, birthDate, expected) => {
    expect(legalPriority({ birthDate, insuranceNumber: null }, TODAY)).toBe(expected);
  });

  it.each([
    ['CC1404002758163', 'meritorious-service'],
    ['ck2383804926150', 'meritorious-service'],
    ['DN4010116042735', null],
    ['0116042735', null],
  ])('insurance number %s', (insuranceNumber, expected) => {
    expect(legalPriority({ birthDate: '1990-01-01', insuranceNumber }, TODAY)).toBe(expected);
  });

  it('names age first: the law does', () => {
    expect(legalPriority({ birthDate: '1940-01-01', insuranceNumber: 'CC1404002758163' }, TODAY)).toBe(
      'age-75-or-more',
    );
  });
});
