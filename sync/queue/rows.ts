import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { IdentityEvidence } from '../registration.ts';
import type { OutboxState, QueueEntry, QueueStatistics } from './port.ts';

/** A row with how its holder was identified: `chip-read:consistent` and the like, no similarity, no name. */
export type QueueRow = QueueEntry & { evidence: string[] };

/** What staff, the visit and the command line read; nothing here changes a row. */
export interface Rows {
  byKey(key: string): QueueRow | null;
  /** Newest first. */
  newest(limit: number): QueueRow[];
  /** Oldest first. */
  unshown(serviceDate: string): QueueRow[];
  /** The living registration of this lane for a clinic and half-day. */
  ofSameVisit(visit: { lane: string; clinicId: string; serviceDate: string; session: string }): QueueRow | null;
  statistics(now: Date): QueueStatistics;
}

interface StoredRow {
  key: string;
  kind: 'visit' | 'desk';
  number: string;
  official: number;
  clinicId: string | null;
  serviceDate: string;
  state: OutboxState;
  attempts: number;
  lastError: string | null;
  encounterId: string | null;
  hospitalNumber: string | null;
  alreadyThere: number;
  ticketShown: number;
  registeredAt: string;
  evidence: string;
}

const select = `
  SELECT key, kind, ticket_number AS number, ticket_official AS official, clinic_id AS clinicId,
    service_date AS serviceDate, state, attempts, last_error AS lastError, encounter_id AS encounterId,
    hospital_number AS hospitalNumber, already_there AS alreadyThere, ticket_shown AS ticketShown, registered_at AS registeredAt, evidence
  FROM registration JOIN outbox USING (sequence)`;

export function openRows(database: Database): Rows {
  const byKey = database.prepare<[key: string], StoredRow>(`${select} WHERE key = ?`);
  const newest = database.prepare<[limit: number], StoredRow>(`${select} ORDER BY sequence DESC LIMIT ?`);
  const unshown = database.prepare<[serviceDate: string], StoredRow>(
    `${select} WHERE ticket_shown = 0 AND service_date = ? ORDER BY sequence`,
  );
  const sameVisit = database.prepare<
    { lane: string; clinicId: string; serviceDate: string; session: string },
    StoredRow
  >(`${select}
    WHERE registration.lane = @lane AND service_date = @serviceDate AND session = @session AND clinic_id = @clinicId
      AND kind = 'visit' AND state <> 'dead'
    ORDER BY sequence DESC LIMIT 1`);
  const countByState = database.prepare<[], { state: OutboxState; count: number }>(
    'SELECT state, count(*) AS count FROM outbox GROUP BY state',
  );
  // The first committed, not the least time: the clock of a kiosk is not trusted.
  const oldestPending = database
    .prepare<[], string>(
      `SELECT registered_at FROM registration JOIN outbox USING (sequence)
       WHERE state IN ('pending', 'in-flight') ORDER BY sequence LIMIT 1`,
    )
    .pluck();

  return {
    byKey: (key) => toRow(byKey.get(key)),
    newest: (limit) => newest.all(limit).map(fromStored),
    unshown: (serviceDate) => unshown.all(serviceDate).map(fromStored),
    ofSameVisit: (visit) => toRow(sameVisit.get(visit)),

    statistics(now) {
      const counts = new Map(countByState.all().map(({ state, count }) => [state, count]));
      const oldest = oldestPending.get();
      return {
        pending: counts.get('pending') ?? 0,
        inFlight: counts.get('in-flight') ?? 0,
        confirmed: counts.get('confirmed') ?? 0,
        dead: counts.get('dead') ?? 0,
        oldestPendingAgeMs: oldest === undefined ? null : Math.max(0, now.getTime() - Date.parse(oldest)),
      };
    },
  };
}

/** Evidence as words for a list. */
export function evidenceWords(evidence: readonly IdentityEvidence[]): string[] {
  return evidence.map((item) => {
    if ('verdict' in item) return `${item.method}:${item.verdict}`;
    if ('reason' in item) return `${item.method}:${item.reason}`;
    return item.method;
  });
}

function toRow(stored: StoredRow | undefined): QueueRow | null {
  return stored === undefined ? null : fromStored(stored);
}

function fromStored({ number, official, alreadyThere, ticketShown, evidence, ...rest }: StoredRow): QueueRow {
  return {
    ...rest,
    ticket: { number, official: official === 1 },
    alreadyThere: alreadyThere === 1,
    ticketShown: ticketShown === 1,
    evidence: JSON.parse(evidence) as string[],
  };
}
