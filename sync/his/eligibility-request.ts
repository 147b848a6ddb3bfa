import type { Coverage, CoverageEligibilityRequest, Patient, Reference } from './fhir.ts';
import type { InsuredSubject } from './hospital-api.ts';
import type { FhirSystems } from './identifiers.ts';
import { personIdentifiers, socialInsurance } from './person.ts';

/**
 * The question that the hospital passes on to the social-insurance gateway. The gateway compares number, name and birth
 * date, so what the documents say travels along as contained resources even when the hospital knows the patient.
 */
export function eligibilityRequest(
  subject: InsuredSubject,
  created: string,
  facilityCode: string,
  systems: FhirSystems,
): CoverageEligibilityRequest {
  const identifier = personIdentifiers({ ...subject, oldIdNumber: null, passportNumber: null }, systems);
  const documents: Patient = {
    resourceType: 'Patient',
    id: 'documents',
    ...(identifier.length === 0 ? {} : { identifier }),
    ...(subject.fullName === null ? {} : { name: [{ use: 'official' as const, text: subject.fullName }] }),
    ...(subject.birthDate === null ? {} : { birthDate: subject.birthDate }),
  };
  const patient: Reference = { reference: subject.patientId === null ? '#documents' : `Patient/${subject.patientId}` };
  const coverage: Coverage = {
    resourceType: 'Coverage',
    id: 'card',
    status: 'active',
    // The gateway takes the citizen number in place of a card number.
    ...(subject.insuranceNumber === null ? {} : { subscriberId: subject.insuranceNumber }),
    subscriber: { reference: '#documents' },
    beneficiary: patient,
    payor: [socialInsurance],
  };
  return {
    resourceType: 'CoverageEligibilityRequest',
    contained: [documents, coverage],
    status: 'active',
    purpose: ['validation', 'benefits'],
    patient,
    created,
    provider: { type: 'Organization', identifier: { system: systems.facilityCode, value: facilityCode } },
    insurer: socialInsurance,
    insurance: [{ focal: true, coverage: { reference: '#card' } }],
  };
}
