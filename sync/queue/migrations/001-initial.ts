import type { Migration } from './migration.ts';

/**
 * `registration` keeps what the kiosk itself needs later (ticket, day, clinic) and nothing that names a person: names and
 * numbers stand only in `outbox.body`, which is erased as soon as the hospital has confirmed it. `lane` is a keyed hash
 * of the person's strongest key (see lane.ts).
 */
export const initial: Migration = {
  version: 1,
  oldestReader: 1,
  sql: `
    CREATE TABLE meta (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    CREATE TABLE registration (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      key TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('visit', 'desk')),
      lane TEXT NOT NULL,
      clinic_id TEXT,
      stream TEXT,
      service_date TEXT NOT NULL,
      session TEXT NOT NULL CHECK (session IN ('morning', 'afternoon')),
      ticket_number TEXT NOT NULL,
      ticket_official INTEGER NOT NULL CHECK (ticket_official IN (0, 1)),
      ticket_shown INTEGER NOT NULL DEFAULT 0 CHECK (ticket_shown IN (0, 1)),
      evidence TEXT NOT NULL,
      registered_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX registration_by_person ON registration (lane, service_date, session, clinic_id);
    CREATE UNIQUE INDEX own_number ON registration (service_date, ticket_number) WHERE ticket_official = 0;
    CREATE UNIQUE INDEX official_number ON registration (service_date, session, clinic_id, ticket_number)
      WHERE ticket_official = 1;

    CREATE TABLE outbox (
      sequence INTEGER PRIMARY KEY REFERENCES registration (sequence) ON DELETE CASCADE,
      lane TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'in-flight', 'confirmed', 'dead')),
      body TEXT,
      body_sha256 TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      last_error TEXT,
      encounter_id TEXT,
      already_there INTEGER NOT NULL DEFAULT 0 CHECK (already_there IN (0, 1)),
      hospital_number TEXT,
      set_aside INTEGER NOT NULL DEFAULT 0 CHECK (set_aside IN (0, 1)),
      CHECK ((state = 'confirmed') = (body IS NULL))
    ) STRICT;
    CREATE INDEX outbox_by_state ON outbox (state, sequence);
    CREATE INDEX outbox_unsettled_by_lane ON outbox (lane, sequence) WHERE state <> 'confirmed';

    CREATE TABLE lease (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      clinic_id TEXT NOT NULL,
      service_date TEXT NOT NULL,
      session TEXT NOT NULL CHECK (session IN ('morning', 'afternoon')),
      stream TEXT NOT NULL,
      prefix TEXT NOT NULL,
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (last >= first),
      next INTEGER NOT NULL CHECK (next BETWEEN first AND last + 1)
    ) STRICT;
    CREATE INDEX lease_by_queue ON lease (clinic_id, service_date, session, stream);

    CREATE TABLE own_series (
      service_date TEXT NOT NULL,
      prefix TEXT NOT NULL,
      last INTEGER NOT NULL,
      PRIMARY KEY (service_date, prefix)
    ) STRICT;
  `,
};
