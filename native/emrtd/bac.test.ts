import { describe, expect, it } from 'vitest';
import { ScriptedChip } from './apdu-testing.ts';
import { authenticateBac, type BacResult } from './bac.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import { pad, retailMac, tripleDesCbc } from './cipher.ts';
import { keySeed, sessionKeys } from './keys.ts';
import { ChipLink } from './link.ts';

const KEY = { documentNumber: 'L898902C<', birthDate: '690806', expiryDate: '940623' };
const RND_IC = fromHex('4608F91988702212');
const RND_IFD = fromHex('781723860C06C226');
const K_IFD = fromHex('0B795240CB7049B01C19B33E32804F0B');
const RESPONSE = fromHex('46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449');
const OK = fromHex('9000');
const CHALLENGE = concat(RND_IC, OK);
/** The nonce and key share of the worked example, told apart by their size. */
const random = (sizeBytes: number): Uint8Array => (sizeBytes === 8 ? RND_IFD : K_IFD);
const authenticate = (script: ScriptedChip): Promise<BacResult> => authenticateBac(new ChipLink(script), KEY, random);

describe('ICAO 9303-11, appendix D.3: authentication and session keys', () => {
  it('exchanges the printed commands and opens the printed session', async () => {
    const script = new ScriptedChip(CHALLENGE, concat(RESPONSE, OK));
    const result = await authenticate(script);
    expect(script.sent).toEqual([
      '0084000008',
      '008200002872c29c2371cc9bdb65b779b8e8d37b29ecc154aa56a8799fae2f498f76ed92f25f1448eea8ad90a728',
    ]);
    if (!result.ok) throw new Error(result.kind);
    expect(toHex(result.session.sendSequenceCounter)).toBe('887022120c06c226');
    // First command of appendix D.4: only the printed session keys give these bytes.
    expect(toHex(result.session.protect({ cla: 0, ins: 0xa4, p1: 2, p2: 0x0c, data: fromHex('011e') }))).toBe(
      '0ca4020c158709016375432908c044f68e08bf8b92d635ff24f800',
    );
  });

  it('derives the printed session keys', () => {
    const keys = sessionKeys('3DES', fromHex('0036D272F5C350ACAC50C3F572D23600'));
    expect(toHex(keys.encryption)).toBe('979ec13b1cbfe9dcd01ab0fed307eae5');
    expect(toHex(keys.mac)).toBe('f1cb1f1fb5adf208806b89dc579dc1f8');
  });
});

describe('a chip that does not accept', () => {
  it.each(['6300', '63c2', '6982', '6985', '6988'])('calls the key wrong with %s', async (word) => {
    expect(await authenticate(new ScriptedChip(CHALLENGE, fromHex(word)))).toEqual({ ok: false, kind: 'wrong-key' });
  });

  it.each(['6700', '6a80', '6f00'])('has another trouble with %s', async (word) => {
    expect(await authenticate(new ScriptedChip(CHALLENGE, fromHex(word)))).toMatchObject({
      kind: 'failed',
      failure: { kind: 'protocol' },
    });
  });

  it.each(['6982', '6985', '6a88', '6d00', '6e00'])(
    'offers no BAC when it has no challenge and says %s',
    async (word) => {
      const script = new ScriptedChip(fromHex(word));
      expect(await authenticate(script)).toEqual({ ok: false, kind: 'not-offered', status: parseInt(word, 16) });
      expect(script.sent).toHaveLength(1);
    },
  );

  it.each(['6a88', '6d00'])('offers no BAC when it has a challenge, but then says %s', async (word) => {
    const script = new ScriptedChip(CHALLENGE, fromHex(word));
    expect(await authenticate(script)).toEqual({ ok: false, kind: 'not-offered', status: parseInt(word, 16) });
  });

  it('has another trouble when it has no challenge for another reason', async () => {
    expect(await authenticate(new ScriptedChip('6f00'))).toMatchObject({ failure: { kind: 'protocol' } });
  });
});

describe('a chip that does not know the key either', () => {
  const keys = sessionKeys('3DES', keySeed(KEY));
  const sealed = (plain: Uint8Array): Uint8Array => {
    const cryptogram = tripleDesCbc('encrypt', keys.encryption, plain);
    return concat(cryptogram, retailMac(keys.mac, pad(cryptogram, 8)), OK);
  };
  const share = new Uint8Array(16);

  it.each<[string, Uint8Array]>([
    [
      'a wrong MAC',
      concat(
        RESPONSE.map((byte, index) => (index === 39 ? byte ^ 1 : byte)),
        OK,
      ),
    ],
    [
      'a changed cryptogram',
      concat(
        RESPONSE.map((byte, index) => (index === 0 ? byte ^ 1 : byte)),
        OK,
      ),
    ],
    ['another nonce of ours', sealed(concat(RND_IC, RND_IC, share))],
    ['another nonce of its own', sealed(concat(RND_IFD, RND_IFD, share))],
    ['too few bytes', concat(RESPONSE.subarray(1), OK)],
    ['too many bytes', concat(RESPONSE, OK, OK)],
    ['nothing', OK],
  ])('is caught by %s', async (_, answer) => {
    expect(await authenticate(new ScriptedChip(CHALLENGE, answer))).toMatchObject({ failure: { kind: 'protocol' } });
  });

  it.each([0, 7, 9])('is caught by a challenge of %i bytes', async (size) => {
    const script = new ScriptedChip(concat(new Uint8Array(size), OK), concat(RESPONSE, OK));
    expect(await authenticate(script)).toMatchObject({ failure: { kind: 'protocol' } });
    expect(script.sent).toHaveLength(1);
  });
});

describe('a card that is pulled', () => {
  it.each([[[]], [[CHALLENGE]]])('is lost', async (answers) => {
    expect(await authenticate(new ScriptedChip(...answers))).toMatchObject({ failure: { kind: 'card-lost' } });
  });
});
