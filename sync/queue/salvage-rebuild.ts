import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { StoredValue } from './salvage-records.ts';

/** What the indexes of `registration` say about one row; they stand on other pages than the row. */
interface Trace {
  keys: Set<string>;
  place: { lane: string; serviceDate: string; session: string; clinicId: string | null } | null;
  ticket: { number: string; official: 0 | 1 } | null;
}

export interface RegistrationTraces {
  /** An entry of any index: what is none of a registration is passed over. */
  note(entry: StoredValue[]): void;
  /** The numbers of all rows of which there is a trace. */
  sequences(): Iterable<number>;
  /**
   * Makes the row anew for each outbox row that lost it, so that what is unsent is still sent and the ticket is known. Stream,
   * evidence and time of day are gone. An amendment stays lost: what it amends stands in its row alone.
   */
  rebuild(database: Database): void;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const keyedHash = /^[0-9a-f]{64}$/;
const checkInKey = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

export function registrationTraces(): RegistrationTraces {
  const traces = new Map<number, Trace>();

  function traceOf(sequence: StoredValue | undefined): Trace {
    const number = Number(sequence);
    const trace = traces.get(number) ?? { keys: new Set(), place: null, ticket: null };
    traces.set(number, trace);
    return trace;
  }

  return {
    note(entry) {
      const [first, second, third, fourth, fifth] = entry;
      const text = String(first);
      const clinicId = fourth === null ? null : String(fourth);
      if (entry.length === 2 && checkInKey.test(text)) {
        // Of an amendment there are two: its own key, and that of its visit.
        traceOf(second).keys.add(text);
      } else if (entry.length === 3 && day.test(text) && typeof second === 'string' && /\d$/.test(second)) {
        traceOf(third).ticket = { number: second, official: 0 };
      } else if (entry.length === 5 && day.test(text)) {
        traceOf(fifth).ticket = { number: String(fourth), official: 1 };
      } else if (entry.length === 5 && keyedHash.test(text)) {
        traceOf(fifth).place = { lane: text, serviceDate: String(second), session: String(third), clinicId };
      }
    },

    sequences: () => traces.keys(),

    rebuild(database) {
      const insert = database.prepare(`
        INSERT INTO registration (sequence, key, kind, lane, clinic_id, service_date, session, ticket_number,
          ticket_official, evidence, registered_at)
        VALUES (@sequence, @key, @kind, @lane, @clinicId, @serviceDate, @session, @number, @official, '[]', @registeredAt)`);
      const orphans = database
        .prepare<[], number>('SELECT sequence FROM outbox WHERE sequence NOT IN (SELECT sequence FROM registration)')
        .pluck()
        .all();
      for (const sequence of orphans) {
        const { keys, place, ticket } = traceOf(sequence);
        const [key, ...others] = keys;
        if (place === null || ticket === null || others.length > 0) continue;
        const kind = place.clinicId === null ? 'desk' : 'visit';
        const registeredAt = `${place.serviceDate}T00:00:00Z`;
        unlessRefused(() => insert.run({ sequence, key, kind, ...place, ...ticket, registeredAt }));
      }
    },
  };
}

/** A row that the new database's constraints do not take is left behind: it has no key, or one that another row has. */
export function unlessRefused(insert: () => unknown): void {
  try {
    insert();
  } catch (error) {
    if (!(error instanceof SqliteDatabase.SqliteError) || !error.code.startsWith('SQLITE_CONSTRAINT')) throw error;
  }
}
