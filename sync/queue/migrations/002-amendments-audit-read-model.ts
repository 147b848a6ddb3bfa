import type { Migration } from './migration.ts';

/**
 * Expands only: a program of version 1 goes on working on the file. It takes an amendment for one more registration and
 * sends it in its lane, which is right; what it does not see are holds, the audit log and the read model.
 *
 * - An amendment is a row of `registration` with its own key; `amends` is the key of its visit. A cancellation and a notice
 *   of a refusal carry the visit's number with no clinic and `ticket_official = 1`, so that they meet no unique index.
 * - `person_key` has a keyed hash of every key of a person (lane.ts), so that a patient who shows another document is known.
 * - `outbox_unusual` answers the statistics without reading past the bodies. It has no row that waits untried or was taken
 *   at the first attempt, so that most commits do not write to it.
 * - `audit` refuses changes itself; its hash chain is described in audit.ts.
 */
export const amendmentsAuditReadModel: Migration = {
  version: 2,
  oldestReader: 1,
  sql: `
    ALTER TABLE registration ADD COLUMN amends TEXT;
    ALTER TABLE registration ADD COLUMN amendment TEXT
      CHECK (amendment IS NULL OR amendment IN ('cancel', 'change-clinic', 'refusal-notice'));
    ALTER TABLE registration ADD COLUMN appointment_id TEXT;
    ALTER TABLE registration ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0 CHECK (superseded IN (0, 1));
    ALTER TABLE registration ADD COLUMN priority_reason TEXT;
    CREATE INDEX registration_by_visit ON registration (amends) WHERE amends IS NOT NULL;
    CREATE INDEX registration_by_clinic ON registration (service_date, session, clinic_id);

    ALTER TABLE outbox ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));
    ALTER TABLE outbox ADD COLUMN refusal TEXT;
    ALTER TABLE outbox ADD COLUMN send_to TEXT;
    CREATE INDEX outbox_unusual ON outbox (state, held, set_aside, already_there, attempts)
      WHERE held = 1 OR set_aside = 1 OR already_there = 1 OR attempts <> (state = 'confirmed');

    CREATE TABLE person_key (
      hash TEXT NOT NULL,
      sequence INTEGER NOT NULL REFERENCES registration (sequence) ON DELETE CASCADE,
      PRIMARY KEY (hash, sequence)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX person_key_by_sequence ON person_key (sequence);

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

    CREATE TABLE read_model (
      name TEXT PRIMARY KEY,
      fetched_at TEXT NOT NULL,
      content TEXT NOT NULL
    ) STRICT;
    CREATE TABLE known_patient (
      hash TEXT PRIMARY KEY,
      patient_id TEXT NOT NULL,
      service_date TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
