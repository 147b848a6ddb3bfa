import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { SealedRow } from './row-sealing.ts';

export interface EnrolmentRow extends SealedRow {
  /** What the row is called in this file. */
  number: number;
}

/** The statements of the gallery's file. Days are YYYY-MM-DD. */
export interface Rows {
  ofModel(model: string): IterableIterator<EnrolmentRow>;
  byId(id: string): EnrolmentRow[];
  byFactor(hash: Buffer): EnrolmentRow[];
  unusedSince(day: string): EnrolmentRow[];
  /** Answered by an index alone: the rows themselves, a page each, are not touched. */
  numbersByFactor(hash: Buffer): number[];
  byNumber(number: number): EnrolmentRow;
  /** Its number. */
  insert(row: SealedRow, factors: readonly Buffer[], at: { created: string; day: string }): number;
  replace(number: number, row: SealedRow, factors: readonly Buffer[]): void;
  markUsed(number: number, day: string): void;
  /** Whatever was used on a later day counts as used on this one. */
  endUseOn(day: string): void;
  remove(number: number): void;
  count(): number;
}

export function openRows(database: Database): Rows {
  const select = 'SELECT number, id, model, salt, sealed FROM enrolment';
  const factorFits = 'number IN (SELECT enrolment FROM factor WHERE hash = ?)';
  const ofModel = database.prepare<[model: string], EnrolmentRow>(`${select} WHERE model = ?`);
  const byId = database.prepare<[id: string], EnrolmentRow>(`${select} WHERE id = ?`);
  const byFactor = database.prepare<[hash: Buffer], EnrolmentRow>(`${select} WHERE ${factorFits}`);
  const byNumber = database.prepare<[number: number], EnrolmentRow>(`${select} WHERE number = ?`);
  const unusedSince = database.prepare<[day: string], EnrolmentRow>(`${select} WHERE last_used_on < ?`);
  const numbersByFactor = database
    .prepare<[hash: Buffer], number>('SELECT enrolment FROM factor WHERE hash = ?')
    .pluck();
  const insert = database.prepare<SealedRow & { created: string; day: string }>(`
    INSERT INTO enrolment (id, model, created_at, last_used_on, salt, sealed)
    VALUES (@id, @model, @created, @day, @salt, @sealed)`);
  const replace = database.prepare<[salt: Buffer, sealed: Buffer, number: number]>(
    'UPDATE enrolment SET salt = ?, sealed = ? WHERE number = ?',
  );
  const clearFactors = database.prepare<[number: number]>('DELETE FROM factor WHERE enrolment = ?');
  const insertFactor = database.prepare<[hash: Buffer, number: number]>(
    'INSERT INTO factor (hash, enrolment) VALUES (?, ?)',
  );
  const markUsed = database.prepare<[day: string, number: number]>(
    'UPDATE enrolment SET last_used_on = ? WHERE number = ?',
  );
  const endUseOn = database.prepare<{ day: string }>(
    'UPDATE enrolment SET last_used_on = @day WHERE last_used_on > @day',
  );
  const remove = database.prepare<[number: number]>('DELETE FROM enrolment WHERE number = ?');
  const count = database.prepare<[], number>('SELECT count(*) FROM enrolment').pluck();

  function putFactors(number: number, factors: readonly Buffer[]): void {
    clearFactors.run(number);
    for (const hash of factors) insertFactor.run(hash, number);
  }

  return {
    ofModel: (model) => ofModel.iterate(model),
    byId: (id) => byId.all(id),
    byFactor: (hash) => byFactor.all(hash),
    unusedSince: (day) => unusedSince.all(day),
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

    markUsed: (number, day) => void markUsed.run(day, number),
    endUseOn: (day) => void endUseOn.run({ day }),
    remove: (number) => void remove.run(number),
    count: () => count.get() as number,
  };
}
