import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import vectors from '../../fixtures/cards/icao9303-part11.json' with { type: 'json' };
import { fromHex } from './bytes.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { judgeCardSecurity, trustedInfos, type CardSecurityJudgement } from './card-security.ts';
import { octets, sequence, setOf } from './testing-asn1.ts';
import {
  authorityCertificate,
  name,
  revocationList,
  signedData,
  signerCertificate,
  type SignedDataOptions,
} from './testing-certificates.ts';
import { ecSigner, type TestSigner } from './testing-signers.ts';
import { loadTrust, NO_TRUST, type TrustStore } from './trust-store.ts';

const SECURITY_OBJECT = '0.4.0.127.0.7.3.2.1';
const NOW = new Date('2026-03-02');
/** The key of ICAO 9303-11, appendix I.1. */
const CONTENT = setOf(fromHex(vectors.pace_cam_ecdh.chip_authentication_public_key_info));

let csca: TestSigner;
let signer: TestSigner;
let anchor: Uint8Array;
let trust: TrustStore;
beforeAll(() => {
  [csca, signer] = [ecSigner('p256'), ecSigner('bp256')];
  anchor = authorityCertificate(csca);
  trust = loadTrust([{ name: 'csca.cer', bytes: anchor }]);
});

const make = (options: Partial<SignedDataOptions> = {}): Uint8Array =>
  signedData({
    contentType: SECURITY_OBJECT,
    content: CONTENT,
    signer,
    certificates: [signerCertificate(signer, csca)],
    ...options,
  });

const judge = (bytes: Uint8Array, known = trust): CardSecurityJudgement => judgeCardSecurity(bytes, known, NOW);
const good = (judgement: CardSecurityJudgement): Extract<CardSecurityJudgement, { ok: true }> => {
  if (!judgement.ok) throw new Error(judgement.detail);
  return judgement;
};

describe('EF.CardSecurity (ICAO 9303-10, 3.11.4)', () => {
  it('gives the key of the mapping, here the printed one of ICAO 9303-11, I.1', () => {
    const { infos, chain, doubt } = good(judge(make()));
    // brainpoolP256r1 is domain 13, and so is its key.
    expect(infos.chipAuthenticationKeys.map(({ keyId }) => keyId)).toEqual([13]);
    expect(chain.map(({ role }) => role)).toEqual(['document-signer', 'csca']);
    expect(doubt).toBeNull();
  });

  it('is in doubt without an anchor, and with one that had expired when it was signed', () => {
    expect(good(judge(make(), NO_TRUST)).doubt).toMatch(/none of 0 configured authorities/);
    const certificates = [signerCertificate(signer, csca, { notBefore: '200101000000Z', notAfter: '210101000000Z' })];
    expect(good(judge(make({ certificates }))).doubt).toMatch(/2020-01-01/);
  });

  it.each<[string, () => Uint8Array, RegExp]>([
    ['nothing', () => new Uint8Array(), /no signed data/],
    ['a SOD', () => make({ contentType: '2.23.136.1.1.1' }), /another type/],
    ['no SecurityInfos', () => make({ content: sequence() }), /SecurityInfos/],
    ['no signer', () => make({ certificates: [] }), /no certificate/],
    ['the certificate of somebody else', () => make({ certificates: [signerCertificate(csca, csca)] }), /signature/],
    ['content without signed attributes', () => make({ attributes: 'none' }), /no signed attributes/],
    ['another content', () => make({ attributes: () => [] }), /signed content type differs/],
  ])('is wrong as %s', (_, bytes, detail) => {
    const judgement = judge(bytes());
    expect(judgement).toEqual({ ok: false, detail: expect.stringMatching(detail) as string });
    expect(trustedInfos(judgement, null)).toEqual({
      infos: null,
      finding: { id: 'card-security-wrong', detail: expect.stringMatching(detail) as string },
    });
  });

  it('is wrong with a signer that was revoked', () => {
    const bytes = revocationList(csca, { revoked: [['2a', '250101000000Z']] });
    const known = loadTrust([
      { name: 'csca.cer', bytes: anchor },
      { name: 'list.crl', bytes },
    ]);
    expect(judge(make(), known)).toMatchObject({ ok: false, detail: expect.stringContaining('revoked') as string });
  });

  it('with any byte changed is never anchored with other keys', () => {
    const original = make();
    const { infos } = good(judge(original));
    fc.assert(
      fc.property(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const judgement = judge(original.with(at, original[at]! ^ change));
        if (judgement.ok && judgement.doubt === null) expect(judgement.infos).toEqual(infos);
      }),
      { numRuns: 60 },
    );
  });

  it('of any content is a value', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !judge(octets(bytes)).ok && !judge(bytes).ok));
  });
});

describe('which of its keys count', () => {
  /** The signer of a SOD: another than that of the file, with this name. */
  const sodSigner = (subject?: Uint8Array): Certificate =>
    parseCertificate(signerCertificate(csca, csca, subject && { subject }))!;
  const finding = (id: string, detail: RegExp): object => ({ id, detail: expect.stringMatching(detail) as string });

  it('all, when it is anchored in the country of the SOD', () => {
    const judgement = good(judge(make()));
    expect(trustedInfos(judgement, sodSigner())).toEqual({ infos: judgement.infos, finding: null });
    expect(trustedInfos(judgement, judgement.signer)).toEqual({ infos: judgement.infos, finding: null });
  });

  it('none, when it is anchored and of another country, or nobody knows of which: a stranger’s chip', () => {
    const german = name(['2.5.4.6', 'DE'], ['2.5.4.3', 'Signer']);
    for (const other of [sodSigner(german), sodSigner(name(['2.5.4.3', 'Signer'])), null]) {
      expect(trustedInfos(judge(make()), other)).toEqual({
        infos: null,
        finding: finding('card-security-of-another-issuer', /do not count: it comes from C=UT, CN=Test CSCA/),
      });
    }
  });

  it('all, when the signer is that of the SOD: they are worth what the groups are', () => {
    const judgement = good(judge(make(), NO_TRUST));
    expect(trustedInfos(judgement, judgement.signer)).toEqual({
      infos: judgement.infos,
      finding: finding('card-security-not-anchored', /^its signer is that/),
    });
  });

  it('none, when anybody may have signed it', () => {
    for (const other of [sodSigner(), null]) {
      expect(trustedInfos(judge(make(), NO_TRUST), other)).toEqual({
        infos: null,
        finding: finding('card-security-not-anchored', /do not count/),
      });
    }
  });
});
