import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from './bytes.ts';
import { parseCertificate, parsePublicKey } from './certificate.ts';
import { curveOf, CURVES } from './curves.ts';
import { digest } from './signature.ts';
import { algorithm, bits, integer, NULL, objectIdentifier, octets, sequence, utcTime } from './testing-asn1.ts';
import {
  authorityCertificate,
  basicConstraints,
  certificate,
  CSCA_NAME,
  extendedKeyUsage,
  extension,
  keyUsage,
  privateKeyUsage,
  signerCertificate,
} from './testing-certificates.ts';
import { ecSigner, explicitParameters, keyIdOf, type TestSigner } from './testing-signers.ts';
import { encodeTlv } from './tlv.ts';

let csca: TestSigner;
let signer: TestSigner;
beforeAll(() => {
  csca = ecSigner('bp384');
  signer = ecSigner('bp256');
});

describe('a certificate', () => {
  it('says whose key it is, and until when', () => {
    const der = authorityCertificate(csca);
    expect(parseCertificate(der)).toMatchObject({
      der,
      sha256: toHex(digest('sha256', der)),
      serialNumber: '01',
      issuer: { text: 'C=UT, CN=Test CSCA' },
      subject: { text: 'C=UT, CN=Test CSCA' },
      validity: { notBefore: Date.UTC(2024, 0, 1), notAfter: Date.UTC(2039, 0, 1) },
      subjectKeyId: toHex(keyIdOf(csca)),
      authorityKeyId: toHex(keyIdOf(csca)),
      authority: true,
      keyUsage: 0x06,
      extendedKeyUsage: [],
      privateKeyUsage: null,
    });
  });

  it('says nothing of what it leaves out', () => {
    expect(parseCertificate(certificate(signer, csca))).toMatchObject({
      subjectKeyId: null,
      authorityKeyId: null,
      authority: null,
      keyUsage: null,
      extendedKeyUsage: [],
      privateKeyUsage: null,
    });
  });

  it('has its limits', () => {
    const extensions = [
      basicConstraints(false),
      extendedKeyUsage('2.23.136.1.1.3'),
      privateKeyUsage('20240101000000Z', '20240401000000Z'),
      keyUsage(0x80),
      keyUsage(0x00),
    ];
    expect(parseCertificate(certificate(signer, csca, { extensions }))).toMatchObject({
      authority: false,
      extendedKeyUsage: ['2.23.136.1.1.3'],
      privateKeyUsage: { notBefore: Date.UTC(2024, 0, 1), notAfter: Date.UTC(2024, 3, 1) },
      keyUsage: 0x80,
    });
    const open = certificate(signer, csca, { extensions: [privateKeyUsage('20240101000000Z')] });
    expect(parseCertificate(open)?.privateKeyUsage).toEqual({ notBefore: Date.UTC(2024, 0, 1), notAfter: Infinity });
    const closing = extension('2.5.29.16', sequence(encodeTlv(0x81, fromHex('3230323430343031303030303030 5a'))));
    expect(parseCertificate(certificate(signer, csca, { extensions: [closing] }))?.privateKeyUsage).toEqual({
      notBefore: -Infinity,
      notAfter: Date.UTC(2024, 3, 1),
    });
  });

  it('may have extensions that make no sense', () => {
    const extensions = [
      sequence(),
      sequence(objectIdentifier('2.5.29.14')),
      sequence(objectIdentifier('2.5.29.19'), octets(fromHex('3003'))),
      extension('2.5.29.15', encodeTlv(0x03)),
      extension('2.5.29.37', sequence(NULL)),
      extension('2.5.29.35', sequence(NULL)),
    ];
    expect(parseCertificate(certificate(signer, csca, { extensions }))).toMatchObject({
      subjectKeyId: null,
      authorityKeyId: null,
      authority: null,
      keyUsage: 0,
      extendedKeyUsage: [''],
    });
    const odd = certificate(signer, csca, { extensions: [extension('2.5.29.19', sequence(fromHex('010100')))] });
    expect(parseCertificate(odd)?.authority).toBe(false);
  });

  // As the master list of the German BSI has one for Vietnam's passports.
  it('may write out the parameters of brainpoolP512r1', () => {
    const vietnam = ecSigner('bp512', 'sha512', explicitParameters('bp512'));
    const parsed = parseCertificate(authorityCertificate(vietnam));
    expect(parsed && curveOf(parsed.publicKey.algorithm.parameters ?? new Uint8Array())).toBe(CURVES.bp512);
  });

  it('is read as OpenSSL reads it', () => {
    const der = signerCertificate(signer, csca, { serial: '0102030405' });
    const theirs = new X509Certificate(der);
    const ours = parseCertificate(der);
    expect(ours?.serialNumber).toBe(theirs.serialNumber.toLowerCase());
    expect(ours?.sha256).toBe(theirs.fingerprint256.replaceAll(':', '').toLowerCase());
    expect(ours?.subject.text).toBe(theirs.subject.replaceAll('\n', ', '));
    expect(ours?.issuer.text).toBe(theirs.issuer.replaceAll('\n', ', '));
    expect(ours?.validity.notAfter).toBe(theirs.validToDate.getTime());
  });

  it('ends where it ends', () => {
    const der = signerCertificate(signer, csca);
    expect(parseCertificate(concat(der, fromHex('0a')))?.der).toEqual(der);
  });

  const validity = sequence(utcTime('240101000000Z'), utcTime('390101000000Z'));
  const ecdsa = algorithm('1.2.840.10045.4.3.2');
  const wrapped = (fields: readonly Uint8Array[], outer = ecdsa, signature = bits(fromHex('00'))): Uint8Array =>
    sequence(sequence(...fields), outer, signature);
  const usual = (): Uint8Array[] => [integer('2a'), ecdsa, CSCA_NAME, validity, CSCA_NAME, signer.publicKey];
  const with_ = (position: number, field: Uint8Array): Uint8Array[] => usual().with(position, field);

  it('may be of version 1', () => {
    expect(parseCertificate(wrapped(usual()))?.serialNumber).toBe('2a');
  });

  it.each<[string, () => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['another type', () => NULL],
    ['no fields', () => wrapped([])],
    ['too few fields', () => wrapped(usual().slice(0, 5))],
    ['no serial number', () => wrapped(with_(0, NULL))],
    ['another algorithm outside than inside', () => wrapped(usual(), algorithm('1.2.840.10045.4.3.3'))],
    ['no issuer', () => wrapped(with_(2, NULL))],
    ['no beginning', () => wrapped(with_(3, sequence(NULL, utcTime('390101000000Z'))))],
    ['no end', () => wrapped(with_(3, sequence(utcTime('390101000000Z'))))],
    ['no subject', () => wrapped(with_(4, NULL))],
    ['no key', () => wrapped(with_(5, sequence(NULL, NULL)))],
    ['no signature', () => wrapped(usual(), ecdsa, NULL)],
    ['no algorithm', () => wrapped(usual(), NULL)],
    ['a body of another type', () => sequence(NULL, ecdsa, bits(fromHex('00')))],
    ['something behind the signature', () => sequence(sequence(...usual()), ecdsa, bits(fromHex('00')), NULL)],
  ])('is none with %s', (_, bytes) => {
    expect(parseCertificate(bytes())).toBeNull();
  });

  it('never throws', () => {
    const der = signerCertificate(signer, csca);
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, value) => void parseCertificate(der.with(at, value))),
      { numRuns: 500 },
    );
  });
});

describe('a public key', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['no algorithm', sequence(NULL, bits(fromHex('00')))],
    ['no bits', sequence(algorithm('1.2.3'), NULL)],
  ])('is none with %s', (_, bytes) => {
    expect(parsePublicKey(bytes)).toBeNull();
  });
});
