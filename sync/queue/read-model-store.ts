import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { PatientKeys } from '../his/hospital-api.ts';
import { sqliteDetail } from './database.ts';

/**
 * What the kiosk last heard of its hospital, kept in the queue's encrypted file so that it knows clinics, hours and
 * appointments after a restart without the hospital. Of people only keyed hashes of their numbers are kept, with the
 * hospital's own id of them, for one day.
 */
export interface ReadModelStore {
  /** Replaces what is kept under the name. A disk that refuses keeps what was there: false. */
  put(name: string, content: unknown): boolean;
  /** The content as it was put, unparsed for its shape, and when; null when there is none. */
  get(name: string): { content: unknown; fetchedAt: string } | null;
  /** Replaces everybody who was known. */
  putPatients(serviceDate: string, patients: readonly { keys: PatientKeys; patientId: string }[]): boolean;
  /** The hospital's id of the person with any of these keys; null as well when the keys lead to different people. */
  patientId(serviceDate: string, keys: PatientKeys): string | null;
}

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
  const forgetPatients = database.prepare('DELETE FROM known_patient');
  // Two people who share a number are one mistake of the hospital's: the second makes the hash worthless.
  const putPatient = database.prepare<[hash: string, patientId: string, serviceDate: string]>(`
    INSERT INTO known_patient (hash, patient_id, service_date) VALUES (?, ?, ?)
    ON CONFLICT (hash) DO UPDATE SET patient_id = '' WHERE patient_id <> excluded.patient_id`);
  const findPatients = database
    .prepare<[hashes: string, serviceDate: string], string>(
      `SELECT DISTINCT patient_id FROM known_patient WHERE hash IN (SELECT value FROM json_each(?)) AND service_date = ?`,
    )
    .pluck();

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

    putPatients: (serviceDate, patients) =>
      write(() => {
        forgetPatients.run();
        for (const { keys, patientId } of patients) {
          for (const hash of hashesOf(keys)) putPatient.run(hash, patientId, serviceDate);
        }
      }),

    patientId(serviceDate, keys) {
      const [patientId, ...others] = findPatients.all(JSON.stringify(hashesOf(keys)), serviceDate);
      return others.length === 0 && patientId ? patientId : null;
    },
  };
}
