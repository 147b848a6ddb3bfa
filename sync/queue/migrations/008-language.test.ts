import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '../database.ts';
import { checkIntegrity } from '../integrity.ts';
import { commit, openOrThrow, temporaryFolder, testKeyHex, testOptions, visit } from '../test-queue.ts';
import { migrations } from './index.ts';

/** Opened as a program of version 7 does. */
function versionSeven(file: string) {
  const opened = openDatabase(file, testKeyHex, migrations.slice(0, 7));
  if (!opened.ok) throw new Error(opened.detail);
  return opened.database;
}

const register = `
  INSERT INTO registration (key, kind, lane, clinic_id, stream, service_date, session, ticket_number, ticket_official,
    ticket_shown, evidence, registered_at, check_at_door)
  VALUES ('of-seven', 'visit', 'lane', 'mat', 'insured', '2026-03-02', 'morning', 'K1-900', 0, 1, '["code-scanned"]',
    '2026-03-02T08:30:00+07:00', 1);
  INSERT INTO outbox (sequence, lane, state, body, body_sha256)
  VALUES ((SELECT max(sequence) FROM registration), 'lane', 'pending', '{}', 'not looked at');`;

it('a file of version 7 comes up to date with its rows: which language was chosen they do not say', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const old = versionSeven(file);
  old.exec(register);
  closeDatabase(old);
  const queue = openOrThrow(testOptions(file));
  expect(queue.row('of-seven')).toMatchObject({ clinicId: 'mat', checkAtDoor: true, language: null });
  expect(queue.checkIntegrity()).toBe('ok');
  queue.close();
});

it('a program of version 7 works on a file of version 8, and what it does not know is kept', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const queue = openOrThrow(testOptions(file));
  const { key } = commit(queue, visit('001080000001', { language: 'en' }));
  queue.close();

  const old = versionSeven(file);
  old.exec(register);
  expect(checkIntegrity(old)).toBe('ok');
  closeDatabase(old);

  const again = openOrThrow(testOptions(file));
  expect([again.row(key)?.language, again.row('of-seven')?.language]).toEqual(['en', null]);
  again.close();
});
