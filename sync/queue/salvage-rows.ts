import { createHash } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3-multiple-ciphers';
import { registrationTraces, unlessRefused } from './salvage-rebuild.ts';
import type { RegistrationTraces } from './salvage-rebuild.ts';
import type { SalvagePages } from './salvage-pages.ts';
import { recordsOn } from './salvage-records.ts';
import type { StoredRecord, StoredValue } from './salvage-records.ts';

/** What the pages tell beyond the rows that were put into the new database. */
export interface SalvageEvidence {
  /** Numbers of registrations of which there is a row here or in the outbox. */
  sequences: Set<number>;
  traces: RegistrationTraces;
  /** The last number SQLite gave to a registration; 0 when its page is gone. */
  lastSequence: number;
  /** As the index of the outbox has it, for rows that are gone. */
  states: Map<number, string>;
  lastAuditNumber: number;
}

type Table =
  | 'meta'
  | 'registration'
  | 'outbox'
  | 'lease'
  | 'own_series'
  | 'person_key'
  | 'read_model'
  | 'known_patient'
  | 'visit_time'
  | 'staff_account'
  | 'staff_task';

const outboxStates = ['pending', 'in-flight', 'confirmed', 'dead'];

/** Rows of `meta` that belong to the file and not to what is in it. */
const ownMeta = ['oldest-reader', 'clean-stop'];

/**
 * Copies every row that stands on a readable page, each on its own. A row's table is known by its shape, so that neither the
 * schema nor the tree above the page need be readable; what the new database's constraints refuse is no row of that table.
 * Runs in the caller's transaction, with foreign keys off.
 */
export function copyRows(pages: SalvagePages, database: Database): SalvageEvidence {
  const put = putInto(database);
  const evidence: SalvageEvidence = {
    sequences: new Set(),
    traces: registrationTraces(),
    lastSequence: 0,
    states: new Map(),
    lastAuditNumber: 0,
  };
  // The audit log takes its rows in order only, and pages have none.
  const audit: { number: number; values: StoredValue[] }[] = [];

  for (let number = 1; number <= pages.count; number += 1) {
    for (const record of recordsOn(pages, number)) {
      if (record.rowid === null) noteIndex(record.values, evidence, put);
      else if (isAuditRow(record)) audit.push({ number: record.rowid, values: record.values });
      else noteRow(record, record.rowid, evidence, put);
    }
  }

  for (const { number, values } of audit.sort((one, other) => one.number - other.number)) {
    put('audit', [number, ...values.slice(1)]);
    evidence.lastAuditNumber = number;
  }
  return evidence;
}

function isAuditRow({ values, isWhole }: StoredRecord): boolean {
  return isWhole && values[0] === null && /^(?:kiosk|patient|staff)/.test(String(values[2]));
}

type Put = (table: Table | 'audit', values: StoredValue[]) => void;

function noteRow({ values, isWhole }: StoredRecord, rowid: number, evidence: SalvageEvidence, put: Put): void {
  const [first, second, third] = values;
  if (first === 'registration' && typeof second === 'number') evidence.lastSequence = second;
  const table = tableOf(values);
  if (table === 'registration' || table === 'outbox') evidence.sequences.add(rowid);
  if (table === 'outbox' && !(isWhole && hasItsBody(values))) {
    evidence.states.set(rowid, String(third));
    return;
  }
  const isOwnMeta = table === 'meta' && ownMeta.includes(String(first));
  if (table !== null && isWhole && !isOwnMeta) put(table, first === null ? [rowid, ...values.slice(1)] : values);
}

/** Of the tables with numbered rows. A number that is a column stands outside the record, with null in its place. */
function tableOf(values: StoredValue[]): Table | null {
  const [first, second, third] = values;
  if (first === null) {
    if (third === 'visit' || third === 'desk') return 'registration';
    if (outboxStates.includes(String(third))) return 'outbox';
    if (values.length === 9) return 'lease';
    return hour.test(String(second)) ? 'visit_time' : null;
  }
  if (values.length === 2 && typeof second === 'string') return 'meta';
  if (values.length === 3) return typeof third === 'number' ? 'own_series' : 'read_model';
  return null;
}

/** An erased body is an empty one; any other must be the one that was frozen. */
function hasItsBody([, , , body, sha256]: StoredValue[]): boolean {
  return body === null || body === '' || createHash('sha256').update(String(body)).digest('hex') === sha256;
}

const hour = /^\d{4}-\d{2}-\d{2}T\d{2}$/;
const hash = /^[0-9a-f]{64}$/;
const printedNumber = /^(.*\D)(\d+)$/;

/** Indexes repeat what the rows say, and so tell of rows that are gone; two tables are stored as indexes themselves. */
function noteIndex(values: StoredValue[], evidence: SalvageEvidence, put: Put): void {
  const [first, second, third] = values;
  const text = String(first);
  evidence.traces.note(values);
  if (values.length === 2 && hash.test(text)) put('person_key', values);
  if (values.length === 9) put('staff_account', values);
  if (values.length === 7) put('staff_task', values);
  if (values.length !== 3) return;
  if (hash.test(text) && typeof third === 'string') put('known_patient', values);
  if (outboxStates.includes(text)) evidence.states.set(Number(second), text);
  // The index of the kiosk's own numbers: how far a series went, when its row is gone.
  const [, prefix, last] = printedNumber.exec(String(second)) ?? [];
  if (typeof second === 'string' && prefix !== undefined) put('own_series', [text, prefix, Number(last)]);
}

function putInto(database: Database): Put {
  const columnsOf = database.prepare<[table: string], string>('SELECT name FROM pragma_table_info(?)').pluck();
  const statements = new Map<string, { statement: Statement<StoredValue[]>; width: number }>();

  function prepared(table: string, count: number): { statement: Statement<StoredValue[]>; width: number } {
    const name = `${table}/${count}`;
    const known = statements.get(name);
    if (known !== undefined) return known;
    // Columns come at the end of a table: an older row has fewer, one of a newer program more.
    const columns = columnsOf.all(table).slice(0, count);
    const further = table === 'own_series' ? 'ON CONFLICT DO UPDATE SET last = max(last, excluded.last)' : '';
    const statement = database.prepare<StoredValue[]>(
      `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()}) ${further}`,
    );
    const made = { statement, width: columns.length };
    statements.set(name, made);
    return made;
  }

  return (table, values) => {
    const { statement, width } = prepared(table, values.length);
    unlessRefused(() => statement.run(...values.slice(0, width)));
  };
}
