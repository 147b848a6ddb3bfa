import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '../database.ts';
import { checkIntegrity } from '../integrity.ts';
import { commit, desk, openOrThrow, temporaryFolder, testKeyHex, testOptions } from '../test-queue.ts';
import { migrations } from './index.ts';

/** Opened as a program of version 6 does. */
function versionSix(file: string) {
  const opened = openDatabase(file, testKeyHex, migrations.slice(0, 6));
  if (!opened.ok) throw new Error(opened.detail);
  return opened.database;
}

const register = `
  INSERT INTO registration (key, kind, lane, service_date, session, ticket_number, ticket_official, ticket_shown, evidence,
    registered_at)
  VALUES ('of-six', 'desk', 'lane', '2026-03-02', 'morning', 'K1-D9', 0, 1, '[]', '2026-03-02T08:30:00+07:00');
  INSERT INTO outbox (sequence, lane, state, body, body_sha256)
  VALUES ((SELECT max(sequence) FROM registration), 'lane', 'pending', '{}', 'not looked at');`;

it('a file of version 6 comes up to date with its rows: why they went to the desk they do not say', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const old = versionSix(file);
  old.exec(register);
  closeDatabase(old);
  const queue = openOrThrow(testOptions(file));
  expect(queue.row('of-six')).toMatchObject({ kind: 'desk', deskReason: null });
  expect(queue.checkIntegrity()).toBe('ok');
  queue.close();
});

it('a program of version 6 works on a file of version 7, and what it does not know is kept', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const queue = openOrThrow(testOptions(file));
  const { key } = commit(queue, desk('001080000001', { reason: 'card-conflict' }));
  queue.close();

  const old = versionSix(file);
  old.exec(register);
  expect(checkIntegrity(old)).toBe('ok');
  closeDatabase(old);

  const again = openOrThrow(testOptions(file));
  expect([again.row(key)?.deskReason, again.row('of-six')?.deskReason]).toEqual(['card-conflict', null]);
  again.close();
});
