import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  buoi,
  fromGio,
  fromGioiTinh,
  fromNgay,
  fromNgayGio,
  toGioiTinh,
  toNgay,
  toNgayGio,
  toNgaySinh,
} from './rest-fields.ts';

describe('a date', () => {
  it.each([
    ['1985-03-15', '19850315'],
    ['1957-08', '19570800'],
    ['1961', '19610000'],
  ])('%s is %s', (iso, ngay) => {
    expect(toNgay(iso)).toBe(ngay);
    expect(fromNgay(ngay)).toBe(iso);
  });

  it.each([null, '', '1985-3-15', '15/03/1985', '1985-03-15T00:00'])('%j is not one', (text) => {
    expect(toNgay(text)).toBeNull();
  });

  it.each([null, '', '1985', '00000000', '20260230', '20261301', '20260015', '2026-1-1', '20261300'])(
    'is not read from %j',
    (text) => {
      expect(fromNgay(text)).toBeNull();
    },
  );

  it.each([
    ['1985-03-15', '198503150000'],
    ['1961', '196100000000'],
    [null, null],
  ])('of birth has an hour, which nobody knows: %s is %s', (iso, ngaySinh) => {
    expect(toNgaySinh(iso)).toBe(ngaySinh);
    expect(fromNgay(ngaySinh)).toBe(iso);
  });

  it('may have a time behind it, as the ministry’s table has', () => {
    expect(fromNgay('195200000000')).toBe('1952');
  });

  it('is the same there and back', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.constantFrom(4, 7, 10), (date, length) => {
        const iso = date.toISOString().slice(0, length);
        expect(fromNgay(toNgay(iso))).toBe(iso);
      }),
    );
  });

  it('is a real one or none, whatever is sent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{8}$/)), (text) => {
        const iso = fromNgay(text);
        if (iso?.length === 10) expect(Temporal.PlainDate.from(iso).toString()).toBe(iso);
      }),
    );
  });
});

describe('a time', () => {
  it('is the hospital’s own', () => {
    expect(toNgayGio('2026-11-23T08:15:30+07:00')).toBe('202611230815');
    expect(fromNgayGio('202611230815', 'Asia/Ho_Chi_Minh')).toBe('2026-11-23T08:15:00+07:00');
  });

  it.each(['', '202611232515', '20261123', '202602300815', '2026-11-23T08'])('is not read from %j', (text) => {
    expect(fromNgayGio(text, 'Asia/Ho_Chi_Minh')).toBeNull();
  });

  it('of day has hours and minutes', () => {
    expect(['0730', '2359', '2400', '730', '07:30'].map(fromGio)).toEqual(['07:30', '23:59', null, null, null]);
  });
});

it('sex and session have their codes', () => {
  expect((['male', 'female', null] as const).map(toGioiTinh)).toEqual(['1', '2', '3']);
  expect(['1', '2', '3', 'x', null].map(fromGioiTinh)).toEqual(['male', 'female', null, null, null]);
  expect([buoi.to('morning'), buoi.from('CHIEU'), buoi.from('TOI')]).toEqual(['SANG', 'afternoon', null]);
});
