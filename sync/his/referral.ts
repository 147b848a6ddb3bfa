import type { Reference, ServiceRequest } from './fhir.ts';
import type { FhirSystems } from './identifiers.ts';
import type { Referral } from '../registration.ts';

/** A referral (giấy chuyển tuyến), and the identifier that finds it again. */
export function referralResource(
  { number, facility, validTo }: Referral,
  patient: Reference,
  systems: FhirSystems,
): { resource: ServiceRequest; key: { system: string; value: string } } {
  const key = { system: systems.referralNumber, value: number };
  return {
    resource: {
      resourceType: 'ServiceRequest',
      identifier: [key],
      status: 'active',
      intent: 'order',
      subject: patient,
      ...(validTo === null ? {} : { occurrencePeriod: { end: validTo } }),
      ...(facility === null ? {} : { requester: { type: 'Organization', display: facility } }),
    },
    key,
  };
}
