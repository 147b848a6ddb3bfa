import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneNumber } from './phone.ts';

describe('phoneNumber', () => {
  it.each([
    ['0912345678', '0912345678'],
    ['091 234 56 78', '0912345678'],
    ['091.234.5678', '0912345678'],
    ['(091) 234-5678', '0912345678'],
    ['+84912345678', '0912345678'],
    ['+84 912 345 678', '0912345678'],
    ['84912345678', '0912345678'],
    ['0084912345678', '0912345678'],
    ['0312345678', '0312345678'],
    ['0512345678', '0512345678'],
    ['0712345678', '0712345678'],
    ['0812345678', '0812345678'],
    ['024 3825 3531', '02438253531'],
    ['+84 24 3825 3531', '02438253531'],
  ])('%s is %s', (text, expected) => {
    expect(phoneNumber(text)).toBe(expected);
  });

  it.each([
    ['too short', '091234567'],
    ['too long', '09123456789'],
    ['a landline of ten digits', '0243825353'],
    ['of no network', '0412345678'],
    ['a mobile number of before 2018', '01212345678'],
    ['without its zero', '912345678'],
    ['with its zero after the country', '+840912345678'],
    ['of another country', '+33612345678'],
    ['an emergency', '115'],
    ['other digits', '٠٩١٢٣٤٥٦٧٨'],
    ['words', 'call me'],
    ['nothing', ''],
  ])('%s is none: %s', (_case, text) => {
    expect(phoneNumber(text)).toBeNull();
  });

  it('is itself once it is stored, however it was written', () => {
    const digits = fc.stringMatching(/^(?:[35789]\d{8}|2\d{9})$/);
    const gap = fc.constantFrom('', ' ', '.', '-');
    fc.assert(
      fc.property(digits, fc.constantFrom('0', '+84', '84', '0084'), gap, (rest, prefix, between) => {
        const written = `${prefix}${between}${[...rest].join(between)}`;
        expect(phoneNumber(written)).toBe(`0${rest}`);
        expect(phoneNumber(`0${rest}`)).toBe(`0${rest}`);
      }),
    );
  });
});
