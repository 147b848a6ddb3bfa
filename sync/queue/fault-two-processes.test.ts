import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openQueue } from './queue.ts';
import { commit, openOrThrow, temporaryFolder, testKeyHex, testOptions, visit } from './test-queue.ts';

/** Another station on the same folder: says how opening the queue went, and keeps it until its input ends. */
const program = `
  import { openDatabase } from ${JSON.stringify(new URL('./database.ts', import.meta.url).href)};
  const opened = openDatabase(process.argv[1], process.argv[2]);
  process.stdout.write(opened.ok ? 'open' : opened.problem);
  process.stdin.resume().on('end', () => process.exit());
`;

async function otherStation(file: string): Promise<{ said: string; kill(): Promise<void> }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, '--', file, testKeyHex], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    said: said.toString(),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

it('a second process is told that the queue is held, and takes nothing from the first', async () => {
  const file = join(temporaryFolder(), 'queue.db');
  const queue = openOrThrow(testOptions(file));
  onTestFinished(() => queue.close());
  const { key } = commit(queue, visit('001080000001'));
  const sender = queue.attachSender();
  expect(sender.settleAndClaim([], 1, [])).toMatchObject([{ key }]);

  const other = await otherStation(file);
  expect(other.said).toBe('locked');
  expect(queue.entry(key)).toMatchObject({ state: 'in-flight' });
  expect(commit(queue, visit('001080000002')).number).toBe('K1-002');
}, 30_000);

it('the queue is free again as soon as its process is dead, whatever killed it', async () => {
  const file = join(temporaryFolder(), 'queue.db');
  const other = await otherStation(file);
  expect(other.said).toBe('open');
  expect(openQueue(testOptions(file))).toEqual({
    ok: false,
    problem: 'locked',
    detail: 'Another program holds the database (SQLITE_BUSY).',
  });
  await other.kill();
  const queue = openOrThrow(testOptions(file));
  expect(commit(queue, visit('001080000001')).number).toBe('K1-001');
  queue.close();
}, 30_000);
