import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex } from './bytes.ts';
import { digest } from './signature.ts';
import { parseSod } from './sod.ts';
import { algorithm, ascii, integer, NULL, objectIdentifier, octets, sequence, setOf } from './testing-asn1.ts';
import { certificate } from './testing-certificates.ts';
import { dg1, securityObject, sod, type SodOptions } from './testing-documents.ts';
import { ecSigner, HASH_OIDS, type TestSigner } from './testing-signers.ts';
import { encodeTlv } from './tlv.ts';

const groups = new Map([[1, dg1()]]);

let signer: TestSigner;
beforeAll(() => {
  signer = ecSigner('p256');
});

const make = (options: Partial<SodOptions> = {}): Uint8Array =>
  sod({ groups, signer, certificates: [certificate(signer, signer)], ...options });

describe('a SOD', () => {
  it('lists the hashes of the groups and carries its signer', () => {
    const parsed = parseSod(make({ groupHash: 'sha512' }));
    expect(parsed).toMatchObject({
      ok: true,
      sod: { hash: 'sha512', groupHashes: new Map([[1, digest('sha512', dg1())]]) },
    });
    expect(parsed.ok && parsed.sod.documentSigner?.subject.text).toBe('C=UT, CN=Test Document Signer');
  });

  it.each(['1.3.27.1.1.1', '1.2.528.1.1006.1.20.1'])('may be of the earlier type %s', (contentType) => {
    expect(parseSod(make({ contentType })).ok).toBe(true);
  });

  it('may be of version 1, which names the LDS version (ICAO 9303-10, 4.6.2.3)', () => {
    const entries = sequence(sequence(integer('01'), octets(digest('sha256', dg1()))));
    const version = sequence(encodeTlv(0x13, ascii('0108')), encodeTlv(0x13, ascii('040000')));
    const object = sequence(integer('01'), algorithm(HASH_OIDS.sha256, NULL), entries, version);
    expect(parseSod(make({ securityObject: object })).ok).toBe(true);
  });

  it('may be followed by what a file is filled up with', () => {
    expect(parseSod(concat(make(), new Uint8Array(20)))).toEqual(parseSod(make()));
  });
});

describe('a SOD that is none', () => {
  const body = (hash: Uint8Array, ...entries: Uint8Array[]): Uint8Array =>
    sequence(integer('00'), hash, sequence(...entries));
  const sha256 = algorithm(HASH_OIDS.sha256);
  const entry = (group: string, hash = octets(fromHex('aa'))): Uint8Array => sequence(integer(group), hash);

  it.each<[string, () => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['another file', () => dg1()],
    ['no signed data', () => encodeTlv(0x77, octets())],
    ['content of another type', () => make({ contentType: '1.2.840.113549.1.7.1' })],
    ['an unknown digest', () => make({ digestHash: '1.2.840.113549.2.5' })],
    ['no security object', () => make({ securityObject: octets() })],
    ['an empty security object', () => make({ securityObject: sequence() })],
    ['a security object cut short', () => make({ securityObject: securityObject(groups).subarray(0, -1) })],
    ['a security object of broken parts', () => make({ securityObject: fromHex('30020205') })],
    ['an unknown group hash', () => make({ securityObject: body(algorithm('1.2.3'), entry('01')) })],
    ['a group hash that is no name', () => make({ securityObject: body(sequence(fromHex('060180')), entry('01')) })],
    ['groups of another tag', () => make({ securityObject: sequence(integer('00'), sha256, setOf(entry('01'))) })],
    ['no groups', () => make({ securityObject: body(sha256) })],
    ['a group 0', () => make({ securityObject: body(sha256, entry('00')) })],
    ['a group 17', () => make({ securityObject: body(sha256, entry('11')) })],
    ['a group number of two bytes', () => make({ securityObject: body(sha256, entry('0001')) })],
    ['a group twice', () => make({ securityObject: body(sha256, entry('01'), entry('01')) })],
    ['a group without a hash', () => make({ securityObject: body(sha256, entry('01', NULL)) })],
    ['a group without a number', () => make({ securityObject: body(sha256, sequence(octets())) })],
    ['something that is no group', () => make({ securityObject: body(sha256, objectIdentifier('1.2.3')) })],
  ])('is %s', (_, bytes) => {
    expect(parseSod(bytes())).toEqual({ ok: false, detail: expect.stringMatching(/^SOD: /) as string });
  });

  it('is one nested without end', () => {
    let nested = NULL;
    for (let depth = 0; depth < 500; depth++) nested = sequence(nested);
    expect(parseSod(encodeTlv(0x77, nested)).ok).toBe(false);
  });

  it('is never an exception', () => {
    const whole = make();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseSod(encodeTlv(0x77, bytes))));
    fc.assert(fc.property(fc.nat(whole.length - 1), (size) => void parseSod(whole.subarray(0, size))));
  });
});
