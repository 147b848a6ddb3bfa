import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assert, expect, it, onTestFinished } from 'vitest';
import { closeDatabase, openDatabase } from './database.ts';
import { salvageDatabase } from './salvage.ts';
import { closedFile, destroy, openOrFail } from './test-damage.ts';
import { mondayMorning, temporaryFolder, testKeyHex } from './test-queue.ts';

const now = () => new Date(mondayMorning);
const stamp = '20260302T013000Z';

function damagedFile(): { file: string; bytes: Buffer } {
  const file = join(temporaryFolder(), 'queue.db');
  closedFile(file, [{ state: 'pending', bodyBytes: 300 }], () => null);
  destroy(file, [2]);
  return { file, bytes: readFileSync(file) };
}

/** What a swap has done after each of its steps, when nothing but the last was ever lost. */
it.each([0, 1, 2, 3, 4])('a swap that broke off after %d moves is completed by the next start', (moves) => {
  const { file, bytes } = damagedFile();
  writeFileSync(`${file}-wal`, 'log');
  writeFileSync(`${file}-shm`, 'index');
  const whole = join(temporaryFolder(), 'queue.db');
  closedFile(whole, [{ state: 'dead', bodyBytes: 300 }], () => null);
  renameSync(whole, `${file}.salvaged-${stamp}`);
  const order = ['-wal', '-shm', '.salt', ''];
  for (const suffix of order.slice(0, moves)) renameSync(file + suffix, `${file}.damaged-${stamp}${suffix}`);

  const database = openOrFail(file);
  expect(database.prepare('SELECT state FROM outbox').pluck().all()).toEqual(['dead']);
  closeDatabase(database);
  expect(readFileSync(`${file}.damaged-${stamp}`).equals(bytes)).toBe(true);
  expect(readFileSync(`${file}.damaged-${stamp}-wal`, 'utf8')).toBe('log');
  expect(existsSync(`${file}.salvaged-${stamp}`)).toBe(false);
});

it('a salvage that broke off before its end is begun anew, and the damaged file is still in its place', () => {
  const { file } = damagedFile();
  writeFileSync(`${file}.salvaging`, 'half of a database');
  writeFileSync(`${file}.salvaging-wal`, 'and its log');
  const result = salvageDatabase({ file, keyHex: testKeyHex, now });
  expect(result).toMatchObject({ ok: true, movedTo: `${file}.damaged-${stamp}` });
  expect(readdirSync(dirname(file)).filter((name) => name.includes('salvag'))).toEqual([]);
});

it('on Windows, where a folder is not synchronised, it is the same', () => {
  const { file } = damagedFile();
  const { platform } = process;
  Object.defineProperty(process, 'platform', { value: 'win32' });
  onTestFinished(() => void Object.defineProperty(process, 'platform', { value: platform }));
  expect(salvageDatabase({ file, keyHex: testKeyHex, now })).toMatchObject({ ok: true });
});

it('two salvages in one second keep both files', () => {
  const { file, bytes } = damagedFile();
  const first = salvageDatabase({ file, keyHex: testKeyHex, now });
  closeDatabase(openOrFail(file));
  const second = salvageDatabase({ file, keyHex: testKeyHex, now });
  assert(first.ok && second.ok);
  expect([first.movedTo, second.movedTo]).toEqual([`${file}.damaged-${stamp}`, `${file}.damaged-${stamp}-2`]);
  expect(readFileSync(first.movedTo).equals(bytes)).toBe(true);
});

it('where the disk refuses, the damaged file stays as it is', () => {
  const { file, bytes } = damagedFile();
  mkdirSync(`${file}.salvaging`);
  expect(salvageDatabase({ file, keyHex: testKeyHex, now })).toMatchObject({ ok: false, problem: 'not-writable' });
  expect(readFileSync(file).equals(bytes)).toBe(true);
  expect(salvageDatabase({ file: `${file}.gone`, keyHex: testKeyHex, now })).toEqual({
    ok: false,
    problem: 'not-writable',
    detail: 'The disk refuses (ENOENT).',
  });
});

it.runIf(process.platform === 'linux')('a folder that takes no file is said', () => {
  const { file, bytes } = damagedFile();
  const folder = dirname(file);
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));
  if (process.geteuid?.() === 0) {
    process.seteuid?.(65_534);
    onTestFinished(() => void process.seteuid?.(0));
  }
  expect(salvageDatabase({ file, keyHex: testKeyHex, now })).toMatchObject({ ok: false, problem: 'not-writable' });
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

it('a folder that cannot be listed is said', () => {
  const file = join(temporaryFolder(), 'file', 'queue.db');
  writeFileSync(dirname(file), '');
  expect(openDatabase(file, testKeyHex)).toEqual({
    ok: false,
    problem: 'not-writable',
    detail: 'The disk refuses (ENOTDIR).',
  });
});
