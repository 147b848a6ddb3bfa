import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { AuditHead } from '../his/hospital-api.ts';

/** What may be written down about who did what; `subject` is a check-in key and never anything of a person. */
export type AuditAction =
  | 'registered'
  | 'cancelled'
  | 'clinic-changed'
  | 'ticket-shown'
  | 'confirmed'
  | 'refused'
  | 'retried'
  | 'held'
  | 'released'
  | 'set-aside'
  | 'exported'
  | 'forgotten'
  | 'salvaged'
  | 'key-rotated'
  | 'enrolled'
  | 'numbers-skipped'
  | 'station-started'
  | 'face-enrolled'
  | 'face-recognised'
  | 'face-not-recognised'
  | 'face-limited'
  | 'face-withdrawn'
  | 'face-asked'
  | 'face-expired'
  | 'consent-recorded'
  | 'account-added'
  | 'account-removed'
  | 'pin-changed'
  | 'card-given'
  | 'logged-in'
  | 'login-refused'
  | 'task-changed'
  | 'person-opened'
  | 'arrivals-opened'
  | 'identity-checked-by-staff'
  | 'identity-compared'
  | 'ticket-reprinted'
  | 'test-printed'
  | 'report-exported'
  | 'call-acknowledged'
  | 'kiosk-closed'
  | 'kiosk-opened';

export interface AuditEntry {
  /** `kiosk`, `patient`, or `staff:NAME` with the name of the operating system's user or of the account on the staff's page. */
  actor: string;
  action: AuditAction;
  subject?: string | null;
  /** A word or a count of ours. */
  detail?: string | null;
}

/** An entry as it is kept. `at` is UTC, ISO 8601 with milliseconds; `hash` is the chain's, hexadecimal. */
export interface AuditRow {
  number: number;
  at: string;
  actor: string;
  action: string;
  subject: string | null;
  detail: string | null;
  hash: string;
}

export type AuditVerdict =
  | { kind: 'intact'; head: AuditHead | null }
  /** `number` is the first row that is wrong: changed, missing or out of order. */
  | { kind: 'broken'; number: number }
  /** The chain is whole but ends before, or differs from, what was sent off the kiosk. */
  | { kind: 'cut'; head: AuditHead | null; expected: AuditHead };

export interface Audit {
  /** Inside the caller's transaction: an entry exists only with what it speaks of. */
  append(entry: AuditEntry): void;
  head(): AuditHead | null;
  /** Reads every row. `expected`: the newest head that was sent off the kiosk. */
  verify(expected?: AuditHead | null): AuditVerdict;
  /** The same in steps of some thousand rows, between which the caller may do, and the log may hold, something else. */
  verifySteps(expected?: AuditHead | null): Generator<void, AuditVerdict>;
  /** The newest entry of an action among the last hundred thousand, which are a busy kiosk's two weeks. */
  newest(action: AuditAction): AuditRow | null;
  /** Newest first. */
  list(limit: number): AuditRow[];
}

/** Stands before the first row: as many zeros as a SHA-256 has digits. */
const noHash = '0'.repeat(64);

/** Some ten milliseconds of work. */
const rowsPerStep = 5_000;
const newestRows = 100_000;

const actorPattern = /^(?:kiosk|patient|staff:[a-z0-9._-]{1,32})$/;
/** Somebody of the staff as an entry names them: `DOMAIN\\Lan` becomes `domain-lan`, and 32 characters are the most. */
export const staffActor = (name: string): string =>
  `staff:${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]/g, '-')
    .slice(0, 32)}`;

const subjectPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** An old identity number has nine digits; nothing of ours is counted that far. */
const detailPattern = /^(?!.*\d{9})[a-z0-9 :._-]{1,64}$/;
/** An id of the hospital's as a detail: itself where it fits, else the beginning of its SHA-256, by which it is found again. */
export function auditWord(id: string): string {
  const word = id.toLowerCase();
  return detailPattern.test(word) ? word : `sha256:${hash('sha256', id, 'hex').slice(0, 8)}`;
}

/**
 * The hash of a row: SHA-256, in lower-case hexadecimal, of the UTF-8 bytes of the JSON array
 *
 *     [hash of the row before, number, at, actor, action, subject, detail]
 *
 * without white space, absent values as `null`, strings and the number as JSON.stringify writes them (RFC 8785). The hash
 * before the first row, number 1, is 64 zeros.
 */
function rowHash(previousHash: string, row: Omit<AuditRow, 'hash'>): string {
  const { number, at, actor, action, subject, detail } = row;
  return hash('sha256', JSON.stringify([previousHash, number, at, actor, action, subject, detail]), 'hex');
}

/** The audit log of an open database. */
export function openAudit(database: Database, now: () => Date): Audit {
  const newest = database.prepare<[], AuditHead>(
    'SELECT number AS count, hash FROM audit ORDER BY number DESC LIMIT 1',
  );
  const insert = database.prepare<AuditRow>(`
    INSERT INTO audit (number, at, actor, action, subject, detail, hash)
    VALUES (@number, @at, @actor, @action, @subject, @detail, @hash)`);
  const select = 'SELECT number, at, actor, action, subject, detail, hash FROM audit';
  const after = database.prepare<[number: number, limit: number], AuditRow>(
    `${select} WHERE number > ? ORDER BY number LIMIT ?`,
  );
  const newestFirst = database.prepare<[limit: number], AuditRow>(`${select} ORDER BY number DESC LIMIT ?`);
  const newestOf = database.prepare<[rows: number, action: AuditAction], AuditRow>(
    `${select} WHERE number > (SELECT max(number) FROM audit) - ? AND action = ? ORDER BY number DESC LIMIT 1`,
  );

  function* verifySteps(expected: AuditHead | null = null): Generator<void, AuditVerdict> {
    let head: AuditHead | null = null;
    let isExpectedMet = expected === null;
    // Not 0: a number that is none of ours is one that is wrong.
    let reached = Number.NEGATIVE_INFINITY;
    for (;;) {
      const rows = after.all(reached, rowsPerStep);
      if (rows.length === 0) break;
      for (const row of rows) {
        const number: number = (head?.count ?? 0) + 1;
        if (row.number !== number || row.hash !== rowHash(head?.hash ?? noHash, row)) return { kind: 'broken', number };
        head = { count: number, hash: row.hash };
        reached = number;
        if (number === expected?.count) isExpectedMet = row.hash === expected.hash;
      }
      yield;
    }
    return isExpectedMet || expected === null ? { kind: 'intact', head } : { kind: 'cut', head, expected };
  }

  return {
    append({ actor, action, subject, detail }) {
      const head = newest.get();
      const row = {
        number: (head?.count ?? 0) + 1,
        at: now().toISOString(),
        // What does not fit the patterns could name a person: it is left out, the entry is not.
        actor: actorPattern.test(actor) ? actor : 'staff',
        action,
        subject: ifFitting(subject, subjectPattern),
        detail: ifFitting(detail, detailPattern),
      };
      insert.run({ ...row, hash: rowHash(head?.hash ?? noHash, row) });
    },

    head: () => newest.get() ?? null,

    verify(expected) {
      const steps = verifySteps(expected);
      let step = steps.next();
      while (step.done !== true) step = steps.next();
      return step.value;
    },

    verifySteps,
    newest: (action) => newestOf.get(newestRows, action) ?? null,

    list: (limit) => newestFirst.all(limit),
  };
}

function ifFitting(text: string | null | undefined, pattern: RegExp): string | null {
  return typeof text === 'string' && pattern.test(text) ? text : null;
}
