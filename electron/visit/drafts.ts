import type { ClinicInfo } from '../../sync/his/hospital-api.ts';
import type { DeskDraft, DeskReason, QueueStream, RegistrationPerson, VisitDraft } from '../../sync/registration.ts';
import { serviceOf } from './clinic-hours.ts';
import { type Conflict, evidenceOf, type Identity, personOf } from './identity.ts';
import { type Lookup, patientIdOf, patientReference } from './lookup.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';

const nobody: RegistrationPerson = {
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
  fullName: null,
  birthDate: null,
  sex: null,
  residence: null,
};

/** The patient record behind the visit, when the hospital found exactly one. */
export const recordOf = (lookup: Lookup | null) => (lookup?.patient.kind === 'one' ? lookup.patient.patient : null);

/** Which queue the patient joins: legal priority first, then insurance, else paying; of those that the hospital runs. */
export function streamOf(
  ports: VisitPorts,
  identity: Identity,
  lookup: Lookup,
): { stream: QueueStream; priorityReason: string | null } {
  const person = personOf(identity, recordOf(lookup));
  const insuranceNumber = lookup.eligibility?.insuranceNumber ?? person.insuranceNumber;
  const priorityReason = ports.documents.priority(
    { birthDate: person.birthDate, insuranceNumber },
    ports.day().serviceDate,
  );
  const runs = (stream: QueueStream): boolean => ports.streams.includes(stream);
  if (priorityReason !== null && runs('priority')) return { stream: 'priority', priorityReason };
  const byInsurance: QueueStream[] = ['insured', 'paying'];
  if (lookup.eligibility?.outcome !== 'covered') byInsurance.reverse();
  return { stream: byInsurance.find(runs) ?? 'priority', priorityReason: null };
}

export function visitDraft(ports: VisitPorts, identity: Identity, lookup: Lookup, clinic: ClinicInfo): VisitDraft {
  const person = personOf(identity, recordOf(lookup));
  const { eligibility, appointment } = lookup;
  return {
    kind: 'visit',
    person: { ...person, insuranceNumber: eligibility?.insuranceNumber ?? person.insuranceNumber },
    evidence: evidenceOf(identity),
    patient: patientReference(
      lookup,
      person,
      orElse([], () => ports.requiredFields()),
    ),
    clinic: { id: clinic.id, name: clinic.name.vi },
    ...streamOf(ports, identity, lookup),
    coverage:
      eligibility?.outcome === 'covered' && eligibility.insuranceNumber !== null
        ? {
            insuranceNumber: eligibility.insuranceNumber,
            validFrom: eligibility.validFrom,
            validTo: eligibility.validTo,
            registeredFacility: eligibility.registeredFacility?.code ?? null,
          }
        : null,
    checkIn: {
      objectCode: eligibility?.objectCode ?? null,
      careType: eligibility?.careType ?? null,
      service: serviceOf(ports, clinic.id),
    },
    appointmentId: appointment !== null && appointment.clinicId === clinic.id ? appointment.id : null,
    codeSha256: identity.codeSha256,
  };
}

/** What was captured, for the staff member who goes on where the kiosk stopped. */
export function deskDraft(
  reason: DeskReason,
  identity: Identity | null,
  lookup: Lookup | null,
  conflicts: Conflict[],
): DeskDraft {
  const person = identity ? personOf(identity, recordOf(lookup)) : nobody;
  const patientId = patientIdOf(lookup);
  return {
    kind: 'desk',
    reason,
    person,
    evidence: identity ? evidenceOf(identity) : [],
    conflicts,
    patient:
      patientId !== null
        ? { kind: 'known', patientId }
        : { kind: 'provisional', reason: lookup?.reachable === true ? 'no-strong-key' : 'hospital-unreachable' },
    codeSha256: identity?.codeSha256 ?? null,
  };
}
