import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberWarnings, readIdNumber } from './id-number.ts';

describe('readIdNumber', () => {
  it('reads province, century, sex and year', () => {
    expect(readIdNumber('001085012345')).toEqual({
      provinceCode: '001',
      provinceName: 'Hà Nội',
      sex: 'male',
      birthYear: 1985,
    });
    expect(readIdNumber('079304000001')).toMatchObject({
      provinceName: 'TP. Hồ Chí Minh',
      sex: 'female',
      birthYear: 2004,
    });
  });

  it.each([
    ['0', 'male', 1985],
    ['1', 'female', 1985],
    ['2', 'male', 2085],
    ['3', 'female', 2085],
    ['4', 'male', 2185],
    ['5', 'female', 2185],
    ['6', 'male', 2285],
    ['7', 'female', 2285],
    ['8', 'male', 2385],
    ['9', 'female', 2385],
  ])('reads the digit %s as %s, born %i', (digit, sex, birthYear) => {
    expect(readIdNumber(`096${digit}85000001`)).toMatchObject({ sex, birthYear });
  });

  it('has no name for a code of no province', () => {
    expect(readIdNumber('003085012345')?.provinceName).toBeNull();
  });

  it.each(['', '01085012345', '0010850123456', '00108501234x', '٠٠١٠٨٥٠١٢٣٤٥'])('refuses %j', (text) => {
    expect(readIdNumber(text)).toBeNull();
  });

  it('reads any twelve digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{12}$/), (digits) => {
        const meaning = readIdNumber(digits);
        expect(meaning?.birthYear).toBeGreaterThanOrEqual(1900);
        expect(meaning?.birthYear).toBeLessThan(2400);
      }),
    );
  });
});

describe('numberWarnings', () => {
  const warnings = (idNumber: string, birthDate: string, sex: 'male' | 'female' | null): string[] => {
    const number = readIdNumber(idNumber);
    return number === null ? ['no number'] : numberWarnings(number, { birthDate, sex });
  };

  it('has none for a number that goes with its holder, as far as is known', () => {
    expect(warnings('001085012345', '1985-03-15', 'male')).toEqual([]);
    expect(warnings('001085012345', '1985', null)).toEqual([]);
    expect(warnings('001200012345', '2000-01-01', 'male')).toEqual([]);
  });

  it.each([
    ['a province that is none', '003085012345', '1985', 'male', 'number-province-unknown'],
    ['the other sex', '001085012345', '1985', 'female', 'number-sex-differs'],
    ['another year', '001085012345', '1986-01-01', 'male', 'number-birth-year-differs'],
    ['another century', '001085012345', '2085', 'male', 'number-birth-year-differs'],
  ] as const)('warns of %s', (_case, idNumber, birthDate, sex, warning) => {
    expect(warnings(idNumber, birthDate, sex)).toEqual([warning]);
  });
});
