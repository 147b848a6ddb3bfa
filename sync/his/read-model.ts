/** FHIR resources of the hospital's read model, as the kiosk shows them. */
import {
  idSchema,
  patientKeys,
  withUrl,
  type AppointmentAnswer,
  type HealthcareServiceAnswer,
  type LocationAnswer,
  type PatientAnswer,
} from './answers.ts';
import { isInstant, localDate } from './days.ts';
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

const actorsOf = (answer: AppointmentAnswer) =>
  (answer.participant ?? []).flatMap(({ actor }) => (actor ? [actor] : []));

/** An appointment, or null when it names no clinic or no time and so cannot be offered. */
export function appointment(answer: AppointmentAnswer, systems: FhirSystems): Appointment | null {
  const actors = actorsOf(answer);
  const coded = answer.serviceType
    ?.flatMap(({ coding }) => coding ?? [])
    .find(({ system }) => system === systems.clinic);
  const clinicId = firstIdIn(actors, 'HealthcareService') ?? idSchema.safeParse(coded?.code).data;
  if (clinicId === undefined || answer.start === undefined || !isInstant(answer.start)) return null;
  const practitioner = actors.find(({ reference }) => /(?:^|\/)Practitioner(?:Role)?\//.test(reference ?? ''));
  return { id: answer.id, clinicId, start: answer.start, practitioner: practitioner?.display ?? null };
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

/** Earliest first. */
export const byStart = <T extends { start: string }>(values: T[]): T[] =>
  values.toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start));

/** A clinic with its room (Location.name) and floor (display of Location.partOf). */
export function clinic(
  service: HealthcareServiceAnswer,
  locations: LocationAnswer[],
  systems: FhirSystems,
): ClinicInfo {
  const ids = (service.location ?? []).map(({ reference }) => idIn(reference, 'Location'));
  const room = locations.find(({ id }) => ids.includes(id));
  const vi = service.name ?? service.id;
  const translations = (service._name?.extension ?? [])
    .filter(({ url }) => url === hl7.translation)
    .map(({ extension }) => ({
      language: withUrl(extension, 'lang')?.valueCode,
      text: withUrl(extension, 'content')?.valueString,
    }));
  return {
    id: service.id,
    name: { vi, en: translations.find(({ language }) => language?.startsWith('en'))?.text ?? vi },
    room: room?.name ?? service.location?.[0]?.display ?? '',
    floor: room?.partOf?.display ?? '',
    open: service.active !== false && (room?.status ?? 'active') === 'active',
    waiting: withUrl(service.extension, systems.waitingCount)?.valueUnsignedInt ?? null,
  };
}
