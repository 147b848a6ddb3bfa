import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from './bytes.ts';
import {
  hasNoParameters,
  parseAlgorithm,
  parseBits,
  parseName,
  parseOid,
  parseSerialNumber,
  parseTime,
} from './certificate-fields.ts';
import { algorithm, ascii, integer, NULL, objectIdentifier, sequence, setOf } from './testing-asn1.ts';
import { encodeTlv, readTlv, type Tlv } from './tlv.ts';

const element = (bytes: Uint8Array): Tlv => {
  const read = readTlv(bytes);
  if (!read.ok) throw new Error('no element');
  return read.value;
};

describe('an algorithm', () => {
  it('has a name, and parameters or none', () => {
    const bytes = algorithm('1.2.3', integer('05'));
    expect(parseAlgorithm(element(bytes))).toEqual({ oid: '1.2.3', parameters: integer('05'), bytes });
    const bare = parseAlgorithm(element(algorithm('1.2.3')));
    const withNull = parseAlgorithm(element(algorithm('1.2.3', NULL)));
    expect(bare && hasNoParameters(bare)).toBe(true);
    expect(withNull && hasNoParameters(withNull)).toBe(true);
  });

  it.each<[string, Uint8Array]>([
    ['nothing inside', sequence()],
    ['no name', sequence(NULL)],
    ['a name that is none', sequence(fromHex('060180'))],
    ['too much inside', sequence(objectIdentifier('1.2.3'), NULL, NULL)],
    ['another type', setOf(objectIdentifier('1.2.3'))],
  ])('is none with %s', (_, bytes) => {
    expect(parseAlgorithm(element(bytes))).toBeNull();
  });

  it('is none when it is not there', () => {
    expect(parseAlgorithm(undefined)).toBeNull();
    expect(parseOid(undefined)).toBeNull();
    expect(parseBits(undefined)).toBeNull();
  });
});

describe('bits', () => {
  it('are whole bytes', () => {
    expect(parseBits(element(fromHex('03020041')))).toEqual(fromHex('41'));
    for (const hex of ['03020141', '0300', '04020041']) expect(parseBits(element(fromHex(hex)))).toBeNull();
  });
});

describe('a serial number', () => {
  it.each([
    ['02022a00', '2a00'],
    ['0203000080', '80'],
    ['020100', '00'],
    ['0200', ''],
    ['04012a', null],
  ])('%s is %s', (hex, expected) => {
    expect(parseSerialNumber(element(fromHex(hex)))).toBe(expected);
    expect(parseSerialNumber(undefined)).toBeNull();
  });
});

const named = (type: string, value: Uint8Array): Uint8Array => setOf(sequence(objectIdentifier(type), value));
const printable = (text: string): Uint8Array => encodeTlv(0x13, ascii(text));
const nameOf = (...sets: Uint8Array[]): ReturnType<typeof parseName> => parseName(element(sequence(...sets)));

describe('a name', () => {
  const country = named('2.5.4.6', printable('VN'));
  const commonName = (value: Uint8Array): Uint8Array => named('2.5.4.3', value);

  it('reads as people write it', () => {
    expect(nameOf(country, commonName(printable('CSCA')), named('1.2.3', printable('x')))?.text).toBe(
      'C=VN, CN=CSCA, 1.2.3=x',
    );
    expect(nameOf()?.text).toBe('');
  });

  it('is the same in any order, as UTF-8, PrintableString or BMPString', () => {
    const name = nameOf(country, commonName(printable('Csca')));
    expect(nameOf(commonName(encodeTlv(0x0c, ascii('Csca'))), country)?.key).toBe(name?.key);
    expect(nameOf(commonName(encodeTlv(0x1e, fromHex('0043007300630061'))), country)?.key).toBe(name?.key);
  });

  it('is another in other words, and loosely the same in another case or with more blanks', () => {
    const name = nameOf(country, commonName(printable('Viet Nam')));
    const loose = nameOf(commonName(printable(' VIET  nam ')), country);
    expect(loose?.key).not.toBe(name?.key);
    expect(loose?.looseKey).toBe(name?.looseKey);
    for (const tag of [0x12, 0x14, 0x16, 0x1c]) {
      expect(nameOf(country, commonName(encodeTlv(tag, ascii('Viet Nam'))))?.key).not.toBe(name?.key);
    }
    expect(nameOf(country)?.looseKey).not.toBe(name?.looseKey);
    expect(nameOf(country, commonName(encodeTlv(0x14, ascii('Viet Nam'))))?.text).toBe('C=VN, CN=Viet Nam');
  });

  it('names a country or none', () => {
    const countryOf = (...sets: Uint8Array[]): string | null | undefined => nameOf(...sets)?.country;
    expect(countryOf(commonName(printable('CSCA')), named('2.5.4.6', printable(' vn ')))).toBe('VN');
    expect(countryOf(country, named('2.5.4.6', printable('UT')))).toBe('VN');
    expect(countryOf(commonName(printable('VN')))).toBeNull();
  });

  it('is read in every encoding, whatever the runtime knows of them', () => {
    expect(nameOf(commonName(encodeTlv(0x1e, fromHex('1ea50111d83dde00'))))?.text).toBe('CN=\u1ea5\u0111\ud83d\ude00');
    expect(nameOf(commonName(encodeTlv(0x1e, fromHex('004300'))))?.text).toBe('CN=C');
    expect(nameOf(commonName(encodeTlv(0x14, fromHex('43e9'))))?.text).toBe('CN=C\u00e9');
  });

  it('cannot be made of parts that end in each other', () => {
    const tricky = printable('a,2.5.4.6:text=VN');
    expect(nameOf(commonName(tricky))?.key).not.toBe(nameOf(commonName(printable('a')), country)?.key);
  });

  it.each<[string, Uint8Array]>([
    ['another type', setOf()],
    ['a part of another type', sequence(sequence(sequence(objectIdentifier('2.5.4.3'), printable('x'))))],
    ['an attribute of another type', sequence(setOf(setOf(objectIdentifier('2.5.4.3'), printable('x'))))],
    ['an attribute without a value', sequence(setOf(sequence(objectIdentifier('2.5.4.3'))))],
    ['an attribute without a type', sequence(setOf(sequence(printable('x'), printable('x'))))],
    ['too much in an attribute', sequence(setOf(sequence(objectIdentifier('2.5.4.3'), printable('x'), NULL)))],
  ])('is none with %s', (_, bytes) => {
    expect(parseName(element(bytes))).toBeNull();
    expect(parseName(undefined)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void parseName(element(encodeTlv(0x30, bytes)))),
    );
    const value = fc.tuple(fc.integer({ min: 1, max: 0x1e }), fc.uint8Array({ maxLength: 20 }));
    fc.assert(
      fc.property(value, ([tag, bytes]) => {
        expect(nameOf(commonName(encodeTlv(tag, bytes)))?.key).toBeTypeOf('string');
      }),
    );
  });
});

describe('a time (RFC 5280, 4.1.2.5)', () => {
  const timeOf = (tag: number, text: string): string | null => {
    const time = parseTime({ tag, value: ascii(text) });
    return time === null ? null : new Date(time).toISOString();
  };

  it.each([
    [0x17, '260301123456Z', '2026-03-01T12:34:56.000Z'],
    [0x17, '491231235959Z', '2049-12-31T23:59:59.000Z'],
    [0x17, '500101000000Z', '1950-01-01T00:00:00.000Z'],
    [0x17, '2603011234Z', '2026-03-01T12:34:00.000Z'],
    [0x18, '20510301123456Z', '2051-03-01T12:34:56.000Z'],
    [0x18, '20510301123456.789Z', '2051-03-01T12:34:56.000Z'],
    [0x18, '00010101000000Z', '0001-01-01T00:00:00.000Z'],
    [0x17, '240229000000Z', '2024-02-29T00:00:00.000Z'],
  ])('of tag %i: %s', (tag, text, expected) => {
    expect(timeOf(tag, text)).toBe(expected);
  });

  it.each([
    [0x17, ''],
    [0x17, '260301123456'],
    [0x17, '261301000000Z'],
    [0x17, '260229000000Z'],
    [0x17, '260301246000Z'],
    [0x17, '20260301123456Z'],
    [0x18, '260301123456Z'],
    [0x13, '260301123456Z'],
  ])('is none of tag %i: %s', (tag, text) => {
    expect(timeOf(tag, text)).toBeNull();
    expect(parseTime(undefined)).toBeNull();
  });
});
