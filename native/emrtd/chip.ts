/**
 * The words the rest of the house uses for a chip: the key that opens it, what was read, how far it can be trusted.
 * ICAO Doc 9303 parts 10 (data structure) and 11 (security).
 */

/** MRZ information for BAC (ICAO 9303-11, 4.3.2): nine-character document number, dates as YYMMDD. */
export interface AccessKey {
  documentNumber: string;
  birthDate: string;
  expiryDate: string;
}

/**
 * Three values, kept apart everywhere: `anchored` (chain to a configured CSCA), `consistent` (hashes and signature hold,
 * the issuer is not anchored), `invalid` (something contradicts: never passes).
 */
export type Verdict = 'anchored' | 'consistent' | 'invalid';

/** One thing worth knowing about a read, with a stable id for logs and policy and a sentence for staff. */
export interface Finding {
  id: string;
  detail: string;
}

export interface Authenticity {
  verdict: Verdict;
  findings: Finding[];
  /** SHA-256 fingerprint of the document signer's certificate, hex; null when there is none. */
  documentSigner: string | null;
}

/** DG1 (ICAO 9303-10, 4.7.1). Dates are YYMMDD as printed; `optionalData` has no fillers. */
export interface Mrz {
  format: 'TD1' | 'TD3';
  documentCode: string;
  issuingState: string;
  documentNumber: string;
  optionalData: string;
  birthDate: string;
  sex: 'M' | 'F' | '<';
  expiryDate: string;
  nationality: string;
  /** Latin transliteration, primary identifier first. */
  name: { primary: string; secondary: string };
  /** Names of check digits that do not hold; empty when all do. */
  wrongCheckDigits: string[];
}

/** The portrait of DG2, cut out of its ISO 19794-5 record. */
export interface Portrait {
  mediaType: 'image/jpeg' | 'image/jp2';
  bytes: Uint8Array;
}

export interface ChipData {
  mrz: Mrz;
  portrait: Portrait | null;
  /** Content of every group that was read, whole TLV, by number (13 -> DG13 bytes). */
  dataGroups: ReadonlyMap<number, Uint8Array>;
  sod: Uint8Array;
  authenticity: Authenticity;
  /** What was noticed on the way: absent or denied groups, a smaller block size, a resumed session. */
  findings: Finding[];
  cost: ReadCost;
}

export interface ReadCost {
  apdus: number;
  bytesSent: number;
  bytesReceived: number;
}

export type ChipFailure =
  /** The card left the field or the reader went away. */
  | { kind: 'card-lost' | 'reader-lost'; detail: string }
  /** None of the keys opened the chip: wrong code for this card, or an expiry that cannot be derived. */
  | { kind: 'wrong-key'; tried: number }
  /** The chip answers, but is no eMRTD (a bank card, a transport card). */
  | { kind: 'not-a-document'; detail: string }
  /** An eMRTD that breaks the rules: a lying length, a broken secure-messaging session that did not come back. */
  | { kind: 'protocol'; detail: string }
  /** Cancelled by the caller (the visit ended). */
  | { kind: 'cancelled' };

/** Bytes of file content so far and in all; `total` is 0 until known. */
export interface ReadProgress {
  bytes: number;
  total: number;
}

export type ChipReadResult = { ok: true; chip: ChipData } | { ok: false; failure: ChipFailure; cost: ReadCost };
