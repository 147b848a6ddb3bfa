import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '../database.ts';
import { checkIntegrity } from '../integrity.ts';
import { commit, openOrThrow, temporaryFolder, testKeyHex, testOptions, visit } from '../test-queue.ts';
import { migrations } from './index.ts';

function versionFour(file: string) {
  const opened = openDatabase(file, testKeyHex, migrations.slice(0, 4));
  if (!opened.ok) throw new Error(opened.detail);
  return opened.database;
}

it('a file of version 4 comes up to date, and goes back and forth with its rows', () => {
  const file = join(temporaryFolder(), 'queue.db');
  closeDatabase(versionFour(file));
  const queue = openOrThrow(testOptions(file));
  const { key } = commit(queue, visit('001080000001'));
  const pin = { saltHex: '5a', hashHex: '6b', isStart: false };
  queue.staff.write(({ accounts }) => accounts.add({ name: 'lan', role: 'it', pin }, 'staff:root'));
  queue.close();

  const old = versionFour(file);
  expect(old.prepare('SELECT key FROM registration').pluck().all()).toEqual([key]);
  expect(checkIntegrity(old)).toBe('ok');
  closeDatabase(old);

  const again = openOrThrow(testOptions(file));
  expect(again.staff.accounts.list()).toMatchObject([{ name: 'lan', role: 'it', pin }]);
  again.close();
});
