import type { ClinicInfo } from '../../sync/his/hospital-api.ts';
import type { DeskDraft, DeskReason, QueueStream, RegistrationPerson, VisitDraft } from '../../sync/registration.ts';
import { type Conflict, evidenceOf, type Identity, personOf } from './identity.ts';
import { type Lookup, patientReference } from './lookup.ts';
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

/** Which queue the patient joins: legal priority first, then insurance, else paying. */
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
  if (priorityReason !== null) return { stream: 'priority', priorityReason };
  return { stream: lookup.eligibility?.outcome === 'covered' ? 'insured' : 'paying', priorityReason: null };
}

export function visitDraft(ports: VisitPorts, identity: Identity, lookup: Lookup, clinic: ClinicInfo): VisitDraft {
  const person = personOf(identity, recordOf(lookup));
  const { eligibility, appointment } = lookup;
  return {
    kind: 'visit',
    person: { ...person, insuranceNumber: eligibility?.insuranceNumber ?? person.insuranceNumber },
    evidence: evidenceOf(identity),
    patient: patientReference(lookup, person),
    clinic: { id: clinic.id, name: clinic.name.vi },
    ...streamOf(ports, identity, lookup),
    coverage:
      eligibility?.outcome === 'covered' && eligibility.insuranceNumber !== null
        ? {
            insuranceNumber: eligibility.insuranceNumber,
            validFrom: eligibility.validFrom,
            validTo: eligibility.validTo,
          }
        : null,
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
  const record = recordOf(lookup);
  const person = identity ? personOf(identity, record) : nobody;
  return {
    kind: 'desk',
    reason,
    person,
    evidence: identity ? evidenceOf(identity) : [],
    conflicts,
    patient: record
      ? { kind: 'known', patientId: record.id }
      : { kind: 'provisional', reason: lookup?.reachable === true ? 'no-strong-key' : 'hospital-unreachable' },
    codeSha256: identity?.codeSha256 ?? null,
  };
}
