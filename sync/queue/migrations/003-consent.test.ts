import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '../database.ts';
import { checkIntegrity } from '../integrity.ts';
import {
  commit,
  consent,
  openOrThrow,
  record,
  temporaryFolder,
  testKeyHex,
  testOptions,
  visit,
} from '../test-queue.ts';
import { migrations } from './index.ts';

/** Opened as a program of version 2 does. */
function versionTwo(file: string) {
  const opened = openDatabase(file, testKeyHex, migrations.slice(0, 2));
  if (!opened.ok) throw new Error(opened.detail);
  return opened.database;
}

it('a file of version 2 comes up to date with its rows as they were', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const old = versionTwo(file);
  old.exec(`
    INSERT INTO registration (key, kind, lane, clinic_id, stream, service_date, session, ticket_number, ticket_official,
      ticket_shown, evidence, registered_at)
    VALUES ('of-two', 'visit', 'lane', 'mat', 'insured', '2026-03-02', 'morning', 'K1-001', 0, 1, '[]',
      '2026-03-02T08:30:00+07:00');
    INSERT INTO outbox (sequence, lane, state, body, body_sha256) VALUES (1, 'lane', 'pending', '{}', 'not looked at');`);
  closeDatabase(old);
  const queue = openOrThrow(testOptions(file));
  expect(queue.entry('of-two')).toMatchObject({ amendment: null, visitKey: 'of-two', state: 'pending' });
  const own = record(queue, consent('of-two'));
  expect(queue.entry(own)).toMatchObject({ amendment: 'consent', ticket: { number: 'K1-001', official: false } });
  queue.close();
});

describe('a program of version 2 on a file of version 3', () => {
  it('sends a consent after its visit, and takes it for no part of it', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const queue = openOrThrow(testOptions(file));
    const { key } = commit(queue, visit('001080000001'));
    const own = record(queue, consent(key));
    queue.close();

    const old = versionTwo(file);
    const keys = (sql: string) => old.prepare<[], string>(sql).pluck().all();
    // What its statements go by.
    expect(
      keys(`SELECT key FROM registration
        WHERE key = '${key}' OR (amends = '${key}' AND amendment <> 'refusal-notice')
        ORDER BY superseded, sequence DESC`),
    ).toEqual([key]);
    expect(keys('SELECT key FROM registration WHERE ticket_shown = 0 AND superseded = 0')).toEqual([key]);
    expect(
      keys(`SELECT key FROM registration JOIN outbox USING (sequence) WHERE outbox.lane = registration.lane
        AND state = 'pending' ORDER BY sequence`),
    ).toEqual([key, own]);
    expect(keys(`SELECT kind FROM registration WHERE amends IS NOT NULL`)).toEqual(['desk']);
    expect(() => old.exec(`UPDATE registration SET consent = 'maybe'`)).toThrow('CHECK');
    expect(checkIntegrity(old)).toBe('ok');
    closeDatabase(old);

    const again = openOrThrow(testOptions(file));
    expect(again.entry(own)).toMatchObject({ amendment: 'consent', visitKey: key });
    again.close();
  });
});
