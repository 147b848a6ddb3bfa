import { z } from 'zod';
import { textSchema, type ParametersAnswer } from './answers.ts';
import type { AuditHead, HospitalCapabilities, PatientField } from './hospital-api.ts';

export const capabilityStatementSchema = z.looseObject({
  resourceType: z.literal('CapabilityStatement'),
  software: z.looseObject({ name: textSchema.optional(), version: textSchema.optional() }).optional(),
  rest: z
    .array(
      z.looseObject({
        operation: z.array(z.looseObject({ name: z.string() })).optional(),
        resource: z.array(z.looseObject({ type: z.string() })).optional(),
      }),
    )
    .optional(),
});

/** What each of our calls needs: types the server has, and operations of ours (`$` before the name is optional). */
const needs: Record<HospitalCapabilities['offers'][number], readonly string[]> = {
  leases: ['$lease-queue-numbers'],
  'required-fields': ['$required-patient-fields'],
  'audit-head': ['$audit-head'],
  similar: ['Patient'],
  schedule: ['HealthcareService', 'PractitionerRole', 'Slot'],
  'day-appointments': ['Appointment'],
  slips: ['Appointment', 'ServiceRequest'],
  'last-visit': ['Encounter'],
  'address-units': ['CodeSystem'],
  ticket: ['Task'],
  invoice: ['Invoice'],
};

/** What the server says it can do. */
export function capabilities(statement: z.infer<typeof capabilityStatementSchema>): HospitalCapabilities {
  const { operation = [], resource = [] } = statement.rest?.[0] ?? {};
  const has = new Set([
    ...operation.map(({ name }) => `$${name.replace(/^\$/, '')}`),
    ...resource.map(({ type }) => type),
  ]);
  const offers = (Object.keys(needs) as (keyof typeof needs)[]).filter((call) =>
    needs[call].every((need) => has.has(need)),
  );
  return {
    software: statement.software?.name ?? 'unnamed',
    version: statement.software?.version ?? null,
    offers,
  };
}

const patientFields: Record<PatientField, true> = {
  idNumber: true,
  oldIdNumber: true,
  insuranceNumber: true,
  passportNumber: true,
  patientCode: true,
  fullName: true,
  birthDate: true,
  sex: true,
  residence: true,
  phone: true,
  relative: true,
  ethnicity: true,
  address: true,
  guardian: true,
};

/** Answer of `$required-patient-fields`. A field that neither a document carries nor a kiosk asks for is left out. */
export function requiredFields({ parameter }: ParametersAnswer): PatientField[] {
  const named = new Set(parameter.filter(({ name }) => name === 'field').map(({ valueCode }) => valueCode));
  return (Object.keys(patientFields) as PatientField[]).filter((field) => named.has(field));
}

/** Answer of `$audit-head`, or null when it is none. */
export function auditHead({ parameter }: ParametersAnswer): AuditHead | null {
  const count = parameter.find(({ name }) => name === 'count')?.valueUnsignedInt;
  const hash = parameter.find(({ name }) => name === 'hash')?.valueString;
  return count !== undefined && hash !== undefined && /^[0-9a-f]{64}$/.test(hash) ? { count, hash } : null;
}
