import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provinceNames } from './id-number.ts';
import { parseCode, type CodeFormats } from './parse-code.ts';

const formats: CodeFormats = { patientCode: /BN\d{8}/, today: '2026-11-22' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string) => parseCode(bytes(text), formats);

const SAMPLE_FIELDS = [
  '001085012345',
  '012345678',
  'Nguyễn Văn An',
  '15031985',
  'Nam',
  'Số 1 Phố Huế, Phường Ngô Thì Nhậm, Hai Bà Trưng, Hà Nội',
  '10052023',
];
const SAMPLE = SAMPLE_FIELDS.join('|');
const sampleWith = (index: number, value: string): string => SAMPLE_FIELDS.with(index, value).join('|');

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
    expect(parse(`${SAMPLE}|x|Nguyễn Văn Bố|Trần Thị Mẹ||more`)).toEqual(parse(SAMPLE));
  });

  it.each([
    ['byte order mark', `\uFEFF${SAMPLE}`],
    ['CR LF', `${SAMPLE}\r\n`],
    ['NUL padding', `${SAMPLE}\0\0`],
    ['spaces around', `  ${SAMPLE} \t`],
    ['spaces inside fields', SAMPLE_FIELDS.map((field) => ` ${field} `).join('|')],
    ['decomposed letters', SAMPLE.normalize('NFD')],
    ['invisible format characters', SAMPLE.replace('Văn', '\u202EV\u200Băn')],
  ])('with %s is the same', (_case, text) => {
    expect(parse(text)).toEqual(parse(SAMPLE));
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

  it.each(['31021985', '15131985', '15001985', '131985', '85', '', '15/03/1985', '15031885', '1503198'])(
    'birth date %j makes it malformed',
    (field) => {
      expect(parse(sampleWith(3, field))).toEqual({ kind: 'unknown', reason: 'malformed-cccd' });
    },
  );

  it('has no expiry to try when the day of birth is unknown', () => {
    expect(parse(sampleWith(3, '1985'))).toMatchObject({ expiryCandidates: [] });
  });

  it.each([
    ['Nam', 'male'],
    ['NAM', 'male'],
    ['Male', 'male'],
    ['Nữ', 'female'],
    ['NỮ', 'female'],
    ['female', 'female'],
    ['Khác', null],
    ['', null],
  ])('sex %j is %s', (field, sex) => {
    expect(parse(sampleWith(4, field))).toMatchObject({ sex });
  });

  it('cut off before the end is malformed, wherever it was cut', () => {
    for (let length = SAMPLE_FIELDS[0]!.length + 1; length < SAMPLE.length; length += 1) {
      const cut = SAMPLE.slice(0, length);
      if (cut.endsWith('|') && cut.split('|').length === 7) continue;
      expect(parse(cut), cut).toEqual({ kind: 'unknown', reason: 'malformed-cccd' });
    }
  });

  it('without a name is malformed', () => {
    expect(parse(sampleWith(2, ' '))).toEqual({ kind: 'unknown', reason: 'malformed-cccd' });
  });

  it('without a residence has none', () => {
    expect(parse(sampleWith(5, ''))).toMatchObject({ residence: null, warnings: [] });
  });
});

describe('what is odd is a warning, never a refusal', () => {
  it.each([
    ['field-count-unusual', `${SAMPLE}|`],
    ['old-number-unreadable', sampleWith(1, '12345678')],
    ['sex-unreadable', sampleWith(4, 'X')],
    ['issue-date-missing', sampleWith(6, '')],
    ['issue-date-unreadable', sampleWith(6, '31022023')],
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
    expect(parseCode(bytes(sampleWith(6, '10052999')), { patientCode: /BN\d{8}/ })).toMatchObject({ warnings: [] });
  });
});

describe('other codes', () => {
  it('is a patient code when the whole text has the form', () => {
    expect(parse('BN26001047\r\n')).toEqual({ kind: 'patient-code', patientCode: 'BN26001047' });
    expect(parse('xBN26001047')).toEqual({ kind: 'unknown', reason: 'no-known-format' });
    expect(parse('BN260010475')).toEqual({ kind: 'unknown', reason: 'no-known-format' });
  });

  it('does not depend on the state of the expression it was given', () => {
    const sticky: CodeFormats = { patientCode: /a|BN\d{8}/gi };
    const parseTwice = [1, 2].map(() => parseCode(bytes('bn26001047'), sticky).kind);
    expect(parseTwice).toEqual(['patient-code', 'patient-code']);
  });

  it.each([
    ['', 'empty'],
    [' \0\r\n\uFEFF', 'empty'],
    ['001085012345', 'no-known-format'],
    ['GD4010123456789|4e677579|15/03/1985|1|-|01 - 005|01/01/2024|-|25/12/2023|01|-|4|-|x|$', 'no-known-format'],
    ['https://example.org/', 'no-known-format'],
    ['BN26\x1b001047', 'not-text'],
    [sampleWith(2, 'Nguyễn\0An'), 'not-text'],
  ])('%j is unknown: %s', (text, reason) => {
    expect(parse(text)).toEqual({ kind: 'unknown', reason });
  });

  it('refuses bytes that are no UTF-8', () => {
    const latin = Uint8Array.from(SAMPLE, (letter) => letter.charCodeAt(0) & 0xff);
    expect(parseCode(latin, formats)).toEqual({ kind: 'unknown', reason: 'not-text' });
    expect(parseCode(bytes(SAMPLE).slice(0, 28), formats)).toEqual({ kind: 'unknown', reason: 'not-text' });
  });
});

describe('properties', () => {
  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (input) => {
        expect(parseCode(input, formats).kind).toMatch(/^(cccd|patient-code|ticket|unknown)$/);
      }),
    );
  });

  it('takes any fields behind a number', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 14 }), (fields) => {
        const parsed = parse(['001085012345', ...fields].join('|'));
        expect(parsed.kind).toMatch(/^(cccd|unknown)$/);
      }),
    );
  });

  const words = fc
    .array(fc.stringMatching(/^[A-ZĐÁẾỮ][a-zăâđêôơưạảấầẩẫậắằẳẵặẹẻẽềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]{1,8}$/), {
      minLength: 1,
      maxLength: 8,
    })
    .map((list) => list.join(' '));
  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const compact = (iso: string): string => iso.split('-').reverse().join('');

  it('reads back every code that follows the layout', () => {
    fc.assert(
      fc.property(
        fc.record({
          province: fc.constantFrom(...provinceNames().keys()),
          random: fc.stringMatching(/^\d{6}$/),
          old: fc.option(fc.stringMatching(/^\d{9}$/)),
          fullName: words,
          dates: fc.tuple(day, day).map((pair) => pair.sort()),
          birthDigits: fc.constantFrom(4, 7, 10),
          sex: fc.constantFrom('male' as const, 'female' as const),
          residence: words,
          extra: fc.constantFrom('', '||||'),
          end: fc.constantFrom('', '\r', '\n', '\r\n', '\0'),
        }),
        ({ province, random, old, fullName, dates, birthDigits, sex, residence, extra, end }) => {
          const [birth = '', issue = ''] = dates;
          const birthDate = birth.slice(0, birthDigits);
          const century = (Number(birth.slice(0, 2)) - 19) * 2 + (sex === 'female' ? 1 : 0);
          const idNumber = `${province}${century}${birth.slice(2, 4)}${random}`;
          const sexText = sex === 'male' ? 'Nam' : 'Nữ';
          const fields = [idNumber, old ?? '', fullName, compact(birthDate), sexText, residence, compact(issue)];
          expect(parse(fields.join('|') + extra + end)).toMatchObject({
            kind: 'cccd',
            idNumber,
            oldIdNumber: old,
            fullName: fullName.normalize('NFC'),
            birthDate,
            sex,
            residence: residence.normalize('NFC'),
            issueDate: issue,
            warnings: [],
          });
        },
      ),
    );
  });
});
