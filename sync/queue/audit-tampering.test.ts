import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openAudit } from './audit.ts';
import type { AuditRow } from './audit.ts';
import { openOrFail } from './test-damage.ts';
import { mondayMorning, temporaryFolder } from './test-queue.ts';

const rows = 12;
const now = () => new Date(mondayMorning);

function filled(): Database {
  const database = openOrFail(join(temporaryFolder(), 'queue.db'));
  onTestFinished(() => void database.close());
  const log = openAudit(database, now);
  for (let row = 0; row < rows; row += 1) {
    log.append({ actor: 'patient', action: 'ticket-shown', subject: crypto.randomUUID(), detail: `row ${row}` });
  }
  return database;
}

/** Somebody with the key and a program of their own. */
function withoutTriggers(database: Database): Database {
  for (const name of ['audit_is_appended', 'audit_is_not_changed', 'audit_is_not_deleted']) {
    database.exec(`DROP TRIGGER ${name}`);
  }
  return database;
}

const verify = (database: Database) => openAudit(database, now).verify();

describe('the file itself refuses', () => {
  it.each([
    ['a change', `UPDATE audit SET detail = 'x' WHERE number = 3`],
    ['a deletion', 'DELETE FROM audit WHERE number = 3'],
    [
      'a replacement',
      `INSERT OR REPLACE INTO audit SELECT number, at, actor, 'held', subject, detail, hash FROM audit WHERE number = 3`,
    ],
    [
      'an insertion before the end',
      `INSERT INTO audit SELECT 0, at, actor, action, subject, detail, hash FROM audit WHERE number = 3`,
    ],
  ])('%s', (_what, sql) => {
    expect(() => filled().exec(sql)).toThrow('append-only');
  });
});

describe('without the triggers the chain names the first bad row', () => {
  it.each([
    ['a row deleted in the middle', 5, 'DELETE FROM audit WHERE number = 5'],
    ['the first row deleted', 1, 'DELETE FROM audit WHERE number = 1'],
    [
      'a row deleted and the gap closed',
      5,
      'DELETE FROM audit WHERE number = 5; UPDATE audit SET number = number - 1 WHERE number > 5',
    ],
    [
      'a row inserted',
      6,
      `UPDATE audit SET number = -number - 1 WHERE number > 5; UPDATE audit SET number = -number WHERE number < 0;
      INSERT INTO audit SELECT 6, at, actor, action, subject, detail, hash FROM audit WHERE number = 5`,
    ],
    [
      'two rows exchanged',
      4,
      'UPDATE audit SET number = -number WHERE number IN (4, 7); UPDATE audit SET number = number + 11 WHERE number < 0',
    ],
  ])('%s', (_what, number, sql) => {
    const database = withoutTriggers(filled());
    database.exec(sql);
    expect(verify(database)).toEqual({ kind: 'broken', number });
  });

  it('any single change of any column of any row', () => {
    const database = withoutTriggers(filled());
    const column = fc.constantFrom('number', 'at', 'actor', 'action', 'subject', 'detail', 'hash');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: rows }), column, fc.string(), (number, name, text) => {
        const before = database.prepare<[], AuditRow>(`SELECT * FROM audit WHERE number = ${number}`).get();
        const value = name === 'number' ? rows + 1 + text.length : text;
        fc.pre(value !== before?.[name]);
        database.exec('SAVEPOINT change');
        database.prepare(`UPDATE audit SET ${name} = ? WHERE number = ?`).run(value, number);
        expect(verify(database)).toEqual({ kind: 'broken', number });
        database.exec('ROLLBACK TO change; RELEASE change');
      }),
    );
  });

  it('a value taken away', () => {
    const database = withoutTriggers(filled());
    database.exec('UPDATE audit SET detail = NULL WHERE number = 9');
    expect(verify(database)).toEqual({ kind: 'broken', number: 9 });
  });
});

it('a log of many steps is read whole, the news that come between them too', () => {
  const database = withoutTriggers(filled());
  const log = openAudit(database, now);
  database.transaction(() => {
    for (let row = rows; row < 10_050; row += 1) log.append({ actor: 'kiosk', action: 'confirmed' });
  })();
  const steps = log.verifySteps(log.head());
  expect(steps.next().done).toBe(false);
  log.append({ actor: 'kiosk', action: 'refused' });
  expect([...steps]).toHaveLength(2);
  expect(log.verify()).toEqual({ kind: 'intact', head: { count: 10_051, hash: log.head()?.hash } });
  database.exec('UPDATE audit SET detail = NULL, subject = actor WHERE number = 5001');
  expect(log.verify()).toEqual({ kind: 'broken', number: 5_001 });
});

describe('against the head that left the kiosk', () => {
  it('a log cut short shows', () => {
    const database = withoutTriggers(filled());
    const log = openAudit(database, now);
    const expected = log.head();
    database.exec('DELETE FROM audit WHERE number > 8');
    expect(log.verify()).toMatchObject({ kind: 'intact', head: { count: 8 } });
    expect(log.verify(expected)).toEqual({ kind: 'cut', head: log.head(), expected });
    database.exec('DELETE FROM audit');
    expect(log.verify(expected)).toEqual({ kind: 'cut', head: null, expected });
  });

  it('a tail that was written anew, with right hashes, shows', () => {
    const database = withoutTriggers(filled());
    const log = openAudit(database, now);
    const expected = log.head();
    database.exec('DELETE FROM audit WHERE number > 8');
    for (let row = 9; row <= rows + 2; row += 1) log.append({ actor: 'kiosk', action: 'confirmed' });
    expect(log.verify()).toMatchObject({ kind: 'intact', head: { count: rows + 2 } });
    expect(log.verify(expected)).toEqual({ kind: 'cut', head: log.head(), expected });
  });
});

it('verifies 100,000 rows without holding them', () => {
  const database = openOrFail(join(temporaryFolder(), 'queue.db'));
  onTestFinished(() => void database.close());
  const log = openAudit(database, now);
  const count = 100_000;
  database.transaction(() => {
    let hash = '0'.repeat(64);
    const insert = database.prepare(`INSERT INTO audit VALUES (?, 'at', 'kiosk', 'confirmed', NULL, NULL, ?)`);
    for (let number = 1; number <= count; number += 1) {
      const row = JSON.stringify([hash, number, 'at', 'kiosk', 'confirmed', null, null]);
      hash = createHash('sha256').update(row).digest('hex');
      insert.run(number, hash);
    }
  })();
  expect(log.verify()).toMatchObject({ kind: 'intact', head: { count } });
}, 60_000);
