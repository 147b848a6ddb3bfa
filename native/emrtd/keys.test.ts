import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { checkDigit, isUsableKey, keySeed, mrzInformation, passwordKey, sessionKeys, type CipherName } from './keys.ts';
import { SAMPLE_KEY } from './testing-documents.ts';

describe('ICAO 9303-11, appendix D.1 and D.2: keys from the MRZ', () => {
  const key = { documentNumber: 'L898902C<', birthDate: '690806', expiryDate: '940623' };

  it('derives the key seed', () => {
    expect(mrzInformation(key)).toBe('L898902C<369080619406236');
    expect(toHex(keySeed(key))).toBe('239ab9cb282daf66231dc5a4df6bfbae');
  });

  it('takes a document number without its filler, too', () => {
    expect(mrzInformation({ ...key, documentNumber: 'L898902C' })).toBe('L898902C<369080619406236');
  });

  it('derives the encryption and the MAC key', () => {
    const keys = sessionKeys('3DES', fromHex('239AB9CB282DAF66231DC5A4DF6BFBAE'));
    expect(toHex(keys.encryption)).toBe('ab94fdecf2674fdfb9b391f85d7f76f2');
    expect(toHex(keys.mac)).toBe('7962d9ece03d1acd4c76089dce131543');
  });

  it('derives the key seed of a document number of more than nine characters', () => {
    const long = { documentNumber: 'D23145890734', birthDate: '340712', expiryDate: '950712' };
    expect(toHex(keySeed(long))).toBe('b366ad857ddca2b08c0e299811714730');
  });
});

describe('an invented Vietnamese card', () => {
  it('has the keys of its MRZ', () => {
    expect(mrzInformation(SAMPLE_KEY)).toBe('085012345285031504503152');
    expect(toHex(keySeed(SAMPLE_KEY))).toBe('5fa48a0456236b063881fc90d81150af');
    const keys = sessionKeys('3DES', keySeed(SAMPLE_KEY));
    // The published values stand before the parity adjustment, which only touches the lowest bit of each byte.
    const withoutParity = (key: Uint8Array): string => toHex(key.map((byte) => byte & 0xfe));
    expect(withoutParity(keys.encryption)).toBe(withoutParity(fromHex('dd90bf7409143d0a071cee3a87d1dd1e')));
    expect(withoutParity(keys.mac)).toBe(withoutParity(fromHex('adb526faee08edb089e188b43216d89c')));
  });
});

describe('ICAO 9303-11, appendices G, H and I: K_pi', () => {
  const { mrz_T22000129: mrzG, mrz_C11T002JM: mrzI, can_123456: can } = vectors.pace_password;

  it('of the MRZ', () => {
    const keyG = { documentNumber: 'T22000129', birthDate: '640812', expiryDate: '101031' };
    expect(mrzInformation(keyG)).toBe(mrzG.mrz_information_ascii);
    expect(toHex(passwordKey('AES-128', keyG)).toUpperCase()).toBe(mrzG.kpi_aes128);
    const keyI = { documentNumber: 'C11T002JM', birthDate: '960812', expiryDate: '231031' };
    expect(mrzInformation(keyI)).toBe(mrzI.mrz_information_ascii);
    expect(toHex(passwordKey('AES-128', keyI)).toUpperCase()).toBe(mrzI.kpi_aes128);
  });

  it.each<[CipherName, string]>([
    ['3DES', can.kpi_3des],
    ['AES-128', can.kpi_aes128],
    ['AES-192', can.kpi_aes192],
    ['AES-256', can.kpi_aes256],
  ])('of the CAN for %s', (cipher, kpi) => {
    expect(toHex(passwordKey(cipher, { can: '123456' })).toUpperCase()).toBe(kpi);
  });

  it('of no password does not exist', () => {
    expect(() => passwordKey('AES-128', { can: '12345' })).toThrow(RangeError);
  });
});

describe('ICAO 9303-11, appendices G, H and I: session keys', () => {
  const { pace_gm_ecdh, pace_gm_dh, pace_im_ecdh, pace_cam_ecdh, chip_authentication } = vectors;
  it.each([
    ['G.1', pace_gm_ecdh],
    ['G.2', pace_gm_dh],
    ['H.1', pace_im_ecdh],
    ['I.1', pace_cam_ecdh],
    ['the EAC worked example', chip_authentication.eac_worked_example_pace_pin_ecdh],
  ])('of %s', (_, { K, ks_enc, ks_mac }) => {
    const keys = sessionKeys('AES-128', fromHex(K));
    expect(toHex(keys.encryption).toUpperCase()).toBe(ks_enc);
    expect(toHex(keys.mac).toUpperCase()).toBe(ks_mac);
  });
});

describe('check digits', () => {
  it.each([
    ['085012345', '2'],
    ['850315', '0'],
    ['450315', '2'],
    ['', '0'],
    ['<<<', '0'],
    ['Z', '5'],
  ])('of %j is %s', (text, digit) => {
    expect(checkDigit(text)).toBe(digit);
  });

  it.each(['a', 'Đ', '-', ' '])('of %j do not exist', (text) => {
    expect(checkDigit(text)).toBeNull();
  });

  it('notice every change of one digit', () => {
    const digits = fc.array(fc.nat(9), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, position, change) => {
        const index = position % number.length;
        const other = number.map((digit, at) => (at === index ? (digit + change) % 10 : digit));
        expect(checkDigit(other.join(''))).not.toBe(checkDigit(number.join('')));
      }),
    );
  });
});

describe('what can be a key', () => {
  it.each([
    [{ ...SAMPLE_KEY, documentNumber: '' }],
    [{ ...SAMPLE_KEY, documentNumber: 'l898902c' }],
    [{ ...SAMPLE_KEY, documentNumber: '1'.repeat(23) }],
    [{ ...SAMPLE_KEY, birthDate: '1985-03-15' }],
    [{ ...SAMPLE_KEY, expiryDate: '<<<<<<' }],
  ])('not %j', (key) => {
    expect(isUsableKey(key)).toBe(false);
    expect(() => mrzInformation(key)).toThrow(RangeError);
  });

  it('a birth date of which only the year is known', () => {
    expect(isUsableKey({ ...SAMPLE_KEY, birthDate: '52<<<<' })).toBe(true);
  });

  it('a card access number of six digits, or of some more characters', () => {
    expect(['123456', '1234567890123456', 'AB12-x'].map((can) => isUsableKey({ can }))).toEqual([true, true, true]);
    expect(['', '12345', '12345678901234567', '12 456', '12345é'].some((can) => isUsableKey({ can }))).toBe(false);
  });
});
