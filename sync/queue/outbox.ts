import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { RefusalReason } from '../registration.ts';

/** A row handed to the sync engine: the bytes are those frozen at the commit, at every attempt. */
export interface OutboxItem {
  key: string;
  lane: string;
  body: string;
}

/** What became of one attempt, to be written down. */
export type Settlement =
  | { key: string; state: 'confirmed'; encounterId: string | null; alreadyThere: boolean; number: string | null }
  | { key: string; state: 'pending'; detail: string }
  /** It was handed out for nothing. */
  | { key: string; state: 'unsent' }
  | { key: string; state: 'dead'; detail: string; refusal: { reason: RefusalReason; sendTo: string | null } };

/** A server's reason is kept for staff, but no server may fill the disk. */
const longestErrorCharacters = 300;

export interface Outbox {
  insert(sequence: number, lane: string, body: string): void;
  /** The oldest sendable row of each lane, at most `limit`, without the lanes named; they are in flight from now on. */
  claim(limit: number, restingLanes: readonly string[]): OutboxItem[];
  settle(settlement: Settlement): void;
  /** What was in flight when the program ended may or may not have arrived: it is sent again under its key. */
  returnInFlight(): void;
  /** A dead row is sent again, under its key and with its bytes. */
  revive(key: string): void;
  hold(key: string, isHeld: boolean): void;
  /** The row stays, dead and without its body; its lane goes on. */
  setAside(key: string): void;
  laneOf(key: string): string;
}

/** The rows on their way to the hospital. Every method runs inside the caller's transaction. */
export function openOutbox(database: Database): Outbox {
  const insertRow = database.prepare<[sequence: number, lane: string, body: string, sha256: string]>(
    `INSERT INTO outbox (sequence, lane, state, body, body_sha256) VALUES (?, ?, 'pending', ?, ?)`,
  );
  // A dead row holds back what comes after it of its own visit, until staff settle it: without the visit the hospital can apply
  // no amendment, and a refused one may be what the next starts from. Other visits of the person, and notices to the desk, do
  // not wait for that. Only amendments are looked at, by their visit's key: it costs the same however many rows are dead.
  const isHeldBack = (row: string) => `(${row}.amends IS NOT NULL AND ${row}.kind <> 'desk' AND EXISTS (
    SELECT 1 FROM (
      SELECT sequence FROM registration AS visit WHERE visit.key = ${row}.amends
      UNION ALL SELECT sequence FROM registration AS part WHERE part.amends = ${row}.amends AND part.kind <> 'desk'
    ) AS before CROSS JOIN outbox AS refused ON refused.sequence = before.sequence
    WHERE before.sequence < ${row}.sequence AND refused.state = 'dead' AND refused.set_aside = 0))`;
  // Of each lane the oldest pending row that is not held back, while nothing else of the lane travels. Rows that travel are few
  // and read once; a row at the head of the index is free at once, so a claim costs the same however many wait.
  // The first term about earlier rows is that of the partial index, which SQLite uses only when it finds it word for word.
  const sendable = database.prepare<[restingLanes: string, limit: number], OutboxItem>(`
    SELECT registration.key, outbox.lane, outbox.body FROM outbox
    CROSS JOIN registration ON registration.sequence = outbox.sequence
    WHERE outbox.state = 'pending' AND outbox.held = 0
      AND outbox.lane NOT IN (SELECT value FROM json_each(?))
      AND outbox.lane NOT IN (SELECT lane FROM outbox WHERE state = 'in-flight')
      AND NOT ${isHeldBack('registration')}
      AND NOT EXISTS (
        SELECT 1 FROM outbox AS earlier CROSS JOIN registration AS owner ON owner.sequence = earlier.sequence
        WHERE earlier.state <> 'confirmed' AND earlier.lane = outbox.lane AND earlier.sequence < outbox.sequence
          AND earlier.state = 'pending' AND NOT ${isHeldBack('owner')}
      )
    ORDER BY outbox.sequence LIMIT ?`);
  const ofKey = 'sequence = (SELECT sequence FROM registration WHERE key = @key)';
  const send = database.prepare<{ key: string }>(
    `UPDATE outbox SET state = 'in-flight', attempts = attempts + 1 WHERE ${ofKey}`,
  );
  const confirm = database.prepare<{
    key: string;
    encounterId: string | null;
    alreadyThere: number;
    number: string | null;
  }>(`
    UPDATE outbox SET state = 'confirmed', body = NULL, last_error = NULL, encounter_id = @encounterId,
      already_there = @alreadyThere, hospital_number = @number
    WHERE ${ofKey}`);
  const giveBack = database.prepare<{ key: string; detail: string }>(
    `UPDATE outbox SET state = 'pending', last_error = @detail WHERE ${ofKey}`,
  );
  const takeBack = database.prepare<{ key: string }>(
    `UPDATE outbox SET state = 'pending', attempts = attempts - 1 WHERE ${ofKey}`,
  );
  const bury = database.prepare<{ key: string; detail: string; reason: RefusalReason; sendTo: string | null }>(
    `UPDATE outbox SET state = 'dead', last_error = @detail, refusal = @reason, send_to = @sendTo WHERE ${ofKey}`,
  );
  const giveAllBack = database.prepare<[]>(`UPDATE outbox SET state = 'pending' WHERE state = 'in-flight'`);
  const revive = database.prepare<{ key: string }>(
    `UPDATE outbox SET state = 'pending', refusal = NULL, send_to = NULL WHERE ${ofKey}`,
  );
  const hold = database.prepare<{ key: string; held: number }>(`UPDATE outbox SET held = @held WHERE ${ofKey}`);
  const setAside = database.prepare<{ key: string }>(
    `UPDATE outbox SET state = 'dead', held = 0, set_aside = 1, body = '' WHERE ${ofKey}`,
  );
  const lane = database.prepare<{ key: string }, string>(`SELECT lane FROM outbox WHERE ${ofKey}`).pluck();

  return {
    insert(sequence, laneName, body) {
      insertRow.run(sequence, laneName, body, hash('sha256', body, 'hex'));
    },

    claim(limit, restingLanes) {
      const items = sendable.all(JSON.stringify(restingLanes), limit);
      for (const { key } of items) send.run({ key });
      return items;
    },

    settle(settlement) {
      const { key } = settlement;
      switch (settlement.state) {
        case 'confirmed': {
          const { encounterId, alreadyThere, number } = settlement;
          return void confirm.run({ key, encounterId, alreadyThere: alreadyThere ? 1 : 0, number });
        }
        case 'pending':
          return void giveBack.run({ key, detail: settlement.detail.slice(0, longestErrorCharacters) });
        case 'unsent':
          return void takeBack.run({ key });
        case 'dead': {
          const detail = settlement.detail.slice(0, longestErrorCharacters);
          return void bury.run({ key, detail, ...settlement.refusal });
        }
      }
    },

    returnInFlight: () => void giveAllBack.run(),
    revive: (key) => void revive.run({ key }),
    hold: (key, isHeld) => void hold.run({ key, held: isHeld ? 1 : 0 }),
    setAside: (key) => void setAside.run({ key }),
    laneOf: (key) => lane.get({ key }) as string,
  };
}
