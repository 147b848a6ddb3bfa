import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '../database.ts';
import { checkIntegrity } from '../integrity.ts';
import { commit, openOrThrow, temporaryFolder, testKeyHex, testOptions, visit } from '../test-queue.ts';
import type { VisitTime } from '../visit-times.ts';
import { migrations } from './index.ts';

const time: VisitTime = {
  kind: 'code',
  outcome: 'ticket',
  endedAt: 'confirm',
  isFirstTry: true,
  usedFallback: false,
  steps: [{ step: 'confirm', machineMs: 10, personMs: 20 }],
};

function versionThree(file: string) {
  const opened = openDatabase(file, testKeyHex, migrations.slice(0, 3));
  if (!opened.ok) throw new Error(opened.detail);
  return opened.database;
}

it('a file of version 3 comes up to date, and goes back and forth with its rows', () => {
  const file = join(temporaryFolder(), 'queue.db');
  closeDatabase(versionThree(file));
  const queue = openOrThrow(testOptions(file));
  const { key } = commit(queue, visit('001080000001'));
  queue.visitTimes.record(time);
  queue.close();

  const old = versionThree(file);
  expect(old.prepare('SELECT key FROM registration').pluck().all()).toEqual([key]);
  expect(checkIntegrity(old)).toBe('ok');
  closeDatabase(old);

  const again = openOrThrow(testOptions(file));
  expect(again.visitTimes.figures('2026-03-02')).toMatchObject({ visits: 1, kinds: { code: 1 } });
  again.close();
});

it('a row has nothing by which its visit could be found again', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const queue = openOrThrow(testOptions(file));
  for (let visits = 0; visits < 50; visits += 1) {
    queue.visitTimes.record({ ...time, steps: [{ step: 'confirm', machineMs: visits * 100, personMs: 0 }] });
  }
  queue.close();
  const opened = openDatabase(file, testKeyHex);
  if (!opened.ok) throw new Error(opened.detail);
  const { database } = opened;
  const rows = database
    .prepare<[], { number: number; hour: string; machine_ms: number }>('SELECT * FROM visit_time')
    .all();
  expect(new Set(rows.map(({ hour }) => hour))).toEqual(new Set(['2026-03-02T08']));
  // In the order of their numbers, which is not that in which they came: of 50 drawn numbers one order in 50! is that.
  expect(rows.map((row) => row.machine_ms)).not.toEqual(rows.map((_, index) => index * 100));
  expect(Object.keys(rows[0]!)).toEqual(
    'number hour kind outcome ended_at first_try fallback machine_ms person_ms steps'.split(' '),
  );
  closeDatabase(database);
});
