import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '../database.ts';
import { checkIntegrity } from '../integrity.ts';
import { commit, openOrThrow, temporaryFolder, testKeyHex, testOptions, visit } from '../test-queue.ts';
import { migrations } from './index.ts';

/** Opened as a program of version 8 does. */
function versionEight(file: string) {
  const opened = openDatabase(file, testKeyHex, migrations.slice(0, 8));
  if (!opened.ok) throw new Error(opened.detail);
  return opened.database;
}

const register = `
  INSERT INTO registration (key, kind, lane, clinic_id, stream, service_date, session, ticket_number, ticket_official,
    ticket_shown, evidence, registered_at, check_at_door, language)
  VALUES ('of-eight', 'visit', 'lane', 'mat', 'insured', '2026-03-02', 'morning', 'K1-900', 0, 1, '["code-scanned"]',
    '2026-03-02T08:30:00+07:00', 1, 'en');
  INSERT INTO outbox (sequence, lane, state, body, body_sha256)
  VALUES ((SELECT max(sequence) FROM registration), 'lane', 'pending', '{}', 'not looked at');`;

it('a file of version 8 comes up to date with its rows: who pays they do not say', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const old = versionEight(file);
  old.exec(register);
  closeDatabase(old);
  const queue = openOrThrow(testOptions(file));
  expect(queue.row('of-eight')).toMatchObject({ clinicId: 'mat', language: 'en', payer: null });
  expect(queue.checkIntegrity()).toBe('ok');
  queue.close();
});

it('a program of version 8 works on a file of version 9, and what it does not know is kept', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const queue = openOrThrow(testOptions(file));
  const { key } = commit(queue, visit('001080000001', { payer: 'patient' }));
  queue.close();

  const old = versionEight(file);
  old.exec(register);
  expect(checkIntegrity(old)).toBe('ok');
  closeDatabase(old);

  const again = openOrThrow(testOptions(file));
  expect([again.row(key)?.payer, again.row('of-eight')?.payer]).toEqual(['patient', null]);
  again.close();
});
