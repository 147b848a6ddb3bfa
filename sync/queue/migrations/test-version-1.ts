import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { initial } from './001-initial.ts';

/**
 * The program of schema version 1, reduced to its statements as they were: it makes the files that version 2 takes over, and
 * must go on working on a file of version 2 when an update is taken back. Not to be changed with the present program.
 */
export interface VersionOne {
  database: Database;
  register(row: { key: string; lane: string; clinicId: string; serviceDate: string; session: string }): string;
  /** Keys handed out, in order. */
  claim(limit: number): string[];
  confirm(key: string): void;
  refuse(key: string, detail: string): void;
  decide(key: string, decision: 'pending' | 'dead', setAside: 0 | 1): number;
  addLease(clinicId: string, serviceDate: string, session: string, prefix: string, first: number, last: number): void;
  rows(): { key: string; number: string; state: string; ticketShown: number }[];
  ofSameVisit(lane: string, clinicId: string, serviceDate: string, session: string): string | undefined;
  countByState(): Record<string, number>;
  showTicket(key: string): void;
  start(before: string): void;
}

export function openVersionOne(file: string, keyHex: string): VersionOne {
  const database = new SqliteDatabase(file);
  database.pragma(`cipher = 'sqlcipher'`);
  database.pragma('legacy = 4');
  database.pragma(`key = "x'${keyHex}'"`);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('secure_delete = ON');
  if (database.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Error('damaged');
  database.transaction(() => bringUpToDate(database)).immediate();

  const insertRegistration = database.prepare(`
    INSERT INTO registration (key, kind, lane, clinic_id, stream, service_date, session, ticket_number, ticket_official,
      evidence, registered_at)
    VALUES (@key, @kind, @lane, @clinicId, @stream, @serviceDate, @session, @number, @official, @evidence, @registeredAt)`);
  const insertOutbox = database.prepare(
    `INSERT INTO outbox (sequence, lane, state, body, body_sha256) VALUES (?, ?, 'pending', ?, ?)`,
  );
  const takeLeased = database.prepare<object, { prefix: string; number: number }>(`
    UPDATE lease SET next = next + 1
    WHERE id = (
      SELECT id FROM lease
      WHERE clinic_id = @clinicId AND service_date = @serviceDate AND session = @session AND stream = @stream
        AND next <= last
      ORDER BY id LIMIT 1
    )
    RETURNING prefix, next - 1 AS number`);
  const takeOwn = database
    .prepare<[serviceDate: string, prefix: string], number>(
      `INSERT INTO own_series (service_date, prefix, last) VALUES (?, ?, 1)
       ON CONFLICT (service_date, prefix) DO UPDATE SET last = last + 1
       RETURNING last`,
    )
    .pluck();
  const insertLease = database.prepare(`
    INSERT INTO lease (clinic_id, service_date, session, stream, prefix, first, last, next)
    VALUES (@clinicId, @serviceDate, @session, @stream, @prefix, @first, @last, @first)`);
  const unsettled = (row: string) => `${row}.state <> 'confirmed' AND ${row}.lane = outbox.lane`;
  const isHeldBack = (kind: string, sequence: string) => `(${kind} <> 'desk' AND EXISTS (
    SELECT 1 FROM outbox AS dead
    WHERE ${unsettled('dead')} AND dead.state = 'dead' AND dead.set_aside = 0 AND dead.sequence < ${sequence}))`;
  const sendable = database.prepare<[restingLanes: string, limit: number], { key: string }>(`
    SELECT registration.key, outbox.lane, outbox.body FROM outbox
    JOIN registration USING (sequence)
    WHERE outbox.state = 'pending'
      AND outbox.lane NOT IN (SELECT value FROM json_each(?))
      AND NOT ${isHeldBack('registration.kind', 'outbox.sequence')}
      AND NOT EXISTS (SELECT 1 FROM outbox AS busy WHERE ${unsettled('busy')} AND busy.state = 'in-flight')
      AND NOT EXISTS (
        SELECT 1 FROM outbox AS earlier JOIN registration AS owner ON owner.sequence = earlier.sequence
        WHERE ${unsettled('earlier')} AND earlier.state = 'pending' AND earlier.sequence < outbox.sequence
          AND NOT ${isHeldBack('owner.kind', 'earlier.sequence')}
      )
    ORDER BY outbox.sequence LIMIT ?`);
  const ofKey = 'sequence = (SELECT sequence FROM registration WHERE key = @key)';
  const send = database.prepare(`UPDATE outbox SET state = 'in-flight', attempts = attempts + 1 WHERE ${ofKey}`);
  const confirm = database.prepare(`
    UPDATE outbox SET state = 'confirmed', body = NULL, last_error = NULL, encounter_id = @encounterId,
      already_there = @alreadyThere, hospital_number = @number
    WHERE ${ofKey}`);
  const giveBack = database.prepare(`UPDATE outbox SET state = @state, last_error = @detail WHERE ${ofKey}`);
  const giveAllBack = database.prepare(`UPDATE outbox SET state = 'pending' WHERE state = 'in-flight'`);
  const decideRow = database.prepare(
    `UPDATE outbox SET state = @state, set_aside = @setAside WHERE state = 'dead' AND ${ofKey}`,
  );
  const select = `
    SELECT key, kind, ticket_number AS number, ticket_official AS official, clinic_id AS clinicId,
      service_date AS serviceDate, state, attempts, last_error AS lastError, encounter_id AS encounterId,
      hospital_number AS hospitalNumber, already_there AS alreadyThere, ticket_shown AS ticketShown, registered_at AS registeredAt, evidence
    FROM registration JOIN outbox USING (sequence)`;
  const newest = database.prepare<[limit: number], { key: string; number: string; state: string; ticketShown: number }>(
    `${select} ORDER BY sequence DESC LIMIT ?`,
  );
  const sameVisit = database.prepare<object, { key: string }>(`${select}
    WHERE registration.lane = @lane AND service_date = @serviceDate AND session = @session AND clinic_id = @clinicId
      AND kind = 'visit' AND state <> 'dead'
    ORDER BY sequence DESC LIMIT 1`);
  const countByState = database.prepare<[], { state: string; count: number }>(
    'SELECT state, count(*) AS count FROM outbox GROUP BY state',
  );
  const showTicket = database.prepare('UPDATE registration SET ticket_shown = 1 WHERE key = ? AND ticket_shown = 0');
  const forgetConfirmed = database.prepare(`
    DELETE FROM registration WHERE service_date < ? AND sequence IN (SELECT sequence FROM outbox WHERE state = 'confirmed')`);

  return {
    database,
    register({ key, lane, clinicId, serviceDate, session }) {
      return database
        .transaction(() => {
          const leased = takeLeased.get({ clinicId, serviceDate, session, stream: 'insured' });
          const prefix = leased?.prefix ?? 'K1-';
          const number = `${prefix}${String(leased?.number ?? takeOwn.get(serviceDate, prefix)).padStart(3, '0')}`;
          const { lastInsertRowid } = insertRegistration.run({
            ...{ key, lane, clinicId, serviceDate, session, number },
            kind: 'visit',
            stream: 'insured',
            official: leased === undefined ? 0 : 1,
            evidence: '["code-scanned"]',
            registeredAt: `${serviceDate}T08:30:00+07:00`,
          });
          insertOutbox.run(lastInsertRowid, lane, `body of ${key}`, 'not looked at');
          return number;
        })
        .immediate();
    },
    claim(limit) {
      return database
        .transaction(() => {
          const items = sendable.all('[]', limit);
          for (const { key } of items) send.run({ key });
          return items.map(({ key }) => key);
        })
        .immediate();
    },
    confirm: (key) => void confirm.run({ key, encounterId: 'encounter-1', alreadyThere: 0, number: null }),
    refuse: (key, detail) => void giveBack.run({ key, state: 'dead', detail }),
    decide: (key, state, setAside) => decideRow.run({ key, state, setAside }).changes,
    addLease(clinicId, serviceDate, session, prefix, first, last) {
      insertLease.run({ clinicId, serviceDate, session, stream: 'insured', prefix, first, last });
    },
    rows: () => newest.all(100),
    ofSameVisit: (lane, clinicId, serviceDate, session) => sameVisit.get({ lane, clinicId, serviceDate, session })?.key,
    countByState: () => Object.fromEntries(countByState.all().map(({ state, count }) => [state, count])),
    showTicket: (key) => void showTicket.run(key),
    start(before) {
      giveAllBack.run();
      forgetConfirmed.run(before);
      database
        .prepare('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING')
        .run('lane-secret', 'ab'.repeat(32));
    },
  };
}

function bringUpToDate(database: Database): void {
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > 1) {
    const oldest = database.prepare('SELECT value FROM meta WHERE name = ?').pluck().get('oldest-reader');
    if (Number(oldest) > 1) throw new Error('newer schema');
  }
  if (version > 0) return;
  database.exec(initial.sql);
  database
    .prepare('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
    .run('oldest-reader', '1');
  database.pragma('user_version = 1');
}
