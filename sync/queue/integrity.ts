import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { Database } from 'better-sqlite3-multiple-ciphers';

/**
 * Reads the whole file: every page against its HMAC, trees, indexes, constraints and references. For an unclean start and
 * idle times; it blocks the caller. A connection found damaged writes no more: neither rows that the damage would
 * take, nor the mark of a clean stop.
 */
export function checkIntegrity(database: Database): 'ok' | 'damaged' {
  if (isWhole(database)) return 'ok';
  database.pragma('query_only = ON');
  return 'damaged';
}

const lastCheckedName = 'last-checked';

/** When the file was last found whole. It is kept in the file: a kiosk that is switched off at night runs no day through. */
export function openChecks(database: Database): { keep(now: Date): void; last(): Date | null } {
  const keep = database.prepare<[name: string, value: string]>(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const last = database.prepare<[name: string], string>('SELECT value FROM meta WHERE name = ?').pluck();
  return {
    keep: (now) => void keep.run(lastCheckedName, now.toISOString()),
    last() {
      const value = last.get(lastCheckedName);
      return value === undefined ? null : new Date(value);
    },
  };
}

function isWhole(database: Database): boolean {
  try {
    const answer = database.pragma('integrity_check(1)', { simple: true });
    const dangling = database.pragma('foreign_key_check') as unknown[];
    return answer === 'ok' && dangling.length === 0;
  } catch (error) {
    // A page that cannot be read ends the check with an error of its own.
    if (error instanceof SqliteDatabase.SqliteError) return false;
    throw error;
  }
}
