import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../emrtd/bytes.ts';
import { foreignCardOf, PAYMENT_SELECTS } from './foreign-card.ts';

describe('answers to reset', () => {
  it.each([
    ['MIFARE Classic 1K', '3B8F8001804F0CA000000306030001000000006A'],
    ['MIFARE Classic 4K', '3B8F8001804F0CA0000003060300020000000069'],
    ['MIFARE Ultralight', '3B8F8001804F0CA0000003060300030000000068'],
    ['FeliCa', '3B8F8001804F0CA00000030611003B0000000042'],
    ['FeliCa', '3B8F8001804F0CA00000030603F011000000008A'],
    ['contactless memory card', '3B8F8001804F0CA000000306030099000000 00F2'],
    ['Calypso transport card', '3B8F8001805A0A0103200311 00000000 829000 00'],
    ['Calypso transport card', '3B6F0000805A0A0103200311 00000000 829000'],
    ['memory card', '3B04A2131091'],
    ['memory card', '3B0492231091'],
  ])('%s, for certain', (family, atr) => {
    expect(foreignCardOf(fromHex(atr))).toEqual({ family, certain: true });
  });

  it('a DESFire card may have told so by chance', () => {
    expect(foreignCardOf(fromHex('3B8180018080'))).toEqual({ family: 'MIFARE DESFire', certain: false });
  });

  it.each([
    ['a chip with the eMRTD application', '3B8880010073C84000009000 62'],
    ['a contact chip with interface bytes', '3BFE1800008131FE45803181665840900000000000000081'],
    ['no historical bytes', '3B80800101'],
    ['historical bytes cut off', '3B8F8001804F0CA0'],
    ['a chain without end', '3BFFFFFFFF'],
    ['a first byte alone', '3B'],
    ['a mute card', ''],
  ])('%s tells nothing', (_name, atr) => {
    expect(foreignCardOf(fromHex(atr))).toBeNull();
  });

  it('of any bytes are looked at without harm', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (atr) => {
        expect(foreignCardOf(atr)?.certain).toSatisfy((value) => value === undefined || typeof value === 'boolean');
      }),
    );
  });
});

it('payment directories are selected by name', () => {
  expect(PAYMENT_SELECTS.map((command) => Buffer.from(command).toString('latin1'))).toEqual([
    '\0\xa4\x04\0\x0e2PAY.SYS.DDF01\0',
    '\0\xa4\x04\0\x0e1PAY.SYS.DDF01\0',
  ]);
});
