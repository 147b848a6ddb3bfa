import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex } from './bytes.ts';
import { parseDg7 } from './dg7.ts';
import { parseDg11 } from './dg11.ts';
import { parseDg12 } from './dg12.ts';
import { parseDg16 } from './dg16.ts';
import { ascii, JPEG_START } from './testing-documents.ts';
import { encodeTlv } from './tlv.ts';

const JPEG = concat(JPEG_START, new Uint8Array(20).fill(7));
const JP2 = concat(fromHex('0000000C6A5020200D0A870A'), new Uint8Array(20));
const text = (tag: number, value: string): Uint8Array => encodeTlv(tag, ascii(value));
const unreadable = (tag: number): Uint8Array => encodeTlv(tag, Uint8Array.of(0xff));

describe('DG7', () => {
  it('holds a signature, as in the example of ICAO 9303-10, 4.7.7', () => {
    const image = concat(JPEG_START, new Uint8Array(2000 - JPEG_START.length));
    const dg7 = encodeTlv(0x67, fromHex('020101'), encodeTlv(0x5f43, image));
    expect(parseDg7(dg7)).toEqual({
      ok: true,
      details: { images: [{ mediaType: 'image/jpeg', bytes: image }], others: [] },
    });
  });

  it('holds several, and keeps what is none', () => {
    const objects = [encodeTlv(0x5f43, JPEG), encodeTlv(0x5f43, JP2), text(0x5f43, 'x'), text(0x5f40, 'y')];
    expect(parseDg7(encodeTlv(0x67, fromHex('020104'), ...objects))).toMatchObject({
      details: {
        images: [{ mediaType: 'image/jpeg' }, { mediaType: 'image/jp2' }],
        others: [
          { tag: 0x5f43, value: ascii('x') },
          { tag: 0x5f40, value: ascii('y') },
        ],
      },
    });
  });
});

describe('DG11', () => {
  const nothing = {
    fullName: null,
    otherNames: null,
    personalNumber: null,
    birthDate: null,
    birthplace: null,
    address: null,
    telephone: null,
    profession: null,
    title: null,
    summary: null,
    proofOfCitizenship: null,
    otherDocuments: null,
    custody: null,
    others: [],
  };
  const dg11 = (...objects: Uint8Array[]): Uint8Array => encodeTlv(0x6b, ...objects);

  it('reads the example of ICAO 9303-10, 4.7.11', () => {
    const sample = dg11(
      encodeTlv(0x5c, fromHex('5F0E5F115F425F125F13')),
      text(0x5f0e, 'SMITH<<JOHN<J'),
      text(0x5f11, 'ANYTOWN<MN'),
      text(0x5f42, '123 MAPLE RD<ANYTOWN<MN'),
      text(0x5f12, '1-612-555-1212'),
      text(0x5f13, 'TRAVEL<AGENT'),
    );
    expect(sample[1]).toBe(99);
    expect(parseDg11(sample)).toEqual({
      ok: true,
      details: {
        ...nothing,
        fullName: { primary: 'SMITH', secondary: 'JOHN J' },
        birthplace: ['ANYTOWN', 'MN'],
        address: ['123 MAPLE RD', 'ANYTOWN', 'MN'],
        telephone: '1-612-555-1212',
        profession: 'TRAVEL AGENT',
      },
    });
  });

  it('reads the rest of it', () => {
    const names = encodeTlv(0xa0, fromHex('020102'), text(0x5f0f, 'SMITH<<JACK'), text(0x5f0f, 'SMYTHE<<J'));
    const sample = dg11(
      text(0x5f0e, 'Nguyễn<<Văn<An'.normalize('NFD')),
      names,
      text(0x5f10, '001085012345'),
      text(0x5f2b, '19850315'),
      text(0x5f14, 'DR'),
      text(0x5f15, 'NONE'),
      encodeTlv(0x5f16, JPEG),
      text(0x5f17, 'A1234567<B7654321<'),
      text(0x5f18, 'NONE'),
    );
    expect(parseDg11(sample)).toEqual({
      ok: true,
      details: {
        ...nothing,
        fullName: { primary: 'Nguyễn', secondary: 'Văn An' },
        otherNames: [
          { primary: 'SMITH', secondary: 'JACK' },
          { primary: 'SMYTHE', secondary: 'J' },
        ],
        personalNumber: '001085012345',
        birthDate: '19850315',
        title: 'DR',
        summary: 'NONE',
        proofOfCitizenship: { mediaType: 'image/jpeg', bytes: JPEG },
        otherDocuments: ['A1234567', 'B7654321'],
        custody: 'NONE',
      },
    });
  });

  it('reads a birth date of two digits a byte', () => {
    expect(parseDg11(dg11(encodeTlv(0x5f2b, fromHex('19850315'))))).toMatchObject({
      details: { birthDate: '19850315', others: [] },
    });
  });

  it('keeps what is unknown, repeated or unreadable', () => {
    const objects = [
      text(0x5f10, '1'),
      text(0x5f10, '2'),
      ...[0x5f0e, 0x5f42, 0x5f12, 0x5f16, 0x5f2b, 0x5f2c].map(unreadable),
      encodeTlv(0x5f2b, fromHex('1985031a')),
      encodeTlv(0xa0, text(0x5f0e, 'SMITH')),
      encodeTlv(0xa0, unreadable(0x5f0f)),
      encodeTlv(0xa0, Uint8Array.of(0x5f)),
    ];
    const result = parseDg11(dg11(...objects));
    expect(result.ok && { ...result.details, others: [] }).toEqual({ ...nothing, personalNumber: '1' });
    expect(result.ok && result.details.others.map(({ tag }) => tag)).toEqual([
      ...[0x5f10, 0x5f0e, 0x5f42, 0x5f12, 0x5f16, 0x5f2b, 0x5f2c],
      ...[0x5f2b, 0xa0, 0xa0, 0xa0],
    ]);
  });
});

describe('DG12', () => {
  const dg12 = (...objects: Uint8Array[]): Uint8Array => encodeTlv(0x6c, ...objects);
  const authority = text(0x5f19, 'UNITED STATES OF AMERICA');
  const issued = text(0x5f26, '20020531');

  it('reads the example of ICAO 9303-10, 4.7.12, as first printed and as corrected', () => {
    const first = dg12(encodeTlv(0x5c, fromHex('5F195F265F1A')), authority, issued, text(0x5f1a, 'SMITH<<BRENDA<P'));
    const corrected = dg12(
      encodeTlv(0x5c, fromHex('5F195F265F1A')),
      authority,
      issued,
      encodeTlv(0xa0, fromHex('020101'), text(0x5f1a, 'SMITH<<BRENDA<P')),
    );
    expect([first[1], corrected[1]]).toEqual([0x40, 0x45]);
    for (const sample of [first, corrected]) {
      expect(parseDg12(sample)).toEqual({
        ok: true,
        details: {
          issuingAuthority: 'UNITED STATES OF AMERICA',
          issueDate: '20020531',
          otherPersons: [{ primary: 'SMITH', secondary: 'BRENDA P' }],
          endorsements: null,
          exitRequirements: null,
          front: null,
          rear: null,
          personalisedAt: null,
          personalisedBy: null,
          others: [],
        },
      });
    }
  });

  it('reads the rest of it', () => {
    const sample = dg12(
      text(0x5f1b, 'NONE'),
      text(0x5f1c, 'TAX'),
      encodeTlv(0x5f1d, JPEG),
      encodeTlv(0x5f1e, JP2),
      text(0x5f55, '20020531120000'),
      text(0x5f56, 'SN-1'),
    );
    expect(parseDg12(sample)).toMatchObject({
      details: {
        endorsements: 'NONE',
        exitRequirements: 'TAX',
        front: { mediaType: 'image/jpeg' },
        rear: { mediaType: 'image/jp2' },
        personalisedAt: '20020531120000',
        personalisedBy: 'SN-1',
        others: [],
      },
    });
    const packed = dg12(encodeTlv(0x5f26, fromHex('20020531')), encodeTlv(0x5f55, fromHex('20020531120000')));
    expect(parseDg12(packed)).toMatchObject({ details: { issueDate: '20020531', personalisedAt: '20020531120000' } });
  });

  it('keeps what is unknown or unreadable', () => {
    expect(parseDg12(dg12(unreadable(0x5f1a), text(0x5f57, 'x')))).toMatchObject({
      details: { otherPersons: null, others: [{ tag: 0x5f1a }, { tag: 0x5f57 }] },
    });
  });
});

describe('DG16', () => {
  /** ICAO 9303-10, 4.7.16. */
  const SAMPLE = fromHex(
    '7081A2020102' +
      'A14C5F500832303032303130315F5110534D4954483C3C434841524C45533C52' +
      '5F520B31393532353535313231325F531D313233204D41504C452052443C414E59544F574E3C4D4E3C3535313030' +
      'A24F5F500832303032303331355F510D42524F574E3C3C4D4152593C4A' +
      '5F520B31343135353535313231325F5323343920524544574F4F44204C4E3C4F4345414E20425245455A453C43413C3934303030',
  );

  it('reads the worked example', () => {
    expect(parseDg16(SAMPLE)).toEqual({
      ok: true,
      details: {
        persons: [
          {
            recordedOn: '20020101',
            name: { primary: 'SMITH', secondary: 'CHARLES R' },
            telephone: '19525551212',
            address: ['123 MAPLE RD', 'ANYTOWN', 'MN', '55100'],
            others: [],
          },
          {
            recordedOn: '20020315',
            name: { primary: 'BROWN', secondary: 'MARY J' },
            telephone: '14155551212',
            address: ['49 REDWOOD LN', 'OCEAN BREEZE', 'CA', '94000'],
            others: [],
          },
        ],
        others: [],
      },
    });
  });

  it('takes the count inside the first entry, too, and keeps what it does not know', () => {
    const entry = encodeTlv(0xa1, fromHex('020101'), text(0x5f51, 'BROWN'), text(0x5f54, 'x'));
    const broken = encodeTlv(0xa2, Uint8Array.of(0x5f));
    expect(parseDg16(encodeTlv(0x70, entry, broken, text(0xa0, ''), text(0xb0, '')))).toMatchObject({
      details: {
        persons: [{ name: { primary: 'BROWN' }, telephone: null, others: [{ tag: 0x5f54 }] }],
        others: [{ tag: 0xa2 }, { tag: 0xa0 }, { tag: 0xb0 }],
      },
    });
  });
});

/** How many objects of the group the parser accounts for; null when it refuses the group. */
function accountedFor(group: number, bytes: Uint8Array): number | null {
  const result = [parseDg7, parseDg11, parseDg12, parseDg16][group]?.(bytes);
  if (!result?.ok) return null;
  const { others, ...read } = result.details;
  if ('images' in read) return others.length + read.images.length;
  if ('persons' in read) return others.length + read.persons.length;
  return others.length + Object.values(read).filter((value) => value !== null).length;
}

describe.each([
  ['DG7', 0, 0x67],
  ['DG11', 1, 0x6b],
  ['DG12', 2, 0x6c],
  ['DG16', 3, 0x70],
])('%s', (_, group, tag) => {
  it('is not there in nothing, in another group, and when cut off', () => {
    expect(accountedFor(group, new Uint8Array())).toBeNull();
    expect(accountedFor(group, encodeTlv(0x61))).toBeNull();
    expect(accountedFor(group, encodeTlv(tag, text(0x5f10, 'x')).subarray(0, -1))).toBeNull();
    expect(accountedFor(group, encodeTlv(tag, Uint8Array.of(0x5f)))).toBeNull();
  });

  it('never throws, and loses no object', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => void accountedFor(group, bytes)));
    const object = fc.tuple(
      fc.oneof(fc.integer({ min: 0x5f0e, max: 0x5f56 }), fc.constantFrom(0xa0, 0xa1, 0x02, 0x5c)),
      fc.uint8Array({ maxLength: 15 }),
    );
    fc.assert(
      fc.property(fc.array(object, { maxLength: 8 }), (objects) => {
        const bytes = encodeTlv(tag, ...objects.map(([inner, value]) => encodeTlv(inner, value)));
        expect(accountedFor(group, bytes)).toBe(objects.filter(([inner]) => inner !== 0x02 && inner !== 0x5c).length);
      }),
    );
  });
});
