import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCode } from './parse-code.ts';
import {
  CITIZEN_CARD as SAMPLE,
  CITIZEN_FIELDS,
  citizenCards,
  citizenCardWith as sampleWith,
  FORMATS,
  parse,
  utf8,
} from './parse-code-testing.ts';

const malformed = { kind: 'unknown', reason: 'malformed-cccd' };

describe('a citizen card', () => {
  it('of 2021: seven fields', () => {
    expect(parse(SAMPLE)).toEqual({
      kind: 'cccd',
      idNumber: '001085012345',
      oldIdNumber: '012345678',
      fullName: 'Nguyễn Văn An',
      birthDate: '1985-03-15',
      sex: 'male',
      residence: 'Số 1 Phố Huế, Phường Ngô Thì Nhậm, Hai Bà Trưng, Hà Nội',
      issueDate: '2023-05-10',
      expiryCandidates: ['2045-03-15', '2025-03-15'],
      warnings: [],
    });
  });

  it('without an old number: the empty field stays a field', () => {
    expect(parse('001185012345||Trần Thị Bình|02091985|Nữ|Thôn 1, Xã An Bình, Hà Nội|10052023')).toMatchObject({
      oldIdNumber: null,
      fullName: 'Trần Thị Bình',
      sex: 'female',
      warnings: [],
    });
  });

  it('of 2024: eleven fields, the last four unread', () => {
    expect(parse(`${SAMPLE}||||`)).toEqual(parse(SAMPLE));
    expect(parse(`${SAMPLE}|x|Nguyễn Văn Bố|Trần Thị Mẹ|`)).toEqual(parse(SAMPLE));
  });

  it('of a child: valid until fourteen', () => {
    expect(parse('001220012345||Lê Gia Hân|01092020|Nam|Hà Nội|01122024||||')).toMatchObject({
      kind: 'cccd',
      expiryCandidates: expect.arrayContaining(['2034-09-01']) as unknown,
    });
  });

  it.each([
    ['byte order mark', `\uFEFF${SAMPLE}`],
    ['CR LF', `${SAMPLE}\r\n`],
    ['NUL padding', `${SAMPLE}\0\0`],
    ['NUL in front', `\0${SAMPLE}`],
    ['spaces around', `  ${SAMPLE} \t`],
    ['spaces inside fields', CITIZEN_FIELDS.map((field) => ` ${field} `).join('|')],
    ['decomposed letters', SAMPLE.normalize('NFD')],
    ['invisible format characters', SAMPLE.replace('Văn', '\u202EV\u200Băn')],
  ])('with %s is the same', (_case, text) => {
    expect(parse(text)).toEqual(parse(SAMPLE));
  });

  it('is the same however its bytes were cut into reads', () => {
    const bytes = utf8(SAMPLE);
    for (let cut = 1; cut < bytes.length; cut += 1) {
      const joined = Buffer.concat([bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(parseCode(joined, FORMATS)).toEqual(parse(SAMPLE));
    }
  });

  it.each([
    ['15031985', '1985-03-15'],
    ['29022000', '2000-02-29'],
    ['031985', '1985-03'],
    ['1985', '1985'],
    ['00031985', '1985-03'],
    ['00001985', '1985'],
  ])('birth date %s is %s', (field, birthDate) => {
    expect(parse(sampleWith(3, field))).toMatchObject({ kind: 'cccd', birthDate });
  });

  it.each([
    '31021985',
    '15131985',
    '15001985',
    '00131985',
    '131985',
    '85',
    '',
    '-',
    '15/03/1985',
    '15031885',
    '1503198',
    '1503l985',
  ])('birth date %j makes it malformed', (field) => {
    expect(parse(sampleWith(3, field))).toEqual(malformed);
  });

  it('has no expiry to try when the day of birth is unknown', () => {
    expect(parse(sampleWith(3, '1985'))).toMatchObject({ expiryCandidates: [] });
  });

  it.each([
    ['Nam', 'male'],
    ['NAM', 'male'],
    ['Male', 'male'],
    ['Nữ', 'female'],
    ['NỮ', 'female'],
    ['Nữ'.normalize('NFD'), 'female'],
    ['Nu', 'female'],
    ['female', 'female'],
    ['FEMALE', 'female'],
    ['Khác', null],
    ['', null],
  ])('sex %j is %s', (field, sex) => {
    expect(parse(sampleWith(4, field))).toMatchObject({ sex });
  });

  it('cut off before the end is malformed, wherever it was cut', () => {
    for (let length = '001085012345|'.length; length < SAMPLE.length; length += 1) {
      const cut = SAMPLE.slice(0, length);
      if (cut.endsWith('|') && cut.split('|').length === 7) continue;
      expect(parse(cut), cut).toEqual(malformed);
    }
  });

  it.each(['', ' ', '-'])('with the name %j is malformed', (name) => {
    expect(parse(sampleWith(2, name))).toEqual(malformed);
  });

  it('that lost letters on the way has a name that says so, and no residence', () => {
    const lost = CITIZEN_FIELDS.with(2, 'Nguy\uFFFDn V\uFFFDn An').with(5, 'H\uFFFD N\uFFFDi').join('|');
    expect(parse(lost)).toMatchObject({
      kind: 'cccd',
      idNumber: '001085012345',
      fullName: 'Nguy\uFFFDn V\uFFFDn An',
      residence: null,
      warnings: ['name-unreadable', 'residence-unreadable'],
    });
    expect(parse(sampleWith(2, 'An\uFFFD'))).toMatchObject({
      residence: CITIZEN_FIELDS[5],
      warnings: ['name-unreadable'],
    });
  });

  it.each(['', '-', ' – '])('with the residence %j has none', (residence) => {
    expect(parse(sampleWith(5, residence))).toMatchObject({ residence: null, warnings: [] });
  });

  it('with a dash for the old number has none', () => {
    expect(parse(sampleWith(1, '-'))).toMatchObject({ oldIdNumber: null, warnings: [] });
  });
});

describe('what is odd is a warning, never a refusal', () => {
  it.each([
    ['field-count-unusual', `${SAMPLE}|`],
    ['field-count-unusual', `${SAMPLE}|||`],
    ['field-count-unusual', `${SAMPLE}|||||`],
    ['old-number-unreadable', sampleWith(1, '12345678')],
    ['sex-unreadable', sampleWith(4, 'X')],
    ['issue-date-missing', sampleWith(6, '')],
    ['issue-date-missing', sampleWith(6, '-')],
    ['issue-date-unreadable', sampleWith(6, '31022023')],
    ['issue-date-unreadable', sampleWith(6, '00052023')],
    ['issue-date-unreadable', `${sampleWith(6, '1005')}||||`],
    ['issue-date-before-birth', sampleWith(6, '14031985')],
    ['issue-date-in-future', sampleWith(6, '23112026')],
    ['number-province-unknown', sampleWith(0, '003085012345')],
    ['number-sex-differs', sampleWith(4, 'Nữ')],
    ['number-birth-year-differs', sampleWith(3, '15031986')],
  ])('%s', (warning, text) => {
    expect(parse(text)).toMatchObject({ kind: 'cccd', warnings: [warning] });
  });

  it('birth-date-in-future', () => {
    expect(parse(sampleWith(3, '23112026'))).toMatchObject({
      warnings: ['issue-date-before-birth', 'birth-date-in-future', 'number-birth-year-differs'],
    });
  });

  it('sees no future without being told the day', () => {
    const { today: _today, ...timeless } = FORMATS;
    expect(parseCode(utf8(sampleWith(6, '10052999')), timeless)).toMatchObject({ warnings: [] });
  });
});

describe('at random', () => {
  it('takes any fields behind a number', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 14 }), (fields) => {
        expect(parse(['001085012345', ...fields].join('|')).kind).toMatch(/^(cccd|unknown)$/);
      }),
    );
  });

  it('reads back every code that follows the layout', () => {
    fc.assert(
      fc.property(citizenCards, fc.constantFrom('', '\r', '\n', '\r\n', '\0'), ({ text, code }, end) => {
        expect(parse(text + end)).toMatchObject(code);
      }),
    );
  });
});
