import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { PatientKeys } from '../his/hospital-api.ts';
import { sqliteDetail } from './database.ts';

/**
 * What the kiosk last heard of its hospital, kept in the queue's encrypted file so that it knows clinics, hours and
 * appointments after a restart without the hospital. Of people only keyed hashes of their numbers are kept, with the
 * hospital's own id of them and the day it was learned, for as long as the caller says.
 */
export interface ReadModelStore {
  /** Replaces what is kept under the name. A disk that refuses keeps what was there: false. */
  put(name: string, content: unknown): boolean;
  /** The content as it was put, unparsed for its shape, and when; null when there is none. */
  get(name: string): { content: unknown; fetchedAt: string } | null;
  /** What is kept under the name has been confirmed now. */
  touch(name: string): boolean;
  /**
   * A list of patients of the hospital, to be put in as many slices as the caller likes, each one transaction that writes
   * nothing but differences. It overrides what was known; a number that two people of the list share leads to nobody.
   */
  patientList(serviceDate: string): (slice: readonly KnownPatient[]) => boolean;
  /** One patient whom the hospital has found. A number that led to somebody else leads to nobody from now on. */
  learnPatient(serviceDate: string, patient: KnownPatient): boolean;
  /** The hospital's id of the person with any of these keys; null as well when the keys lead to different people. */
  patientId(period: KnownPeriod, keys: PatientKeys): string | null;
  /** Forgets who was learned outside of the period, and the oldest of too many. */
  forgetPatients(period: KnownPeriod): boolean;
}

export interface KnownPatient {
  keys: PatientKeys;
  patientId: string;
}

/** Days, YYYY-MM-DD, both included. */
export interface KnownPeriod {
  from: string;
  to: string;
}

/** Hashes of known patients, a few a person: some 4 MB of the disk, and more than a day of a large hospital. */
const mostHashes = 20_000;

export interface ReadModelOptions {
  now: () => Date;
  /** Keyed hashes of a person's keys (lane.ts). */
  hashesOf: (keys: PatientKeys) => readonly string[];
}

/** The read model of an open database. */
export function openReadModelStore(database: Database, { now, hashesOf }: ReadModelOptions): ReadModelStore {
  const putContent = database.prepare<[name: string, fetchedAt: string, content: string]>(`
    INSERT INTO read_model (name, fetched_at, content) VALUES (?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET fetched_at = excluded.fetched_at, content = excluded.content`);
  const getContent = database.prepare<[name: string], { fetchedAt: string; content: string }>(
    'SELECT fetched_at AS fetchedAt, content FROM read_model WHERE name = ?',
  );
  const touchContent = database.prepare<[fetchedAt: string, name: string]>(
    'UPDATE read_model SET fetched_at = ? WHERE name = ?',
  );
  const putPatient = database.prepare<[hash: string, patientId: string, serviceDate: string]>(`
    INSERT INTO known_patient (hash, patient_id, service_date) VALUES (?, ?, ?)
    ON CONFLICT (hash) DO UPDATE SET patient_id = excluded.patient_id, service_date = excluded.service_date
      WHERE patient_id <> excluded.patient_id OR service_date <> excluded.service_date`);
  const learnHash = database.prepare<[hash: string, patientId: string, serviceDate: string]>(`
    INSERT INTO known_patient (hash, patient_id, service_date) VALUES (?, ?, ?)
    ON CONFLICT (hash) DO UPDATE SET service_date = excluded.service_date,
      patient_id = iif(patient_id = excluded.patient_id, patient_id, '')
      WHERE patient_id <> excluded.patient_id OR service_date <> excluded.service_date`);
  const findPatients = database
    .prepare<KnownPeriod & { hashes: string }, string>(
      `SELECT DISTINCT patient_id FROM known_patient
       WHERE hash IN (SELECT value FROM json_each(@hashes)) AND service_date BETWEEN @from AND @to`,
    )
    .pluck();
  const forgetOutside = database.prepare<KnownPeriod>(
    'DELETE FROM known_patient WHERE service_date NOT BETWEEN @from AND @to',
  );
  const forgetOldest = database.prepare(`
    DELETE FROM known_patient WHERE hash IN (
      SELECT hash FROM known_patient ORDER BY service_date, hash
      LIMIT max(0, (SELECT count(*) FROM known_patient) - ${mostHashes}))`);

  function write(action: () => void): boolean {
    try {
      database.transaction(action).immediate();
      return true;
    } catch (error) {
      if (sqliteDetail(error) === null) throw error;
      return false;
    }
  }

  return {
    put: (name, content) => write(() => void putContent.run(name, now().toISOString(), JSON.stringify(content))),

    get(name) {
      const row = getContent.get(name);
      return row === undefined ? null : { content: JSON.parse(row.content) as unknown, fetchedAt: row.fetchedAt };
    },

    touch: (name) => write(() => void touchContent.run(now().toISOString(), name)),

    patientList(serviceDate) {
      const listed = new Map<string, string>();
      return (slice) =>
        write(() => {
          for (const { keys, patientId } of slice) {
            for (const hash of hashesOf(keys)) {
              // Two people who share a number are one mistake of the hospital's: the second makes the hash worthless.
              const only = (listed.get(hash) ?? patientId) === patientId ? patientId : '';
              listed.set(hash, only);
              putPatient.run(hash, only, serviceDate);
            }
          }
        });
    },

    learnPatient: (serviceDate, { keys, patientId }) =>
      write(() => {
        for (const hash of hashesOf(keys)) learnHash.run(hash, patientId, serviceDate);
      }),

    forgetPatients: (period) =>
      write(() => {
        forgetOutside.run(period);
        forgetOldest.run();
      }),

    patientId(period, keys) {
      const [patientId, ...others] = findPatients.all({ ...period, hashes: JSON.stringify(hashesOf(keys)) });
      return others.length === 0 && patientId ? patientId : null;
    },
  };
}
