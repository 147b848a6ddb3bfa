import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResponse, type CommandApdu, type ResponseApdu } from './apdu.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import { advance, pad, retailMac, SecureMessaging, tripleDesCbc, tripleDesSuite, unpad } from './secure-messaging.ts';
import { encodeTlv } from './tlv.ts';

const KEYS = {
  encryption: fromHex('979EC13B1CBFE9DCD01AB0FED307EAE5'),
  mac: fromHex('F1CB1F1FB5ADF208806B89DC579DC1F8'),
};
const suite = tripleDesSuite(KEYS);
const COUNTER = fromHex('887022120C06C226');
const session = (): SecureMessaging => new SecureMessaging(suite, COUNTER);
const response = (hex: string): ResponseApdu => parseResponse(fromHex(hex))!;

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

describe('an answer that cannot be trusted', () => {
  const second = EXCHANGES[1]!;
  const good = second.received;
  /** An answer with a right MAC at the right counter over these data objects. */
  const sealed = (...objects: Uint8Array[]): ResponseApdu => {
    const covered = concat(...objects);
    const mac = suite.mac(concat(advance(COUNTER, 2), pad(covered, 8)));
    return { data: concat(covered, encodeTlv(0x8e, mac)), status: 0x9000 };
  };
  const status = fromHex('99029000');

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

describe('the retail MAC', () => {
  it('of one block is that block under 3DES', () => {
    const block = fromHex('0102030405060708');
    expect(toHex(retailMac(KEYS.mac, block))).toBe(toHex(tripleDesCbc('encrypt', KEYS.mac, block)));
  });

  it('of appendix D.3 is the printed one', () => {
    const cryptogram = fromHex('72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2');
    const key = fromHex('7962D9ECE03D1ACD4C76089DCE131543');
    expect(toHex(retailMac(key, pad(cryptogram, 8)))).toBe('5f1448eea8ad90a7');
  });
});

describe('padding', () => {
  it('goes on and off again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(8, 16), (data, blockBytes) => {
        const padded = pad(data, blockBytes);
        expect(padded.length % blockBytes).toBe(0);
        expect(padded.length).toBeGreaterThan(data.length);
        expect(toHex(unpad(padded)!)).toBe(toHex(data));
      }),
    );
  });

  it.each(['', '00', '0000000000000000', '0180010000'])('is missing in %j', (hex) => {
    expect(unpad(fromHex(hex))).toBeNull();
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
