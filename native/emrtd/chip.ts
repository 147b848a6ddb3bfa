/**
 * The words the rest of the house uses for a chip: the key that opens it, what was read, how far it can be trusted.
 * ICAO Doc 9303 parts 10 (data structure) and 11 (security).
 */

/**
 * MRZ information, for BAC and for PACE with the MRZ password (ICAO 9303-11, 4.3.2 and 4.4.4.1): document number as
 * printed, without its fillers, dates as YYMMDD.
 */
export interface MrzKey {
  documentNumber: string;
  birthDate: string;
  expiryDate: string;
}

/** Card access number, printed on the front of some documents; opens PACE only. */
export interface CanKey {
  can: string;
}

/** What is tried to open a chip. */
export type AccessKey = MrzKey | CanKey;

export const isCanKey = (key: AccessKey): key is CanKey => 'can' in key;

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

/** One certificate of the path from the document signer to the anchor. */
export interface ChainLink {
  role: 'document-signer' | 'link' | 'csca';
  subject: string;
  issuer: string;
  /** Of the subject, two letters, upper case; null when it names none. */
  country: string | null;
  /** Hex. */
  serialNumber: string;
  /** Fingerprint of the certificate, hex. */
  sha256: string;
  /** ISO instants. */
  notBefore: string;
  notAfter: string;
}

export interface Authenticity {
  verdict: Verdict;
  findings: Finding[];
  /** SHA-256 fingerprint of the document signer's certificate, hex; null when there is none. */
  documentSigner: string | null;
  /** Every group that the SOD lists or that was read, by number. `absent`: listed, not read. */
  dataGroups: ReadonlyMap<number, 'match' | 'mismatch' | 'absent'>;
  /** From the document signer up, as far as it was found; ends with a CSCA when the verdict is `anchored`. */
  chain: ChainLink[];
}

/** Which protocol opened the chip. */
export interface ChipAccess {
  protocol: 'bac' | 'pace';
  /** Object identifier of the PACE variant; null for BAC. */
  variant: string | null;
  password: 'mrz' | 'can';
}

/**
 * Whether the chip is the one the document was signed for and no copy of its data: chip authentication, the chip
 * authentication mapping of PACE, or active authentication. `contradicts` makes the verdict `invalid`.
 */
export interface ChipProof {
  method: 'chip-authentication' | 'pace-cam' | 'active-authentication' | null;
  result: 'holds' | 'contradicts' | 'refused' | 'unsupported' | 'not-offered' | 'not-tried';
}

/** DG1 (ICAO 9303-10, 4.7.1). Dates are YYMMDD as printed; `optionalData` has no fillers. */
export interface Mrz {
  format: 'TD1' | 'TD2' | 'TD3';
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
  /** `image/j2c`: a JPEG 2000 code stream without the JP2 boxes around it. */
  mediaType: 'image/jpeg' | 'image/jp2' | 'image/j2c';
  bytes: Uint8Array;
}

export interface ChipData {
  /** Null where a device kept DG1 to itself; `readChip` always has it. */
  mrz: Mrz | null;
  portrait: Portrait | null;
  /** Content of every group that was read, whole TLV, by number (13 -> DG13 bytes). */
  dataGroups: ReadonlyMap<number, Uint8Array>;
  sod: Uint8Array;
  authenticity: Authenticity;
  /** Null where the reader opened the chip by itself. */
  access: ChipAccess | null;
  proof: ChipProof;
  /** What was noticed on the way: absent or denied groups, a smaller block size, a resumed session. */
  findings: Finding[];
  cost: ReadCost;
}

export interface ReadCost {
  apdus: number;
  bytesSent: number;
  bytesReceived: number;
  /** How many of `apdus` served active or chip authentication alone. */
  proofApdus: number;
  /** Time from one milestone to the next, in the order they came. */
  phases: { phase: ReadPhase; durationMs: number }[];
}

/** A read that never came to an exchange. */
export const NO_COST: ReadCost = { apdus: 0, bytesSent: 0, bytesReceived: 0, proofApdus: 0, phases: [] };

/** `access`: until the chip is open. `names`: until DG1 and DG13 are there. `verdict`: what was left to judge after the last byte. */
export type ReadPhase = 'access' | 'names' | 'portrait' | 'verdict';

export type ChipFailure =
  /** The card left the field or the reader went away. */
  | { kind: 'card-lost' | 'reader-lost'; detail: string }
  /**
   * None of the keys opened the chip: wrong code for this card, or an expiry that cannot be derived. `ask`: what the
   * holder can type instead: the printed dates and number, or the card access number, which is all this chip takes.
   */
  | { kind: 'wrong-key'; tried: number; ask: 'mrz' | 'can' }
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
