import type { CodeableConcept, Coding, Identifier, Reference, Task, TaskInput } from './fhir.ts';
import { taskCodes, type FhirSystems } from './identifiers.ts';
import { kioskReference } from './provenance.ts';
import type {
  Amendment,
  AskedField,
  DataConflict,
  DeskDraft,
  Registration,
  RegistrationPerson,
  RegistrationStamp,
  VisitDraft,
} from '../registration.ts';

type Value = Omit<TaskInput, 'type'>;

const concept = (system: string, code: string): CodeableConcept => ({ coding: [{ system, code }] });

const input = (code: string, value: Value, systems: FhirSystems): TaskInput => ({
  type: concept(systems.taskInput, code),
  ...value,
});

/** The printed number. `use` tells a leased number from one of the kiosk's own that the hospital has yet to adopt. */
function numberIdentifier(ticket: RegistrationStamp['ticket'], systems: FhirSystems): Identifier {
  return { use: ticket.official ? 'official' : 'temp', system: systems.queueNumber, value: ticket.number };
}

function base(
  registration: RegistrationStamp,
  code: string,
  identifier: Identifier[],
  systems: FhirSystems,
): Pick<Task, 'resourceType' | 'identifier' | 'status' | 'intent' | 'code' | 'authoredOn' | 'requester'> {
  return {
    resourceType: 'Task',
    identifier,
    status: 'requested',
    intent: 'order',
    code: concept(systems.taskCode, code),
    authoredOn: registration.registeredAt,
    requester: kioskReference(registration.kioskId, systems),
  };
}

/** MA_DICH_VU and TEN_DICH_VU. */
export const examination = ({ code, name }: { code: string; name: string }, systems: FhirSystems): Coding => ({
  system: systems.examination,
  code,
  display: name,
});

type Place = Pick<VisitDraft, 'clinic' | 'stream' | 'priorityReason'>;

/** Where somebody queues, and why in front of others. */
function place({ clinic, stream, priorityReason }: Place, systems: FhirSystems) {
  return {
    priority: stream === 'priority' ? 'urgent' : 'routine',
    owner: { reference: `HealthcareService/${clinic.id}`, display: clinic.name },
    ...(priorityReason === null ? {} : { reasonCode: concept(systems.priorityReason, priorityReason) }),
  } as const satisfies Partial<Task>;
}

const dayAndSession = (registration: RegistrationStamp, systems: FhirSystems): TaskInput[] => [
  input('service-date', { valueDate: registration.serviceDate }, systems),
  input('session', { valueCode: registration.session }, systems),
];

export const doctorReference = ({ id, name }: NonNullable<VisitDraft['doctor']>): Reference => ({
  reference: `Practitioner/${id}`,
  ...(name === '' ? {} : { display: name }),
});

/** The place in the queue that the printed ticket stands for. */
export function queueTicketTask(
  registration: VisitDraft & RegistrationStamp,
  references: { patient: Reference; encounter: Reference },
  systems: FhirSystems,
): Task {
  return {
    ...base(
      registration,
      taskCodes.queueTicket,
      [{ system: systems.checkIn, value: registration.key }, numberIdentifier(registration.ticket, systems)],
      systems,
    ),
    ...place(registration, systems),
    focus: references.encounter,
    for: references.patient,
    encounter: references.encounter,
    input: [
      input('stream', { valueCode: registration.stream }, systems),
      ...dayAndSession(registration, systems),
      ...(registration.doctor === null
        ? []
        : [input('doctor', { valueReference: doctorReference(registration.doctor) }, systems)]),
      // On the ticket, which the clinic calls from: not on the visit, whose other readers are not at the door.
      ...(registration.checkAtDoor ? [input('check-at-door', { valueBoolean: true }, systems)] : []),
    ],
  };
}

/** A visit that staff take over: why, and everything the kiosk captured before it stopped. */
export function deskFollowUpTask(
  registration: DeskDraft & RegistrationStamp,
  patient: Reference | null,
  systems: FhirSystems,
): Task {
  return {
    ...base(
      registration,
      taskCodes.deskFollowUp,
      [{ system: systems.checkIn, value: registration.key }, numberIdentifier(registration.ticket, systems)],
      systems,
    ),
    priority: 'routine',
    ...(patient === null ? {} : { for: patient }),
    reasonCode: concept(systems.deskReason, registration.reason),
    input: [
      ...dayAndSession(registration, systems),
      ...registration.appointmentIds.map((id) =>
        input('appointment', { valueReference: { reference: `Appointment/${id}` } }, systems),
      ),
      ...shownInputs(registration.shown, systems),
      ...captured(registration, systems),
    ],
  };
}

/**
 * What became of a visit after it was registered. The visit is named by its check-in key, since its Encounter's id may not
 * be known yet, and its person not at all.
 */
export function amendmentTask(amendment: Amendment, systems: FhirSystems): Task {
  const task = (code: string) => ({
    ...base(
      amendment,
      code,
      [{ system: systems.checkIn, value: amendment.key }, numberIdentifier(amendment.ticket, systems)],
      systems,
    ),
    focus: { type: 'Encounter', identifier: { system: systems.checkIn, value: amendment.visitKey } },
  });
  const when = dayAndSession(amendment, systems);
  switch (amendment.kind) {
    case 'cancel':
      return { ...task(taskCodes.visitCancel), priority: 'routine', input: when };
    case 'change-clinic':
      return {
        ...task(taskCodes.visitChange),
        ...place(amendment, systems),
        input: [
          input('clinic', { valueCode: amendment.clinic.id }, systems),
          ...(amendment.service === null
            ? []
            : [input('service', { valueCoding: examination(amendment.service, systems) }, systems)]),
          input('stream', { valueCode: amendment.stream }, systems),
          ...when,
        ],
      };
    case 'refusal-notice':
      return {
        ...task(taskCodes.deskFollowUp),
        priority: 'routine',
        reasonCode: concept(systems.deskReason, 'registration-refused'),
        input: [
          ...when,
          input('refusal', { valueCode: amendment.reason }, systems),
          ...(amendment.clinicId === null ? [] : [input('clinic', { valueCode: amendment.clinicId }, systems)]),
          ...(amendment.sendTo === null ? [] : [input('send-to', { valueCode: amendment.sendTo }, systems)]),
        ],
      };
  }
}

/** Everything the documents of a person state, with the codes of Task.input. */
export function personFacts(person: RegistrationPerson): [code: string, value: string][] {
  const values: [string, string | null][] = [
    ['full-name', person.fullName],
    ['birth-date', person.birthDate],
    ['sex', person.sex],
    ['id-number', person.idNumber],
    ['old-id-number', person.oldIdNumber],
    ['insurance-number', person.insuranceNumber],
    ['passport-number', person.passportNumber],
    ['patient-code', person.patientCode],
    ['residence', person.residence],
  ];
  return values.flatMap(([code, value]): [string, string][] => (value === null ? [] : [[code, value]]));
}

/** A slip by its code, a ticket by its number and the check-in key of its visit. */
function shownInputs(shown: DeskDraft['shown'], systems: FhirSystems): TaskInput[] {
  if (shown === null) return [];
  if (shown.kind === 'slip') {
    return [
      input('slip', { valueCode: shown.slip }, systems),
      input('slip-code', { valueString: shown.code }, systems),
    ];
  }
  return [
    ...(shown.number === null ? [] : [input('ticket', { valueString: shown.number }, systems)]),
    input('ticket-key', { valueString: shown.visitKey }, systems),
  ];
}

function captured({ person, carer }: DeskDraft, systems: FhirSystems): TaskInput[] {
  const facts = [
    ...personFacts(person),
    ...(carer === null ? [] : personFacts(carer).map(([code, value]) => [`carer-${code}`, value] as const)),
  ];
  return facts.map(([code, value]) => input(code, { valueString: value }, systems));
}

/**
 * Contradictions for staff to settle, each as field, shown and found; `reason` says why a patient is provisional. Its identifier is derived from the check-in key
 * and not the key itself, which already names the registration's own Task. What a new patient was not asked joins it: an entry
 * of its own might be the ninth.
 */
export function dataConflictTask(
  registration: Registration,
  ordinal: number,
  content: {
    conflicts: DataConflict[];
    missing: AskedField[];
    patient: Reference | null;
    partOf: Reference | null;
    reason: string | null;
  },
  systems: FhirSystems,
): Task {
  return {
    ...base(registration, taskCodes.dataConflict, [conflictIdentifier(registration, ordinal, systems)], systems),
    priority: 'routine',
    ...(content.patient === null ? {} : { for: content.patient }),
    ...(content.partOf === null ? {} : { partOf: [content.partOf] }),
    ...(content.reason === null ? {} : { reasonCode: concept(systems.provisional, content.reason) }),
    input: [
      ...content.conflicts.flatMap(({ field, shown, found }) => [
        input('field', { valueString: field }, systems),
        ...(shown === '' ? [] : [input('shown', { valueString: shown }, systems)]),
        ...(found === '' ? [] : [input('found', { valueString: found }, systems)]),
      ]),
      ...missingInputs(content.missing, systems),
    ],
  };
}

export const conflictIdentifier = (
  { key }: RegistrationStamp,
  ordinal: number,
  systems: FhirSystems,
): { system: string; value: string } => ({ system: systems.checkIn, value: `${key}.conflict-${ordinal}` });

const missingInputs = (missing: AskedField[], systems: FhirSystems): TaskInput[] =>
  missing.map((field) => input('missing', { valueCode: field }, systems));

export const detailsIdentifier = (
  { key }: RegistrationStamp,
  systems: FhirSystems,
): { system: string; value: string } => ({ system: systems.checkIn, value: `${key}.details` });

/** What staff still have to ask a new patient. */
export function patientDetailsTask(
  registration: VisitDraft & RegistrationStamp,
  references: { patient: Reference; partOf: Reference },
  systems: FhirSystems,
): Task {
  return {
    ...base(registration, taskCodes.patientDetails, [detailsIdentifier(registration, systems)], systems),
    priority: 'routine',
    for: references.patient,
    partOf: [references.partOf],
    input: missingInputs(registration.missing, systems),
  };
}
