import type {
  Appointment,
  ClinicInfo,
  Eligibility,
  HospitalPatient,
  HospitalResult,
  PatientKeys,
} from '../../sync/his/hospital-api.ts';
import type { PatientReference, RegistrationPerson } from '../../sync/registration.ts';
import { type Identity, personOf } from './identity.ts';
import type { VisitPorts } from './ports.ts';

/** What the hospital knows about this person today; asked once, while the patient is busy with card and camera. */
export interface Lookup {
  /** False: nobody answered, the visit goes on offline. */
  reachable: boolean;
  patient: { kind: 'one'; patient: HospitalPatient } | { kind: 'none' } | { kind: 'several' } | { kind: 'not-asked' };
  eligibility: Eligibility | null;
  appointment: Appointment | null;
  clinics: ClinicInfo[];
}

/** The strong keys of a person, in the order they are searched. */
export function keysOf(person: RegistrationPerson): PatientKeys {
  return {
    idNumber: person.idNumber,
    oldIdNumber: person.oldIdNumber,
    insuranceNumber: person.insuranceNumber,
    passportNumber: person.passportNumber,
    patientCode: person.patientCode,
  };
}

/** Who the registration is for; a person without a strong key is never created, only handed to staff. */
export function patientReference(lookup: Lookup, person: RegistrationPerson): PatientReference {
  if (lookup.patient.kind === 'one') return { kind: 'known', patientId: lookup.patient.patient.id };
  if (!lookup.reachable || lookup.patient.kind === 'not-asked') {
    return { kind: 'provisional', reason: 'hospital-unreachable' };
  }
  if (person.idNumber === null && person.insuranceNumber === null && person.passportNumber === null) {
    return { kind: 'provisional', reason: 'no-strong-key' };
  }
  return { kind: 'new' };
}

const valueOf = <T>(result: HospitalResult<T>): T | null => (result.ok ? result.value : null);

/**
 * Asks the hospital who this is, whether insurance holds, what is booked and which clinics are open. Never fails: what
 * did not answer is missing from the result.
 */
export async function lookUp(ports: VisitPorts, person: RegistrationPerson, signal: AbortSignal): Promise<Lookup> {
  const { hospital } = ports;
  const [match, clinics] = await Promise.all([hospital.findPatient(keysOf(person), signal), hospital.clinics(signal)]);
  const patient = match.ok && match.value.kind === 'one' ? match.value.patient : null;
  const several = match.ok && match.value.kind === 'several';
  const [eligibility, appointments] = await Promise.all([
    match.ok && !several ? hospital.eligibility(subjectOf(person, patient), signal) : null,
    patient ? hospital.appointments(patient.id, ports.day().serviceDate, signal) : null,
  ]);
  return {
    reachable: match.ok,
    patient: !match.ok
      ? { kind: 'not-asked' }
      : patient
        ? { kind: 'one', patient }
        : { kind: several ? 'several' : 'none' },
    eligibility: eligibility ? valueOf(eligibility) : null,
    appointment: (appointments ? valueOf(appointments) : null)?.[0] ?? null,
    clinics: valueOf(clinics) ?? ports.knownClinics(),
  };
}

/** The lookup for whoever is known so far. */
export const askHospital = (
  { ports, identity }: { ports: VisitPorts; identity: Identity | null },
  signal: AbortSignal,
): Promise<Lookup> => (identity ? lookUp(ports, personOf(identity, null), signal) : Promise.resolve(unanswered(ports)));

function subjectOf(person: RegistrationPerson, patient: HospitalPatient | null) {
  return {
    patientId: patient?.id ?? null,
    idNumber: person.idNumber,
    insuranceNumber: person.insuranceNumber,
    fullName: person.fullName,
    birthDate: person.birthDate,
  };
}

/** The lookup of a hospital that did not answer in time. */
export function unanswered(ports: VisitPorts): Lookup {
  return {
    reachable: false,
    patient: { kind: 'not-asked' },
    eligibility: null,
    appointment: null,
    clinics: ports.knownClinics(),
  };
}
