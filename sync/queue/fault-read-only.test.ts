import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openQueue } from './queue.ts';
import { openOrThrow, temporaryFolder, testOptions } from './test-queue.ts';

const nobody = 65_534;

/** Root may write anywhere, so a test run by root steps down for the moment. */
function withoutPrivileges(): void {
  if (process.geteuid?.() !== 0) return;
  process.seteuid?.(nobody);
  onTestFinished(() => process.seteuid?.(0));
}

it.runIf(process.platform === 'linux')('a file that may not be written is found when it is opened', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'queue.db');
  openOrThrow(testOptions(file)).close();
  chmodSync(file, 0o444);
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));
  withoutPrivileges();
  expect(openQueue(testOptions(file))).toMatchObject({ ok: false, problem: 'not-writable' });
});

it('a folder that does not exist is said', () => {
  expect(openQueue(testOptions(join(temporaryFolder(), 'gone', 'queue.db')))).toEqual({
    ok: false,
    problem: 'not-writable',
    detail: 'The folder of the database does not exist.',
  });
});

it('a folder in the place of the file is said', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'queue.db'));
  expect(openQueue(testOptions(join(folder, 'queue.db')))).toEqual({
    ok: false,
    problem: 'not-writable',
    detail: 'The database file cannot be opened (SQLITE_CANTOPEN).',
  });
});

it('an empty file becomes a queue', () => {
  const file = join(temporaryFolder(), 'queue.db');
  writeFileSync(file, '');
  openOrThrow(testOptions(file)).close();
});
