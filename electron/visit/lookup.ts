import type {
  Appointment,
  ClinicInfo,
  Eligibility,
  HospitalPatient,
  HospitalResult,
  InsuredSubject,
  PatientField,
  PatientKeys,
  PatientMatch,
  Slip,
} from '../../sync/his/hospital-api.ts';
import type { SlipCode } from '../../native/citizen-id/code.ts';
import type { PatientReference, Referral, RegistrationPerson } from '../../sync/registration.ts';
import type { ClinicToday } from '../bridge/clinic-snapshot.ts';
import { clinicsOffline, clinicsOnline, clinicsToday, dayAfter, knownSinceOf } from './clinic-hours.ts';
import { type Identity, isSomebodyElse, isTypedOnly, personOf, returnedOf } from './identity.ts';
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
    /** The record was merged into one that cannot be found. */
    | { kind: 'merged-away' }
    | { kind: 'not-asked' };
  eligibility: Eligibility | null;
  /** Of today and of the days around it, by time, whatever became of them; the slip's own among them. */
  appointments: Appointment[];
  /** Where the patient was last; null: nowhere, or nobody says. */
  lastVisit: { clinicId: string; doctorId: string | null } | null;
  /** What the shown slip names, unless it is somebody else's. */
  slip: Slip | null;
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

/** The patient record behind the visit, when the hospital found exactly one. */
export const recordOf = (lookup: Lookup | null): HospitalPatient | null =>
  lookup?.patient.kind === 'one' ? lookup.patient.patient : null;

/** Whether a referral has run out on a day; the last day still counts. */
export const isReferralOver = ({ validTo }: Referral, day: string): boolean => validTo !== null && validTo < day;

/** The referral of the slip, or else the one that the insurer's answer names: the first that holds on that day, or has run out. */
export function referralOf(lookup: Lookup | null, day: string): Referral | null {
  const known = [lookup?.slip?.referral, lookup?.eligibility?.referral].flatMap((referral) => referral ?? []);
  const referral = known.find((each) => !isReferralOver(each, day)) ?? known[0];
  return referral ? { number: referral.number, facility: referral.facility, validTo: referral.validTo } : null;
}

/** What only staff and documents can say of a person; the kiosk asks or hands on the rest (details.ts). */
const isOfPerson = (field: PatientField): field is keyof RegistrationPerson =>
  !['phone', 'relative', 'ethnicity', 'address', 'guardian'].includes(field);

/**
 * Who the registration is for. A person without a strong key, a name or a birth date, or without what the hospital wants of
 * new patients' documents, or who may have a record already, is never created, only handed to staff. What is strong is
 * `strongKey`'s to say (sync/his/person.ts).
 */
export function patientReference(
  lookup: Lookup,
  person: RegistrationPerson,
  requiredFields: readonly PatientField[] | null,
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
  if (requiredFields === null) return { kind: 'provisional', reason: 'fields-missing' };
  const wanted = new Set([...requiredFields.filter(isOfPerson), 'fullName' as const, 'birthDate' as const]);
  const isComplete = [...wanted].every((field) => person[field] !== null);
  return isComplete ? { kind: 'new' } : { kind: 'provisional', reason: 'fields-missing' };
}

const valueOf = <T>(result: HospitalResult<T> | null): T | null => (result?.ok === true ? result.value : null);

/** What a visit asks the hospital by. */
interface Asking {
  ports: VisitPorts;
  identity: Identity | null;
}

/** The lookup for whoever is known so far. Never fails: what did not answer is missing from the result. */
export const askHospital = ({ ports, identity }: Asking, signal: AbortSignal): Promise<Lookup> =>
  identity ? lookUp(ports, identity, signal) : Promise.resolve(withoutHospital({ ports, identity }));

/** Asks who this is, whether insurance holds, what is booked, where they were last and which clinics are open. */
async function lookUp(ports: VisitPorts, identity: Identity, signal: AbortSignal): Promise<Lookup> {
  const { hospital } = ports;
  const [found, clinics] = await Promise.all([findPatient(ports, identity, signal), hospital.clinics(signal)]);
  const offered = clinics.ok ? clinicsOnline(ports, clinics.value) : clinicsOffline(ports);
  if (!found) return { ...withoutHospital({ ports, identity }), clinics: offered };
  const { match } = found;
  const patient = match.kind === 'one' ? match.patient : null;
  const slip = found.slip && isTheirs(found.slip, patient, identity) ? found.slip : null;
  const isUnknown = match.kind === 'none';
  const isSettled = isUnknown || (patient !== null && isSame(ports, identity, patient));
  const [eligibility, appointments, lastVisit, similar] = await Promise.all([
    isSettled && hasKey(identity, patient) ? hospital.eligibility(subjectOf(identity, patient), signal) : null,
    isSettled && patient ? hospital.appointments(patient.id, daysAround(ports), signal) : null,
    isSettled && patient ? hospital.lastVisit(patient.id, signal) : null,
    isUnknown ? similarTo(ports, identity, signal) : 0,
    // Kept for the questions that follow: a new patient without what is wanted would be refused afterwards.
    isUnknown ? ports.requiredFieldsNow(signal) : null,
  ]);
  return {
    reachable: true,
    patient: isUnknown && similar > 0 ? { kind: 'similar' } : match.kind === 'several' ? { kind: 'several' } : match,
    eligibility: valueOf(eligibility),
    appointments: withSlip(valueOf(appointments) ?? [], slip),
    lastVisit: valueOf(lastVisit),
    slip,
    clinics: offered,
    today: clinicsToday(ports),
    asOf: null,
  };
}

/** The slip that this person showed: as the code that began the visit, or before it. */
export const slipCodeOf = ({ code, shownSlip }: Identity): SlipCode | null =>
  code.kind === 'appointment' ? code : shownSlip;

/** Who has the keys, and what the slip names; null: the one question that decides got no answer. */
async function findPatient(
  { hospital }: VisitPorts,
  identity: Identity,
  signal: AbortSignal,
): Promise<{ match: PatientMatch; slip: Slip | null } | null> {
  const slipCode = slipCodeOf(identity);
  const isBySlip = identity.code.kind === 'appointment';
  const [slip, match] = await Promise.all([
    slipCode && hospital.findSlip({ kind: slipCode.slip, code: slipCode.slipCode }, signal),
    isBySlip ? null : hospital.findPatient(keysOf(personOf(identity, null)), signal),
  ]);
  if (match) return match.ok ? { match: match.value, slip: valueOf(slip) } : null;
  if (slip?.ok !== true) return null;
  const patient = slip.value?.patient ?? null;
  return { match: patient ? { kind: 'one', patient } : { kind: 'none' }, slip: slip.value };
}

/**
 * A slip that names nobody is whoever's brings it. One that names a number without a record is that number's; shown alone it
 * waits for the card. One of somebody else, or of a record that is gone, is nobody's.
 */
function isTheirs(slip: Slip, whose: HospitalPatient | null, identity: Identity): boolean {
  if (!slip.namesPatient) return true;
  if (slip.patient) return slip.patient.id === whose?.id;
  const isAlone = identity.code.kind === 'appointment';
  return slip.idNumber !== undefined && (isAlone || slip.idNumber === personOf(identity, null).idNumber);
}

/** Whether the record can be this person's: of another person's nothing more is asked. */
const isSame = ({ documents }: VisitPorts, identity: Identity, patient: HospitalPatient): boolean =>
  patient.standing === 'active' && !isSomebodyElse(identity, patient, documents);

/** The slip's own appointment among the others, by time. */
function withSlip(appointments: Appointment[], slip: Slip | null): Appointment[] {
  const own = slip?.appointment;
  if (!own || appointments.some(({ id }) => id === own.id)) return appointments;
  return [...appointments, own].toSorted((one, other) => Date.parse(one.start) - Date.parse(other.start));
}

/** The days of which appointments are looked at. */
function daysAround(ports: VisitPorts): { from: string; to: string } {
  const { serviceDate } = ports.day();
  const { daysAround: days } = ports.policies.appointments;
  return { from: dayAfter(serviceDate, -days), to: dayAfter(serviceDate, days) };
}

/** How many records may be this person's although no key finds them; 0 when nobody can say. */
async function similarTo({ hospital }: VisitPorts, identity: Identity, signal: AbortSignal): Promise<number> {
  const { fullName, birthDate } = personOf(identity, null);
  if (fullName === null || birthDate === null) return 0;
  return valueOf(await hospital.similarPatients({ fullName, birthDate }, signal)) ?? 0;
}

/** Whether there is anybody whose insurance could be asked about. */
const hasKey = ({ code }: Identity, patient: HospitalPatient | null): boolean =>
  patient !== null || ['cccd', 'typed', 'bhyt', 'returning'].includes(code.kind);

function subjectOf(identity: Identity, patient: HospitalPatient | null): InsuredSubject {
  const { idNumber, insuranceNumber, fullName, birthDate } = personOf(identity, patient);
  return {
    patientId: patient?.id ?? null,
    idNumber,
    insuranceNumber: identity.shownInsurance?.cardNumber ?? insuranceNumber,
    fullName,
    birthDate,
  };
}

/** What the hospital says of the insurance card that was shown since; null: nobody answered. */
export async function askInsurance(
  { hospital }: Pick<VisitPorts, 'hospital'>,
  lookup: Lookup,
  identity: Identity,
  signal: AbortSignal,
): Promise<Eligibility | null> {
  return valueOf(await hospital.eligibility(subjectOf(identity, recordOf(lookup)), signal));
}

/** By the cache, or by what the gallery of faces keeps of whom it has recognised. */
function knownOffline({ ports, identity }: Asking): ReturnType<VisitPorts['knownPatient']> {
  if (!identity || isTypedOnly(identity)) return null;
  const known = orElse(null, () => ports.knownPatient(keysOf(personOf(identity, null))));
  const patientId = returnedOf(identity)?.person.patientId ?? null;
  return known ?? (patientId === null ? null : { patientId, appointments: [] });
}

/**
 * The lookup when the hospital did not answer: what the cache knows. It knows nobody by a number that was only typed: the
 * birth date, which shows that the number is one's own, is in the hospital's record alone.
 */
export function withoutHospital({ ports, identity }: Asking): Lookup {
  const known = knownOffline({ ports, identity });
  return {
    reachable: false,
    patient: known ? { kind: 'cached', patientId: known.patientId } : { kind: 'not-asked' },
    eligibility: null,
    appointments: known?.appointments ?? [],
    lastVisit: null,
    slip: null,
    clinics: clinicsOffline(ports),
    today: clinicsToday(ports),
    asOf: knownSinceOf(ports),
  };
}

/** Whom the hospital has found, and whose record agrees with the documents, is known as well when it is away. */
export function learnPatient({ ports, identity, lookup }: Asking & { lookup: Lookup | null }): void {
  const record = recordOf(lookup);
  if (!identity || !record) return;
  orElse(undefined, () => {
    ports.learnPatient(keysOf(personOf(identity, record)), record.id);
  });
}
