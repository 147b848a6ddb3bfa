import { createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js';
import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { specimenActiveAuthenticationKey } from '../../fixtures/cards/specimen-keys.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import { MAX_MODULUS_BITS, parseBlock, parseRsaPublicKey, signsEnding, type RsaPublicKey } from './iso9796.ts';
import { digest, type HashName } from './signature.ts';
import { encodeTlv } from './tlv.ts';

const { publicKeyInfo, operate } = specimenActiveAuthenticationKey();
const KEY = parseRsaPublicKey(
  createPublicKey({ key: Buffer.from(publicKeyInfo), format: 'der', type: 'spki' }).export({
    format: 'der',
    type: 'pkcs1',
  }),
)!;
const BLOCK_BYTES = 256;
const CHALLENGE = fromHex(vectors.active_authentication_rsa.rnd_ifd);

const TRAILERS: [trailer: string, hash: HashName][] = [
  ['BC', 'sha1'],
  ['33CC', 'sha1'],
  ['34CC', 'sha256'],
  ['35CC', 'sha512'],
  ['36CC', 'sha384'],
  ['38CC', 'sha224'],
];

interface BlockOptions {
  header?: string;
  trailer?: string;
  hash?: HashName;
  /** After the recovered bytes, under the hash only. */
  ending?: Uint8Array;
  /** At the end of the recovered bytes. */
  recoveredEnding?: Uint8Array;
}

/** A block as a chip builds it, filled up with 5A. */
function block(options: BlockOptions = {}): Uint8Array {
  const { header = '6A', trailer = 'BC', hash = 'sha1', ending = CHALLENGE, recoveredEnding = fromHex('') } = options;
  const frame = fromHex(header).length + fromHex(trailer).length + digest(hash, CHALLENGE).length;
  const filler = new Uint8Array(BLOCK_BYTES - frame - recoveredEnding.length).fill(0x5a);
  const recovered = concat(filler, recoveredEnding);
  return concat(fromHex(header), recovered, digest(hash, concat(recovered, ending)), fromHex(trailer));
}
const holds = (signed: Uint8Array): boolean => signsEnding(KEY, operate(signed), CHALLENGE);

describe('ICAO 9303-11, appendix F', () => {
  const vector = vectors.active_authentication_rsa;

  it('takes the printed block apart', () => {
    const opened = parseBlock(fromHex(vector.F))!;
    expect({ ...opened, recovered: toHex(opened.recovered), digest: toHex(opened.digest) }).toEqual({
      hash: 'sha1',
      recovery: 'partial',
      recovered: vector.M1.toLowerCase(),
      digest: vector.H_sha1.toLowerCase(),
    });
  });

  it('has the printed hash over recovered message and challenge', () => {
    expect(toHex(digest('sha1', concat(fromHex(vector.M1), CHALLENGE)))).toBe(vector.H_sha1.toLowerCase());
  });
});

describe('signatures that hold', () => {
  it.each(TRAILERS)('trailer %s: %s', (trailer, hash) => {
    expect(holds(block({ trailer, hash }))).toBe(true);
  });

  it.each(['6A', '6BBA', '6BBBBA', '6BBBBBBBBBBBBBBBBBBA'])('partial recovery, header %s', (header) => {
    expect(holds(block({ header }))).toBe(true);
  });

  it.each(['4A', '4BBA', '4BBBBBBA'])(
    'full recovery, header %s: the challenge is among what is recovered',
    (header) => {
      const none = fromHex('');
      expect(holds(block({ header, recoveredEnding: CHALLENGE, ending: none }))).toBe(true);
    },
  );

  it('the smaller of s and n - s', () => {
    const signature = operate(block());
    const other = numberToBytesBE(KEY.modulus - bytesToNumberBE(signature), BLOCK_BYTES);
    expect(signsEnding(KEY, other, CHALLENGE)).toBe(true);
  });
});

describe('signatures that do not', () => {
  const changed = (index: number): Uint8Array => block().with(index, block().at(index)! ^ 0x01);

  it.each([
    ['another challenge', block({ ending: fromHex('0000000000000000') })],
    ['the challenge left out of the hash', block({ ending: fromHex('') })],
    ['full recovery of another message', block({ header: '4A', ending: fromHex('') })],
    ['full recovery with the challenge outside', block({ header: '4A' })],
    ['a hash of another kind than the trailer names', block({ trailer: '34CC', hash: 'sha1' })],
    ['a trailer nobody knows', block({ trailer: '31CC' })],
    ['half a trailer', block({ trailer: 'AC' })],
    ['a header nobody knows', block({ header: '2A' })],
    ['padding that never ends', block({ header: '6BBB' })],
    ['padding of other nibbles', block({ header: '6BABBA' })],
    ['a changed message', changed(5)],
    ['a changed hash', changed(-3)],
  ])('%s', (_, signed) => {
    expect(holds(signed)).toBe(false);
  });

  it('a number beyond the modulus', () => {
    const signature = bytesToNumberBE(operate(block())) + KEY.modulus;
    expect(signsEnding(KEY, numberToBytesBE(signature, BLOCK_BYTES + 1), CHALLENGE)).toBe(false);
  });

  it('any bytes at all, without ever throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(signsEnding(KEY, bytes, CHALLENGE)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

describe('blocks', () => {
  it('need room for their hash', () => {
    const hash = '00'.repeat(20);
    expect(parseBlock(fromHex(`6A${hash}BC`))).toMatchObject({ recovered: new Uint8Array() });
    expect(parseBlock(fromHex(`6A${hash.slice(2)}BC`))).toBeNull();
    expect(parseBlock(fromHex('CC'))).toBeNull();
  });

  it('come back as they were built, and nothing else ever throws', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(...TRAILERS), fc.nat(3), (recovered, [trailer, hash], padding) => {
        const header = padding === 0 ? '6A' : `6B${'BB'.repeat(padding - 1)}BA`;
        const sum = digest(hash, recovered);
        expect(parseBlock(concat(fromHex(header), recovered, sum, fromHex(trailer)))).toEqual({
          hash,
          recovery: 'partial',
          recovered,
          digest: sum,
        });
        parseBlock(recovered);
      }),
    );
  });
});

describe('RSA public keys', () => {
  const integer = (number: bigint): Uint8Array => encodeTlv(0x02, numberToBytesBE(number, MAX_MODULUS_BITS / 8 + 1));
  const key = (modulus: bigint, exponent: bigint): RsaPublicKey | null =>
    parseRsaPublicKey(encodeTlv(0x30, integer(modulus), integer(exponent)));
  const bits = (count: number): bigint => 2n ** BigInt(count) - 1n;

  it('are read', () => {
    expect(KEY).toMatchObject({ exponent: 65_537n, modulusBytes: BLOCK_BYTES });
    expect(key(bits(1024), 3n)).toEqual({ modulus: bits(1024), exponent: 3n, modulusBytes: 128 });
    expect(key(bits(MAX_MODULUS_BITS), bits(64))).toMatchObject({ modulusBytes: 512 });
  });

  it.each([
    ['a short modulus', bits(1016), 3n],
    ['a long modulus', bits(MAX_MODULUS_BITS + 8), 3n],
    ['a modulus of odd bits', bits(1025), 3n],
    ['an exponent that signs nothing', bits(1024), 1n],
    ['an exponent made to keep us busy', bits(1024), bits(65)],
  ])('are not taken with %s', (_, modulus, exponent) => {
    expect(key(modulus, exponent)).toBeNull();
  });

  it('are not even computed when a number is much too long', () => {
    const long = encodeTlv(0x02, new Uint8Array(514).fill(1));
    const short = encodeTlv(0x02, new Uint8Array(128).fill(0xff));
    expect(parseRsaPublicKey(encodeTlv(0x30, long, short))).toBeNull();
    expect(parseRsaPublicKey(encodeTlv(0x30, short, long))).toBeNull();
  });

  it.each(['', '3000', '30020200', '30050201030401', '3006040103020103', '3003020103', '300602010304 0103'])(
    'are none in %s',
    (hex) => {
      expect(parseRsaPublicKey(fromHex(hex))).toBeNull();
    },
  );
});
