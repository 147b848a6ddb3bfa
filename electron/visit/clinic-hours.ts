import type { ClinicDay, ClinicInfo, Session } from '../../sync/his/hospital-api.ts';
import type { ClinicToday, KnownAge } from '../bridge/snapshot.ts';
import { orElse } from './or-else.ts';
import type { ReadModel, VisitPorts } from './ports.ts';

/**
 * Which clinics take patients while the hospital cannot be asked: what it said last, less what this kiosk has given away
 * since. Other kiosks are not counted, so a refusal afterwards is rare and not impossible.
 */

/** Whether a clinic takes one more now; `time` is local, HH:MM, `taken` counts registrations of this session since the day was fetched. */
export function takesPatients(day: ClinicDay, now: { time: string; session: Session; taken: number }): boolean {
  const isOpen = day.hours === null || day.hours.some(({ opens, closes }) => opens <= now.time && now.time < closes);
  const quota = day.quotas.find(({ session }) => session === now.session);
  return isOpen && (quota === undefined || quota.left - now.taken > 0);
}

const nothingKnown: ReadModel = { days: [], fetchedAt: null };

/** What was last fetched of the hospital; a cache that cannot be read holds nothing. */
const readModelOf = ({ readModel }: Pick<VisitPorts, 'readModel'>): ReadModel => orElse(nothingKnown, readModel);

/** The examination that the hospital books a visit to this clinic as; null when it never said. */
export const serviceOf = (ports: Pick<VisitPorts, 'readModel'>, clinicId: string): ClinicDay['service'] =>
  readModelOf(ports).days.find((day) => day.clinicId === clinicId)?.service ?? null;

/** The known clinics; one whose cached day says that it takes nobody now is closed. */
export function clinicsOffline(
  ports: Pick<VisitPorts, 'readModel' | 'knownClinics' | 'now' | 'localTime' | 'day' | 'queue'>,
): ClinicInfo[] {
  const { days, fetchedAt } = readModelOf(ports);
  const clinics = ports.knownClinics();
  if (fetchedAt === null) return clinics;
  const time = ports.localTime(ports.now().toISOString());
  const { session } = ports.day();
  return clinics.map((clinic) => {
    const day = days.find(({ clinicId }) => clinicId === clinic.id);
    if (!day || !clinic.open) return clinic;
    const taken = orElse(0, () => ports.queue.registeredSince(clinic.id, fetchedAt));
    return { ...clinic, open: takesPatients(day, { time, session, taken }) };
  });
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
        doctors: doctors.slice(0, mostDoctors).map(({ name }) => name),
        nextFree: next === undefined ? null : ports.localTime(next),
      };
    })
    .filter(({ doctors, nextFree }) => doctors.length > 0 || nextFree !== null);
}
