import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from '../emrtd/bytes.ts';
import { encodeTlv } from '../emrtd/tlv.ts';
import { parseDg13, type Dg13 } from './dg13.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (value: string, tag = 0x0c): Uint8Array => encodeTlv(tag, utf8(value));
const field = (id: number, ...values: Uint8Array[]): Uint8Array =>
  encodeTlv(0x30, encodeTlv(0x02, Uint8Array.of(id)), ...values);
const dg13 = (...fields: Uint8Array[]): Uint8Array =>
  encodeTlv(0x6d, encodeTlv(0x30, fromHex('020101'), fromHex('06032a0304'), encodeTlv(0x31, ...fields)));

const parsed = (...fields: Uint8Array[]): Dg13 => {
  const result = parseDg13(dg13(...fields));
  if (!result.ok) throw new Error(result.detail);
  return result.fields;
};

/** Fields 1 to 7 of an invented card, as bytes. */
const SAMPLE = fromHex(
  '3011020101130c303031303835303132333435' +
    '30150201020c104e677579e1bb856e2056c4836e20416e' +
    '300f020103130a31352f30332f31393835' +
    '30080201040c034e616d' +
    '300f0201050c0a5669e1bb8774204e616d' +
    '30090201060c044b696e68' +
    '300b0201070c064b68c3b46e67',
);

describe('DG13', () => {
  it('reads the sample fields', () => {
    expect(parsed(SAMPLE)).toMatchObject({
      idNumber: '001085012345',
      fullName: 'Nguyễn Văn An',
      birthDate: '1985-03-15',
      sex: 'male',
      nationality: 'Việt Nam',
      ethnicity: 'Kinh',
      religion: 'Không',
      hometown: null,
      expiry: null,
      spouses: [],
      extras: {},
    });
  });

  it('reads the fields behind them, an address in long form among them', () => {
    const address = 'Thôn Một, '.repeat(15) + 'Hà Nội';
    const fields = parsed(
      field(8, text('Hà Nội')),
      field(9, text(address)),
      field(10, text('Nốt ruồi C:1cm trên sau cánh mũi trái')),
      field(11, text('10/05/2023', 0x13)),
      field(12, text('15/03/2045')),
      field(13, encodeTlv(0x30, text('Nguyễn Văn Bố')), encodeTlv(0x30, text('Trần Thị Mẹ'))),
      field(14, encodeTlv(0x30, text('Lê Thị Vợ'))),
      field(15, text('012345678', 0x13)),
      field(16, text('0123456789ABCDEF', 0x13)),
    );
    expect(fields).toEqual({
      idNumber: null,
      fullName: null,
      birthDate: null,
      sex: null,
      nationality: null,
      ethnicity: null,
      religion: null,
      hometown: 'Hà Nội',
      residence: address,
      distinguishingMarks: 'Nốt ruồi C:1cm trên sau cánh mũi trái',
      issueDate: '2023-05-10',
      expiry: { kind: 'date', date: '2045-03-15' },
      father: 'Nguyễn Văn Bố',
      mother: 'Trần Thị Mẹ',
      spouses: ['Lê Thị Vợ'],
      oldIdNumber: '012345678',
      undocumentedCode: '0123456789ABCDEF',
      extras: {},
      unnumbered: [],
    });
  });

  it.each(Array.from({ length: 16 }, (_, index) => index + 1))('takes an empty field %i for nothing', (id) => {
    expect(parsed(field(id))).toEqual(parsed());
  });

  it.each(['', '-', '  '])('takes the text %j for nothing', (empty) => {
    expect(parsed(field(6, text(empty))).ethnicity).toBeNull();
    expect(parsed(field(12, text(empty)))).toMatchObject({ expiry: null, extras: {} });
  });

  it.each([
    ['15/03/1985', '1985-03-15'],
    ['00/03/1985', '1985-03'],
    ['03/1985', '1985-03'],
    ['00/00/1952', '1952'],
    ['1952', '1952'],
    ['29/02/2000', '2000-02-29'],
  ])('reads the date %s', (printed, iso) => {
    expect(parsed(field(3, text(printed, 0x13))).birthDate).toBe(iso);
  });

  it.each(['31/02/1985', '00/13/1985', '15/13/1985', '15/00/1985', '15/03/0000', '15-03-1985', 'x'])(
    'keeps the date %s for people to look at',
    (printed) => {
      const raw = text(printed, 0x13);
      const fields = parsed(field(3, raw), field(11, raw), field(12, raw));
      expect(fields).toMatchObject({ birthDate: null, issueDate: null, expiry: null });
      expect(Object.keys(fields.extras)).toEqual(['3', '11', '12']);
    },
  );

  it.each(['Không thời hạn', 'KHÔNG THỜI HẠN', 'Không  thời hạn', 'Không thời hạn'.normalize('NFD')])(
    'knows a card without expiry: %s',
    (printed) => {
      expect(parsed(field(12, text(printed))).expiry).toEqual({ kind: 'no-expiry' });
    },
  );

  it.each([
    ['Nam', 'male'],
    ['Nữ', 'female'],
    ['NỮ', 'female'],
    ['Female', 'female'],
  ])('reads the sex %s', (printed, sex) => {
    expect(parsed(field(4, text(printed))).sex).toBe(sex);
  });

  it('keeps an unknown sex in the extras', () => {
    expect(parsed(field(4, text('X')))).toMatchObject({ sex: null, extras: { 4: '0c0158' } });
  });

  it('tells a missing father from a missing mother', () => {
    const mother = encodeTlv(0x30, text('Trần Thị Mẹ'));
    expect(parsed(field(13, encodeTlv(0x30), mother))).toMatchObject({ father: null, mother: 'Trần Thị Mẹ' });
    expect(parsed(field(13, encodeTlv(0x30, text('Cha'))))).toMatchObject({ father: 'Cha', mother: null });
    expect(parsed(field(13, text('Cha'), text('')))).toMatchObject({ father: 'Cha', mother: null });
  });

  it('reads more than one spouse', () => {
    const fields = parsed(field(14, encodeTlv(0x30, text('Một')), encodeTlv(0x30), encodeTlv(0x30, text('Hai'))));
    expect(fields.spouses).toEqual(['Một', 'Hai']);
  });

  it('keeps what it does not know, as bytes', () => {
    const three = [text('a'), text('b'), text('c')];
    const fields = parsed(
      field(17, text('mới')),
      encodeTlv(0x30, fromHex('02020101'), text('a')),
      field(2, encodeTlv(0x0c, Uint8Array.of(0xff))),
      field(6, text('a'), text('b')),
      field(7, encodeTlv(0x30)),
      field(13, ...three),
      field(14, encodeTlv(0x30, Uint8Array.of(0x0c, 0x05))),
    );
    expect(fields.extras).toEqual({
      2: '0c01ff',
      6: '0c01610c0162',
      7: '3000',
      13: '0c01610c01620c0163',
      14: '30020c05',
      17: '0c056de1bb9b69',
      257: '0c0161',
    });
  });

  it.each([
    ['that is no sequence', text('a'), '0c0161'],
    ['without a number', encodeTlv(0x30, text('a')), '30030c0161'],
    ['without anything', encodeTlv(0x30), '3000'],
    ['with an empty number', encodeTlv(0x30, encodeTlv(0x02)), '30020200'],
    ['with a huge number', encodeTlv(0x30, encodeTlv(0x02, new Uint8Array(3))), '30050203000000'],
    ['with a number that came before', field(6, text('b')), '30060201060c0162'],
    ['cut off inside', encodeTlv(0x30, fromHex('0201060c05')), '30050201060c05'],
  ])('keeps an entry %s beside the others', (_, entry, hex) => {
    expect(parsed(field(6, text('a')), entry, field(7, text('c')))).toEqual({
      ...parsed(),
      ethnicity: 'a',
      religion: 'c',
      unnumbered: [hex],
    });
  });

  it('takes an octet string for text', () => {
    expect(parsed(field(2, text('Nguyễn Văn An', 0x04))).fullName).toBe('Nguyễn Văn An');
    expect(parsed(field(13, encodeTlv(0x30, text('Cha', 0x04)))).father).toBe('Cha');
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['another group', encodeTlv(0x61, encodeTlv(0x30))],
    ['no set', encodeTlv(0x6d, encodeTlv(0x30))],
    ['a file cut off', dg13(SAMPLE).subarray(0, -1)],
  ])('refuses %s', (_, bytes) => {
    expect(parseDg13(bytes)).toMatchObject({ ok: false });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void parseDg13(bytes)));
    const whole = dg13(SAMPLE);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (index, value) => {
        const damaged = Uint8Array.from(whole);
        damaged[index] = value;
        parseDg13(damaged);
        parseDg13(concat(whole.subarray(0, index)));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.uint8Array({ maxLength: 20 }))), (entries) => {
        parseDg13(dg13(...entries.map(([id, value]) => field(id, value))));
      }),
    );
  });

  const PLAIN = {
    ...({ 1: 'idNumber', 2: 'fullName', 5: 'nationality', 6: 'ethnicity', 7: 'religion' } as const),
    ...({ 8: 'hometown', 9: 'residence', 10: 'distinguishingMarks' } as const),
    ...({ 15: 'oldIdNumber', 16: 'undocumentedCode' } as const),
  };
  it('reads any choice of fields in any order, each in any of the three string types', () => {
    const content = fc.record({
      id: fc.constantFrom(...([1, 2, 5, 6, 7, 8, 9, 10, 15, 16] as const)),
      value: fc.stringMatching(/^[A-Za-zÀ-ɏẠ-ỹ0-9]{1,40}$/).map((value) => value.normalize('NFC')),
      tag: fc.constantFrom(0x0c, 0x13, 0x04),
    });
    fc.assert(
      fc.property(fc.uniqueArray(content, { selector: ({ id }) => id }), (entries) => {
        const expected: Partial<Dg13> = {};
        for (const { id, value } of entries) expected[PLAIN[id]] = value;
        expect(parsed(...entries.map(({ id, value, tag }) => field(id, text(value, tag))))).toEqual({
          ...parsed(),
          ...expected,
        });
      }),
    );
  });

  it('keeps every unknown field, whatever it holds', () => {
    const unknown = fc.tuple(fc.integer({ min: 17, max: 127 }), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.uniqueArray(unknown, { selector: ([id]) => id }), (entries) => {
        const fields = parsed(...entries.map(([id, value]) => field(id, encodeTlv(0x0c, value))));
        expect(fields.extras).toEqual(
          Object.fromEntries(entries.map(([id, value]) => [id, toHex(encodeTlv(0x0c, value))])),
        );
      }),
    );
  });

  it('gives back every text it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (value) => {
        const expected = value.normalize('NFC').trim();
        fc.pre(!/^\p{Pd}?$/u.test(expected) && !expected.startsWith('\ufeff') && !value.startsWith('\ufeff'));
        expect(parsed(field(9, text(value))).residence).toBe(expected);
      }),
    );
  });
});
