import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.ts';
import { chipAuthenticationOffers, MAX_STATIC_KEYS, type ChipAuthenticationOffer } from './chip-authentication.ts';
import { groupOf } from './domain-group.ts';
import { standardizedDomain } from './domain.ts';
import { parseSecurityInfos, type SecurityInfos } from './security-infos.ts';
import { objectIdentifier } from './testing-documents.ts';
import { encodeTlv } from './tlv.ts';

const PK_DH = '0.4.0.127.0.7.2.2.1.1';
const PK_ECDH = '0.4.0.127.0.7.2.2.1.2';
const CA = '0.4.0.127.0.7.2.2.3';

/** SubjectPublicKeyInfo over a standardized domain, its private key 2. */
function publicKey(parameterId: number): Uint8Array {
  const domain = standardizedDomain(parameterId)!;
  const key = groupOf(domain).publicKey(2n);
  const algorithm = encodeTlv(0x30, objectIdentifier('0.4.0.127.0.7.1.2'), encodeTlv(0x02, Uint8Array.of(parameterId)));
  const content = domain.kind === 'ec' ? key : encodeTlv(0x02, key);
  return encodeTlv(0x30, algorithm, encodeTlv(0x03, Uint8Array.of(0), content));
}
const EC_KEY = publicKey(13);
const DH_KEY = publicKey(0);

type Announced = SecurityInfos['chipAuthentication'][number];
const announce = (variant: string, keyId: number | null = null, version = 1): Announced => ({
  oid: `${CA}.${variant}`,
  version,
  keyId,
});
const key = (bytes: Uint8Array, keyId: number | null = null): SecurityInfos['chipAuthenticationKeys'][number] => ({
  oid: bytes === DH_KEY ? PK_DH : PK_ECDH,
  publicKey: bytes,
  keyId,
});

/** Variants with key ids, and what cannot be used. */
function offers(
  chipAuthentication: Announced[],
  chipAuthenticationKeys: SecurityInfos['chipAuthenticationKeys'],
): { usable: [string, number | null][]; unsupported: string[] } {
  const infos = { pace: [], paceDomains: [], activeAuthentication: null, others: [] };
  const { usable, unsupported } = chipAuthenticationOffers({ ...infos, chipAuthentication, chipAuthenticationKeys });
  return { usable: usable.map(({ oid, keyId }) => [oid.slice(CA.length + 1), keyId]), unsupported };
}

describe('what real chips offer', () => {
  const found = vectors.chip_authentication.real_v1.map(({ dg14 }) => {
    const parsed = parseSecurityInfos(fromHex(dg14));
    return chipAuthenticationOffers(parsed.ok ? parsed.infos : expect.unreachable());
  });
  const summary = ({ oid, cipher, domain, chipPublicKey, keyId }: ChipAuthenticationOffer) => [
    oid.slice(CA.length + 1),
    cipher,
    domain.kind,
    toHex(chipPublicKey.subarray(0, 3)),
    keyId,
  ];

  it.each([
    [0, ['2.2', 'AES-128', 'ec', '041983', null]],
    [1, ['2.2', 'AES-128', 'ec', '047036', 0xc3]],
    [2, ['2.1', '3DES', 'ec', '04a04f', null]],
    [3, ['2.1', '3DES', 'ec', '048367', null]],
  ])('chip %i', (index, expected) => {
    expect(found[index]?.usable.map(summary)).toEqual([expected]);
    expect(found[index]?.unsupported).toEqual([]);
  });
});

describe('what is used first', () => {
  it('elliptic curves before Diffie-Hellman, then the stronger cipher', () => {
    const variants = ['1.4', '2.1', '2.3', '1.1', '2.4', '2.2', '1.2'].map((variant) => announce(variant));
    expect(offers(variants, [key(DH_KEY), key(EC_KEY)]).usable.map(([variant]) => variant)).toEqual([
      '2.4',
      '2.3',
      '2.2',
      '2.1',
      '1.4',
      '1.2',
      '1.1',
    ]);
  });

  it('3DES for a key nothing is said about, also beside a kind that is announced', () => {
    expect(offers([], [key(DH_KEY), key(EC_KEY, 3)]).usable).toEqual([
      ['2.1', 3],
      ['1.1', null],
    ]);
    expect(offers([announce('1.2')], [key(DH_KEY), key(EC_KEY)]).usable).toEqual([
      ['2.1', null],
      ['1.2', null],
    ]);
  });
});

describe('which key goes with which protocol', () => {
  it.each([
    ['no ids', null, null, null],
    ['an id of the protocol', 7, null, 7],
    ['an id of the key', null, 7, 7],
    ['the same id', 7, 7, 7],
  ])('%s', (_, ofProtocol, ofKey, sent) => {
    expect(offers([announce('2.2', ofProtocol)], [key(EC_KEY, ofKey)])).toEqual({
      usable: [['2.2', sent]],
      unsupported: [],
    });
  });

  it('tells keys apart by their ids', () => {
    const keys = [key(EC_KEY, 1), key(EC_KEY, 2)];
    expect(offers([announce('2.2', 2), announce('2.4', 1)], keys).usable).toEqual([
      ['2.4', 1],
      ['2.2', 2],
    ]);
    expect(offers([announce('2.2')], keys).usable).toEqual([
      ['2.2', 1],
      ['2.2', 2],
    ]);
  });
});

describe('what cannot be used', () => {
  it.each([
    ['no key at all', announce('2.2'), []],
    ['a key of the other kind', announce('2.2'), [key(DH_KEY)]],
    ['a key of another id', announce('2.2', 1), [key(EC_KEY, 2)]],
    ['version 2', announce('2.2', null, 2), [key(EC_KEY)]],
    ['an unknown cipher', announce('2.5'), []],
  ])('%s', (_, announced, keys) => {
    const { usable, unsupported } = offers([announced, announce('1.1')], [...keys, key(DH_KEY)]);
    expect(usable.every(([variant]) => variant === '1.1')).toBe(true);
    expect(unsupported).toEqual([announced.oid]);
  });

  it.each([
    ['no key', fromHex('3000')],
    ['a point off the curve', EC_KEY.with(-1, EC_KEY.at(-1)! ^ 1)],
    ['a public value outside the group', Uint8Array.from([...DH_KEY.slice(0, -128), ...new Uint8Array(127), 1])],
  ])('%s', (_, bytes) => {
    expect(offers([], [key(bytes)])).toEqual({ usable: [], unsupported: [PK_ECDH] });
  });

  it('keys beyond the first few', () => {
    const keys = Array.from({ length: MAX_STATIC_KEYS + 1 }, (_, index) => key(EC_KEY, index));
    expect(offers([announce('2.2')], keys).usable.map(([, keyId]) => keyId)).toEqual([0, 1, 2, 3]);
  });

  it('any bytes at all, without ever throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(offers([], [key(encodeTlv(0x30, bytes))]).usable).toEqual([]);
      }),
    );
  });
});
