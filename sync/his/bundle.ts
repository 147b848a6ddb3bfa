/**
 * One registration, one amendment of it, or one consent, as one FHIR R4 transaction (3.1.0.11.2), ready to be frozen: the same
 * registration gives the same bytes, so nothing here reads a clock or makes a random number. What of the ministry's
 * check-in table (QĐ 4750/QĐ-BYT) a kiosk can know stands where FHIR has it: MA_LK is the check-in key, NGAY_VAO
 * Encounter.period.start, MA_CSKCB Encounter.serviceProvider.
 */
import { parse as parseUuid, v5 as uuidV5 } from 'uuid';
import { checkInAnswers } from './check-in-answers.ts';
import { consentResource } from './consent.ts';
import type { Bundle, BundleEntry, Encounter, Reference, Task } from './fhir.ts';
import { hl7, identifierQuery, type FhirSystems } from './identifiers.ts';
import { coverageResource, objectCodeExtension, patientResource, provisionalReason, strongKey } from './person.ts';
import { provenanceResource } from './provenance.ts';
import { referralResource } from './referral.ts';
import {
  amendmentTask,
  conflictIdentifier,
  dataConflictTask,
  deskFollowUpTask,
  detailsIdentifier,
  doctorReference,
  examination,
  patientDetailsTask,
  queueTicketTask,
} from './tasks.ts';
import type { BodyBuilder } from '../queue/port.ts';
import type {
  Amendment,
  ConsentRecord,
  DeskDraft,
  OutboxSubject,
  Registration,
  RegistrationStamp,
  VisitDraft,
} from '../registration.ts';

export interface Facility {
  facilityCode: string;
  hospitalName: string;
}

/** A real server refused a ninth entry. */
export const maxBundleEntries = 8;

/** Namespace of every UUID derived from a check-in key; it must never change. */
const keyNamespace = parseUuid('6f0d3a52-4c1e-5b8a-9d27-3e8b1f7c64a0');

const urn = (registration: RegistrationStamp, part: string): string =>
  `urn:uuid:${uuidV5(`${registration.key}/${part}`, keyNamespace)}`;

/** The id of a registration's Provenance, which has no identifier in R4 and is PUT: UUID version 5 of the check-in key. */
export const provenanceId = (key: string): string => uuidV5(key, keyNamespace);

/** The transaction for a registration, an amendment or a consent: at most eight entries, each of them harmless to send again. */
export function buildBundle(subject: OutboxSubject, systems: FhirSystems, facility: Facility): Bundle {
  return { resourceType: 'Bundle', type: 'transaction', entry: entries(subject, systems, facility) };
}

/** The frozen bytes for the queue. */
export function bodyBuilder(systems: FhirSystems, facility: Facility): BodyBuilder {
  return (subject) => JSON.stringify(buildBundle(subject, systems, facility));
}

function entries(subject: OutboxSubject, systems: FhirSystems, facility: Facility): BundleEntry[] {
  switch (subject.kind) {
    case 'visit':
      return visitEntries(subject, systems, facility);
    case 'desk':
      return deskEntries(subject, systems, facility);
    case 'cancel':
    case 'change-clinic':
    case 'refusal-notice':
      return amendmentEntries(subject, systems, facility);
    case 'consent':
      return consentEntries(subject, systems, facility);
  }
}

function visitEntries(
  registration: VisitDraft & RegistrationStamp,
  systems: FhirSystems,
  facility: Facility,
): BundleEntry[] {
  const patient = patientEntry(registration, systems);
  const { reference } = patient;
  const coverage = registration.coverage && coverageResource(registration.coverage, reference, systems);
  const referral = registration.referral && referralResource(registration.referral, reference, systems);
  const encounter = { reference: urn(registration, 'Encounter') };
  const request = referral && { reference: urn(registration, 'ServiceRequest') };
  const task = { reference: urn(registration, 'Task') };
  const checkIn = checkInQuery(registration, systems);
  const ticket = queueTicketTask(registration, { patient: reference, encounter }, systems);
  const answers = checkInAnswers(registration, { patient: reference, encounter }, systems);
  return [
    ...patient.entries,
    ...(coverage === null
      ? []
      : [post(urn(registration, 'Coverage'), coverage.resource, identifierQuery(...coverage.keys))]),
    ...(referral === null || request === null
      ? []
      : [post(request.reference, referral.resource, identifierQuery(referral.key))]),
    post(
      encounter.reference,
      encounterResource(registration, { patient: reference, request }, systems, facility),
      checkIn,
    ),
    post(task.reference, ticket, checkIn),
    ...(answers === null ? [] : [post(urn(registration, 'QuestionnaireResponse'), answers, checkIn)]),
    ...staffEntry(registration, { patient: reference, ticket: task, provisional: patient.provisional }, systems),
    provenanceEntry(registration, [encounter, task], systems, facility),
  ];
}

/**
 * What staff have to do about a visit, in one Task however much it is: with Patient, Coverage, referral, Encounter, ticket,
 * answers and Provenance there is room for no second one.
 */
function staffEntry(
  registration: VisitDraft & RegistrationStamp,
  { patient, ticket, provisional }: { patient: Reference; ticket: Reference; provisional: string | null },
  systems: FhirSystems,
): BundleEntry[] {
  const { missing } = registration;
  const conflicts = [
    ...(provisional === null ? [] : [{ field: 'patient', shown: 'provisional', found: '' }]),
    ...registration.conflicts,
  ];
  if (conflicts.length > 0) {
    const content = { conflicts, missing, patient, partOf: null, reason: provisional };
    return [conflictEntry(registration, 1, dataConflictTask(registration, 1, content, systems), systems)];
  }
  if (missing.length === 0) return [];
  return [
    post(
      urn(registration, 'Task/details'),
      patientDetailsTask(registration, { patient, partOf: ticket }, systems),
      identifierQuery(detailsIdentifier(registration, systems)),
    ),
  ];
}

/** The patient of a visit: a reference when the hospital has one, else an entry; `provisional` says why staff must look. */
function patientEntry(
  registration: VisitDraft & RegistrationStamp,
  systems: FhirSystems,
): { reference: Reference; entries: BundleEntry[]; provisional: string | null } {
  const { patient, person, answers, carer } = registration;
  if (patient.kind === 'known') {
    return { reference: { reference: `Patient/${patient.patientId}` }, entries: [], provisional: null };
  }
  const reference = { reference: urn(registration, 'Patient') };
  const strong = strongKey(person);
  const key = strong && {
    system: strong.kind === 'idNumber' ? systems.nationalId : systems.insuranceNumber,
    value: strong.value,
  };
  const provisional = provisionalReason(registration);
  const checkIn = { system: systems.checkIn, value: registration.key };
  const resource = patientResource(person, { answers, carer }, systems, provisional, key === null ? checkIn : null);
  return {
    reference,
    entries: [post(reference.reference, resource, identifierQuery(key ?? checkIn))],
    provisional,
  };
}

function encounterResource(
  registration: VisitDraft & RegistrationStamp,
  { patient, request }: { patient: Reference; request: Reference | null },
  systems: FhirSystems,
  facility: Facility,
): Encounter {
  const { clinic, stream, checkIn, doctor, planned } = registration;
  const appointmentIds = [registration.appointmentId ?? [], registration.otherAppointmentIds].flat();
  return {
    resourceType: 'Encounter',
    ...(checkIn.objectCode === null ? {} : { extension: [objectCodeExtension(checkIn.objectCode, systems)] }),
    identifier: [{ system: systems.checkIn, value: registration.key }],
    // Whoever registers for another session is not there for it yet.
    status: planned === null ? 'arrived' : 'planned',
    class: { system: hl7.actCode, code: 'AMB', display: 'ambulatory' },
    ...(checkIn.careType === null
      ? {}
      : { type: [{ coding: [{ system: systems.encounterCareType, code: checkIn.careType }] }] }),
    serviceType: {
      coding: [
        { system: systems.clinic, code: clinic.id, display: clinic.name },
        ...(checkIn.service === null ? [] : [examination(checkIn.service, systems)]),
      ],
    },
    // The law's order of service is no clinical urgency: the mildest step above routine.
    priority: { coding: [{ system: hl7.actPriority, code: stream === 'priority' ? 'UR' : 'R' }] },
    subject: patient,
    ...(request === null ? {} : { basedOn: [request] }),
    ...(doctor === null
      ? {}
      : {
          participant: [
            {
              type: [{ coding: [{ system: hl7.participationType, code: 'PPRF' }] }],
              individual: doctorReference(doctor),
            },
          ],
        }),
    ...(appointmentIds.length === 0
      ? {}
      : { appointment: appointmentIds.map((id) => ({ reference: `Appointment/${id}` })) }),
    period: { start: registration.registeredAt },
    serviceProvider: facilityReference(facility, systems),
  };
}

function amendmentEntries(amendment: Amendment, systems: FhirSystems, facility: Facility): BundleEntry[] {
  const task = { reference: urn(amendment, 'Task') };
  return [
    post(task.reference, amendmentTask(amendment, systems), checkInQuery(amendment, systems)),
    provenanceEntry(amendment, [task], systems, facility),
  ];
}

/** Its id is derived from the consent's own, so that the withdrawal finds it, whichever kiosk sends it. */
function consentEntries(consent: ConsentRecord, systems: FhirSystems, facility: Facility): BundleEntry[] {
  const id = uuidV5(consent.consentId, keyNamespace);
  const fullUrl = `urn:uuid:${id}`;
  const resource = consentResource(id, consent, systems, facilityReference(facility, systems));
  return [
    { fullUrl, resource, request: { method: 'PUT', url: `Consent/${id}` } },
    provenanceEntry(consent, [{ reference: fullUrl }], systems, facility),
  ];
}

function deskEntries(
  registration: DeskDraft & RegistrationStamp,
  systems: FhirSystems,
  facility: Facility,
): BundleEntry[] {
  const patient: Reference | null =
    registration.patient.kind === 'known' ? { reference: `Patient/${registration.patient.patientId}` } : null;
  const followUp = { reference: urn(registration, 'Task') };
  return [
    post(followUp.reference, deskFollowUpTask(registration, patient, systems), checkInQuery(registration, systems)),
    ...conflictGroups(registration.conflicts).map((conflicts, index) =>
      conflictEntry(
        registration,
        index + 1,
        dataConflictTask(
          registration,
          index + 1,
          { conflicts, missing: [], patient, partOf: followUp, reason: null },
          systems,
        ),
        systems,
      ),
    ),
    provenanceEntry(registration, [followUp], systems, facility),
  ];
}

/** One Task a conflict, so that each can be closed by itself; what would be a ninth entry joins the last. */
function conflictGroups(conflicts: DeskDraft['conflicts']): DeskDraft['conflicts'][] {
  const room = maxBundleEntries - 2;
  if (conflicts.length <= room) return conflicts.map((conflict) => [conflict]);
  return [...conflicts.slice(0, room - 1).map((conflict) => [conflict]), conflicts.slice(room - 1)];
}

const conflictEntry = (registration: Registration, ordinal: number, task: Task, systems: FhirSystems): BundleEntry =>
  post(
    urn(registration, `Task/conflict-${ordinal}`),
    task,
    identifierQuery(conflictIdentifier(registration, ordinal, systems)),
  );

function provenanceEntry(
  subject: OutboxSubject,
  targets: Reference[],
  systems: FhirSystems,
  facility: Facility,
): BundleEntry {
  const id = provenanceId(subject.key);
  return {
    fullUrl: `urn:uuid:${id}`,
    resource: provenanceResource(id, subject, targets, systems, facilityReference(facility, systems)),
    request: { method: 'PUT', url: `Provenance/${id}` },
  };
}

const facilityReference = (facility: Facility, systems: FhirSystems): Reference => ({
  type: 'Organization',
  identifier: { system: systems.facilityCode, value: facility.facilityCode },
  display: facility.hospitalName,
});

const checkInQuery = (registration: RegistrationStamp, systems: FhirSystems): string =>
  identifierQuery({ system: systems.checkIn, value: registration.key });

const post = (fullUrl: string, resource: BundleEntry['resource'], ifNoneExist: string): BundleEntry => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: resource.resourceType, ifNoneExist },
});
