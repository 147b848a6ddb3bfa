import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTypedFactor } from './typed-number.ts';

const today = '2026-11-22';

describe('what is typed beside a face', () => {
  it('is four digits and a whole date of birth', () => {
    const factor = { ok: true, lastFour: '0316', birthDate: '1992-04-18' };
    expect(parseTypedFactor({ lastFour: '0316', birthDate: '18041992' }, today)).toEqual(factor);
    expect(parseTypedFactor({ lastFour: '03 16', birthDate: '18/04/1992' }, today)).toEqual(factor);
  });

  it.each([
    ['a year alone', '0316', '1992'],
    ['a day that does not exist', '0316', '31021992'],
    ['a day to come', '0316', '23112026'],
    ['a day too long ago', '0316', '01011799'],
    ['three digits', '316', '18041992'],
    ['letters', 'abcd', '18041992'],
    ['nothing', '', ''],
  ])('%s is sent back', (_, lastFour, birthDate) => {
    expect(parseTypedFactor({ lastFour, birthDate }, today)).toEqual({ ok: false, problem: 'birth-date' });
  });

  it('is a value whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (lastFour, birthDate) => {
        const parsed = parseTypedFactor({ lastFour, birthDate }, today);
        expect(parsed.ok ? /^\d{4}$/.test(parsed.lastFour) && parsed.birthDate <= today : parsed.problem).toBeTruthy();
      }),
    );
  });
});
