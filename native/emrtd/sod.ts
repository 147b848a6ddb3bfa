/** Document security object (EF.SOD): ICAO 9303-10, 4.6.2. */
import { childrenOf, toDefinite } from './ber.ts';
import type { Certificate } from './certificate.ts';
import { parseAlgorithm } from './certificate-fields.ts';
import { parseSignedData, signerCertificate, type SignedData } from './cms.ts';
import { hashOfAlgorithm, type HashName } from './signature.ts';
import { readTlv } from './tlv.ts';

/** Content types of the LDS security object: today's, and those of documents from before it was settled. */
const SECURITY_OBJECT_TYPES = ['2.23.136.1.1.1', '1.3.27.1.1.1', '1.2.528.1.1006.1.20.1'];
const LAST_GROUP = 16;

export interface Sod {
  hash: HashName;
  groupHashes: ReadonlyMap<number, Uint8Array>;
  signed: SignedData;
  /** The certificate the signer points to; null when the SOD does not carry it. */
  documentSigner: Certificate | null;
}

export type SodResult = { ok: true; sod: Sod } | { ok: false; detail: string };

/** EF.SOD as read from the chip, header included; what may stand behind it is ignored. Nothing is verified yet. */
export function parseSod(bytes: Uint8Array): SodResult {
  const definite = toDefinite(bytes);
  const file = definite && readTlv(definite);
  if (!file?.ok || file.value.tag !== 0x77) return wrong('another file');
  const cms = parseSignedData(file.value.value);
  if (!cms.ok) return wrong(cms.detail);
  const { signed } = cms;
  if (!SECURITY_OBJECT_TYPES.includes(signed.contentType)) return wrong('content of another type');
  const securityObject = parseSecurityObject(signed.content);
  if (!securityObject) return wrong('malformed security object');
  return { ok: true, sod: { ...securityObject, signed, documentSigner: signerCertificate(signed) } };
}

function wrong(detail: string): SodResult {
  return { ok: false, detail: `SOD: ${detail}` };
}

/** LDSSecurityObject (4.6.2.3). Version 1 has the LDS version behind the hashes, which says nothing about their truth. */
function parseSecurityObject(bytes: Uint8Array): Pick<Sod, 'hash' | 'groupHashes'> | null {
  const sequence = readTlv(bytes);
  if (!sequence.ok || sequence.value.tag !== 0x30) return null;
  const [, algorithm, hashes] = childrenOf(sequence.value);
  const hash = hashOfAlgorithm(parseAlgorithm(algorithm));
  if (!hash || hashes?.tag !== 0x30) return null;

  const groupHashes = new Map<number, Uint8Array>();
  for (const entry of childrenOf(hashes)) {
    const [number, value] = childrenOf(entry);
    if (number?.tag !== 0x02 || value?.tag !== 0x04 || number.value.length !== 1) return null;
    const group = number.value[0] as number;
    if (group < 1 || group > LAST_GROUP || groupHashes.has(group)) return null;
    groupHashes.set(group, value.value);
  }
  return groupHashes.size === 0 ? null : { hash, groupHashes };
}
