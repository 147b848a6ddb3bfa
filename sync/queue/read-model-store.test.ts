import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { assert, describe, expect, it, onTestFinished } from 'vitest';
import type { PatientKeys } from '../his/hospital-api.ts';
import { openDatabase } from './database.ts';
import { openReadModelStore } from './read-model-store.ts';
import { mondayMorning, temporaryFolder, testKeyHex, testQueue } from './test-queue.ts';

const today = '2026-03-02';
const todayOnly = { from: today, to: today };

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

  it('has a new time when it was confirmed, and nothing when there is nothing', () => {
    const { database } = open();
    let now = '2026-03-02T01:30:00.000Z';
    const store = openReadModelStore(database, { now: () => new Date(now), hashesOf: () => [] });
    store.put('clinics', ['kept']);
    now = '2026-03-02T01:35:00.000Z';
    expect(store.touch('clinics')).toBe(true);
    store.touch('days');
    expect(store.get('clinics')).toEqual({ content: ['kept'], fetchedAt: now });
    expect(store.get('days')).toBeNull();
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
    expect(store.touch('days')).toBe(false);
    expect(store.learnPatient(today, { patientId: 'pat-1', keys: keys({ idNumber: '1' }) })).toBe(false);
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
    store.patientList(today)([
      { patientId: 'pat-1', keys: keys({ idNumber: '001080000001', patientCode: 'BN26000001' }) },
      { patientId: 'pat-2', keys: keys({ idNumber: '001080000002' }) },
    ]);
    expect(store.patientId(todayOnly, keys({ patientCode: 'BN26000001' }))).toBe('pat-1');
    expect(store.patientId(todayOnly, keys({ idNumber: '001080000002' }))).toBe('pat-2');
    expect(store.patientId({ from: '2026-03-03', to: '2026-03-03' }, keys({ idNumber: '001080000002' }))).toBeNull();
    expect(store.patientId(todayOnly, keys({ idNumber: '001080000003' }))).toBeNull();
    expect(store.patientId(todayOnly, keys({}))).toBeNull();
    expect(JSON.stringify(database.prepare('SELECT * FROM known_patient').all())).not.toContain('00108000000');
  });

  it('are nobody when keys lead to different people, or one key to two', () => {
    const store = storeOn(open().database);
    store.patientList(today)([
      { patientId: 'pat-1', keys: keys({ idNumber: '001080000001', oldIdNumber: '012345678' }) },
      { patientId: 'pat-2', keys: keys({ idNumber: '001080000002', oldIdNumber: '012345678' }) },
    ]);
    expect(store.patientId(todayOnly, keys({ idNumber: '001080000001' }))).toBe('pat-1');
    expect(store.patientId(todayOnly, keys({ idNumber: '001080000001', patientCode: null }))).toBe('pat-1');
    expect(store.patientId(todayOnly, keys({ oldIdNumber: '012345678' }))).toBeNull();
    expect(store.patientId(todayOnly, keys({ idNumber: '001080000001', oldIdNumber: '012345678' }))).toBeNull();
  });

  it('are nobody as well when the two stand in different slices of a list, until a list says otherwise', () => {
    const store = storeOn(open().database);
    const shared = keys({ oldIdNumber: '012345678' });
    const put = store.patientList(today);
    put([{ patientId: 'pat-1', keys: shared }]);
    put([{ patientId: 'pat-2', keys: shared }]);
    expect(store.patientId(todayOnly, shared)).toBeNull();
    store.patientList(today)([{ patientId: 'pat-2', keys: shared }]);
    expect(store.patientId(todayOnly, shared)).toBe('pat-2');
  });

  it('cost nothing to be put again', () => {
    const { database } = open();
    const store = storeOn(database);
    const list = [{ patientId: 'pat-1', keys: keys({ idNumber: '001080000001', patientCode: 'BN26000001' }) }];
    const changes = () => database.prepare<[], number>('SELECT total_changes()').pluck().get();
    store.patientList(today)(list);
    const before = changes();
    store.patientList(today)(list);
    store.learnPatient(today, { patientId: 'pat-1', keys: keys({ idNumber: '001080000001' }) });
    expect(changes()).toBe(before);
  });

  it('are learned one by one; a number that led to somebody else leads to nobody', () => {
    const store = storeOn(open().database);
    const old = keys({ oldIdNumber: '012345678' });
    store.learnPatient('2026-02-10', { patientId: 'pat-1', keys: { ...old, idNumber: '001080000001' } });
    expect(store.patientId({ from: '2026-02-01', to: today }, old)).toBe('pat-1');
    expect(store.patientId(todayOnly, old)).toBeNull();
    store.learnPatient(today, { patientId: 'pat-1', keys: old });
    expect(store.patientId(todayOnly, old)).toBe('pat-1');
    store.learnPatient(today, { patientId: 'pat-2', keys: old });
    store.learnPatient(today, { patientId: 'pat-2', keys: old });
    expect(store.patientId(todayOnly, old)).toBeNull();
    expect(store.patientId({ from: '2026-02-01', to: today }, keys({ idNumber: '001080000001' }))).toBe('pat-1');
  });

  it('are forgotten outside of the period, of a clock that was ahead too', () => {
    const { database } = open();
    const store = storeOn(database);
    for (const day of ['2026-01-30', '2026-01-31', today, '2026-03-03']) {
      store.learnPatient(day, { patientId: day, keys: keys({ idNumber: day }) });
    }
    store.forgetPatients({ from: '2026-01-31', to: today });
    expect(database.prepare('SELECT patient_id FROM known_patient ORDER BY 1').pluck().all()).toEqual([
      '2026-01-31',
      today,
    ]);
  });

  it('are bounded: the oldest go', () => {
    const { database } = open();
    const store = storeOn(database);
    store.learnPatient('2026-03-01', { patientId: 'old', keys: keys({ idNumber: 'old' }) });
    store.patientList(today)(
      Array.from({ length: 20_000 }, (_, index) => ({
        patientId: `pat-${index}`,
        keys: keys({ idNumber: String(index) }),
      })),
    );
    const period = { from: '2026-02-01', to: today };
    store.forgetPatients(period);
    expect(database.prepare('SELECT count(*) FROM known_patient').pluck().get()).toBe(20_000);
    expect(store.patientId(period, keys({ idNumber: 'old' }))).toBeNull();
    expect(store.patientId(period, keys({ idNumber: '7' }))).toBe('pat-7');
  });
});

it('a queue has one, with its own secret in the hashes', () => {
  const { readModel } = testQueue();
  const patient = { patientId: 'pat-1', keys: keys({ insuranceNumber: 'GD4010123456789' }) };
  expect(readModel.learnPatient(today, patient)).toBe(true);
  // Another object code and province before the same ten digits.
  const card = keys({ insuranceNumber: 'HT3790123456789' });
  expect(readModel.patientId({ from: today, to: today }, card)).toBe('pat-1');
});
