import { personOfBody } from '../../sync/his/body-person.ts';
import { type AuditEntry, auditWord, staffActor } from '../../sync/queue/audit.ts';
import type { KioskQueue } from '../../sync/queue/queue.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import type { ArrivalCounts, Arrivals, TaskPerson } from '../bridge/staff-page.ts';
import { calledTicket } from '../visit/my-ticket.ts';
import { syncOf } from '../visit/synced-ticket.ts';

export type ArrivalQueue = Pick<KioskQueue, 'rows' | 'staff'>;
export type NamedClinic = { id: string; name: { vi: string; en: string } };

/** More than one kiosk registers in a day. */
const mostRows = 5_000;

/** Its patient waits at a clinic: neither cancelled nor moved on. Oldest first. */
function waiting(queue: ArrivalQueue, day: string): (QueueEntry & { clinicId: string })[] {
  return queue
    .rows(mostRows, { serviceDate: day })
    .filter((row): row is QueueEntry & { clinicId: string } => row.clinicId !== null && !row.superseded)
    .filter(({ setAside }) => !setAside)
    .reverse();
}

const nameOf = (clinics: readonly NamedClinic[], clinicId: string) =>
  clinics.find(({ id }) => id === clinicId)?.name ?? null;

/** How many came to each clinic through this kiosk today; it needs no hospital. */
export function arrivalCounts(queue: ArrivalQueue, day: string, clinics: readonly NamedClinic[]): ArrivalCounts {
  const byClinic = Map.groupBy(waiting(queue, day), ({ clinicId }) => clinicId);
  return {
    day,
    clinics: [...byClinic].map(([clinicId, rows]) => ({
      clinicId,
      name: nameOf(clinics, clinicId),
      total: rows.length,
      unsent: rows.filter(({ state }) => state !== 'confirmed').length,
    })),
  };
}

/** One clinic's list, with the people whom the hospital does not have yet. null: the disk refuses to say who looked. */
export function arrivalsOf(
  queue: ArrivalQueue,
  { day, clinicId }: { day: string; clinicId: string },
  clinics: readonly NamedClinic[],
  name: string,
): Arrivals | null {
  const rows = waiting(queue, day).filter((row) => row.clinicId === clinicId);
  const opened = personsOf(
    queue,
    rows.map(({ visitKey }) => visitKey),
    { actor: staffActor(name), action: 'arrivals-opened', detail: auditWord(clinicId) },
  );
  return (
    opened && {
      day,
      clinicId,
      name: nameOf(clinics, clinicId),
      rows: rows.map((row) => ({
        key: row.key,
        ...calledTicket(row),
        stream: row.stream,
        session: row.session,
        since: row.registeredAt,
        sync: syncOf(row),
        person: opened.get(row.visitKey) ?? null,
      })),
    }
  );
}

/** The people of rows whose bodies are still there; null: the disk refuses to say who looked. */
export function personsOf(
  queue: Pick<ArrivalQueue, 'staff'>,
  keys: readonly string[],
  entry: AuditEntry,
): Map<string, TaskPerson> | null {
  const read = queue.staff.write(({ tasks }) => tasks.bodies(keys, entry));
  if (read === null) return null;
  return new Map(
    [...read.value].flatMap(([key, body]) => {
      const person = personOfBody(body);
      return person === null ? [] : [[key, person] as const];
    }),
  );
}
