import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { closeDatabase, explainFailure, explainSqlite, openDatabase, sqliteDetail } from './database.ts';
import { migrate, migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { commit, openOrThrow, temporaryFolder, testKeyHex, testOptions, visit } from './test-queue.ts';

function open(file: string, known?: readonly Migration[]): Database {
  const opened = openDatabase(file, testKeyHex, known);
  if (!opened.ok) throw new Error(`${opened.problem}: ${opened.detail}`);
  return opened.database;
}

const version = migrations.length;
const next: Migration = {
  version: version + 1,
  oldestReader: version,
  sql: 'CREATE TABLE added (id INTEGER PRIMARY KEY) STRICT',
};
const contracting: Migration = { version: version + 1, oldestReader: version + 1, sql: 'DROP TABLE own_series' };

describe('an open database', () => {
  it('logs ahead, synchronises fully, keeps references and erases what it frees', () => {
    const database = open(join(temporaryFolder(), 'queue.db'));
    const pragmas = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'locking_mode', 'temp_store'];
    expect(pragmas.map((name) => database.pragma(name, { simple: true }))).toEqual(['wal', 2, 1, 1, 'exclusive', 2]);
    database.close();
  });

  it('is refused where the disk answers with another journal than the log', () => {
    // Every call but the one about the journal reaches the real method.
    const passOn = Object.getOwnPropertyDescriptor(SqliteDatabase.prototype, 'pragma')?.value as Database['pragma'];
    const pragma = vi.spyOn(SqliteDatabase.prototype, 'pragma').mockImplementation(function (
      this: Database,
      source,
      options,
    ) {
      return source.startsWith('journal_mode') ? 'delete' : passOn.call(this, source, options);
    });
    onTestFinished(() => pragma.mockRestore());
    expect(openDatabase(join(temporaryFolder(), 'queue.db'), testKeyHex)).toEqual({
      ok: false,
      problem: 'not-writable',
      detail: 'This disk cannot hold a write-ahead log with full synchronisation.',
    });
  });
});

describe('a stop', () => {
  /** Counts the full checks of one start. */
  function checksOf(action: () => void): number {
    const pragma = vi.spyOn(SqliteDatabase.prototype, 'pragma');
    action();
    const checks = pragma.mock.calls.filter(([source]) => source.startsWith('integrity_check')).length;
    pragma.mockRestore();
    return checks;
  }

  function start(file: string): { database: Database; wasUnclean: boolean } {
    const opened = openDatabase(file, testKeyHex);
    if (!opened.ok) throw new Error(opened.detail);
    return opened;
  }

  it('that was clean spares the next start the full check, once', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const first = start(file);
    expect(first.wasUnclean).toBe(false);
    closeDatabase(first.database);
    closeDatabase(first.database);
    const checks = checksOf(() => {
      const second = start(file);
      expect(second.wasUnclean).toBe(false);
      second.database.close();
    });
    expect(checks).toBe(0);
    const checksAfterUncleanStop = checksOf(() => {
      const third = start(file);
      expect(third.wasUnclean).toBe(true);
      closeDatabase(third.database);
    });
    expect(checksAfterUncleanStop).toBe(1);
  });

  it('on a disk that refuses the mark is no clean one', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const { database } = start(file);
    database.pragma('query_only = ON');
    closeDatabase(database);
    const again = start(file);
    expect(again.wasUnclean).toBe(true);
    again.database.close();
  });

  it('does not hide a bug', () => {
    const { database } = start(join(temporaryFolder(), 'queue.db'));
    onTestFinished(() => void database.close());
    vi.spyOn(database, 'prepare').mockImplementation(() => {
      throw new TypeError('bug');
    });
    expect(() => closeDatabase(database)).toThrow(TypeError);
  });
});

describe('the schema', () => {
  it('has its steps in order', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('grows on an existing file, which the older program still opens', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const queue = openOrThrow(testOptions(file));
    const { key } = commit(queue, visit('001080000001'));
    queue.close();

    const newer = open(file, [...migrations, next]);
    expect(newer.pragma('user_version', { simple: true })).toBe(version + 1);
    newer.close();

    const rolledBack = openOrThrow(testOptions(file));
    expect(rolledBack.entry(key)).not.toBeNull();
    rolledBack.close();
  });

  it('that gave up what this program needs is refused, and left alone', () => {
    const file = join(temporaryFolder(), 'queue.db');
    open(file, [...migrations, contracting]).close();
    expect(openDatabase(file, testKeyHex)).toEqual({
      ok: false,
      problem: 'newer-schema',
      detail: 'The database was written by a newer version of this program.',
    });
    open(file, [...migrations, contracting]).close();
  });

  it('step that fails leaves the file as it was', () => {
    const file = join(temporaryFolder(), 'queue.db');
    open(file).close();
    const broken: Migration = { ...next, sql: `${next.sql}; CREATE TABLE added (again TEXT)` };
    expect(openDatabase(file, testKeyHex, [...migrations, broken])).toMatchObject({ ok: false, problem: 'damaged' });
    const database = open(file);
    expect(database.pragma('user_version', { simple: true })).toBe(version);
    expect(database.prepare(`SELECT count(*) FROM sqlite_master WHERE name = 'added'`).pluck().get()).toBe(0);
    database.transaction(() => migrate(database, [...migrations, next]))();
    expect(database.pragma('user_version', { simple: true })).toBe(version + 1);
    database.close();
  });
});

describe('a failure', () => {
  it('is told by its code, never by its message', () => {
    const database = open(join(temporaryFolder(), 'queue.db'));
    const failure = caught(() => database.prepare(`SELECT * FROM "001080000001"`));
    expect(sqliteDetail(failure)).toBe('The database failed (SQLITE_ERROR).');
    database.close();
  });

  it('that is not of SQLite is a bug and passes', () => {
    expect(sqliteDetail(new TypeError('bug'))).toBeNull();
    expect(() => explainSqlite(new TypeError('bug'))).toThrow(TypeError);
    expect(() => explainFailure(new TypeError('bug'))).toThrow(TypeError);
  });
});

function caught(action: () => unknown): unknown {
  try {
    action();
    return null;
  } catch (error) {
    return error;
  }
}
