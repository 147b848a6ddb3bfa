/**
 * Every URI the kiosk writes into FHIR resources or searches by. The Vietnamese guide (hl7.fhir.vn.core 1.0.0) is a
 * draft without legal force, so all of them are defaults that configuration may replace.
 */

const guide = 'http://fhir.ehealth.gov.vn/core/sid';
/** Reserved name (RFC 2606): a hospital puts its own in configuration. */
const hospital = 'https://hospital.example/fhir/sid';
const kiosk = 'https://tiepdon.example/fhir';

export const defaultFhirSystems = {
  /** CCCD, 12 digits. */
  nationalId: `${guide}/national_id`,
  /** CMND, the old 9 digits. The guide's name is misleading: this is not the CCCD. */
  oldNationalId: `${guide}/citizen_id`,
  /** Social-insurance number; written and searched as the 10-digit code, which outlives the 15-character card number. */
  insuranceNumber: `${guide}/insurance_number`,
  facilityCode: `${guide}/provider-code`,

  /** The patient code in the hospital's own system: what it is searched by. The guide's has no facility part and identifies nobody. */
  hospitalPatientCode: `${hospital}/patient-code`,
  /** The check-in key: idempotency of everything one registration creates. */
  checkIn: `${hospital}/check-in`,
  /** Number on the paper; `use` is `official` from a lease, `temp` from the kiosk's own prefix. */
  queueNumber: `${hospital}/queue-number`,
  /** Insurance code with its period: one Coverage a period. */
  coveragePeriod: `${hospital}/coverage-period`,
  /** On the slips patients bring. */
  appointmentCode: `${hospital}/appointment-code`,
  reExaminationCode: `${hospital}/re-examination-code`,
  referralNumber: `${hospital}/referral-number`,
  kiosk: `${hospital}/kiosk`,
  /** A consent's own UUID. */
  consent: `${hospital}/consent`,
  /** Identifier of an Invoice: the id of the Encounter it charges for (R4 cannot search an Invoice by its Encounter). */
  visitInvoice: `${hospital}/visit-invoice`,

  /** Code systems of ours. */
  clinic: `${hospital}/clinic`,
  /** What clinics are rooms of: HealthcareService.specialty. */
  specialty: `${hospital}/specialty`,
  /** Provinces with their communes as nested concepts: the address of the CodeSystem, and the system of a coded address. */
  addressUnits: `${hospital}/address-units`,
  /** The clinic's examination (MA_DICH_VU): second coding of Encounter.serviceType, coding of HealthcareService.type. */
  examination: `${hospital}/examination`,
  /** MA_LOAI_KCB as Encounter.type. */
  encounterCareType: `${kiosk}/CodeSystem/care-type`,
  /** In the OperationOutcome of a refused registration: the clinic to send the patient to. */
  sendTo: `${kiosk}/CodeSystem/send-to`,
  /** HealthcareService.characteristic; `screening`: where staff find out which clinic is the right one. */
  clinicKind: `${kiosk}/CodeSystem/clinic-kind`,
  /** Appointment.cancelationReason; `moved`: it takes place at another time. */
  cancellationReason: `${kiosk}/CodeSystem/cancellation-reason`,
  /** Codes within the answers of a check-in: what was declared, what is missing, where an answer comes from. */
  checkInAnswer: `${kiosk}/CodeSystem/check-in-answer`,
  taskCode: `${kiosk}/CodeSystem/task`,
  taskInput: `${kiosk}/CodeSystem/task-input`,
  priorityReason: `${kiosk}/CodeSystem/priority-reason`,
  deskReason: `${kiosk}/CodeSystem/desk-reason`,
  evidenceMethod: `${kiosk}/CodeSystem/identity-evidence-method`,
  /** What a Consent permits. */
  consentPurpose: `${kiosk}/CodeSystem/consent-purpose`,
  /** Laws by their number. */
  consentLaw: `${kiosk}/CodeSystem/law`,
  /** Tag of a Patient that staff must confirm or merge; the code says why. */
  provisional: `${kiosk}/CodeSystem/provisional-patient`,
  /** System of the SHA-256 that stands for the raw scanned code. */
  codeDigest: `${kiosk}/sid/code-sha-256`,

  /** Canonical of the questions at the kiosk. */
  checkInQuestions: `${kiosk}/Questionnaire/check-in`,

  /** Extensions. */
  identityEvidence: `${kiosk}/StructureDefinition/identity-evidence`,
  gatewayCode: `${kiosk}/StructureDefinition/gateway-code`,
  /** On a Consent's attachment: SHA-256, hexadecimal, of the words that were shown (string). */
  consentTextDigest: `${kiosk}/StructureDefinition/text-sha-256`,
  /** On a HealthcareService and on a doctor's PractitionerRole. */
  waitingCount: `${kiosk}/StructureDefinition/waiting-count`,
  /** On a HealthcareService: the estimated wait in minutes (unsignedInt). */
  waitingMinutes: `${kiosk}/StructureDefinition/waiting-minutes`,
  /** On a HealthcareService, one a later session that may be registered for now: parts `date` (date) and `session` (code). */
  laterSession: `${kiosk}/StructureDefinition/later-session`,
  /** On a Location: the building (string). */
  building: `${kiosk}/StructureDefinition/building`,
  /** On a cancelled Appointment: when it takes place now (dateTime). */
  movedTo: `${kiosk}/StructureDefinition/moved-to`,
  /** On an Address: its commune (Coding). */
  addressUnit: `${kiosk}/StructureDefinition/address-unit`,
  /** On a Patient, as a string. */
  ethnicity: `${kiosk}/StructureDefinition/ethnicity`,
  /** On a HealthcareService, one a session: parts `session` (code), `limit` and `left` (unsignedInt), of today. */
  quota: `${kiosk}/StructureDefinition/quota`,
  /** On a queue ticket's Task: people in front (unsignedInt). */
  ahead: `${kiosk}/StructureDefinition/ahead`,
  /**
   * On an Invoice, which in R4 has no element for it: the text of the bank's code (string, VietQR) by which this very invoice is
   * paid. A hospital whose server knows no such extension leaves it out, and its patients pay at the cashier.
   */
  paymentCode: `${kiosk}/StructureDefinition/payment-code`,
  /** On an Invoice: from when on its code must not be paid any more (dateTime). */
  paymentExpires: `${kiosk}/StructureDefinition/payment-expires`,
  /** On an Invoice: more came in than was due (boolean). */
  paidTwice: `${kiosk}/StructureDefinition/paid-twice`,

  /** Extensions of an eligibility answer; the first two also of the Coverage and the Encounter of a check-in. */
  registeredFacility: `${kiosk}/StructureDefinition/registered-facility`,
  objectCode: `${kiosk}/StructureDefinition/object-code`,
  careType: `${kiosk}/StructureDefinition/care-type`,
  route: `${kiosk}/StructureDefinition/route`,
  benefitPercent: `${kiosk}/StructureDefinition/benefit-percent`,
  patientSharePercent: `${kiosk}/StructureDefinition/patient-share-percent`,
  replacedCard: `${kiosk}/StructureDefinition/replaced-card`,
  openStay: `${kiosk}/StructureDefinition/open-stay`,
  /** The facility that has not discharged the holder (string). */
  openStayAt: `${kiosk}/StructureDefinition/open-stay-at`,
  /** Parts `number` and `facility` (string) and `valid-to` (date). */
  referral: `${kiosk}/StructureDefinition/referral`,
} as const;

export type FhirSystems = { readonly [K in keyof typeof defaultFhirSystems]: string };

/** The defaults, with what configuration replaces. */
export function fhirSystems(overrides: { readonly [K in keyof FhirSystems]?: string | undefined } = {}): FhirSystems {
  const given = Object.entries(overrides).filter(([, uri]) => uri !== undefined);
  return { ...defaultFhirSystems, ...Object.fromEntries(given) };
}

/** Systems that HL7 itself fixes; nothing to configure. */
export const hl7 = {
  identifierType: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  actCode: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
  actPriority: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority',
  participantType: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  /** Appointment.appointmentType; `FOLLOWUP`: a re-examination. */
  appointmentReason: 'http://terminology.hl7.org/CodeSystem/v2-0276',
  participationType: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  contactRole: 'http://terminology.hl7.org/CodeSystem/v2-0131',
  relationship: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
  translation: 'http://hl7.org/fhir/StructureDefinition/translation',
  consentScope: 'http://terminology.hl7.org/CodeSystem/consentscope',
} as const;

/** FHIR R4 4.3.14, "Code Systems: LOINC". */
export const loinc = 'http://loinc.org';

/** Codes in `taskCode`. */
export const taskCodes = {
  queueTicket: 'queue-ticket',
  deskFollowUp: 'desk-follow-up',
  callStaff: 'call-staff',
  /** Beside `call-staff`. */
  emergency: 'emergency',
  dataConflict: 'data-conflict',
  /** What staff still have to ask a new patient. */
  patientDetails: 'patient-details',
  visitCancel: 'visit-cancel',
  visitChange: 'visit-change',
} as const;

/**
 * The social-insurance code of a card number: its last ten digits (a 15-character number changes with object code and
 * province), or the citizen's twelve, which the gateway takes in its place. null for what has no such code, as the cards from
 * before the code with letters in the sixth and seventh place.
 */
export function insuranceCode(insuranceNumber: string): string | null {
  const compact = insuranceNumber.replace(/\s/g, '').toUpperCase();
  return /^(?:[A-Z]{2}[0-9A-Z]{3})?(\d{10})$/.exec(compact)?.[1] ?? /^\d{12}$/.exec(compact)?.[0] ?? null;
}

/** One `identifier` token of a FHIR search, or several that must all match, encoded for a URL or for ifNoneExist. */
export function identifierQuery(...identifiers: { system: string; value: string }[]): string {
  return new URLSearchParams(
    identifiers.map(({ system, value }): [string, string] => ['identifier', `${system}|${escapeToken(value)}`]),
  ).toString();
}

/** FHIR R4 search 3.1.1.4.3 "Escaping Search Parameters": a value must not be read as a list or as a second token part. */
export function escapeToken(value: string): string {
  return value.replace(/[\\$,|]/g, (character) => `\\${character}`);
}
