import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { isReadable, migrate, migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { keyFitsSomePage } from './page-check.ts';

export type DatabaseProblem = 'wrong-key' | 'damaged' | 'not-writable' | 'newer-schema';

export type OpenDatabaseResult =
  { ok: true; database: Database } | { ok: false; problem: DatabaseProblem; detail: string };

/** SQLite's number for `synchronous = FULL`. */
const synchronousFull = 2;

/**
 * The only place where the database is opened: encrypted with the raw key, write-ahead log, each commit on the disk before
 * it returns, foreign keys, schema brought up to date, every page read once. Details name no person and no content.
 */
export function openDatabase(
  file: string,
  keyHex: string,
  known: readonly Migration[] = migrations,
): OpenDatabaseResult {
  if (!/^[0-9a-f]{64}$/i.test(keyHex)) {
    return { ok: false, problem: 'wrong-key', detail: 'The database key is not 32 bytes in hexadecimal.' };
  }
  if (!existsSync(dirname(file))) {
    return { ok: false, problem: 'not-writable', detail: 'The folder of the database does not exist.' };
  }
  let database: Database | null = null;
  try {
    database = new SqliteDatabase(file);
    const problem = prepare(database, keyHex, known);
    if (problem === null) return { ok: true, database };
    database.close();
    return { ok: false, ...problem };
  } catch (error) {
    database?.close();
    return { ok: false, ...explain(error, file, keyHex) };
  }
}

function prepare(
  database: Database,
  keyHex: string,
  known: readonly Migration[],
): { problem: DatabaseProblem; detail: string } | null {
  database.pragma(`cipher = 'sqlcipher'`);
  database.pragma('legacy = 4');
  database.pragma(`key = "x'${keyHex}'"`);
  const journalMode = database.pragma('journal_mode = WAL', { simple: true });
  database.pragma('synchronous = FULL');
  const synchronous = database.pragma('synchronous', { simple: true });
  if (journalMode !== 'wal' || synchronous !== synchronousFull) {
    return { problem: 'not-writable', detail: 'This disk cannot hold a write-ahead log with full synchronisation.' };
  }
  database.pragma('foreign_keys = ON');
  // An erased body must not live on in a free page.
  database.pragma('secure_delete = ON');
  const check = database.pragma('quick_check(1)', { simple: true });
  if (check !== 'ok') return { problem: 'damaged', detail: 'The database failed its consistency check.' };
  if (!isReadable(database, known)) {
    return { problem: 'newer-schema', detail: 'The database was written by a newer version of this program.' };
  }
  // Immediate even with nothing to migrate: a read-only file is found here, not at the first patient.
  database.transaction(() => migrate(database, known)).immediate();
  return null;
}

function explain(error: unknown, file: string, keyHex: string): { problem: DatabaseProblem; detail: string } {
  const explained = explainSqlite(error);
  return (error as { code: string }).code === 'SQLITE_NOTADB' && !keyFitsSomePage(file, keyHex)
    ? { problem: 'wrong-key', detail: 'The database does not open with this key.' }
    : explained;
}

/** What a failure of SQLite means for the file; another error is a bug and thrown on. */
export function explainSqlite(error: unknown): { problem: 'damaged' | 'not-writable'; detail: string } {
  const detail = sqliteDetail(error);
  if (detail === null) throw error;
  // SQLITE_ERROR: a statement of ours does not fit the tables that are there.
  const isDamaged = /^SQLITE_(?:NOTADB|CORRUPT|ERROR$)/.test((error as { code: string }).code);
  return { problem: isDamaged ? 'damaged' : 'not-writable', detail };
}

/** What staff can do something about; everything else keeps SQLite's own code. */
const sentences: readonly (readonly [prefix: string, sentence: string])[] = [
  ['SQLITE_FULL', 'The disk is full'],
  ['SQLITE_READONLY', 'The database is read-only'],
  ['SQLITE_CANTOPEN', 'The database file cannot be opened'],
  ['SQLITE_CORRUPT', 'The database is damaged'],
  ['SQLITE_NOTADB', 'The database is damaged'],
  ['SQLITE_BUSY', 'Another program holds the database'],
];

/**
 * One sentence for a failure of SQLite, from its code alone (a message can quote a value); null when the error is not
 * SQLite's and therefore a bug.
 */
export function sqliteDetail(error: unknown): string | null {
  if (!(error instanceof SqliteDatabase.SqliteError)) return null;
  const known = sentences.find(([prefix]) => error.code.startsWith(prefix));
  return `${known?.[1] ?? 'The database failed'} (${error.code}).`;
}
