import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { parseActiveAuthenticationKey, type ActiveAuthenticationKey } from './active-authentication-key.ts';
import { fromHex } from './bytes.ts';
import { CURVE_OIDS, CURVES, type CurveName } from './curves.ts';
import type { SecurityInfos } from './security-infos.ts';
import { digest, type HashName } from './signature.ts';
import { objectIdentifier } from './testing-documents.ts';
import { encodeTlv } from './tlv.ts';

const CHALLENGE = fromHex('F173589974BF40C6');
const EC = '1.2.840.10045.2.1';

const bitString = (content: Uint8Array, unused = 0): Uint8Array => encodeTlv(0x03, Uint8Array.of(unused), content);
const dg15 = (algorithm: Uint8Array, ...key: Uint8Array[]): Uint8Array =>
  encodeTlv(0x6f, encodeTlv(0x30, algorithm, ...key));
const algorithm = (oid: string, ...parameters: Uint8Array[]): Uint8Array =>
  encodeTlv(0x30, objectIdentifier(oid), ...parameters);

const secretKey = (curve: CurveName): Uint8Array => new Uint8Array(CURVES[curve].Point.Fn.BYTES).fill(0x5a).with(0, 0);
const ecGroup = (
  curve: CurveName,
  point: Uint8Array = CURVES[curve].getPublicKey(secretKey(curve), false),
): Uint8Array => dg15(algorithm(EC, objectIdentifier(CURVE_OIDS[curve])), bitString(point));
const signature = (curve: CurveName, hash: HashName, format: 'compact' | 'der' = 'compact'): Uint8Array =>
  CURVES[curve].sign(digest(hash, CHALLENGE), secretKey(curve), { prehash: false, lowS: false, format });

const announcing = (signatureAlgorithm: string): SecurityInfos => ({
  pace: [],
  paceDomains: [],
  chipAuthentication: [],
  chipAuthenticationKeys: [],
  activeAuthentication: { signatureAlgorithm },
  others: [],
});
const ecKey = (curve: CurveName, infos: SecurityInfos | null = null): ActiveAuthenticationKey =>
  parseActiveAuthenticationKey(ecGroup(curve), infos)!;

describe('RSA', () => {
  const vector = vectors.active_authentication_rsa_real;
  const key = parseActiveAuthenticationKey(fromHex(vector.dg15), null)!;

  it('verifies the signature of a real chip, and no other', () => {
    const signed = fromHex(vector.signature);
    expect(key.signatureBytes).toBe(224);
    expect(key.verifies(fromHex(vector.rnd_ifd), signed)).toBe(true);
    expect(key.verifies(CHALLENGE, signed)).toBe(false);
    expect(key.verifies(fromHex(vector.rnd_ifd), signed.with(9, signed[9]! ^ 1))).toBe(false);
  });
});

describe('ECDSA', () => {
  it.each([
    ['p192', 'sha1', 48],
    ['p224', 'sha224', 56],
    ['p256', 'sha256', 64],
    ['bp256', 'sha1', 64],
    ['bp320', 'sha256', 80],
    ['bp384', 'sha384', 96],
    ['bp512', 'sha512', 128],
    ['p521', 'sha512', 132],
    ['p256', 'sha512', 64],
  ] as const)('%s with %s, plain and DER', (curve, hash, signatureBytes) => {
    const key = ecKey(curve);
    expect(key.signatureBytes).toBe(signatureBytes);
    expect(key.verifies(CHALLENGE, signature(curve, hash))).toBe(true);
    expect(key.verifies(CHALLENGE, signature(curve, hash, 'der'))).toBe(true);
    expect(key.verifies(fromHex('0000000000000000'), signature(curve, hash))).toBe(false);
  });

  it.each([
    ['plain ECDSA of TR-03111', '0.4.0.127.0.7.1.1.4.1.3', 'sha256'],
    ['plain ECDSA of TR-03111', '0.4.0.127.0.7.1.1.4.1.5', 'sha512'],
    ['the name of X9.62 for the same', '1.2.840.10045.4.1', 'sha1'],
  ] as const)('takes no other hash than the announced one: %s', (_, oid, announced) => {
    const key = ecKey('p256', announcing(oid));
    for (const hash of ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const) {
      expect(key.verifies(CHALLENGE, signature('p256', hash))).toBe(hash === announced);
    }
  });

  it('does not verify what is no signature, and never throws', () => {
    const key = ecKey('p256');
    expect(key.verifies(CHALLENGE, new Uint8Array(64))).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 140 }), (bytes) => {
        expect(key.verifies(CHALLENGE, bytes)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });
});

describe('keys this reader cannot judge by', () => {
  const point = CURVES.p256.getPublicKey(secretKey('p256'), false);
  const p256 = objectIdentifier(CURVE_OIDS.p256);
  const rsa = objectIdentifier('1.2.840.113549.1.1.1');

  it.each([
    ['another group', encodeTlv(0x6e, encodeTlv(0x30))],
    ['no key inside', encodeTlv(0x6f)],
    ['half a key', encodeTlv(0x6f, encodeTlv(0x30, fromHex('30')))],
    ['an empty key', encodeTlv(0x6f, encodeTlv(0x30))],
    ['half an algorithm', dg15(encodeTlv(0x30, fromHex('06')), bitString(point))],
    ['an algorithm of nothing', dg15(encodeTlv(0x30), bitString(point))],
    ['an algorithm without a name', dg15(encodeTlv(0x30, fromHex('020101')), bitString(point))],
    ['an algorithm nobody signs with', dg15(algorithm('1.3.101.112', p256), bitString(point))],
    ['no bits', dg15(algorithm(EC, p256))],
    ['bits of another tag', dg15(algorithm(EC, p256), encodeTlv(0x04, Uint8Array.of(0), point))],
    ['bits that are no bytes', dg15(algorithm(EC, p256), bitString(point, 3))],
    ['no curve', dg15(algorithm(EC), bitString(point))],
    ['an unknown curve', dg15(algorithm(EC, objectIdentifier('1.3.132.0.10')), bitString(point))],
    ['a point off the curve', ecGroup('p256', Uint8Array.from(point).with(-1, point.at(-1)! ^ 1))],
    ['the neutral point', ecGroup('p256', fromHex('00'))],
    ['an RSA key of nothing', dg15(encodeTlv(0x30, rsa), bitString(fromHex('3000')))],
  ])('%s', (_, bytes) => {
    expect(parseActiveAuthenticationKey(bytes, null)).toBeNull();
  });

  it.each(['0.4.0.127.0.7.1.1.4.1.6', '1.2.840.113549.1.1.11'])('a hash announced as %s', (oid) => {
    expect(parseActiveAuthenticationKey(ecGroup('p256'), announcing(oid))).toBeNull();
  });

  it('any bytes at all, without ever throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(parseActiveAuthenticationKey(encodeTlv(0x6f, bytes), null)).toBeNull();
      }),
    );
  });
});
