import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PatientReference, RegistrationPerson } from '../registration.ts';
import { closeDatabase, openDatabase } from './database.ts';
import { claim, commit, openOrThrow, person, sendAll, temporaryFolder } from './test-queue.ts';
import { testKeyHex, testOptions, testQueue, visit } from './test-queue.ts';

const shows = (keys: Partial<RegistrationPerson>, patient: PatientReference = { kind: 'new' }, clinicId = 'mat') =>
  visit(null, { person: person(null, keys), patient, clinic: { id: clinicId, name: clinicId } });

describe('a person who shows another document', () => {
  const all: Partial<RegistrationPerson> = {
    idNumber: '001080000001',
    oldIdNumber: '012345678',
    insuranceNumber: 'GD4010123456789',
    passportNumber: 'C1234567',
    patientCode: 'BN00000001',
  };

  it.each(Object.keys(all) as (keyof RegistrationPerson)[])('is known by the %s alone', (name) => {
    const queue = testQueue();
    const { key } = commit(queue, shows(all));
    expect(queue.commit(shows({ [name]: all[name] }))).toMatchObject({ kind: 'already-registered', key });
  });

  it('is known by the hospital, when it knows them', () => {
    const queue = testQueue();
    const known = { kind: 'known', patientId: 'patient-1' } as const;
    const { key } = commit(queue, shows({ passportNumber: 'C1234567' }, known));
    expect(queue.commit(shows({ idNumber: '001080000001' }, known))).toMatchObject({ kind: 'already-registered', key });
  });

  it('keeps to the lane of the first, so that all of it arrives in order', () => {
    const queue = testQueue();
    const keys = [
      shows({ passportNumber: 'C1234567', insuranceNumber: '0123456789' }),
      shows({ insuranceNumber: 'GD4010123456789', idNumber: '001080000001' }, undefined, 'nhi'),
      shows({ idNumber: '001080000001' }, undefined, 'da'),
    ].map((draft) => commit(queue, draft).key);
    expect(claim(queue.attachSender()).map(({ key }) => key)).toEqual(keys.slice(0, 1));
  });

  it('is told from others', () => {
    const queue = testQueue();
    commit(queue, shows(all));
    expect(queue.commit(shows({ idNumber: '001080000002', passportNumber: '012345678' })).kind).toBe('committed');
  });
});

it('the same appointment has one ticket, whatever the clinic', () => {
  const queue = testQueue();
  const { key } = commit(queue, visit('001080000001', { appointmentId: 'appointment-1' }));
  const elsewhere = { clinic: { id: 'nhi', name: 'Nhi' } };
  expect(queue.commit(visit('001080000001', { ...elsewhere, appointmentId: 'appointment-1' }))).toMatchObject({
    ...{ kind: 'already-registered', key },
  });
  expect(queue.commit(visit('001080000001', { ...elsewhere, appointmentId: 'appointment-2' })).kind).toBe('committed');
});

it('a person registered by a version that kept one hash is known by it', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const before = openOrThrow(testOptions(file));
  const { key } = commit(before, visit('001080000001'));
  before.close();
  const opened = openDatabase(file, testKeyHex);
  if (!opened.ok) throw new Error(opened.detail);
  opened.database.exec('DELETE FROM person_key');
  closeDatabase(opened.database);
  const queue = openOrThrow(testOptions(file));
  expect(queue.commit(shows({ idNumber: '001080000001', passportNumber: 'C1234567' }))).toMatchObject({
    ...{ kind: 'already-registered', key },
  });
  expect(sendAll(queue)).toEqual([key]);
  queue.close();
});
