import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.ts';
import { cbc, pad, retailMac, suiteOf, tokenMac, tripleDesCbc, unpad } from './cipher.ts';
import type { CipherName } from './keys.ts';

describe('the retail MAC', () => {
  const KEY = fromHex(vectors.bac.d3_mutual_authentication.ks_mac);

  it('of one block is that block under 3DES', () => {
    const block = fromHex('0102030405060708');
    expect(toHex(retailMac(KEY, block))).toBe(toHex(tripleDesCbc('encrypt', KEY, block)));
  });

  it('of appendix D.3 is the printed one', () => {
    const cryptogram = fromHex('72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2');
    const key = fromHex(vectors.bac.d1_key_derivation.kmac);
    expect(toHex(retailMac(key, pad(cryptogram, 8)))).toBe('5f1448eea8ad90a7');
  });
});

describe('padding', () => {
  it('goes on and off again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(8, 16), (data, blockBytes) => {
        const padded = pad(data, blockBytes);
        expect(padded.length % blockBytes).toBe(0);
        expect(padded.length).toBeGreaterThan(data.length);
        expect(toHex(unpad(padded)!)).toBe(toHex(data));
      }),
    );
  });

  it.each(['', '00', '0000000000000000', '0180010000'])('is missing in %j', (hex) => {
    expect(unpad(fromHex(hex))).toBeNull();
  });
});

describe('the MAC of an authentication token', () => {
  it('of appendix G.1 is the printed one', () => {
    const { ks_mac, token_input_for_t_ifd, token_input_for_t_ic, t_ifd, t_ic } = vectors.pace_gm_ecdh;
    expect(toHex(tokenMac('AES-128', fromHex(ks_mac), fromHex(token_input_for_t_ifd))).toUpperCase()).toBe(t_ifd);
    expect(toHex(tokenMac('AES-128', fromHex(ks_mac), fromHex(token_input_for_t_ic))).toUpperCase()).toBe(t_ic);
  });

  it('is padded by this side with 3DES', () => {
    const key = fromHex(vectors.bac.d3_mutual_authentication.ks_mac);
    expect(toHex(tokenMac('3DES', key, fromHex('0102')))).toBe(toHex(retailMac(key, fromHex('0102800000000000'))));
  });
});

describe('AES', () => {
  it('of the EAC worked example encrypts under the first counter', () => {
    const { ks_enc, ks_mac, sm_aes_cbc_ssc1 } = vectors.chip_authentication.eac_worked_example_pace_pin_ecdh;
    const suite = suiteOf('AES-128', { encryption: fromHex(ks_enc), mac: fromHex(ks_mac) });
    const counter = fromHex('00000000000000000000000000000001');
    const encrypted = suite.encrypt(pad(fromHex(sm_aes_cbc_ssc1.plain), 16), counter);
    expect(toHex(encrypted).toUpperCase()).toBe(sm_aes_cbc_ssc1.cipher);
  });

  it.each<[CipherName, number, string]>([
    // FIPS 197, appendix C: one block under the key 00 01 02 ...
    ['AES-128', 16, '69c4e0d86a7b0430d8cdb78070b4c55a'],
    ['AES-192', 24, 'dda97ca4864cdfe06eaf70a0ec0d7191'],
    ['AES-256', 32, '8ea2b7ca516745bfeafc49904b496089'],
  ])('%s of FIPS 197 is the printed one', (cipher, keyBytes, encrypted) => {
    const key = Uint8Array.from({ length: keyBytes }, (_, index) => index);
    const plain = fromHex('00112233445566778899aabbccddeeff');
    expect(toHex(cbc(cipher, 'encrypt', key, plain))).toBe(encrypted);
    expect(toHex(cbc(cipher, 'decrypt', key, fromHex(encrypted)))).toBe(toHex(plain));
  });

  it('opens what it sealed', () => {
    const keys = { encryption: new Uint8Array(24).fill(1), mac: new Uint8Array(24).fill(2) };
    const suite = suiteOf('AES-192', keys);
    const counter = new Uint8Array(16).fill(3);
    const data = pad(fromHex('010203'), 16);
    expect(toHex(suite.decrypt(suite.encrypt(data, counter), counter))).toBe(toHex(data));
    expect(suite.mac(data)).toHaveLength(8);
  });
});
