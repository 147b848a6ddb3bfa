import { NO_COST } from './chip.ts';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { assembleChip } from './assemble.ts';
import { judgeAuthenticity } from './authenticity.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import type { Authenticity } from './chip.ts';
import { digest } from './signature.ts';
import { parseSod } from './sod.ts';
import {
  attribute,
  certificate,
  CSCA_NAME,
  CURVE_NAMES,
  dg1,
  ecSigner,
  explicitParameters,
  name,
  objectIdentifier,
  rsaSigner,
  SECURITY_OBJECT,
  securityObject,
  SIGNER_NAME,
  sod,
  type SodOptions,
  type TestSigner,
} from './testing-documents.ts';
import { encodeTlv, findTlv } from './tlv.ts';

const groups = new Map([
  [1, dg1()],
  [13, encodeTlv(0x6d, fromHex('0102'))],
]);

let signer: TestSigner;
let csca: TestSigner;
let rsa: TestSigner;
beforeAll(() => {
  signer = ecSigner('p256');
  csca = ecSigner('p256');
  rsa = rsaSigner();
});

const makeSod = (options: Partial<SodOptions> = {}): Uint8Array =>
  sod({
    groups,
    signer,
    certificates: [certificate(options.signer ?? signer, csca)],
    ...options,
  });
const cscaCertificate = (): Uint8Array => certificate(csca, csca, { subject: CSCA_NAME, serial: '01' });
const judge = (
  sodBytes: Uint8Array,
  anchors: readonly Uint8Array[] = [],
  read: ReadonlyMap<number, Uint8Array> = groups,
): Authenticity => judgeAuthenticity(sodBytes, read, anchors);
const ids = ({ findings }: Authenticity): string[] => findings.map(({ id }) => id);

describe('a signature that holds', () => {
  it.each(CURVE_NAMES)('ECDSA on %s', (curve) => {
    expect(judge(makeSod({ signer: ecSigner(curve) })).verdict).toBe('consistent');
  });

  it.each(CURVE_NAMES)('ECDSA on %s, its parameters written out', (curve) => {
    expect(judge(makeSod({ signer: ecSigner(curve, 'sha256', explicitParameters(curve)) })).verdict).toBe('consistent');
  });

  it.each(['sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const)('ECDSA and groups with %s', (hash) => {
    const sodBytes = makeSod({ signer: ecSigner('brainpoolP256r1', hash), groupHash: hash });
    expect(judge(sodBytes).verdict).toBe('consistent');
  });

  it('RSA PKCS#1 v1.5 with SHA-256', () => {
    expect(judge(makeSod({ signer: rsa })).verdict).toBe('consistent');
  });

  it('RSA whose hash is named beside the signature', () => {
    expect(judge(makeSod({ signer: rsaSigner('sha256', '1.2.840.113549.1.1.1') })).verdict).toBe('consistent');
  });

  it('over the content itself, without signed attributes', () => {
    expect(judge(makeSod({ attributes: 'none' })).verdict).toBe('consistent');
  });

  it.each(['1.3.27.1.1.1', '1.2.528.1.1006.1.20.1'])('over content of the earlier type %s', (contentType) => {
    expect(judge(makeSod({ contentType })).verdict).toBe('consistent');
  });

  it('of a signer named by its key identifier', () => {
    const subjectKeyId = fromHex('0102030405060708');
    const signerId = encodeTlv(0x80, subjectKeyId);
    const certificates = [certificate(csca, csca), certificate(signer, csca, { subjectKeyId })];
    expect(judge(makeSod({ signerId, certificates })).verdict).toBe('consistent');
  });

  it('of a signer whose issuer has its parts in another order', () => {
    const reversed = encodeTlv(
      0x30,
      name(['2.5.4.3', 'Test CSCA'], ['2.5.4.6', 'UT']),
      encodeTlv(0x02, Uint8Array.of(0x2a)),
    );
    expect(judge(makeSod({ signerId: reversed })).verdict).toBe('consistent');
  });

  it('is reported with the fingerprint of its certificate', () => {
    const der = certificate(signer, csca);
    expect(judge(makeSod({ certificates: [der] })).documentSigner).toBe(toHex(digest('sha256', der)));
  });
});

describe('anchors', () => {
  it('are used when one of them issued the signer', () => {
    const other = certificate(signer, signer, { subject: SIGNER_NAME });
    expect(judge(makeSod(), [other, cscaCertificate()])).toMatchObject({ verdict: 'anchored', findings: [] });
  });

  it('may be RSA', () => {
    const sodBytes = makeSod({ certificates: [certificate(signer, rsa)] });
    expect(judge(sodBytes, [certificate(rsa, rsa, { subject: CSCA_NAME })]).verdict).toBe('anchored');
  });

  it('are found by their key identifier when the names differ', () => {
    const keyId = fromHex('a1a2a3a4');
    const sodBytes = makeSod({ certificates: [certificate(signer, csca, { authorityKeyId: keyId })] });
    const anchor = certificate(csca, csca, { subject: name(['2.5.4.3', 'Renamed']), subjectKeyId: keyId });
    expect(judge(sodBytes, [anchor]).verdict).toBe('anchored');
    const noId = certificate(csca, csca, { subject: name(['2.5.4.3', 'Renamed']) });
    expect(judge(sodBytes, [noId]).verdict).toBe('consistent');
  });

  it('that only bear the right name do not count', () => {
    const impostor = ecSigner('p256');
    const anchor = certificate(impostor, impostor, { subject: CSCA_NAME });
    expect(judge(makeSod(), [anchor])).toMatchObject({
      verdict: 'consistent',
      findings: [{ id: 'issuer-not-anchored' }],
    });
  });

  it('that cannot be read are named', () => {
    expect(ids(judge(makeSod(), [fromHex('3000'), cscaCertificate()]))).toEqual(['anchor-malformed']);
    expect(ids(judge(makeSod(), [new Uint8Array()]))).toEqual(['anchor-malformed', 'issuer-not-anchored']);
  });

  it('do not help a document that contradicts itself', () => {
    const read = new Map([...groups, [13, encodeTlv(0x6d, fromHex('0103'))] as const]);
    expect(judge(makeSod(), [cscaCertificate()], read)).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'group-hash-wrong', detail: 'DG13 is not what was signed' }],
    });
  });
});

describe('a document that contradicts itself', () => {
  const changed = (bytes: Uint8Array, part: Uint8Array): Uint8Array => {
    const at = toHex(bytes).indexOf(toHex(part)) / 2;
    return bytes.map((byte, index) => (index === at + part.length - 1 ? byte ^ 1 : byte));
  };

  it('has a group the SOD does not cover', () => {
    const read = new Map([...groups, [14, encodeTlv(0x6e)] as const]);
    expect(judge(makeSod(), [], read)).toMatchObject({ verdict: 'invalid', findings: [{ id: 'group-not-signed' }] });
  });

  it('has a changed hash under an unchanged signature', () => {
    const read = new Map([[1, groups.get(1)!]]);
    const forged = changed(makeSod(), digest('sha256', groups.get(13)!));
    expect(judge(forged, [cscaCertificate()], read)).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'sod-digest-wrong' }],
    });
    const bare = changed(makeSod({ attributes: 'none' }), digest('sha256', groups.get(13)!));
    expect(ids(judge(bare, [], read))).toEqual(['sod-signature-wrong']);
  });

  it('is signed by another key than its certificate has', () => {
    const certificates = [certificate(ecSigner('p256'), csca)];
    expect(judge(makeSod({ certificates }), [cscaCertificate()])).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'sod-signature-wrong' }],
    });
    const rsaCertificates = [certificate(rsaSigner(), csca)];
    expect(ids(judge(makeSod({ signer: rsa, certificates: rsaCertificates })))).toEqual(['sod-signature-wrong']);
  });

  const digestOf = (content: Uint8Array): Uint8Array =>
    attribute('1.2.840.113549.1.9.4', encodeTlv(0x04, digest('sha256', content)));
  const typeOf = (type: string): Uint8Array => attribute('1.2.840.113549.1.9.3', objectIdentifier(type));
  it.each<[string, (content: Uint8Array) => Uint8Array[]]>([
    ['no digest', () => [typeOf(SECURITY_OBJECT)]],
    ['no content type', (content) => [digestOf(content)]],
    ['another content type', (content) => [typeOf('1.2.3'), digestOf(content)]],
    ['the digest of something else', (content) => [typeOf(SECURITY_OBJECT), digestOf(concat(content, content))]],
    ['two digests', (content) => [typeOf(SECURITY_OBJECT), digestOf(content), digestOf(content)]],
    [
      'a digest of two values',
      (content) => [
        typeOf(SECURITY_OBJECT),
        attribute('1.2.840.113549.1.9.4', encodeTlv(0x04, digest('sha256', content)), encodeTlv(0x04)),
      ],
    ],
    [
      'a digest of another type',
      (content) => [
        typeOf(SECURITY_OBJECT),
        attribute('1.2.840.113549.1.9.4', encodeTlv(0x0c, digest('sha256', content))),
      ],
    ],
  ])('signs attributes with %s', (_, attributes) => {
    expect(judge(makeSod({ attributes }))).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'sod-digest-wrong' }],
    });
  });

  it('carries no certificate of its signer', () => {
    for (const certificates of [[], [certificate(signer, csca, { serial: '2b' })], [fromHex('3003020101')]]) {
      const verdict = judge(makeSod({ certificates }));
      expect(verdict.verdict).toBe('invalid');
      expect(verdict.documentSigner).toBeNull();
    }
    expect(ids(judge(makeSod({ certificates: [certificate(signer, csca, { serial: '2b' })] })))).toEqual([
      'no-document-signer',
    ]);
  });
});

describe('a signature nobody here can check', () => {
  const unsupported = (options: Partial<SodOptions>): void => {
    expect(judge(makeSod(options), [cscaCertificate()])).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'sod-signature-unsupported' }],
    });
  };

  it('is of an unknown algorithm', () => {
    unsupported({ signer: { ...signer, algorithm: encodeTlv(0x30, objectIdentifier('1.2.3.4')) } });
  });

  it('is ECDSA with an RSA key, or RSA with an EC key', () => {
    unsupported({ certificates: [certificate(rsa, csca)] });
    unsupported({ signer: rsa, certificates: [certificate(signer, csca)] });
  });

  it('is on a curve we do not know, or on parameters that only look like one we do', () => {
    const foreign = objectIdentifier('1.3.132.0.10');
    const generator = ecSigner('p256').publicKey.slice(-65);
    for (const parameters of [foreign, fromHex('0500'), fromHex('3000'), explicitParameters('p256', generator)]) {
      unsupported({ signer: ecSigner('p256', 'sha256', parameters) });
    }
  });

  it('has a point that is not on its curve', () => {
    const off = {
      ...signer,
      publicKey: signer.publicKey.map((byte, index, all) => (index === all.length - 1 ? byte ^ 1 : byte)),
    };
    expect(ids(judge(makeSod({ certificates: [certificate(off, csca)] })))).toEqual(['sod-signature-wrong']);
  });

  it('has an RSA key that cannot be read', () => {
    const algorithm = encodeTlv(0x30, objectIdentifier('1.2.840.113549.1.1.1'), fromHex('0500'));
    const publicKey = encodeTlv(0x30, algorithm, fromHex('0303000102'));
    unsupported({ signer: rsa, certificates: [certificate({ ...rsa, publicKey }, csca)] });
  });

  it('has an RSA modulus made to keep us busy', () => {
    const modulus = encodeTlv(0x02, Uint8Array.of(0), new Uint8Array(1025).fill(0xff));
    const key = encodeTlv(0x30, modulus, encodeTlv(0x02, fromHex('010001')));
    const publicKey = encodeTlv(
      0x30,
      encodeTlv(0x30, objectIdentifier('1.2.840.113549.1.1.1'), fromHex('0500')),
      encodeTlv(0x03, Uint8Array.of(0), key),
    );
    unsupported({ signer: rsa, certificates: [certificate({ ...rsa, publicKey }, csca)] });
  });
});

describe('a SOD that is none', () => {
  const body = (hash: Uint8Array, ...entries: Uint8Array[]): Uint8Array =>
    encodeTlv(0x30, fromHex('020100'), hash, encodeTlv(0x30, ...entries));
  const sha256 = encodeTlv(0x30, objectIdentifier('2.16.840.1.101.3.4.2.1'));
  const entry = (group: string, hash = fromHex('0401aa')): Uint8Array =>
    encodeTlv(0x30, encodeTlv(0x02, fromHex(group)), hash);

  it.each<[string, () => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['another file', () => dg1()],
    ['no content info', () => encodeTlv(0x77, fromHex('0401aa'))],
    [
      'another content',
      () => encodeTlv(0x77, encodeTlv(0x30, objectIdentifier('1.2.3'), encodeTlv(0xa0, fromHex('0500')))),
    ],
    [
      'signed data of nothing',
      () =>
        encodeTlv(0x77, encodeTlv(0x30, objectIdentifier('1.2.840.113549.1.7.2'), encodeTlv(0xa0, fromHex('0500')))),
    ],
    ['content of another type', () => makeSod({ contentType: '1.2.840.113549.1.7.1' })],
    ['an unknown digest', () => makeSod({ digestHash: '1.2.840.113549.2.5' })],
    ['no security object', () => makeSod({ securityObject: fromHex('0401aa') })],
    ['an empty security object', () => makeSod({ securityObject: fromHex('3000') })],
    ['a security object cut short', () => makeSod({ securityObject: securityObject(groups).subarray(0, -1) })],
    ['a security object of broken parts', () => makeSod({ securityObject: fromHex('30020205') })],
    [
      'an unknown group hash',
      () => makeSod({ securityObject: body(encodeTlv(0x30, objectIdentifier('1.2.3')), entry('01')) }),
    ],
    [
      'a group hash that is no name',
      () => makeSod({ securityObject: body(encodeTlv(0x30, fromHex('060180')), entry('01')) }),
    ],
    ['no name of a group hash', () => makeSod({ securityObject: body(encodeTlv(0x30), entry('01')) })],
    ['no groups', () => makeSod({ securityObject: body(sha256) })],
    ['a group 0', () => makeSod({ securityObject: body(sha256, entry('00')) })],
    ['a group 17', () => makeSod({ securityObject: body(sha256, entry('11')) })],
    ['a group number of two bytes', () => makeSod({ securityObject: body(sha256, entry('0001')) })],
    ['a group twice', () => makeSod({ securityObject: body(sha256, entry('01'), entry('01')) })],
    ['a group without a hash', () => makeSod({ securityObject: body(sha256, entry('01', fromHex('0c01aa'))) })],
    ['a group without a number', () => makeSod({ securityObject: body(sha256, encodeTlv(0x30, fromHex('0401aa'))) })],
    ['something that is no group', () => makeSod({ securityObject: body(sha256, fromHex('0500')) })],
  ])('is %s', (_, bytes) => {
    expect(judge(bytes(), [cscaCertificate()])).toEqual({
      verdict: 'invalid',
      findings: [{ id: 'sod-malformed', detail: expect.stringMatching(/^SOD: /) as string }],
      documentSigner: null,
    });
  });

  it('is one whose lengths are indefinite', () => {
    const signedData = findTlv(makeSod({ attributes: 'none' }), 0x77, 0x30, 0xa0, 0x30);
    if (!signedData.ok) throw new Error('fixture');
    const indefinite = concat(fromHex('3080'), signedData.value.value, fromHex('0000'));
    const type = objectIdentifier('1.2.840.113549.1.7.2');
    expect(parseSod(encodeTlv(0x77, encodeTlv(0x30, type, encodeTlv(0xa0, indefinite))))).toEqual({
      ok: false,
      detail: 'SOD: malformed signed attributes',
    });
  });

  it('is one nested without end', () => {
    let nested: Uint8Array = fromHex('0500');
    for (let depth = 0; depth < 500; depth++) nested = encodeTlv(0x30, nested);
    expect(parseSod(encodeTlv(0x77, nested)).ok).toBe(false);
  });

  it('is never one that was changed, and never an exception', () => {
    const whole = makeSod();
    const trusted = judge(whole).documentSigner;
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const verdict = judge(
          whole.map((byte, at) => (at === index ? byte ^ change : byte)),
          [cscaCertificate()],
        );
        // What no signature covers may change (the certificate's own signature is judged with the anchor).
        if (verdict.verdict === 'anchored') expect(verdict.documentSigner).toBe(trusted);
      }),
      { numRuns: 150 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseSod(encodeTlv(0x77, bytes))));
    fc.assert(fc.property(fc.nat(whole.length - 1), (size) => void parseSod(whole.subarray(0, size))));
  });
});

describe('putting a document together', () => {
  const cost = NO_COST;
  const opened = {
    access: { protocol: 'bac', variant: null, password: 'mrz' },
    proof: { method: null, result: 'not-offered' },
  } as const;
  const assemble = (dataGroups: ReadonlyMap<number, Uint8Array>): ReturnType<typeof assembleChip> =>
    assembleChip({ sod: makeSod(), dataGroups, findings: [{ id: 'earlier', detail: '' }], cost, ...opened }, [
      cscaCertificate(),
    ]);

  it('works with groups from any reader', () => {
    expect(assemble(groups)).toMatchObject({
      ok: true,
      chip: { mrz: { documentNumber: '085012345' }, portrait: null, authenticity: { verdict: 'anchored' } },
    });
  });

  it('reports check digits and portraits that are wrong', () => {
    const result = assemble(
      new Map([
        [1, dg1(`${'0'.repeat(14)}9${'0'.repeat(75)}`)],
        [2, encodeTlv(0x75)],
      ]),
    );
    expect(result.ok && result.chip.findings.map(({ id }) => id)).toEqual([
      'earlier',
      'mrz-check-digit',
      'portrait-unreadable',
    ]);
    expect(result.ok && result.chip.authenticity.verdict).toBe('invalid');
  });

  it('needs a readable DG1', () => {
    expect(assemble(new Map())).toMatchObject({ ok: false });
    expect(assemble(new Map([[1, dg1('<')]]))).toMatchObject({ ok: false });
  });
});
