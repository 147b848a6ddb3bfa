import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3-multiple-ciphers';

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
  | { key: string; state: 'dead'; detail: string };

/** `send-again`: the cause is mended. `set-aside`: settled by hand; the row stays, its lane goes on. */
export type DeadRowDecision = 'send-again' | 'set-aside';

/** A server's reason is kept for staff, but no server may fill the disk. */
const longestErrorCharacters = 300;

export interface Outbox {
  insert(sequence: number, lane: string, body: string): void;
  /** The oldest sendable row of each lane, at most `limit`, without the lanes named; they are in flight from now on. */
  claim(limit: number, restingLanes: readonly string[]): OutboxItem[];
  settle(settlement: Settlement): void;
  /** What was in flight when the program ended may or may not have arrived: it is sent again under its key. */
  returnInFlight(): void;
  /** Staff decision about a dead row; false when the row is not dead. */
  decide(key: string, decision: DeadRowDecision): boolean;
}

/** The rows on their way to the hospital. Every method runs inside the caller's transaction. */
export function openOutbox(database: Database): Outbox {
  const insertRow = database.prepare<[sequence: number, lane: string, body: string, sha256: string]>(
    `INSERT INTO outbox (sequence, lane, state, body, body_sha256) VALUES (?, ?, 'pending', ?, ?)`,
  );
  // The first term of each condition is that of the partial index, which SQLite uses only when it finds it word for word.
  const unsettled = (row: string) => `${row}.state <> 'confirmed' AND ${row}.lane = outbox.lane`;
  // A dead row holds back the visits behind it until staff settle it; a person at the desk does not wait for that.
  const isHeldBack = (kind: string, sequence: string) => `(${kind} <> 'desk' AND EXISTS (
    SELECT 1 FROM outbox AS dead
    WHERE ${unsettled('dead')} AND dead.state = 'dead' AND dead.set_aside = 0 AND dead.sequence < ${sequence}))`;
  // Of each lane the oldest pending row that is not held back, while nothing else of the lane travels.
  const sendable = database.prepare<[restingLanes: string, limit: number], OutboxItem>(`
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
  const giveBack = database.prepare<{ key: string; state: 'pending' | 'dead'; detail: string }>(
    `UPDATE outbox SET state = @state, last_error = @detail WHERE ${ofKey}`,
  );
  const giveAllBack = database.prepare<[]>(`UPDATE outbox SET state = 'pending' WHERE state = 'in-flight'`);
  const decideRow = database.prepare<{ key: string; state: 'pending' | 'dead'; setAside: number }>(
    `UPDATE outbox SET state = @state, set_aside = @setAside WHERE state = 'dead' AND ${ofKey}`,
  );

  return {
    insert(sequence, lane, body) {
      insertRow.run(sequence, lane, body, createHash('sha256').update(body).digest('hex'));
    },

    claim(limit, restingLanes) {
      const items = sendable.all(JSON.stringify(restingLanes), limit);
      for (const { key } of items) send.run({ key });
      return items;
    },

    settle(settlement) {
      if (settlement.state === 'confirmed') {
        const { key, encounterId, alreadyThere, number } = settlement;
        confirm.run({ key, encounterId, alreadyThere: alreadyThere ? 1 : 0, number });
      } else {
        const { key, state, detail } = settlement;
        giveBack.run({ key, state, detail: detail.slice(0, longestErrorCharacters) });
      }
    },

    returnInFlight() {
      giveAllBack.run();
    },

    decide(key, decision) {
      const sendAgain = decision === 'send-again';
      const { changes } = decideRow.run({ key, state: sendAgain ? 'pending' : 'dead', setAside: sendAgain ? 0 : 1 });
      return changes === 1;
    },
  };
}
