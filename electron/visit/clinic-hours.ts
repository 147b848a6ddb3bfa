import type { ClinicDay, ClinicInfo, Session } from '../../sync/his/hospital-api.ts';
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
export const readModelOf = ({ readModel }: Pick<VisitPorts, 'readModel'>): ReadModel => orElse(nothingKnown, readModel);

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
