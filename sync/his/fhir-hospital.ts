/**
 * The hospital behind a FHIR R4 server. What is standard is asked the standard way; two things have no FHIR operation
 * and are named by us:
 *
 * - `POST [base]/$lease-queue-numbers`, Parameters in: kiosk (string), clinic (id), service-date (date), session (code),
 *   stream (code), size (positiveInt); Parameters out: prefix (string), first and last (positiveInt), both included.
 * - the extension `gateway-code` on CoverageEligibilityResponse, with the three digits of the social-insurance gateway.
 */
import { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import {
  appointmentSchema,
  eligibilityResponseSchema,
  hasPassport,
  healthcareServiceSchema,
  hospitalPatient,
  locationSchema,
  parametersSchema,
  patientSchema,
  searchsetSchema,
  type AnyResource,
  type PatientAnswer,
} from './answers.ts';
import type { Parameters } from './fhir.ts';
import type { HospitalApi, HospitalResult, PatientKeys } from './hospital-api.ts';
import { escapeToken, identifierQuery, insuranceCode, type FhirSystems } from './identifiers.ts';
import { appointment, clinic, eligibility } from './read-model.ts';
import { eligibilityRequest } from './eligibility-request.ts';
import { lookUpFailure, submitAnswer } from './submit-answer.ts';
import { callStaffTask } from './tasks.ts';
import { createFhirTransport, type FhirRequest } from './transport.ts';

export interface FhirHospitalOptions {
  baseUrl: string;
  kioskId: string;
  facilityCode: string;
  systems: FhirSystems;
  /** Bearer token; asked at each call, so a refreshed one is picked up. */
  token?: () => string | null;
  /** Of each look-up. */
  timeoutMs: number;
  submitTimeoutMs: number;
  /** Whose midnight bounds the appointments of a day; Asia/Ho_Chi_Minh by default. */
  timeZone?: string;
  now?: () => Date;
}

export interface FhirHospital extends HospitalApi {
  /** Hospital clock minus kiosk clock by the last FHIR answer's Date header; null before the first. */
  clockOffsetMs(): number | null;
}

const fhirJson = 'application/fhir+json';
const form = 'application/x-www-form-urlencoded';

/** A hospital over FHIR. Every call ends by its own deadline and returns its failures. */
export function createFhirHospital(options: FhirHospitalOptions): FhirHospital {
  const { systems, timeoutMs, submitTimeoutMs } = options;
  const now = options.now ?? (() => new Date());
  const timeZone = options.timeZone ?? 'Asia/Ho_Chi_Minh';
  const transport = createFhirTransport({
    baseUrl: options.baseUrl,
    token: options.token ?? (() => null),
    now: () => now().getTime(),
  });

  async function ask<T extends z.ZodType>(
    request: Omit<FhirRequest, 'timeoutMs'>,
    schema: T,
    signal: AbortSignal | undefined,
  ): Promise<HospitalResult<z.infer<T>>> {
    const reply = await transport.send({ ...request, timeoutMs }, signal);
    const parsed =
      reply.kind === 'reply' && (reply.status === 200 || reply.status === 201) && reply.body.kind === 'fhir'
        ? schema.safeParse(reply.body.resource)
        : null;
    return parsed?.success ? { ok: true, value: parsed.data } : { ok: false, failure: lookUpFailure(reply) };
  }

  async function search(
    request: Omit<FhirRequest, 'timeoutMs'>,
    signal: AbortSignal | undefined,
  ): Promise<HospitalResult<AnyResource[]>> {
    const found = await ask(request, searchsetSchema, signal);
    if (!found.ok) return found;
    const resources = (found.value.entry ?? [])
      .filter(({ search: { mode } = {} }) => mode !== 'outcome')
      .flatMap(({ resource }) => (resource ? [resource] : []));
    return { ok: true, value: resources };
  }

  /** By POST (R4 3.1.0.1.1 makes it mandatory for servers): a GET leaves the person's number in every access log on the way. */
  async function patientsWith(
    query: string,
    signal: AbortSignal | undefined,
  ): Promise<HospitalResult<PatientAnswer[]>> {
    const found = await search(
      { method: 'POST', path: 'Patient/_search', body: { contentType: form, text: query } },
      signal,
    );
    if (!found.ok) return found;
    const patients = parseAll(found.value, 'Patient', patientSchema);
    if (patients === null) return badAnswer('not-a-patient');
    // A merged record points to the one that replaced it, which is found as well.
    return { ok: true, value: patients.filter(({ link }) => !link?.some(({ type }) => type === 'replaced-by')) };
  }

  return {
    async findPatient(keys, signal) {
      for (const { query, accepts } of searchChain(keys, systems)) {
        const found = await patientsWith(query, signal);
        if (!found.ok) return found;
        const [patient, ...others] = found.value.filter(accepts);
        if (!patient) continue;
        return {
          ok: true,
          value:
            others.length > 0
              ? { kind: 'several', count: others.length + 1 }
              : { kind: 'one', patient: hospitalPatient(patient, systems) },
        };
      }
      return { ok: true, value: { kind: 'none' } };
    },

    async eligibility(subject, signal) {
      const request = eligibilityRequest(subject, now().toISOString(), options.facilityCode, systems);
      const answer = await ask(
        {
          method: 'POST',
          path: 'CoverageEligibilityRequest/$submit',
          body: { contentType: fhirJson, text: JSON.stringify(request) },
        },
        eligibilityResponseSchema,
        signal,
      );
      if (!answer.ok) return answer;
      const value = eligibility(answer.value, systems);
      return value === null ? badAnswer('no-gateway-code') : { ok: true, value };
    },

    async appointments(patientId, serviceDate, signal) {
      const day = Temporal.PlainDate.from(serviceDate);
      const midnight = (date: Temporal.PlainDate): string =>
        date.toZonedDateTime(timeZone).toString({ timeZoneName: 'never' });
      const query = new URLSearchParams([
        ['patient', patientId],
        ['status', 'booked'],
        ['date', `ge${midnight(day)}`],
        ['date', `lt${midnight(day.add({ days: 1 }))}`],
      ]);
      const found = await search({ method: 'GET', path: `Appointment?${query.toString()}` }, signal);
      if (!found.ok) return found;
      const parsed = parseAll(found.value, 'Appointment', appointmentSchema);
      if (parsed === null) return badAnswer('not-an-appointment');
      const appointments = parsed.flatMap((answer) => appointment(answer, systems) ?? []);
      return { ok: true, value: appointments.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start)) };
    },

    async clinics(signal) {
      const found = await search(
        { method: 'GET', path: 'HealthcareService?_include=HealthcareService%3Alocation&_count=200' },
        signal,
      );
      if (!found.ok) return found;
      const services = parseAll(found.value, 'HealthcareService', healthcareServiceSchema);
      const locations = parseAll(found.value, 'Location', locationSchema);
      if (services === null || locations === null) return badAnswer('not-a-clinic');
      return { ok: true, value: services.map((service) => clinic(service, locations, systems)) };
    },

    async leaseNumbers(request, signal) {
      const parameters: Parameters = {
        resourceType: 'Parameters',
        parameter: [
          { name: 'kiosk', valueString: request.kioskId },
          { name: 'clinic', valueId: request.clinicId },
          { name: 'service-date', valueDate: request.serviceDate },
          { name: 'session', valueCode: request.session },
          { name: 'stream', valueCode: request.stream },
          { name: 'size', valuePositiveInt: request.size },
        ],
      };
      const answer = await ask(
        {
          method: 'POST',
          path: '$lease-queue-numbers',
          body: { contentType: fhirJson, text: JSON.stringify(parameters) },
        },
        parametersSchema,
        signal,
      );
      if (!answer.ok) return answer;
      const value = (name: string) => answer.value.parameter.find((parameter) => parameter.name === name);
      const prefix = value('prefix')?.valueString;
      const first = value('first')?.valuePositiveInt;
      const last = value('last')?.valuePositiveInt;
      if (prefix === undefined || first === undefined || last === undefined || last < first) {
        return badAnswer('not-a-lease');
      }
      return { ok: true, value: { prefix, first, last } };
    },

    async submit(key, body, signal) {
      const reply = await transport.send(
        {
          method: 'POST',
          path: '',
          body: { contentType: fhirJson, text: body },
          headers: { 'idempotency-key': key, prefer: 'return=representation' },
          timeoutMs: submitTimeoutMs,
        },
        signal,
      );
      return submitAnswer(reply, entryCount(body), systems);
    },

    async callStaff(request, signal) {
      const task = callStaffTask(request, now().toISOString(), systems);
      const reply = await transport.send(
        {
          method: 'POST',
          path: 'Task',
          body: { contentType: fhirJson, text: JSON.stringify(task) },
          headers: { 'if-none-exist': identifierQuery({ system: systems.checkIn, value: request.key }) },
          timeoutMs,
        },
        signal,
      );
      // A portal answers 200 with a page; a server that returns no representation answers with nothing.
      return reply.kind === 'reply' && (reply.status === 200 || reply.status === 201) && reply.body.kind !== 'foreign'
        ? { ok: true, value: null }
        : { ok: false, failure: lookUpFailure(reply) };
    },

    clockOffsetMs: () => transport.clockOffsetMs(),
    close: () => transport.close(),
  };
}

/** The keys somebody has, strongest first. */
function searchChain(
  keys: PatientKeys,
  systems: FhirSystems,
): { query: string; accepts: (patient: PatientAnswer) => boolean }[] {
  const any = (): boolean => true;
  const token = (system: string, value: string | null) =>
    value === null ? [] : [{ query: `${identifierQuery({ system, value })}&_count=10`, accepts: any }];
  const { passportNumber } = keys;
  return [
    ...token(systems.nationalId, keys.idNumber),
    ...token(systems.oldNationalId, keys.oldIdNumber),
    ...token(systems.insuranceNumber, keys.insuranceNumber === null ? null : insuranceCode(keys.insuranceNumber)),
    ...(passportNumber === null
      ? []
      : [
          {
            query: new URLSearchParams([
              ['identifier', escapeToken(passportNumber)],
              ['_count', '10'],
            ]).toString(),
            accepts: (patient: PatientAnswer) => hasPassport(patient, passportNumber),
          },
        ]),
    ...token(systems.hospitalPatientCode, keys.patientCode),
  ];
}

/** The resources of one type, or null when one of them is not what its type says. */
function parseAll<T extends z.ZodType>(resources: AnyResource[], type: string, schema: T): z.infer<T>[] | null {
  const parsed = resources.filter(({ resourceType }) => resourceType === type).map((r) => schema.safeParse(r));
  const values = parsed.flatMap((result) => (result.success ? [result.data] : []));
  return values.length === parsed.length ? values : null;
}

const badAnswer = (detail: string): { ok: false; failure: { kind: 'bad-answer'; detail: string } } => ({
  ok: false,
  failure: { kind: 'bad-answer', detail },
});

/** How many entries a frozen body has; null for a body that is none of ours. */
function entryCount(body: string): number | null {
  try {
    const bundle: unknown = JSON.parse(body);
    return typeof bundle === 'object' && bundle !== null && 'entry' in bundle && Array.isArray(bundle.entry)
      ? bundle.entry.length
      : null;
  } catch {
    return null;
  }
}
