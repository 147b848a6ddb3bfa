import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  concludeAuthenticity,
  judgeAuthenticity,
  type JudgeOptions,
  judgeSignature,
  rememberSigner,
} from './authenticity.ts';
import { fromHex, toHex } from './bytes.ts';
import type { Authenticity } from './chip.ts';
import { applyVerifier } from './chip-verifier.ts';
import { digest } from './signature.ts';
import { createSignerMemory } from './signer-memory.ts';
import { algorithm } from './testing-asn1.ts';
import {
  authorityCertificate,
  certificate,
  contentTypeAttribute,
  digestAttribute,
  revocationList,
  signerCertificate,
  signingTimeAttribute,
} from './testing-certificates.ts';
import { dg1, SECURITY_OBJECT, sod, type SodOptions } from './testing-documents.ts';
import { ecSigner, explicitParameters, pssSigner, rsaSigner, type TestSigner } from './testing-signers.ts';
import { encodeTlv } from './tlv.ts';
import { loadTrust, NO_TRUST, type TrustStore } from './trust-store.ts';

const groups = new Map([
  [1, dg1()],
  [13, encodeTlv(0x6d, fromHex('0102'))],
]);
const NOW = new Date('2026-06-01T00:00:00Z');

let signer: TestSigner;
let csca: TestSigner;
let trust: TrustStore;
beforeAll(() => {
  [signer, csca] = [ecSigner('p256'), ecSigner('bp512', 'sha512', explicitParameters('bp512'))];
  trust = trusting(authorityCertificate(csca), revocationList(csca));
});

const trusting = (...files: Uint8Array[]): TrustStore =>
  loadTrust(files.map((bytes, at) => ({ name: String(at), bytes })));
const makeSod = (options: Partial<SodOptions> = {}): Uint8Array =>
  sod({ groups, signer, certificates: [signerCertificate(options.signer ?? signer, csca)], ...options });
const judge = (
  bytes: Uint8Array,
  store: TrustStore = trust,
  read: ReadonlyMap<number, Uint8Array> = groups,
  options: JudgeOptions = {},
): Authenticity => judgeAuthenticity(bytes, read, store, { now: NOW, ...options });
const ids = ({ findings }: Authenticity): string[] => findings.map(({ id }) => id);

describe('a document that holds', () => {
  it('is anchored under its authority, here with brainpoolP512r1 written out', () => {
    const der = signerCertificate(signer, csca);
    const anchor = authorityCertificate(csca);
    const store = trusting(anchor, revocationList(csca));
    const link = {
      notBefore: '2024-01-01T00:00:00.000Z',
      notAfter: '2039-01-01T00:00:00.000Z',
      issuer: 'C=UT, CN=Test CSCA',
      country: 'UT',
    };
    expect(judge(makeSod({ certificates: [der] }), store)).toEqual({
      verdict: 'anchored',
      findings: [],
      documentSigner: toHex(digest('sha256', der)),
      dataGroups: new Map([
        [1, 'match'],
        [13, 'match'],
      ]),
      chain: [
        {
          ...link,
          role: 'document-signer',
          subject: 'C=UT, CN=Test Document Signer',
          serialNumber: '2a',
          sha256: toHex(digest('sha256', der)),
        },
        {
          ...link,
          role: 'csca',
          subject: 'C=UT, CN=Test CSCA',
          serialNumber: '01',
          sha256: toHex(digest('sha256', anchor)),
        },
      ],
    });
  });

  it('is consistent without its authority', () => {
    expect(judge(makeSod(), NO_TRUST)).toMatchObject({
      verdict: 'consistent',
      findings: [{ id: 'issuer-not-anchored' }],
    });
    expect(judge(makeSod(), NO_TRUST).chain).toHaveLength(1);
  });

  it('may lead over a link certificate', () => {
    const next = ecSigner('p384', 'sha384');
    const store = trusting(authorityCertificate(csca), authorityCertificate(next, { issuedBy: csca, serial: '11' }));
    const judged = judge(makeSod({ certificates: [signerCertificate(signer, next)] }), store);
    expect(judged).toMatchObject({ verdict: 'anchored', findings: [{ id: 'revocation-unknown' }] });
    expect(judged.chain.map(({ role }) => role)).toEqual(['document-signer', 'link', 'csca']);
  });

  it.each<[string, () => TestSigner]>([
    ['RSA', () => rsaSigner('sha1', '1.2.840.113549.1.1.5', 1024)],
    ['RSASSA-PSS', () => pssSigner({ hash: 'sha384', maskHash: 'sha1', saltBytes: 12 })],
    ['ECDSA with a digest longer than the order', () => ecSigner('bp160', 'sha512')],
  ])('may be signed with %s', (_, make) => {
    expect(judge(makeSod({ signer: make(), groupHash: 'sha1' })).verdict).toBe('anchored');
  });

  it('lists what was not read', () => {
    expect(judge(makeSod(), trust, new Map([[13, groups.get(13)!]]))).toMatchObject({
      verdict: 'anchored',
      findings: [],
      dataGroups: new Map([
        [1, 'absent'],
        [13, 'match'],
      ]),
    });
  });

  it('is judged by its own signing time, and by the clock for its revocation list', () => {
    const attributes = (content: Uint8Array): Uint8Array[] => [
      contentTypeAttribute(SECURITY_OBJECT),
      digestAttribute(digest('sha256', content)),
      signingTimeAttribute('200101000000Z'),
    ];
    expect(ids(judge(makeSod({ attributes })))).toContain('signer-expired-at-signing');
    expect(ids(judge(makeSod(), trust, groups, { now: new Date('2028-01-01T00:00:00Z') }))).toEqual(['crl-stale']);
    const always = trusting(authorityCertificate(csca), revocationList(csca, { nextUpdate: null }));
    expect(judgeAuthenticity(makeSod(), groups, always).findings).toEqual([]);
  });
});

describe('a document signer', () => {
  it('is new until it is remembered', () => {
    const knownSigners = createSignerMemory();
    const bytes = makeSod();
    const once = judge(bytes, trust, groups, { knownSigners });
    expect(once).toMatchObject({ verdict: 'anchored', findings: [{ id: 'signer-new' }] });
    expect(ids(judge(bytes, trust, groups, { knownSigners }))).toEqual(['signer-new']);
    rememberSigner(once, knownSigners);
    expect(judge(bytes, trust, groups, { knownSigners }).findings).toEqual([]);
  });

  it('is not known by a document that does not hold', () => {
    const knownSigners = createSignerMemory();
    const bytes = makeSod();
    const changed = new Map([...groups, [13, encodeTlv(0x6d)] as const]);
    const wrong = judge(bytes, trust, changed, { knownSigners });
    expect(ids(wrong)).toEqual(['group-hash-wrong', 'signer-new']);
    const condemned = applyVerifier(judge(bytes, NO_TRUST), { ok: true, answer: 'revoked', reference: 'R-7' });
    const none = judge(new Uint8Array(), trust, groups, { knownSigners });
    expect(ids(none)).toEqual(['sod-malformed']);
    for (const each of [wrong, condemned, none, { ...none, verdict: 'consistent' as const }]) {
      rememberSigner(each, knownSigners);
    }
    expect(ids(judge(bytes, trust, groups, { knownSigners }))).toEqual(['signer-new']);
  });

  it('that was revoked condemns the document', () => {
    const store = trusting(authorityCertificate(csca), revocationList(csca, { revoked: [['2a', '250101000000Z']] }));
    expect(judge(makeSod(), store)).toMatchObject({ verdict: 'invalid', findings: [{ id: 'signer-revoked' }] });
  });
});

describe('a document that contradicts itself', () => {
  const changed = (bytes: Uint8Array, part: Uint8Array): Uint8Array => {
    const at = toHex(bytes).indexOf(toHex(part)) / 2;
    return bytes.map((byte, index) => (index === at + part.length - 1 ? byte ^ 1 : byte));
  };

  it('has a group that was changed', () => {
    const read = new Map([...groups, [13, encodeTlv(0x6d, fromHex('0103'))] as const]);
    expect(judge(makeSod(), trust, read)).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'group-hash-wrong', detail: 'DG13 is not what was signed' }],
      dataGroups: new Map([
        [1, 'match'],
        [13, 'mismatch'],
      ]),
    });
  });

  it('has a group the SOD does not cover', () => {
    const read = new Map([[14, encodeTlv(0x6e)], ...groups]);
    const judged = judge(makeSod(), trust, read);
    expect(judged).toMatchObject({ verdict: 'invalid', findings: [{ id: 'group-not-signed' }] });
    expect([...judged.dataGroups]).toEqual([
      [1, 'match'],
      [13, 'match'],
      [14, 'mismatch'],
    ]);
  });

  it('has a changed hash under an unchanged signature', () => {
    const read = new Map([[1, groups.get(1)!]]);
    const part = digest('sha256', groups.get(13)!);
    expect(judge(changed(makeSod(), part), trust, read)).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'sod-digest-wrong' }],
      chain: [{ role: 'document-signer' }],
    });
  });

  it('signs its hashes without attributes, which ICAO 9303-10 does not allow', () => {
    expect(judge(makeSod({ attributes: 'none' }))).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'sod-digest-wrong', detail: 'SOD: no signed attributes' }],
    });
  });

  it('is signed by another key than its certificate has, or in a way nobody here can check', () => {
    expect(judge(makeSod({ certificates: [signerCertificate(csca, csca)] }))).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'sod-signature-wrong' }],
    });
    expect(judge(makeSod({ signer: { ...signer, algorithm: algorithm('1.2.3.4') } }))).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'sod-signature-unsupported' }],
    });
  });

  it('carries no certificate of its signer', () => {
    for (const certificates of [[], [certificate(signer, csca, { serial: '2b' })], [fromHex('3003020101')]]) {
      expect(judge(makeSod({ certificates }))).toMatchObject({
        verdict: 'invalid',
        findings: [{ id: 'no-document-signer' }],
        documentSigner: null,
        chain: [],
      });
    }
  });

  it('has a SOD of more elements than anybody counts', () => {
    const elements = fromHex(`3080 ${'0500'.repeat(130_000)} 0000`);
    expect(ids(judge(encodeTlv(0x77, elements)))).toEqual(['sod-malformed']);
  });

  it('has a SOD that is none, which vouches for nothing', () => {
    expect(judge(dg1())).toEqual({
      verdict: 'invalid',
      findings: [{ id: 'sod-malformed', detail: 'SOD: another file' }],
      documentSigner: null,
      dataGroups: new Map([
        [1, 'mismatch'],
        [13, 'mismatch'],
      ]),
      chain: [],
    });
  });
});

describe('a SOD with one byte changed', () => {
  // A key that verifies fast: the whole of it is changed here, and each signature is checked again.
  it('is never anchored', () => {
    const rsa = rsaSigner('sha256', undefined, 1024);
    const store = trusting(authorityCertificate(rsa));
    const whole = makeSod({ signer: rsa, certificates: [signerCertificate(rsa, rsa)] });
    expect(judge(whole, store).verdict).toBe('anchored');
    const anchored: string[] = [];
    for (const [at, byte] of whole.entries()) {
      for (const change of [0x01, 0x20, 0x80, 0xff]) {
        if (judge(whole.with(at, byte ^ change), store).verdict === 'anchored')
          anchored.push(`${String(at)} ^ ${String(change)}`);
      }
    }
    expect(anchored).toEqual([]);
  });

  it('is never an exception', () => {
    const whole = makeSod();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, value) => void judge(whole.with(at, value))),
      { numRuns: 100 },
    );
  });
});

it('may be judged in two halves, the first before the groups are there', () => {
  const bytes = makeSod();
  const judgement = judgeSignature(bytes, trust, { now: NOW });
  expect(judgement).toMatchObject({ verdict: 'anchored', findings: [] });
  expect(concludeAuthenticity(judgement, groups)).toEqual(judge(bytes));
  expect(concludeAuthenticity(judgement, new Map([[1, dg1('<')]]))).toMatchObject({ verdict: 'invalid' });
  expect(concludeAuthenticity(judgement, groups).verdict).toBe('anchored');
});
