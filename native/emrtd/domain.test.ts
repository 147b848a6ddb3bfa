import { getDiffieHellman } from 'node:crypto';
import { pow } from '@noble/curves/abstract/modular.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.ts';
import { CURVES } from './curves.ts';
import { agreementKeyOf, domainOfAlgorithm, sameDomain, standardizedDomain, type Domain } from './domain.ts';
import { MODP_GROUPS } from './domain-modp.ts';
import { objectIdentifier } from './testing-documents.ts';
import { encodeTlv, readTlvs } from './tlv.ts';

const [SMALL, , LARGE] = MODP_GROUPS as [Group, Group, Group];
type Group = (typeof MODP_GROUPS)[number];

describe('ICAO 9303-11, table 12: standardized domain parameters', () => {
  const names = ['p192', 'bp192', 'p224', 'bp224', 'p256', 'bp256', 'bp320', 'p384', 'bp384', 'bp512', 'p521'] as const;
  it.each(names.map((name, index) => [index + 8, name] as const))(
    '%i is %s, generator and all',
    (parameterId, name) => {
      const curve = CURVES[name];
      expect(standardizedDomain(parameterId)).toEqual({ kind: 'ec', curve, parameterId });
      const { BASE, Fn } = curve.Point;
      BASE.assertValidity();
      expect(
        BASE.multiplyUnsafe(Fn.ORDER - 1n)
          .add(BASE)
          .is0(),
      ).toBe(true);
    },
  );

  it.each([
    [0, 1024, 160],
    [1, 2048, 224],
    [2, 2048, 256],
  ])('%i is a group of RFC 5114', (parameterId, modulusBits, orderBits) => {
    const domain = standardizedDomain(parameterId);
    if (domain?.kind !== 'dh') throw new Error('no group');
    expect(domain.p.toString(2)).toHaveLength(modulusBits);
    expect(domain.q?.toString(2)).toHaveLength(orderBits);
    expect(pow(domain.g, domain.q!, domain.p)).toBe(1n);
    expect(domainOfAlgorithm(x942(domain.p, domain.g, domain.q!))).toEqual({ ...domain, parameterId: null });
  });

  it('0 is the group of appendix G.2', () => {
    const { p, g, q } = vectors.pace_gm_dh;
    expect([SMALL.p, SMALL.g, SMALL.q].map((number) => number.toString(16).toUpperCase())).toEqual([p, g, q]);
  });

  it.each([-1, 3, 7, 19, 31, 32, 1e9])('%i is none', (parameterId) => {
    expect(standardizedDomain(parameterId)).toBeNull();
  });
});

const X942 = objectIdentifier('1.2.840.10046.2.1');
const PKCS3 = objectIdentifier('1.2.840.113549.1.3.1');
const EC = objectIdentifier('1.2.840.10045.2.1');
const STANDARDIZED = objectIdentifier('0.4.0.127.0.7.1.2');
const sequence = (...parts: Uint8Array[]): Uint8Array => encodeTlv(0x30, ...parts);

function integer(value: bigint): Uint8Array {
  const digits = value.toString(16);
  return encodeTlv(0x02, fromHex(`00${digits.length % 2 === 0 ? '' : '0'}${digits}`));
}
function x942(...numbers: bigint[]): Uint8Array {
  return sequence(X942, sequence(...numbers.map(integer)));
}
const pkcs3 = (...numbers: bigint[]): Uint8Array => sequence(PKCS3, sequence(...numbers.map(integer)));

describe('an AlgorithmIdentifier', () => {
  it('names a standardized domain', () => {
    expect(domainOfAlgorithm(sequence(STANDARDIZED, integer(13n)))).toEqual(standardizedDomain(13));
    expect(domainOfAlgorithm(sequence(STANDARDIZED, integer(2n)))).toEqual(standardizedDomain(2));
  });

  it('names a curve', () => {
    const named = sequence(EC, objectIdentifier('1.3.36.3.3.2.8.1.1.7'));
    expect(domainOfAlgorithm(named)).toEqual({ kind: 'ec', curve: CURVES.bp256, parameterId: null });
  });

  it('spells out a group, with its order (X9.42) or without (PKCS #3)', () => {
    const { p, g, q } = LARGE;
    const seeds = [sequence(integer(1n)), integer(2n)];
    expect(domainOfAlgorithm(x942(p, g, q))).toEqual({ kind: 'dh', p, g, q, parameterId: null });
    expect(domainOfAlgorithm(sequence(X942, sequence(...[p, g, q].map(integer), ...seeds)))?.kind).toBe('dh');
    expect(domainOfAlgorithm(pkcs3(p, g))).toEqual({ kind: 'dh', p, g, q: null, parameterId: null });
    expect(domainOfAlgorithm(pkcs3(p, g, 256n))).toMatchObject({ q: null });
  });

  it('spells out a group of a safe prime, whose order need not be known', () => {
    const safePrime = BigInt(`0x${getDiffieHellman('modp14').getPrime('hex')}`);
    const expected = { kind: 'dh', p: safePrime, g: 4n, q: null, parameterId: null };
    expect(domainOfAlgorithm(x942(safePrime, 4n, (safePrime - 1n) / 2n))).toEqual(expected);
  });

  it('spells out a group without a power of it being taken', () => {
    const { p, q } = SMALL;
    // 2 has another order, which would show in that.
    expect(domainOfAlgorithm(x942(p, 2n, q))).toMatchObject({ g: 2n, q });
  });

  const { p, g, q } = SMALL;
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['no SEQUENCE', integer(13n)],
    ['an empty SEQUENCE', sequence()],
    ['elements cut short', fromHex('30020603')],
    ['no object identifier', sequence(integer(13n), integer(13n))],
    ['no parameters', sequence(EC)],
    ['another algorithm', sequence(objectIdentifier('1.2.840.113549.1.1.1'), fromHex('0500'))],
    ['a reserved number', sequence(STANDARDIZED, integer(7n))],
    ['a huge number', sequence(STANDARDIZED, integer(1n << 2000n))],
    ['a number that is none', sequence(STANDARDIZED, fromHex('0500'))],
    ['an unknown curve', sequence(EC, objectIdentifier('1.3.132.0.10'))],
    ['parameters of a group that are none', sequence(X942, integer(p))],
    ['parameters of a group cut short', sequence(X942, fromHex('30020203'))],
    ['no modulus', x942()],
    ['no generator', pkcs3(p)],
    ['a small modulus', pkcs3((1n << 1023n) - 1n, 2n)],
    ['a large modulus', pkcs3((1n << 4097n) - 1n, 2n)],
    ['an even modulus', pkcs3(p + 1n, g)],
    ['a generator of 1', pkcs3(p, 1n)],
    ['a generator of p - 1', pkcs3(p, p - 1n)],
    ['a generator that is no number', sequence(PKCS3, sequence(integer(p), fromHex('0500')))],
    ['no order', x942(p, g)],
    ['a small order', x942(p, g, 3n)],
    ['an order that does not divide p - 1', x942(p, g, q + 2n)],
    ['an order that would take long to check', x942(p, g, (p - 1n) / 4n)],
  ])('of %s is none', (_, bytes) => {
    expect(domainOfAlgorithm(bytes)).toBeNull();
  });

  it('of any other bytes is none, and never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(domainOfAlgorithm(bytes)).toBeNull();
        expect(domainOfAlgorithm(sequence(X942, bytes))).toBeNull();
        expect(agreementKeyOf(bytes)).toBeNull();
        expect(agreementKeyOf(sequence(bytes))).toBeNull();
      }),
    );
  });
});

describe('a SubjectPublicKeyInfo', () => {
  const bits = (...parts: Uint8Array[]): Uint8Array => encodeTlv(0x03, Uint8Array.of(0), ...parts);

  it('of appendix I.1 is on brainpoolP256r1', () => {
    const { chip_authentication_public_key_info, pk_ic_x, pk_ic_y } = vectors.pace_cam_ecdh;
    const info = readTlvs(fromHex(chip_authentication_public_key_info));
    const parts = info.ok ? readTlvs(info.value[0]!.value) : info;
    const key = agreementKeyOf(parts.ok ? parts.value[1]!.bytes : new Uint8Array());
    expect(key?.domain).toEqual(standardizedDomain(13));
    expect(key && toHex(key.bytes).toUpperCase()).toBe(`04${pk_ic_x}${pk_ic_y}`);
  });

  it('of a group holds an INTEGER', () => {
    const { p, g, q } = SMALL;
    const key = agreementKeyOf(sequence(x942(p, g, q), bits(integer(5n))));
    expect(key).toMatchObject({ domain: { kind: 'dh', p }, bytes: fromHex('0005') });
  });

  const named = sequence(STANDARDIZED, integer(13n));
  const group = sequence(STANDARDIZED, integer(0n));
  it.each<[string, Uint8Array]>([
    ['no key', sequence(named)],
    ['no algorithm', sequence()],
    ['a key that is no BIT STRING', sequence(named, encodeTlv(0x04, Uint8Array.of(0, 4)))],
    ['a key of no whole bytes', sequence(named, encodeTlv(0x03, Uint8Array.of(1, 4)))],
    ['an empty BIT STRING', sequence(named, encodeTlv(0x03))],
    ['an unknown domain', sequence(sequence(STANDARDIZED, integer(7n)), bits(Uint8Array.of(4)))],
    ['a public value that is no INTEGER', sequence(group, bits(fromHex('0500')))],
    ['a public value cut short', sequence(group, bits(fromHex('0203')))],
  ])('with %s is none', (_, bytes) => {
    expect(agreementKeyOf(bytes)).toBeNull();
  });
});

describe('domains are the same', () => {
  const [curve, other] = [standardizedDomain(13), standardizedDomain(12)] as [Domain, Domain];
  const [group, larger] = [standardizedDomain(0), standardizedDomain(1)] as [Domain, Domain];
  it('by their parameters, not by their numbers', () => {
    expect(sameDomain(curve, { ...curve, parameterId: null })).toBe(true);
    expect(sameDomain(group, { ...group, parameterId: 99 })).toBe(true);
    expect(sameDomain(curve, other)).toBe(false);
    expect(sameDomain(group, larger)).toBe(false);
    expect(sameDomain(curve, group) || sameDomain(group, curve)).toBe(false);
    expect(group.kind === 'dh' && sameDomain(group, { ...group, g: 2n })).toBe(false);
  });
});
