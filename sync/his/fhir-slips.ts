/** What the code on a slip names. */
import { z } from 'zod';
import {
  appointmentSchema,
  conceptSchema,
  hospitalPatient,
  patientSchema,
  periodSchema,
  referenceSchema,
  textSchema,
  type AnyResource,
  type PatientAnswer,
} from './answers.ts';
import { localDate } from './days.ts';
import { badAnswer, form, parseAll, type FhirClient } from './fhir-client.ts';
import { survivorOf } from './fhir-patients.ts';
import type { HospitalPatient, HospitalResult, Slip } from './hospital-api.ts';
import { identifierQuery, type FhirSystems } from './identifiers.ts';
import { actorsOf, appointment, firstIdIn, idIn } from './read-model.ts';

/** A referral as the hospital keeps it; what the kiosk itself writes is in bundle.ts. */
const serviceRequestSchema = z.looseObject({
  resourceType: z.literal('ServiceRequest'),
  identifier: z.array(z.looseObject({ system: textSchema.optional(), value: textSchema.optional() })).optional(),
  status: textSchema.optional(),
  subject: referenceSchema.optional(),
  requester: referenceSchema.optional(),
  performer: z.array(referenceSchema).optional(),
  performerType: conceptSchema.optional(),
  occurrencePeriod: periodSchema.optional(),
});
type ServiceRequestAnswer = z.infer<typeof serviceRequestSchema>;

interface SlipContext {
  client: FhirClient;
  systems: FhirSystems;
  timeZone: string;
}

/** By POST, as patients are looked up: whoever has a slip's code has the appointment. A code that names several people names none. */
export async function findSlip(
  context: SlipContext,
  slip: { kind: 'appointment' | 're-examination' | 'referral'; code: string },
  signal: AbortSignal | undefined,
): Promise<HospitalResult<Slip | null>> {
  const { client, systems } = context;
  const isReferral = slip.kind === 'referral';
  const type = isReferral ? 'ServiceRequest' : 'Appointment';
  const system = isReferral
    ? systems.referralNumber
    : slip.kind === 'appointment'
      ? systems.appointmentCode
      : systems.reExaminationCode;
  const include = isReferral ? 'ServiceRequest:subject' : 'Appointment:patient';
  const query = new URLSearchParams([
    ...new URLSearchParams(identifierQuery({ system, value: slip.code })),
    ['_include', include],
    ['_count', '10'],
  ]);
  const found = await client.search(
    { method: 'POST', path: `${type}/_search`, body: { contentType: form, text: query.toString() } },
    signal,
  );
  if (!found.ok) return found;
  const patients = parseAll(found.value, 'Patient', patientSchema);
  if (patients === null) return badAnswer('not-a-patient');
  return isReferral
    ? referralSlip(context, { code: slip.code, resources: found.value, patients }, signal)
    : appointmentSlip(context, { resources: found.value, patients }, signal);
}

interface Found {
  resources: AnyResource[];
  patients: PatientAnswer[];
}

async function appointmentSlip(
  context: SlipContext,
  { resources, patients }: Found,
  signal: AbortSignal | undefined,
): Promise<HospitalResult<Slip | null>> {
  const answers = parseAll(resources, 'Appointment', appointmentSchema);
  if (answers === null) return badAnswer('not-an-appointment');
  const meant = answers.flatMap((answer) => {
    const readable = appointment(answer, context.systems);
    return readable ? [{ appointment: readable, patientId: firstIdIn(actorsOf(answer), 'Patient') }] : [];
  });
  const [first] = meant;
  if (!first || new Set(meant.map(({ patientId }) => patientId)).size > 1) return { ok: true, value: null };
  const patient = await patientWith(context, first.patientId, patients, signal);
  if (!patient.ok) return patient;
  // Several of one patient: the visit asks which.
  const only = meant.length === 1 ? first.appointment : null;
  return { ok: true, value: { patient: patient.value, appointment: only, referral: null } };
}

/** A referral that was revoked, or entered in error, is none. */
const voided = new Set(['revoked', 'entered-in-error']);

async function referralSlip(
  context: SlipContext,
  { code, resources, patients }: Found & { code: string },
  signal: AbortSignal | undefined,
): Promise<HospitalResult<Slip | null>> {
  const answers = parseAll(resources, 'ServiceRequest', serviceRequestSchema);
  if (answers === null) return badAnswer('not-a-referral');
  const [request, another] = answers.filter(({ status }) => !voided.has(status ?? ''));
  if (!request || another) return { ok: true, value: null };
  const patient = await patientWith(context, idIn(request.subject?.reference, 'Patient'), patients, signal);
  if (!patient.ok) return patient;
  return {
    ok: true,
    value: { patient: patient.value, appointment: null, referral: referral(request, code, context) },
  };
}

const referral = (
  { requester, performer, occurrencePeriod }: ServiceRequestAnswer,
  number: string,
  { timeZone }: SlipContext,
): Slip['referral'] => ({
  number,
  facility: requester?.display ?? requester?.identifier?.value ?? null,
  validTo: localDate(occurrencePeriod?.end, timeZone),
  clinicId: firstIdIn(performer ?? [], 'HealthcareService'),
});

/** The patient a slip is for, as they stand today; null when the hospital did not send them along. */
async function patientWith(
  { client, systems }: SlipContext,
  patientId: string | null,
  patients: PatientAnswer[],
  signal: AbortSignal | undefined,
): Promise<HospitalResult<HospitalPatient | null>> {
  const record = patients.find(({ id }) => id === patientId);
  if (!record) return { ok: true, value: null };
  const survivor = await survivorOf(client, record, [], signal);
  if (!survivor.ok) return survivor;
  const { value } = survivor;
  return { ok: true, value: value && hospitalPatient(value, systems, value.id !== record.id) };
}
