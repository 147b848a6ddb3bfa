import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.ts';
import { CURVES } from './curves.ts';
import { standardizedDomain, toNumber, type Domain } from './domain.ts';
import { decodePoint, groupOf, isPublicKey, numberBytes, samePublicKey, shortestBytes } from './domain-group.ts';

const { pace_gm_ecdh: g1, pace_gm_dh: g2 } = vectors;
const number = (hex: string): bigint => BigInt(`0x${hex}`);
const CURVE = standardizedDomain(13)!;
const MODP = standardizedDomain(0)!;
const upper = (bytes: Uint8Array | null | undefined): string => (bytes ? toHex(bytes).toUpperCase() : '');

describe('ICAO 9303-11, appendix G.1: ECDH', () => {
  const group = groupOf(CURVE);
  const chipKey = fromHex(`04${g1.map_ic_pub_x}${g1.map_ic_pub_y}`);

  it('has the printed public keys', () => {
    expect(upper(group.publicKey(number(g1.map_ifd_priv)))).toBe(`04${g1.map_ifd_pub_x}${g1.map_ifd_pub_y}`);
    expect(upper(group.publicKey(number(g1.map_ic_priv)))).toBe(`04${g1.map_ic_pub_x}${g1.map_ic_pub_y}`);
  });

  it('agrees on the printed point, and maps to the printed generator', () => {
    expect(upper(group.sharedSecret(number(g1.map_ifd_priv), chipKey))).toBe(g1.H_x);
    const mapped = group.mapGeneric(number(g1.nonce))(number(g1.map_ifd_priv), chipKey)!;
    expect(upper(mapped.publicKey(1n))).toBe(`04${g1.mapped_G_x}${g1.mapped_G_y}`);
    expect(upper(mapped.publicKey(number(g1.ka_ifd_priv)))).toBe(`04${g1.ka_ifd_pub_x}${g1.ka_ifd_pub_y}`);
    const peer = fromHex(`04${g1.ka_ic_pub_x}${g1.ka_ic_pub_y}`);
    expect(upper(mapped.sharedSecret(number(g1.ka_ifd_priv), peer))).toBe(g1.K);
  });

  it('maps by the agreed point alone when the nonce is zero', () => {
    const mapped = group.mapGeneric(0n)(number(g1.map_ifd_priv), chipKey)!;
    expect(upper(mapped.publicKey(1n))).toBe(`04${g1.H_x}${g1.H_y}`);
  });
});

describe('ICAO 9303-11, appendix G.2: DH', () => {
  const group = groupOf(MODP);
  const chipKey = fromHex(g2.map_ic_pub);

  it('has the printed public keys, secrets and generator', () => {
    expect(upper(group.publicKey(number(g2.map_ifd_priv)))).toBe(g2.map_ifd_pub);
    expect(upper(group.sharedSecret(number(g2.map_ifd_priv), chipKey))).toBe(g2.H);
    const mapped = group.mapGeneric(number(g2.nonce))(number(g2.map_ifd_priv), chipKey)!;
    expect(upper(mapped.publicKey(1n))).toBe(g2.mapped_g);
    expect(upper(mapped.publicKey(number(g2.ka_ifd_priv)))).toBe(g2.ka_ifd_pub);
    expect(upper(mapped.sharedSecret(number(g2.ka_ifd_priv), fromHex(g2.ka_ic_pub)))).toBe(g2.K);
  });

  it('writes public values without leading zeros, and secrets with them', () => {
    if (MODP.kind !== 'dh') throw new Error('no group');
    const isShort = (privateKey: bigint): boolean => group.publicKey(privateKey).length < 128;
    const privateKey = Array.from({ length: 5000 }, (_, index) => BigInt(index + 1)).find(isShort)!;
    const publicKey = group.publicKey(privateKey);
    expect(publicKey[0]).not.toBe(0);
    expect(toHex(group.sharedSecret(1n, publicKey)!)).toBe(toHex(publicKey).padStart(256, '0'));
  });

  it('takes only the subgroup, where its order is known', () => {
    if (MODP.kind !== 'dh') throw new Error('no group');
    const unknownOrder = groupOf({ ...MODP, q: null });
    expect(group.sharedSecret(3n, Uint8Array.of(2))).toBeNull();
    expect(group.mapGeneric(1n)(3n, Uint8Array.of(2))).toBeNull();
    expect(upper(unknownOrder.sharedSecret(3n, Uint8Array.of(2)))).toBe('08'.padStart(256, '0'));
    expect(unknownOrder.order).toBe(1n << 512n);
    for (const value of [0n, 1n, MODP.p - 1n, MODP.p, MODP.p + 1n]) {
      expect(unknownOrder.sharedSecret(3n, numberBytes(value, 129))).toBeNull();
      expect(isPublicKey({ ...MODP, q: null }, numberBytes(value, 129))).toBe(false);
    }
    expect(isPublicKey(MODP, Uint8Array.of(2))).toBe(false);
    expect(isPublicKey(MODP, chipKey)).toBe(true);
  });

  it('maps to no neutral generator', () => {
    if (MODP.kind !== 'dh') throw new Error('no group');
    // g^s * (g^(q - s))^1 = 1.
    const peer = group.publicKey(MODP.q! - 5n);
    expect(group.mapGeneric(5n)(1n, peer)).toBeNull();
    expect(group.mapGeneric(6n)(1n, peer)).not.toBeNull();
  });
});

describe('keys of both sides', () => {
  it.each([0, 8, 10, 12, 14, 18])('agree over domain %i', (parameterId) => {
    const group = groupOf(standardizedDomain(parameterId)!);
    const keys = fc.bigInt({ min: 1n, max: 1n << 150n });
    fc.assert(
      fc.property(keys, keys, (own, other) => {
        const [ownKey, otherKey] = [group.publicKey(own), group.publicKey(other)];
        expect(toHex(group.sharedSecret(own, otherKey)!)).toBe(toHex(group.sharedSecret(other, ownKey)!));
      }),
      { numRuns: 5 },
    );
  });
});

describe('a point', () => {
  const curve = CURVES.p521;
  const valid = curve.Point.BASE.toBytes(false);
  it('is read uncompressed, 132 bytes over secp521r1', () => {
    expect(valid).toHaveLength(1 + 2 * 66);
    expect(decodePoint(curve, valid)?.equals(curve.Point.BASE)).toBe(true);
    expect(isPublicKey({ kind: 'ec', curve, parameterId: 18 }, valid)).toBe(true);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['the point at infinity', Uint8Array.of(0)],
    ['zeros', valid.map((_, index) => (index === 0 ? 4 : 0))],
    ['a compressed one', curve.Point.BASE.toBytes(true)],
    ['a hybrid one', valid.with(0, 0x06)],
    ['one cut short', valid.subarray(0, -1)],
    ['one too long', Uint8Array.of(...valid, 0)],
    ['one of another curve', CURVES.p256.Point.BASE.toBytes(false)],
    ['one beside the curve', valid.with(-1, valid.at(-1)! ^ 1)],
    ['coordinates beyond the field', valid.map((byte, index) => (index === 0 ? byte : 0xff))],
  ])('is not %s', (_, bytes) => {
    expect(decodePoint(curve, bytes)).toBeNull();
    const domain: Domain = { kind: 'ec', curve, parameterId: 18 };
    expect(isPublicKey(domain, bytes)).toBe(false);
    const group = groupOf(domain);
    expect(group.sharedSecret(1n, bytes)).toBeNull();
    expect(group.mapGeneric(1n)(1n, bytes)).toBeNull();
  });

  it('never makes the reader throw', () => {
    const other: Domain = CURVE;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        expect(groupOf(other).sharedSecret(1n, Uint8Array.of(4, ...bytes))).toBeNull();
      }),
    );
  });
});

describe('public keys are the same', () => {
  it('as bytes on a curve, as numbers in a group', () => {
    expect(samePublicKey(CURVE, fromHex('0401'), fromHex('0401'))).toBe(true);
    expect(samePublicKey(CURVE, fromHex('0401'), fromHex('0402'))).toBe(false);
    expect(samePublicKey(MODP, fromHex('0401'), fromHex('00000401'))).toBe(true);
    expect(samePublicKey(MODP, fromHex('0401'), fromHex('0402'))).toBe(false);
  });

  it('after they were written and read', () => {
    expect(toNumber(numberBytes(0x0102n, 4))).toBe(0x0102n);
    expect(toNumber(new Uint8Array())).toBe(0n);
    expect([0n, 1n, 0x100n].map((value) => toHex(shortestBytes(value)))).toEqual(['00', '01', '0100']);
  });
});
