/** That somebody agreed to be recognised by face, as FHIR has it: one Consent, written again when it is withdrawn. */
import type { Consent, Reference } from './fhir.ts';
import { hl7, loinc, type FhirSystems } from './identifiers.ts';
import type { ConsentDraft } from '../registration.ts';

/**
 * The law that asks for it (on the protection of personal data, in force since 2026-01-01). Its articles are known to us from
 * secondary sources alone, so none is named where a machine reads it.
 */
export const consentLaw = '91/2025/QH15';

/** The one thing that was agreed to. */
const purpose = 'face-recognition-at-check-in';

/**
 * The Consent with this id. Which words were shown stands in `sourceAttachment`: their version as its title, their language,
 * and their SHA-256 as an extension, since `Attachment.hash` is a SHA-1. The period ends with the withdrawal.
 */
export function consentResource(
  id: string,
  consent: ConsentDraft,
  systems: FhirSystems,
  organization: Reference,
): Consent {
  const { status, consentId, givenAt, withdrawnAt } = consent;
  const patient = patientReference(consent, systems);
  return {
    resourceType: 'Consent',
    id,
    identifier: [{ system: systems.consent, value: consentId }],
    status,
    scope: { coding: [{ system: hl7.consentScope, code: 'patient-privacy' }] },
    // "Patient Consent".
    category: [{ coding: [{ system: loinc, code: '59284-0' }] }],
    ...(patient === null ? {} : { patient }),
    dateTime: givenAt,
    organization: [organization],
    sourceAttachment: {
      extension: [{ url: systems.consentTextDigest, valueString: consent.textSha256 }],
      language: consent.language,
      title: consent.version,
    },
    policyRule: { coding: [{ system: systems.consentLaw, code: consentLaw }] },
    provision: {
      type: 'permit',
      period: { start: givenAt, ...(withdrawnAt === null ? {} : { end: withdrawnAt }) },
      purpose: [{ system: systems.consentPurpose, code: purpose }],
    },
  };
}

/** By the hospital's id, else by the number that the chip gave: it may know the person by that already. */
function patientReference({ patientId, idNumber }: ConsentDraft, systems: FhirSystems): Reference | null {
  if (patientId !== null) return { reference: `Patient/${patientId}` };
  return idNumber === null ? null : { type: 'Patient', identifier: { system: systems.nationalId, value: idNumber } };
}
