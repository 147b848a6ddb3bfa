/**
 * What the hospital answers, as far as the kiosk reads it. Objects stay open: a server may send more than we know, and
 * one odd element elsewhere must not make an answer unusable.
 */
import { z } from 'zod';
import { hl7, type FhirSystems } from './identifiers.ts';
import type { HospitalPatient, PatientKeys } from './hospital-api.ts';

/** The longest text that QĐ 4750/QĐ-BYT knows is a service's name (TEN_DICH_VU) with 1,024 characters. */
const maxTextLength = 1024;
export const textSchema = z.string().max(maxTextLength);

/** FHIR R4 `id`. */
export const idSchema = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);

const codingSchema = z.looseObject({
  system: textSchema.optional(),
  code: textSchema.optional(),
  display: textSchema.optional(),
});
type CodingAnswer = z.infer<typeof codingSchema>;
export const conceptSchema = z.looseObject({ coding: z.array(codingSchema).optional() });

const identifierSchema = z.looseObject({
  use: textSchema.optional(),
  type: conceptSchema.optional(),
  system: textSchema.optional(),
  value: textSchema.optional(),
});

export const referenceSchema = z.looseObject({
  reference: textSchema.optional(),
  type: textSchema.optional(),
  identifier: identifierSchema.optional(),
  display: textSchema.optional(),
});

/** Extensions are read by their URL: a value of another kind than expected counts as absent. */
const partSchema = z.looseObject({
  url: z.string(),
  valueBoolean: z.boolean().optional().catch(undefined),
  valueCode: textSchema.optional().catch(undefined),
  valueCoding: codingSchema.optional().catch(undefined),
  valueDate: textSchema.optional().catch(undefined),
  valueDateTime: textSchema.optional().catch(undefined),
  valueDecimal: z.number().optional().catch(undefined),
  valueReference: referenceSchema.optional().catch(undefined),
  valueString: textSchema.optional().catch(undefined),
  valueUnsignedInt: z.int().min(0).optional().catch(undefined),
});
export const extensionSchema = partSchema.extend({ extension: z.array(partSchema).optional().catch(undefined) });
type Part = z.infer<typeof partSchema>;

/** The part of an extension, or the extension of an element, with this URL. */
export const withUrl = <T extends Part>(parts: T[] | undefined, url: string): T | undefined =>
  parts?.find((part) => part.url === url);

export const periodSchema = z.looseObject({ start: textSchema.optional(), end: textSchema.optional() });

const typedSchema = z.looseObject({ resourceType: z.string() });
export type AnyResource = z.infer<typeof typedSchema>;
export const resourceSchema = typedSchema.extend({ id: z.string().optional() });

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
  link: z.array(z.looseObject({ relation: z.string(), url: z.string() })).optional(),
  entry: z
    .array(
      z.looseObject({
        resource: typedSchema.optional(),
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

const nameSchema = z.looseObject({
  use: textSchema.optional(),
  text: textSchema.optional(),
  family: textSchema.optional(),
  given: z.array(textSchema).optional(),
});

export const patientSchema = z.looseObject({
  resourceType: z.literal('Patient'),
  id: idSchema,
  identifier: z.array(identifierSchema).optional(),
  name: z.array(nameSchema).optional(),
  gender: textSchema.optional(),
  birthDate: textSchema.optional(),
  active: z.boolean().optional(),
  deceasedBoolean: z.boolean().optional(),
  deceasedDateTime: textSchema.optional(),
  link: z.array(z.looseObject({ type: z.string(), other: referenceSchema.optional() })).optional(),
});
export type PatientAnswer = z.infer<typeof patientSchema>;

export const practitionerSchema = z.looseObject({
  resourceType: z.literal('Practitioner'),
  id: idSchema,
  name: z.array(nameSchema).optional(),
});

export const appointmentSchema = z.looseObject({
  resourceType: z.literal('Appointment'),
  id: idSchema,
  status: textSchema.optional(),
  cancelationReason: conceptSchema.optional(),
  appointmentType: conceptSchema.optional(),
  start: textSchema.optional(),
  serviceType: z.array(conceptSchema).optional(),
  participant: z.array(z.looseObject({ actor: referenceSchema.optional(), status: textSchema.optional() })).optional(),
  extension: z.array(extensionSchema).optional(),
});
export type AppointmentAnswer = z.infer<typeof appointmentSchema>;

/** The name of something in further languages: extensions of its primitive element. */
const translatedSchema = z.looseObject({ extension: z.array(extensionSchema).optional() });

const namedConceptSchema = z.looseObject({
  coding: z.array(codingSchema.extend({ _display: translatedSchema.optional() })).optional(),
});

export const healthcareServiceSchema = z.looseObject({
  resourceType: z.literal('HealthcareService'),
  id: idSchema,
  active: z.boolean().optional(),
  name: textSchema.optional(),
  _name: translatedSchema.optional(),
  location: z.array(referenceSchema).optional(),
  specialty: z.array(namedConceptSchema).optional(),
  characteristic: z.array(conceptSchema).optional(),
  extension: z.array(extensionSchema).optional(),
});
export type HealthcareServiceAnswer = z.infer<typeof healthcareServiceSchema>;

export const locationSchema = z.looseObject({
  resourceType: z.literal('Location'),
  id: idSchema,
  status: textSchema.optional(),
  name: textSchema.optional(),
  partOf: referenceSchema.optional(),
  extension: z.array(extensionSchema).optional(),
});
export type LocationAnswer = z.infer<typeof locationSchema>;

export const parametersSchema = z.looseObject({
  resourceType: z.literal('Parameters'),
  // FHIR has no empty arrays: without any, the element is absent.
  parameter: z
    .array(
      z.looseObject({
        name: z.string(),
        valueCode: textSchema.optional(),
        valueString: textSchema.optional(),
        valuePositiveInt: z.int().positive().optional(),
        valueUnsignedInt: z.int().min(0).optional(),
      }),
    )
    .default([]),
});
export type ParametersAnswer = z.infer<typeof parametersSchema>;

export const taskSchema = z.looseObject({
  resourceType: z.literal('Task'),
  identifier: z.array(identifierSchema).optional(),
  code: conceptSchema.optional(),
});

/** The first coding of a system among these. */
export const codingIn = <T extends CodingAnswer>(
  concepts: { coding?: T[] | undefined }[] | undefined,
  system: string,
): T | undefined => concepts?.flatMap(({ coding }) => coding ?? []).find((coding) => coding.system === system);

const full = <T extends { use?: string | undefined }>(values: T[] | undefined): T | undefined =>
  values?.find((value) => value.use === 'official') ?? values?.[0];

/** null for what has nothing to read in it: an empty name is none. */
export const legible = (text: string | undefined): string | null => (text?.trim() ? text : null);

/** A name as it is written; family name first, as Vietnamese is, when a server has the parts only. */
export function writtenName(names: PatientAnswer['name']): string {
  const name = full(names);
  return legible(name?.text) ?? [name?.family, ...(name?.given ?? [])].filter((part) => legible(part)).join(' ');
}

/** Asked of records that stand: one that was merged is not active either. */
const standingOf = ({ active, deceasedBoolean, deceasedDateTime }: PatientAnswer): HospitalPatient['standing'] => {
  if (deceasedBoolean === true || deceasedDateTime !== undefined) return 'deceased';
  return active === false ? 'blocked' : 'active';
};

/** The patient as the visit needs them. `wasMerged`: found by way of a record that this one replaced. */
export function hospitalPatient(patient: PatientAnswer, systems: FhirSystems, wasMerged = false): HospitalPatient {
  return {
    id: patient.id,
    fullName: writtenName(patient.name),
    birthDate: /^\d{4}(-\d{2}){0,2}$/.exec(patient.birthDate ?? '')?.[0] ?? null,
    sex: patient.gender === 'male' || patient.gender === 'female' ? patient.gender : null,
    patientCode: valueIn(patient, systems.hospitalPatientCode),
    standing: standingOf(patient),
    wasMerged,
  };
}

const valueIn = (patient: PatientAnswer, system: string): string | null =>
  patient.identifier?.find((identifier) => identifier.system === system && identifier.value !== undefined)?.value ??
  null;

/** The numbers of the patient's passports; the issuing state is part of a system we cannot know. */
export function passportNumbers(patient: PatientAnswer): string[] {
  return (patient.identifier ?? []).flatMap(({ type, value }) =>
    value !== undefined &&
    type?.coding?.some(({ system, code }) => code === 'PPN' && (system ?? hl7.identifierType) === hl7.identifierType)
      ? [value]
      : [],
  );
}

/** Every key by which the patient can be found again. */
export function patientKeys(patient: PatientAnswer, systems: FhirSystems): PatientKeys {
  return {
    idNumber: valueIn(patient, systems.nationalId),
    oldIdNumber: valueIn(patient, systems.oldNationalId),
    insuranceNumber: valueIn(patient, systems.insuranceNumber),
    passportNumber: passportNumbers(patient)[0] ?? null,
    patientCode: valueIn(patient, systems.hospitalPatientCode),
  };
}
