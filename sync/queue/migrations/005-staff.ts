import type { Migration } from './migration.ts';

/**
 * Expands only: older programs go on working on the file and know nobody of the staff. Both tables are stored as indexes, so that
 * none of them adds one whose entries look like a registration's; a salvage tells them by nine and by seven values.
 *
 * - `staff_account`: the PIN as scrypt with its salt, the code of a card as SHA-256, both hexadecimal. `failures` and
 *   `waits_until` (ISO) are of wrong PINs in a row.
 * - `staff_task`: what staff said about a call, a refused row or a desk ticket; a task that nobody touched and that is a row of
 *   the queue has none here.
 */
export const staff: Migration = {
  version: 5,
  oldestReader: 1,
  sql: `
    CREATE TABLE staff_account (
      name TEXT PRIMARY KEY,
      role TEXT NOT NULL CHECK (role IN ('reception', 'it')),
      pin_salt TEXT NOT NULL,
      pin_hash TEXT NOT NULL,
      pin_is_start INTEGER NOT NULL CHECK (pin_is_start IN (0, 1)),
      card_hash TEXT,
      failures INTEGER NOT NULL DEFAULT 0,
      waits_until TEXT,
      created_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE staff_task (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('call', 'refused', 'desk')),
      state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'done')),
      actor TEXT,
      note TEXT NOT NULL,
      reason TEXT,
      opened_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
