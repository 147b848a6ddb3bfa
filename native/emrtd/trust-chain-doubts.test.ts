import { beforeAll, describe, expect, it } from 'vitest';
import { type Certificate, parseCertificate } from './certificate.ts';
import { NULL, objectIdentifier, sequence } from './testing-asn1.ts';
import {
  authorityCertificate,
  basicConstraints,
  type CertificateOptions,
  CSCA_NAME,
  extendedKeyUsage,
  extension,
  keyUsage,
  name,
  privateKeyUsage,
  revocationList,
  signerCertificate,
} from './testing-certificates.ts';
import { ecSigner, type TestSigner } from './testing-signers.ts';
import { judgeSigner } from './trust-chain.ts';
import { loadTrust } from './trust-store.ts';

let csca: TestSigner;
let signer: TestSigner;
let next: TestSigner;
beforeAll(() => {
  [csca, signer, next] = [ecSigner('p256'), ecSigner('p256'), ecSigner('p256')];
});

const NOW = Date.UTC(2026, 5, 1);
const DAY_MS = 24 * 60 * 60 * 1000;

/** What is said of a signer with these fields, whose authority is configured. */
function judge(
  options: CertificateOptions,
  signedAt: number | null = null,
  anchor: CertificateOptions = {},
): { verdict: string; ids: string[]; details: string[] } {
  const trust = loadTrust([
    { name: 'csca.cer', bytes: authorityCertificate(csca, anchor) },
    { name: 'csca.crl', bytes: revocationList(csca) },
  ]);
  expect(trust.problems).toEqual([]);
  const certificate = parseCertificate(signerCertificate(signer, csca, options)) as Certificate;
  const { verdict, findings } = judgeSigner(certificate, trust, { signedAt, now: NOW });
  return { verdict, ids: findings.map(({ id }) => id), details: findings.map(({ detail }) => detail) };
}

describe('the purpose of a certificate', () => {
  const used = keyUsage(0x80);

  it.each<[string, Uint8Array[], string[]]>([
    ['master lists', [used, extendedKeyUsage('2.23.136.1.1.3')], ['signer-purpose']],
    ['visible seals', [used, extendedKeyUsage('2.23.136.1.1.14.2')], ['signer-purpose']],
    ['clients of TLS', [used, extendedKeyUsage('1.3.6.1.5.5.7.3.2')], ['signer-purpose']],
    ['nothing that can be read', [used, extension('2.5.29.37', sequence(NULL))], ['signer-purpose']],
    ['encryption', [keyUsage(0x20)], ['signer-key-usage']],
    ['nothing', [keyUsage(0x00)], ['signer-key-usage']],
    ['authorities', [basicConstraints(true), used], ['signer-is-authority']],
    ['authorities alone', [basicConstraints(true), keyUsage(0x06)], ['signer-key-usage', 'signer-is-authority']],
  ])('that is for %s anchors no document', (_, extensions, ids) => {
    expect(judge({ extensions })).toMatchObject({ verdict: 'consistent', ids });
  });

  it('may be any, or left open', () => {
    const any = sequence(objectIdentifier('1.3.6.1.5.5.7.3.2'), objectIdentifier('2.5.29.37.0'));
    expect(judge({ extensions: [used, extension('2.5.29.37', any)] })).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judge({ extensions: [used, basicConstraints(false)] })).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judge({ extensions: [] })).toMatchObject({ verdict: 'anchored', ids: ['signer-constraints'] });
  });

  it('is doubted without an anchor, too', () => {
    const certificate = parseCertificate(signerCertificate(signer, csca, { extensions: [keyUsage(0x20)] }));
    const judged = judgeSigner(certificate as Certificate, loadTrust([]), { signedAt: null, now: NOW });
    expect(judged.verdict).toBe('consistent');
    expect(judged.findings.map(({ id }) => id)).toEqual(['issuer-not-anchored', 'signer-key-usage']);
  });
});

describe('the time of a signature', () => {
  const within = (notBefore: string, notAfter?: string): CertificateOptions => ({
    extensions: [keyUsage(0x80), privateKeyUsage(notBefore, notAfter)],
  });

  it('is that of the key', () => {
    const spring = within('20240101000000Z', '20240401000000Z');
    expect(judge(spring, Date.UTC(2024, 2, 1))).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judge(spring, Date.UTC(2024, 4, 1))).toMatchObject({
      verdict: 'consistent',
      ids: ['signer-key-period'],
      details: ['the signer key was not to be used on 2024-05-01'],
    });
  });

  it('is the first that is possible where the document says none', () => {
    expect(judge(within('20230101000000Z', '20240401000000Z'))).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judge(within('20240301000000Z', '20240401000000Z'))).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judge(within('20220101000000Z', '20230101000000Z'))).toMatchObject({ ids: ['signer-key-period'] });
    expect(judge(within('20400101000000Z'))).toMatchObject({
      ids: ['signer-expired-at-signing', 'signer-expired-at-signing', 'signing-time-in-future'],
    });
  });

  it('is not to come, but for a clock that is a day slow', () => {
    expect(judge({}, NOW + DAY_MS)).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judge({}, NOW + DAY_MS + 1)).toMatchObject({
      verdict: 'consistent',
      ids: ['signing-time-in-future'],
      details: ['signed 2026-06-02, and today is 2026-06-01'],
    });
  });
});

describe('the country', () => {
  const of = (country: string): Uint8Array => name(['2.5.4.6', country], ['2.5.4.3', 'Anybody']);
  const self = (subject: Uint8Array): CertificateOptions => ({ subject, issuer: subject });

  it('is one, in any case', () => {
    expect(judge({ subject: of('ut') })).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judge({}, null, self(of(' Ut ')))).toMatchObject({ verdict: 'anchored' });
  });

  it('is asked only where both name one', () => {
    const anonymous = name(['2.5.4.3', 'Anybody']);
    expect(judge({ subject: anonymous })).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judge({}, null, self(anonymous))).toMatchObject({ verdict: 'anchored' });
  });

  it('that differs anchors no document', () => {
    expect(judge({ subject: of('XX') })).toMatchObject({
      verdict: 'consistent',
      ids: ['issuer-country-differs'],
      details: ['the signer is of XX, its issuer of UT'],
    });
  });

  it('is that of every link', () => {
    const link = authorityCertificate(next, { issuedBy: csca, subject: of('XX'), serial: '11' });
    const trust = loadTrust([
      { name: 'csca.cer', bytes: authorityCertificate(csca) },
      { name: 'link.cer', bytes: link },
    ]);
    const judged = (subject: Uint8Array): ReturnType<typeof judgeSigner> => {
      const bytes = signerCertificate(signer, next, { issuer: of('XX'), subject });
      return judgeSigner(parseCertificate(bytes) as Certificate, trust, { signedAt: null, now: NOW });
    };
    for (const subject of [of('XX'), CSCA_NAME]) {
      const { verdict, findings, chain } = judged(subject);
      expect([verdict, chain.length]).toEqual(['consistent', 3]);
      expect(findings.map(({ id }) => id)).toContain('issuer-country-differs');
    }
  });
});
