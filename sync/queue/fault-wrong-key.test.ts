import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openQueue } from './queue.ts';
import { commit, openOrThrow, temporaryFolder, testOptions, visit } from './test-queue.ts';

it('another key does not open the queue, says so, and harms nothing', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const queue = openOrThrow(testOptions(file));
  const { key } = commit(queue, visit('001080000001'));
  queue.close();

  expect(openQueue(testOptions(file, { keyHex: 'b6'.repeat(32) }))).toEqual({
    ok: false,
    problem: 'wrong-key',
    detail: 'The database does not open with this key.',
  });

  const again = openOrThrow(testOptions(file));
  expect(again.entry(key)).toMatchObject({ state: 'pending' });
  again.close();
});

it.each(['', '5a', `${'5a'.repeat(31)}zz`, `${'5a'.repeat(32)}'; --`])('the key %j is none', (keyHex) => {
  const file = join(temporaryFolder(), 'queue.db');
  expect(openQueue(testOptions(file, { keyHex }))).toMatchObject({ ok: false, problem: 'wrong-key' });
});
