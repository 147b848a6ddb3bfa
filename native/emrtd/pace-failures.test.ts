import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex, toHex } from './bytes.ts';
import { numberBytes } from './domain-group.ts';
import { ChipLink } from './link.ts';
import { establishPace, MIN_TRIES_LEFT, type PaceResult } from './pace.ts';
import { PaceChip } from './pace-chip-testing.ts';
import {
  CAN_123456,
  cardAccessOf,
  freshTools,
  MRZ_T22000129,
  offerOf,
  runPace,
  toolsFor,
  type Run,
} from './pace-testing.ts';
import { encodeTlv } from './tlv.ts';

const { pace_gm_ecdh: g1, pace_gm_dh: g2, pace_im_ecdh: h1 } = vectors;
const OFFER = offerOf(g1.ef_cardaccess);
const TOOLS = toolsFor(OFFER, { mapPrivateKey: g1.map_ifd_priv, agreementPrivateKey: g1.ka_ifd_priv });
const ANSWERS = g1.apdus.map(([, received = '']) => received);
const STEP = { select: 0, nonce: 1, mapping: 2, agreement: 3, token: 4 } as const;

/** Appendix G.1 with one answer replaced, after which the card is gone. */
const runWith = (step: number, answer: string): Promise<Run> =>
  runPace(OFFER, MRZ_T22000129, TOOLS, [...ANSWERS.slice(0, step), answer]);
const resultOf = async (step: number, answer: string): Promise<PaceResult> => (await runWith(step, answer)).result;
const answerWith = (tag: number, value: Uint8Array): string => `${toHex(encodeTlv(0x7c, encodeTlv(tag, value)))}9000`;

describe('a chip that turns PACE down before the secret is used', () => {
  it.each<[string, number, string]>([
    ['MSE:Set AT', STEP.select, '6a80'],
    ['MSE:Set AT', STEP.select, '6a88'],
    ['MSE:Set AT', STEP.select, '6300'],
    ['the request for a nonce', STEP.nonce, '6982'],
    ['the request for a nonce', STEP.nonce, '63c2'],
  ])('refuses %s (step %i) with %s', async (name, step, word) => {
    const { sent, result } = await runWith(step, word);
    const status = parseInt(word, 16);
    expect(result).toEqual({
      ok: false,
      kind: 'refused',
      status,
      detail: `PACE: ${name} refused with ${word.toUpperCase()}`,
    });
    expect(sent).toHaveLength(step + 1);
  });

  it('may warn of its retry counter and go on', async () => {
    const { sent, result } = await runPace(OFFER, MRZ_T22000129, TOOLS, ['63c2', ...ANSWERS.slice(1)]);
    expect(result.ok).toBe(true);
    expect(sent).toEqual(g1.apdus.map(([command]) => command));
  });
});

describe('a password with few tries left', () => {
  it.each(Array.from({ length: MIN_TRIES_LEFT }, (_, tries) => tries))('is not used: %i', async (triesLeft) => {
    const { sent, result } = await runPace(OFFER, CAN_123456, TOOLS, [`63c${triesLeft}`, ...ANSWERS.slice(1)]);
    expect(result).toEqual({ ok: false, kind: 'wrong-key', triesLeft });
    expect(sent).toHaveLength(1);
  });
});

describe('a wrong password', () => {
  it.each<[string, number | null]>([
    ['6300', null],
    ['63c2', 2],
    ['63c0', 0],
    ['6982', null],
    ['6983', null],
    ['6988', null],
    ['6a80', null],
  ])('is what %s to the token means', async (word, triesLeft) => {
    expect(await resultOf(STEP.token, word)).toEqual({ ok: false, kind: 'wrong-key', triesLeft });
  });

  it('may show as early as the public keys', async () => {
    expect(await resultOf(STEP.mapping, '63c1')).toEqual({ ok: false, kind: 'wrong-key', triesLeft: 1 });
    expect(await resultOf(STEP.agreement, '6300')).toEqual({ ok: false, kind: 'wrong-key', triesLeft: null });
  });

  it('is what the chip sees by the token', async () => {
    const link = new ChipLink(new PaceChip(OFFER, { ...MRZ_T22000129, birthDate: '640813' }));
    const result = await establishPace(link, OFFER, MRZ_T22000129, freshTools());
    expect(result).toEqual({ ok: false, kind: 'wrong-key', triesLeft: null });
  });

  it('leads to another generator, and so to another public key', async () => {
    const { sent } = await runPace(OFFER, { ...MRZ_T22000129, birthDate: '640813' }, TOOLS, ANSWERS);
    const printed = g1.apdus.map(([command]) => command);
    expect(sent.slice(0, STEP.agreement)).toEqual(printed.slice(0, STEP.agreement));
    expect(sent[STEP.agreement]).not.toBe(printed[STEP.agreement]);
  });
});

describe('a chip that does not know the password either', () => {
  const { map_ifd_pub_x, map_ifd_pub_y, ka_ifd_pub_x, ka_ifd_pub_y } = g1;
  it.each<[string, number, string]>([
    ['another token', STEP.token, answerWith(0x86, fromHex('3ABB9674BCE93C09'))],
    ['our own token', STEP.token, answerWith(0x86, fromHex(g1.t_ifd))],
    ['a token cut short', STEP.token, answerWith(0x86, fromHex('3ABB9674BCE93C'))],
    ['no token', STEP.token, '9000'],
    ['our own key of the mapping', STEP.mapping, answerWith(0x82, fromHex(`04${map_ifd_pub_x}${map_ifd_pub_y}`))],
    ['our own public key', STEP.agreement, answerWith(0x84, fromHex(`04${ka_ifd_pub_x}${ka_ifd_pub_y}`))],
  ])('is an impostor: it sends %s', async (_, step, answer) => {
    expect(await resultOf(step, answer)).toMatchObject({ ok: false, kind: 'impostor' });
  });

  it('is an impostor whatever bit of the token is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(63), async (bit) => {
        const token = fromHex(g1.t_ic).map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(await resultOf(STEP.token, answerWith(0x86, token))).toMatchObject({ kind: 'impostor' });
      }),
      { numRuns: 20 },
    );
  });
});

describe('an answer that breaks the rules', () => {
  const onCurve = fromHex(`04${g1.map_ic_pub_x}${g1.map_ic_pub_y}`);
  const offCurve = onCurve.map((byte, index) => (index === 64 ? byte ^ 1 : byte));
  it.each<[string, number, string]>([
    ['no nonce', STEP.nonce, '9000'],
    ['an empty nonce', STEP.nonce, '7c0280009000'],
    ['a nonce of half a block', STEP.nonce, answerWith(0x80, new Uint8Array(24))],
    ['a nonce shorter than a block', STEP.nonce, answerWith(0x80, new Uint8Array(8))],
    ['a long nonce', STEP.nonce, answerWith(0x80, new Uint8Array(80))],
    ['a template cut short', STEP.nonce, '7c1280109000'],
    ['no public key', STEP.mapping, '7c009000'],
    ['a point that is not on the curve', STEP.mapping, answerWith(0x82, offCurve)],
    ['the point at infinity', STEP.mapping, answerWith(0x82, Uint8Array.of(0))],
    ['a compressed point', STEP.mapping, answerWith(0x82, onCurve.subarray(0, 33).with(0, 0x02))],
    ['a point that is not on the curve', STEP.agreement, answerWith(0x84, offCurve)],
    ['6f00', STEP.mapping, '6f00'],
    ['6982', STEP.agreement, '6982'],
    ['6f00', STEP.token, '6f00'],
  ])('%s (step %i) ends the protocol', async (_, step, answer) => {
    const { sent, result } = await runWith(step, answer);
    expect(result).toMatchObject({ ok: false, kind: 'failed', failure: { kind: 'protocol' } });
    expect(sent).toHaveLength(step + 1);
  });

  it('a sum that is neutral ends the protocol', async () => {
    // The chip's key takes the mapped generator to infinity: s * G + k * (-s/k) * G.
    if (OFFER.domain.kind !== 'ec') throw new Error('no curve');
    const { Fn, BASE } = OFFER.domain.curve.Point;
    const [nonce, own] = [g1.nonce, g1.map_ifd_priv].map((hex) => BigInt(`0x${hex}`));
    const chipKey = BASE.multiply(Fn.neg(Fn.div(nonce!, own!))).toBytes(false);
    expect(await resultOf(STEP.mapping, answerWith(0x82, chipKey))).toMatchObject({ kind: 'failed' });
  });

  it.each(['', 'ff'])('a chip that sends %j for everything never gets through', async (bytes) => {
    for (const step of Object.values(STEP).slice(1)) {
      expect((await resultOf(step, `${bytes}9000`)).ok).toBe(false);
    }
  });

  it('no answer to any step makes it throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(STEP)),
        fc.uint8Array({ maxLength: 80 }),
        async (step, bytes) => {
          const { result } = await runPace(OFFER, MRZ_T22000129, TOOLS, [...ANSWERS.slice(0, step), bytes]);
          expect(result.ok).toBe(false);
        },
      ),
    );
  });
});

describe('public values of Diffie-Hellman', () => {
  const offer = offerOf(cardAccessOf(g2.paceinfo));
  const tools = toolsFor(offer, { mapPrivateKey: g2.map_ifd_priv, agreementPrivateKey: g2.ka_ifd_priv });
  const p = BigInt(`0x${g2.p}`);
  it.each<[string, bigint]>([
    ['0', 0n],
    ['1', 1n],
    ['p - 1, of order 2', p - 1n],
    ['p', p],
    ['2, outside the subgroup', 2n],
  ])('cannot be %s', async (_, value) => {
    const nonce = answerWith(0x80, fromHex(g2.enc_nonce));
    const { result } = await runPace(offer, MRZ_T22000129, tools, [
      '9000',
      nonce,
      answerWith(0x82, numberBytes(value, 128)),
    ]);
    expect(result).toMatchObject({ kind: 'failed', failure: { kind: 'protocol' } });
  });
});

describe('the integrated mapping', () => {
  const offer = offerOf(cardAccessOf(h1.paceinfo));
  const tools = toolsFor(offer, { nonce: h1.nonce_t, agreementPrivateKey: h1.ka_ifd_priv });
  const [, nonce = ''] = h1.apdus[STEP.nonce] ?? [];
  it('goes on when the chip acknowledges our nonce with nothing at all', async () => {
    const rest = h1.apdus.slice(STEP.agreement).map(([, received = '']) => received);
    expect((await runPace(offer, CAN_123456, tools, ['9000', nonce, '9000', ...rest])).result.ok).toBe(true);
  });

  it('ends with a nonce for which there are no constants, or a status', async () => {
    const strong = { ...offer, oid: '0.4.0.127.0.7.2.2.4.4.4', cipher: 'AES-256' } as const;
    const short = await runPace(strong, CAN_123456, freshTools(), ['9000', nonce, '9000']);
    expect(short.result).toMatchObject({ kind: 'failed', failure: { kind: 'protocol' } });
    const refused = await runPace(offer, CAN_123456, tools, ['9000', nonce, '6a80']);
    expect(refused.result).toMatchObject({ kind: 'failed', failure: { kind: 'protocol' } });
  });

  it('is over when the card is pulled', async () => {
    const { result } = await runPace(offer, CAN_123456, tools, ['9000', nonce]);
    expect(result).toMatchObject({ kind: 'failed', failure: { kind: 'card-lost' } });
  });
});

describe('a card that is pulled', () => {
  it.each(Object.entries(STEP))('at %s is lost', async (_, step) => {
    const { sent, result } = await runPace(OFFER, MRZ_T22000129, TOOLS, ANSWERS.slice(0, step));
    expect(result).toMatchObject({ ok: false, kind: 'failed', failure: { kind: 'card-lost' } });
    expect(sent).toHaveLength(step + 1);
  });
});

describe('a domain that has to be named', () => {
  it.each([
    [0, '840100'],
    [13, '84010d'],
    [0x1234, '84021234'],
    [0xffff_ffff, '8404ffffffff'],
  ])('%i is written in as few bytes as it takes', async (parameterId, written) => {
    const { sent } = await runPace({ ...OFFER, parameterId }, CAN_123456, TOOLS, ['6a80']);
    expect(sent[0]?.toLowerCase().endsWith(`830102${written}`)).toBe(true);
  });
});
