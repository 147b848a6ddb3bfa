import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from './bytes.ts';
import { bundledCertificates, checkSignedData, parseSignedData, signerCertificate, type SignedData } from './cms.ts';
import { digest } from './signature.ts';
import { algorithm, ascii, integer, NULL, objectIdentifier, octets, sequence, setOf, utcTime } from './testing-asn1.ts';
import {
  attribute,
  CSCA_NAME,
  certificate,
  contentTypeAttribute,
  digestAttribute,
  name,
  signedData,
  type SignedDataOptions,
  signingTimeAttribute,
} from './testing-certificates.ts';
import { ecSigner, pssSigner, rsaSigner, type TestSigner } from './testing-signers.ts';
import { encodeTlv, findTlv, readTlvs } from './tlv.ts';

const TYPE = '1.2.3.4';
const SIGNED_DATA = objectIdentifier('1.2.840.113549.1.7.2');
const CONTENT = ascii('what was signed');

let signer: TestSigner;
let csca: TestSigner;
beforeAll(() => {
  signer = ecSigner('p256');
  csca = ecSigner('p256');
});

const make = (options: Partial<SignedDataOptions> = {}): Uint8Array =>
  signedData({
    contentType: TYPE,
    content: CONTENT,
    signer,
    certificates: [certificate(options.signer ?? signer, csca)],
    ...options,
  });
const parsed = (bytes: Uint8Array): SignedData => {
  const result = parseSignedData(bytes);
  if (!result.ok) throw new Error(result.detail);
  return result.signed;
};
const check = (bytes: Uint8Array): string => {
  const signed = parsed(bytes);
  const own = signerCertificate(signed);
  return own ? checkSignedData(signed, own).check : 'no signer';
};

/** The fields of SignedData, for taking it apart and putting it together again. */
function fieldsOf(bytes: Uint8Array): Uint8Array[] {
  const found = findTlv(bytes, 0x30, 0xa0, 0x30);
  const fields = found.ok ? readTlvs(found.value.value) : found;
  if (!fields.ok) throw new Error('fixture');
  return fields.value.map((field) => field.bytes);
}
const rebuilt = (fields: readonly Uint8Array[]): Uint8Array =>
  sequence(SIGNED_DATA, encodeTlv(0xa0, sequence(...fields)));
const withField = (position: number, field: Uint8Array): Uint8Array => rebuilt(fieldsOf(make()).with(position, field));

describe('signed data', () => {
  it('hold under the key of their signer', () => {
    expect(check(make())).toBe('holds');
    expect(check(make({ signer: rsaSigner('sha256', undefined, 1024) }))).toBe('holds');
    expect(check(make({ signer: pssSigner({ hash: 'sha512', maskHash: 'sha256', saltBytes: 0 }) }))).toBe('holds');
  });

  it('say when they were signed', () => {
    const attributes = (content: Uint8Array): Uint8Array[] => [
      contentTypeAttribute(TYPE),
      signingTimeAttribute('250601120000Z'),
      digestAttribute(digest('sha256', content)),
    ];
    expect(parsed(make({ attributes })).signer.attributes?.signingTime).toBe(Date.UTC(2025, 5, 1, 12));
    expect(parsed(make()).signer.attributes?.signingTime).toBeNull();
  });

  it('are of a signer named by number and issuer in any order, or by key identifier', () => {
    const reversed = sequence(name(['2.5.4.3', 'Test CSCA'], ['2.5.4.6', 'UT']), integer('2a'));
    expect(check(make({ signerId: reversed }))).toBe('holds');
    const subjectKeyId = fromHex('0102030405060708');
    const certificates = [certificate(csca, csca), fromHex('3000'), certificate(signer, csca, { subjectKeyId })];
    expect(check(make({ signerId: encodeTlv(0x80, subjectKeyId), certificates }))).toBe('holds');
    for (const signerId of [sequence(CSCA_NAME, integer('2b')), sequence(name(['2.5.4.6', 'UT']), integer('2a'))]) {
      expect(check(make({ signerId }))).toBe('no signer');
    }
  });

  it('may be signed in the order of DER and sent in another (RFC 5652, 5.4)', () => {
    const attributes = (content: Uint8Array): Uint8Array[] => [
      digestAttribute(digest('sha256', content)),
      contentTypeAttribute(TYPE),
    ];
    const sorted = (each: readonly Uint8Array[]): Uint8Array[] => each.toSorted((a, b) => Buffer.compare(a, b));
    expect(check(make({ attributes }))).toBe('holds');
    expect(check(make({ attributes, signedOrder: sorted }))).toBe('holds');
    expect(check(make({ attributes, signedOrder: (each) => [...each, NULL] }))).toBe('contradicts');
  });

  it('may have lengths left open and content in pieces', () => {
    const [version, hashes, , certificates, signers] = fieldsOf(make()) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const open = (tag: number, ...parts: Uint8Array[]): Uint8Array =>
      concat(Uint8Array.of(tag, 0x80), ...parts, fromHex('0000'));
    const pieces = open(0x24, octets(CONTENT.subarray(0, 4)), octets(CONTENT.subarray(4)));
    const encapsulated = open(0x30, objectIdentifier(TYPE), open(0xa0, pieces));
    const fields = [version, hashes, encapsulated, certificates, signers];
    expect(check(open(0x30, SIGNED_DATA, open(0xa0, open(0x30, ...fields))))).toBe('holds');
  });

  it('may have attributes that nobody signed', () => {
    expect(parseSignedData(withSigner((fields) => [...fields, encodeTlv(0xa1, attribute('1.2.3', NULL))])).ok).toBe(
      true,
    );
  });
});

describe('signed data that contradict themselves', () => {
  const digestOf = (content: Uint8Array): Uint8Array => digestAttribute(digest('sha256', content));
  const digested = (content: Uint8Array): Uint8Array => octets(digest('sha256', content));
  it.each<[string, (content: Uint8Array) => Uint8Array[]]>([
    ['no digest', () => [contentTypeAttribute(TYPE)]],
    ['no content type', (content) => [digestOf(content)]],
    ['another content type', (content) => [contentTypeAttribute('1.2.3'), digestOf(content)]],
    ['the digest of something else', (content) => [contentTypeAttribute(TYPE), digestOf(concat(content, content))]],
    ['two digests', (content) => [contentTypeAttribute(TYPE), digestOf(content), digestOf(content)]],
    [
      'a digest of two values',
      (content) => [contentTypeAttribute(TYPE), attribute('1.2.840.113549.1.9.4', digested(content), octets())],
    ],
    [
      'a digest of another type',
      (content) => [
        contentTypeAttribute(TYPE),
        attribute('1.2.840.113549.1.9.4', encodeTlv(0x0c, digest('sha256', content))),
      ],
    ],
    [
      'a digest that is no attribute',
      (content) => [contentTypeAttribute(TYPE), sequence(objectIdentifier('1.2.840.113549.1.9.4'), digested(content))],
    ],
  ])('sign %s', (_, attributes) => {
    expect(check(make({ attributes }))).toBe('digest-wrong');
  });

  it('sign the content itself (RFC 5652, 5.3)', () => {
    expect(check(make({ attributes: 'none' }))).toBe('digest-wrong');
  });

  const SIGNING_TIME = '1.2.840.113549.1.9.5';
  const time = signingTimeAttribute('250601120000Z');
  it.each<[string, Uint8Array[]]>([
    ['two times', [time, signingTimeAttribute('250602120000Z')]],
    ['one time twice', [time, time]],
    ['two times in one', [attribute(SIGNING_TIME, utcTime('250601120000Z'), utcTime('250601120000Z'))]],
    ['a time and none', [time, attribute(SIGNING_TIME)]],
    ['a time that is none', [signingTimeAttribute('251301120000Z')]],
    ['a time of another type', [attribute(SIGNING_TIME, octets(ascii('250601120000Z')))]],
    ['a time that is no attribute', [sequence(objectIdentifier(SIGNING_TIME), utcTime('250601120000Z'))]],
    ['a time with more behind', [sequence(objectIdentifier(SIGNING_TIME), setOf(utcTime('250601120000Z')), NULL)]],
  ])('sign %s (11.3)', (_, times) => {
    const attributes = (content: Uint8Array): Uint8Array[] => [contentTypeAttribute(TYPE), digestOf(content), ...times];
    expect(check(make({ attributes }))).toBe('digest-wrong');
  });

  it('are signed by another key than the certificate has, or in a way unknown here', () => {
    expect(check(make({ certificates: [certificate(ecSigner('p256'), csca)] }))).toBe('contradicts');
    expect(check(make({ signer: { ...signer, algorithm: algorithm('1.2.3') } }))).toBe('unsupported');
  });
});

const withSigner = (change: (fields: Uint8Array[]) => Uint8Array[]): Uint8Array => {
  const fields = fieldsOf(make());
  const info = findTlv(fields.at(-1)!, 0x31, 0x30);
  const parts = info.ok ? readTlvs(info.value.value) : info;
  if (!parts.ok) throw new Error('fixture');
  return rebuilt(fields.with(-1, setOf(sequence(...change(parts.value.map(({ bytes }) => bytes))))));
};
const signerWith = (position: number, field: Uint8Array): Uint8Array =>
  withSigner((fields) => fields.with(position, field));

describe('what is not signed must be as the standard says', () => {
  const signerInfo = (): Uint8Array => {
    const found = findTlv(fieldsOf(make()).at(-1)!, 0x31, 0x30);
    if (!found.ok) throw new Error('fixture');
    return found.value.bytes;
  };
  it.each<[string, () => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['no sequence', () => octets()],
    ['another type', () => sequence(objectIdentifier('1.2.3'), encodeTlv(0xa0, NULL))],
    ['no content', () => sequence(SIGNED_DATA)],
    [
      'something behind the content',
      () => concat(sequence(SIGNED_DATA, encodeTlv(0xa0, sequence(...fieldsOf(make()))), NULL)),
    ],
    ['two contents', () => sequence(SIGNED_DATA, encodeTlv(0xa0, sequence(...fieldsOf(make())), NULL))],
    ['content of another tag', () => sequence(SIGNED_DATA, encodeTlv(0xa1, sequence(...fieldsOf(make()))))],
    ['content that is no sequence', () => sequence(SIGNED_DATA, encodeTlv(0xa0, NULL))],
    ['version 1', () => withField(0, integer('01'))],
    ['no version', () => withField(0, NULL)],
    ['no digest algorithms', () => withField(1, setOf())],
    ['digest algorithms of another tag', () => withField(1, sequence(algorithm('2.16.840.1.101.3.4.2.1')))],
    ['an unknown digest algorithm', () => withField(1, setOf(algorithm('2.16.840.1.101.3.4.2.1'), algorithm('1.2.3')))],
    ['other digest algorithms than the signer', () => withField(1, setOf(algorithm('2.16.840.1.101.3.4.2.2')))],
    ['no encapsulated content', () => withField(2, sequence(objectIdentifier(TYPE)))],
    [
      'encapsulated content of another type',
      () => withField(2, setOf(objectIdentifier(TYPE), encodeTlv(0xa0, octets()))),
    ],
    ['encapsulated content without a type', () => withField(2, sequence(NULL, encodeTlv(0xa0, octets())))],
    [
      'encapsulated content of another tag',
      () => withField(2, sequence(objectIdentifier(TYPE), encodeTlv(0xa1, octets()))),
    ],
    [
      'encapsulated content that is no octets',
      () => withField(2, sequence(objectIdentifier(TYPE), encodeTlv(0xa0, NULL))),
    ],
    [
      'something behind the content in it',
      () => withField(2, sequence(objectIdentifier(TYPE), encodeTlv(0xa0, octets()), NULL)),
    ],
    ['no signers', () => withField(4, setOf())],
    ['signers of another tag', () => withField(4, sequence(signerInfo()))],
    ['two signers', () => withField(4, setOf(signerInfo(), signerInfo()))],
    ['nothing but its beginning', () => rebuilt(fieldsOf(make()).slice(0, 3))],
    ['a signer that is none', () => withField(4, setOf(NULL))],
    ['a signer of another version', () => signerWith(0, integer('03'))],
    ['a signer without version', () => signerWith(0, NULL)],
    ['a signer without a name', () => signerWith(1, NULL)],
    ['a signer whose name is none', () => signerWith(1, sequence(NULL, integer('2a')))],
    ['a signer without a number', () => signerWith(1, sequence(CSCA_NAME))],
    ['a signer with too much of a name', () => signerWith(1, sequence(CSCA_NAME, integer('2a'), NULL))],
    ['a signer with an unknown digest', () => signerWith(2, algorithm('1.2.3'))],
    ['a signer with an algorithm that is none', () => signerWith(4, NULL)],
    ['a signer without a signature', () => signerWith(5, NULL)],
    ['a signer with something behind', () => withSigner((fields) => [...fields, NULL])],
    ['a signer with more behind', () => withSigner((fields) => [...fields, encodeTlv(0xa1), NULL])],
  ])('%s', (_, bytes) => {
    expect(parseSignedData(bytes())).toMatchObject({ ok: false });
  });

  it('and its certificates need not be there', () => {
    const fields = fieldsOf(make());
    expect(parsed(rebuilt([...fields.slice(0, 3), ...fields.slice(4)])).certificates).toEqual([]);
  });
});

describe('a bundle of certificates', () => {
  it('is what nobody signed', () => {
    const one = certificate(signer, csca);
    const content = sequence(objectIdentifier('1.2.840.113549.1.7.1'));
    const fields = [integer('01'), setOf(), content, encodeTlv(0xa0, one, encodeTlv(0xa3)), setOf()];
    expect(bundledCertificates(rebuilt(fields)).map(toHex)).toEqual([toHex(one)]);
    expect(bundledCertificates(make())).toEqual([]);
    expect(bundledCertificates(rebuilt(fieldsOf(make()).with(2, content)))).toEqual([]);
    expect(bundledCertificates(rebuilt(fields.slice(0, 3)))).toEqual([]);
    expect(bundledCertificates(one)).toEqual([]);
  });
});
