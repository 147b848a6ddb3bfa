/** What the code on a slip names. */
import { z } from 'zod';
import {
  appointmentSchema,
  conceptSchema,
  hospitalPatient,
  legible,
  patientSchema,
  periodSchema,
  referenceSchema,
  textSchema,
  type AnyResource,
  type PatientAnswer,
} from './answers.ts';
import { localDate } from './days.ts';
import { badAnswer, form, isGone, parseAll, type FhirClient } from './fhir-client.ts';
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
    if (!readable) return [];
    const actors = actorsOf(answer);
    return [{ appointment: readable, patientId: firstIdIn(actors, 'Patient'), namesPatient: actors.some(isPatient) }];
  });
  const [first] = meant;
  if (!first || new Set(meant.map(({ patientId }) => patientId)).size > 1) return { ok: true, value: null };
  const patient = await patientWith(context, first.patientId, patients, signal);
  if (!patient.ok) return patient;
  // Several of one patient: the visit asks which.
  const only = meant.length === 1 ? first.appointment : null;
  const namesPatient = meant.some((each) => each.namesPatient);
  return { ok: true, value: { namesPatient, patient: patient.value, appointment: only, referral: null } };
}

/** Also of one that is named by a number, or in a way that leads nowhere. */
const isPatient = ({ reference, type }: { reference?: string | undefined; type?: string | undefined }): boolean =>
  type === 'Patient' || /(?:^|\/)Patient\//.test(reference ?? '');

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
    value: {
      // R4 wants a subject of every request; whoever it is, it is not just anybody.
      namesPatient: request.subject !== undefined,
      ...(patient.value === null ? namedBy(request.subject?.identifier, context) : {}),
      patient: patient.value,
      appointment: null,
      referral: referral(request, code, context),
    },
  };
}

/** Somebody from elsewhere, whom the hospital will know by this number. */
const namedBy = (
  identifier: { system?: string | undefined; value?: string | undefined } | undefined,
  { systems }: SlipContext,
): { idNumber?: string } =>
  identifier?.system === systems.nationalId && identifier.value !== undefined ? { idNumber: identifier.value } : {};

const referral = (
  { requester, performer, occurrencePeriod }: ServiceRequestAnswer,
  number: string,
  { timeZone }: SlipContext,
): Slip['referral'] => ({
  number,
  facility: legible(requester?.display) ?? legible(requester?.identifier?.value),
  validTo: localDate(occurrencePeriod?.end, timeZone),
  clinicId: firstIdIn(performer ?? [], 'HealthcareService'),
});

/** The patient a slip is for, as they stand today, sent along or not; null when there is no such record any more. */
async function patientWith(
  { client, systems }: SlipContext,
  patientId: string | null,
  patients: PatientAnswer[],
  signal: AbortSignal | undefined,
): Promise<HospitalResult<HospitalPatient | null>> {
  if (patientId === null) return { ok: true, value: null };
  const record = await recordOf(client, patientId, patients, signal);
  if (!record.ok) return isGone(record) ? { ok: true, value: null } : record;
  const survivor = await survivorOf(client, record.value, [], signal);
  if (!survivor.ok) return survivor;
  const { value } = survivor;
  return { ok: true, value: value && hospitalPatient(value, systems, value.id !== patientId) };
}

async function recordOf(
  client: FhirClient,
  patientId: string,
  patients: PatientAnswer[],
  signal: AbortSignal | undefined,
): Promise<HospitalResult<PatientAnswer>> {
  const sent = patients.find(({ id }) => id === patientId);
  if (sent) return { ok: true, value: sent };
  return client.ask({ method: 'GET', path: `Patient/${patientId}` }, patientSchema, signal);
}
