import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCode } from './parse-code.ts';
import {
  FORMATS,
  hexOf,
  insuranceCards,
  NEW_FORM_CARD,
  OLD_FORM_CARD,
  OLD_FORM_TOKENS,
  oldFormWith,
  parse,
  utf8,
} from './parse-code-testing.ts';

const malformed = { kind: 'unknown', reason: 'malformed-bhyt' };

describe('an insurance card', () => {
  it('of the old form: fifteen tokens, fifteen characters of number', () => {
    expect(parse(OLD_FORM_CARD)).toEqual({
      kind: 'bhyt',
      cardNumber: 'GD4010123456789',
      insuranceCode: '0123456789',
      fullName: 'Nguyễn Văn An',
      birthDate: '1985-03-15',
      sex: 'male',
      address: 'Số 1 Phố Huế, Hà Nội',
      facilityCode: '01005',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      fiveYearDate: '2025-01-01',
      parentName: null,
      warnings: [],
    });
  });

  it('of the new form: seventeen tokens, ten digits of number', () => {
    expect(parse(NEW_FORM_CARD)).toEqual({
      kind: 'bhyt',
      cardNumber: '0123456789',
      insuranceCode: '0123456789',
      fullName: 'Nguyễn Văn An',
      birthDate: '1985-03-15',
      sex: 'male',
      address: null,
      facilityCode: '01005',
      validFrom: '2026-01-01',
      validTo: null,
      fiveYearDate: '2025-01-01',
      parentName: null,
      warnings: [],
    });
  });

  it.each([
    ['byte order mark', `\uFEFF${OLD_FORM_CARD}`],
    ['CR LF', `${OLD_FORM_CARD}\r\n`],
    ['NUL padding', `${OLD_FORM_CARD}\0\0`],
    ['what was in the buffer before', `${OLD_FORM_CARD}\x007102|$\0`],
    ['small letters in its number', OLD_FORM_CARD.replace('GD', 'gd')],
    ['blanks around tokens', OLD_FORM_TOKENS.map((token) => ` ${token} `).join('|')],
    ['hexadecimal capitals', OLD_FORM_CARD.replaceAll(/[0-9a-f]{20,}/g, (hex) => hex.toUpperCase())],
    ['decomposed letters', oldFormWith(1, hexOf('Nguyễn Văn An'.normalize('NFD')))],
    ['invisible characters in its name', oldFormWith(1, hexOf('\uFEFFNguyễn \u202EVăn An\0'))],
    ['another dash for nothing', oldFormWith(10, '–')],
  ])('with %s is the same', (_case, text) => {
    expect(parse(text)).toEqual(parse(OLD_FORM_CARD));
  });

  it('is the same with bytes of another text behind its end', () => {
    const bytes = Buffer.concat([utf8(OLD_FORM_CARD), Uint8Array.of(0, 0xff, 0xfe, 0x41)]);
    expect(parseCode(bytes, FORMATS)).toEqual(parse(OLD_FORM_CARD));
  });

  it('of a child names a parent', () => {
    expect(parse(oldFormWith(10, hexOf('Trần Thị Mẹ')))).toMatchObject({ parentName: 'Trần Thị Mẹ', warnings: [] });
  });

  it.each([
    [2, '15/03/1985', 'birthDate', '1985-03-15'],
    [2, '5/3/1985', 'birthDate', '1985-03-05'],
    [2, '1985', 'birthDate', '1985'],
    [2, '3/1985', 'birthDate', '1985-03'],
    [2, '00/00/1952', 'birthDate', '1952'],
    [3, '2', 'sex', 'female'],
    [3, 'Nữ', 'sex', 'female'],
    [5, '01-005', 'facilityCode', '01005'],
    [5, '01005', 'facilityCode', '01005'],
    [5, '01 – 005', 'facilityCode', '01005'],
    [5, '79 - a1b', 'facilityCode', '79A1B'],
    [6, '1/1/2026', 'validFrom', '2026-01-01'],
    [7, '-', 'validTo', null],
    [7, '', 'validTo', null],
    [12, ' 01/01/2025', 'fiveYearDate', '2025-01-01'],
    [12, '-', 'fiveYearDate', null],
    [5, '-', 'facilityCode', null],
  ])('token %i, %j: %s is %s', (index, token, key, value) => {
    expect(parse(oldFormWith(index, token))).toMatchObject({ kind: 'bhyt', [key]: value, warnings: [] });
  });

  it.each([
    'GD4010123456789|',
    `${OLD_FORM_TOKENS.slice(0, 12).join('|')}`,
    '0123456789|4e|',
    oldFormWith(0, 'GD6010123456789'),
    oldFormWith(0, '4D4010123456789'),
    oldFormWith(0, 'GD401012345678X'),
  ])('%j is malformed', (text) => {
    expect(parse(text)).toEqual(malformed);
  });

  it('cut off before the thirteenth token is malformed, wherever it was cut', () => {
    const whole = OLD_FORM_TOKENS.slice(0, 12).join('|').length;
    for (let length = 'GD4010123456789|'.length; length <= whole; length += 1) {
      expect(parse(OLD_FORM_CARD.slice(0, length))).toEqual(malformed);
    }
  });
});

describe('what is odd is a warning, never a refusal', () => {
  it.each([
    ['token-count-unusual', OLD_FORM_TOKENS.slice(0, 13).join('|'), {}],
    ['token-count-unusual', `${OLD_FORM_TOKENS.slice(0, 13).join('|')}$`, { fiveYearDate: '2025-01-01' }],
    ['token-count-unusual', `${OLD_FORM_CARD}|`, {}],
    ['object-code-unknown', oldFormWith(0, 'ZZ4010123456789'), { cardNumber: 'ZZ4010123456789' }],
    ['legacy-number', oldFormWith(0, 'GD401AB23456789'), { cardNumber: 'GD401AB23456789', insuranceCode: null }],
    ['name-missing', oldFormWith(1, '-'), { fullName: null }],
    ['name-missing', oldFormWith(1, hexOf(' - ')), { fullName: null }],
    ['name-not-hex', oldFormWith(1, 'Nguyễn Văn An'), { fullName: 'Nguyễn Văn An' }],
    ['name-not-hex', oldFormWith(1, '4e6'), { fullName: '4e6' }],
    ['name-not-hex', oldFormWith(1, '4eff'), { fullName: '4eff' }],
    ['name-not-hex', oldFormWith(1, hexOf('An\x1bAn')), { fullName: '416e1b416e' }],
    ['name-missing', oldFormWith(1, hexOf('Nguy\uFFFDn V\uFFFDn An')), { fullName: null }],
    ['address-not-hex', oldFormWith(4, 'H\uFFFD N\uFFFDi'), { address: null }],
    ['birth-date-missing', oldFormWith(2, '-'), { birthDate: null }],
    ['birth-date-unreadable', oldFormWith(2, '31/02/1985'), { birthDate: null }],
    ['birth-date-unreadable', oldFormWith(2, '15031985'), { birthDate: null }],
    ['birth-date-unreadable', oldFormWith(2, '15/03/1885'), { birthDate: null }],
    ['birth-date-unreadable', oldFormWith(2, '0000'), { birthDate: null }],
    ['birth-date-unreadable', oldFormWith(2, '13/1985'), { birthDate: null }],
    ['birth-date-in-future', oldFormWith(2, '23/11/2026'), { birthDate: '2026-11-23' }],
    ['sex-unreadable', oldFormWith(3, '0'), { sex: null }],
    ['sex-unreadable', oldFormWith(3, '-'), { sex: null }],
    ['address-not-hex', oldFormWith(4, 'Hà Nội'), { address: 'Hà Nội' }],
    ['facility-code-unreadable', oldFormWith(5, '01 - 05'), { facilityCode: null }],
    ['validity-start-missing', oldFormWith(6, '-'), { validFrom: null }],
    ['validity-unreadable', oldFormWith(6, '2026'), { validFrom: null }],
    ['validity-unreadable', oldFormWith(7, '31/06/2026'), { validTo: null }],
    ['validity-over', oldFormWith(7, '21/11/2026'), { validTo: '2026-11-21' }],
    ['validity-not-begun', oldFormWith(6, '23/11/2026'), { validFrom: '2026-11-23' }],
    ['five-year-date-unreadable', oldFormWith(12, '01/01'), { fiveYearDate: null }],
    ['parent-name-not-hex', oldFormWith(10, 'Mẹ'), { parentName: 'Mẹ' }],
  ])('%s', (warning, text, fields) => {
    expect(parse(text)).toMatchObject({ kind: 'bhyt', warnings: [warning], ...fields });
  });

  it('validity-reversed', () => {
    expect(parse(OLD_FORM_TOKENS.with(6, '01/12/2027').with(7, '30/11/2027').join('|'))).toMatchObject({
      warnings: ['validity-reversed', 'validity-not-begun'],
    });
  });

  it('the first and the last day are in order', () => {
    expect(parse(OLD_FORM_TOKENS.with(6, '22/11/2026').with(7, '22/11/2026').join('|'))).toMatchObject({
      warnings: [],
    });
  });

  it('knows nothing of past and future without being told the day', () => {
    const { today: _today, ...timeless } = FORMATS;
    for (const text of [oldFormWith(7, '01/01/2026'), oldFormWith(2, '01/01/2999')]) {
      expect(parseCode(utf8(text), timeless)).toMatchObject({ kind: 'bhyt', warnings: [] });
    }
  });
});

describe('a number without a card', () => {
  const nothing = {
    fullName: null,
    birthDate: null,
    sex: null,
    address: null,
    facilityCode: null,
    validFrom: null,
    validTo: null,
    fiveYearDate: null,
    parentName: null,
    warnings: [],
  };

  it.each([
    ['GD4010123456789', 'GD4010123456789'],
    ['te1aa0123456789', 'TE1AA0123456789'],
    ['0123456789', '0123456789'],
  ])('%s', (text, cardNumber) => {
    expect(parse(text)).toEqual({ kind: 'bhyt', cardNumber, insuranceCode: '0123456789', ...nothing });
  });

  it('with an object code that nobody knows is odd', () => {
    expect(parse('ZZ4010123456789')).toMatchObject({ kind: 'bhyt', warnings: ['object-code-unknown'] });
  });

  it.each(['GD401AA12345678', 'gd401a112345678', 'GD4011A12345678'])(
    '%s has letters where others have digits',
    (text) => {
      const cardNumber = text.toUpperCase();
      expect(parse(text)).toEqual({
        ...{ kind: 'bhyt', cardNumber, insuranceCode: null, ...nothing },
        warnings: ['legacy-number'],
      });
    },
  );

  it.each([
    'GD0010123456789',
    'GD401AAA2345678',
    'GD6010123456789',
    'GD401012345678',
    '012345678',
    '01234567890',
    '٠١٢٣٤٥٦٧٨٩',
  ])('%s is none', (text) => {
    expect(parse(text)).toEqual({ kind: 'unknown', reason: 'no-known-format' });
  });

  it('of ten digits is a patient code where the hospital says so', () => {
    const formats = { ...FORMATS, patientCode: /^\d{10}$/ };
    expect(parseCode(utf8('0123456789'), formats)).toEqual({ kind: 'patient-code', patientCode: '0123456789' });
    expect(parseCode(utf8(NEW_FORM_CARD), formats)).toMatchObject({ kind: 'bhyt' });
  });
});

describe('at random', () => {
  it('takes any tokens behind a number', () => {
    const token = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('-', '$', '', '15/03/1985', '4e67'));
    fc.assert(
      fc.property(fc.array(token, { maxLength: 20 }), (tokens) => {
        expect(parse(['GD4010123456789', 'x', ...tokens].join('|')).kind).toMatch(/^(bhyt|unknown)$/);
      }),
    );
  });

  it('reads back every code that follows the layout', () => {
    fc.assert(
      fc.property(insuranceCards, fc.constantFrom('', '\r', '\n', '\r\n', '\0'), ({ text, code }, end) => {
        expect(parse(text + end)).toEqual(code);
      }),
    );
  });
});
