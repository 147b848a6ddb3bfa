import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex } from './bytes.ts';
import { CURVES } from './curves.ts';
import { sameDomain, standardizedDomain } from './domain.ts';
import { paceOffers, type PaceOffer } from './pace-offers.ts';
import { cardAccessOf, offerOf } from './pace-testing.ts';
import { NO_INFOS, type SecurityInfos } from './security-infos.ts';
import { objectIdentifier } from './testing-documents.ts';
import { encodeTlv } from './tlv.ts';

const PACE = '0.4.0.127.0.7.2.2.4';
type Announced = SecurityInfos['pace'][number];
const announce = (variant: string, parameterId: number | null = 13, version = 2): Announced => ({
  oid: `${PACE}.${variant}`,
  version,
  parameterId,
});
const offers = (
  pace: Announced[],
  paceDomains: SecurityInfos['paceDomains'] = [],
): { usable: PaceOffer[]; unsupported: string[] } => paceOffers({ ...NO_INFOS, pace, paceDomains });
const variants = (pace: Announced[]): string[] => offers(pace).usable.map(({ oid }) => oid.slice(PACE.length + 1));

describe('offers of the worked examples', () => {
  it.each<[string, string, Partial<PaceOffer>]>([
    ['G.1', vectors.pace_gm_ecdh.ef_cardaccess, { mapping: 'GM', cipher: 'AES-128' }],
    ['G.2', cardAccessOf(vectors.pace_gm_dh.paceinfo), { mapping: 'GM', cipher: 'AES-128' }],
    ['H.1', cardAccessOf(vectors.pace_im_ecdh.paceinfo), { mapping: 'IM', cipher: 'AES-128' }],
    ['I.1', vectors.pace_cam_ecdh.ef_cardaccess, { mapping: 'CAM', cipher: 'AES-128' }],
    ['a real chip', vectors.pace_gm_3des_real.ef_cardaccess, { mapping: 'GM', cipher: '3DES' }],
  ])('%s', (name, cardAccess, expected) => {
    const offer = offerOf(cardAccess);
    expect(offer).toMatchObject({ ...expected, parameterId: null });
    expect(sameDomain(offer.domain, standardizedDomain(name === 'G.2' ? 0 : 13)!)).toBe(true);
  });
});

describe('the order of offers', () => {
  it('is curves, then the mapping, then the cipher, then as listed', () => {
    const listed = ['3.2', '1.1', '1.4', '4.2', '2.1', '2.2', '2.4', '6.4', '6.2'];
    const announced = listed.map((variant) => announce(variant, /^[13]/.test(variant) ? 0 : 13));
    expect(variants(announced)).toEqual(['6.4', '6.2', '2.2', '2.4', '2.1', '4.2', '1.4', '1.1', '3.2']);
  });
});

describe('the domain is named', () => {
  const ids = (pace: Announced[]): (number | null)[] => offers(pace).usable.map(({ parameterId }) => parameterId);
  it('only when the chip has more than one', () => {
    expect(ids([announce('2.2'), announce('6.2')])).toEqual([null, null]);
    expect(ids([announce('2.2', 13), announce('2.2', 12)])).toEqual([13, 12]);
    expect(ids([announce('2.2', 13), announce('2.9', 12)])).toEqual([13]);
  });
});

describe('what is not supported', () => {
  it.each<[string, Announced]>([
    ['another version', announce('2.2', 13, 1)],
    ['an unknown mapping', announce('5.2')],
    ['an unknown cipher', announce('2.5')],
    ['chip authentication mapping with 3DES', announce('6.1')],
    ['a number that is reserved', announce('2.2', 3)],
    ['no domain at all', announce('2.2', null)],
    ['a group where a curve belongs', announce('2.2', 0)],
    ['a curve where a group belongs', announce('1.2', 13)],
    ['integrated mapping over secp224r1', announce('4.2', 10)],
    ['another protocol', { ...announce('2.2'), oid: '0.4.0.127.0.7.2.2.5.2.2' }],
    ['a longer name', { ...announce('2.2'), oid: `${PACE}.2.2.2.2` }],
    ['a short name', { ...announce('2.2'), oid: '2' }],
  ])('%s', (_, info) => {
    expect(offers([info, info])).toEqual({ usable: [], unsupported: [info.oid] });
    expect(variants([info, announce('2.2')])).toContain('2.2');
  });
});

describe('parameters that are spelled out', () => {
  const named = encodeTlv(0x30, objectIdentifier('1.2.840.10045.2.1'), objectIdentifier('1.3.132.0.34'));
  const domain = (parameterId: number | null, algorithm = named): SecurityInfos['paceDomains'][number] => ({
    oid: `${PACE}.2`,
    algorithm,
    parameterId,
  });
  const curvesOf = (pace: Announced[], domains: SecurityInfos['paceDomains']): unknown[] =>
    offers(pace, domains).usable.map((offer) => (offer.domain.kind === 'ec' ? offer.domain.curve : null));

  it('go with an info of the same number and protocol, or of none', () => {
    expect(curvesOf([announce('2.2', null)], [domain(null)])).toEqual([CURVES.p384]);
    expect(curvesOf([announce('2.2', 99)], [domain(98), domain(99)])).toEqual([CURVES.p384]);
    expect(curvesOf([announce('2.2', 13)], [domain(13)])).toEqual([CURVES.bp256]);
    expect(curvesOf([announce('4.2', 99)], [domain(99)])).toEqual([]);
  });

  it('are read once, however many infos name them', () => {
    let reads = 0;
    const counted = {
      ...domain(99),
      get algorithm() {
        reads += 1;
        return named;
      },
    };
    const { usable } = offers(
      Array.from({ length: 60 }, () => announce('2.2', 99)),
      [counted],
    );
    expect(usable).toHaveLength(60);
    expect(reads).toBe(1);
  });

  it('have to be known ones', () => {
    expect(curvesOf([announce('2.2', 99)], [domain(99, fromHex('3000'))])).toEqual([]);
    const integer = (hex: string): Uint8Array => encodeTlv(0x02, fromHex(`00${hex}`));
    const modp = (g: string): SecurityInfos['paceDomains'][number] => ({
      ...domain(
        99,
        encodeTlv(
          0x30,
          objectIdentifier('1.2.840.113549.1.3.1'),
          encodeTlv(0x30, integer(vectors.pace_gm_dh.p), integer(g)),
        ),
      ),
      oid: `${PACE}.1`,
    });
    const { usable } = offers([announce('1.2', 99)], [modp(vectors.pace_gm_dh.g)]);
    expect(usable.map((offer) => offer.domain)).toEqual([standardizedDomain(0)]);
    expect(offers([announce('1.2', 99)], [modp('02')])).toEqual({ usable: [], unsupported: [`${PACE}.1.2`] });
  });
});
