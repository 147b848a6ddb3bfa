import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { specimenActiveAuthenticationKey } from '../../fixtures/cards/specimen-keys.ts';
import { authenticateActively, type ActiveAuthenticationResult } from './active-authentication.ts';
import { ScriptedChip } from './apdu-testing.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import { SecuredChip, type Handler } from './chip-authentication-testing.ts';
import { suiteOf, type CipherSuite } from './cipher.ts';
import { ChipLink } from './link.ts';
import { SecureMessaging } from './secure-messaging.ts';
import { digest } from './signature.ts';
import { encodeTlv } from './tlv.ts';

const CHALLENGE = fromHex('0102030405060708');
const random = (sizeBytes: number): Uint8Array => CHALLENGE.subarray(0, sizeBytes);

describe('a real session over 3DES', () => {
  const vector = vectors.active_authentication_rsa_real;
  const run = async (dg15: Uint8Array): Promise<{ result: ActiveAuthenticationResult; sent: string[] }> => {
    const suite = suiteOf('3DES', { encryption: fromHex(vector.ks_enc), mac: fromHex(vector.ks_mac) });
    const chip = new ScriptedChip(vector.protected_rapdu);
    const session = new SecureMessaging(suite, fromHex(vector.ssc_before));
    const options = { random: () => fromHex(vector.rnd_ifd), infos: null, extended: false };
    const result = await authenticateActively(new ChipLink(chip), session, dg15, options);
    return { result, sent: chip.sent };
  };

  it('holds, with the printed command', async () => {
    const { result, sent } = await run(fromHex(vector.dg15));
    expect(sent).toEqual([vector.protected_capdu.toLowerCase()]);
    expect(result).toEqual({ ok: true });
  });

  it('contradicts the key of another document', async () => {
    const dg15 = fromHex(vector.dg15);
    expect((await run(dg15.with(60, dg15[60]! ^ 1))).result).toMatchObject({ ok: false, kind: 'contradicts' });
  });
});

const { publicKeyInfo, operate } = specimenActiveAuthenticationKey();
const DG15 = encodeTlv(0x6f, publicKeyInfo);
const SIGNATURE_BYTES = 256;

/** ISO/IEC 9796-2 with SHA-256, as a chip signs. */
function sign(challenge: Uint8Array): Uint8Array {
  const recovered = new Uint8Array(SIGNATURE_BYTES - 1 - 32 - 2).fill(0x5a);
  return operate(concat(fromHex('6A'), recovered, digest('sha256', concat(recovered, challenge)), fromHex('34CC')));
}

describe('RSA-2048 against the card side of a session', () => {
  const KEY = fromHex('00112233445566778899AABBCCDDEEFF');
  const aes = suiteOf('AES-128', { encryption: KEY, mac: KEY });
  const HOLDS = { data: sign(CHALLENGE) };

  /** Runs with a chip that answers so; the forms in which it was asked. */
  async function run(
    extended: boolean,
    handler: Handler,
    suite: CipherSuite = aes,
  ): Promise<{ result: ActiveAuthenticationResult; asked: string[]; commands: string[] }> {
    const asked: string[] = [];
    const counter = new Uint8Array(suite.blockBytes);
    const chip = new SecuredChip(suite, counter, (command, isExtended) => {
      asked.push(isExtended ? 'extended' : 'short');
      return handler(command, isExtended);
    });
    const session = new SecureMessaging(suite, counter);
    const result = await authenticateActively(new ChipLink(chip), session, DG15, { random, infos: null, extended });
    return { result, asked, commands: chip.commands };
  }

  it('asks in the extended form where the chip takes it and the signature needs it', async () => {
    const { result, asked, commands } = await run(true, () => HOLDS);
    expect(result).toEqual({ ok: true });
    expect(asked).toEqual(['extended']);
    expect(commands).toEqual([`00880000${toHex(CHALLENGE)}`]);
  });

  it('asks in the short form otherwise', async () => {
    expect(await run(false, () => HOLDS)).toMatchObject({ result: { ok: true }, asked: ['short'] });
  });

  it.each([
    ['fewer bytes', { data: HOLDS.data.subarray(0, 223) }],
    ['nothing', {}],
    ['6700', { status: 0x6700 }],
    ['6C80', { status: 0x6c80 }],
  ])('asks in the other form after an answer of %s', async (_, answer) => {
    const short = await run(false, (_command, isExtended) => (isExtended ? HOLDS : answer));
    expect(short).toMatchObject({ result: { ok: true }, asked: ['short', 'extended'] });
    const extended = await run(true, (_command, isExtended) => (isExtended ? answer : HOLDS));
    expect(extended).toMatchObject({ result: { ok: true }, asked: ['extended', 'short'] });
  });

  it('judges no signature that never arrives whole', async () => {
    const { result, asked } = await run(false, () => ({ data: HOLDS.data.subarray(0, 231) }));
    expect(result).toEqual({ ok: false, kind: 'unsupported', detail: '231 of 256 bytes of a signature' });
    expect(asked).toHaveLength(2);
  });

  it('takes no for an answer', async () => {
    const { result, asked } = await run(true, () => ({ status: 0x6982 }));
    expect(result).toEqual({ ok: false, kind: 'refused', status: 0x6982, detail: 'INTERNAL AUTHENTICATE: 6982' });
    expect(asked).toHaveLength(1);
  });

  it('is contradicted by a signature over another challenge, such as an older one', async () => {
    const { result } = await run(false, () => ({ data: sign(fromHex('FFFFFFFFFFFFFFFF')) }));
    expect(result).toEqual({
      ok: false,
      kind: 'contradicts',
      detail: 'signature of another key or another challenge',
    });
  });

  it('tells when the session is over, in either form', async () => {
    const broken = { ok: false, kind: 'broken', detail: 'unprotected status 6700' };
    expect((await run(true, () => fromHex('6700'))).result).toMatchObject(broken);
    const second = await run(false, (_, isExtended) => (isExtended ? fromHex('6700') : {}));
    expect(second).toMatchObject({ result: broken, asked: ['short', 'extended'] });
  });

  it('tells when the card is gone', async () => {
    expect((await run(true, () => null)).result).toMatchObject({ kind: 'failed', failure: { kind: 'card-lost' } });
  });
});

it('asks nothing for a key it cannot judge by', async () => {
  const chip = new ScriptedChip();
  const session = new SecureMessaging(suiteOf('3DES', { encryption: CHALLENGE, mac: CHALLENGE }), new Uint8Array(8));
  const options = { random, infos: null, extended: false };
  const result = await authenticateActively(new ChipLink(chip), session, encodeTlv(0x6f), options);
  expect(result).toEqual({ ok: false, kind: 'unsupported', detail: 'key of DG15' });
  expect(chip.sent).toEqual([]);
});
