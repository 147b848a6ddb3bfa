import type { Migration } from '../../queue/migrations/migration.ts';
import { endedTableSql } from '../ended.ts';

/**
 * The gallery's file. Template, person and consent are one ciphertext under a key of the row's own (row-sealing.ts); deleting
 * the row deletes the salt without which that key cannot be made again. `factor` and `attempt` know people by keyed hashes
 * only. `audit` is that of the queue (audit.ts), for a gallery that keeps its own.
 */
export const initial: Migration = {
  version: 1,
  oldestReader: 1,
  sql: `
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    CREATE TABLE enrolment (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      model TEXT NOT NULL,
      created_at TEXT NOT NULL,
      last_used_on TEXT NOT NULL,
      -- In ms since 1970; NULL once it was confirmed.
      pending_since INTEGER,
      salt BLOB NOT NULL,
      sealed BLOB NOT NULL
    ) STRICT;
    CREATE INDEX enrolment_by_last_use ON enrolment (last_used_on);

    CREATE TABLE factor (
      hash BLOB NOT NULL,
      enrolment INTEGER NOT NULL REFERENCES enrolment (number) ON DELETE CASCADE,
      PRIMARY KEY (hash, enrolment)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX factor_by_enrolment ON factor (enrolment);

    CREATE TABLE attempt (
      subject BLOB NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX attempt_by_subject ON attempt (subject, at);

    CREATE TABLE audit (
      number INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT,
      detail TEXT,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_is_appended BEFORE INSERT ON audit WHEN NEW.number <= (SELECT max(number) FROM audit)
      BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;
    CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END;

    ${endedTableSql}
  `,
};
