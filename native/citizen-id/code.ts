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

/** A patient code of this hospital, as printed on its papers. */
export interface PatientCode {
  kind: 'patient-code';
  patientCode: string;
}

/** A queue ticket of a kiosk: the check-in key of its registration. */
export interface TicketCode {
  kind: 'ticket';
  key: string;
}

export interface UnknownCode {
  kind: 'unknown';
  reason: 'empty' | 'not-text' | 'no-known-format' | 'malformed-cccd' | 'malformed-ticket';
}

export type ScannedCode = CitizenCode | PatientCode | TicketCode | UnknownCode;
