/**
 * The hospital behind a FHIR R4 server. What is standard is asked the standard way; what has no FHIR operation is named
 * by us, and its absence (404) is an answer too:
 *
 * - `POST [base]/$lease-queue-numbers`, Parameters in: kiosk (string), clinic (id), service-date (date), session (code),
 *   stream (code), size (positiveInt); Parameters out: prefix (string), first and last (positiveInt), both included.
 * - `GET [base]/$required-patient-fields`, Parameters out: field (code), repeated, each a `PatientField`.
 * - `GET [base]/$audit-head?kiosk=ID`, Parameters out: count (unsignedInt), hash (string). The head travels with every
 *   submit as header `tiepdon-audit-head: KIOSK COUNT HASH`, outside of the frozen body.
 * - the code of a slip is an identifier of its Appointment or, for a referral, its ServiceRequest; the communes are a
 *   CodeSystem of provinces with nested concepts.
 * - extensions, code systems and identifier systems: identifiers.ts.
 */
import type { Dispatcher } from 'undici';
import { addressUnits, codeSystemSchema } from './address-units.ts';
import {
  appointmentSchema,
  healthcareServiceSchema,
  locationSchema,
  parametersSchema,
  patientSchema,
} from './answers.ts';
import { auditHead, capabilities, capabilityStatementSchema, requiredFields } from './capabilities.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { duringDay, duringDays } from './days.ts';
import { eligibility, eligibilityResponseSchema } from './eligibility-answer.ts';
import { eligibilityRequest } from './eligibility-request.ts';
import { badAnswer, createFhirClient, isAbsent, pageSize, parseAll, parseEach } from './fhir-client.ts';
import { findPatient, similarPatients } from './fhir-patients.ts';
import { findSlip } from './fhir-slips.ts';
import type { HospitalApi } from './hospital-api.ts';
import { identifierQuery, taskCodes, type FhirSystems } from './identifiers.ts';
import { invoiceSchema, invoiceStatus } from './invoice.ts';
import { leaseParameters, numberLease } from './lease.ts';
import { givenToken, type TokenSource } from './oauth.ts';
import { encounterSchema, lastVisit } from './last-visit.ts';
import { clinic, dayAppointments, withinPeriod } from './read-model.ts';
import { clinicDays } from './schedule.ts';
import { lookUpFailure, submitAnswer } from './submit-answer.ts';
import { callStaffTask } from './call-staff-task.ts';
import { isQueueTicket, queueTicketSchema, ticketState } from './ticket-state.ts';
import { createFhirTransport } from './transport.ts';

export interface FhirHospitalOptions {
  baseUrl: string;
  kioskId: string;
  facilityCode: string;
  systems: FhirSystems;
  /** Without one, the hospital wants no token. */
  tokens?: TokenSource;
  /** From `createDispatcher`; closed with the hospital. Without one, a plain pool. */
  dispatcher?: Dispatcher;
  /** Without one, every look-up is tried. */
  breaker?: CircuitBreaker;
  /** Of each request of a look-up. */
  timeoutMs: number;
  submitTimeoutMs: number;
  /** Whose midnight bounds a day; Asia/Ho_Chi_Minh by default. */
  timeZone?: string;
  now?: () => Date;
}

const fhirJson = 'application/fhir+json';

/** A hospital over FHIR. Every call ends by its own deadline and returns its failures. */
export function createFhirHospital(options: FhirHospitalOptions): HospitalApi {
  const { systems, timeoutMs, submitTimeoutMs, dispatcher, breaker } = options;
  const now = options.now ?? (() => new Date());
  const timeZone = options.timeZone ?? 'Asia/Ho_Chi_Minh';
  const transport = createFhirTransport({
    baseUrl: options.baseUrl,
    tokens: options.tokens ?? givenToken(() => null),
    now: () => now().getTime(),
    ...(dispatcher ? { dispatcher } : {}),
    ...(breaker ? { breaker } : {}),
  });
  const client = createFhirClient(transport, options.baseUrl, timeoutMs);

  return {
    async capabilities(signal) {
      const answer = await client.ask({ method: 'GET', path: 'metadata' }, capabilityStatementSchema, signal);
      return answer.ok ? { ok: true, value: capabilities(answer.value) } : answer;
    },

    findPatient: (keys, signal) => findPatient(client, keys, systems, signal),
    similarPatients: (person, signal) => similarPatients(client, person, systems, signal),

    async requiredFields(signal) {
      const answer = await client.ask({ method: 'GET', path: '$required-patient-fields' }, parametersSchema, signal);
      if (answer.ok) return { ok: true, value: requiredFields(answer.value) };
      return isAbsent(answer) ? { ok: true, value: [] } : answer;
    },

    async eligibility(subject, signal) {
      const request = eligibilityRequest(subject, now().toISOString(), options.facilityCode, systems);
      const answer = await client.ask(
        {
          method: 'POST',
          path: 'CoverageEligibilityRequest/$submit',
          body: { contentType: fhirJson, text: JSON.stringify(request) },
        },
        eligibilityResponseSchema,
        signal,
      );
      if (!answer.ok) return answer;
      const value = eligibility(answer.value, systems, timeZone);
      return value === null ? badAnswer('no-gateway-code') : { ok: true, value };
    },

    async appointments(patientId, period, signal) {
      const path = searchPath('Appointment', [['patient', patientId], ...duringDays('date', period, timeZone)]);
      const found = await client.searchAll(path, signal);
      if (!found.ok) return found;
      const parsed = parseAll(found.value, 'Appointment', appointmentSchema);
      if (parsed === null) return badAnswer('not-an-appointment');
      return { ok: true, value: withinPeriod(parsed, period, { timeZone, systems }) };
    },

    findSlip: (slip, signal) => findSlip({ client, systems, timeZone }, slip, signal),

    async lastVisit(patientId, signal) {
      const path = searchPath('Encounter', [
        ['patient', patientId],
        ['_sort', '-date'],
        ['_count', '20'],
      ]);
      const found = await client.search({ method: 'GET', path }, signal);
      if (!found.ok) return found;
      return { ok: true, value: lastVisit(parseEach(found.value, 'Encounter', encounterSchema), systems) };
    },

    async addressUnits(signal) {
      const found = await client.searchAll(searchPath('CodeSystem', [['url', systems.addressUnits]]), signal);
      if (!found.ok) return isAbsent(found) ? { ok: true, value: [] } : found;
      const codeSystems = parseAll(found.value, 'CodeSystem', codeSystemSchema);
      return codeSystems === null ? badAnswer('not-a-code-system') : { ok: true, value: addressUnits(codeSystems) };
    },

    async dayAppointments(serviceDate, signal) {
      const path = searchPath('Appointment', [
        ...duringDay('date', serviceDate, timeZone),
        ['status', 'booked'],
        ['_include', 'Appointment:patient'],
        ['_count', String(pageSize)],
      ]);
      const found = await client.searchAll(path, signal);
      if (!found.ok) return found;
      const appointments = parseEach(found.value, 'Appointment', appointmentSchema);
      const patients = parseEach(found.value, 'Patient', patientSchema);
      return { ok: true, value: dayAppointments(appointments, patients, { serviceDate, timeZone }, systems) };
    },

    async clinics(signal) {
      const path = searchPath('HealthcareService', [
        ['_include', 'HealthcareService:location'],
        ['_count', '200'],
      ]);
      const found = await client.searchAll(path, signal);
      if (!found.ok) return found;
      const services = parseAll(found.value, 'HealthcareService', healthcareServiceSchema);
      const locations = parseAll(found.value, 'Location', locationSchema);
      if (services === null || locations === null) return badAnswer('not-a-clinic');
      return { ok: true, value: services.map((service) => clinic(service, locations, systems)) };
    },

    // One after another: at once, they would open the breaker by themselves.
    async schedule(serviceDate, signal) {
      const count: [string, string] = ['_count', String(pageSize)];
      const services = await client.searchAll(searchPath('HealthcareService', [count]), signal);
      if (!services.ok) return services;
      const roles = await client.searchAll(
        searchPath('PractitionerRole', [['_include', 'PractitionerRole:practitioner'], count]),
        signal,
      );
      if (!roles.ok) return roles;
      const slots = await client.searchAll(
        searchPath('Slot', [
          ['status', 'free'],
          ...duringDay('start', serviceDate, timeZone),
          ['_include', 'Slot:schedule'],
          count,
        ]),
        signal,
      );
      if (!slots.ok) return slots;
      const resources = { services: services.value, roles: roles.value, slots: slots.value };
      return clinicDays(resources, { serviceDate, timeZone }, systems);
    },

    async leaseNumbers(request, signal) {
      const text = JSON.stringify(leaseParameters(request));
      const answer = await client.ask(
        { method: 'POST', path: '$lease-queue-numbers', body: { contentType: fhirJson, text } },
        parametersSchema,
        signal,
      );
      if (!answer.ok) return answer;
      const value = numberLease(answer.value);
      return value === null ? badAnswer('not-a-lease') : { ok: true, value };
    },

    async submit(key, body, signal, auditHead = null) {
      const head = auditHead && `${options.kioskId} ${auditHead.count} ${auditHead.hash}`;
      const reply = await transport.send(
        {
          method: 'POST',
          path: '',
          body: { contentType: fhirJson, text: body },
          headers: {
            'idempotency-key': key,
            prefer: 'return=representation',
            ...(head === null ? {} : { 'tiepdon-audit-head': head }),
          },
          timeoutMs: submitTimeoutMs,
          passesBreaker: true,
        },
        signal,
      );
      return submitAnswer(reply, entryCount(body), systems);
    },

    async ticket(key, signal) {
      const path = searchPath('Task', [
        ...new URLSearchParams(identifierQuery({ system: systems.checkIn, value: key })),
        ['code', `${systems.taskCode}|${taskCodes.queueTicket}`],
      ]);
      const found = await client.searchAll(path, signal);
      if (!found.ok) return found;
      const tasks = parseAll(found.value, 'Task', queueTicketSchema)?.filter(isQueueTicket);
      if (tasks?.length === 0) return { ok: true, value: null };
      const states = (tasks ?? []).flatMap((task) => ticketState(task, systems) ?? []);
      // A hospital may move a visit by closing one Task and opening another: the living one counts.
      const value = states.find(({ state }) => state !== 'cancelled') ?? states[0];
      return value === undefined ? badAnswer('not-a-ticket') : { ok: true, value };
    },

    async invoiceStatus(encounterId, signal) {
      const query = identifierQuery({ system: systems.visitInvoice, value: encounterId });
      const found = await client.searchAll(`Invoice?${query}`, signal);
      if (!found.ok) return found;
      const invoices = parseAll(found.value, 'Invoice', invoiceSchema);
      return invoices === null ? badAnswer('not-an-invoice') : { ok: true, value: invoiceStatus(invoices, systems) };
    },

    async auditHead(kioskId, signal) {
      const path = searchPath('$audit-head', [['kiosk', kioskId]]);
      const answer = await client.ask({ method: 'GET', path }, parametersSchema, signal);
      if (!answer.ok) return isAbsent(answer) ? { ok: true, value: null } : answer;
      const value = auditHead(answer.value);
      return value === null ? badAnswer('not-an-audit-head') : { ok: true, value };
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
          // Repeated in the background until somebody comes.
          passesBreaker: true,
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

const searchPath = (type: string, parameters: [string, string][]): string =>
  `${type}?${new URLSearchParams(parameters).toString()}`;

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
