import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Agent, request } from 'undici';
import { createFhirHospital } from '../../sync/his/fhir-hospital.ts';
import { fhirSystems } from '../../sync/his/identifiers.ts';
import { openDatabase } from '../../sync/queue/database.ts';
import { queueOn, type KioskQueue } from '../../sync/queue/queue.ts';
import { startSyncEngine } from '../../sync/queue/sync-engine.ts';
import { type BenchGroup, type Measurement, measurement } from './measurement.ts';
import { benchQueueOptions, inTemporaryFolder, rateAgainst, register } from './queue.bench.ts';

/**
 * A long outage is over: all that was registered meanwhile goes to the hospital. Against a loop that only posts the same
 * bytes, to a hospital of its own of the same kind. Both take turns, and each starts and ends its turn with nothing in flight.
 */

const ROWS = 10_000;
const ROUNDS = 10;
/** As configured by default. */
const LANES_IN_FLIGHT = 4;
const TIMEOUT_MS = 60_000;

interface HospitalProcess {
  url: string;
  stop(): Promise<void>;
}

const program = join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts');

async function startHospital(databaseFile: string): Promise<HospitalProcess> {
  const child: ChildProcess = spawn(
    process.execPath,
    [program, 'his', '--json', '--port', '0', '--database', databaseFile],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gone = once(child, 'exit');
  if (child.stdout === null) throw new Error('no output to read');
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), gone])) as [unknown];
  if (typeof line !== 'string') throw new Error('the mock hospital did not start');
  return {
    url: (JSON.parse(line) as { url: string }).url,
    stop: async () => {
      child.kill('SIGINT');
      await gone;
    },
  };
}

/** Sends this many rows and what was in flight with them; answers with how many were confirmed in how many ms. */
async function drain(queue: KioskQueue, url: string, rows: number): Promise<{ confirmed: number; elapsedMs: number }> {
  const hospital = createFhirHospital({
    baseUrl: url,
    kioskId: 'K1',
    facilityCode: '01001',
    systems: fhirSystems(),
    timeoutMs: TIMEOUT_MS,
    submitTimeoutMs: TIMEOUT_MS,
  });
  const before = queue.statistics().confirmed;
  const enough = Promise.withResolvers<void>();
  let answered = 0;
  const startedMs = performance.now();
  const engine = startSyncEngine({
    queue,
    submit: async (key, body, signal) => {
      const answer = await hospital.submit(key, body, signal);
      if (answer.kind !== 'confirmed') throw new Error(JSON.stringify(answer));
      answered += 1;
      if (answered === rows) enough.resolve();
      return answer;
    },
    random: Math.random,
    timers: {
      setTimeout: (callback, delayMs) => setTimeout(callback, delayMs),
      clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
    },
    lanesInFlight: LANES_IN_FLIGHT,
    heartbeatMs: 30_000,
    onReachability: () => undefined,
    stopGraceMs: TIMEOUT_MS,
  });
  await enough.promise;
  await engine.stop();
  const elapsedMs = performance.now() - startedMs;
  await hospital.close();
  return { confirmed: queue.statistics().confirmed - before, elapsedMs };
}

/** The reference: as many requests in flight, and nothing read but the status. */
async function post(url: string, items: readonly { key: string; body: string }[]): Promise<number> {
  const agent = new Agent();
  const left = items.values();
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: LANES_IN_FLIGHT }, async () => {
      for (const { key, body } of left) {
        const response = await request(url, {
          dispatcher: agent,
          method: 'POST',
          headers: { 'content-type': 'application/fhir+json', 'idempotency-key': key, prefer: 'return=representation' },
          body,
        });
        await response.body.dump();
        if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
      }
    }),
  );
  const elapsedMs = performance.now() - startedMs;
  await agent.close();
  return elapsedMs;
}

/** Heap that is still held after a collection, in MiB. */
function heapMiB(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function drainBench(folder: string): Promise<Measurement[]> {
  const keyHex = randomBytes(32).toString('hex');
  const opened = openDatabase(join(folder, 'queue.db'), keyHex);
  if (!opened.ok) throw new Error(opened.detail);
  const { database } = opened;
  const queue = queueOn(database, benchQueueOptions('', keyHex));
  register(queue, 0, ROWS);
  const nextBodies = database.prepare<[after: number, limit: number], { sequence: number; key: string; body: string }>(
    `SELECT sequence, key, body FROM registration JOIN outbox USING (sequence)
     WHERE state = 'pending' AND sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const drained = await startHospital(join(folder, 'drained.db'));
  const posted = await startHospital(join(folder, 'posted.db'));
  const rates: number[] = [];
  const ratios: number[] = [];
  const heaps: number[] = [heapMiB()];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const items = nextBodies.all(0, ROWS / ROUNDS);
      const reference = (items.length * 1000) / (await post(posted.url, items));
      items.length = 0;
      const { confirmed, elapsedMs } = await drain(
        queue,
        drained.url,
        Math.min(ROWS / ROUNDS, queue.statistics().pending),
      );
      const own = (confirmed * 1000) / elapsedMs;
      rates.push(own);
      ratios.push(own / reference);
      heaps.push(heapMiB());
    }
  } finally {
    await Promise.all([drained.stop(), posted.stop()]);
  }
  const left = queue.statistics();
  queue.close();
  if (left.pending + left.inFlight + left.dead > 0) throw new Error(`not drained: ${JSON.stringify(left)}`);
  return [
    rateAgainst('sync.drain', rates, ratios, 0.8),
    measurement('sync.drain.heap-slope', (slope(heaps.slice(1)) * 1000 * ROUNDS) / ROWS, 'MiB'),
  ];
}

/** Of the straight line that fits best, a step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [over, under] = values.reduce(
    ([product, square], value, index) => [product + (index - middle) * (value - mean), square + (index - middle) ** 2],
    [0, 0],
  );
  return over / under;
}

export const syncBench: BenchGroup = { prefix: 'sync.', run: () => inTemporaryFolder(drainBench) };
