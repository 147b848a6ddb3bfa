import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { assert, describe, expect, it, onTestFinished } from 'vitest';
import type { PatientKeys } from '../his/hospital-api.ts';
import { openDatabase } from './database.ts';
import { openReadModelStore } from './read-model-store.ts';
import { mondayMorning, temporaryFolder, testKeyHex } from './test-queue.ts';

const today = '2026-03-02';

const keys = (changes: Partial<PatientKeys>): PatientKeys => ({
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
  ...changes,
});

function open(file = join(temporaryFolder(), 'queue.db')): { database: Database; file: string } {
  const opened = openDatabase(file, testKeyHex);
  assert(opened.ok);
  onTestFinished(() => void opened.database.close());
  return { database: opened.database, file };
}

const storeOn = (database: Database) =>
  openReadModelStore(database, {
    now: () => new Date(mondayMorning),
    hashesOf: (given) =>
      Object.entries(given)
        .filter(([, value]) => value !== null)
        .map(([name, value]) =>
          createHash('sha256')
            .update(`${name}:${String(value)}`)
            .digest('hex'),
        ),
  });

describe('the read model', () => {
  it('has nothing before it was put, and the newest afterwards, with its time', () => {
    const store = storeOn(open().database);
    expect(store.get('days')).toBeNull();
    expect(store.put('days', [1])).toBe(true);
    expect(store.put('days', [{ clinicId: 'mat' }])).toBe(true);
    expect(store.get('days')).toEqual({ content: [{ clinicId: 'mat' }], fetchedAt: '2026-03-02T01:30:00.000Z' });
  });

  it('is there after a restart', () => {
    const { database, file } = open();
    storeOn(database).put('days', 'kept');
    database.close();
    expect(storeOn(open(file).database).get('days')?.content).toBe('kept');
  });

  it('keeps what was there when the disk refuses', () => {
    const { database } = open();
    const store = storeOn(database);
    store.put('days', 'kept');
    database.pragma('query_only = ON');
    expect(store.put('days', 'new')).toBe(false);
    expect(store.putPatients(today, [])).toBe(false);
    expect(store.get('days')?.content).toBe('kept');
  });

  it('passes a bug on', () => {
    const store = storeOn(open().database);
    const circular: { self?: unknown } = {};
    circular.self = circular;
    expect(() => store.put('days', circular)).toThrow(TypeError);
  });
});

describe('known patients', () => {
  it('are found by any key, on their day, and hold no number', () => {
    const { database } = open();
    const store = storeOn(database);
    store.putPatients(today, [
      { patientId: 'pat-1', keys: keys({ idNumber: '001080000001', patientCode: 'BN26000001' }) },
      { patientId: 'pat-2', keys: keys({ idNumber: '001080000002' }) },
    ]);
    expect(store.patientId(today, keys({ patientCode: 'BN26000001' }))).toBe('pat-1');
    expect(store.patientId(today, keys({ idNumber: '001080000002' }))).toBe('pat-2');
    expect(store.patientId('2026-03-03', keys({ idNumber: '001080000002' }))).toBeNull();
    expect(store.patientId(today, keys({ idNumber: '001080000003' }))).toBeNull();
    expect(store.patientId(today, keys({}))).toBeNull();
    expect(JSON.stringify(database.prepare('SELECT * FROM known_patient').all())).not.toContain('00108000000');
  });

  it('are nobody when keys lead to different people, or one key to two', () => {
    const store = storeOn(open().database);
    store.putPatients(today, [
      { patientId: 'pat-1', keys: keys({ idNumber: '001080000001', oldIdNumber: '012345678' }) },
      { patientId: 'pat-2', keys: keys({ idNumber: '001080000002', oldIdNumber: '012345678' }) },
    ]);
    expect(store.patientId(today, keys({ idNumber: '001080000001' }))).toBe('pat-1');
    expect(store.patientId(today, keys({ idNumber: '001080000001', patientCode: null }))).toBe('pat-1');
    expect(store.patientId(today, keys({ oldIdNumber: '012345678' }))).toBeNull();
    expect(store.patientId(today, keys({ idNumber: '001080000001', oldIdNumber: '012345678' }))).toBeNull();
  });

  it('are replaced as a whole', () => {
    const store = storeOn(open().database);
    store.putPatients(today, [{ patientId: 'pat-1', keys: keys({ idNumber: '001080000001' }) }]);
    store.putPatients(today, []);
    expect(store.patientId(today, keys({ idNumber: '001080000001' }))).toBeNull();
  });
});
