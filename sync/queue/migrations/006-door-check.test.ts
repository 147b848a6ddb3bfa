import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '../database.ts';
import { checkIntegrity } from '../integrity.ts';
import { commit, openOrThrow, temporaryFolder, testKeyHex, testOptions, visit } from '../test-queue.ts';
import { migrations } from './index.ts';

/** Opened as a program of version 5 does. */
function versionFive(file: string) {
  const opened = openDatabase(file, testKeyHex, migrations.slice(0, 5));
  if (!opened.ok) throw new Error(opened.detail);
  return opened.database;
}

const register = `
  INSERT INTO registration (key, kind, lane, clinic_id, stream, service_date, session, ticket_number, ticket_official,
    ticket_shown, evidence, registered_at)
  VALUES ('of-five', 'visit', 'lane', 'mat', 'insured', '2026-03-02', 'morning', 'K1-900', 0, 1, '["chip-read:anchored"]',
    '2026-03-02T08:30:00+07:00');
  INSERT INTO outbox (sequence, lane, state, body, body_sha256)
  VALUES ((SELECT max(sequence) FROM registration), 'lane', 'pending', '{}', 'not looked at');`;

describe('a file of version 5', () => {
  it('comes up to date with its rows: of the door they say nothing', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const old = versionFive(file);
    old.exec(register);
    closeDatabase(old);
    const queue = openOrThrow(testOptions(file));
    expect(queue.row('of-five')).toMatchObject({ checkAtDoor: null, evidence: ['chip-read:anchored'] });
    expect(queue.checkIntegrity()).toBe('ok');
    queue.close();
  });
});

describe('a program of version 5 on a file of version 6', () => {
  it('reads and registers; what the door was to check is kept', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const queue = openOrThrow(testOptions(file));
    const { key } = commit(queue, visit('001080000001', { checkAtDoor: true }));
    queue.close();

    const old = versionFive(file);
    expect(old.prepare('SELECT key FROM registration').pluck().all()).toEqual([key]);
    old.exec(register);
    expect(() => old.exec('UPDATE registration SET check_at_door = 2')).toThrow('CHECK');
    expect(checkIntegrity(old)).toBe('ok');
    closeDatabase(old);

    const again = openOrThrow(testOptions(file));
    expect(again.row(key)?.checkAtDoor).toBe(true);
    expect(again.row('of-five')?.checkAtDoor).toBeNull();
    again.close();
  });
});
