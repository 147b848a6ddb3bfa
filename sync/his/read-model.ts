/** FHIR resources of the hospital's read model, as the kiosk shows them. */
import type { z } from 'zod';
import {
  codingIn,
  type extensionSchema,
  idSchema,
  legible,
  patientKeys,
  withUrl,
  type AppointmentAnswer,
  type HealthcareServiceAnswer,
  type LocationAnswer,
  type PatientAnswer,
} from './answers.ts';
import { isInstant, localDate } from './days.ts';
import { estimatedWait } from './estimated-wait.ts';
import type { Appointment, ClinicInfo, DayAppointment } from './hospital-api.ts';
import { hl7, type FhirSystems } from './identifiers.ts';

/** The id in a reference to a resource of this type, relative or absolute. */
export function idIn(reference: string | undefined, type: string): string | null {
  return new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]{1,64})(?:$|/)`).exec(reference ?? '')?.[1] ?? null;
}

/** The first reference among these that points to this type. */
export function firstIdIn(references: { reference?: string | undefined }[], type: string): string | null {
  return references.map(({ reference }) => idIn(reference, type)).find((id) => id !== null) ?? null;
}

/** Everybody and everything an appointment names. */
export const actorsOf = (answer: AppointmentAnswer) =>
  (answer.participant ?? []).flatMap(({ actor }) => (actor ? [actor] : []));

/**
 * Appointment.status (R4, required binding). Whoever was noted as a no-show and comes after all is late, and what that means
 * is for the visit. On a waiting list nothing is agreed yet, and what was entered in error is no appointment.
 */
const statuses: ReadonlyMap<string, Appointment['status']> = new Map([
  ['proposed', 'booked'],
  ['pending', 'booked'],
  ['booked', 'booked'],
  ['noshow', 'booked'],
  ['arrived', 'arrived'],
  ['checked-in', 'arrived'],
  ['fulfilled', 'arrived'],
  ['cancelled', 'cancelled'],
]);

/** An appointment, or null when it names no clinic or no time and so cannot be offered. */
export function appointment(answer: AppointmentAnswer, systems: FhirSystems): Appointment | null {
  const actors = actorsOf(answer);
  const coded = codingIn(answer.serviceType, systems.clinic);
  const clinicId = firstIdIn(actors, 'HealthcareService') ?? idSchema.safeParse(coded?.code).data;
  const status = statusOf(answer, systems);
  if (clinicId === undefined || status === null || answer.start === undefined || !isInstant(answer.start)) return null;
  const doctor = doctorIn(answer)?.actor;
  const movedTo = withUrl(answer.extension, systems.movedTo)?.valueDateTime;
  return {
    id: answer.id,
    clinicId,
    start: answer.start,
    practitioner: legible(doctor?.display),
    practitionerId: idIn(doctor?.reference, 'Practitioner'),
    kind:
      codingIn([answer.appointmentType ?? {}], hl7.appointmentReason)?.code === 'FOLLOWUP'
        ? 're-examination'
        : 'appointment',
    status,
    movedTo: status === 'moved' && movedTo !== undefined && isInstant(movedTo) ? movedTo : null,
  };
}

const doctorIn = (answer: AppointmentAnswer) =>
  answer.participant?.find(({ actor }) => /(?:^|\/)Practitioner(?:Role)?\//.test(actor?.reference ?? ''));

/** null for what is no appointment that anybody could keep. */
function statusOf(answer: AppointmentAnswer, systems: FhirSystems): Appointment['status'] | null {
  const status = statuses.get(answer.status ?? 'booked') ?? null;
  if (status === 'booked') return doctorIn(answer)?.status === 'declined' ? 'doctor-absent' : 'booked';
  if (status !== 'cancelled') return status;
  const isMoved =
    withUrl(answer.extension, systems.movedTo) !== undefined ||
    codingIn([answer.cancelationReason ?? {}], systems.cancellationReason)?.code === 'moved';
  return isMoved ? 'moved' : 'cancelled';
}

/**
 * The appointments of one day with the keys of whom they are for, by time. Whoever has no key, or was not sent along,
 * could not be found again and is left out.
 */
export function dayAppointments(
  answers: AppointmentAnswer[],
  patients: PatientAnswer[],
  day: { serviceDate: string; timeZone: string },
  systems: FhirSystems,
): DayAppointment[] {
  const keysById = new Map(patients.map((patient) => [patient.id, patientKeys(patient, systems)]));
  const found = answers.flatMap((answer) => {
    const offered = appointment(answer, systems);
    const patientId = firstIdIn(actorsOf(answer), 'Patient');
    const keys = patientId === null ? undefined : keysById.get(patientId);
    if (offered === null || patientId === null || keys === undefined) return [];
    const isOfDay = localDate(offered.start, day.timeZone) === day.serviceDate;
    return isOfDay && Object.values(keys).some((key) => key !== null) ? [{ ...offered, patientId, keys }] : [];
  });
  return byStart(found);
}

/** The appointments of these days, both included, by time: a server may not know how to search by them. */
export function withinPeriod(
  answers: AppointmentAnswer[],
  { from, to }: { from: string; to: string },
  { timeZone, systems }: { timeZone: string; systems: FhirSystems },
): Appointment[] {
  const offered = answers.flatMap((answer) => appointment(answer, systems) ?? []);
  return byStart(
    offered.filter(({ start }) => {
      const day = localDate(start, timeZone);
      return day !== null && from <= day && day <= to;
    }),
  );
}

/** Earliest first. */
export const byStart = <T extends { start: string }>(values: T[]): T[] =>
  values.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));

/** A clinic with its room (Location.name), floor (display of Location.partOf), building and specialty. */
export function clinic(
  service: HealthcareServiceAnswer,
  locations: LocationAnswer[],
  systems: FhirSystems,
): ClinicInfo {
  const ids = (service.location ?? []).map(({ reference }) => idIn(reference, 'Location'));
  const room = locations.find(({ id }) => ids.includes(id));
  const vi = legible(service.name) ?? service.id;
  return {
    id: service.id,
    name: { vi, en: inEnglish(service._name) ?? vi },
    room: room?.name ?? service.location?.[0]?.display ?? '',
    floor: room?.partOf?.display ?? '',
    open: service.active !== false && (room?.status ?? 'active') === 'active',
    waiting: withUrl(service.extension, systems.waitingCount)?.valueUnsignedInt ?? null,
    ...estimatedWait(withUrl(service.extension, systems.waitingMinutes)?.valueUnsignedInt),
    building: withUrl(room?.extension, systems.building)?.valueString ?? null,
    specialty: specialtyOf(service, systems),
    isScreening: codingIn(service.characteristic, systems.clinicKind)?.code === 'screening',
  };
}

function specialtyOf({ specialty }: HealthcareServiceAnswer, systems: FhirSystems): ClinicInfo['specialty'] {
  const coding = codingIn(specialty, systems.specialty);
  if (coding?.code === undefined) return null;
  const vi = legible(coding.display) ?? coding.code;
  return { code: coding.code, name: { vi, en: inEnglish(coding._display) ?? vi } };
}

/** A translation into English, as FHIR has it beside a text. */
function inEnglish(element: { extension?: z.infer<typeof extensionSchema>[] | undefined } | undefined) {
  const translation = (element?.extension ?? [])
    .filter(({ url }) => url === hl7.translation)
    .find(({ extension }) => withUrl(extension, 'lang')?.valueCode?.startsWith('en'));
  return withUrl(translation?.extension, 'content')?.valueString;
}
