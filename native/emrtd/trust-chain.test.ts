import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from './bytes.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { type ChainJudgement, judgeSigner, MAX_LINKS, type SigningMoments } from './trust-chain.ts';
import { loadTrust } from './trust-store.ts';
import {
  authorityCertificate,
  basicConstraints,
  certificate,
  CSCA_NAME,
  keyUsage,
  name,
  revocationList,
  SIGNER_NAME,
  signerCertificate,
} from './testing-certificates.ts';
import { ecSigner, rsaSigner, type TestSigner } from './testing-signers.ts';

let csca: TestSigner;
let signer: TestSigner;
let other: TestSigner;
beforeAll(() => {
  [csca, signer, other] = [ecSigner('p256'), ecSigner('p256'), ecSigner('bp256')];
});

const NOW = Date.UTC(2026, 5, 1);
/** An empty list, so that nothing is unknown about revocation. */
const emptyList = (issuer = csca): Uint8Array => revocationList(issuer);

function judge(
  der: Uint8Array,
  trusted: readonly Uint8Array[],
  moments: Partial<SigningMoments> = {},
): ChainJudgement & { ids: string[]; subjects: string[] } {
  const trust = loadTrust(trusted.map((bytes, at) => ({ name: `${String(at)}.cer`, bytes })));
  expect(trust.problems).toEqual([]);
  const judged = judgeSigner(parseCertificate(der) as Certificate, trust, { signedAt: null, now: NOW, ...moments });
  return {
    ...judged,
    ids: judged.findings.map(({ id }) => id),
    subjects: judged.chain.map(({ subject }) => subject.text),
  };
}

describe('a document signer', () => {
  it('is anchored by the authority that issued it', () => {
    const judged = judge(signerCertificate(signer, csca), [
      authorityCertificate(other),
      authorityCertificate(csca),
      emptyList(),
    ]);
    expect(judged).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judged.subjects).toEqual(['C=UT, CN=Test Document Signer', 'C=UT, CN=Test CSCA']);
  });

  it('may be issued by RSA', () => {
    const rsa = rsaSigner('sha256', undefined, 1024);
    expect(judge(signerCertificate(signer, rsa), [authorityCertificate(rsa), emptyList(rsa)]).verdict).toBe('anchored');
  });

  it('is found by key identifier when the names differ, and by name when there is none', () => {
    const renamed = name(['2.5.4.3', 'Renamed']);
    const anchor = authorityCertificate(csca, { subject: renamed, issuer: renamed });
    expect(judge(signerCertificate(signer, csca), [anchor, emptyList()])).toMatchObject({ verdict: 'anchored' });
    expect(judge(certificate(signer, csca), [anchor])).toMatchObject({
      verdict: 'consistent',
      ids: ['issuer-not-anchored', 'signer-constraints'],
    });
    expect(judge(certificate(signer, csca), [authorityCertificate(csca), emptyList()]).verdict).toBe('anchored');
    const loose = name(['2.5.4.3', 'test  CSCA'], ['2.5.4.6', 'ut']);
    expect(judge(certificate(signer, csca, { issuer: loose }), [authorityCertificate(csca), emptyList()]).verdict).toBe(
      'anchored',
    );
  });

  it('is not anchored by one of the same name, nor by nobody', () => {
    for (const trusted of [[], [authorityCertificate(other)]]) {
      const judged = judge(signerCertificate(signer, csca), trusted);
      expect(judged).toMatchObject({ verdict: 'consistent', ids: ['issuer-not-anchored'] });
      expect(judged.findings[0]?.detail).toContain(String(trusted.length));
      expect(judged.subjects).toHaveLength(1);
    }
  });

  it('that was changed names a key that did not sign it', () => {
    const der = signerCertificate(signer, csca);
    const forged = der.with(der.length - 1, Number(der.at(-1)) ^ 1);
    expect(judge(forged, [authorityCertificate(csca)])).toMatchObject({
      verdict: 'invalid',
      ids: ['signer-certificate-wrong'],
    });
    // A key identifier that anybody could have chosen proves nothing.
    const subjectKeyId = fromHex('01');
    const impostor = signerCertificate(signer, csca, { authorityKeyId: subjectKeyId });
    expect(judge(impostor, [authorityCertificate(other, { subjectKeyId })])).toMatchObject({ verdict: 'consistent' });
    const unsupported = { ...csca, algorithm: fromHex('30050603551d0e') };
    expect(judge(signerCertificate(signer, unsupported), [authorityCertificate(csca)])).toMatchObject({
      verdict: 'consistent',
    });
  });
});

describe('an authority', () => {
  it('that does not say it is one is still believed, and noted', () => {
    const der = signerCertificate(signer, csca);
    for (const extensions of [[], [basicConstraints(true), keyUsage(0x02)]]) {
      const anchor = authorityCertificate(csca, { extensions });
      expect(judge(der, [anchor, emptyList()])).toMatchObject({ verdict: 'anchored', ids: ['issuer-constraints'] });
    }
    const anchor = authorityCertificate(csca, { extensions: [basicConstraints(true)] });
    expect(judge(der, [anchor, emptyList()])).toMatchObject({ ids: [] });
  });

  it('anchors only when its own signature holds', () => {
    const anchor = authorityCertificate(csca);
    const changed = anchor.with(anchor.length - 1, Number(anchor.at(-1)) ^ 1);
    const judged = judge(signerCertificate(signer, csca), [changed]);
    expect(judged).toMatchObject({ verdict: 'consistent' });
    expect(judged.subjects).toHaveLength(2);
  });
});

describe('a link certificate (9303-12, 4.3)', () => {
  const names = Array.from({ length: 8 }, (_, at) => name(['2.5.4.6', 'UT'], ['2.5.4.3', `CSCA ${String(at)}`]));
  const linkOf = (holder: TestSigner, issuer: TestSigner, at: number, names_ = names): Uint8Array =>
    authorityCertificate(holder, {
      issuedBy: issuer,
      subject: names_[at] as Uint8Array,
      issuer: names_[at - 1] as Uint8Array,
      serial: `1${String(at)}`,
    });
  const root = (holder: TestSigner, subject = names[0] as Uint8Array): Uint8Array =>
    authorityCertificate(holder, { subject, issuer: subject });

  it('leads from a new key to the anchor of the old one', () => {
    const der = signerCertificate(signer, other, { issuer: names[1] as Uint8Array });
    const judged = judge(der, [
      root(csca),
      linkOf(other, csca, 1),
      revocationList(other, { issuer: names[1] as Uint8Array }),
      revocationList(csca, { issuer: names[0] as Uint8Array }),
    ]);
    expect(judged).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judged.subjects.slice(1)).toEqual(['C=UT, CN=CSCA 1', 'C=UT, CN=CSCA 0']);
    expect(judge(der, [linkOf(other, csca, 1)])).toMatchObject({
      verdict: 'consistent',
      subjects: [expect.anything(), 'C=UT, CN=CSCA 1'],
    });
  });

  it('is not needed when the new key is an anchor itself', () => {
    const der = signerCertificate(signer, other, { issuer: names[1] as Uint8Array });
    expect(judge(der, [linkOf(other, csca, 1), root(csca), root(other, names[1])]).chain).toHaveLength(2);
  });

  it('may bear one name twice', () => {
    const link = authorityCertificate(other, { issuedBy: csca, serial: '11' });
    const judged = judge(signerCertificate(signer, other), [authorityCertificate(csca), link, emptyList()]);
    expect(judged).toMatchObject({ verdict: 'anchored', ids: [] });
    expect(judged.chain).toHaveLength(3);
    expect(judge(signerCertificate(signer, other), [link])).toMatchObject({ verdict: 'consistent' });
  });

  it(`is one of at most ${String(MAX_LINKS)} in a row`, () => {
    const keys = Array.from({ length: MAX_LINKS + 2 }, () => ecSigner('p256'));
    const links = keys.slice(1).map((key, at) => linkOf(key, keys[at] as TestSigner, at + 1));
    const trusted = [root(keys[0] as TestSigner), ...links];
    const issuedBy = (at: number): Uint8Array =>
      signerCertificate(signer, keys[at] as TestSigner, { issuer: names[at] as Uint8Array });
    expect(judge(issuedBy(MAX_LINKS), trusted).verdict).toBe('anchored');
    expect(judge(issuedBy(MAX_LINKS + 1), trusted)).toMatchObject({ verdict: 'consistent' });
  });

  it('in a circle leads nowhere', () => {
    const circle = [linkOf(other, csca, 1), linkOf(csca, other, 1, [names[1] as Uint8Array, names[0] as Uint8Array])];
    const der = signerCertificate(signer, other, { issuer: names[1] as Uint8Array });
    expect(judge(der, circle)).toMatchObject({ verdict: 'consistent' });
    expect(judge(der, circle).chain).toHaveLength(3);
  });

  it('leads as far as it does, whichever of two', () => {
    const der = signerCertificate(signer, other, { issuer: names[1] as Uint8Array });
    const links = [linkOf(other, csca, 1), linkOf(other, signer, 1)];
    expect(judge(der, links)).toMatchObject({ verdict: 'consistent' });
    expect(judge(der, links).chain).toHaveLength(2);
  });

  it('that was revoked leads nowhere either', () => {
    const der = signerCertificate(signer, other, { issuer: names[1] as Uint8Array });
    const crl = revocationList(csca, { issuer: names[0] as Uint8Array, revoked: [['11', '250301000000Z']] });
    expect(judge(der, [root(csca), linkOf(other, csca, 1), crl])).toMatchObject({
      verdict: 'invalid',
      ids: ['revocation-unknown', 'link-revoked'],
    });
  });
});

describe('validity', () => {
  const trusted = (): Uint8Array[] => [authorityCertificate(csca), emptyList()];
  const short = (): Uint8Array =>
    signerCertificate(signer, csca, { notBefore: '240101000000Z', notAfter: '250101000000Z' });

  it('is that of the day of signing, not of today', () => {
    expect(judge(short(), trusted(), { signedAt: Date.UTC(2024, 6, 1) })).toMatchObject({
      verdict: 'anchored',
      ids: [],
    });
    expect(judge(short(), trusted())).toMatchObject({ verdict: 'anchored', ids: [] });
  });

  it('ends before the signature, or begins after it', () => {
    const ids = ['signer-expired-at-signing'];
    expect(judge(short(), trusted(), { signedAt: Date.UTC(2025, 6, 1) })).toMatchObject({ verdict: 'consistent', ids });
    expect(judge(short(), trusted(), { signedAt: Date.UTC(2023, 6, 1) })).toMatchObject({
      verdict: 'consistent',
      ids: [...ids, ...ids],
    });
  });

  it('is asked of the authority, too, and another of the same key may have it', () => {
    const old = authorityCertificate(csca, { notBefore: '100101000000Z', notAfter: '230101000000Z', serial: '02' });
    const judged = judge(signerCertificate(signer, csca), [old, emptyList()]);
    expect(judged).toMatchObject({ verdict: 'consistent', ids: ['signer-expired-at-signing'] });
    expect(judged.findings[0]?.detail).toBe('C=UT, CN=Test CSCA is valid 2010-01-01 to 2023-01-01, signed 2024-01-01');
    expect(judge(signerCertificate(signer, csca), [old, ...trusted()])).toMatchObject({ verdict: 'anchored', ids: [] });
  });
});

describe('revocation', () => {
  const judgeWith = (...lists: Uint8Array[]): ReturnType<typeof judge> =>
    judge(signerCertificate(signer, csca), [authorityCertificate(csca), ...lists], { signedAt: Date.UTC(2025, 0, 1) });

  it('makes the document invalid, before or after it was signed', () => {
    for (const [date, order] of [
      ['240601000000Z', 'before'],
      ['250601000000Z', 'after'],
    ] as const) {
      const judged = judgeWith(revocationList(csca, { revoked: [['2a', date]] }));
      expect(judged).toMatchObject({ verdict: 'invalid', ids: ['signer-revoked'] });
      expect(judged.findings[0]?.detail).toContain(`, ${order} the document was signed`);
    }
    expect(judgeWith(revocationList(csca, { revoked: [['2b', '240601000000Z']] }))).toMatchObject({
      verdict: 'anchored',
      ids: [],
    });
  });

  it('is of a number, however it is written', () => {
    const trusted = [authorityCertificate(csca), revocationList(csca, { revoked: [['80', '250601000000Z']] })];
    expect(judge(signerCertificate(signer, csca, { serial: '0080' }), trusted)).toMatchObject({ verdict: 'invalid' });
    expect(judge(signerCertificate(signer, csca, { serial: '8000' }), trusted)).toMatchObject({ verdict: 'anchored' });
  });

  it('holds in every list, and the newest says how fresh they are', () => {
    const old = revocationList(csca, {
      thisUpdate: '250101000000Z',
      nextUpdate: '250401000000Z',
      revoked: [
        ['2a', '250601000000Z'],
        ['2a', '240601000000Z'],
      ],
    });
    expect(judgeWith(old)).toMatchObject({ verdict: 'invalid', ids: ['signer-revoked', 'crl-stale'] });
    expect(judgeWith(old, emptyList())).toMatchObject({ verdict: 'invalid', ids: ['signer-revoked'] });
    expect(judgeWith(revocationList(csca, { nextUpdate: '260301000000Z' }))).toMatchObject({
      verdict: 'anchored',
      ids: ['crl-stale'],
    });
    expect(judgeWith(revocationList(csca, { nextUpdate: null }))).toMatchObject({ verdict: 'anchored', ids: [] });
  });

  it('is unknown without a list of the issuer', () => {
    const elsewhere = revocationList(csca, { issuer: SIGNER_NAME, revoked: [['2a', '250601000000Z']] });
    expect(judgeWith()).toMatchObject({ verdict: 'anchored', ids: ['revocation-unknown'] });
    expect(judgeWith(elsewhere)).toMatchObject({ verdict: 'anchored', ids: ['revocation-unknown'] });
  });

  it('is not for others to declare', () => {
    const foreign = revocationList(other, { revoked: [['2a', '250601000000Z']] });
    expect(judgeWith(foreign)).toMatchObject({ verdict: 'anchored', ids: ['crl-not-signed', 'revocation-unknown'] });
    const stray = authorityCertificate(other, { issuedBy: ecSigner('p256'), issuer: SIGNER_NAME, serial: '05' });
    expect(judgeWith(foreign, stray)).toMatchObject({ ids: ['crl-not-signed', 'revocation-unknown'] });
  });

  it('may be declared with the next key of the authority', () => {
    const link = authorityCertificate(other, { issuedBy: csca, serial: '11' });
    const list = revocationList(other, { issuer: CSCA_NAME, revoked: [['2a', '250601000000Z']] });
    expect(judgeWith(link, list)).toMatchObject({ verdict: 'invalid', ids: ['signer-revoked'] });
  });
});
