import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.ts';
import { CURVES } from './curves.ts';
import { standardizedDomain, type Domain } from './domain.ts';
import { decodePoint } from './domain-group.ts';
import { hasPointEncoding, mapIntegrated, pointOf, pseudoRandom } from './pace-mapping.ts';

const { pace_im_ecdh: h1, pace_im_dh: h2 } = vectors;
const CURVE = standardizedDomain(13)!;
const MODP = standardizedDomain(0)!;
const modulusOf = (domain: Domain): bigint => (domain.kind === 'ec' ? domain.curve.Point.Fp.ORDER : domain.p);

describe('ICAO 9303-11, appendices H.1 and H.2: integrated mapping', () => {
  it.each<[string, Domain, { nonce_s: string; nonce_t: string; Rp_s_t: string }]>([
    ['H.1', CURVE, h1],
    ['H.2', MODP, h2],
  ])('%s: the pseudo-random function gives the printed number', (_, domain, { nonce_s, nonce_t, Rp_s_t }) => {
    const random = pseudoRandom('AES-128', fromHex(nonce_s), fromHex(nonce_t), modulusOf(domain));
    expect(random).toBe(BigInt(`0x${Rp_s_t}`));
  });

  it('H.1: the point encoding gives the printed generator', () => {
    const mapped = mapIntegrated(CURVE, 'AES-128', fromHex(h1.nonce_s), fromHex(h1.nonce_t));
    expect(mapped && toHex(mapped.publicKey(1n)).toUpperCase()).toBe(`04${h1.mapped_G_x}${h1.mapped_G_y}`);
  });

  it('H.2: the group gives the printed generator', () => {
    const mapped = mapIntegrated(MODP, 'AES-128', fromHex(h2.nonce_s), fromHex(h2.nonce_t));
    expect(mapped && toHex(mapped.publicKey(1n)).toUpperCase()).toBe(h2.mapped_g);
  });
});

describe('the pseudo-random function', () => {
  it.each([
    ['3DES', 16, 8],
    ['AES-128', 16, 32],
    ['AES-192', 24, 16],
    ['AES-256', 32, 48],
  ] as const)('has no constants for %s, a key of %i and a nonce of %i bytes', (cipher, keyBytes, nonceBytes) => {
    const [nonce, key] = [new Uint8Array(nonceBytes), new Uint8Array(keyBytes)];
    expect(pseudoRandom(cipher, nonce, key, 7n)).toBeNull();
    expect(mapIntegrated(CURVE, cipher, nonce, key)).toBeNull();
  });

  it.each([
    ['3DES', 16, 16],
    ['AES-192', 24, 32],
    ['AES-256', 32, 32],
  ] as const)('takes keys of %s', (cipher, keyBytes, nonceBytes) => {
    const modulus = modulusOf(CURVE);
    const random = pseudoRandom(cipher, new Uint8Array(nonceBytes), new Uint8Array(keyBytes), modulus);
    expect(random !== null && random > 0n && random < modulus).toBe(true);
  });
});

describe('the point encoding', () => {
  const curves = Object.entries(CURVES).filter(([, curve]) =>
    hasPointEncoding({ kind: 'ec', curve, parameterId: null }),
  );

  it('exists for every curve but secp224r1', () => {
    expect(Object.keys(CURVES).filter((name) => !curves.some(([other]) => other === name))).toEqual(['p224']);
    expect(hasPointEncoding(MODP)).toBe(true);
  });

  it.each(curves)('leads onto %s, whatever the number', (_, curve) => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n, max: curve.Point.Fp.ORDER - 2n }), (number) => {
        const point = pointOf(curve, number)!;
        expect(decodePoint(curve, point.toBytes(false))).not.toBeNull();
      }),
      { numRuns: 10 },
    );
  });

  it.each([0n, 1n, CURVES.p256.Point.Fp.ORDER - 1n])('has no answer for %i', (number) => {
    expect(pointOf(CURVES.p256, number)).toBeNull();
  });
});

describe('a group of unknown order', () => {
  it('has no integrated mapping', () => {
    if (MODP.kind !== 'dh') throw new Error('no group');
    const nonce = new Uint8Array(16);
    expect(mapIntegrated({ ...MODP, q: null }, 'AES-128', nonce, nonce)).toBeNull();
  });
});
