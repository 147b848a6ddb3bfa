import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { EndedConsent } from './port.ts';
import type { SealedText, Sealing } from './row-sealing.ts';
import { maxConsents } from './wire.ts';

/**
 * Consents that no longer hold, in the gallery's own file, until a kiosk says that it tells the hospital: a queue can refuse, a
 * kiosk be switched off, and an answer of the hospital's gallery be lost on its way. Inside the caller's transaction.
 */
export interface Ended {
  add(ended: readonly EndedConsent[], today: string): void;
  /** For this kiosk to tell the hospital. What another one has taken is left to it for {@link handedDays} days. */
  hand(kiosk: string, today: string): EndedConsent[];
  /** The kiosk keeps these in its queue now; whatever was not handed to it stays. */
  settle(kiosk: string, ids: readonly string[]): void;
  /** What ended on a later day counts as ended on this one. */
  endOn(day: string): void;
  /** What ended {@link keptDays} before the day and was told nobody is kept no longer. */
  forget(day: string): void;
}

/** A kiosk asks every few minutes; one that was switched off over a weekend still settles what it took. */
const handedDays = 4;
/** A year: as long as a face is kept that nobody uses. By then no kiosk is left that would tell of it. */
const keptDays = 365;

/** Sealed as an enrolment is (row-sealing.ts): for whoever has the key of the file alone, an `id` that names nobody. */
export const endedTableSql = `
  CREATE TABLE ended_consent (
    id TEXT PRIMARY KEY,
    ended_on TEXT NOT NULL,
    salt BLOB NOT NULL,
    sealed BLOB NOT NULL,
    handed_to TEXT,
    handed_on TEXT
  ) STRICT, WITHOUT ROWID;
`;

/** Of an open database that has the table of {@link endedTableSql}. */
export function openEnded(database: Database, sealing: Pick<Sealing, 'sealText' | 'openText'>): Ended {
  const insert = database.prepare<SealedText & { id: string; today: string }>(`
    INSERT INTO ended_consent (id, ended_on, salt, sealed) VALUES (@id, @today, @salt, @sealed)
    ON CONFLICT (id) DO NOTHING`);
  const free = database.prepare<
    { kiosk: string; today: string; days: string; limit: number },
    SealedText & { id: string }
  >(`
    SELECT id, salt, sealed FROM ended_consent
    WHERE handed_to IS NULL OR handed_to = @kiosk OR handed_on <= date(@today, @days)
    ORDER BY id LIMIT @limit`);
  const hand = database.prepare<{ id: string; kiosk: string; today: string }>(
    'UPDATE ended_consent SET handed_to = @kiosk, handed_on = @today WHERE id = @id',
  );
  const remove = database.prepare<[id: string]>('DELETE FROM ended_consent WHERE id = ?');
  const settle = database.prepare<[id: string, kiosk: string]>(
    'DELETE FROM ended_consent WHERE id = ? AND handed_to = ?',
  );
  const endOn = database.prepare<{ day: string }>('UPDATE ended_consent SET ended_on = @day WHERE ended_on > @day');
  const forget = database.prepare<{ day: string; days: string }>(
    'DELETE FROM ended_consent WHERE ended_on < date(@day, @days)',
  );

  return {
    add(ended, today) {
      for (const each of ended) {
        const { id } = each.consent;
        insert.run({ id, today, ...sealing.sealText(id, JSON.stringify(each)) });
      }
    },

    hand(kiosk, today) {
      const rows = free.all({ kiosk, today, days: `-${String(handedDays)} days`, limit: maxConsents });
      return rows.flatMap((row) => {
        const text = sealing.openText(row.id, row);
        if (text === null) {
          // Nobody can ever tell of it, and it would stand before the others.
          remove.run(row.id);
          return [];
        }
        hand.run({ id: row.id, kiosk, today });
        return JSON.parse(text) as EndedConsent;
      });
    },

    settle(kiosk, ids) {
      for (const id of ids) settle.run(id, kiosk);
    },

    endOn: (day) => void endOn.run({ day }),
    forget: (day) => void forget.run({ day, days: `-${String(keptDays)} days` }),
  };
}
