import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { bodyBuilder } from '../../sync/his/bundle.ts';
import { fhirSystems } from '../../sync/his/identifiers.ts';
import { openDatabase } from '../../sync/queue/database.ts';
import { openQueue, queueOn, type KioskQueue, type QueueOptions } from '../../sync/queue/queue.ts';
import { clinics, madeUpVisit } from '../torture/made-up.ts';
import { type BenchGroup, type Measurement, measurement, median } from './measurement.ts';
import { FLUSH_MS, runWithSlowFlush } from './slow-flush.ts';

/** What durability costs beyond SQLite's own, and whether a start pays for what was confirmed long ago. */

const COMMIT_ROUNDS = 9;
const COMMITS_A_ROUND = 150;
const OLD_ROWS = 100_000;
const START_ROUNDS = 15;

export function benchQueueOptions(file: string, keyHex: string, changes: Partial<QueueOptions> = {}): QueueOptions {
  return {
    file,
    keyHex,
    kioskId: 'K1',
    now: () => new Date(),
    timeZone: 'Asia/Ho_Chi_Minh',
    afternoonFrom: '12:00',
    confirmedKeptDays: 30,
    newKey: randomUUID,
    buildBody: bodyBuilder(fhirSystems(), { facilityCode: '01001', hospitalName: 'Bệnh viện Thử' }),
    ...changes,
  };
}

export async function inTemporaryFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Registers so many different people; the first has this ordinal. */
export function register(queue: KioskQueue, first: number, count: number): void {
  for (let ordinal = first; ordinal < first + count; ordinal += 1) {
    const draft = madeUpVisit(ordinal, clinics[ordinal % clinics.length] ?? clinics[0], 'insured');
    const result = queue.commit({ ...draft, language: 'vi', payer: 'insurance' });
    if (result.kind !== 'committed') throw new Error(result.kind);
  }
}

/** Of one round, a second. */
interface CommitRates {
  queue: number;
  sameRows: number;
  oneRow: number;
}

/**
 * All write through one connection, so that file, settings and write-ahead log are the same; they take turns. One reference
 * writes the same rows of the same tables and nothing else, the other one row of that size in a table without an index.
 */
export function commitRates(folder: string): CommitRates[] {
  const keyHex = randomBytes(32).toString('hex');
  const opened = openDatabase(join(folder, 'commits.db'), keyHex);
  if (!opened.ok) throw new Error(opened.detail);
  const { database } = opened;
  const queue = queueOn(database, benchQueueOptions('', keyHex));
  register(queue, 0, COMMITS_A_ROUND);
  const insertOneRow = oneRow(database);
  const rates = Array.from({ length: COMMIT_ROUNDS }, (_, round) => {
    const ofQueue = rate(() => register(queue, (round + 1) * COMMITS_A_ROUND, COMMITS_A_ROUND));
    const insertSameRows = sameRows(database);
    return {
      queue: ofQueue,
      sameRows: rate(() => times(COMMITS_A_ROUND, insertSameRows)),
      oneRow: rate(() => times(COMMITS_A_ROUND, insertOneRow)),
    };
  });
  queue.close();
  return rates;
}

function commitMeasurements(name: string, rates: readonly CommitRates[]): Measurement[] {
  const own = rates.map((round) => round.queue);
  return (['sameRows', 'oneRow'] as const).map((loop) =>
    rateAgainst(
      `${name}.${loop === 'sameRows' ? 'same-rows' : 'one-row'}`,
      own,
      rates.map((round) => round.queue / round[loop]),
      0.8,
    ),
  );
}

/** The same loops where a flush takes as long as on an ordinary disk: what a kiosk waits for is mostly that. */
function slowCommitBench(folder: string): Measurement[] {
  const printed = runWithSlowFlush(join(import.meta.dirname, 'slow-commits.ts'), folder);
  if (printed === null) {
    console.error(`queue.commits.flush-${FLUSH_MS}-ms is left out: there is no C compiler.`);
    return [];
  }
  const rates = JSON.parse(printed) as CommitRates[];
  if (rates.some(({ oneRow }) => oneRow > 1000 / FLUSH_MS)) throw new Error('the flush was not slowed');
  return commitMeasurements(`queue.commits.flush-${FLUSH_MS}-ms`, rates);
}

function sameRows(database: Database): () => void {
  const copies = ['registration', 'outbox', 'person_key', 'audit'].map((table) => ({
    copy: copyOfFirst(database, table),
    next:
      database
        .prepare<[], number>(`SELECT max(${placeIn(table)}) FROM ${table}`)
        .pluck()
        .get() ?? 0,
  }));
  const count = database.prepare('UPDATE own_series SET last = last + 1');
  const insert = database.transaction(() => {
    for (const table of copies) {
      table.next += 1;
      table.copy.run(table.next, table.next);
    }
    count.run();
  });
  return () => insert.immediate();
}

const placeIn = (table: string): string => (table === 'audit' ? 'number' : 'sequence');

function oneRow(database: Database): () => void {
  const size = database
    .prepare<[], number>(
      'SELECT max(length(CAST(body AS BLOB)) + length(evidence)) FROM registration JOIN outbox USING (sequence)',
    )
    .pluck()
    .get();
  if (size === undefined) throw new Error('no row to measure');
  database.exec('CREATE TABLE bench_row (id INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT');
  const insert = database.prepare<[string]>('INSERT INTO bench_row (content) VALUES (?)');
  const content = 'x'.repeat(size);
  return () => void insert.run(content);
}

/** The median rate, with the reference that the median of the rounds' ratios stands for. */
export function rateAgainst(
  name: Measurement['name'],
  rates: readonly number[],
  ratios: readonly number[],
  goal: number,
): Measurement {
  return measurement(name, median(rates), '1/s', { reference: median(rates) / median(ratios), goal });
}

/** Of one round of commits. */
function rate(work: () => void): number {
  const startedMs = performance.now();
  work();
  return (COMMITS_A_ROUND * 1000) / (performance.now() - startedMs);
}

function times(count: number, work: () => void): void {
  for (let done = 0; done < count; done += 1) work();
}

function startBench(folder: string): Measurement[] {
  const keyHex = randomBytes(32).toString('hex');
  const [empty, full] = ['empty.db', 'full.db'].map((name) => benchQueueOptions(join(folder, name), keyHex));
  if (empty === undefined || full === undefined) throw new Error('unreachable');
  startMs(empty);
  fillWithConfirmed(full, OLD_ROWS);
  const rounds = Array.from({ length: START_ROUNDS }, () => ({ empty: startMs(empty), full: startMs(full) }));
  const reference = median(rounds.map((round) => round.empty));
  return [measurement('queue.start', median(rounds.map((round) => round.full)), 'ms', { reference, goal: 2 })];
}

function startMs(options: QueueOptions): number {
  const startedMs = performance.now();
  const opened = openQueue(options);
  const elapsedMs = performance.now() - startedMs;
  if (!opened.ok) throw new Error(opened.detail);
  opened.queue.close();
  return elapsedMs;
}

/** One real registration, confirmed and copied within the file. */
function fillWithConfirmed(options: QueueOptions, rows: number): void {
  const opened = openDatabase(options.file, options.keyHex);
  if (!opened.ok) throw new Error(opened.detail);
  const { database } = opened;
  const queue = queueOn(database, options);
  register(queue, 0, 1);
  database.transaction(() => {
    database.exec(`UPDATE outbox SET state = 'confirmed', body = NULL, encounter_id = 'e', attempts = 1`);
    for (const table of ['registration', 'outbox', 'person_key', 'audit']) copyOfFirst(database, table).run(2, rows);
  })();
  queue.close();
}

/** Copies what the table has of the first registration to the places from the first to the second number, both included. */
function copyOfFirst(database: Database, table: string) {
  const columns = database.pragma(`table_info(${table})`) as { name: string }[];
  const place = placeIn(table);
  const changed: Record<string, string> = {
    [place]: 'n',
    key: `'copy-' || n`,
    lane: 'hex(randomblob(32))',
    ticket_number: `'X-' || n`,
    ...(table === 'person_key' ? { hash: 'hex(randomblob(32))' } : {}),
  };
  return database.prepare<[first: number, last: number]>(`
    WITH RECURSIVE numbers (n) AS (SELECT ? UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
    INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')})
    SELECT ${columns.map(({ name }) => changed[name] ?? name).join(', ')}
    FROM numbers JOIN ${table} ON ${table}.${place} = 1`);
}

export const queueBench: BenchGroup = {
  prefix: 'queue.',
  run: () =>
    inTemporaryFolder((folder) => [
      ...commitMeasurements('queue.commits', commitRates(folder)),
      ...slowCommitBench(folder),
      ...startBench(folder),
    ]),
};
