import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { ScriptedChip } from './apdu-testing.ts';
import { parseResponse, type CommandApdu } from './apdu.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import { SecuredChip, type Handler } from './chip-authentication-testing.ts';
import {
  authenticateChip,
  chipAuthenticationOffers,
  type ChipAuthenticationOffer,
  type ChipAuthenticationResult,
} from './chip-authentication.ts';
import { pad, suiteOf, type CipherSuite } from './cipher.ts';
import { groupOf } from './domain-group.ts';
import { standardizedDomain, type Domain } from './domain.ts';
import { freshKeyPairs, type KeyPairSource } from './key-pairs.ts';
import type { CipherName } from './keys.ts';
import { ChipLink } from './link.ts';
import { openSession, SecureMessaging } from './secure-messaging.ts';
import { parseSecurityInfos } from './security-infos.ts';
import { encodeTlv } from './tlv.ts';

const SELECT_DG14: CommandApdu = { cla: 0, ins: 0xa4, p1: 0x02, p2: 0x0c, data: fromHex('010E') };
const BRAINPOOL_P256 = standardizedDomain(13)!;

const pairOf = (privateKey: string, publicKey: string): KeyPairSource => ({
  take: () => ({ privateKey: BigInt(`0x${privateKey}`), publicKey: fromHex(publicKey) }),
});
const offerOf = (dg14: string): ChipAuthenticationOffer => {
  const parsed = parseSecurityInfos(fromHex(dg14));
  return chipAuthenticationOffers(parsed.ok ? parsed.infos : expect.unreachable()).usable[0]!;
};

describe('real sessions of version 1', () => {
  const [at, de, my, fr] = vectors.chip_authentication.real_v1;
  type Vector = NonNullable<typeof at>;

  const suiteBefore = ({ sm_before: before }: Vector): CipherSuite => {
    const keys = { encryption: fromHex(before.ks_enc), mac: fromHex(before.ks_mac) };
    const cipher = before.alg === '3DES' ? '3DES' : `AES-${keys.encryption.length === 32 ? '256' : '128'}`;
    return suiteOf(cipher as CipherName, keys);
  };

  /** Runs the recorded exchanges; the last one of them is already protected by the new keys. */
  async function replay(vector: Vector, session: SecureMessaging, ...firstAnswers: Uint8Array[]): Promise<string[]> {
    const offer = offerOf(vector.dg14);
    expect(toHex(groupOf(offer.domain).publicKey(BigInt(`0x${vector.pcd_priv}`)))).toBe(vector.pcd_pub.toLowerCase());
    const exchanges = vector.protected_apdus.map(([command, answer]) => ({ command: command!, answer: answer! }));
    const last = exchanges.at(-1)!;
    const chip = new ScriptedChip(...firstAnswers, ...exchanges.slice(0, -1).map(({ answer }) => answer));
    const keyPairs = pairOf(vector.pcd_priv, vector.pcd_pub);
    const result = await authenticateChip(new ChipLink(chip), session, offer, { keyPairs });
    expect(chip.sent.slice(firstAnswers.length)).toEqual(
      exchanges.slice(0, -1).map(({ command }) => command.toLowerCase()),
    );
    if (!result.ok) throw new Error(result.kind);
    expect(toHex(result.session.protect(SELECT_DG14))).toBe(last.command.toLowerCase());
    const response = parseResponse(fromHex(last.answer))!;
    expect(result.session.unprotect(response)).toMatchObject({ ok: true, response: { status: 0x9000 } });
    return chip.sent;
  }

  it.each([
    ['AES without a key id', at!, 2],
    ['AES with a key id', de!, 2],
    ['3DES that DG14 does not announce, by MSE:Set KAT', fr!, 1],
  ])('%s', async (_, vector, commands) => {
    const session = new SecureMessaging(suiteBefore(vector), fromHex(vector.sm_before.ssc));
    expect(await replay(vector, session)).toHaveLength(commands);
  });

  it('3DES by MSE:Set AT, where the chip does not know MSE:Set KAT', async () => {
    const vector = my!;
    const suite = suiteBefore(vector);
    // One exchange before the recorded ones: the counter of its answer is theirs.
    const status = fromHex('99026A86');
    const mac = suite.mac(concat(fromHex(vector.sm_before.ssc), pad(status, 8)));
    const refusal = concat(status, encodeTlv(0x8e, mac), fromHex('6A86'));
    const session = new SecureMessaging(suite, fromHex('9646C154BFB7BE77'));
    expect(await replay(vector, session, refusal)).toHaveLength(3);
  });
});

describe('against the card side of a session', () => {
  const SECRET = fromHex('00112233445566778899AABBCCDDEEFF');
  const suite = suiteOf('AES-128', { encryption: SECRET, mac: SECRET });
  const COUNTER = new Uint8Array(16);
  const random = (sizeBytes: number): Uint8Array => new Uint8Array(sizeBytes).fill(0x5a);

  const CHIP_KEY = 0x1234_5678_9abc_def0n;
  const offer = (
    oid: string,
    cipher: CipherName,
    domain: Domain = BRAINPOOL_P256,
    keyId: number | null = null,
  ): ChipAuthenticationOffer => ({
    oid,
    cipher,
    domain,
    chipPublicKey: groupOf(domain).publicKey(CHIP_KEY),
    keyId,
  });
  const AES = offer('0.4.0.127.0.7.2.2.3.2.2', 'AES-128');
  const TRIPLE_DES = offer('0.4.0.127.0.7.2.2.3.2.1', '3DES');
  const AGREED = { data: fromHex('7C00') };

  async function run(
    used: ChipAuthenticationOffer,
    handler: Handler,
    keyPairs: KeyPairSource = freshKeyPairs(random),
  ): Promise<{ result: ChipAuthenticationResult; commands: string[]; session: SecureMessaging }> {
    const chip = new SecuredChip(suite, COUNTER, handler);
    const session = new SecureMessaging(suite, COUNTER);
    const result = await authenticateChip(new ChipLink(chip), session, used, { keyPairs });
    return { result, commands: chip.commands, session };
  }
  /** First bytes of the session with a secret: what the other side must come to as well. */
  const firstCommand = (session: SecureMessaging): string => toHex(session.protect(SELECT_DG14));

  it('agrees on the secret of the worked example of BSI TR-03110', async () => {
    const example = vectors.chip_authentication.eac_worked_example_ecdh;
    const used = { ...AES, chipPublicKey: fromHex(example.picc_pub) };
    const { result, commands } = await run(used, () => AGREED, pairOf(example.pcd_priv, example.pcd_pub));
    expect(commands).toEqual(['002241a4800a04007f00070202030202', `008600007c438041${example.pcd_pub.toLowerCase()}`]);
    expect(result.ok && firstCommand(result.session)).toBe(firstCommand(openSession('AES-128', fromHex(example.K))));
    const chipSide = groupOf(BRAINPOOL_P256).sharedSecret(BigInt(`0x${example.picc_priv}`), fromHex(example.pcd_pub))!;
    expect(toHex(chipSide)).toBe(example.K.toLowerCase());
  });

  it.each([0, 1, 2])('agrees over Diffie-Hellman, group %i, with commands as long as it takes', async (group) => {
    const used = offer('0.4.0.127.0.7.2.2.3.1.2', 'AES-128', standardizedDomain(group)!, 0x0102);
    const long: boolean[] = [];
    const { result, commands } = await run(used, (_, extended) => {
      long.push(extended);
      return AGREED;
    });
    expect(commands[0]).toBe('002241a4800a04007f0007020203010284020102');
    expect(long).toEqual([false, group > 0]);
    const peerKey = fromHex(commands[1]!.slice(-2 * used.chipPublicKey.length));
    const secret = groupOf(used.domain).sharedSecret(CHIP_KEY, peerKey)!;
    expect(result.ok && firstCommand(result.session)).toBe(firstCommand(openSession('AES-128', secret)));
  });

  it.each([
    [0, '840100'],
    [0x7f, '84017f'],
    [0xffff_ffff, '8404ffffffff'],
  ])('names key %i', async (keyId, reference) => {
    const { commands } = await run({ ...TRIPLE_DES, keyId }, () => AGREED);
    expect(commands).toHaveLength(1);
    expect(commands[0]?.slice(0, 12)).toBe('002241a69141');
    expect(commands[0]?.endsWith(reference)).toBe(true);
  });

  it.each([
    [AES, '2241a4', 'MSE:Set AT: 6A80', 1],
    [AES, '8600', 'GENERAL AUTHENTICATE: 6A80', 2],
    [TRIPLE_DES, '2241a', 'MSE:Set AT: 6A80', 2],
  ])('leaves the session as it is when the chip says no', async (used, refused, detail, exchanges) => {
    const { result, session } = await run(used, (command) =>
      command.slice(2).startsWith(refused) ? { status: 0x6a80 } : AGREED,
    );
    expect(result).toEqual({ ok: false, kind: 'refused', status: 0x6a80, detail });
    expect(session.sendSequenceCounter.at(-1)).toBe(2 * exchanges);
  });

  it.each([AES, TRIPLE_DES])('tells when the session is over', async (used) => {
    const { result } = await run(used, () => fromHex('6985'));
    expect(result).toMatchObject({ ok: false, kind: 'broken', detail: 'unprotected status 6985' });
  });

  it('tells when the card is gone', async () => {
    const { result } = await run(AES, () => null);
    expect(result).toEqual({ ok: false, kind: 'failed', failure: { kind: 'card-lost', detail: 'removed' } });
  });

  it('takes only offers of its own making', async () => {
    const used = { ...AES, chipPublicKey: fromHex('04'.padEnd(130, '11')) };
    await expect(run(used, () => AGREED)).rejects.toThrow(RangeError);
  });
});
