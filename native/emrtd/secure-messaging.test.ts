import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { parseResponse, type CommandApdu, type ResponseApdu } from './apdu.ts';
import { ScriptedChip } from './apdu-testing.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import { pad, suiteOf } from './cipher.ts';
import { advance, openSession, SecureMessaging, sendProtected, type ProtectedResult } from './secure-messaging.ts';
import { ChipLink } from './link.ts';
import type { CipherName } from './keys.ts';
import { encodeTlv } from './tlv.ts';

const KEYS = {
  encryption: fromHex('979EC13B1CBFE9DCD01AB0FED307EAE5'),
  mac: fromHex('F1CB1F1FB5ADF208806B89DC579DC1F8'),
};
const suite = suiteOf('3DES', KEYS);
const COUNTER = fromHex('887022120C06C226');
const session = (): SecureMessaging => new SecureMessaging(suite, COUNTER);
const response = (hex: string): ResponseApdu => parseResponse(fromHex(hex))!;

/** An answer with a right MAC at the right counter over these data objects. */
const sealed = (...objects: Uint8Array[]): ResponseApdu => {
  const covered = concat(...objects);
  const mac = suite.mac(concat(advance(COUNTER, 2), pad(covered, 8)));
  return { data: concat(covered, encodeTlv(0x8e, mac)), status: 0x9000 };
};

/** The three exchanges of appendix D.4, in order. */
const EXCHANGES: {
  name: string;
  command: CommandApdu;
  sent: string;
  received: string;
  data: string;
  counter: string;
}[] = [
  {
    name: 'SELECT EF.COM',
    command: { cla: 0, ins: 0xa4, p1: 0x02, p2: 0x0c, data: fromHex('011E') },
    sent: '0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800',
    received: '990290008E08FA855A5D4C50A8ED9000',
    data: '',
    counter: '887022120C06C228',
  },
  {
    name: 'READ BINARY of the first four bytes',
    command: { cla: 0, ins: 0xb0, p1: 0, p2: 0, expectedBytes: 4 },
    sent: '0CB000000D9701048E08ED6705417E96BA5500',
    received: '8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000',
    data: '60145F01',
    counter: '887022120C06C22A',
  },
  {
    name: 'READ BINARY of the remaining 18 bytes',
    command: { cla: 0, ins: 0xb0, p1: 0, p2: 4, expectedBytes: 18 },
    sent: '0CB000040D9701128E082EA28A70F3C7B53500',
    received: '871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000',
    data: '04303130365F36063034303030305C026175',
    counter: '887022120C06C22C',
  },
];

describe('ICAO 9303-11, appendix D.4: secure messaging', () => {
  const running = session();
  it.each(EXCHANGES)('$name', ({ command, sent, received, data, counter }) => {
    expect(toHex(running.protect(command)).toUpperCase()).toBe(sent);
    const opened = running.unprotect(response(received));
    expect(opened).toMatchObject({ ok: true, response: { status: 0x9000 } });
    expect(opened.ok && toHex(opened.response.data).toUpperCase()).toBe(data);
    expect(toHex(running.sendSequenceCounter).toUpperCase()).toBe(counter);
  });
});

interface RealSession {
  name: string;
  /** State before the first exchange. */
  running: SecureMessaging;
  exchanges: { command: CommandApdu; sent: string; received: string; data: string }[];
}

const SELECT_DG14 = { cla: 0, ins: 0xa4, p1: 0x02, p2: 0x0c, data: fromHex('010E') };
const [at, , , fr] = vectors.chip_authentication.real_v1;
const realSession = (
  name: string,
  cipher: CipherName,
  keys: { ks_enc: string; ks_mac: string; ssc?: string },
  ...exchanges: RealSession['exchanges']
): RealSession => {
  const real = suiteOf(cipher, { encryption: fromHex(keys.ks_enc), mac: fromHex(keys.ks_mac) });
  const counter = keys.ssc === undefined ? new Uint8Array(real.blockBytes) : fromHex(keys.ssc);
  return { name, running: new SecureMessaging(real, counter), exchanges };
};
const exchange = (apdus: string[][], index: number, command: CommandApdu, data = ''): RealSession['exchanges'][0] => ({
  command,
  sent: apdus[index]?.[0] ?? '',
  received: apdus[index]?.[1] ?? '',
  data,
});

describe('published sessions of real chips', () => {
  it.each<RealSession>([
    realSession(
      'AES-128 before chip authentication',
      'AES-128',
      at!.sm_before,
      exchange(at!.protected_apdus, 0, {
        cla: 0,
        ins: 0x22,
        p1: 0x41,
        p2: 0xa4,
        data: fromHex('800A04007F00070202030202'),
      }),
      exchange(
        at!.protected_apdus,
        1,
        {
          cla: 0,
          ins: 0x86,
          p1: 0,
          p2: 0,
          data: concat(fromHex('7C438041'), fromHex(at!.pcd_pub)),
          expectedBytes: 256,
        },
        '7c00',
      ),
    ),
    realSession('AES-128 after it', 'AES-128', at!.sm_after, exchange(at!.protected_apdus, 2, SELECT_DG14)),
    realSession(
      'AES-256',
      'AES-256',
      fr!.sm_before,
      exchange(fr!.protected_apdus, 0, {
        cla: 0,
        ins: 0x22,
        p1: 0x41,
        p2: 0xa6,
        data: concat(fromHex('9141'), fromHex(fr!.pcd_pub)),
      }),
    ),
  ])('$name', ({ running, exchanges }) => {
    for (const { command, sent, received, data } of exchanges) {
      expect(toHex(running.protect(command)).toUpperCase()).toBe(sent);
      const opened = running.unprotect(response(received));
      expect(opened).toMatchObject({ ok: true, response: { status: 0x9000 } });
      expect(opened.ok && toHex(opened.response.data)).toBe(data);
    }
  });

  it('begin anew with a shared secret: ICAO 9303-11, appendix G.1', () => {
    const running = openSession('AES-128', fromHex(vectors.pace_gm_ecdh.K));
    const other = realSession('', 'AES-128', vectors.pace_gm_ecdh).running;
    expect(toHex(running.protect(SELECT_DG14))).toBe(toHex(other.protect(SELECT_DG14)));
  });
});

describe('lengths', () => {
  const keys = { encryption: new Uint8Array(32), mac: new Uint8Array(32) };
  const large = (cipher: CipherName): SecureMessaging => {
    const sized = { encryption: keys.encryption.subarray(16), mac: keys.mac.subarray(16) };
    const chosen = suiteOf(cipher, cipher === 'AES-256' ? keys : sized);
    return new SecureMessaging(chosen, new Uint8Array(chosen.blockBytes));
  };
  /** Bytes of an answer with so much data, status word included. */
  const answerBytes = (blockBytes: number, data: number): number =>
    encodeTlv(0x87, new Uint8Array(1), pad(new Uint8Array(data), blockBytes)).length + 4 + 10 + 2;

  it.each<[CipherName, number]>([
    ['3DES', 231],
    ['AES-128', 223],
    ['AES-256', 223],
  ])('a short answer under %s carries %i bytes', (cipher, bytes) => {
    expect(large(cipher).maxShortResponseBytes).toBe(bytes);
  });

  it('what an answer can carry is the most that fits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<CipherName>('3DES', 'AES-128'),
        fc.integer({ min: 0, max: 70_000 }),
        (cipher, size) => {
          const capacity = large(cipher).responseCapacity(size);
          const blockBytes = cipher === '3DES' ? 8 : 16;
          if (capacity > 0) expect(answerBytes(blockBytes, capacity)).toBeLessThanOrEqual(size);
          expect(answerBytes(blockBytes, capacity + 1)).toBeGreaterThan(size);
        },
      ),
    );
  });

  it.each<[string, Partial<CommandApdu>, RegExp]>([
    ['a short one', { expectedBytes: 256 }, /^0cb000000d9701008e08.{16}00$/],
    ['more than 256 bytes', { expectedBytes: 4096 }, /^0cb0000000000e970210008e08.{16}0000$/],
    ['all there is', { expectedBytes: 65_536 }, /^0cb0000000000e970200008e08.{16}0000$/],
    [
      'the extended form for a short answer',
      { expectedBytes: 8, extended: true },
      /^0cb0000000000d9701088e08.{16}0000$/,
    ],
    ['a body over 255 bytes', { data: new Uint8Array(250) }, /^0cb0000000010f8782010101/],
  ])('of a command for %s', (_, part, written) => {
    expect(toHex(large('AES-128').protect({ cla: 0, ins: 0xb0, p1: 0, p2: 0, ...part }))).toMatch(written);
  });
});

describe('odd instructions', () => {
  const readFromOffset: CommandApdu = { cla: 0, ins: 0xb1, p1: 0, p2: 0, data: fromHex('54020000'), expectedBytes: 8 };

  it("carry their data in DO'85', without a padding indicator", () => {
    const encrypted = suite.encrypt(pad(fromHex('54020000'), 8), COUNTER);
    expect(toHex(session().protect(readFromOffset))).toContain(`0cb10000178508${toHex(encrypted)}9701088e08`);
  });

  it("are answered in DO'85' or DO'87'", () => {
    const encrypted = suite.encrypt(pad(fromHex('530101'), 8), COUNTER);
    for (const object of [encodeTlv(0x85, encrypted), encodeTlv(0x87, Uint8Array.of(1), encrypted)]) {
      const opened = session().unprotect(sealed(object, fromHex('99029000')));
      expect(opened.ok && toHex(opened.response.data)).toBe('530101');
    }
  });
});

describe('an answer that cannot be trusted', () => {
  const second = EXCHANGES[1]!;
  const good = second.received;
  const status = fromHex('99029000');
  const ONE_BLOCK = suite.encrypt(pad(new Uint8Array(1), 8), COUNTER);

  it.each<[string, ResponseApdu, string]>([
    ['a naked 6982', response('6982'), 'naked-status'],
    ['a naked 9000', response('9000'), 'naked-status'],
    ['one of another session', response(good), 'mac'],
    ['no MAC', response('990290009000'), 'malformed'],
    ['a MAC alone', response('8E08FA855A5D4C50A8ED9000'), 'malformed'],
    ['a MAC cut short', response('990290008E07FA855A5D4C50A89000'), 'mac'],
    ['data objects cut short', response('8709019F9000'), 'malformed'],
    ['a MAC before the end', response('8E08FA855A5D4C50A8ED990290009000'), 'malformed'],
    ['a data object from elsewhere', sealed(fromHex('0401aa'), status), 'malformed'],
    ['a status twice', sealed(status, status), 'malformed'],
    [
      'no status, but data',
      sealed(encodeTlv(0x87, fromHex('01'), suite.encrypt(new Uint8Array(8), COUNTER))),
      'malformed',
    ],
    ['something else for a status', sealed(fromHex('8101aa')), 'malformed'],
    ['a status of one byte', sealed(fromHex('990190')), 'malformed'],
    ['a cryptogram of another padding', sealed(encodeTlv(0x87, fromHex('02'), new Uint8Array(8)), status), 'malformed'],
    [
      'a data object of each kind',
      sealed(encodeTlv(0x87, fromHex('01'), ONE_BLOCK), encodeTlv(0x85, ONE_BLOCK), status),
      'malformed',
    ],
    ["a DO'85' of half a block", sealed(encodeTlv(0x85, new Uint8Array(4)), status), 'malformed'],
    ['an empty cryptogram', sealed(encodeTlv(0x87, fromHex('01')), status), 'malformed'],
    ['a cryptogram of half a block', sealed(encodeTlv(0x87, fromHex('01'), new Uint8Array(4)), status), 'malformed'],
    [
      'a cryptogram without padding',
      sealed(encodeTlv(0x87, fromHex('01'), suite.encrypt(new Uint8Array(8), COUNTER)), status),
      'malformed',
    ],
  ])('%s leaves the counter where it was', (_, answer, reason) => {
    const running = session();
    running.protect(second.command);
    expect(running.unprotect(answer)).toMatchObject({ ok: false, reason });
    expect(toHex(running.sendSequenceCounter)).toBe(toHex(COUNTER));
  });

  it('opens the right answer after a wrong one', () => {
    const running = session();
    const [first] = EXCHANGES;
    running.protect(first!.command);
    running.unprotect(response('9000'));
    expect(running.unprotect(response(first!.received)).ok).toBe(true);
  });

  it('notices any changed bit', () => {
    const whole = fromHex(EXCHANGES[0]!.received).subarray(0, -2);
    fc.assert(
      fc.property(fc.nat(whole.length * 8 - 1), (bit) => {
        const changed = whole.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const running = session();
        expect(running.unprotect({ data: changed, status: 0x9000 }).ok).toBe(false);
      }),
    );
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (data) => {
        expect(session().unprotect({ data, status: 0x9000 }).ok).toBe(false);
      }),
    );
  });
});

describe('the send sequence counter', () => {
  it.each([
    ['0000000000000000', 2, '0000000000000002'],
    ['00000000000000ff', 1, '0000000000000100'],
    ['00000000ffffffff', 2, '0000000100000001'],
    ['ffffffffffffffff', 1, '0000000000000000'],
  ])('goes from %s by %i to %s', (from, steps, to) => {
    expect(toHex(advance(fromHex(from), steps))).toBe(to);
  });
});

describe('one protected exchange', () => {
  const { command, sent, received } = EXCHANGES[0]!;
  const run = async (...answers: string[]): Promise<{ sent: string[]; result: ProtectedResult }> => {
    const chip = new ScriptedChip(...answers);
    const result = await sendProtected(new ChipLink(chip), session(), command);
    return { sent: chip.sent, result };
  };

  it('sends what is protected and opens what comes', async () => {
    const exchanged = await run(received);
    expect(exchanged.sent).toEqual([sent.toLowerCase()]);
    expect(exchanged.result).toMatchObject({ ok: true, response: { status: 0x9000 } });
  });

  const saying = (word: string): string => `${toHex(sealed(encodeTlv(0x99, fromHex(word))).data)}${word}`;
  it.each<[string, string, number | null]>([
    ['a naked status', '6700', 0x6700],
    ['a naked 6988', '6988', 0x6988],
    ['a wrong MAC', EXCHANGES[1]!.received, null],
    ['a protected 6987', saying('6987'), null],
    ['a protected 6988', saying('6988'), null],
  ])('is broken by %s', async (_, answer, nakedStatus) => {
    expect((await run(answer)).result).toMatchObject({ ok: false, kind: 'broken', nakedStatus });
  });

  it('hands on every other status', async () => {
    expect((await run(saying('6a82'))).result).toMatchObject({ ok: true, response: { status: 0x6a82 } });
  });

  it('fails when the card is pulled', async () => {
    expect((await run()).result).toEqual({
      ok: false,
      kind: 'failed',
      failure: { kind: 'card-lost', detail: 'removed' },
    });
  });
});
