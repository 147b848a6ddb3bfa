import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { assert, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openAudit } from './audit.ts';
import { openDatabase } from './database.ts';
import { checkIntegrity } from './integrity.ts';
import { openVersionOne } from './migrations/test-version-1.ts';
import { salvageDatabase } from './salvage.ts';
import type { SalvageReport, SalvageResult } from './salvage.ts';
import { closedFile, destroy, openOrFail, pagesOf, pagesOfRows } from './test-damage.ts';
import type { RowPlan } from './test-damage.ts';
import { mondayMorning, temporaryFolder, testKeyHex } from './test-queue.ts';

const now = () => new Date(mondayMorning);
const stamp = '20260302T013000Z';

function plans(count: number, changes: Partial<RowPlan> = {}): RowPlan[] {
  return Array.from({ length: count }, () => ({ state: 'pending', bodyBytes: 300, ...changes }));
}

function newFile(): string {
  return join(temporaryFolder(), 'queue.db');
}

function salvage(file: string, keyHex = testKeyHex): SalvageResult {
  return salvageDatabase({ file, keyHex, now });
}

function salvaged(file: string): { database: Database; report: SalvageReport } {
  const result = salvage(file);
  assert(result.ok, JSON.stringify(result));
  const database = openOrFail(file);
  onTestFinished(() => void database.close());
  expect(checkIntegrity(database)).toBe('ok');
  return { database, report: result };
}

function all<T>(database: Database, sql: string): T[] {
  return database.prepare<[], T>(sql).pluck().all();
}

describe('a salvage', () => {
  it('of a whole file brings over everything, skips numbers ahead and says so in the audit log', () => {
    const file = newFile();
    const tables = [
      'registration',
      'outbox',
      'person_key',
      'meta',
      'read_model',
      'known_patient',
      'visit_time',
      'staff_account',
      'staff_task',
    ];
    const dump = (database: Database) =>
      tables.map((table) => database.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());
    const before = closedFile(
      file,
      [...plans(20), ...plans(3, { bodyBytes: 30_000 }), ...plans(2, { state: 'confirmed' })],
      dump,
    );
    const { database, report } = salvaged(file);
    expect(dump(database)).toEqual(before);
    expect(report).toEqual({
      ok: true,
      movedTo: `${file}.damaged-${stamp}`,
      registrations: { saved: 25, lost: 0, bodyLost: 0 },
      unsent: { saved: 23, lost: 0 },
      auditRows: { saved: 25, lost: 0 },
    });
    const audit = openAudit(database, now);
    expect(audit.verify()).toMatchObject({ kind: 'intact', head: { count: 26 } });
    expect(audit.list(1)).toMatchObject([
      { actor: 'kiosk', action: 'salvaged', detail: 'saved:25 lost:0 body:0 unsent:0 audit:0' },
    ]);
    expect(all(database, `SELECT last FROM own_series WHERE prefix = 'K1-'`)).toEqual([125]);
    expect(all(database, 'SELECT last - next + 1 FROM lease')).toEqual([0]);
  });

  it('makes a dead letter of a registration whose body is gone, but not of one that the hospital has', () => {
    const file = newFile();
    const rows = [...plans(30), ...plans(30, { state: 'confirmed' })];
    const leaves = closedFile(file, rows, (database) => [...pagesOfRows(database, 'outbox').values()].flat());
    destroy(file, leaves);
    const { database, report } = salvaged(file);
    expect(report).toMatchObject({
      registrations: { saved: 60, lost: 0, bodyLost: 30 },
      unsent: { saved: 0, lost: 30 },
    });
    expect(
      database.prepare('SELECT state, last_error AS error, body, count(*) AS rows FROM outbox GROUP BY state').all(),
    ).toEqual([
      { state: 'confirmed', error: null, body: null, rows: 30 },
      { state: 'dead', error: 'body-lost', body: '', rows: 30 },
    ]);
  });

  it('gives up a body that is not the one that was frozen', () => {
    const file = newFile();
    closedFile(file, plans(3), (database) => database.exec(`UPDATE outbox SET body = body || '!' WHERE sequence = 2`));
    const { database, report } = salvaged(file);
    expect(report.registrations).toEqual({ saved: 3, lost: 0, bodyLost: 1 });
    expect(all(database, `SELECT sequence FROM outbox WHERE state = 'dead'`)).toEqual([2]);
  });

  it('leaves behind a row that contradicts the schema', () => {
    const file = newFile();
    closedFile(file, plans(3), (database) => {
      database.pragma('ignore_check_constraints = ON');
      database.exec(`UPDATE registration SET session = 'night' WHERE sequence = 2`);
    });
    expect(salvaged(file).report.registrations).toEqual({ saved: 2, lost: 1, bodyLost: 0 });
  });

  it('leaves alone what staff had set aside, and what an earlier salvage had to give up', () => {
    const file = newFile();
    closedFile(file, plans(3), (database) =>
      database.exec(`UPDATE outbox SET state = 'dead', body = '', set_aside = (sequence = 2) WHERE sequence > 1`),
    );
    expect(salvaged(file).report).toMatchObject({ registrations: { bodyLost: 0 }, unsent: { saved: 1, lost: 0 } });
  });

  const leavesOf = (database: Database) => [...pagesOfRows(database, 'registration').values()].flat();

  it('makes registrations anew from what their indexes say', () => {
    const file = newFile();
    const columns = 'sequence, key, kind, lane, clinic_id, service_date, session, ticket_number, ticket_official';
    const list = (database: Database) => database.prepare(`SELECT ${columns} FROM registration`).all();
    const before = closedFile(file, plans(30), (database) => {
      database.exec(`UPDATE registration SET ticket_number = 'A001', ticket_official = 1 WHERE sequence = 1`);
      database.exec(`UPDATE registration SET kind = 'desk', clinic_id = NULL WHERE sequence = 2`);
      return { rows: list(database), leaves: leavesOf(database) };
    });
    destroy(file, before.leaves);
    const { database, report } = salvaged(file);
    expect(list(database)).toEqual(before.rows);
    expect(report).toMatchObject({
      registrations: { saved: 30, lost: 0, bodyLost: 0 },
      unsent: { saved: 30, lost: 0 },
    });
  });

  it.each(['sqlite_autoindex_registration_1', 'registration_by_person', 'own_number'])(
    'counts bodies that lost their registration and its entry in %s, and gives their numbers to nobody',
    (index) => {
      const file = newFile();
      destroy(
        file,
        closedFile(file, plans(30), (database) => [...leavesOf(database), ...pagesOf(database, index)]),
      );
      const { database, report } = salvaged(file);
      expect(report).toMatchObject({
        registrations: { saved: 0, lost: 30, bodyLost: 0 },
        unsent: { saved: 0, lost: 30 },
      });
      expect(all(database, 'SELECT count(*) FROM outbox')).toEqual([0]);
      expect(all(database, 'SELECT count(*) FROM person_key')).toEqual([0]);
      expect(all(database, `SELECT seq FROM sqlite_sequence WHERE name = 'registration'`)).toEqual([30]);
    },
  );

  it('does not make an amendment anew, which would be a visit then', () => {
    const file = newFile();
    destroy(
      file,
      closedFile(file, plans(3), (database) => {
        database.exec(`UPDATE registration SET amendment = 'cancel', amends = (SELECT key FROM registration WHERE sequence = 1)
          WHERE sequence = 2`);
        return leavesOf(database);
      }),
    );
    const { database, report } = salvaged(file);
    expect(report.registrations).toEqual({ saved: 2, lost: 1, bodyLost: 0 });
    expect(all(database, 'SELECT sequence FROM registration ORDER BY sequence')).toEqual([1, 3]);
  });

  it('knows how far a series of numbers went when its row is gone', () => {
    const file = newFile();
    destroy(
      file,
      closedFile(file, plans(40), (database) =>
        ['own_series', 'registration', 'outbox'].flatMap((name) => pagesOf(database, name)),
      ),
    );
    const { database } = salvaged(file);
    expect(all(database, `SELECT last FROM own_series WHERE prefix = 'K1-'`)).toEqual([140]);
  });

  it('counts registrations of which only the last number is known', () => {
    const file = newFile();
    const kept = closedFile(file, plans(12), (database) => {
      database.exec('DELETE FROM registration');
      // As another program may leave it: this table has no types.
      database.exec(`UPDATE sqlite_sequence SET seq = 12.0 WHERE name = 'registration'`);
      return pagesOf(database, 'sqlite_sequence');
    });
    expect(kept).toHaveLength(1);
    expect(salvaged(file).report.registrations).toEqual({ saved: 0, lost: 12, bodyLost: 0 });
  });

  it('keeps the gap in the audit log, where its check says so', () => {
    const file = newFile();
    const pages = closedFile(file, plans(60), (database) => pagesOfRows(database, 'audit'));
    const page = pages.get(30) ?? [];
    const onIt = [...pages].filter(([, on]) => on[0] === page[0]).map(([number]) => number);
    destroy(file, page);
    const { database, report } = salvaged(file);
    expect(report.auditRows).toEqual({ saved: 60 - onIt.length, lost: onIt.length });
    expect(openAudit(database, now).verify()).toEqual({ kind: 'broken', number: onIt[0] });
  });

  it('reads a file of an older program, and one of a newer', () => {
    const older = newFile();
    const program = openVersionOne(older, testKeyHex);
    program.register({
      key: crypto.randomUUID(),
      lane: 'lane',
      clinicId: 'mat',
      serviceDate: '2026-03-02',
      session: 'morning',
    });
    program.database.prepare(`UPDATE outbox SET body_sha256 = ?`).run('of another body');
    program.database.close();
    expect(salvaged(older).report.registrations).toEqual({ saved: 1, lost: 0, bodyLost: 1 });

    const newer = newFile();
    closedFile(newer, plans(5), (database) =>
      database.exec(
        'ALTER TABLE registration ADD COLUMN later TEXT; UPDATE registration SET later = 1; CREATE TABLE later (id INTEGER PRIMARY KEY, a TEXT) STRICT; INSERT INTO later VALUES (1, 2)',
      ),
    );
    expect(salvaged(newer).report.registrations).toEqual({ saved: 5, lost: 0, bodyLost: 0 });
  });
});

describe('without its first page', () => {
  function beheaded(): string {
    const file = newFile();
    closedFile(file, plans(40), () => null);
    destroy(file, [1]);
    expect(openDatabase(file, testKeyHex)).toMatchObject({ ok: false, problem: 'damaged' });
    return file;
  }

  it('a file is read with the copy of its salt', () => {
    expect(salvaged(beheaded()).report.registrations).toEqual({ saved: 40, lost: 0, bodyLost: 0 });
  });

  it('and without that copy cannot be told from one of another key, and is left alone', () => {
    const file = beheaded();
    rmSync(`${file}.salt`);
    const names = readdirSync(dirname(file));
    expect(salvage(file)).toMatchObject({ ok: false, problem: 'wrong-key' });
    expect(openDatabase(file, testKeyHex)).toMatchObject({ ok: false, problem: 'wrong-key' });
    expect(readdirSync(dirname(file))).toEqual(names);
  });
});

describe('with a log that the last stop left behind', () => {
  /** The files as a power cut leaves them: what was committed last is in the log alone. */
  function cutOff(): string {
    const source = newFile();
    closedFile(source, plans(20), () => null);
    const database = openOrFail(source);
    database.exec(`UPDATE outbox SET state = 'dead' WHERE sequence = 20`);
    const file = newFile();
    for (const suffix of ['', '-wal', '.salt']) writeFileSync(file + suffix, readFileSync(source + suffix));
    database.close();
    return file;
  }

  it('takes the newest version of each page', () => {
    const file = cutOff();
    const { database } = salvaged(file);
    expect(all(database, `SELECT sequence FROM outbox WHERE state = 'dead'`)).toEqual([20]);
    expect(existsSync(`${file}.damaged-${stamp}-wal`)).toBe(true);
  });

  it('takes an older version when the newest is damaged, and of an unfinished commit none', () => {
    const file = cutOff();
    const log = readFileSync(`${file}-wal`);
    const frame = 4_096 + 24;
    // The last frame ends the last commit: without it that commit never was.
    writeFileSync(`${file}-wal`, log.subarray(0, log.length - frame));
    expect(all(salvaged(file).database, `SELECT count(*) FROM outbox WHERE state = 'dead'`)).toEqual([0]);

    const damaged = cutOff();
    const bytes = readFileSync(`${damaged}-wal`);
    for (let at = 32; at < bytes.length; at += frame) bytes.fill(0xa5, at + 24 + 100, at + 24 + 200);
    writeFileSync(`${damaged}-wal`, bytes);
    expect(salvaged(damaged).report.registrations).toEqual({ saved: 20, lost: 0, bodyLost: 0 });
  });

  it('passes over frames from before the last checkpoint', () => {
    const file = cutOff();
    const log = readFileSync(`${file}-wal`);
    for (let at = 32; at < log.length; at += 4_096 + 24) log.fill(0, at + 8, at + 16);
    writeFileSync(`${file}-wal`, log);
    expect(all(salvaged(file).database, `SELECT count(*) FROM outbox WHERE state = 'dead'`)).toEqual([0]);
  });
});

it('another key is told, and nothing is moved', () => {
  const file = newFile();
  closedFile(file, plans(3), () => null);
  const names = readdirSync(dirname(file));
  expect(salvage(file, 'b6'.repeat(32))).toMatchObject({ ok: false, problem: 'wrong-key' });
  expect(readdirSync(dirname(file))).toEqual(names);
});

/** Every call reaches the real method, but what the function answers. */
function onPragma(answer: (database: Database, source: string) => unknown): void {
  const passOn = Object.getOwnPropertyDescriptor(SqliteDatabase.prototype, 'pragma')?.value as Database['pragma'];
  const pragma = vi.spyOn(SqliteDatabase.prototype, 'pragma').mockImplementation(function (
    this: Database,
    source,
    options,
  ) {
    return answer(this, source) ?? passOn.call(this, source, options);
  });
  onTestFinished(() => void pragma.mockRestore());
}

it('on a full disk the damaged file stays, and the half copy gives its room back', () => {
  const file = newFile();
  closedFile(file, plans(100), () => null);
  onPragma((database, source) => (source === 'foreign_keys = OFF' ? database.exec('PRAGMA max_page_count = 1') : null));
  expect(salvage(file)).toEqual({ ok: false, problem: 'not-writable', detail: 'The disk is full (SQLITE_FULL).' });
  expect(readdirSync(dirname(file)).sort()).toEqual(['queue.db', 'queue.db.salt']);
});

it('a copy that the disk does not keep whole is not put in place', () => {
  const file = newFile();
  closedFile(file, plans(3), () => null);
  onPragma((_database, source) => (source.startsWith('integrity_check') ? 'row 1 missing from index' : null));
  const bytes = readFileSync(file);
  expect(salvage(file)).toMatchObject({ ok: false, problem: 'damaged' });
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect(readdirSync(dirname(file)).sort()).toEqual(['queue.db', 'queue.db.salt']);
});
