import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex } from './bytes.ts';
import { parsePublicKey } from './certificate.ts';
import { parseAlgorithm } from './certificate-fields.ts';
import { digest, type HashName, RSASSA_PSS } from './signature.ts';
import { checkSignature, type SignatureCheck } from './signature-check.ts';
import { algorithm, ascii, bits, integer, NULL, objectIdentifier, octets, sequence, setOf } from './testing-asn1.ts';
import {
  CURVE_NAMES,
  ecSigner,
  explicitParameters,
  HASH_OIDS,
  plainEcSigner,
  pssParameters,
  pssSigner,
  type PssSignerOptions,
  rsaSigner,
  type TestSigner,
} from './testing-signers.ts';
import { encodeTlv, readTlv } from './tlv.ts';

const DATA = ascii('what was signed');
const RSA = '1.2.840.113549.1.1.1';

let rsa: TestSigner;
let pss: TestSigner;
beforeAll(() => {
  rsa = rsaSigner();
  pss = pssSigner();
});

function check(signer: TestSigner, change: { data?: Uint8Array; signature?: Uint8Array } = {}): SignatureCheck {
  const publicKey = parsePublicKey(signer.publicKey);
  const element = readTlv(signer.algorithm);
  const parsed = element.ok ? parseAlgorithm(element.value) : null;
  if (!publicKey || !parsed) throw new Error('malformed signer');
  const signature = change.signature ?? signer.sign(DATA);
  return checkSignature({
    publicKey,
    algorithm: parsed,
    digestHash: signer.hash,
    data: change.data ?? DATA,
    signature,
  });
}

/** Each is the signer's, and nobody else's. */
function expectToHold(signer: TestSigner): void {
  expect(check(signer)).toBe('holds');
  expect(check(signer, { data: ascii('something else') })).toBe('contradicts');
  const signature = signer.sign(DATA);
  expect(
    check(signer, { signature: signature.map((byte, at) => (at === signature.length - 1 ? byte ^ 1 : byte)) }),
  ).toBe('contradicts');
}

describe('ECDSA', () => {
  it.each(CURVE_NAMES)('on %s, named or written out, its digest longer than the order or not', (curve) => {
    expectToHold(ecSigner(curve, 'sha512'));
    expectToHold(ecSigner(curve, 'sha1', explicitParameters(curve)));
    expectToHold(plainEcSigner(curve, 'sha256'));
  });

  it('takes numbers with more zeros than DER allows, and with fewer', () => {
    const curve = 'p256';
    const signer = plainEcSigner(curve);
    const plain = signer.sign(DATA);
    const numbers = (pad: string): Uint8Array =>
      sequence(...[plain.subarray(0, 32), plain.subarray(32)].map((each) => encodeTlv(0x02, fromHex(pad), each)));
    const der = { ...signer, algorithm: algorithm('1.2.840.10045.4.3.2') };
    expect(check(der, { signature: numbers('0000') })).toBe('holds');
    expect(check(der, { signature: numbers('') })).toBe('holds');
    expect(check(der, { signature: numbers('01') })).toBe('contradicts');
  });

  it('takes numbers under their own tags only', () => {
    const signer = plainEcSigner('p256');
    const plain = signer.sign(DATA);
    const number = (tag: number, start: number): Uint8Array =>
      encodeTlv(tag, fromHex('00'), plain.subarray(start, start + 32));
    const der = { ...signer, algorithm: algorithm('1.2.840.10045.4.3.2') };
    expect(check(der, { signature: sequence(number(0x02, 0), number(0x02, 32)) })).toBe('holds');
    expect(check(der, { signature: setOf(number(0x02, 0), number(0x02, 32)) })).toBe('contradicts');
    expect(check(der, { signature: sequence(number(0x04, 0), number(0x02, 32)) })).toBe('contradicts');
    expect(check(der, { signature: sequence(number(0x02, 0), number(0x04, 32)) })).toBe('contradicts');
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['one number', sequence(integer('01'))],
    ['three numbers', sequence(integer('01'), integer('01'), integer('01'))],
    ['zeros', sequence(integer('00'), integer('00'))],
    ['a second number out of range', sequence(integer('01'), integer('ff'.repeat(33)))],
    ['another type', setOf(integer('01'), integer('01'))],
    ['numbers of another type', sequence(integer('01'), octets(fromHex('01')))],
    ['something behind it', fromHex('300602010102010100')],
  ])('is no signature: %s', (_, signature) => {
    expect(check(ecSigner('p256'), { signature })).toBe('contradicts');
  });

  it('is no plain signature of another width', () => {
    expect(check(plainEcSigner('p256'), { signature: new Uint8Array(63).fill(1) })).toBe('contradicts');
    expect(check(plainEcSigner('p256'), { signature: new Uint8Array() })).toBe('contradicts');
  });

  it('needs a point on a curve we know', () => {
    const signer = ecSigner('p256');
    const off = signer.publicKey.map((byte, at, all) => (at === all.length - 1 ? byte ^ 1 : byte));
    expect(check({ ...signer, publicKey: off })).toBe('contradicts');
    const empty = sequence(
      algorithm('1.2.840.10045.2.1', objectIdentifier('1.2.840.10045.3.1.7')),
      bits(new Uint8Array()),
    );
    expect(check({ ...signer, publicKey: empty })).toBe('contradicts');
    const generator = signer.publicKey.slice(-65);
    for (const parameters of [
      objectIdentifier('1.3.132.0.10'),
      NULL,
      sequence(),
      explicitParameters('p256', generator),
    ]) {
      expect(check(ecSigner('p256', 'sha256', parameters))).toBe('unsupported');
    }
    const bare = sequence(algorithm('1.2.840.10045.2.1'), bits(generator));
    expect(check({ ...signer, publicKey: bare })).toBe('unsupported');
  });
});

describe('RSA PKCS#1 v1.5 (RFC 8017, 8.2)', () => {
  it.each([
    ['sha1', '1.2.840.113549.1.1.5'],
    ['sha224', '1.2.840.113549.1.1.14'],
    ['sha256', '1.2.840.113549.1.1.11'],
    ['sha384', '1.2.840.113549.1.1.12'],
    ['sha512', '1.2.840.113549.1.1.13'],
    ['sha256', RSA],
  ] as const)('with %s as %s', (hash, oid) => {
    expectToHold(rsaSigner(hash, oid, 1024));
  });

  it('whose hash has no NULL, or whose leading zeros were left out', () => {
    expect(shown(pkcs1Block({ parameters: new Uint8Array() }))).toBe('holds');
    expect(shown(pkcs1Block({}))).toBe('holds');
    expect(shown(pkcs1Block({}).subarray(1))).toBe('holds');
  });

  it('is judged by its whole block, not by an end or a beginning of it', () => {
    expect(shown(pkcs1Block({ start: '0002' }))).toBe('contradicts');
    expect(shown(pkcs1Block({ start: '0101' }))).toBe('contradicts');
    expect(shown(pkcs1Block({ padding: 40, behind: fromHex('00'.repeat(34)) }))).toBe('contradicts');
    expect(shown(pkcs1Block({ parameters: integer('00') }))).toBe('contradicts');
    expect(shown(concat(pkcs1Block({}), Uint8Array.of(0)))).toBe('contradicts');
    expect(shown(new Uint8Array(128).fill(0xff))).toBe('contradicts');
  });

  it('needs room for its padding', () => {
    expect(shown(new Uint8Array(64), { sizeBytes: 64, hash: 'sha512', oid: '1.2.840.113549.1.1.13' })).toBe(
      'contradicts',
    );
  });
});

describe('RSASSA-PSS (RFC 8017, 8.1)', () => {
  it.each<PssSignerOptions>([
    {},
    { keyName: 'rsaEncryption' },
    { hash: 'sha1', saltBytes: 20 },
    { hash: 'sha512', maskHash: 'sha256', saltBytes: 0 },
    { hash: 'sha224', maskHash: 'sha1', saltBytes: 11 },
    { modulusLength: 1025 },
    { modulusLength: 1030 },
  ])('with %o', (options) => {
    expectToHold(pssSigner(options));
  });

  it('has the salt its parameters state', () => {
    expect(check({ ...pss, algorithm: algorithm(RSASSA_PSS, pssParameters('sha256', 'sha256', 31)) })).toBe(
      'contradicts',
    );
    expect(check({ ...pss, algorithm: algorithm(RSASSA_PSS, pssParameters('sha256', 'sha1', 32)) })).toBe(
      'contradicts',
    );
  });

  it('is judged by its whole block', () => {
    const parameters = pssParameters('sha256', 'sha256', 32);
    const pssShown = (block: Uint8Array, sizeBytes = 128, firstByte = 'c5'): SignatureCheck =>
      shown(block, { oid: RSASSA_PSS, parameters, sizeBytes, firstByte });
    const ended = (sizeBytes: number, first: number): Uint8Array =>
      Uint8Array.from({ length: sizeBytes }, (_, at) => (at === 0 ? first : at === sizeBytes - 1 ? 0xbc : 0));
    expect(pssShown(ended(128, 0))).toBe('contradicts');
    expect(pssShown(ended(128, 0x80))).toBe('contradicts');
    expect(pssShown(ended(129, 1), 129, '01')).toBe('contradicts');
    expect(pssShown(new Uint8Array(128))).toBe('contradicts');
    expect(pssShown(ended(64, 0), 64)).toBe('contradicts');
    expect(pssShown(new Uint8Array(128).fill(0xff))).toBe('contradicts');
  });

  it('is all that a key of that name signs', () => {
    expect(check({ ...pss, algorithm: algorithm('1.2.840.113549.1.1.11', NULL) })).toBe('unsupported');
  });
});

describe('an RSA key', () => {
  it('is refused when it cannot be read, or is there to keep us busy', () => {
    const long = sequence(encodeTlv(0x02, Uint8Array.of(0), new Uint8Array(1025).fill(0xff)), integer('010001'));
    const keys = [fromHex('0102'), sequence(), sequence(integer('00')), sequence(integer('c5')), long];
    for (const key of keys)
      expect(check({ ...rsa, publicKey: sequence(algorithm(RSA, NULL), bits(key)) })).toBe('unsupported');
  });

  it('does not sign with ECDSA, nor a point with RSA', () => {
    const ec = ecSigner('p256');
    expect(check({ ...rsa, algorithm: ec.algorithm })).toBe('unsupported');
    expect(check({ ...ec, algorithm: rsa.algorithm })).toBe('unsupported');
    expect(check({ ...ec, algorithm: algorithm('1.2.3.4') })).toBe('unsupported');
  });
});

interface Shown {
  sizeBytes?: number;
  firstByte?: string;
  hash?: HashName;
  oid?: string;
  parameters?: Uint8Array;
}

/** A signature under an exponent of one opens to itself: any block can be held up to the check. */
function shown(block: Uint8Array, options: Shown = {}): SignatureCheck {
  const {
    sizeBytes = 128,
    firstByte = 'c5',
    hash = 'sha256',
    oid = '1.2.840.113549.1.1.11',
    parameters = NULL,
  } = options;
  const modulus = encodeTlv(0x02, fromHex(`00${firstByte}${'c5'.repeat(sizeBytes - 1)}`));
  const publicKey = sequence(algorithm(RSA, NULL), bits(sequence(modulus, integer('01'))));
  return check({ publicKey, algorithm: algorithm(oid, parameters), hash, sign: () => block });
}

interface Pkcs1Options {
  start?: string;
  padding?: number;
  parameters?: Uint8Array;
  behind?: Uint8Array;
}

/** EMSA-PKCS1-v1_5 of 128 bytes with SHA-256, or something much like it. */
function pkcs1Block({
  start = '0001',
  padding,
  parameters = NULL,
  behind = new Uint8Array(),
}: Pkcs1Options): Uint8Array {
  const info = sequence(algorithm(HASH_OIDS.sha256, parameters), octets(digest('sha256', DATA)));
  const fill = new Uint8Array(padding ?? 125 - info.length).fill(0xff);
  return concat(fromHex(start), fill, Uint8Array.of(0), info, behind);
}
