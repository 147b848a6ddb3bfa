import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { assert } from 'vitest';
import { openAudit } from './audit.ts';
import { closeDatabase, openDatabase } from './database.ts';
import { pageSizeBytes } from './page-cipher.ts';
import { mondayMorning, testKeyHex } from './test-queue.ts';

/** Files with rows on known pages, for the tests that destroy some of them. */

export interface RowPlan {
  state: 'pending' | 'in-flight' | 'confirmed' | 'dead';
  bodyBytes: number;
}

export function openOrFail(file: string): Database {
  const opened = openDatabase(file, testKeyHex);
  assert(opened.ok, JSON.stringify(opened));
  return opened.database;
}

/** A registration with its outbox row, its person and its audit entry for each plan, numbered from 1. */
export function fill(database: Database, plans: readonly RowPlan[]): void {
  const audit = openAudit(database, () => new Date(mondayMorning));
  const register = database.prepare(`
    INSERT INTO registration (key, kind, lane, clinic_id, stream, service_date, session, ticket_number, ticket_official,
      evidence, registered_at)
    VALUES (?, 'visit', ?, 'mat', 'insured', '2026-03-02', 'morning', ?, 0, '["code-scanned"]', '2026-03-02T08:30:00+07:00')`);
  const send = database.prepare(
    'INSERT INTO outbox (sequence, lane, state, body, body_sha256, attempts) VALUES (?, ?, ?, ?, ?, 2)',
  );
  const know = database.prepare('INSERT INTO person_key (hash, sequence) VALUES (?, ?)');
  database.transaction(() => {
    plans.forEach(({ state, bodyBytes }, index) => {
      const key = crypto.randomUUID();
      const { lastInsertRowid } = register.run(
        key,
        sha256(`lane ${index}`),
        `K1-${String(index + 1).padStart(3, '0')}`,
      );
      const body = `body of ${key} `.padEnd(bodyBytes, 'đ');
      send.run(lastInsertRowid, sha256(`lane ${index}`), state, state === 'confirmed' ? null : body, sha256(body));
      know.run(sha256(`person ${index}`), lastInsertRowid);
      audit.append({ actor: 'kiosk', action: 'registered', subject: key, detail: 'mat' });
    });
    database.prepare(`INSERT INTO own_series VALUES ('2026-03-02', 'K1-', ?)`).run(plans.length);
    database.prepare(`INSERT INTO meta VALUES ('lane-secret', ?)`).run(sha256('secret'));
    database.prepare(`INSERT INTO read_model VALUES ('clinics', '2026-03-02T08:00:00+07:00', '[]')`).run();
    database
      .prepare(
        `INSERT INTO visit_time VALUES (140737488355327, '2026-03-02T08', 'card', 'desk', 'verify', 1, 0, 9, 8, '[]')`,
      )
      .run();
    database
      .prepare(`INSERT INTO staff_account VALUES ('lan', 'reception', '5a', '6b', 0, NULL, 0, NULL, '2026-03-02')`)
      .run();
    database
      .prepare(
        `INSERT INTO staff_task VALUES ('b5cbd2a0-0000-4000-8000-000000000001', 'call', 'open', NULL, '', 'help', '2026-03-02')`,
      )
      .run();
    database.prepare(`INSERT INTO known_patient VALUES (?, 'patient-1', '2026-03-02')`).run(sha256('person 0'));
    database
      .prepare(
        `INSERT INTO lease (clinic_id, service_date, session, stream, prefix, first, last, next)
         VALUES ('mat', '2026-03-02', 'morning', 'insured', 'A', 1, 20, 5)`,
      )
      .run();
  })();
}

/** The pages on which each row of a table stands, by its number; the first is that of its tree. From SQLite's own figures. */
export function pagesOfRows(database: Database, table: string): Map<number, number[]> {
  const rowids = database.prepare<[], number>(`SELECT rowid FROM ${table} ORDER BY rowid`).pluck().all();
  const parts = database
    .prepare<[table: string], { path: string; page: number; pagetype: string; cells: number }>(
      'SELECT path, pageno AS page, pagetype, ncell AS cells FROM dbstat WHERE name = ? ORDER BY path',
    )
    .all(table);
  const pages = new Map<number, number[]>();
  let row = 0;
  for (const { path, page, cells } of parts.filter(({ pagetype }) => pagetype === 'leaf')) {
    for (let cell = 0; cell < cells; cell += 1, row += 1) {
      const further = `${path}${cell.toString(16).padStart(3, '0')}+`;
      const overflow = parts.filter((part) => part.path.startsWith(further)).map((part) => part.page);
      pages.set(rowids[row] ?? 0, [page, ...overflow]);
    }
  }
  assert(row === rowids.length, `${row} of ${rowids.length} rows of ${table} stand on a page`);
  return pages;
}

/** Pages that hold anything of one of these tables or indexes, the interior ones included. */
export function pagesOf(database: Database, name: string): number[] {
  return database.prepare<[name: string], number>('SELECT pageno FROM dbstat WHERE name = ?').pluck().all(name);
}

/** Changes a stretch of each page, of `length` bytes from `from`. */
export function destroy(file: string, pages: Iterable<number>, from = 0, length = pageSizeBytes): void {
  const bytes = readFileSync(file);
  for (const page of pages) {
    const start = (page - 1) * pageSizeBytes + from;
    for (let at = start; at < start + length; at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0xa5;
  }
  writeFileSync(file, bytes);
}

/** A closed file with these rows; what `look` finds out before it is closed is answered. */
export function closedFile<T>(file: string, plans: readonly RowPlan[], look: (database: Database) => T): T {
  const database = openOrFail(file);
  fill(database, plans);
  const found = look(database);
  closeDatabase(database);
  return found;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
