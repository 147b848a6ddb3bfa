import type { Address, Coverage, Extension, Identifier, Patient, PatientContact, Reference } from './fhir.ts';
import { hl7, insuranceCode, type FhirSystems } from './identifiers.ts';
import type { AskedField, RegistrationPerson, VisitDraft } from '../registration.ts';

/** The payor every statutory card has. */
export const socialInsurance: Reference = { type: 'Organization', display: 'Bảo hiểm xã hội Việt Nam' };

/**
 * The key that may create a Patient: it names one person in the country and does not change. An old CMND and a patient code
 * only find records, and a passport number names nobody without its issuing state, which a registration does not carry.
 */
export function strongKey(
  person: Pick<RegistrationPerson, 'idNumber' | 'insuranceNumber'>,
): { kind: 'idNumber' | 'insuranceNumber'; value: string } | null {
  if (person.idNumber !== null) return { kind: 'idNumber', value: person.idNumber };
  const code = person.insuranceNumber === null ? null : insuranceCode(person.insuranceNumber);
  return code === null ? null : { kind: 'insuranceNumber', value: code };
}

/** Why staff must confirm or merge this patient, or null. Without a strong key nobody can say that somebody is new. */
export function provisionalReason({ patient, person }: Pick<VisitDraft, 'patient' | 'person'>): string | null {
  if (patient.kind === 'provisional') return patient.reason;
  return patient.kind === 'new' && strongKey(person) === null ? 'no-strong-key' : null;
}

interface NamedPerson {
  fullName: string;
  /** ISO, partial when no more is known. */
  birthDate: string | null;
}

/** True for the same name, marks and case aside, and birth dates that do not contradict each other. */
export const isSimilar = (one: NamedPerson, other: NamedPerson): boolean =>
  one.birthDate !== null &&
  other.birthDate !== null &&
  (one.birthDate.startsWith(other.birthDate) || other.birthDate.startsWith(one.birthDate)) &&
  foldedName(one.fullName) === foldedName(other.fullName);

/** A name without marks, case and further spaces. */
export const foldedName = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').replace(/\s+/g, ' ').trim();

/** What identifies the person beyond this hospital. A patient code is the hospital's to give and is never written. */
export function personIdentifiers(
  person: Pick<RegistrationPerson, 'idNumber' | 'oldIdNumber' | 'insuranceNumber' | 'passportNumber'>,
  systems: FhirSystems,
): Identifier[] {
  const typed = (code: string, value: string, system?: string): Identifier => ({
    use: 'official',
    type: { coding: [{ system: hl7.identifierType, code }] },
    ...(system === undefined ? {} : { system }),
    value,
  });
  const insurance = person.insuranceNumber === null ? null : insuranceCode(person.insuranceNumber);
  return [
    ...(person.idNumber === null ? [] : [typed('NI', person.idNumber, systems.nationalId)]),
    ...(person.oldIdNumber === null ? [] : [typed('NI', person.oldIdNumber, systems.oldNationalId)]),
    ...(insurance === null ? [] : [typed('SB', insurance, systems.insuranceNumber)]),
    // No system: its URI names the issuing state, which the registration does not carry.
    ...(person.passportNumber === null ? [] : [typed('PPN', person.passportNumber)]),
  ];
}

/**
 * The Patient as the documents and the answers state it. `provisional` is the reason why staff must confirm or merge it, or
 * null.
 */
export function patientResource(
  person: RegistrationPerson,
  { answers, carer }: Pick<VisitDraft, 'answers' | 'carer'>,
  systems: FhirSystems,
  provisional: string | null,
  checkIn: Identifier | null,
): Patient {
  const answer = (field: AskedField): string | null => answers.find((each) => each.field === field)?.value ?? null;
  const ethnicity = answer('ethnicity');
  const phone = answer('phone');
  const address = addressOf(person.residence, answer('address'), systems);
  const contact = [
    ...contactOf({ code: 'GUARD', name: answer('guardian'), phone: null }),
    ...contactOf({ code: 'N', name: null, phone: answer('relative') }),
    ...contactOf({ code: 'C', name: carer?.fullName ?? null, phone: null }),
  ];
  return {
    resourceType: 'Patient',
    ...(provisional === null ? {} : { meta: { tag: [{ system: systems.provisional, code: provisional }] } }),
    ...(ethnicity === null ? {} : { extension: [{ url: systems.ethnicity, valueString: ethnicity }] }),
    identifier: [...personIdentifiers(person, systems), ...(checkIn === null ? [] : [checkIn])],
    // Only the text: where a family name ends cannot be told from a name as it is written.
    ...(person.fullName === null ? {} : { name: [{ use: 'official' as const, text: person.fullName }] }),
    ...(phone === null ? {} : { telecom: [{ system: 'phone', use: 'mobile', value: phone }] }),
    ...(person.sex === null ? {} : { gender: person.sex }),
    ...(person.birthDate === null ? {} : { birthDate: person.birthDate }),
    ...(address === null ? {} : { address: [address] }),
    ...(contact.length === 0 ? {} : { contact }),
  };
}

/** The address as it is written, with the code of its commune. */
function addressOf(residence: string | null, commune: string | null, systems: FhirSystems): Address | null {
  if (residence === null && commune === null) return null;
  return {
    ...(commune === null
      ? {}
      : {
          extension: [{ url: systems.addressUnit, valueCoding: { system: systems.addressUnits, code: commune } }],
        }),
    use: 'home',
    ...(residence === null ? {} : { text: residence }),
  };
}

/** `GUARD` (v3-RoleCode): responsible for a child; v2-0131 `N`: next of kin, `C`: emergency contact, who came along. */
function contactOf({
  code,
  name,
  phone,
}: {
  code: 'GUARD' | 'N' | 'C';
  name: string | null;
  phone: string | null;
}): PatientContact[] {
  if (name === null && phone === null) return [];
  const system = code === 'GUARD' ? hl7.relationship : hl7.contactRole;
  return [
    {
      relationship: [{ coding: [{ system, code }] }],
      ...(name === null ? {} : { name: { text: name } }),
      ...(phone === null ? {} : { telecom: [{ system: 'phone', value: phone }] }),
    },
  ];
}

/** MA_DOITUONG_KCB of a visit, as the hospital gave it. */
export const objectCodeExtension = (code: string, systems: FhirSystems): Extension => ({
  url: systems.objectCode,
  valueCode: code,
});

/** MA_DKBD of a card. */
const registeredFacilityExtension = (code: string, systems: FhirSystems): Extension => ({
  url: systems.registeredFacility,
  valueReference: { type: 'Organization', identifier: { system: systems.facilityCode, value: code } },
});

/**
 * The Coverage and the identifiers that find it again; the period is part of the key, since Coverage cannot be searched by it.
 * A card without a social-insurance code is found by its whole number and the period alone.
 */
export function coverageResource(
  coverage: NonNullable<VisitDraft['coverage']>,
  beneficiary: Reference,
  systems: FhirSystems,
): { resource: Coverage; keys: { system: string; value: string }[] } {
  const code = insuranceCode(coverage.insuranceNumber);
  const numbers = code === null ? [] : [{ system: systems.insuranceNumber, value: code }];
  const period = {
    system: systems.coveragePeriod,
    value: [code ?? coverage.insuranceNumber, coverage.validFrom ?? 'open', coverage.validTo ?? 'open'].join('_'),
  };
  return {
    resource: {
      resourceType: 'Coverage',
      ...(coverage.registeredFacility === null
        ? {}
        : { extension: [registeredFacilityExtension(coverage.registeredFacility, systems)] }),
      identifier: [
        ...numbers.map((number) => ({
          use: 'official' as const,
          type: { coding: [{ system: hl7.identifierType, code: 'SB' }] },
          ...number,
        })),
        { use: 'secondary', ...period },
      ],
      status: 'active',
      subscriberId: coverage.insuranceNumber,
      beneficiary,
      ...(coverage.validFrom === null && coverage.validTo === null
        ? {}
        : {
            period: {
              ...(coverage.validFrom === null ? {} : { start: coverage.validFrom }),
              ...(coverage.validTo === null ? {} : { end: coverage.validTo }),
            },
          }),
      payor: [socialInsurance],
    },
    keys: [...numbers, period],
  };
}
