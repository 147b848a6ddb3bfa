import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex } from './bytes.ts';
import { MAX_SECURITY_INFOS, parseSecurityInfos, type SecurityInfos } from './security-infos.ts';
import { encodeTlv } from './tlv.ts';

const NONE: SecurityInfos = {
  pace: [],
  paceDomains: [],
  chipAuthentication: [],
  chipAuthenticationKeys: [],
  activeAuthentication: null,
  others: [],
};
const infosOf = (bytes: Uint8Array | string): SecurityInfos => {
  const result = parseSecurityInfos(typeof bytes === 'string' ? fromHex(bytes) : bytes);
  if (!result.ok) throw new Error(result.detail);
  return result.infos;
};
/** What DG14 says, its keys by size. */
const summary = (bytes: string) => ({
  ...infosOf(bytes),
  chipAuthenticationKeys: infosOf(bytes).chipAuthenticationKeys.map(({ oid, publicKey, keyId }) => [
    oid,
    publicKey.length,
    keyId,
  ]),
});

const oid = (hex: string): Uint8Array => encodeTlv(0x06, fromHex(hex));
const integer = (hex: string): Uint8Array => encodeTlv(0x02, fromHex(hex));
const info = (...parts: Uint8Array[]): Uint8Array => encodeTlv(0x30, ...parts);
const set = (...infos: Uint8Array[]): Uint8Array => encodeTlv(0x31, ...infos);

const PACE_GM_AES128 = oid('04007F00070202040202');
const CA_AES128 = oid('04007F00070202030202');
const PK_ECDH = oid('04007F000702020102');
const ACTIVE_AUTHENTICATION = oid('678108010105');
const PLAIN_SHA256 = oid('04007F00070101040103');
const EXPECTED_PACE = { oid: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 13 };
const good = info(PACE_GM_AES128, integer('02'), integer('0D'));

describe('published files', () => {
  it('reads EF.CardAccess of appendix G.1', () => {
    expect(infosOf(vectors.pace_gm_ecdh.ef_cardaccess)).toEqual({ ...NONE, pace: [EXPECTED_PACE] });
  });

  it('reads EF.CardAccess of appendix I.1 and of a real chip with PACE over 3DES', () => {
    expect(infosOf(vectors.pace_cam_ecdh.ef_cardaccess).pace).toEqual([
      { oid: '0.4.0.127.0.7.2.2.4.6.2', version: 2, parameterId: 13 },
    ]);
    expect(infosOf(vectors.pace_gm_3des_real.ef_cardaccess).pace).toEqual([
      { oid: '0.4.0.127.0.7.2.2.4.2.1', version: 2, parameterId: 13 },
    ]);
  });

  const [at, de, my, fr] = vectors.chip_authentication.real_v1.map(({ dg14 }) => dg14) as [
    string,
    string,
    string,
    string,
  ];
  const TERMINAL_AUTHENTICATION = '0.4.0.127.0.7.2.2.2';

  it('reads DG14 of a real chip without a key id', () => {
    expect(summary(at)).toEqual({
      ...NONE,
      pace: [EXPECTED_PACE],
      chipAuthentication: [{ oid: '0.4.0.127.0.7.2.2.3.2.2', version: 1, keyId: null }],
      chipAuthenticationKeys: [['0.4.0.127.0.7.2.2.1.2', 311, null]],
      others: [TERMINAL_AUTHENTICATION],
    });
  });

  it('reads DG14 of a real chip with a key id and two mappings of PACE', () => {
    expect(summary(de)).toEqual({
      ...NONE,
      pace: [EXPECTED_PACE, { oid: '0.4.0.127.0.7.2.2.4.6.2', version: 2, parameterId: 13 }],
      chipAuthentication: [{ oid: '0.4.0.127.0.7.2.2.3.2.2', version: 1, keyId: 0xc3 }],
      chipAuthenticationKeys: [['0.4.0.127.0.7.2.2.1.2', 311, 0xc3]],
      others: [TERMINAL_AUTHENTICATION],
    });
  });

  it('reads DG14 of real chips with 3DES, announced and not', () => {
    expect(summary(my)).toMatchObject({
      chipAuthentication: [{ oid: '0.4.0.127.0.7.2.2.3.2.1', version: 1, keyId: null }],
      chipAuthenticationKeys: [['0.4.0.127.0.7.2.2.1.2', 311, null]],
    });
    expect(summary(fr)).toMatchObject({
      pace: [{ oid: '0.4.0.127.0.7.2.2.4.2.4', version: 2, parameterId: 12 }],
      chipAuthentication: [],
      chipAuthenticationKeys: [['0.4.0.127.0.7.2.2.1.2', 311, null]],
    });
  });
});

describe('single infos', () => {
  it('reads domain parameters of PACE', () => {
    const algorithm = info(oid('2A8648CE3D0201'));
    const infos = infosOf(set(info(oid('04007F000702020402'), algorithm, integer('11'))));
    expect(infos.paceDomains).toEqual([{ oid: '0.4.0.127.0.7.2.2.4.2', algorithm, parameterId: 0x11 }]);
  });

  it('reads the hash of active authentication, the first that can be read', () => {
    const announced = info(ACTIVE_AUTHENTICATION, integer('01'), PLAIN_SHA256);
    const other = info(ACTIVE_AUTHENTICATION, integer('01'), oid('04007F00070101040101'));
    for (const infos of [set(announced), set(info(ACTIVE_AUTHENTICATION, integer('01')), announced, other)]) {
      expect(infosOf(infos).activeAuthentication).toEqual({ signatureAlgorithm: '0.4.0.127.0.7.1.1.4.1.3' });
    }
  });

  it.each([
    ['00', 0],
    ['C3', 0xc3],
    ['00C3', 0xc3],
    ['7FFFFFFF', 0x7fff_ffff],
    ['00FFFFFFFF', 0xffff_ffff],
  ])('takes key id %s', (hex, keyId) => {
    expect(infosOf(set(info(CA_AES128, integer('01'), integer(hex)))).chipAuthentication).toEqual([
      { oid: '0.4.0.127.0.7.2.2.3.2.2', version: 1, keyId },
    ]);
  });
});

describe('what cannot be read is passed over', () => {
  it.each([
    ['no SEQUENCE', encodeTlv(0x04, fromHex('00'))],
    ['no TLV inside', info(fromHex('0605'))],
    ['nothing inside', info()],
    ['no object identifier first', info(integer('02'), integer('02'))],
    ['half an object identifier', info(oid('04FF'), integer('02'))],
    ['no required data', info(PACE_GM_AES128)],
    ['a version that is no INTEGER', info(PACE_GM_AES128, encodeTlv(0x04, fromHex('02')))],
    ['an empty version', info(PACE_GM_AES128, integer(''))],
    ['a version too long', info(PACE_GM_AES128, integer('0102030405'))],
    ['a parameter id that is no INTEGER', info(PACE_GM_AES128, integer('02'), PACE_GM_AES128)],
    ['a key that is no SEQUENCE', info(PK_ECDH, integer('01'))],
    ['a hash that is no object identifier', info(ACTIVE_AUTHENTICATION, integer('01'), integer('01'))],
    ['a hash with half an object identifier', info(ACTIVE_AUTHENTICATION, integer('01'), oid('FF'))],
  ])('%s', (_, broken) => {
    expect(infosOf(set(broken, good))).toEqual({ ...NONE, pace: [EXPECTED_PACE] });
  });

  it('keeps what stands before a length that lies', () => {
    expect(infosOf(set(good, fromHex('30050601'))).pace).toEqual([EXPECTED_PACE]);
  });

  it('names the protocols it has no use for', () => {
    expect(infosOf(set(info(oid('678108010106'), integer('01'), integer('01')), good))).toEqual({
      ...NONE,
      pace: [EXPECTED_PACE],
      others: ['2.23.136.1.1.6'],
    });
  });

  it('looks at so many and no more', () => {
    const many = set(...Array.from({ length: MAX_SECURITY_INFOS + 1 }, () => good));
    expect(infosOf(many).pace).toHaveLength(MAX_SECURITY_INFOS);
  });
});

describe('files that are none', () => {
  it.each([
    ['nothing', '', 'SecurityInfos: no tag'],
    ['another group', '6100', 'SecurityInfos: no SET'],
    ['DG14 around nothing', '6E00', 'SecurityInfos: no tag'],
    ['a cut file', '3114', 'SecurityInfos: value cut off'],
  ])('%s', (_, hex, detail) => {
    expect(parseSecurityInfos(fromHex(hex))).toEqual({ ok: false, detail });
  });

  it('never throws, and finds an info behind any other that is whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(0xff), (bytes, tag) => {
        parseSecurityInfos(bytes);
        const strange = encodeTlv(tag % 2 === 0 ? 0x30 : 0x04, bytes);
        expect(infosOf(set(strange, good)).pace.at(-1)).toEqual(EXPECTED_PACE);
      }),
    );
  });
});
