import type { Migration } from './migration.ts';

/**
 * Expands only: an older program leaves the table alone. A row is one visit without its person: no key, no number, the hour at
 * most. Its own number is drawn at random, so that the order of rows says nothing of the order of registrations. `steps` is
 * JSON (visit-times.ts). Ten columns, the second an hour: what a salvage knows the rows by.
 */
export const visitTimes: Migration = {
  version: 4,
  oldestReader: 1,
  sql: `
    CREATE TABLE visit_time (
      number INTEGER PRIMARY KEY,
      hour TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('card', 'code', 'face', 'typed', 'ticket')),
      outcome TEXT NOT NULL CHECK (outcome IN ('ticket', 'desk', 'my-ticket', 'emergency', 'abandoned')),
      ended_at TEXT NOT NULL,
      first_try INTEGER NOT NULL CHECK (first_try IN (0, 1)),
      fallback INTEGER NOT NULL CHECK (fallback IN (0, 1)),
      machine_ms INTEGER NOT NULL,
      person_ms INTEGER NOT NULL,
      steps TEXT NOT NULL
    ) STRICT;
    CREATE INDEX visit_time_by_hour ON visit_time (hour);
  `,
};
