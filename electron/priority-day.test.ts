import { describe, expect, it } from 'vitest';
import { priorityOf } from '../native/citizen-id/priority.ts';
import { serviceMoment } from '../sync/queue/service-day.ts';
import { defaultPriorityRules } from './operations/configuration-priority.ts';

/** The built-in table at the days where each rule begins or ends, at the minutes around the hospital's midnight. */

const reasonAt = (
  instant: string,
  person: { birthDate?: string; insuranceNumber?: string; declared?: ('pregnancy' | 'disability')[] },
): string | null => {
  const { serviceDate } = serviceMoment(new Date(instant), 'Asia/Ho_Chi_Minh', '12:00');
  return priorityOf(
    defaultPriorityRules,
    { birthDate: null, insuranceNumber: null, declared: [], ...person },
    serviceDate,
  );
};

/** In Hanoi, seven hours ahead of UTC: still the 21st, and the 22nd. */
const before = '2026-11-21T16:59:59.999Z';
const after = '2026-11-21T17:00:00.000Z';
/** The last minute of 2025 there, and the first of 2026. */
const oldYear = '2025-12-31T16:59:00Z';
const newYear = '2025-12-31T17:00:00Z';
const lastDay = '2026-12-30T16:59:59Z';
const sixOnTheLastDay = '2026-12-30T17:00:00Z';

describe('the rules of priority at the midnight of the hospital', () => {
  it.each([
    ['the sixth birthday', { birthDate: '2020-11-22' }, before, 'age-under-6', after, null],
    ['the day of birth', { birthDate: '2026-11-22' }, before, null, after, 'age-under-6'],
    ['a year that has its sixth birthdays', { birthDate: '2020' }, lastDay, 'age-under-6', sixOnTheLastDay, null],
    ['the 75th birthday', { birthDate: '1951-11-22' }, before, null, after, 'age-75-or-more'],
    ['the month of the 75th birthday', { birthDate: '1951-11' }, before, 'age-75-or-more', after, 'age-75-or-more'],
    ['a year of birth alone', { birthDate: '1951' }, oldYear, null, newYear, 'age-75-or-more'],
    [
      'merit, which knows no day',
      { insuranceNumber: 'CC1' },
      before,
      'meritorious-service',
      after,
      'meritorious-service',
    ],
    ['a pregnancy, which is said', { declared: ['pregnancy' as const] }, before, 'pregnancy', after, 'pregnancy'],
    ['a disability, which is said', { declared: ['disability' as const] }, before, 'disability', after, 'disability'],
  ])('%s', (_case, person, first, atFirst, second, atSecond) => {
    expect([reasonAt(first, person), reasonAt(second, person)]).toEqual([atFirst, atSecond]);
  });

  it('each has its legal source', () => {
    expect(defaultPriorityRules.map(({ source }) => source)).toEqual(
      defaultPriorityRules.map(() => expect.stringContaining('15/2023/QH15') as string),
    );
  });
});
