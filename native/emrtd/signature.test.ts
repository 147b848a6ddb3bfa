import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from './bytes.ts';
import { parseAlgorithm } from './certificate-fields.ts';
import { digest, hashOfAlgorithm, RSASSA_PSS, signatureScheme, type SignatureScheme } from './signature.ts';
import { algorithm, ascii, integer, NULL, objectIdentifier, sequence } from './testing-asn1.ts';
import { HASH_OIDS, pssParameters } from './testing-signers.ts';
import { encodeTlv, readTlv } from './tlv.ts';

const parsed = (bytes: Uint8Array): NonNullable<ReturnType<typeof parseAlgorithm>> => {
  const element = readTlv(bytes);
  const found = element.ok ? parseAlgorithm(element.value) : null;
  if (!found) throw new Error('no algorithm');
  return found;
};
const schemeOf = (oid: string, parameters: Uint8Array | null = null): SignatureScheme | null =>
  signatureScheme({ oid, parameters, bytes: algorithm(oid) }, 'sha384');

describe('a hash', () => {
  it('is named by its object identifier, with NULL or nothing beside it', () => {
    expect(hashOfAlgorithm(parsed(algorithm('1.2.840.113549.2.5')))).toBeNull();
    expect(hashOfAlgorithm(parsed(algorithm(HASH_OIDS.sha1)))).toBe('sha1');
    expect(hashOfAlgorithm(parsed(algorithm(HASH_OIDS.sha1, NULL)))).toBe('sha1');
    expect(hashOfAlgorithm(parsed(algorithm(HASH_OIDS.sha1, integer('00'))))).toBeNull();
    expect(hashOfAlgorithm(null)).toBeNull();
  });

  it('is the one of FIPS 180-4', () => {
    expect(digest('sha1', ascii('abc'))).toEqual(fromHex('a9993e364706816aba3e25717850c26c9cd0d89d'));
  });
});

describe('a signature algorithm', () => {
  it('names its hash, or leaves it to what stands beside it', () => {
    expect(schemeOf('1.2.840.113549.1.1.5', NULL)).toEqual({ kind: 'rsa-pkcs1', hash: 'sha1' });
    expect(schemeOf('1.2.840.113549.1.1.1')).toEqual({ kind: 'rsa-pkcs1', hash: 'sha384' });
    expect(schemeOf('1.2.840.10045.4.3.4')).toEqual({ kind: 'ecdsa', hash: 'sha512', form: 'der' });
    expect(schemeOf('1.2.840.10045.2.1')).toEqual({ kind: 'ecdsa', hash: 'sha384', form: 'der' });
    expect(schemeOf('0.4.0.127.0.7.1.1.4.1.3')).toEqual({ kind: 'ecdsa', hash: 'sha256', form: 'plain' });
  });

  it('is unknown without a hash, with parameters it does not take, or by its name', () => {
    expect(signatureScheme(parsed(algorithm('1.2.840.113549.1.1.1')), null)).toBeNull();
    expect(schemeOf('1.2.840.10045.4.3.2', integer('00'))).toBeNull();
    expect(schemeOf('1.2.3.4')).toBeNull();
  });
});

describe('RSASSA-PSS parameters (RFC 8017, A.2.3)', () => {
  const hashed = algorithm(HASH_OIDS.sha256, NULL);

  it('have defaults', () => {
    const defaults = { kind: 'rsa-pss', hash: 'sha1', maskHash: 'sha1', saltBytes: 20 };
    expect(schemeOf(RSASSA_PSS, sequence())).toEqual(defaults);
    expect(schemeOf(RSASSA_PSS, sequence(encodeTlv(0xa3, integer('01'))))).toEqual(defaults);
  });

  it('name two hashes and the length of the salt', () => {
    expect(schemeOf(RSASSA_PSS, pssParameters('sha512', 'sha256', 48))).toEqual({
      kind: 'rsa-pss',
      hash: 'sha512',
      maskHash: 'sha256',
      saltBytes: 48,
    });
    expect(schemeOf(RSASSA_PSS, sequence(encodeTlv(0xa2, integer('0100'))))).toMatchObject({ saltBytes: 256 });
  });

  it.each<[string, Uint8Array | undefined]>([
    ['none', undefined],
    ['cut short', fromHex('3002')],
    ['of another type', NULL],
    ['with another trailer', sequence(encodeTlv(0xa3, integer('02')))],
    ['with an unknown field', sequence(encodeTlv(0xa4, integer('01')))],
    ['with an unknown hash', sequence(encodeTlv(0xa0, algorithm('1.2.3')))],
    ['with an empty hash', sequence(encodeTlv(0xa0))],
    ['with another mask', sequence(encodeTlv(0xa1, algorithm('1.2.3', hashed)))],
    ['with a mask without a hash', sequence(encodeTlv(0xa1, algorithm('1.2.840.113549.1.1.8')))],
    ['with an empty mask', sequence(encodeTlv(0xa1))],
    ['with a salt without end', sequence(encodeTlv(0xa2, integer('010000')))],
    ['with a salt that is no number', sequence(encodeTlv(0xa2, NULL))],
  ])('are refused: %s', (_, parameters) => {
    expect(schemeOf(RSASSA_PSS, parameters)).toBeNull();
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (bytes) => {
        const parameters = encodeTlv(0x30, bytes);
        void signatureScheme({ oid: RSASSA_PSS, parameters, bytes: objectIdentifier(RSASSA_PSS) }, null);
      }),
    );
  });
});
