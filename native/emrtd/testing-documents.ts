/** Invented documents for the tests of this folder: groups, certificates and SODs, signed with keys made on the spot. */
import { concat, fromHex } from './bytes.ts';
import type { MrzKey } from './chip.ts';
import { digest, type HashName } from './signature.ts';
import { algorithm, ascii, integer, NULL, octets, sequence } from './testing-asn1.ts';
import { authorityCertificate, signedData, type SignedDataOptions, signerCertificate } from './testing-certificates.ts';
import { ecSigner, HASH_OIDS } from './testing-signers.ts';
import { encodeTlv } from './tlv.ts';

export { ascii, objectIdentifier } from './testing-asn1.ts';

/** Holder of the invented Vietnamese card all these tests share. */
export const SAMPLE_KEY: MrzKey = { documentNumber: '085012345', birthDate: '850315', expiryDate: '450315' };
export const SAMPLE_MRZ =
  'IDVNM0850123452001085012345<<3' + '8503150M4503152VNM<<<<<<<<<<<0' + 'NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<';

export const dg1 = (mrz = SAMPLE_MRZ): Uint8Array => encodeTlv(0x61, encodeTlv(0x5f1f, ascii(mrz)));

export const JPEG_START = fromHex('ffd8ffe000104a46494600');

/** ISO 19794-5 record around an image, with some bytes behind it that do not belong to it. */
export function facialRecord(image: Uint8Array, featurePoints = 0, trailing = new Uint8Array()): Uint8Array {
  const facial = concat(new Uint8Array(20), new Uint8Array(featurePoints * 8), new Uint8Array(12), image);
  const view = new DataView(facial.buffer);
  view.setUint32(0, facial.length);
  view.setUint16(4, featurePoints);
  const header = fromHex('46414300 30313000 00000000 0001');
  new DataView(header.buffer).setUint32(8, header.length + facial.length);
  return concat(header, facial, trailing);
}

export function dg2(record: Uint8Array, imageTag = 0x5f2e): Uint8Array {
  const header = encodeTlv(0xa1, fromHex('80020101 8702 0101 8802 0008'));
  return encodeTlv(0x75, encodeTlv(0x7f61, integer('01'), encodeTlv(0x7f60, header, encodeTlv(imageTag, record))));
}

export function portraitGroup(imageBytes: number): Uint8Array {
  const image = new Uint8Array(imageBytes).map((_, index) => (index * 31) & 0xff);
  image.set(JPEG_START);
  return dg2(facialRecord(image));
}

export interface SodOptions extends Omit<SignedDataOptions, 'content' | 'contentType'> {
  groups: ReadonlyMap<number, Uint8Array>;
  groupHash?: HashName;
  contentType?: string;
  securityObject?: Uint8Array;
}

export const SECURITY_OBJECT = '2.23.136.1.1.1';

export function securityObject(groups: ReadonlyMap<number, Uint8Array>, hash: HashName = 'sha256'): Uint8Array {
  const entries = [...groups].map(([group, bytes]) =>
    sequence(encodeTlv(0x02, Uint8Array.of(group)), octets(digest(hash, bytes))),
  );
  return sequence(integer('00'), algorithm(HASH_OIDS[hash], NULL), sequence(...entries));
}

export function sod({ groups, groupHash, securityObject: content, contentType, ...options }: SodOptions): Uint8Array {
  return encodeTlv(
    0x77,
    signedData({
      ...options,
      contentType: contentType ?? SECURITY_OBJECT,
      content: content ?? securityObject(groups, groupHash),
    }),
  );
}

export interface TestDocument {
  groups: Map<number, Uint8Array>;
  sod: Uint8Array;
  anchor: Uint8Array;
}

/** A whole document: groups 1, 2 and 13, its SOD, and the CSCA that stands behind it. */
export function document(portraitBytes = 1000, signer = ecSigner('bp384')): TestDocument {
  const csca = ecSigner('p256');
  const groups = new Map([
    [1, dg1()],
    [2, portraitGroup(portraitBytes)],
    [13, encodeTlv(0x6d, sequence(integer('00')), new Uint8Array(300).fill(0x04))],
  ]);
  return {
    groups,
    sod: sod({ groups, signer, certificates: [signerCertificate(signer, csca)] }),
    anchor: authorityCertificate(csca),
  };
}
