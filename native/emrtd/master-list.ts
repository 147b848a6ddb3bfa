/** CSCA master lists: ICAO 9303-12, 8 and appendix; authorities that one state has met, signed by that state. */
import { childrenOf } from './ber.ts';
import type { Certificate } from './certificate.ts';
import { checkSignedData, signerCertificate, type SignedData } from './cms.ts';
import { readTlv } from './tlv.ts';

/** id-icao-cscaMasterList and id-icao-cscaMasterListSigningKey. */
export const MASTER_LIST = '2.23.136.1.1.2';
const MASTER_LIST_SIGNING = '2.23.136.1.1.3';

/** Certificates in one list. All states together have issued some hundreds. */
const MAX_LISTED = 10_000;

export interface MasterList {
  /** Whose signature holds; whether it may be believed is another question. */
  signer: Certificate;
  certificates: readonly Certificate[];
}

export type MasterListResult =
  { ok: true; signer: Certificate; certificates: readonly Uint8Array[] } | { ok: false; detail: string };

/** The certificates of a list whose own signature holds. */
export function parseMasterList(signed: SignedData): MasterListResult {
  const signer = signerCertificate(signed);
  if (!signer) return { ok: false, detail: 'no certificate of its signer' };
  const checked = checkSignedData(signed, signer);
  if (checked.check !== 'holds') return { ok: false, detail: checked.detail };
  // A document signer has a key for signatures as well, and must not be able to name authorities.
  if (signer.authority !== true && !signer.extendedKeyUsage.includes(MASTER_LIST_SIGNING)) {
    return { ok: false, detail: 'its signer may not sign master lists' };
  }
  const list = readTlv(signed.content);
  const [, certificates] = list.ok ? childrenOf(list.value) : [];
  const listed = certificates?.tag === 0x31 ? childrenOf(certificates, MAX_LISTED) : [];
  if (listed.length === 0) return { ok: false, detail: 'no certificates' };
  return { ok: true, signer, certificates: listed.map(({ bytes }) => bytes) };
}
