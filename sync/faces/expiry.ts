import type { Database } from 'better-sqlite3-multiple-ciphers';
import { openBelievedDay } from '../queue/retention.ts';

/** The newest day that was ever believed, in `meta`. */
const newestDayName = 'newest-day';

interface ExpiryDays {
  /** From which is counted back. */
  day: string;
  /** Whatever was used later was used by a clock that was ahead, and counts as used on this day; null: nobody can say. */
  latestUse: string | null;
}

/**
 * What the clock is believed, inside the caller's transaction. One that has just leapt ahead lets nothing expire. One that has
 * gone back behind a day that was believed is no reason to call what was used since unused: else a clock that falls to the year
 * 2000 and is set right again would take everybody away.
 */
export function openExpiry(
  database: Database,
  keptDays: number,
  newestUse: () => string | null,
): (today: string) => ExpiryDays {
  const believedDay = openBelievedDay(database, keptDays, newestUse);
  const newest = database.prepare<[name: string], string>('SELECT value FROM meta WHERE name = ?').pluck();
  const keepNewest = database.prepare<[name: string, day: string]>(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );

  return (today) => {
    const { day, isBelieved } = believedDay(today);
    if (!isBelieved || day < (newest.get(newestDayName) ?? day)) return { day, latestUse: null };
    keepNewest.run(newestDayName, day);
    return { day, latestUse: day };
  };
}
