import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { initial } from './001-initial.ts';
import { amendmentsAuditReadModel } from './002-amendments-audit-read-model.ts';
import { consent } from './003-consent.ts';
import { visitTimes } from './004-visit-times.ts';
import { staff } from './005-staff.ts';
import { doorCheck } from './006-door-check.ts';
import { deskReason } from './007-desk-reason.ts';
import { language } from './008-language.ts';
import { payer } from './009-payer.ts';
import type { Migration } from './migration.ts';

/** In order; version N stands at place N-1. */
export const migrations: readonly Migration[] = [
  initial,
  amendmentsAuditReadModel,
  consent,
  visitTimes,
  staff,
  doorCheck,
  deskReason,
  language,
  payer,
];

const oldestReaderName = 'oldest-reader';

/** 0: nothing was written to the file yet. */
export function schemaVersion(database: Database): number {
  return database.pragma('user_version', { simple: true }) as number;
}

/** Whether a program that knows `known` may work on this file: it is as old, or its changes leave older programs alone. */
export function isReadable(database: Database, known: readonly Migration[]): boolean {
  if (schemaVersion(database) <= known.length) return true;
  const oldest = database.prepare('SELECT value FROM meta WHERE name = ?').pluck().get(oldestReaderName);
  return Number(oldest) <= known.length;
}

/** Whether the tables that a file of its version has, as far as this program knows it, are there. */
export function hasTables(database: Database, known: readonly Migration[]): boolean {
  const model = new SqliteDatabase(':memory:');
  try {
    migrate(model, known.slice(0, schemaVersion(database)));
    const present = new Set(tables(database));
    return tables(model).every((name) => present.has(name));
  } finally {
    model.close();
  }
}

function tables(database: Database): string[] {
  return database.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all();
}

/** Applies what is missing. Must run inside a transaction: a step that was cut short must leave nothing behind. */
export function migrate(database: Database, known: readonly Migration[]): void {
  for (const migration of known.slice(schemaVersion(database))) {
    database.exec(migration.sql);
    database
      .prepare('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
      .run(oldestReaderName, String(migration.oldestReader));
    database.pragma(`user_version = ${migration.version}`);
  }
}
