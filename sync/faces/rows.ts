import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { SealedRow } from './row-sealing.ts';

export interface EnrolmentRow extends SealedRow {
  /** What the row is called in this file. */
  number: number;
  /** In ms since 1970; null once it was confirmed. */
  pendingSince: number | null;
}

/** The statements of the gallery's file. Days are YYYY-MM-DD. */
export interface Rows {
  /** No pending ones. */
  ofModel(model: string): IterableIterator<EnrolmentRow>;
  all(): EnrolmentRow[];
  byId(id: string): EnrolmentRow[];
  byFactor(hash: Buffer): EnrolmentRow[];
  /** No pending ones. */
  unusedSince(day: string): EnrolmentRow[];
  newestUse(): string | null;
  /** Pending ones, but for those of these instants, in ms since 1970. */
  pendingOutside(from: number, to: number): EnrolmentRow[];
  /** Whether the factor fits anybody; a pending enrolment is nobody's. */
  isHeld(hash: Buffer): boolean;
  /** Answered by an index alone: the rows themselves, a page each, are not touched. */
  numbersByFactor(hash: Buffer): number[];
  byNumber(number: number): EnrolmentRow;
  /** Its number. */
  insert(
    row: SealedRow,
    factors: readonly Buffer[],
    at: { created: string; day: string; pendingSince: number | null },
  ): number;
  replace(number: number, row: SealedRow, factors: readonly Buffer[]): void;
  /** It is pending no longer. */
  confirm(number: number): void;
  /** A clock that is behind takes nothing of an earlier use away. */
  markUsed(number: number, day: string): void;
  /** Whatever was used on a later day counts as used on this one. */
  endUseOn(day: string): void;
  remove(number: number): void;
  /** No pending ones. */
  count(): number;
}

export function openRows(database: Database): Rows {
  const select = 'SELECT number, id, model, pending_since AS pendingSince, salt, sealed FROM enrolment';
  const factorFits = 'number IN (SELECT enrolment FROM factor WHERE hash = ?)';
  const ofModel = database.prepare<[model: string], EnrolmentRow>(
    `${select} WHERE model = ? AND pending_since IS NULL`,
  );
  const all = database.prepare<[], EnrolmentRow>(select);
  const byId = database.prepare<[id: string], EnrolmentRow>(`${select} WHERE id = ?`);
  const byFactor = database.prepare<[hash: Buffer], EnrolmentRow>(`${select} WHERE ${factorFits}`);
  const byNumber = database.prepare<[number: number], EnrolmentRow>(`${select} WHERE number = ?`);
  const unusedSince = database.prepare<[day: string], EnrolmentRow>(
    `${select} WHERE last_used_on < ? AND pending_since IS NULL`,
  );
  const newestUse = database.prepare<[], string | null>('SELECT max(last_used_on) FROM enrolment').pluck();
  const pendingOutside = database.prepare<[from: number, to: number], EnrolmentRow>(
    `${select} WHERE pending_since NOT BETWEEN ? AND ?`,
  );
  const isHeld = database
    .prepare<[hash: Buffer], number>(
      'SELECT EXISTS (SELECT 1 FROM factor JOIN enrolment ON number = enrolment WHERE hash = ? AND pending_since IS NULL)',
    )
    .pluck();
  const numbersByFactor = database
    .prepare<[hash: Buffer], number>('SELECT enrolment FROM factor WHERE hash = ?')
    .pluck();
  const insert = database.prepare<SealedRow & { created: string; day: string; pendingSince: number | null }>(`
    INSERT INTO enrolment (id, model, created_at, last_used_on, pending_since, salt, sealed)
    VALUES (@id, @model, @created, @day, @pendingSince, @salt, @sealed)`);
  const replace = database.prepare<[salt: Buffer, sealed: Buffer, number: number]>(
    'UPDATE enrolment SET salt = ?, sealed = ? WHERE number = ?',
  );
  const clearFactors = database.prepare<[number: number]>('DELETE FROM factor WHERE enrolment = ?');
  const insertFactor = database.prepare<[hash: Buffer, number: number]>(
    'INSERT INTO factor (hash, enrolment) VALUES (?, ?)',
  );
  const confirm = database.prepare<[number: number]>('UPDATE enrolment SET pending_since = NULL WHERE number = ?');
  const markUsed = database.prepare<[day: string, number: number]>(
    'UPDATE enrolment SET last_used_on = max(last_used_on, ?) WHERE number = ?',
  );
  const endUseOn = database.prepare<{ day: string }>(
    'UPDATE enrolment SET last_used_on = @day WHERE last_used_on > @day',
  );
  const remove = database.prepare<[number: number]>('DELETE FROM enrolment WHERE number = ?');
  const count = database.prepare<[], number>('SELECT count(*) FROM enrolment WHERE pending_since IS NULL').pluck();

  function putFactors(number: number, factors: readonly Buffer[]): void {
    clearFactors.run(number);
    for (const hash of factors) insertFactor.run(hash, number);
  }

  return {
    ofModel: (model) => ofModel.iterate(model),
    all: () => all.all(),
    byId: (id) => byId.all(id),
    byFactor: (hash) => byFactor.all(hash),
    unusedSince: (day) => unusedSince.all(day),
    newestUse: () => newestUse.get() ?? null,
    pendingOutside: (from, to) => pendingOutside.all(from, to),
    isHeld: (hash) => isHeld.get(hash) === 1,
    numbersByFactor: (hash) => numbersByFactor.all(hash),
    // A factor refers to a row that is there.
    byNumber: (number) => byNumber.get(number) as EnrolmentRow,

    insert(row, factors, at) {
      const number = Number(insert.run({ ...row, ...at }).lastInsertRowid);
      putFactors(number, factors);
      return number;
    },

    replace(number, { salt, sealed }, factors) {
      replace.run(salt, sealed, number);
      putFactors(number, factors);
    },

    confirm: (number) => void confirm.run(number),
    markUsed: (number, day) => void markUsed.run(day, number),
    endUseOn: (day) => void endUseOn.run({ day }),
    remove: (number) => void remove.run(number),
    count: () => count.get() as number,
  };
}
