import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { PatientKeys } from '../his/hospital-api.ts';

/** A BHYT card number is 2 letters, 3 digits and the 10-digit insurance code; only the code outlives a change of object or province. */
const insuranceCodeLength = 10;

/**
 * Keyed hashes of everything a person is known by, strongest key first (the hospital's search order), so that the tables
 * alone tell nobody's number. Two registrations that share one are of one person. `patientId`: the hospital's, when known.
 */
export function personHashes(keys: PatientKeys, patientId: string | null, secret: KeyObject): string[] {
  const named: [kind: string, value: string | null][] = [
    ['id-number', keys.idNumber],
    ['old-id-number', keys.oldIdNumber],
    ['insurance-code', keys.insuranceNumber?.slice(-insuranceCodeLength) ?? null],
    ['passport', keys.passportNumber],
    ['patient-code', keys.patientCode],
    ['patient-id', patientId],
  ];
  return named.flatMap(([kind, value]) => (value === null ? [] : [hashed(`${kind}:${value}`, secret)]));
}

/** The lane of a registration that shares no key with any other and names nobody. */
export function ownLane(registrationKey: string, secret: KeyObject): string {
  return hashed(`registration:${registrationKey}`, secret);
}

function hashed(text: string, secret: KeyObject): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** Two kiosks hash one patient differently, so that copies of the tables do not join. */
export function laneSecret(database: Database): KeyObject {
  return createSecretKey(secretHex(database, 'lane-secret'), 'hex');
}

/** 32 random bytes, made once per database; it goes where the database goes, whatever key that has. */
export function secretHex(database: Database, name: 'lane-secret' | 'faces-secret'): string {
  database
    .prepare('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING')
    .run(name, randomBytes(32).toString('hex'));
  return database.prepare('SELECT value FROM meta WHERE name = ?').pluck().get(name) as string;
}
