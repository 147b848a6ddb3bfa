import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mrz } from './chip.ts';
import { parseDg1, parseMrz } from './dg1.ts';
import { checkDigit } from './keys.ts';
import { ascii, dg1, SAMPLE_MRZ } from './testing-documents.ts';
import { encodeTlv } from './tlv.ts';

const parsed = (text: string): Mrz => {
  const result = parseMrz(text);
  if (!result.ok) throw new Error(result.detail);
  return result.mrz;
};

/** ICAO 9303-11, appendix D.2, with the composite check digit that its text prints wrong. */
const TD1 = 'I<UTOL898902C<3<<<<<<<<<<<<<<<' + '6908061F9406236UTO<<<<<<<<<<<2' + 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<';
/** ICAO 9303-11, appendix D.2: a number of twelve characters. */
const TD1_LONG_NUMBER =
  'I<UTOD23145890<7349<<<<<<<<<<<' + '3407127M9507122UTO<<<<<<<<<<<2' + 'STEVENSON<<PETER<JOHN<<<<<<<<<';
/** ICAO 9303-4, appendix B. */
const TD3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<' + 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';

describe('TD1', () => {
  it('reads the worked example', () => {
    expect(parsed(TD1)).toEqual({
      format: 'TD1',
      documentCode: 'I',
      issuingState: 'UTO',
      documentNumber: 'L898902C',
      optionalData: '',
      birthDate: '690806',
      sex: 'F',
      expiryDate: '940623',
      nationality: 'UTO',
      name: { primary: 'ERIKSSON', secondary: 'ANNA MARIA' },
      wrongCheckDigits: [],
    });
  });

  it('reads a document number that goes on in the optional data', () => {
    expect(parsed(TD1_LONG_NUMBER)).toMatchObject({
      documentNumber: 'D23145890734',
      optionalData: '',
      wrongCheckDigits: [],
    });
  });

  it('reads the invented Vietnamese card, its personal number first in the optional data', () => {
    expect(parsed(SAMPLE_MRZ)).toMatchObject({
      documentCode: 'ID',
      issuingState: 'VNM',
      documentNumber: '085012345',
      optionalData: '001085012345 3',
      birthDate: '850315',
      sex: 'M',
      expiryDate: '450315',
      nationality: 'VNM',
      name: { primary: 'NGUYEN', secondary: 'VAN AN' },
      wrongCheckDigits: [],
    });
  });

  it.each([
    [5, ['documentNumber', 'composite']],
    [14, ['documentNumber', 'composite']],
    [15, ['composite']],
    [30, ['birthDate', 'composite']],
    [36, ['birthDate', 'composite']],
    [38, ['expiryDate', 'composite']],
    [44, ['expiryDate', 'composite']],
    [59, ['composite']],
  ])('notices a digit changed at %i', (index, names) => {
    const digit = String((Number(SAMPLE_MRZ.charAt(index)) + 1) % 10);
    const changed = SAMPLE_MRZ.slice(0, index) + digit + SAMPLE_MRZ.slice(index + 1);
    expect(parsed(changed).wrongCheckDigits).toEqual(names);
  });

  it('calls a number without check digit and without the rest of it wrong', () => {
    const open = TD1.slice(0, 14) + '<' + TD1.slice(15);
    expect(parsed(open).wrongCheckDigits).toContain('documentNumber');
  });
});

describe('TD3', () => {
  it('reads the worked example of 9303-4', () => {
    expect(parsed(TD3)).toEqual({
      format: 'TD3',
      documentCode: 'P',
      issuingState: 'UTO',
      documentNumber: 'L898902C3',
      optionalData: 'ZE184226B',
      birthDate: '740812',
      sex: 'F',
      expiryDate: '120415',
      nationality: 'UTO',
      name: { primary: 'ERIKSSON', secondary: 'ANNA MARIA' },
      wrongCheckDigits: [],
    });
  });

  it('forgives a filler for the check digit of empty optional data', () => {
    const upTo = TD3.slice(0, 72) + '<'.repeat(15);
    const [line2] = [upTo.slice(44)];
    const composite = checkDigit(line2.slice(0, 10) + line2.slice(13, 20) + line2.slice(21, 43))!;
    expect(parsed(upTo + composite)).toMatchObject({ optionalData: '', wrongCheckDigits: [] });
  });

  it.each([
    [44, ['documentNumber', 'composite']],
    [57, ['birthDate', 'composite']],
    [65, ['expiryDate', 'composite']],
    [74, ['optionalData', 'composite']],
    [86, ['optionalData', 'composite']],
    [87, ['composite']],
  ])('notices a character changed at %i', (index, names) => {
    const character = TD3.charAt(index) === '7' ? '8' : '7';
    const changed = TD3.slice(0, index) + character + TD3.slice(index + 1);
    expect(parsed(changed).wrongCheckDigits).toEqual(names);
  });

  it('keeps an unspecified sex and a single name', () => {
    const mrz = parsed('P<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<' + TD3.slice(44, 64) + '<' + TD3.slice(65));
    expect(mrz).toMatchObject({ sex: '<', name: { primary: 'ARKFREITH', secondary: '' } });
    const full = parsed('P<UTO' + 'A'.repeat(39) + TD3.slice(44));
    expect(full.name).toEqual({ primary: 'A'.repeat(39), secondary: '' });
  });
});

describe('DG1', () => {
  it('holds the zone', () => {
    expect(parseDg1(dg1())).toMatchObject({ ok: true, mrz: { format: 'TD1' } });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['another group', encodeTlv(0x75, encodeTlv(0x5f1f, ascii(SAMPLE_MRZ)))],
    ['no zone', encodeTlv(0x61, encodeTlv(0x5f1e, ascii(SAMPLE_MRZ)))],
    ['a zone of another length', dg1(SAMPLE_MRZ.slice(1))],
    ['a TD2 zone', dg1('<'.repeat(72))],
    ['small letters', dg1(SAMPLE_MRZ.toLowerCase())],
    ['bytes outside ASCII', encodeTlv(0x61, encodeTlv(0x5f1f, new Uint8Array(90).fill(0xc4)))],
    ['a group cut off', dg1().subarray(0, -1)],
  ])('does not hold %s', (_, bytes) => {
    expect(parseDg1(bytes)).toMatchObject({ ok: false });
  });

  it('never throws, and judges every digit of any zone', () => {
    const zone = fc
      .constantFrom(90, 88)
      .chain((size) =>
        fc.string({ unit: fc.constantFrom(...'0123456789ABCXYZ<<<'), minLength: size, maxLength: size }),
      );
    fc.assert(
      fc.property(zone, (text) => {
        const mrz = parsed(text);
        expect(JSON.stringify(mrz.name) + mrz.optionalData + mrz.documentNumber).not.toContain('<');
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => void parseDg1(bytes)));
    fc.assert(fc.property(fc.string(), (text) => void parseMrz(text)));
  });
});
