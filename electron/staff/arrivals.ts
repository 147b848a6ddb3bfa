import { personOfBody } from '../../sync/his/body-person.ts';
import { type AuditEntry, auditWord, staffActor } from '../../sync/queue/audit.ts';
import type { KioskQueue } from '../../sync/queue/queue.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import type { ArrivalCounts, Arrivals, TaskPerson } from '../bridge/staff-page.ts';
import { calledTicket, payerKnown } from '../visit/my-ticket.ts';
import { toldStream } from '../visit/stream.ts';
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

/** The time of a registration has the hospital's offset, so it begins with the hospital's day. */
const isPlanned = ({ registeredAt, serviceDate }: QueueEntry): boolean => registeredAt.slice(0, 10) < serviceDate;

const nameOf = (clinics: readonly NamedClinic[], clinicId: string) =>
  clinics.find(({ id }) => id === clinicId)?.name ?? null;

/** How many have a number of today's for each clinic through this kiosk; it needs no hospital. */
export function arrivalCounts(queue: ArrivalQueue, day: string, clinics: readonly NamedClinic[]): ArrivalCounts {
  const byClinic = Map.groupBy(waiting(queue, day), ({ clinicId }) => clinicId);
  return {
    day,
    clinics: [...byClinic].map(([clinicId, rows]) => ({
      clinicId,
      name: nameOf(clinics, clinicId),
      arrived: rows.filter((row) => !isPlanned(row)).length,
      planned: rows.filter(isPlanned).length,
      unsent: rows.filter(({ state }) => state !== 'confirmed').length,
    })),
  };
}

export interface ArrivalsAsked {
  day: string;
  now: Date;
  clinicId: string;
  /** The account that asks. */
  by: string;
  /** Whose persons it was told of before: it stands in the audit log once somebody else is told. null: it does in any case. */
  told: ReadonlySet<string> | null;
}

/**
 * One clinic's list, with the people whom the hospital does not have yet, and the keys of their visits. null: the disk refuses to
 * say who looked.
 */
export function arrivalsOf(
  queue: ArrivalQueue,
  { day, now, clinicId, by, told }: ArrivalsAsked,
  clinics: readonly NamedClinic[],
): { list: Arrivals; told: string[] } | null {
  const rows = waiting(queue, day).filter((row) => row.clinicId === clinicId);
  const opened = personsOf(
    queue,
    rows.map(({ visitKey }) => visitKey),
    { actor: staffActor(by), action: 'arrivals-opened', detail: auditWord(clinicId) },
    told,
  );
  if (opened === null) return null;
  return {
    told: [...opened.keys()],
    list: {
      day,
      asOf: now.toISOString(),
      clinicId,
      name: nameOf(clinics, clinicId),
      rows: rows.map((row) => ({
        key: row.key,
        ...calledTicket(row),
        stream: toldStream(row.stream, payerKnown(row)),
        session: row.session,
        since: row.registeredAt,
        isPlanned: isPlanned(row),
        sync: syncOf(row),
        person: opened.get(row.visitKey) ?? null,
      })),
    },
  };
}

/** The people of rows whose bodies are still there; null: the disk refuses to say who looked. `told`: see {@link ArrivalsAsked}. */
export function personsOf(
  queue: Pick<ArrivalQueue, 'staff'>,
  keys: readonly string[],
  entry: AuditEntry,
  told: ReadonlySet<string> | null = null,
): Map<string, TaskPerson> | null {
  const read = queue.staff.write(({ tasks }) => tasks.bodies(keys, entry, told));
  if (read === null) return null;
  return new Map(
    [...read.value].flatMap(([key, body]) => {
      const person = personOfBody(body);
      return person === null ? [] : [[key, person] as const];
    }),
  );
}
