import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { openAudit } from './audit.ts';
import { closeDatabase, explainFailure, openDatabase } from './database.ts';
import type { DatabaseProblem } from './database.ts';
import { checkIntegrity } from './integrity.ts';
import { forgetNumbers } from './numbers.ts';
import { saltForKey } from './page-check.ts';
import { saltCopySuffix } from './salt-copy.ts';
import { openSalvagePages } from './salvage-pages.ts';
import { copyRows } from './salvage-rows.ts';
import type { SalvageEvidence } from './salvage-rows.ts';
import { freeStamp, swapIn } from './salvage-swap.ts';

export interface SalvageOptions {
  file: string;
  keyHex: string;
  now: () => Date;
}

/** Counts as far as the damaged file still tells. */
export interface SalvageReport {
  /** The damaged file as it was, with its log beside it under the same name. */
  movedTo: string;
  /**
   * `bodyLost`: what was to be sent is gone; they are dead letters, and staff register the patients by their tickets.
   * Those are among the saved.
   */
  registrations: { saved: number; lost: number; bodyLost: number };
  /** What the hospital has not confirmed and staff have not settled. */
  unsent: { saved: number; lost: number };
  auditRows: { saved: number; lost: number };
}

export type SalvageResult = ({ ok: true } & SalvageReport) | { ok: false; problem: DatabaseProblem; detail: string };

/** Why a row is a dead letter that cannot be sent again. */
const bodyLost = 'body-lost';

/** The indexes of a big queue grow in memory: their keys come in no order. */
const cacheKiB = 128 * 1024;

/**
 * Brings what is readable of a damaged database into a new one in its place, and moves the damaged one aside: never deleted,
 * never written to. Whatever breaks off leaves either the damaged file alone or a salvage that the next start completes.
 */
export function salvageDatabase({ file, keyHex, now }: SalvageOptions): SalvageResult {
  const building = `${file}.salvaging`;
  try {
    const salt = saltForKey(file, keyHex);
    if (salt === null) {
      return { ok: false, problem: 'wrong-key', detail: 'No page of the database was written with this key.' };
    }
    remove(building);
    const built = build(building, file, keyHex, salt, now);
    if ('problem' in built) {
      clearAway(building);
      return { ok: false, ...built };
    }
    rmSync(building + saltCopySuffix, { force: true });
    return { ok: true, movedTo: swapIn(file, building, freeStamp(file, now())), ...built };
  } catch (error) {
    clearAway(building);
    return { ok: false, ...explainFailure(error) };
  }
}

function remove(building: string): void {
  for (const suffix of ['', '-wal', '-shm', saltCopySuffix]) rmSync(building + suffix, { force: true });
}

/** A full disk gets its room back. Where that fails, the next salvage begins with it. */
function clearAway(building: string): void {
  try {
    remove(building);
  } catch {
    // The failure that led here is the one to tell.
  }
}

function build(
  building: string,
  file: string,
  keyHex: string,
  salt: Buffer,
  now: () => Date,
): Omit<SalvageReport, 'movedTo'> | { problem: DatabaseProblem; detail: string } {
  const opened = openDatabase(building, keyHex);
  if (!opened.ok) return opened;
  const { database } = opened;
  const pages = openSalvagePages(file, keyHex, salt);
  try {
    database.pragma('foreign_keys = OFF');
    database.pragma(`cache_size = -${cacheKiB}`);
    const report = database.transaction(() => {
      const counts = mend(database, copyRows(pages, database));
      forgetNumbers(database);
      const { registrations, unsent, auditRows } = counts;
      openAudit(database, now).append({
        actor: 'kiosk',
        action: 'salvaged',
        // Short enough for the log with six digits each.
        detail: `saved:${registrations.saved} lost:${registrations.lost} body:${registrations.bodyLost} unsent:${unsent.lost} audit:${auditRows.lost}`,
      });
      return counts;
    })();
    // A log that does not fit into the file would be left behind by the swap: better to fail here.
    database.pragma('wal_checkpoint(TRUNCATE)');
    if (checkIntegrity(database) === 'ok') return report;
    return { problem: 'damaged', detail: 'The salvaged database failed its consistency check: the disk is failing.' };
  } finally {
    pages.close();
    closeDatabase(database);
  }
}

/** Makes the copied rows one whole again, and counts. */
function mend(database: Database, evidence: SalvageEvidence): Omit<SalvageReport, 'movedTo'> {
  const count = (sql: string) => database.prepare<[], number>(sql).pluck().get() as number;
  const unsentRows = `FROM outbox WHERE state <> 'confirmed' AND set_aside = 0 AND body <> ''`;
  const withoutRegistration = 'sequence NOT IN (SELECT sequence FROM registration)';

  evidence.traces.rebuild(database);
  const orphans = count(`SELECT count(*) ${unsentRows} AND ${withoutRegistration}`);
  database.exec(`DELETE FROM outbox WHERE ${withoutRegistration}`);
  database.exec(`DELETE FROM person_key WHERE ${withoutRegistration}`);
  const unsentSaved = count(`SELECT count(*) ${unsentRows}`);
  const lostBodies = giveDeadLetters(database, evidence);

  const saved = new Set(database.prepare<[], number>('SELECT sequence FROM registration').pluck().all());
  const known = new Set([...evidence.sequences, ...evidence.traces.sequences()]);
  let highest = 0;
  for (const sequence of known) highest = Math.max(highest, sequence);
  const last = Math.max(highest, evidence.lastSequence);
  keepSequence(database, last);

  const auditRows = count('SELECT count(*) FROM audit');
  return {
    registrations: {
      saved: saved.size,
      lost: [...known].filter((sequence) => !saved.has(sequence)).length + last - highest,
      bodyLost: lostBodies,
    },
    unsent: { saved: unsentSaved, lost: orphans + lostBodies },
    auditRows: { saved: auditRows, lost: evidence.lastAuditNumber - auditRows },
  };
}

/** A registration whose outbox row is gone. The index may still know that the hospital has it. */
function giveDeadLetters(database: Database, { states }: SalvageEvidence): number {
  const bare = database
    .prepare<[], { sequence: number; lane: string }>(
      'SELECT sequence, lane FROM registration WHERE sequence NOT IN (SELECT sequence FROM outbox)',
    )
    .all();
  const insert = database.prepare<
    [sequence: number, lane: string, state: string, body: string | null, error: string | null]
  >(`INSERT INTO outbox (sequence, lane, state, body, body_sha256, last_error) VALUES (?, ?, ?, ?, '', ?)`);
  let dead = 0;
  for (const { sequence, lane } of bare) {
    if (states.get(sequence) === 'confirmed') {
      insert.run(sequence, lane, 'confirmed', null, null);
    } else {
      insert.run(sequence, lane, 'dead', '', bodyLost);
      dead += 1;
    }
  }
  return dead;
}

/** A number that a lost registration had is not given again. */
function keepSequence(database: Database, last: number): void {
  database.exec(`DELETE FROM sqlite_sequence WHERE name = 'registration'`);
  database.prepare(`INSERT INTO sqlite_sequence (name, seq) VALUES ('registration', CAST(? AS INTEGER))`).run(last);
}
