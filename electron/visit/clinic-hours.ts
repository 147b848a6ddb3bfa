import type { ClinicDay, ClinicInfo, Session } from '../../sync/his/hospital-api.ts';
import type { ClinicToday, KnownAge } from '../bridge/clinic-snapshot.ts';
import { orElse } from './or-else.ts';
import type { ReadModel, VisitPorts } from './ports.ts';

/**
 * Which clinics take patients while the hospital cannot be asked: what it said last, less what this kiosk has given away
 * since. Other kiosks are not counted, so a refusal afterwards is rare and not impossible.
 */

export type Intake = 'open' | 'closed' | 'full';

/** Whether a clinic takes one more now; `time` is local, HH:MM, `taken` counts registrations of this session since the day was fetched. */
export function intakeOf(day: ClinicDay, now: { time: string; session: Session; taken: number }): Intake {
  const isOpen = day.hours === null || day.hours.some(({ opens, closes }) => opens <= now.time && now.time < closes);
  if (!isOpen) return 'closed';
  const quota = day.quotas.find(({ session }) => session === now.session);
  return quota === undefined || quota.left - now.taken > 0 ? 'open' : 'full';
}

const nothingKnown: ReadModel = { days: [], fetchedAt: null };

/** What was last fetched of the hospital; a cache that cannot be read holds nothing. */
const readModelOf = ({ readModel }: Pick<VisitPorts, 'readModel'>): ReadModel => orElse(nothingKnown, readModel);

/** A clinic's day as it was last fetched; null when it was not. */
export const dayOfClinic = (ports: Pick<VisitPorts, 'readModel'>, clinicId: string): ClinicDay | null =>
  readModelOf(ports).days.find((day) => day.clinicId === clinicId) ?? null;

/** The examination that the hospital books a visit to this clinic as; null when it never said. */
export const serviceOf = (ports: Pick<VisitPorts, 'readModel'>, clinicId: string): ClinicDay['service'] =>
  dayOfClinic(ports, clinicId)?.service ?? null;

/** What it takes to say whether a clinic takes patients now. */
export type Clock = Pick<VisitPorts, 'readModel' | 'now' | 'localTime' | 'day' | 'queue'>;

/** What the cached day of a clinic says of it now; null when nothing was fetched of it today. */
function cachedIntake(ports: Clock, clinicId: string): Intake | null {
  const { days, fetchedAt } = readModelOf(ports);
  const day = days.find((each) => each.clinicId === clinicId);
  if (!day || fetchedAt === null) return null;
  const taken = orElse(0, () => ports.queue.registeredSince(clinicId, fetchedAt));
  const time = ports.localTime(ports.now().toISOString());
  return intakeOf(day, { time, session: ports.day().session, taken });
}

/** Whether a clinic takes patients, and if it does not, why: the list says only that it is shut. */
export function intakeNow(ports: Clock, clinic: ClinicInfo): Intake {
  if (clinic.open) return 'open';
  return cachedIntake(ports, clinic.id) === 'full' ? 'full' : 'closed';
}

/** How many wait, and how long, is said to somebody who comes now: of another moment it would mislead. */
export const withoutFigure = ({ waitMinutes: _now, ...clinic }: ClinicInfo): ClinicInfo => ({
  ...clinic,
  waiting: null,
});

export const withoutFigures = (clinics: readonly ClinicInfo[]): ClinicInfo[] => clinics.map(withoutFigure);

/** The known clinics, without figures; one whose cached day says that it takes nobody now is closed. */
export const clinicsOffline = (ports: Clock & Pick<VisitPorts, 'knownClinics'>): ClinicInfo[] =>
  withoutFigures(ports.knownClinics()).map((clinic) => {
    const intake = clinic.open ? cachedIntake(ports, clinic.id) : null;
    return intake === null ? clinic : { ...clinic, open: intake === 'open' };
  });

/**
 * The clinics as the hospital has just said them. Whether one is open is its to say; that its places of this session are gone
 * stands in the cached day alone.
 */
export const clinicsOnline = (ports: Clock, clinics: ClinicInfo[]): ClinicInfo[] =>
  clinics.map((clinic) =>
    clinic.open && cachedIntake(ports, clinic.id) === 'full' ? { ...clinic, open: false } : clinic,
  );

/** The day `days` after a day of the calendar, YYYY-MM-DD; before it when negative. */
export function dayAfter(serviceDate: string, days: number): string {
  const date = new Date(`${serviceDate}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** Since when what is offered is known; a cache that cannot be read does not say. */
export const knownSinceOf = ({ knownSince }: Pick<VisitPorts, 'knownSince'>): string | null => orElse(null, knownSince);

/** How old that is. A clock that was set back makes nothing younger than now. */
export function knownAge({ now }: Pick<VisitPorts, 'now'>, fetchedAt: string | null): KnownAge | null {
  if (fetchedAt === null) return null;
  const ageMs = now().getTime() - Date.parse(fetchedAt);
  return { fetchedAt, ageMinutes: Math.max(0, Math.floor(ageMs / 60_000)) };
}

/** As many names as fit on a clinic's tile. */
const mostDoctors = 2;

/** Who is on duty today and the next free time, of the clinics of which either is known. */
export function clinicsToday(ports: Pick<VisitPorts, 'readModel' | 'now' | 'localTime'>): ClinicToday[] {
  const nowMs = ports.now().getTime();
  return readModelOf(ports)
    .days.map(({ clinicId, doctors, slots }) => {
      const free = slots.map(({ start }) => start).filter((start) => Date.parse(start) > nowMs);
      const [next] = free.toSorted((one, other) => Date.parse(one) - Date.parse(other));
      return {
        clinicId,
        doctors: doctors
          .filter(({ isAbsent }) => !isAbsent)
          .slice(0, mostDoctors)
          .map(({ name }) => name),
        nextFree: next === undefined ? null : ports.localTime(next),
      };
    })
    .filter(({ doctors, nextFree }) => doctors.length > 0 || nextFree !== null);
}
