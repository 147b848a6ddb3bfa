import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex } from './bytes.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { ascii, bits, integer, NULL, objectIdentifier, sequence, setOf } from './testing-asn1.ts';
import {
  authorityCertificate,
  basicConstraints,
  certificate,
  extendedKeyUsage,
  keyUsage,
  name,
  revocationList,
  signedData,
  signerCertificate,
} from './testing-certificates.ts';
import { ecSigner, type TestSigner } from './testing-signers.ts';
import { encodeTlv } from './tlv.ts';
import type { TrustFile } from './trust-files.ts';
import { loadTrust, NO_TRUST, type TrustStore } from './trust-store.ts';

let csca: TestSigner;
let signer: TestSigner;
let other: TestSigner;
beforeAll(() => {
  [csca, signer, other] = [ecSigner('p256'), ecSigner('p256'), ecSigner('p256')];
});

const OTHER_NAME = name(['2.5.4.6', 'ZZ'], ['2.5.4.3', 'Other CSCA']);
const own = (): Uint8Array => authorityCertificate(csca);
const foreign = (): Uint8Array => authorityCertificate(other, { subject: OTHER_NAME, issuer: OTHER_NAME });
const file = (fileName: string, ...parts: Uint8Array[]): TrustFile => ({ name: fileName, bytes: concat(...parts) });
const load = (...files: TrustFile[]): { subjects: string[]; problems: string[]; store: TrustStore } => {
  const store = loadTrust(files);
  return {
    store,
    subjects: store.anchors.map(({ subject }) => subject.text),
    problems: store.problems.map(({ id, detail }) => `${id} ${detail}`),
  };
};
const [OWN, OTHER] = ['C=UT, CN=Test CSCA', 'C=ZZ, CN=Other CSCA'];

const base64 = (der: Uint8Array): string => Buffer.from(der).toString('base64');
const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${base64(der).replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;

describe('files of trust', () => {
  it('are certificates and lists, in DER or PEM, alone or in bundles', () => {
    const loaded = load(
      file('a.cer', own()),
      file(
        'b.pem',
        ascii(
          `# two\n${pem('CERTIFICATE', own())}${pem('CERTIFICATE', foreign())}${pem('X509 CRL', revocationList(csca))}`,
        ),
      ),
      file('c.crl', revocationList(other, { issuer: OTHER_NAME })),
    );
    expect(loaded.subjects).toEqual([OWN, OTHER]);
    expect(loaded.problems).toEqual([]);
    expect(loaded.store.crls).toHaveLength(2);
  });

  it('are PKCS#7 bundles that nobody signed', () => {
    const content = sequence(objectIdentifier('1.2.840.113549.1.7.1'));
    const fields = sequence(
      integer('01'),
      setOf(),
      content,
      encodeTlv(0xa0, own(), foreign(), sequence(NULL)),
      setOf(),
    );
    const bundle = sequence(objectIdentifier('1.2.840.113549.1.7.2'), encodeTlv(0xa0, fields));
    const loaded = load(file('a.p7b', bundle));
    expect(loaded.subjects).toEqual([OWN, OTHER]);
    expect(loaded.problems).toEqual(['trust-file-unreadable a.p7b: a certificate that cannot be read']);
  });

  it('are LDIF of the public key directory, whose document signers are passed over', () => {
    const ldif = [
      `userCertificate;binary:: ${base64(signerCertificate(signer, csca))}`,
      `cACertificate;binary:: ${base64(own())}`,
      `certificateRevocationList;binary:: ${base64(revocationList(csca))}`,
      'userCertificate;binary:: !',
      `userCertificate;binary:: ${base64(fromHex('0500'))}`,
    ];
    const loaded = load(file('PKD.LDIF', ascii(ldif.join('\n'))));
    expect(loaded.subjects).toEqual([OWN]);
    expect(loaded.store.crls).toHaveLength(1);
    expect(loaded.problems).toEqual([
      'trust-file-unreadable PKD.LDIF: a value that is no base64',
      'trust-file-unreadable PKD.LDIF: no certificate or list of certificates',
    ]);
  });

  it('may be of no use, which stops nothing', () => {
    const stated = certificate(csca, csca, {
      subject: OTHER_NAME,
      issuer: OTHER_NAME,
      extensions: [basicConstraints(false)],
    });
    const loaded = load(
      file('5.pem', ascii('-----BEGIN CERTIFICATE-----\n???\n-----END CERTIFICATE-----\n')),
      file('4.cer', own()),
      file('3.cer', stated),
      file('2.cer', signerCertificate(signer, csca)),
      file('1.cer', ascii('no certificate')),
      file('0.cer'),
    );
    expect(loaded.subjects).toEqual([OWN]);
    expect(loaded.problems).toEqual([
      'trust-file-unreadable 0.cer: no certificate or list of certificates',
      'trust-file-unreadable 1.cer: no certificate or list of certificates',
      'not-an-authority 2.cer: C=UT, CN=Test Document Signer is no authority',
      'not-an-authority 3.cer: C=ZZ, CN=Other CSCA is no authority',
      'trust-file-unreadable 5.pem: a PEM block that is no base64',
    ]);
  });

  it('need not say that they are authorities when they issued themselves', () => {
    expect(load(file('a.cer', authorityCertificate(csca, { extensions: [] }))).subjects).toEqual([OWN]);
  });
});

describe('a master list', () => {
  const MASTER_LIST = '2.23.136.1.1.2';
  const listSigner = (): Uint8Array =>
    certificate(signer, csca, { extensions: [extendedKeyUsage('2.23.136.1.1.3'), keyUsage(0x80)] });
  const listOf = (...certificates: Uint8Array[]): Uint8Array => sequence(integer('00'), setOf(...certificates));
  interface ListOptions {
    content?: Uint8Array;
    signedBy?: Uint8Array;
    signer?: TestSigner;
    contentType?: string;
    attributes?: 'none';
  }
  const masterList = (options: ListOptions = {}): Uint8Array =>
    signedData({
      contentType: options.contentType ?? MASTER_LIST,
      content: options.content ?? listOf(foreign()),
      signer: options.signer ?? signer,
      certificates: [options.signedBy ?? listSigner()],
      ...(options.attributes && { attributes: options.attributes }),
    });

  it('is believed when a configured authority issued its signer', () => {
    const loaded = load(file('a.ml', masterList()), file('z.cer', own()));
    expect(loaded.subjects).toEqual([OWN, OTHER]);
    expect(loaded.problems).toEqual([]);
  });

  it('may come in LDIF, or be vouched for by a list before it', () => {
    const next = certificate(signer, other, { issuer: OTHER_NAME, extensions: [extendedKeyUsage('2.23.136.1.1.3')] });
    const third = authorityCertificate(ecSigner('p256'), {
      subject: name(['2.5.4.3', 'Third']),
      issuer: name(['2.5.4.3', 'Third']),
    });
    const signerId = sequence(OTHER_NAME, integer('2a'));
    const second = signedData({
      contentType: MASTER_LIST,
      content: listOf(third),
      signer,
      certificates: [next],
      signerId,
    });
    const ldif = ascii(`pkdMasterListContent:: ${base64(masterList())}\nCscaMasterListData:: ${base64(second)}`);
    const loaded = load(file('a.ldif', ldif), file('z.cer', own()));
    expect(loaded.subjects).toEqual([OWN, OTHER, 'CN=Third']);
    expect(loaded.problems).toEqual([]);
  });

  it('that vouches for its own signer is noted', () => {
    const loaded = load(file('a.ml', masterList({ content: listOf(own(), foreign()) })));
    expect(loaded.subjects).toEqual([OWN, OTHER]);
    expect(loaded.problems).toEqual(['master-list-self-vouched a.ml: only the list itself vouches for its signer']);
  });

  it('may be signed by an authority itself', () => {
    const ownCertificate = authorityCertificate(csca, { serial: '2a' });
    const loaded = load(
      file('a.ml', masterList({ signer: csca, signedBy: ownCertificate })),
      file('z.cer', ownCertificate),
    );
    expect(loaded.subjects).toEqual([OWN, OTHER]);
    expect(loaded.problems).toEqual([]);
  });

  it('is not believed when its signer was revoked, whoever vouches for it', () => {
    const revoked = file('a.crl', revocationList(csca, { revoked: [['002a', '250601000000Z']] }));
    const problems = ['master-list-signer-revoked a.ml: its signer was revoked'];
    expect(load(revoked, file('a.ml', masterList()), file('z.cer', own()))).toMatchObject({
      subjects: [OWN],
      problems,
    });
    const itself = file('a.ml', masterList({ content: listOf(own(), foreign()) }));
    expect(load(revoked, itself)).toMatchObject({ subjects: [], problems });
    const others = file('b.crl', revocationList(csca, { revoked: [['2b', '250601000000Z']] }));
    expect(load(others, itself).subjects).toEqual([OWN, OTHER]);
  });

  it('may have a signer that has expired since', () => {
    const signedBy = certificate(signer, csca, {
      extensions: [extendedKeyUsage('2.23.136.1.1.3'), keyUsage(0x80)],
      notBefore: '200101000000Z',
      notAfter: '210101000000Z',
    });
    expect(load(file('a.ml', masterList({ signedBy })), file('z.cer', own())).subjects).toEqual([OWN, OTHER]);
  });

  it('is not believed when nobody known issued its signer', () => {
    const loaded = load(file('a.ml', masterList()));
    expect(loaded.subjects).toEqual([]);
    expect(loaded.problems).toEqual(['master-list-signer-unknown a.ml: no known authority issued its signer']);
  });

  it.each<[string, () => Uint8Array]>([
    ['the signature does not hold', () => masterList({ signer: other })],
    ['no signed attributes', () => masterList({ attributes: 'none' })],
    ['no certificate of its signer', () => masterList({ signedBy: certificate(signer, csca, { serial: '2b' }) })],
    ['its signer may not sign master lists', () => masterList({ signedBy: signerCertificate(signer, csca) })],
    ['no certificates', () => masterList({ content: listOf() })],
    ['no certificates', () => masterList({ content: sequence(integer('00'), sequence(own())) })],
    ['no certificates', () => masterList({ content: fromHex('30') })],
  ])('is not believed at all when %s', (problem, bytes) => {
    const loaded = load(file('a.ml', bytes()), file('z.cer', own()));
    expect(loaded.subjects).toEqual([OWN]);
    expect(loaded.problems).toEqual([`master-list-signature-wrong a.ml: ${problem}`]);
  });

  it('may hold what cannot be read, and what is no authority', () => {
    const loaded = load(
      file('a.ml', masterList({ content: listOf(foreign(), sequence(NULL), signerCertificate(signer, csca)) })),
      file('z.cer', own()),
    );
    expect(loaded.subjects).toEqual([OWN, OTHER]);
    expect(loaded.problems).toEqual([
      'trust-file-unreadable a.ml: a certificate that cannot be read',
      'not-an-authority a.ml: C=UT, CN=Test Document Signer is no authority',
    ]);
  });

  it('is no other signed data', () => {
    const loaded = load(file('a.ml', masterList({ contentType: '2.23.136.1.1.1' })), file('z.cer', own()));
    expect(loaded.subjects).toEqual([OWN]);
    expect(loaded.problems).toEqual(['trust-file-unreadable a.ml: no certificate or list of certificates']);
  });
});

describe('a store', () => {
  it('has a fingerprint of what it trusts, not of how it came', () => {
    const both = loadTrust([file('a.cer', own()), file('b.cer', foreign())]);
    expect(loadTrust([file('b.cer', own()), file('a.cer', foreign()), file('c.cer', own())]).fingerprint).toBe(
      both.fingerprint,
    );
    expect(loadTrust([file('a.cer', own())]).fingerprint).not.toBe(both.fingerprint);
    expect(
      loadTrust([file('a.cer', own()), file('b.cer', foreign()), file('c.crl', revocationList(csca))]).fingerprint,
    ).not.toBe(both.fingerprint);
    expect(NO_TRUST).toMatchObject({ anchors: [], crls: [], problems: [], fingerprint: loadTrust([]).fingerprint });
  });

  it('checks each signature once, and forgets in bounds', () => {
    const { store } = load(file('a.cer', own()));
    const [issuer] = store.anchors as [Certificate];
    const issued = parseCertificate(signerCertificate(signer, csca)) as Certificate;
    expect(store.checkIssued(issuer, issued)).toBe('holds');
    // The pair is known by fingerprints: a signature that no longer holds is not looked at again.
    expect(store.checkIssued(issuer, { ...issued, signature: bits(NULL) })).toBe('holds');
    const unsupported = { ...issued, algorithm: { oid: '1.2.3', parameters: null, bytes: NULL } };
    for (let count = 0; count < 5_000; count++) {
      expect(store.checkIssued(issuer, { ...unsupported, sha256: String(count) })).toBe('unsupported');
    }
    expect(store.checkIssued(issuer, { ...issued, signature: bits(NULL) })).toBe('contradicts');
  });
});
