/**
 * What the hospital answers, as far as the kiosk reads it. Objects stay open: a server may send more than we know, and
 * one odd element elsewhere must not make an answer unusable.
 */
import { z } from 'zod';
import { hl7, type FhirSystems } from './identifiers.ts';
import type { HospitalPatient } from './hospital-api.ts';

const codingSchema = z.looseObject({ system: z.string().optional(), code: z.string().optional() });
const conceptSchema = z.looseObject({ coding: z.array(codingSchema).optional() });

const identifierSchema = z.looseObject({
  use: z.string().optional(),
  type: conceptSchema.optional(),
  system: z.string().optional(),
  value: z.string().optional(),
});

const referenceSchema = z.looseObject({
  reference: z.string().optional(),
  identifier: identifierSchema.optional(),
  display: z.string().optional(),
});

const extensionSchema = z.looseObject({
  url: z.string(),
  valueCode: z.string().optional(),
  valueString: z.string().optional(),
  valueUnsignedInt: z.number().int().optional(),
});

const periodSchema = z.looseObject({ start: z.string().optional(), end: z.string().optional() });

export const resourceSchema = z.looseObject({ resourceType: z.string(), id: z.string().optional() });
export type AnyResource = z.infer<typeof resourceSchema>;

export const outcomeSchema = z.looseObject({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(
    z.looseObject({
      code: z.string().optional(),
      details: conceptSchema.optional(),
      expression: z.array(z.string()).optional(),
    }),
  ),
});

export const searchsetSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.literal('searchset'),
  entry: z
    .array(
      z.looseObject({
        resource: resourceSchema.optional(),
        search: z.looseObject({ mode: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

export const transactionResponseSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: z.literal('transaction-response'),
  entry: z
    .array(
      z.looseObject({
        resource: resourceSchema.optional(),
        response: z.looseObject({ status: z.string(), location: z.string().optional() }),
      }),
    )
    .min(1),
});
export type TransactionResponse = z.infer<typeof transactionResponseSchema>;

export const patientSchema = z.looseObject({
  resourceType: z.literal('Patient'),
  id: z.string(),
  identifier: z.array(identifierSchema).optional(),
  name: z
    .array(
      z.looseObject({
        use: z.string().optional(),
        text: z.string().optional(),
        family: z.string().optional(),
        given: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  gender: z.string().optional(),
  birthDate: z.string().optional(),
  link: z.array(z.looseObject({ type: z.string() })).optional(),
});
export type PatientAnswer = z.infer<typeof patientSchema>;

export const appointmentSchema = z.looseObject({
  resourceType: z.literal('Appointment'),
  id: z.string(),
  start: z.string().optional(),
  serviceType: z.array(conceptSchema).optional(),
  participant: z.array(z.looseObject({ actor: referenceSchema.optional() })).optional(),
});
export type AppointmentAnswer = z.infer<typeof appointmentSchema>;

export const healthcareServiceSchema = z.looseObject({
  resourceType: z.literal('HealthcareService'),
  id: z.string(),
  active: z.boolean().optional(),
  name: z.string().optional(),
  _name: z
    .looseObject({
      extension: z.array(z.looseObject({ url: z.string(), extension: z.array(extensionSchema).optional() })).optional(),
    })
    .optional(),
  location: z.array(referenceSchema).optional(),
  extension: z.array(extensionSchema).optional(),
});
export type HealthcareServiceAnswer = z.infer<typeof healthcareServiceSchema>;

export const locationSchema = z.looseObject({
  resourceType: z.literal('Location'),
  id: z.string(),
  status: z.string().optional(),
  name: z.string().optional(),
  partOf: referenceSchema.optional(),
});
export type LocationAnswer = z.infer<typeof locationSchema>;

export const eligibilityResponseSchema = z.looseObject({
  resourceType: z.literal('CoverageEligibilityResponse'),
  disposition: z.string().optional(),
  extension: z.array(extensionSchema).optional(),
  insurance: z
    .array(z.looseObject({ coverage: referenceSchema.optional(), benefitPeriod: periodSchema.optional() }))
    .optional(),
});
export type EligibilityAnswer = z.infer<typeof eligibilityResponseSchema>;

export const parametersSchema = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z.array(
    z.looseObject({
      name: z.string(),
      valueString: z.string().optional(),
      valuePositiveInt: z.number().int().positive().optional(),
    }),
  ),
});

export const taskSchema = z.looseObject({
  resourceType: z.literal('Task'),
  identifier: z.array(identifierSchema).optional(),
  code: conceptSchema.optional(),
});

const full = <T extends { use?: string | undefined }>(values: T[] | undefined): T | undefined =>
  values?.find((value) => value.use === 'official') ?? values?.[0];

/** The patient as the visit needs them. */
export function hospitalPatient(patient: PatientAnswer, systems: FhirSystems): HospitalPatient {
  const name = full(patient.name);
  return {
    id: patient.id,
    // Family name first, as Vietnamese is written, when a server has the parts only.
    fullName: name?.text ?? [name?.family, ...(name?.given ?? [])].filter((part) => part !== undefined).join(' '),
    birthDate: patient.birthDate ?? null,
    sex: patient.gender === 'male' || patient.gender === 'female' ? patient.gender : null,
    patientCode: patient.identifier?.find(({ system }) => system === systems.hospitalPatientCode)?.value ?? null,
  };
}

/** True when one of the patient's passports has this number; the issuing state is part of a system we cannot know. */
export function hasPassport(patient: PatientAnswer, number: string): boolean {
  return (
    patient.identifier?.some(
      ({ type, value }) =>
        value === number &&
        type?.coding?.some(
          ({ system, code }) => code === 'PPN' && (system ?? hl7.identifierType) === hl7.identifierType,
        ),
    ) ?? false
  );
}
