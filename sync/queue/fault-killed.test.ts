import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claim, commit, openOrThrow, temporaryFolder, testOptions, visit } from './test-queue.ts';

/** A station reduced to its queue: commits until it is killed, hands rows out and never hears an answer. */
const program = `
  import { openQueue } from ${JSON.stringify(new URL('./queue.ts', import.meta.url).href)};
  const opened = openQueue({
    file: process.argv[1],
    keyHex: process.argv[2],
    kioskId: 'K1',
    now: () => new Date('2026-03-02T01:30:00Z'),
    timeZone: 'Asia/Ho_Chi_Minh',
    afternoonFrom: '12:00',
    confirmedKeptDays: 30,
    newKey: () => crypto.randomUUID(),
    buildBody: ({ key }) => 'body of ' + key,
  });
  if (!opened.ok) throw new Error(opened.detail);
  const sender = opened.queue.attachSender();
  const draft = JSON.parse(process.argv[3]);
  for (;;) {
    const result = opened.queue.commit(draft);
    process.stdout.write(result.registration.key + ' ' + result.registration.ticket.number + '\\n');
    sender.settleAndClaim([], 1, []);
    await new Promise((resolve) => setImmediate(resolve));
  }
`;

it('kill -9 between commit and acknowledgement loses nothing and doubles nothing', async () => {
  const file = join(temporaryFolder(), 'queue.db');
  const arguments_ = [
    '--input-type=module',
    '-e',
    program,
    '--',
    file,
    testOptions(file).keyHex,
    JSON.stringify(visit(null)),
  ];
  const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    printed += text;
    if (printed.split('\n').length > 12) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string];
  expect(signal).toBe('SIGKILL');

  // Every ticket somebody could hold was on the disk before it was printed. The last line may be cut.
  const seen = printed.split('\n').slice(0, -1);
  expect(seen.length).toBeGreaterThan(10);

  const queue = openOrThrow(testOptions(file));
  const rows = queue.rows(10_000);
  const stored = new Set(rows.map(({ key, ticket }) => `${key} ${ticket.number}`));
  expect(seen.filter((line) => !stored.has(line))).toEqual([]);
  expect(new Set(rows.map(({ ticket }) => ticket.number)).size).toBe(rows.length);

  // What was in flight is pending again, under its own key and with its own bytes.
  expect(queue.statistics()).toMatchObject({ inFlight: 0, pending: rows.length, confirmed: 0, dead: 0 });
  const resent = claim(queue.attachSender(), 10_000);
  expect(resent.map(({ body }) => body)).toEqual(resent.map(({ key }) => `body of ${key}`));
  expect(resent).toHaveLength(rows.length);
  expect(rows.map(({ ticket }) => ticket.number)).not.toContain(commit(queue, visit(null)).number);
  queue.close();
}, 60_000);
