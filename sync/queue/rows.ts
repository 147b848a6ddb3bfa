import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { IdentityEvidence, RefusalReason } from '../registration.ts';
import type { OutboxState, QueueEntry } from './port.ts';

/** Which rows of a list; what is left out does not matter. */
export interface RowFilter {
  state?: OutboxState;
  held?: true;
  setAside?: boolean;
  serviceDate?: string;
  /** Of this day or a later one. */
  fromDate?: string;
}

/** A clinic's half-day, and by which hashes (lane.ts) its visitor is known. */
export interface SameVisit {
  hashes: readonly string[];
  clinicId: string;
  appointmentId: string | null;
  serviceDate: string;
  session: string;
}

/** What staff, the visit and the command line read; nothing here changes a row. */
export interface Rows {
  byKey(key: string): QueueEntry | null;
  /** Newest first. */
  newest(limit: number, filter?: RowFilter): QueueEntry[];
  /** Of those registered on a day, for then or later; oldest first. */
  unshown(today: string): QueueEntry[];
  /** Refused rows without a decision, oldest first. */
  undecided(): QueueEntry[];
  /** What the hospital does not have, with the frozen bodies, oldest first. */
  unsettled(): (QueueEntry & { body: string })[];
  /** A visit and its amendments, oldest first, without consents and notices to the desk. */
  ofVisit(visitKey: string): QueueEntry[];
  /** The row that stands for a visit now; a superseded one only where its successor was lost. */
  current(key: string): QueueEntry | null;
  /** The ticket that a person holds for a clinic or an appointment, in one half-day. */
  ofSameVisit(visit: SameVisit): QueueEntry | null;
  /** The lane of the newest row that shares a hash. */
  laneOf(hashes: readonly string[]): string | null;
  /** All hashes of the person of a row; its lane is one of them or its own. */
  hashesOf(key: string): string[];
  /** Living rows of a clinic's half-day since an instant; whole seconds count. */
  livingSince(clinic: { clinicId: string; serviceDate: string; session: string; sinceIso: string }): number;
}

/** What the tables have in another form than it is told in. */
interface StoredForms {
  number: string;
  official: number;
  superseded: number;
  held: number;
  setAside: number;
  refusal: RefusalReason | null;
  sendTo: string | null;
  alreadyThere: number;
  ticketShown: number;
  evidence: string;
  checkAtDoor: number | null;
}

type Stored = Omit<QueueEntry, 'ticket' | keyof StoredForms> & StoredForms;

// What is told of a visit without a ticket of its own carries the number of one that stands in another row of it.
const columns = `
  registration.key, kind, CASE WHEN consent IS NULL THEN amendment ELSE 'consent' END AS amendment, coalesce(amends, registration.key) AS visitKey, superseded, ticket_number AS number,
  CASE WHEN amends IS NOT NULL AND clinic_id IS NULL THEN coalesce((
    SELECT max(own.ticket_official) FROM registration AS own
    WHERE (own.key = registration.amends OR own.amends = registration.amends)
      AND own.clinic_id IS NOT NULL AND own.ticket_number = registration.ticket_number), 0)
  ELSE ticket_official END AS official,
  clinic_id AS clinicId, stream, priority_reason AS priorityReason, service_date AS serviceDate, session, state, held, set_aside AS setAside, attempts,
  last_error AS lastError, refusal, send_to AS sendTo, encounter_id AS encounterId, hospital_number AS hospitalNumber,
  already_there AS alreadyThere, ticket_shown AS ticketShown, registered_at AS registeredAt, body_sha256 AS bodySha256, evidence,
  check_at_door AS checkAtDoor, desk_reason AS deskReason, language, payer`;
const tables = 'registration JOIN outbox ON outbox.sequence = registration.sequence';
const select = `SELECT ${columns} FROM ${tables}`;

/** Its patient may still be called by its ticket: neither cancelled nor moved on nor refused, nor its visit refused. */
const isLiving = `
  clinic_id IS NOT NULL AND superseded = 0 AND state <> 'dead' AND NOT EXISTS (
    SELECT 1 FROM registration AS visit JOIN outbox AS sent ON sent.sequence = visit.sequence
    WHERE visit.key = registration.amends AND sent.state = 'dead')`;

// The condition in it is that of the partial index, which SQLite uses only when it finds it word for word: weeks of rows, and
// bodies of many that wait, are not read for the few that are held.
const isHeld = `outbox.sequence IN (
  SELECT sequence FROM outbox
  WHERE held = 1 AND (held = 1 OR set_aside = 1 OR already_there = 1 OR attempts <> (state = 'confirmed')))`;

// Rows of a program that knew no `person_key` are found by their lane alone: the hash of their strongest key.
const ofOnePerson = `
  SELECT sequence FROM person_key WHERE hash IN (SELECT value FROM json_each(@hashes))
  UNION SELECT sequence FROM registration WHERE lane IN (SELECT value FROM json_each(@hashes))`;

type WithHashes<T> = Omit<T, 'hashes'> & { hashes: string };

export function openRows(database: Database): Rows {
  const byKey = database.prepare<[key: string], Stored>(`${select} WHERE registration.key = ?`);
  // The time of a registration has the hospital's offset, so it begins with the hospital's day.
  const unshown = database.prepare<{ today: string }, Stored>(
    `${select} WHERE ticket_shown = 0 AND service_date >= @today AND substr(registered_at, 1, 10) = @today
       AND superseded = 0 ORDER BY registration.sequence`,
  );
  const undecided = database.prepare<[], Stored>(
    `${select} WHERE state = 'dead' AND set_aside = 0 ORDER BY outbox.sequence`,
  );
  const unsettled = database.prepare<[], Stored & { body: string }>(
    `SELECT ${columns}, body FROM ${tables}
     WHERE state IN ('pending', 'in-flight', 'dead') AND set_aside = 0 ORDER BY outbox.sequence`,
  );
  const ofVisit = `(registration.key = @visitKey OR (amends = @visitKey AND kind = 'visit'))`;
  const wholeVisit = database.prepare<{ visitKey: string }, Stored>(
    `${select} WHERE ${ofVisit} ORDER BY registration.sequence`,
  );
  const current = database.prepare<{ visitKey: string }, Stored>(
    `${select} WHERE ${ofVisit} ORDER BY superseded, registration.sequence DESC LIMIT 1`,
  );
  // From the few rows of the person, never from the many of the clinic's day: the order of a cross join is not changed.
  const sameVisit = database.prepare<WithHashes<SameVisit>, Stored>(`
    SELECT ${columns} FROM (${ofOnePerson}) AS same CROSS JOIN registration ON registration.sequence = same.sequence
      CROSS JOIN outbox ON outbox.sequence = registration.sequence
    WHERE service_date = @serviceDate AND session = @session
      AND (clinic_id = @clinicId OR appointment_id = @appointmentId) AND ${isLiving}
    ORDER BY registration.sequence DESC LIMIT 1`);
  const lane = database
    .prepare<{ hashes: string }, string>(
      `SELECT lane FROM registration WHERE sequence = (SELECT max(sequence) FROM (${ofOnePerson}))`,
    )
    .pluck();
  const hashes = database
    .prepare<{ key: string }, string>(
      `SELECT lane FROM registration WHERE key = @key
       UNION SELECT hash FROM person_key WHERE sequence = (SELECT sequence FROM registration WHERE key = @key)`,
    )
    .pluck();
  const livingSince = database
    .prepare<Parameters<Rows['livingSince']>[0], number>(
      `SELECT count(*) FROM ${tables}
       WHERE clinic_id = @clinicId AND service_date = @serviceDate AND session = @session
         AND unixepoch(registered_at) >= unixepoch(@sinceIso) AND ${isLiving}`,
    )
    .pluck();

  return {
    byKey: (key) => toRow(byKey.get(key)),
    unshown: (today) => unshown.all({ today }).map(fromStored),
    undecided: () => undecided.all().map(fromStored),
    unsettled: () => unsettled.all().map(({ body, ...stored }) => ({ ...fromStored(stored), body })),
    ofVisit: (visitKey) => wholeVisit.all({ visitKey }).map(fromStored),
    ofSameVisit: (visit) => toRow(sameVisit.get({ ...visit, hashes: JSON.stringify(visit.hashes) })),
    laneOf: (known) => lane.get({ hashes: JSON.stringify(known) }) ?? null,
    hashesOf: (key) => hashes.all({ key }),
    livingSince: (clinic) => livingSince.get(clinic) as number,

    newest(limit, { state, held, setAside, serviceDate, fromDate } = {}) {
      const terms = [
        ...(state === undefined ? [] : ['state = @state']),
        ...(held === undefined ? [] : [isHeld]),
        ...(setAside === undefined ? [] : [`set_aside = ${Number(setAside)}`]),
        ...(serviceDate === undefined ? [] : ['service_date = @serviceDate']),
        ...(fromDate === undefined ? [] : ['service_date >= @fromDate']),
      ];
      return database
        .prepare<Record<'state' | 'serviceDate' | 'fromDate', string | undefined> & { limit: number }, Stored>(
          `${select} WHERE ${['TRUE', ...terms].join(' AND ')} ORDER BY outbox.sequence DESC LIMIT @limit`,
        )
        .all({ limit, state, serviceDate, fromDate })
        .map(fromStored);
    },

    current(key) {
      const row = byKey.get(key);
      return row === undefined ? null : toRow(current.get({ visitKey: row.visitKey }));
    },
  };
}

/** Evidence as words for a list. */
export function evidenceWords(evidence: readonly IdentityEvidence[]): string[] {
  return evidence.map((item) => {
    if ('verdict' in item) return `${item.method}:${item.verdict}`;
    if ('reason' in item) return `${item.method}:${item.reason}`;
    if ('factor' in item) return `${item.method}:${item.factor}`;
    if ('result' in item) return `${item.method}:${item.result}`;
    return item.method;
  });
}

function toRow(stored: Stored | undefined): QueueEntry | null {
  return stored === undefined ? null : fromStored(stored);
}

function fromStored({
  number,
  official,
  superseded,
  held,
  setAside,
  refusal,
  sendTo,
  alreadyThere,
  ticketShown,
  evidence,
  checkAtDoor,
  ...rest
}: Stored): QueueEntry {
  return {
    ...rest,
    ticket: { number, official: official === 1 },
    superseded: superseded === 1,
    held: held === 1,
    setAside: setAside === 1,
    refusal: refusal === null ? null : { reason: refusal, sendTo },
    alreadyThere: alreadyThere === 1,
    ticketShown: ticketShown === 1,
    evidence: JSON.parse(evidence) as string[],
    checkAtDoor: checkAtDoor === null ? null : checkAtDoor === 1,
  };
}
