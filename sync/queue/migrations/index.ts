import type { Database } from 'better-sqlite3-multiple-ciphers';
import { initial } from './001-initial.ts';
import type { Migration } from './migration.ts';

/** In order; version N stands at place N-1. */
export const migrations: readonly Migration[] = [initial];

const oldestReaderName = 'oldest-reader';

/** Whether a program that knows `known` may work on this file: it is as old, or its changes leave older programs alone. */
export function isReadable(database: Database, known: readonly Migration[]): boolean {
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version <= known.length) return true;
  const oldest = database.prepare('SELECT value FROM meta WHERE name = ?').pluck().get(oldestReaderName);
  return Number(oldest) <= known.length;
}

/** Applies what is missing. Must run inside a transaction: a step that was cut short must leave nothing behind. */
export function migrate(database: Database, known: readonly Migration[]): void {
  const version = database.pragma('user_version', { simple: true }) as number;
  for (const migration of known.slice(version)) {
    database.exec(migration.sql);
    database
      .prepare('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
      .run(oldestReaderName, String(migration.oldestReader));
    database.pragma(`user_version = ${migration.version}`);
  }
}
