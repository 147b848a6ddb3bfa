import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from './database.ts';
import {
  claim,
  commit,
  openOrThrow,
  person,
  sendAll,
  temporaryFolder,
  testKeyHex,
  testOptions,
  testQueue,
  visit,
  consent,
  record,
} from './test-queue.ts';

describe('what stays of a person', () => {
  it('is nothing but the hash once the hospital has confirmed', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const queue = openOrThrow(testOptions(file));
    const draft = visit('001080000001');
    const result = queue.commit(draft);
    if (result.kind !== 'committed') throw new Error(result.kind);
    const body = JSON.stringify(result.registration);
    record(queue, consent(result.registration.key, { patientId: 'patient-of-the-consent' }));
    sendAll(queue);
    queue.close();

    const opened = openDatabase(file, testKeyHex);
    if (!opened.ok) throw new Error(opened.detail);
    const { database } = opened;
    const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all() as string[];
    const everything = JSON.stringify(tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all()));
    closeDatabase(database);
    expect(everything).toContain(createHash('sha256').update(body).digest('hex'));
    for (const secret of ['001080000001', draft.person.fullName!, '1980-05-17', 'patient-of-the-consent']) {
      expect(everything).not.toContain(secret);
    }
  });

  it('is unreadable in the file, before and after', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const queue = openOrThrow(testOptions(file));
    commit(queue, visit('001080000001'));
    const bytes = () => [file, `${file}-wal`].map((name) => readFileSync(name).toString('latin1')).join('');
    expect(bytes()).not.toContain('001080000001');
    expect(bytes()).not.toContain('CREATE TABLE');
    queue.close();
  });
});

describe('the hash of a person', () => {
  it('differs from kiosk to kiosk', () => {
    const lanes = [testQueue(), testQueue()].map((queue) => {
      commit(queue, visit('001080000001'));
      return claim(queue.attachSender())[0]?.lane;
    });
    expect(lanes[0]).not.toBe(lanes[1]);
  });

  it('survives a restart', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const first = openOrThrow(testOptions(file));
    const { key } = commit(first, visit('001080000001', { person: person('001080000001', { fullName: 'A' }) }));
    first.close();
    const second = openOrThrow(testOptions(file));
    expect(second.commit(visit('001080000001'))).toMatchObject({ kind: 'already-registered', key });
    second.close();
  });
});
