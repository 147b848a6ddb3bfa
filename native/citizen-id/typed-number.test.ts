import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFullDate } from './calendar.ts';
import { parseTypedNumber } from './typed-number.ts';

const today = '2026-11-22';
const typed = { idNumber: '001085012345', birthDate: '15031985', expiryDate: '' };
const parse = (changes: Partial<typeof typed>): ReturnType<typeof parseTypedNumber> =>
  parseTypedNumber({ ...typed, ...changes }, today);

describe('parseTypedNumber', () => {
  it('takes number and birth date, and the expiry where it was typed', () => {
    const number = {
      ...{ kind: 'typed', idNumber: '001085012345', birthDate: '1985-03-15', expiryDate: null, warnings: [] },
    };
    expect(parse({})).toEqual({ ok: true, number });
    expect(parse({ expiryDate: '15032045' })).toEqual({ ok: true, number: { ...number, expiryDate: '2045-03-15' } });
  });

  it.each([
    ['grouped', { idNumber: '001 085 012345' }],
    ['with dots', { idNumber: '001.085.012.345', birthDate: '15.03.1985' }],
    ['with slashes', { birthDate: '15/03/1985' }],
  ])('takes digits that are %s', (_case, changes) => {
    expect(parse(changes)).toMatchObject({ number: { idNumber: '001085012345', birthDate: '1985-03-15' } });
  });

  it('takes a year of birth alone, also of this year', () => {
    expect(parse({ birthDate: '1985' })).toMatchObject({ number: { birthDate: '1985' } });
    expect(parse({ birthDate: '2026' })).toMatchObject({ number: { birthDate: '2026' } });
    expect(parse({ birthDate: '22112026' })).toMatchObject({ number: { birthDate: today } });
  });

  it('takes a card that has expired', () => {
    expect(parse({ expiryDate: '15032025' })).toMatchObject({ number: { expiryDate: '2025-03-15' } });
  });

  it('warns where number and birth date do not go together', () => {
    expect(parse({ idNumber: '003085012345', birthDate: '1986' })).toMatchObject({
      number: { warnings: ['number-province-unknown', 'number-birth-year-differs'] },
    });
  });

  it.each([
    ['eleven digits', 'number', { idNumber: '00108501234' }],
    ['a number of nine digits', 'number', { idNumber: '012345678' }],
    ['a letter', 'number', { idNumber: '00108501234O' }],
    ['no number', 'number', { idNumber: '' }],
    ['a day that does not exist', 'birth-date', { birthDate: '29021985' }],
    ['month before day', 'birth-date', { birthDate: '03151985' }],
    ['a year without its century', 'birth-date', { birthDate: '150385' }],
    ['a month and a year', 'birth-date', { birthDate: '031985' }],
    ['a birth to come', 'birth-date', { birthDate: '23112026' }],
    ['a year to come', 'birth-date', { birthDate: '2027' }],
    ['a birth before the numbers', 'birth-date', { birthDate: '31121899' }],
    ['no birth date', 'birth-date', { birthDate: '' }],
    ['an expiry that does not exist', 'expiry', { expiryDate: '31022045' }],
    ['an expiry that is a year', 'expiry', { expiryDate: '2045' }],
    ['an expiry on the day of birth', 'expiry', { expiryDate: '15031985' }],
  ])('sends back %s', (_case, problem, changes) => {
    expect(parse(changes)).toEqual({ ok: false, problem });
  });

  it('gives twelve digits and dates that exist, or sends back', () => {
    const text = fc.oneof(fc.string({ maxLength: 16 }), fc.stringMatching(/^\d{0,12}$/));
    const fields = fc.record({
      idNumber: fc.oneof(text, fc.stringMatching(/^\d{12}$/)),
      birthDate: fc.oneof(text, fc.stringMatching(/^[0-3]\d[01]\d(?:19|20)\d\d$/)),
      expiryDate: fc.oneof(text, fc.constant('')),
    });
    fc.assert(
      fc.property(fields, (input) => {
        const result = parseTypedNumber(input, today);
        if (!result.ok) return;
        const { idNumber, birthDate, expiryDate } = result.number;
        expect(idNumber).toMatch(/^\d{12}$/);
        expect(isFullDate(birthDate) || /^\d{4}$/.test(birthDate)).toBe(true);
        expect(expiryDate === null || isFullDate(expiryDate)).toBe(true);
      }),
    );
  });
});
