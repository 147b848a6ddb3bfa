import type { Database } from 'better-sqlite3-multiple-ciphers';
import { z } from 'zod';
import { sqliteDetail } from '../queue/database.ts';
import type { EndedConsent } from './port.ts';
import { endedSchema, maxConsents } from './wire.ts';

/**
 * Consents that no longer hold, in the gallery's own file, until a kiosk says that it tells the hospital: the machine of the
 * gallery has no way to the HIS, and an answer to a kiosk can be lost on its way.
 */
export interface Ended {
  /** Inside the caller's transaction: with the end itself. */
  add(ended: readonly EndedConsent[]): void;
  /** For this kiosk to tell the hospital. What another one has taken is left to it for {@link handedDays} days. */
  hand(kiosk: string, today: string): EndedConsent[];
  /** The kiosk keeps these in its queue now. */
  settle(ids: readonly string[]): void;
}

/** A kiosk asks once a day; one that was switched off over a weekend still settles what it took. */
const handedDays = 4;

/** `content` is JSON, and says whose it was: the file is encrypted, and a row lives until a kiosk has told the hospital. */
export const endedTableSql = `
  CREATE TABLE ended_consent (
    id TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    handed_to TEXT,
    handed_on TEXT
  ) STRICT, WITHOUT ROWID;
`;

/** Of an open database that has the table of {@link endedTableSql}. */
export function openEnded(database: Database): Ended {
  const insert = database.prepare<[id: string, content: string]>(
    'INSERT INTO ended_consent (id, content) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
  );
  const free = database.prepare<
    { kiosk: string; today: string; days: string; limit: number },
    { id: string; content: string }
  >(`
    SELECT id, content FROM ended_consent
    WHERE handed_to IS NULL OR handed_to = @kiosk OR handed_on <= date(@today, @days)
    ORDER BY id LIMIT @limit`);
  const hand = database.prepare<{ id: string; kiosk: string; today: string }>(
    'UPDATE ended_consent SET handed_to = @kiosk, handed_on = @today WHERE id = @id',
  );
  const remove = database.prepare<[id: string]>('DELETE FROM ended_consent WHERE id = ?');

  /** One transaction. A disk that refuses leaves everything as it was: the kiosk asks again tomorrow. */
  function unlessRefused<T>(otherwise: T, action: () => T): T {
    try {
      return database.transaction(action).immediate();
    } catch (error) {
      if (sqliteDetail(error) === null) throw error;
      return otherwise;
    }
  }

  return {
    add(ended) {
      for (const each of ended) insert.run(each.consent.id, JSON.stringify(each));
    },
    hand: (kiosk, today) =>
      unlessRefused([], () => {
        const rows = free.all({ kiosk, today, days: `-${String(handedDays)} days`, limit: maxConsents });
        for (const { id } of rows) hand.run({ id, kiosk, today });
        return rows.map(({ content }) => storedSchema.parse(content));
      }),
    settle(ids) {
      unlessRefused(undefined, () => {
        for (const id of ids) remove.run(id);
      });
    },
  };
}

const storedSchema = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(endedSchema);
