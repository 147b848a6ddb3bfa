import { describe, expect, it } from 'vitest';
import { citizenCodeText, specimenPeople } from '../../fixtures/people/person.ts';
import { failureText, keysOf } from './card-keys.ts';
import { printable } from './card-text.ts';
import { exitCodes } from './output.ts';

const TODAY = '2026-03-02';
/** ICAO 9303-5, appendix B and 9303-4, appendix B: the specimen of Utopia. */
const TD1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const TD1_KEY = { documentNumber: 'D23145890', birthDate: '740812', expiryDate: '120415' };

const CODE = citizenCodeText(specimenPeople()[0]!) ?? '';

describe('keys', () => {
  it.each([
    ['line breaks', TD1.join('\n')],
    ['Windows line breaks at the end, too', `${TD1.join('\r\n')}\r\n`],
    ['blanks and small letters', TD1.join(' ').toLowerCase()],
    ['nothing between the lines', TD1.join('')],
  ])('of three machine readable lines with %s', (_name, mrz) => {
    expect(keysOf({ mrz }, TODAY)).toEqual({ ok: true, keys: [TD1_KEY] });
  });

  it('of two machine readable lines', () => {
    const key = { documentNumber: 'L898902C3', birthDate: '740812', expiryDate: '120415' };
    expect(keysOf({ mrz: TD3.join('\n') }, TODAY)).toEqual({ ok: true, keys: [key] });
  });

  it.each([
    ['D231458907', 'D231458917', 'the document number'],
    ['7408122F', '7408123F', 'the birth date'],
    ['1204159UTO', '1104159UTO', 'the expiry date'],
  ])('says what is mistyped: %s as %s', (right, typed, field) => {
    expect(keysOf({ mrz: TD1.join('').replace(right, typed) }, TODAY)).toEqual({
      ok: false,
      detail: `mistyped, by its check digit: ${field}`,
      code: exitCodes.usage,
    });
  });

  it('does not mind other check digits', () => {
    expect(keysOf({ mrz: TD1.join('').replace('<<<6ERIK', '<<<7ERIK') }, TODAY)).toMatchObject({ ok: true });
  });

  it.each(['', 'hello', TD1.slice(0, 2).join('\n'), '<'.repeat(90)])('takes no other lines: %j', (mrz) => {
    expect(keysOf({ mrz }, TODAY)).toMatchObject({ ok: false, code: exitCodes.usage });
  });

  it('of a card access number', () => {
    expect(keysOf({ can: ' 123456 ' }, TODAY)).toEqual({ ok: true, keys: [{ can: '123456' }] });
    expect(keysOf({ can: '12345' }, TODAY)).toMatchObject({ ok: false, code: exitCodes.usage });
  });

  it('of a printed code', () => {
    const result = keysOf({ qr: CODE }, TODAY);
    expect(result).toMatchObject({ ok: true, idNumber: '001092047316' });
    const printed = { documentNumber: '092047316', birthDate: '920418', expiryDate: '320418' };
    expect(result.ok && result.keys).toContainEqual(printed);
  });

  it('not of another code, and not of one that lacks the day of birth', () => {
    expect(keysOf({ qr: 'BN26001047' }, TODAY)).toMatchObject({ ok: false, code: exitCodes.usage });
    const yearOnly = CODE.replace('|18041992|', '|1992|');
    expect(keysOf({ qr: yearOnly }, TODAY)).toMatchObject({ ok: false, code: exitCodes.failed });
  });
});

describe('a failure in words', () => {
  it('asks for what opens the chip', () => {
    expect(failureText({ kind: 'wrong-key', tried: 3, ask: 'mrz' })).toMatch(/3 keys do not fit; .*--mrz/);
    expect(failureText({ kind: 'wrong-key', tried: 1, ask: 'can' })).toMatch(/the key does not fit; .*--can/);
    expect(failureText({ kind: 'wrong-key', tried: 0, ask: 'can' })).toMatch(/no key fits.*--can/);
  });

  it('says what went wrong', () => {
    expect(failureText({ kind: 'protocol', detail: 'no readable SOD' })).toBe(
      'the chip was not read: protocol (no readable SOD)',
    );
    expect(failureText({ kind: 'cancelled' })).toBe('the chip was not read: cancelled');
  });
});

describe('printable text', () => {
  it('keeps every script and no control character', () => {
    expect(printable('Đặng Quốc Khải 山田')).toBe('Đặng Quốc Khải 山田');
    expect(printable('a\u001b[31mb\u009bc\u202ed\r\ne')).toBe('a?[31mb?c?d??e');
  });

  it('has an end', () => {
    expect(printable('x'.repeat(5000))).toHaveLength(2001);
  });
});
