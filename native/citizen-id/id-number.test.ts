import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provinceNames, readIdNumber } from './id-number.ts';

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
    expect(readIdNumber('096999000001')).toMatchObject({ sex: 'female', birthYear: 2399 });
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

it('names 63 provinces, each once', () => {
  expect(provinceNames().size).toBe(63);
  expect(new Set(provinceNames().values()).size).toBe(63);
});
