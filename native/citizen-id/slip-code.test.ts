import { describe, expect, it } from 'vitest';
import { parseCode } from './parse-code.ts';
import { FORMATS, parse, utf8 } from './parse-code-testing.ts';

const nothing = { kind: 'unknown', reason: 'no-known-format' };

describe('a patient code', () => {
  it('is one when the whole text has the form', () => {
    expect(parse('BN26001047\r\n')).toEqual({ kind: 'patient-code', patientCode: 'BN26001047' });
    for (const text of ['xBN26001047', 'BN260010475', 'xbn26001047', 'BN26001047 BN26001048']) {
      expect(parse(text)).toEqual(nothing);
    }
  });

  it('is as printed where a scanner or a hand made small letters of it, and as it is where the hospital prints those', () => {
    expect(parse('bn26001047')).toEqual({ kind: 'patient-code', patientCode: 'BN26001047' });
    const formats = { ...FORMATS, patientCode: /[A-Za-z]{2}\d{8}/ };
    expect(parseCode(utf8('bn26001047'), formats)).toEqual({ kind: 'patient-code', patientCode: 'bn26001047' });
  });

  it.each([/BN\d{8}/, /^BN\d{8}/, /(BN)?\d{8}$/, /x|BN\d{8}/, /BN\d{8}/my, /bn\d{8}/gi])(
    'is whole, whatever anchors, alternatives and flags %s has',
    (patientCode) => {
      const formats = { ...FORMATS, patientCode };
      for (const _again of [1, 2]) {
        expect(parseCode(utf8('BN26001047'), formats)).toMatchObject({ kind: 'patient-code' });
        expect(parseCode(utf8('BN26001047x'), formats)).toEqual(nothing);
        expect(parseCode(utf8('y BN26001047'), formats)).toEqual(nothing);
      }
    },
  );
});

describe('a slip', () => {
  it.each([
    ['LH26001047', 'appointment'],
    ['HK26001047', 're-examination'],
    ['CT26001047', 'referral'],
  ])('%s: %s, as printed', (text, slip) => {
    expect(parse(text)).toEqual({ kind: 'appointment', slip, slipCode: text });
    expect(parse(text.toLowerCase())).toEqual({ kind: 'appointment', slip, slipCode: text });
    expect(parse(`${text}0`)).toEqual(nothing);
    expect(parse(`1${text}`)).toEqual(nothing);
  });

  it('has the form that the hospital gave it', () => {
    const formats = { ...FORMATS, appointment: /hen-\p{L}+\/\d+/u };
    expect(parseCode(utf8('hen-đá/12'), formats)).toEqual({
      kind: 'appointment',
      slip: 'appointment',
      slipCode: 'HEN-ĐÁ/12',
    });
  });

  it('comes behind a patient code of the same form', () => {
    const formats = { ...FORMATS, patientCode: /[A-Z]{2}\d{8}/ };
    expect(parseCode(utf8('LH26001047'), formats)).toMatchObject({ kind: 'patient-code' });
  });

  it('is short', () => {
    const formats = { ...FORMATS, referral: /x+/ };
    expect(parseCode(utf8('x'.repeat(128)), formats)).toMatchObject({ slip: 'referral' });
    expect(parseCode(utf8('x'.repeat(129)), formats)).toEqual(nothing);
  });
});

describe('a code of VNeID', () => {
  it.each(['VNEID:0123456789abcdef', 'VNEID|0123456789|abcdef', `VNEID.${'x'.repeat(480)}`])(
    'is a token as it is: %s',
    (token) => {
      expect(parse(`${token}\r`)).toEqual({ kind: 'vneid', token });
    },
  );

  it.each(['VNEID:short', 'vneid:0123456789abcdef', `VNEID:${'x'.repeat(481)}`])('%s is none', (text) => {
    expect(parse(text)).toEqual(nothing);
  });

  it('is none where the hospital has no form for it', () => {
    expect(parseCode(utf8('VNEID:0123456789abcdef'), { ...FORMATS, vneid: /(?!)/ })).toEqual(nothing);
  });
});
