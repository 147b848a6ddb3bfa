import { describe, expect, it } from 'vitest';
import { type PriorityPerson, type PriorityRule, priorityOf } from './priority.ts';

const TODAY = '2026-11-22';
const nobody: PriorityPerson = { birthDate: '1990-01-01', insuranceNumber: null, declared: [] };

const child: PriorityRule = { code: 'age-under-6', kind: 'age-under', years: 6 };
const old: PriorityRule = { code: 'age-75-or-more', kind: 'age-from', years: 75 };
const merit: PriorityRule = { code: 'meritorious-service', kind: 'insurance-object', objects: ['CC', 'CK'] };
const pregnancy: PriorityRule = { code: 'pregnancy', kind: 'declared', what: 'pregnancy' };
const disability: PriorityRule = { code: 'disability', kind: 'declared', what: 'disability' };

const reason = (rules: readonly PriorityRule[], person: Partial<PriorityPerson>): string | null =>
  priorityOf(rules, { ...nobody, ...person }, TODAY);

describe('a rule of age', () => {
  it.each([
    ['the eve of the sixth birthday', '2020-11-23', true],
    ['the sixth birthday', '2020-11-22', false],
    ['born today', '2026-11-22', true],
    ['a birth to come', '2026-11-23', false],
    ['a year that may be five, until its end', '2020', true],
    ['a year that is six', '2019', false],
    ['a month that may be five', '2020-11', true],
    ['a month that is six', '2020-10', false],
    ['a month of this year that is to come', '2026-12', false],
    ['this year', '2026', true],
    ['no date', 'unknown', false],
    ['an unknown date', null, false],
  ])('for children: %s', (_case, birthDate, isMet) => {
    expect(reason([child], { birthDate })).toBe(isMet ? 'age-under-6' : null);
  });

  it.each([
    ['the 75th birthday', '1951-11-22', true],
    ['the eve of the 75th birthday', '1951-11-23', false],
    ['a year that may be 75, from its beginning', '1951', true],
    ['a year that is 74', '1952', false],
    ['a month that may be 75', '1951-11', true],
    ['a month that is 74', '1951-12', false],
    ['no date', '', false],
    ['an unknown date', null, false],
  ])('for the old: %s', (_case, birthDate, isMet) => {
    expect(reason([old], { birthDate })).toBe(isMet ? 'age-75-or-more' : null);
  });

  it('counts a year of birth from 1 January, and for children until the end of the year', () => {
    expect(priorityOf([old], { ...nobody, birthDate: '1951' }, '2025-12-31')).toBeNull();
    expect(priorityOf([old], { ...nobody, birthDate: '1951' }, '2026-01-01')).toBe('age-75-or-more');
    expect(priorityOf([child], { ...nobody, birthDate: '2020' }, '2026-12-30')).toBe('age-under-6');
    expect(priorityOf([child], { ...nobody, birthDate: '2020' }, '2026-12-31')).toBeNull();
  });
});

describe('a rule of insurance', () => {
  it.each([
    ['CC1404002758163', true],
    ['ck2383804926150', true],
    ['DN4010116042735', false],
    ['0116042735', false],
    ['', false],
    [null, false],
  ])('number %s', (insuranceNumber, isMet) => {
    expect(reason([merit], { insuranceNumber })).toBe(isMet ? 'meritorious-service' : null);
  });
});

describe('a rule of what a patient says', () => {
  it('is met by those words only', () => {
    expect(reason([pregnancy, disability], { declared: [] })).toBeNull();
    expect(reason([pregnancy, disability], { declared: ['disability'] })).toBe('disability');
    expect(reason([disability], { declared: ['pregnancy'] })).toBeNull();
  });
});

it('the first rule that is met is the reason, in the order of the table', () => {
  const person = { birthDate: '1940-01-01', insuranceNumber: 'CC1404002758163', declared: ['disability'] as const };
  expect(reason([child, disability, old, merit], person)).toBe('disability');
  expect(reason([merit, old], person)).toBe('meritorious-service');
  expect(reason([], person)).toBeNull();
});
