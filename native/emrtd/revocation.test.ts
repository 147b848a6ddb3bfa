import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from './bytes.ts';
import { parseRevocationList } from './revocation.ts';
import { digest } from './signature.ts';
import { algorithm, bits, integer, NULL, sequence, utcTime } from './testing-asn1.ts';
import { CSCA_NAME, revocationList } from './testing-certificates.ts';
import { ecSigner, keyIdOf, type TestSigner } from './testing-signers.ts';

let csca: TestSigner;
beforeAll(() => {
  csca = ecSigner('p256');
});

describe('a revocation list', () => {
  it('names serial numbers and when they were revoked', () => {
    const der = revocationList(csca, {
      revoked: [
        ['2a', '250301000000Z'],
        ['2b', '250401000000Z'],
      ],
      authorityKeyId: keyIdOf(csca),
    });
    expect(parseRevocationList(der)).toMatchObject({
      sha256: toHex(digest('sha256', der)),
      issuer: { text: 'C=UT, CN=Test CSCA' },
      authorityKeyId: toHex(keyIdOf(csca)),
      thisUpdate: Date.UTC(2026, 0, 1),
      nextUpdate: Date.UTC(2027, 0, 1),
      revoked: new Map([
        ['2a', Date.UTC(2025, 2, 1)],
        ['2b', Date.UTC(2025, 3, 1)],
      ]),
    });
  });

  it('names a number however many zeros it has before it', () => {
    const written = ['80', '0080', '00000180', '00'];
    const list = revocationList(csca, { revoked: written.map((serial) => [serial, '250301000000Z'] as const) });
    expect([...(parseRevocationList(list)?.revoked.keys() ?? [])]).toEqual(['80', '0180', '00']);
  });

  it('may be empty, and need not announce the next', () => {
    const parsed = parseRevocationList(revocationList(csca, { nextUpdate: null }));
    expect(parsed).toMatchObject({ nextUpdate: null, authorityKeyId: null, revoked: new Map() });
    const listed = parseRevocationList(revocationList(csca, { nextUpdate: null, revoked: [['2a', '250301000000Z']] }));
    expect(listed?.revoked.size).toBe(1);
  });

  const ecdsa = algorithm('1.2.840.10045.4.3.2');
  const time = utcTime('260101000000Z');
  const list = (...fields: Uint8Array[]): Uint8Array => sequence(sequence(...fields), ecdsa, bits(fromHex('00')));

  it('may be of version 1', () => {
    expect(parseRevocationList(list(ecdsa, CSCA_NAME, time))?.revoked.size).toBe(0);
    expect(parseRevocationList(list(ecdsa, CSCA_NAME, time, sequence()))?.revoked.size).toBe(0);
  });

  it.each<[string, () => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['no fields', () => list()],
    ['another algorithm inside', () => list(algorithm('1.2.3'), CSCA_NAME, time)],
    ['no issuer', () => list(ecdsa, NULL, time)],
    ['no time', () => list(ecdsa, CSCA_NAME, NULL)],
    ['entries cut short', () => list(ecdsa, CSCA_NAME, time, fromHex('30023002'))],
    ['an entry without a number', () => list(ecdsa, CSCA_NAME, time, sequence(sequence(NULL, time)))],
    ['an entry without a date', () => list(ecdsa, CSCA_NAME, time, sequence(sequence(integer('2a'))))],
  ])('is none with %s', (_, bytes) => {
    expect(parseRevocationList(bytes())).toBeNull();
  });

  it('never throws', () => {
    const der = revocationList(csca, { revoked: [['2a', '250301000000Z']] });
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, value) => void parseRevocationList(der.with(at, value))),
    );
    expect(parseRevocationList(concat(der, NULL))?.revoked.size).toBe(1);
  });
});
