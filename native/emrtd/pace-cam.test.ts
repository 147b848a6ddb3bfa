import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.ts';
import { cbc, pad } from './cipher.ts';
import type { EllipticDomain } from './domain.ts';
import { numberBytes } from './domain-group.ts';
import { openAuthenticationData, type ChipMapping } from './pace-cam.ts';
import { camHolds } from './pace.ts';
import { MRZ_C11T002JM, offerOf, runPace, toolsFor } from './pace-testing.ts';
import { NO_INFOS, type SecurityInfos } from './security-infos.ts';
import { readTlvs } from './tlv.ts';

const example = vectors.pace_cam_ecdh;
const OFFER = offerOf(example.ef_cardaccess);
const ANSWERS = example.apdus.map(([, received = '']) => received);
const KEYS = { encryption: fromHex(example.ks_enc), mac: fromHex(example.ks_mac) };

/** DG14 with these SubjectPublicKeyInfos. */
const infosWith = (...publicKeys: Uint8Array[]): SecurityInfos => ({
  ...NO_INFOS,
  chipAuthenticationKeys: publicKeys.map((publicKey) => ({ oid: '', publicKey, keyId: null })),
});

function printedKey(): Uint8Array {
  const info = readTlvs(fromHex(example.chip_authentication_public_key_info));
  const parts = info.ok ? readTlvs(info.value[0]!.value) : info;
  return parts.ok ? parts.value[1]!.bytes : new Uint8Array();
}
const STATIC_KEY = printedKey();
/** The same key under secp256r1, where it is not even a point. */
const OTHER_DOMAIN = fromHex(toHex(STATIC_KEY).replace('02010d', '02010c'));
const NOT_ON_CURVE = STATIC_KEY.with(-1, STATIC_KEY.at(-1)! ^ 1);

async function mappingAfter(lastAnswer: string): Promise<ChipMapping> {
  const tools = toolsFor(OFFER, { mapPrivateKey: example.map_ifd_priv, agreementPrivateKey: example.ka_ifd_priv });
  const { result } = await runPace(OFFER, MRZ_C11T002JM, tools, [...ANSWERS.slice(0, -1), lastAnswer]);
  if (!result.ok || !result.cam) throw new Error('no mapping');
  return result.cam;
}
const PRINTED = ANSWERS.at(-1)!;

describe('ICAO 9303-11, appendix I.1: chip authentication mapping', () => {
  it('opens the printed chip authentication data', async () => {
    const { authenticationData } = await mappingAfter(PRINTED);
    expect(authenticationData && toHex(authenticationData).toUpperCase()).toBe(example.CA_ic);
  });

  it('finds the printed initialisation vector', () => {
    const iv = cbc('AES-128', 'encrypt', KEYS.encryption, new Uint8Array(16).fill(0xff));
    expect(toHex(iv).toUpperCase()).toBe(example.ecad_iv);
  });

  it('holds for the static key, among others', async () => {
    const mapping = await mappingAfter(PRINTED);
    expect(camHolds(mapping, infosWith(STATIC_KEY))).toBe(true);
    expect(camHolds(mapping, infosWith(OTHER_DOMAIN, fromHex('3000'), STATIC_KEY))).toBe(true);
  });

  it('says nothing without a static key on the curve of the mapping', async () => {
    const mapping = await mappingAfter(PRINTED);
    for (const infos of [infosWith(), infosWith(OTHER_DOMAIN), infosWith(NOT_ON_CURVE), infosWith(fromHex('3000'))]) {
      expect(camHolds(mapping, infos)).toBeNull();
    }
  });
});

describe('a copied chip', () => {
  const domain = OFFER.domain as EllipticDomain;
  const { Fn, BASE } = domain.curve.Point;
  const mappingKey = fromHex(`04${example.map_ic_pub_x}${example.map_ic_pub_y}`);
  const quotient = BigInt(`0x${example.CA_ic}`);
  const holds = (authenticationData: Uint8Array | null): boolean | null =>
    camHolds({ domain, mappingKey, authenticationData }, infosWith(STATIC_KEY));

  it.each<[string, Uint8Array | null]>([
    ['no data', null],
    ['a quotient of zero', new Uint8Array(32)],
    ['a quotient beyond the order', numberBytes(quotient + Fn.ORDER, 33)],
    ['another quotient', numberBytes(quotient + 1n, 32)],
    ['no bytes', new Uint8Array()],
  ])('is told by %s', (_, data) => {
    expect(holds(data)).toBe(false);
    expect(holds(numberBytes(quotient, 32))).toBe(true);
  });

  it('is told by another key of the mapping', () => {
    const other = { domain, mappingKey: BASE.toBytes(false), authenticationData: numberBytes(quotient, 32) };
    expect(camHolds(other, infosWith(STATIC_KEY))).toBe(false);
  });

  it('is told by an answer without the data, or with data that cannot be read', async () => {
    const { t_ic } = example;
    for (const answer of [`7c0a8608${t_ic}9000`, `7c0c8608${t_ic}8a009000`, `7c0e8608${t_ic}8a02aabb9000`]) {
      const mapping = await mappingAfter(answer);
      expect(mapping.authenticationData).toBeNull();
      expect(camHolds(mapping, infosWith(STATIC_KEY))).toBe(false);
    }
  });
});

describe('the cryptogram', () => {
  it('is open only when it is padded', () => {
    const iv = cbc('AES-128', 'encrypt', KEYS.encryption, new Uint8Array(16).fill(0xff));
    const seal = (plain: Uint8Array): Uint8Array => cbc('AES-128', 'encrypt', KEYS.encryption, plain, iv);
    const data = fromHex('0102');
    expect(openAuthenticationData('AES-128', KEYS, seal(pad(data, 16)))).toEqual(data);
    expect(openAuthenticationData('AES-128', KEYS, seal(new Uint8Array(16)))).toBeNull();
  });
});
