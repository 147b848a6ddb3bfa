/** A clinic's day: hours, quotas, doctors, free times and examination, from the resources that FHIR keeps them in. */
import { z } from 'zod';
import {
  codingIn,
  conceptSchema,
  extensionSchema,
  healthcareServiceSchema,
  idSchema,
  legible,
  periodSchema,
  practitionerSchema,
  referenceSchema,
  textSchema,
  withUrl,
  writtenName,
  type AnyResource,
} from './answers.ts';
import { isDate, isInstant, localDate, weekdayOf } from './days.ts';
import { badAnswer, parseAll, parseEach } from './fhir-client.ts';
import { isPlannable } from '../queue/service-day.ts';
import type { ClinicDay, DoctorToday, HospitalResult, Session } from './hospital-api.ts';
import type { FhirSystems } from './identifiers.ts';
import { byStart, firstIdIn, idIn } from './read-model.ts';

const availableTimeSchema = z.looseObject({
  daysOfWeek: z.array(z.string()).optional(),
  allDay: z.boolean().optional(),
  availableStartTime: z.string().optional(),
  availableEndTime: z.string().optional(),
});
type AvailableTime = z.infer<typeof availableTimeSchema>;

const exceptionsSchema = z.array(z.looseObject({ during: periodSchema.optional() })).optional();

const serviceSchema = healthcareServiceSchema.extend({
  type: z.array(conceptSchema).optional(),
  availableTime: z.array(availableTimeSchema).optional(),
  notAvailable: exceptionsSchema,
});
type Service = z.infer<typeof serviceSchema>;

const roleSchema = z.looseObject({
  resourceType: z.literal('PractitionerRole'),
  id: idSchema,
  active: z.boolean().optional(),
  practitioner: referenceSchema.optional(),
  healthcareService: z.array(referenceSchema).optional(),
  availableTime: z.array(availableTimeSchema).optional(),
  notAvailable: exceptionsSchema,
  period: periodSchema.optional().catch(undefined),
  extension: z.array(extensionSchema).optional(),
});
type Role = z.infer<typeof roleSchema>;

const scheduleSchema = z.looseObject({
  resourceType: z.literal('Schedule'),
  id: idSchema,
  actor: z.array(referenceSchema),
});
type Schedule = z.infer<typeof scheduleSchema>;

const slotSchema = z.looseObject({
  resourceType: z.literal('Slot'),
  schedule: referenceSchema,
  status: z.literal('free'),
  start: textSchema.refine(isInstant),
});
type Slot = z.infer<typeof slotSchema>;

/** What three searches found: HealthcareService; PractitionerRole with Practitioner; Slot with Schedule. */
export interface ScheduleResources {
  services: AnyResource[];
  roles: AnyResource[];
  slots: AnyResource[];
}

/**
 * Every clinic's day. A clinic that cannot be read makes the answer useless; a doctor or a slot that cannot is left out.
 * The quotas are those of the moment: FHIR has no place for another day's.
 */
export function clinicDays(
  resources: ScheduleResources,
  day: { serviceDate: string; timeZone: string },
  systems: FhirSystems,
): HospitalResult<ClinicDay[]> {
  const services = parseAll(resources.services, 'HealthcareService', serviceSchema);
  if (services === null) return badAnswer('not-a-clinic');
  const roles = parseEach(resources.roles, 'PractitionerRole', roleSchema);
  const names = new Map(
    parseEach(resources.roles, 'Practitioner', practitionerSchema).map(({ id, name }) => [id, writtenName(name)]),
  );
  const schedules = parseEach(resources.slots, 'Schedule', scheduleSchema);
  const slots = parseEach(resources.slots, 'Slot', slotSchema).filter(
    ({ start }) => localDate(start, day.timeZone) === day.serviceDate,
  );
  const free = slotsByClinic(slots, schedules, roles);
  const days = services.map((service): ClinicDay => {
    return {
      clinicId: service.id,
      hours: hoursOn(service, day),
      quotas: quotasOf(service, systems),
      doctors: doctorsOf(service.id, roles, names, { ...day, systems }),
      slots: byStart(free.get(service.id) ?? []),
      service: examinationOf(service, systems),
      later: laterSessions(service, day.serviceDate, systems),
    };
  });
  return { ok: true, value: days };
}

/** Opening times on that weekday, unless the whole day is excepted; null as soon as one of them cannot be told. */
function hoursOn(service: Service, day: { serviceDate: string; timeZone: string }): ClinicDay['hours'] {
  if (isExcepted(service, day)) return [];
  if (service.availableTime === undefined) return null;
  const hours = service.availableTime.filter((time) => includesDay(time, day.serviceDate)).map(openingTime);
  const known = hours.filter((time) => time !== null);
  return known.length === hours.length ? known.toSorted((a, b) => a.opens.localeCompare(b.opens)) : null;
}

const includesDay = ({ daysOfWeek }: AvailableTime, serviceDate: string): boolean =>
  daysOfWeek === undefined || daysOfWeek.includes(weekdayOf(serviceDate));

/** FHIR `time` is hh:mm:ss. Without times it is the whole day; over midnight it is none that one day could have. */
function openingTime({ allDay, availableStartTime, availableEndTime }: AvailableTime) {
  const opens = allDay === true ? '00:00' : hourAndMinute(availableStartTime ?? '00:00:00');
  const closes = allDay === true ? '23:59' : hourAndMinute(availableEndTime ?? '23:59:00');
  return opens !== undefined && closes !== undefined && opens < closes ? { opens, closes } : null;
}

const hourAndMinute = (time: string): string | undefined => /^((?:[01]\d|2[0-3]):[0-5]\d)(?::|$)/.exec(time)?.[1];

/** True for a holiday or an absence: an exception that covers the whole day. One with times of day is for the hospital to enforce. */
function isExcepted(
  { notAvailable }: Service | Role,
  { serviceDate, timeZone }: { serviceDate: string; timeZone: string },
) {
  return (notAvailable ?? []).some(({ during }) => {
    const { start, end } = during ?? {};
    if (start?.includes('T') || end?.includes('T')) return false;
    const from = localDate(start, timeZone);
    const to = localDate(end, timeZone) ?? from;
    return from !== null && to !== null && from <= serviceDate && serviceDate <= to;
  });
}

function quotasOf(service: Service, systems: FhirSystems): ClinicDay['quotas'] {
  return (service.extension ?? [])
    .filter(({ url }) => url === systems.quota)
    .flatMap(({ extension }) => {
      const session = withUrl(extension, 'session')?.valueCode;
      const limit = withUrl(extension, 'limit')?.valueUnsignedInt;
      const left = withUrl(extension, 'left')?.valueUnsignedInt;
      return isSession(session) && limit !== undefined && left !== undefined ? [{ session, limit, left }] : [];
    });
}

export const isSession = (code: string | undefined): code is Session => code === 'morning' || code === 'afternoon';

/**
 * The doctors of that weekday. Who has no role any more is none of them; a role that is switched off, or has an exception that
 * day, is that of somebody who is absent.
 */
function doctorsOf(
  clinicId: string,
  roles: Role[],
  names: Map<string, string>,
  { systems, ...day }: { serviceDate: string; timeZone: string; systems: FhirSystems },
): DoctorToday[] {
  const doctors = roles
    .filter(({ healthcareService, period }) => refersTo(healthcareService, clinicId) && !hasEnded(period, day))
    .filter(({ availableTime }) => availableTime?.some((time) => includesDay(time, day.serviceDate)) ?? true)
    .flatMap((role): DoctorToday[] => {
      const id = idIn(role.practitioner?.reference, 'Practitioner');
      const name = id === null ? null : (legible(names.get(id)) ?? legible(role.practitioner?.display));
      if (id === null || name === null) return [];
      const waiting = withUrl(role.extension, systems.waitingCount)?.valueUnsignedInt ?? null;
      return [{ id, name, waiting, isAbsent: role.active === false || isExcepted(role, day) }];
    });
  // Of two roles of one person, the one in which they are there counts.
  const present = new Map(doctors.filter(({ isAbsent }) => !isAbsent).map((doctor) => [doctor.id, doctor]));
  return [...new Map(doctors.map((doctor) => [doctor.id, present.get(doctor.id) ?? doctor])).values()];
}

function hasEnded(period: Role['period'], day: { serviceDate: string; timeZone: string }): boolean {
  const end = localDate(period?.end, day.timeZone);
  return end !== null && end < day.serviceDate;
}

const refersTo = (references: Role['healthcareService'], clinicId: string): boolean =>
  references?.some(({ reference }) => idIn(reference, 'HealthcareService') === clinicId) ?? false;

/** A Slot names its Schedule, and that its actors: the clinic, and the doctor by person or by role. */
function slotsByClinic(slots: Slot[], schedules: Schedule[], roles: Role[]): Map<string, ClinicDay['slots']> {
  const actorsById = new Map(schedules.map(({ id, actor }) => [id, actor]));
  const doctorOfRole = new Map(
    roles.map(({ id, practitioner }) => [id, idIn(practitioner?.reference, 'Practitioner')]),
  );
  const found = new Map<string, ClinicDay['slots']>();
  for (const { schedule, start } of slots) {
    const actors = actorsById.get(idIn(schedule.reference, 'Schedule') ?? '') ?? [];
    const doctorId =
      firstIdIn(actors, 'Practitioner') ?? doctorOfRole.get(firstIdIn(actors, 'PractitionerRole') ?? '') ?? null;
    const clinicId = firstIdIn(actors, 'HealthcareService');
    if (clinicId !== null) found.set(clinicId, [...(found.get(clinicId) ?? []), { start, doctorId }]);
  }
  return found;
}

function examinationOf({ type }: Service, systems: FhirSystems): ClinicDay['service'] {
  const coding = codingIn(type, systems.examination);
  return coding?.code === undefined ? null : { code: coding.code, name: coding.display ?? coding.code };
}

/** More sessions than two weeks have are no choice for a screen. */
const mostLaterSessions = 28;

function laterSessions(service: Service, today: string, systems: FhirSystems): ClinicDay['later'] {
  return (service.extension ?? [])
    .filter(({ url }) => url === systems.laterSession)
    .flatMap(({ extension }) => {
      const serviceDate = withUrl(extension, 'date')?.valueDate;
      const session = withUrl(extension, 'session')?.valueCode;
      const isMeant = isDate(serviceDate) && isSession(session) && isPlannable(serviceDate, today);
      return isMeant ? [{ serviceDate, session }] : [];
    })
    .slice(0, mostLaterSessions);
}
