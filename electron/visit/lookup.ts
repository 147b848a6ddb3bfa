import type {
  Appointment,
  ClinicInfo,
  Eligibility,
  HospitalPatient,
  HospitalResult,
  PatientField,
  PatientKeys,
} from '../../sync/his/hospital-api.ts';
import type { PatientReference, RegistrationPerson } from '../../sync/registration.ts';
import type { ClinicToday } from '../bridge/snapshot.ts';
import { clinicsOffline, clinicsToday, knownSinceOf } from './clinic-hours.ts';
import { type Identity, personOf } from './identity.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';

/** What the hospital knows about this person today; asked once, while the patient is busy with card and camera. */
export interface Lookup {
  /** False: nobody answered, the visit goes on offline. */
  reachable: boolean;
  patient:
    | { kind: 'one'; patient: HospitalPatient }
    /** Nobody answered, but the cache knows the keys. */
    | { kind: 'cached'; patientId: string }
    | { kind: 'none' }
    /** Nobody by the keys, but somebody with this name and birth date, who may be the same. */
    | { kind: 'similar' }
    | { kind: 'several' }
    | { kind: 'not-asked' };
  eligibility: Eligibility | null;
  appointment: Appointment | null;
  clinics: ClinicInfo[];
  /** Doctors and free times, as they were last fetched today. */
  today: ClinicToday[];
  /** Since when the clinics are known, when nobody answered; null when the hospital answered, or never did. */
  asOf: string | null;
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

/** The hospital's own id of the patient, when it or the cache knows exactly one. */
export function patientIdOf(lookup: Lookup | null): string | null {
  if (lookup?.patient.kind === 'one') return lookup.patient.patient.id;
  return lookup?.patient.kind === 'cached' ? lookup.patient.patientId : null;
}

/**
 * Who the registration is for. A person without a strong key, or without what the hospital wants of new patients, or who may
 * have a record already, is never created, only handed to staff. What is strong is `strongKey`'s to say (sync/his/person.ts).
 */
export function patientReference(
  lookup: Lookup,
  person: RegistrationPerson,
  requiredFields: readonly PatientField[],
): PatientReference {
  const patientId = patientIdOf(lookup);
  if (patientId !== null) return { kind: 'known', patientId };
  if (!lookup.reachable || lookup.patient.kind === 'not-asked') {
    return { kind: 'provisional', reason: 'hospital-unreachable' };
  }
  if (person.idNumber === null && person.insuranceNumber === null) {
    return { kind: 'provisional', reason: 'no-strong-key' };
  }
  if (lookup.patient.kind === 'similar') return { kind: 'provisional', reason: 'similar-record' };
  const isComplete = requiredFields.every((field) => person[field] !== null);
  return isComplete ? { kind: 'new' } : { kind: 'provisional', reason: 'fields-missing' };
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
  const isUnknown = match.ok && match.value.kind === 'none';
  const [eligibility, appointments, similar] = await Promise.all([
    match.ok && !several ? hospital.eligibility(subjectOf(person, patient), signal) : null,
    patient ? hospital.appointments(patient.id, ports.day().serviceDate, signal) : null,
    isUnknown ? similarTo(ports, person, signal) : 0,
  ]);
  const offered = valueOf(clinics) ?? clinicsOffline(ports);
  if (!match.ok) return { ...unanswered(ports, person), clinics: offered };
  return {
    reachable: true,
    patient: patient ? { kind: 'one', patient } : { kind: several ? 'several' : similar > 0 ? 'similar' : 'none' },
    eligibility: eligibility ? valueOf(eligibility) : null,
    appointment: (appointments ? valueOf(appointments) : null)?.[0] ?? null,
    clinics: offered,
    today: clinicsToday(ports),
    asOf: null,
  };
}

/** How many records may be this person's although no key finds them; 0 when nobody can say. */
async function similarTo({ hospital }: VisitPorts, person: RegistrationPerson, signal: AbortSignal): Promise<number> {
  const { fullName, birthDate } = person;
  if (fullName === null || birthDate === null) return 0;
  return valueOf(await hospital.similarPatients({ fullName, birthDate }, signal)) ?? 0;
}

/** Whoever is known so far; null before anybody is. */
const personSoFar = (identity: Identity | null) => identity && personOf(identity, null);

/** The lookup for whoever is known so far. */
export function askHospital(
  { ports, identity }: { ports: VisitPorts; identity: Identity | null },
  signal: AbortSignal,
): Promise<Lookup> {
  const person = personSoFar(identity);
  return person ? lookUp(ports, person, signal) : Promise.resolve(unanswered(ports, null));
}

function subjectOf(person: RegistrationPerson, patient: HospitalPatient | null) {
  return {
    patientId: patient?.id ?? null,
    idNumber: person.idNumber,
    insuranceNumber: person.insuranceNumber,
    fullName: person.fullName,
    birthDate: person.birthDate,
  };
}

/** The lookup when the hospital did not answer: what the cache knows. */
function unanswered(ports: VisitPorts, person: RegistrationPerson | null): Lookup {
  const known = person && orElse(null, () => ports.knownPatient(keysOf(person)));
  return {
    reachable: false,
    patient: known ? { kind: 'cached', patientId: known.patientId } : { kind: 'not-asked' },
    eligibility: null,
    appointment: known ? known.appointment : null,
    clinics: clinicsOffline(ports),
    today: clinicsToday(ports),
    asOf: knownSinceOf(ports),
  };
}

/** The lookup of a hospital that did not answer in time. */
export const withoutHospital = ({ ports, identity }: { ports: VisitPorts; identity: Identity | null }): Lookup =>
  unanswered(ports, personSoFar(identity));

/** Whom the hospital has found, and whose record agrees with the documents, is known as well when it is away. */
export function learnPatient({
  ports,
  identity,
  lookup,
}: {
  ports: VisitPorts;
  identity: Identity | null;
  lookup: Lookup | null;
}): void {
  const person = personSoFar(identity);
  if (!person || lookup?.patient.kind !== 'one') return;
  const { id } = lookup.patient.patient;
  orElse(undefined, () => {
    ports.learnPatient(keysOf(person), id);
  });
}
