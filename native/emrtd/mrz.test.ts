import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mrz } from './chip.ts';
import { checkDigit, mrzInformation } from './keys.ts';
import { keyOfMrz, parseMrz, parseZone } from './mrz.ts';
import { SAMPLE_KEY, SAMPLE_MRZ } from './testing-documents.ts';

const parsed = (text: string): Mrz => {
  const result = parseZone(text);
  if (!result.ok) throw new Error(result.detail);
  return result.mrz;
};

/** ICAO 9303-11, appendix D.2, with the composite check digit that its text prints wrong. */
const TD1 = 'I<UTOL898902C<3<<<<<<<<<<<<<<<' + '6908061F9406236UTO<<<<<<<<<<<2' + 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<';
/** ICAO 9303-11, appendix D.2: a number of twelve characters. */
const TD1_LONG_NUMBER =
  'I<UTOD23145890<7349<<<<<<<<<<<' + '3407127M9507122UTO<<<<<<<<<<<2' + 'STEVENSON<<PETER<JOHN<<<<<<<<<';
/** The same two documents as TD2, in the same appendix. */
const TD2 = 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<' + 'L898902C<3UTO6908061F9406236<<<<<<<2';
const TD2_LONG_NUMBER = 'I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<' + 'D23145890<UTO3407127M95071227349<<<8';
/** ICAO 9303-4, appendix B. */
const TD3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<' + 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';

/** What TD1 and TD2 say. */
const WORKED_EXAMPLE = {
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
};

describe('TD1', () => {
  it('reads the worked example', () => {
    expect(parsed(TD1)).toEqual({ format: 'TD1', ...WORKED_EXAMPLE });
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

  it('leaves the check digit alone that the Vietnamese card sets behind its personal number', () => {
    const line1 = SAMPLE_MRZ.slice(0, 29) + '4';
    const line2 = SAMPLE_MRZ.slice(30, 59);
    const composite = checkDigit(line1.slice(5) + line2.slice(0, 7) + line2.slice(8, 15) + line2.slice(18));
    expect(parsed(line1 + line2 + composite + SAMPLE_MRZ.slice(60)).wrongCheckDigits).toEqual([]);
  });

  it('calls a number without check digit and without the rest of it wrong', () => {
    const open = TD1.slice(0, 14) + '<' + TD1.slice(15);
    expect(parsed(open).wrongCheckDigits).toContain('documentNumber');
  });
});

describe('TD2', () => {
  it('reads the worked example', () => {
    expect(parsed(TD2)).toEqual({ format: 'TD2', ...WORKED_EXAMPLE });
  });

  it('reads a document number that goes on in the optional data', () => {
    expect(parsed(TD2_LONG_NUMBER)).toMatchObject({
      documentNumber: 'D23145890734',
      optionalData: '',
      wrongCheckDigits: [],
    });
  });

  it.each([
    [36, ['documentNumber', 'composite']],
    [49, ['birthDate', 'composite']],
    [57, ['expiryDate', 'composite']],
    [64, ['composite']],
    [71, ['composite']],
  ])('notices a character changed at %i', (index, names) => {
    const character = TD2.charAt(index) === '7' ? '8' : '7';
    const changed = TD2.slice(0, index) + character + TD2.slice(index + 1);
    expect(parsed(changed).wrongCheckDigits).toEqual(names);
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

describe('the zone as typed', () => {
  it.each([
    ['in lines', TD3.slice(0, 44) + '\n' + TD3.slice(44) + '\r\n'],
    ['with blanks and small letters', TD3.toLowerCase().replaceAll(/(.{7})/g, '$1 ')],
  ])('is understood %s', (_, text) => {
    expect(parseMrz(text)).toEqual(parseZone(TD3));
  });

  it.each(['', 'P<UTO', TD3 + '<', TD3.replace('<', '-')])('is refused as %j', (text) => {
    expect(parseMrz(text)).toMatchObject({ ok: false });
  });
});

describe('the access key of a zone', () => {
  it('is the one of ICAO 9303-11, appendix D.2, for each size of document', () => {
    for (const zone of [TD1, TD2]) expect(mrzInformation(keyOfMrz(parsed(zone)))).toBe('L898902C<369080619406236');
    for (const zone of [TD1_LONG_NUMBER, TD2_LONG_NUMBER]) {
      expect(mrzInformation(keyOfMrz(parsed(zone)))).toBe('D23145890734934071279507122');
    }
    expect(keyOfMrz(parsed(SAMPLE_MRZ))).toEqual(SAMPLE_KEY);
  });

  it('keeps every filler inside the document number', () => {
    const mrz = parsed('I<UTOAB<<12<C<' + TD1.slice(14));
    expect(mrz.documentNumber).toBe('AB  12 C');
    expect(keyOfMrz(mrz).documentNumber).toBe('AB<<12<C');
  });
});

describe('any zone', () => {
  it('is read without an exception, and without a filler in what people see', () => {
    const zone = fc
      .constantFrom(90, 72, 88)
      .chain((size) =>
        fc.string({ unit: fc.constantFrom(...'0123456789ABCXYZ<<<'), minLength: size, maxLength: size }),
      );
    fc.assert(
      fc.property(zone, (text) => {
        const mrz = parsed(text);
        expect(JSON.stringify(mrz.name) + mrz.optionalData + mrz.documentNumber).not.toContain('<');
        expect(keyOfMrz(mrz).documentNumber).not.toContain(' ');
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parseMrz(text)));
  });
});
