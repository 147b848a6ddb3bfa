import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { checkIntegrity } from './integrity.ts';
import { hasTables, isReadable, migrate, migrations, schemaVersion } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { saltForKey } from './page-check.ts';
import { keepSaltCopy, readSalt } from './salt-copy.ts';
import { finishSwap } from './salvage-swap.ts';

export type DatabaseProblem = 'wrong-key' | 'damaged' | 'not-writable' | 'newer-schema' | 'locked';

export type OpenDatabaseResult =
  /** `wasUnclean`: the last program to hold it did not close it; the file was checked in full and is whole. */
  { ok: true; database: Database; wasUnclean: boolean } | { ok: false; problem: DatabaseProblem; detail: string };

type Problem = { problem: DatabaseProblem; detail: string };

/** Set by a clean stop and taken away by the next start, in `meta`. */
const cleanStopName = 'clean-stop';

/** SQLite's number for `synchronous = FULL`. */
const synchronousFull = 2;

/** The last rows and the roots of the indexes; the driver's own 16 MiB would fill up over thousands of visits. */
const cacheKiB = 1_024;

/** A program that is just closing the file needs this long at most; then it is held by one that stays. */
const lockTimeoutMs = 2_000;

/**
 * The only place where the database is opened: encrypted with the raw key, held by this process alone, write-ahead log, each
 * commit on the disk before it returns, foreign keys, schema brought up to date. Key and schema are probed; the whole file is
 * read only when the last program did not close it. Details name no person and no content.
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
    finishSwap(file);
    const salt = readSalt(file);
    database = new SqliteDatabase(file, { timeout: lockTimeoutMs });
    const prepared = prepare(database, keyHex, known);
    if ('problem' in prepared) {
      database.close();
      return { ok: false, ...prepared };
    }
    keepSaltCopy(file, salt);
    return { ok: true, database, ...prepared };
  } catch (error) {
    database?.close();
    return { ok: false, ...explain(error, file, keyHex) };
  }
}

/** The only way to close it: leaves the mark by which the next start knows that nothing broke off. */
export function closeDatabase(database: Database): void {
  if (!database.open) return;
  try {
    database.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run(cleanStopName, '1');
  } catch (error) {
    // Without the mark (a full disk) the next start only takes longer.
    if (sqliteDetail(error) === null) throw error;
  }
  database.close();
  keepSaltCopy(database.name, readSalt(database.name));
}

function prepare(database: Database, keyHex: string, known: readonly Migration[]): { wasUnclean: boolean } | Problem {
  database.pragma(`cipher = 'sqlcipher'`);
  database.pragma('legacy = 4');
  database.pragma(`key = "x'${keyHex}'"`);
  // Two programs on one file would each return the other's rows in flight: the first keeps it until it ends.
  database.pragma('locking_mode = EXCLUSIVE');
  const journalMode = database.pragma('journal_mode = WAL', { simple: true });
  database.pragma('synchronous = FULL');
  const synchronous = database.pragma('synchronous', { simple: true });
  if (journalMode !== 'wal' || synchronous !== synchronousFull) {
    return { problem: 'not-writable', detail: 'This disk cannot hold a write-ahead log with full synchronisation.' };
  }
  database.pragma('foreign_keys = ON');
  // A list that is sorted must not spill onto the disk in the clear.
  database.pragma('temp_store = MEMORY');
  // An erased body must not live on in a free page.
  database.pragma('secure_delete = ON');
  if (!isReadable(database, known)) {
    return { problem: 'newer-schema', detail: 'The database was written by a newer version of this program.' };
  }
  if (!hasTables(database, known)) return { problem: 'damaged', detail: 'The database lacks a table.' };
  const wasUnclean = schemaVersion(database) > 0 && !hasCleanStop(database);
  if (wasUnclean && checkIntegrity(database) === 'damaged') {
    return { problem: 'damaged', detail: 'The database failed its consistency check.' };
  }
  // A write even with nothing to migrate: a read-only file is found here, not at the first patient.
  database
    .transaction(() => {
      migrate(database, known);
      database.prepare('DELETE FROM meta WHERE name = ?').run(cleanStopName);
    })
    .immediate();
  // Only now: the check above reads every page.
  database.pragma(`cache_size = -${cacheKiB}`);
  return { wasUnclean };
}

function hasCleanStop(database: Database): boolean {
  return database.prepare('SELECT 1 FROM meta WHERE name = ?').get(cleanStopName) !== undefined;
}

function explain(error: unknown, file: string, keyHex: string): Problem {
  const explained = explainFailure(error);
  return (error as { code: string }).code === 'SQLITE_NOTADB' && saltForKey(file, keyHex) === null
    ? { problem: 'wrong-key', detail: 'The database does not open with this key.' }
    : explained;
}

/** What a failure of SQLite or of the file system means; another error is a bug and thrown on. */
export function explainFailure(error: unknown): Problem {
  const isOfFileSystem = error instanceof Error && 'syscall' in error && 'code' in error;
  if (!isOfFileSystem) return explainSqlite(error);
  return { problem: 'not-writable', detail: `The disk refuses (${String(error.code)}).` };
}

/** What a failure of SQLite means for the file; another error is a bug and thrown on. */
export function explainSqlite(error: unknown): { problem: 'damaged' | 'not-writable' | 'locked'; detail: string } {
  const detail = sqliteDetail(error);
  if (detail === null) throw error;
  const { code } = error as { code: string };
  if (code.startsWith('SQLITE_BUSY')) return { problem: 'locked', detail };
  // SQLITE_ERROR: a statement of ours does not fit the tables that are there.
  return { problem: /^SQLITE_(?:NOTADB|CORRUPT|ERROR$)/.test(code) ? 'damaged' : 'not-writable', detail };
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
