import type { ParametersAnswer } from './answers.ts';
import type { Parameters } from './fhir.ts';
import type { LeaseRequest, NumberLease } from './hospital-api.ts';

/** Question of `$lease-queue-numbers`. */
export const leaseParameters = (request: LeaseRequest): Parameters => ({
  resourceType: 'Parameters',
  parameter: [
    { name: 'kiosk', valueString: request.kioskId },
    { name: 'clinic', valueId: request.clinicId },
    { name: 'service-date', valueDate: request.serviceDate },
    { name: 'session', valueCode: request.session },
    { name: 'stream', valueCode: request.stream },
    { name: 'size', valuePositiveInt: request.size },
  ],
});

/** It stands in front of every number and is called aloud: letters, not a sentence. */
const maxPrefixLength = 16;

/** Its answer, or null when it is no block of numbers. */
export function numberLease({ parameter }: ParametersAnswer): NumberLease | null {
  const value = (name: string) => parameter.find((each) => each.name === name);
  const prefix = value('prefix')?.valueString;
  const first = value('first')?.valuePositiveInt;
  const last = value('last')?.valuePositiveInt;
  if (prefix === undefined || prefix.length > maxPrefixLength) return null;
  return first === undefined || last === undefined || last < first ? null : { prefix, first, last };
}
