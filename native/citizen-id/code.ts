/** What a scanned code turned out to be. Empty is null, never "" or "-". */

export type Sex = 'male' | 'female';

/** The code on a citizen ID card (2021 layout of 7 fields, 2024 layout of 11). */
export interface CitizenCode {
  kind: 'cccd';
  idNumber: string;
  oldIdNumber: string | null;
  fullName: string;
  /** ISO date; YYYY or YYYY-MM when the card itself has no more. */
  birthDate: string;
  sex: Sex | null;
  residence: string | null;
  issueDate: string | null;
  /** ISO dates to try as the card's expiry, likeliest first; empty when none can be derived. */
  expiryCandidates: string[];
  warnings: string[];
}

/** The code of a health-insurance card, or its bare number: then everything but the number is null. */
export interface InsuranceCode {
  kind: 'bhyt';
  /** As it stands on the card: 15 characters, or the 10 digits of cards of the new form. */
  cardNumber: string;
  /** The 10 digits that stay with the holder whatever card they have (mã số BHXH); null: a legacy number with letters in it. */
  insuranceCode: string | null;
  fullName: string | null;
  /** ISO date, YYYY or YYYY-MM. */
  birthDate: string | null;
  sex: Sex | null;
  address: string | null;
  /** Five characters (MA_DKBD). */
  facilityCode: string | null;
  validFrom: string | null;
  validTo: string | null;
  /** Since when the holder has been insured for five years without a break. */
  fiveYearDate: string | null;
  parentName: string | null;
  warnings: string[];
}

/** A patient code of this hospital, as printed on its papers. */
export interface PatientCode {
  kind: 'patient-code';
  patientCode: string;
}

/** What a slip of paper (or a message on a phone) is for. */
export type SlipKind = 'appointment' | 're-examination' | 'referral';

/** The code of an appointment, of a re-examination (giấy hẹn khám lại) or of a referral (giấy chuyển tuyến). */
export interface SlipCode {
  kind: 'appointment';
  slip: SlipKind;
  slipCode: string;
}

/** A queue ticket of a kiosk: the check-in key of its registration. */
export interface TicketCode {
  kind: 'ticket';
  key: string;
}

/** A code of VNeID. What is in it is not public: it is an opaque token that a verifier exchanges for a person. */
export interface VneidCode {
  kind: 'vneid';
  token: string;
}

export interface UnknownCode {
  kind: 'unknown';
  reason:
    | 'empty'
    | 'not-text'
    | 'no-known-format'
    /** The number of a citizen card and nothing else: with the birth date it can be typed. */
    | 'bare-number'
    /** A code to pay with (VietQR, EMV). */
    | 'payment-code'
    | 'web-address'
    | 'malformed-cccd'
    | 'malformed-bhyt'
    | 'malformed-ticket';
}

export type ScannedCode = CitizenCode | InsuranceCode | PatientCode | SlipCode | TicketCode | VneidCode | UnknownCode;

/** What somebody typed who has no code to show. Not scanned, but used like a code from then on. */
export interface TypedNumber {
  kind: 'typed';
  idNumber: string;
  /** ISO date, or YYYY. */
  birthDate: string;
  /** As printed on the card, ISO; null when it was not typed. */
  expiryDate: string | null;
  warnings: string[];
}
