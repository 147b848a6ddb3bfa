import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.ts';
import type { AccessKey } from './chip.ts';
import { suiteOf, tripleDesCbc } from './cipher.ts';
import { toNumber } from './domain.ts';
import type { CipherName } from './keys.ts';
import { ChipLink } from './link.ts';
import { camHolds, establishPace, type PaceOffer, type PaceResult } from './pace.ts';
import { PaceChip, STATIC_PRIVATE_KEY } from './pace-chip-testing.ts';
import {
  CAN_123456,
  cardAccessOf,
  freshTools,
  keyPairOf,
  MRZ_C11T002JM,
  MRZ_T22000129,
  offerOf,
  runPace,
  toolsFor,
  type Numbers,
} from './pace-testing.ts';
import { NO_INFOS } from './security-infos.ts';
import { SecureMessaging } from './secure-messaging.ts';
import { encodeTlv } from './tlv.ts';

const SELECT_DG14 = { cla: 0, ins: 0xa4, p1: 0x02, p2: 0x0c, data: fromHex('010E') };

/** That the session runs under these keys, from a counter of zero. */
function expectSession(result: PaceResult, cipher: CipherName, keys: { ks_enc: string; ks_mac: string }): void {
  if (!result.ok) throw new Error(JSON.stringify(result));
  const suite = suiteOf(cipher, { encryption: fromHex(keys.ks_enc), mac: fromHex(keys.ks_mac) });
  const expected = new SecureMessaging(suite, new Uint8Array(suite.blockBytes));
  expect(toHex(result.session.protect(SELECT_DG14))).toBe(toHex(expected.protect(SELECT_DG14)));
}

interface Example {
  cardAccess: string;
  cipher: CipherName;
  key: AccessKey;
  numbers: Numbers;
  keys: { ks_enc: string; ks_mac: string };
  apdus: string[][];
}

const { pace_gm_ecdh: g1, pace_im_ecdh: h1, pace_cam_ecdh: i1 } = vectors;
const numbersOf = (example: { map_ifd_priv: string; ka_ifd_priv: string }): Numbers => ({
  mapPrivateKey: example.map_ifd_priv,
  agreementPrivateKey: example.ka_ifd_priv,
});

describe('ICAO 9303-11, worked examples with printed APDUs', () => {
  it.each<[string, Example]>([
    [
      'G.1: generic mapping, ECDH, AES-128, MRZ',
      {
        cardAccess: g1.ef_cardaccess,
        cipher: 'AES-128',
        key: MRZ_T22000129,
        numbers: numbersOf(g1),
        keys: g1,
        apdus: g1.apdus,
      },
    ],
    [
      'H.1: integrated mapping, ECDH, AES-128, CAN',
      {
        cardAccess: cardAccessOf(h1.paceinfo),
        cipher: 'AES-128',
        key: CAN_123456,
        numbers: { nonce: h1.nonce_t, agreementPrivateKey: h1.ka_ifd_priv },
        keys: h1,
        // The example names the password as the MRZ, though its key is that of the CAN.
        apdus: h1.apdus.map(([sent = '', received = ''], index) => [
          index === 0 ? sent.replace(/01$/, '02') : sent,
          received.replace(/^\((\w+) per spec\)/, '$1'),
        ]),
      },
    ],
    [
      'I.1: chip authentication mapping, ECDH, AES-128, MRZ',
      {
        cardAccess: i1.ef_cardaccess,
        cipher: 'AES-128',
        key: MRZ_C11T002JM,
        numbers: numbersOf(i1),
        keys: i1,
        apdus: i1.apdus,
      },
    ],
  ])('%s', async (_, { cardAccess, cipher, key, numbers, keys, apdus }) => {
    const offer = offerOf(cardAccess);
    const answers = apdus.map(([, received = '']) => received);
    const { sent, result } = await runPace(offer, key, toolsFor(offer, numbers), answers);
    expect(sent).toEqual(apdus.map(([command]) => command));
    expectSession(result, cipher, keys);
  });
});

/** The example as APDUs, where the specification prints only their contents. */
function apdusFrom(
  offer: PaceOffer,
  password: '01' | '02',
  steps: { nonce: string; map: [string, string]; publicKey: [string, string]; token: [string, string]; more?: string },
): string[][] {
  const object = (...parts: Uint8Array[]): string => toHex(encodeTlv(0x7c, ...parts)).toUpperCase();
  const part = (tag: number, hex: string): Uint8Array => encodeTlv(tag, fromHex(hex));
  const command = (header: string, data: string): string =>
    `${header}${(data.length / 2).toString(16).padStart(2, '0')}${data}00`.toUpperCase();
  const oid = `04007F00070202040${offer.oid.at(-3)}0${offer.oid.at(-1)}`;
  const { nonce, map, publicKey, token, more = '' } = steps;
  return [
    [`0022C1A40F800A${oid}8301${password}`, '9000'],
    [command('10860000', object()), `${object(part(0x80, nonce))}9000`],
    [command('10860000', object(part(0x81, map[0]))), `${object(part(0x82, map[1]))}9000`],
    [command('10860000', object(part(0x83, publicKey[0]))), `${object(part(0x84, publicKey[1]))}9000`],
    [command('00860000', object(part(0x85, token[0]))), `${object(part(0x86, token[1]), fromHex(more))}9000`],
  ];
}

const { pace_gm_dh: g2, pace_im_dh: h2 } = vectors;
const eac = vectors.chip_authentication.eac_worked_example_pace_pin_ecdh;

describe('worked examples that print no APDUs', () => {
  it.each<[string, Omit<Example, 'apdus'> & { password: '01' | '02'; steps: Parameters<typeof apdusFrom>[2] }]>([
    [
      'ICAO 9303-11, G.2: generic mapping, DH, AES-128, MRZ',
      {
        cardAccess: cardAccessOf(g2.paceinfo),
        cipher: 'AES-128',
        key: MRZ_T22000129,
        password: '01',
        numbers: numbersOf(g2),
        keys: g2,
        steps: {
          nonce: g2.enc_nonce,
          map: [g2.map_ifd_pub, g2.map_ic_pub],
          publicKey: [g2.ka_ifd_pub, g2.ka_ic_pub],
          token: [g2.t_ifd, g2.t_ic],
          // The reference of a certification authority, which is for terminal authentication.
          more: '870F444554455354435643413030303033',
        },
      },
    ],
    [
      'ICAO 9303-11, H.2: integrated mapping, DH, AES-128, CAN',
      {
        cardAccess: cardAccessOf('3012060A04007F00070202040302020102020100'),
        cipher: 'AES-128',
        key: CAN_123456,
        password: '02',
        numbers: { nonce: h2.nonce_t, agreementPrivateKey: h2.ka_ifd_priv },
        keys: h2,
        steps: {
          nonce: h2.enc_nonce,
          map: [h2.nonce_t, ''],
          publicKey: [h2.ka_ifd_pub, h2.ka_ic_pub],
          token: [h2.t_ifd, h2.t_ic],
        },
      },
    ],
    [
      'BSI EAC worked example: generic mapping, ECDH, AES-128, six digits',
      {
        cardAccess: g1.ef_cardaccess,
        cipher: 'AES-128',
        key: CAN_123456,
        password: '02',
        numbers: numbersOf(eac),
        keys: eac,
        steps: {
          nonce: eac.enc_nonce,
          map: [
            toHex(keyPairOf(offerOf(g1.ef_cardaccess).domain, toNumber(fromHex(eac.map_ifd_priv))).publicKey),
            eac.map_ic_pub,
          ],
          publicKey: [eac.ka_ifd_pub, eac.ka_ic_pub],
          token: [eac.t_ifd, eac.t_ic],
        },
      },
    ],
  ])('%s', async (_, { cardAccess, cipher, key, password, numbers, keys, steps }) => {
    const offer = offerOf(cardAccess);
    const apdus = apdusFrom(offer, password, steps);
    const { sent, result } = await runPace(
      offer,
      key,
      toolsFor(offer, numbers),
      apdus.map(([, received = '']) => received),
    );
    expect(sent).toEqual(apdus.map(([command]) => command));
    expectSession(result, cipher, keys);
  });
});

describe('a published session of a real chip', () => {
  it('3DES: generic mapping, ECDH, with the domain named', async () => {
    const real = vectors.pace_gm_3des_real;
    const offer = { ...offerOf(real.ef_cardaccess), parameterId: 13 };
    expect(offer.cipher).toBe('3DES');
    const printed = real.apdus[1]?.[1] ?? '';
    // The holder's key is not published, only what it becomes: here the nonce comes under the key of a CAN instead.
    expect(toHex(tripleDesCbc('decrypt', fromHex(real.kpi_3des), fromHex(printed.slice(8, 40)))).toUpperCase()).toBe(
      real.nonce,
    );
    const kpi = fromHex(vectors.pace_password.can_123456.kpi_3des);
    const nonce = toHex(tripleDesCbc('encrypt', kpi, fromHex(real.nonce)));
    const answers = real.apdus.map(([, received = ''], index) => (index === 1 ? `7C128010${nonce}9000` : received));
    const { sent, result } = await runPace(offer, CAN_123456, toolsFor(offer, numbersOf(real)), answers);
    expect(sent).toEqual(
      real.apdus.map(([command = ''], index) => (index === 0 ? command.replace('830101', '830102') : command)),
    );
    expectSession(result, '3DES', real);
  });
});

describe('every variant', () => {
  /** Extra bytes of P-521 and the longest groups; one curve more than the examples have for every mapping and cipher. */
  it.each<[string, number, number?]>([
    ['2.1', 12],
    ['2.2', 8],
    ['2.2', 9],
    ['2.2', 10],
    ['2.2', 11],
    ['2.3', 15],
    ['2.4', 16],
    ['2.4', 18, 32],
    ['4.1', 13],
    ['4.2', 14],
    ['4.3', 12, 32],
    ['4.4', 17, 32],
    ['6.2', 12],
    ['6.3', 16],
    ['6.4', 18],
    ['1.1', 0],
    ['1.4', 2],
    ['3.1', 0],
    ['3.2', 1],
    ['3.4', 2, 32],
  ])('id-PACE.%s over domain %i opens the session of the chip', async (variant, parameterId, nonceBytes) => {
    const [mapping = 0, cipher = 0] = variant.split('.').map(Number);
    const info = encodeTlv(
      0x30,
      Uint8Array.of(0x06, 0x0a, 0x04, 0x00, 0x7f, 0x00, 0x07, 0x02, 0x02, 0x04, mapping, cipher),
      Uint8Array.of(0x02, 0x01, 0x02, 0x02, 0x01, parameterId),
    );
    const offer = offerOf(toHex(encodeTlv(0x31, info)));
    const chip = new PaceChip(offer, MRZ_T22000129, nonceBytes);
    const result = await establishPace(new ChipLink(chip), offer, MRZ_T22000129, freshTools());
    // The chip checked our token, and we the chip's: both have the session keys.
    expect(result).toMatchObject({ ok: true });
    if (!result.ok || mapping !== 6) return;
    const publicKey = encodeTlv(
      0x30,
      encodeTlv(0x30, fromHex('060704007f000701020201'), Uint8Array.of(parameterId)),
      encodeTlv(0x03, Uint8Array.of(0), keyPairOf(offer.domain, STATIC_PRIVATE_KEY).publicKey),
    );
    const infos = { ...NO_INFOS, chipAuthenticationKeys: [{ oid: '', publicKey, keyId: null }] };
    expect(result.cam && camHolds(result.cam, infos)).toBe(true);
  });

  it('takes the extended form for public values of 2048 bits only', async () => {
    const offer = offerOf(cardAccessOf('3012060A04007F00070202040102020102020101'));
    const chip = new PaceChip(offer, CAN_123456);
    expect(await establishPace(new ChipLink(chip), offer, CAN_123456, freshTools())).toMatchObject({ ok: true });
    const isExtended = chip.commands.map((command) => command[4] === 0);
    expect(isExtended).toEqual([false, false, true, true, false]);
    // 7C, 84 and their lengths around 256 bytes.
    expect(toHex(chip.commands[2]!.subarray(-2))).toBe('0108');
  });
});
