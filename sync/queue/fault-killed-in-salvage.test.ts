import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from './database.ts';
import { salvageDatabase } from './salvage.ts';
import { closedFile, destroy, openOrFail } from './test-damage.ts';
import { mondayMorning, temporaryFolder, testKeyHex } from './test-queue.ts';

/** A salvage that kills itself before the step named: a pragma, or the n-th rename. */
const program = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
  const [, file, keyHex, step] = process.argv;
  const die = () => process.kill(process.pid, 'SIGKILL');
  const { renameSync } = fs;
  const { pragma } = SqliteDatabase.prototype;
  let renames = 0;
  fs.renameSync = (...paths) => {
    renames += 1;
    if (step === 'rename ' + renames) die();
    renameSync(...paths);
  };
  syncBuiltinESMExports();
  SqliteDatabase.prototype.pragma = function (source, ...options) {
    if (source === step) die();
    return pragma.call(this, source, ...options);
  };
  const { salvageDatabase } = await import(${JSON.stringify(new URL('./salvage.ts', import.meta.url).href)});
  salvageDatabase({ file, keyHex, now: () => new Date(${JSON.stringify(mondayMorning)}) });
`;

const rows = 40;

/** The first page is gone: SQLite gives the file up, and yet every row is there. */
function damagedFile(): string {
  const file = join(temporaryFolder(), 'queue.db');
  closedFile(
    file,
    Array.from({ length: rows }, () => ({ state: 'pending', bodyBytes: 300 })),
    () => null,
  );
  destroy(file, [1]);
  return file;
}

it.each([
  'foreign_keys = OFF',
  'wal_checkpoint(TRUNCATE)',
  'integrity_check(1)',
  // The copy of the salt, the finished salvage, then the damaged file's copy of the salt, itself, and the new one.
  ...['rename 1', 'rename 2', 'rename 3', 'rename 4', 'rename 5'],
])(
  'a salvage killed before %j loses nothing',
  (step) => {
    const file = damagedFile();
    const damaged = readFileSync(file);
    const { signal } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', program, '--', file, testKeyHex, step],
      { stdio: 'inherit', cwd: import.meta.dirname },
    );
    expect(signal).toBe('SIGKILL');

    const opened = openDatabase(file, testKeyHex);
    if (opened.ok) {
      closeDatabase(opened.database);
      expect(readFileSync(`${file}.damaged-20260302T013000Z`).equals(damaged)).toBe(true);
    } else {
      expect(readFileSync(file).equals(damaged)).toBe(true);
      assert(salvageDatabase({ file, keyHex: testKeyHex, now: () => new Date(mondayMorning) }).ok);
    }
    const database = openOrFail(file);
    expect(database.prepare('SELECT count(*) FROM registration JOIN outbox USING (sequence)').pluck().get()).toBe(rows);
    closeDatabase(database);
  },
  30_000,
);
