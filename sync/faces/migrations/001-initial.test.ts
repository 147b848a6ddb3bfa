import { assert, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../queue/database.ts';
import { checkIntegrity } from '../../queue/integrity.ts';
import { testKeyHex } from '../../queue/test-queue.ts';
import { galleryFile } from '../gallery-testing.ts';
import { galleryMigrations } from './index.ts';

function newFile() {
  const opened = openDatabase(galleryFile(), testKeyHex, galleryMigrations);
  assert(opened.ok, JSON.stringify(opened));
  onTestFinished(() => void opened.database.close());
  return opened.database;
}

it('makes a file of version 1 that is whole', () => {
  const database = newFile();
  expect(database.pragma('user_version', { simple: true })).toBe(1);
  expect(checkIntegrity(database)).toBe('ok');
});

it('the factors of an enrolment go with it, and none is of an enrolment that is not there', () => {
  const database = newFile();
  database.exec(`INSERT INTO enrolment VALUES (1, 'one', 'model', '', '2026-03-02', NULL, x'00', x'00')`);
  database.exec(`INSERT INTO factor VALUES (x'01', 1), (x'02', 1)`);
  expect(() => database.exec(`INSERT INTO factor VALUES (x'01', 2)`)).toThrow('FOREIGN KEY');
  database.exec('DELETE FROM enrolment');
  expect(database.prepare('SELECT count(*) FROM factor').pluck().get()).toBe(0);
});

it('its audit log is only ever appended to', () => {
  const database = newFile();
  database.exec(`INSERT INTO audit VALUES (1, '', 'kiosk', 'face-enrolled', NULL, NULL, '')`);
  for (const change of [
    `INSERT INTO audit VALUES (1, '', 'kiosk', 'face-enrolled', NULL, NULL, '')`,
    `UPDATE audit SET detail = 'x'`,
    'DELETE FROM audit',
  ]) {
    expect(() => database.exec(change)).toThrow('append-only');
  }
});
