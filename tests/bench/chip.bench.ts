import { BENCH_SIZES_BYTES, benchChip } from '../../fixtures/cards/bench-card.ts';
import { specimenCsca } from '../../fixtures/cards/certificates.ts';
import { ChipSimulator } from '../../fixtures/simulators/chip.ts';
import type { ChipSimulatorOptions } from '../../fixtures/simulators/chip-options.ts';
import { contactlessMs, type Exchange, recordExchanges } from '../../fixtures/simulators/link-model.ts';
import { openReaderSimulator } from '../../fixtures/simulators/reader-simulator.ts';
import type { ChipData } from '../../native/emrtd/chip.ts';
import { standardizedDomain } from '../../native/emrtd/domain.ts';
import { PreparedKeyPairs } from '../../native/emrtd/key-pairs.ts';
import { ChipProfiles, type ProfileMemory } from '../../native/emrtd/profile.ts';
import { readChip } from '../../native/emrtd/reader.ts';
import { loadTrust } from '../../native/emrtd/trust-store.ts';
import { ApduReader } from '../../native/readers/apdu-reader.ts';
import type { ReaderStatus } from '../../native/readers/port.ts';
import {
  BEST_EXTENDED,
  BEST_OVER_BAC,
  BEST_SHORT,
  ONE_SHOT,
  randomly,
  readByStrategy,
  SHORT_STRATEGIES,
  type Strategy,
} from './chip-strategies.ts';
import { type BenchGroup, type Measurement, measurement, median } from './measurement.ts';

type Access = 'pace' | 'bac';

const GROUPS = [1, 13, 14, 2] as const;
/** Of the figures to reach: 848 kbit/s, and 5 ms that host and card need for each command. */
const BIT_RATE = 848;
const LATENCY = { hostMs: 0, cardMs: 5 };
/** Brainpool P256r1, the curve of the specimens. */
const BENCH_DOMAIN = 13;
const RUNS = 9;

const images = { pace: benchChip({ access: 'pace' }), bac: benchChip({ access: 'bac' }) };
const trust = loadTrust([{ name: 'specimen.cer', bytes: specimenCsca() }]);

interface Counted {
  chip: ChipData;
  exchanges: Exchange[];
  /** Processor time of our side alone. */
  cpuMs: number;
}

/** One read of the simulated chip; `profile` is what is known of its kind. */
async function read(access: Access, habits: ChipSimulatorOptions, profile: ProfileMemory): Promise<Counted> {
  const simulator = new ChipSimulator(images[access], habits);
  let chipMs = 0;
  const { channel, exchanges } = recordExchanges({
    transmit: async (command) => {
      const startedMs = performance.now();
      const response = simulator.transmit(command);
      chipMs += performance.now() - startedMs;
      return { ok: true, response };
    },
  });
  const keyPairs = new PreparedKeyPairs(randomly);
  const domain = standardizedDomain(BENCH_DOMAIN);
  // As the kiosk does while no card is there: one pair for PACE, one for chip authentication.
  if (domain) for (let pair = 0; pair < 2; pair += 1) keyPairs.prepare(domain);
  const startedMs = performance.now();
  const options = { keys: [images[access].accessKey], groups: GROUPS, trust, profile, keyPairs, random: randomly };
  const result = await readChip(channel, options);
  const cpuMs = performance.now() - startedMs - chipMs;
  if (!result.ok) throw new Error(`the chip was not read: ${result.failure.kind}`);
  if (result.chip.authenticity.verdict !== 'anchored' || result.chip.proof.result !== 'holds') {
    throw new Error(`verdict ${result.chip.authenticity.verdict}, proof ${result.chip.proof.result}`);
  }
  return { chip: result.chip, exchanges, cpuMs };
}

async function strategyRun(strategy: Strategy, access: Access, habits: ChipSimulatorOptions): Promise<Exchange[]> {
  const simulator = new ChipSimulator(images[access], habits);
  const { channel, exchanges } = recordExchanges({
    transmit: async (command) => ({ ok: true, response: simulator.transmit(command) }),
  });
  await readByStrategy(channel, strategy, access, images[access].accessKey);
  return exchanges;
}

const bytesOf = (exchanges: readonly Exchange[]): number =>
  exchanges.reduce((sum, { sentBytes, receivedBytes }) => sum + sentBytes + receivedBytes, 0);

const modelledMs = (exchanges: readonly Exchange[]): number => contactlessMs(exchanges, BIT_RATE, LATENCY);

/** The least that so many commands can take: bare READ BINARY commands that fetch the files and nothing else. */
function boundMs(apdus: number): number {
  const contentBytes = Object.values(BENCH_SIZES_BYTES).reduce((sum, size) => sum + size, 0);
  return modelledMs(Array.from({ length: apdus }, () => ({ sentBytes: 5, receivedBytes: contentBytes / apdus + 2 })));
}

/** Counts and modelled time of one way to read; commands that only prove the chip are counted apart. */
async function plan(
  name: string,
  access: Access,
  habits: ChipSimulatorOptions,
  goals: { apdus: number; best: Exchange[] },
): Promise<Measurement[]> {
  const profiles = new ChipProfiles();
  const first = await read(access, habits, profiles.of('bench'));
  const later: Counted[] = [];
  for (let run = 0; run < RUNS; run += 1) later.push(await read(access, habits, profiles.of('bench')));
  const [{ chip, exchanges }] = later as [Counted];
  const apdus = chip.cost.apdus - chip.cost.proofApdus;
  const timeMs = modelledMs(exchanges);
  const of = (what: string): string => `chip.${name}.${what}`;
  return [
    measurement(of('apdus'), apdus, 'APDU', { goal: goals.apdus }),
    measurement(of('apdus-first'), first.chip.cost.apdus - first.chip.cost.proofApdus, 'APDU'),
    measurement(of('proof'), chip.cost.proofApdus, 'APDU', { goal: 4 }),
    measurement(of('bytes'), bytesOf(exchanges), 'B', { reference: bytesOf(goals.best), goal: 1.02 }),
    measurement(of('modelled'), timeMs, 'ms', { reference: boundMs(exchanges.length), goal: 1.1 }),
    measurement(of('cpu'), median(later.map(({ cpuMs }) => cpuMs)), 'ms', { reference: timeMs, goal: 0.25 }),
  ];
}

/** Our commands against those of each strategy for the same files. */
async function against(name: string, ours: Measurement[], rows: readonly Row[]): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const { strategy, access, habits } of rows) {
    const { length } = await strategyRun(strategy, access, habits);
    const apdus = ours[0]?.value ?? Number.NaN;
    measured.push(measurement(`chip.${name}.against.${strategy.name}`, apdus, 'APDU', { reference: length }));
  }
  return measured;
}

interface Row {
  strategy: Strategy;
  access: Access;
  habits: ChipSimulatorOptions;
}

/** The same card over the real service and in this process: what PC/SC itself costs. */
async function readOn(prefer: 'pcsc' | 'in-process'): Promise<number | null> {
  const simulator = await openReaderSimulator({ prefer });
  const reader = new ApduReader({ slot: simulator.slot, readChip, groups: GROUPS, judging: { trust } });
  try {
    if (simulator.path !== prefer) return null;
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const laid = nextCard(reader);
      await simulator.insertCard(images.pace, 'bench');
      const status = await laid;
      const startedMs = performance.now();
      const result = await status.read({ keys: [images.pace.accessKey] });
      times.push(performance.now() - startedMs);
      if (!result.ok) throw new Error(`the chip was not read: ${result.failure.kind}`);
      await simulator.removeCard();
    }
    return median(times);
  } finally {
    await reader.close();
    await simulator.close();
  }
}

function nextCard(reader: ApduReader): Promise<Extract<ReaderStatus, { state: 'card' }>> {
  return new Promise((resolve) => {
    const stop = reader.subscribe((status) => {
      if (status.state !== 'card') return;
      stop();
      resolve(status);
    });
  });
}

async function service(): Promise<Measurement[]> {
  const inProcessMs = await readOn('in-process');
  const pcscMs = await readOn('pcsc');
  if (inProcessMs === null) throw new Error('the card in this process could not be read');
  return [
    measurement('chip.read.in-process', inProcessMs, 'ms'),
    ...(pcscMs === null ? [] : [measurement('chip.read.pcsc', pcscMs, 'ms', { reference: inProcessMs })]),
  ];
}

const short: ChipSimulatorOptions = { extendedLength: null };
const extended: ChipSimulatorOptions = { extendedLength: { commandBytes: 4096, responseBytes: 4096 } };
const unlimited: ChipSimulatorOptions = { extendedLength: { commandBytes: 4096, responseBytes: 0xffff } };

export const chipBench: BenchGroup = {
  prefix: 'chip.',
  run: async () => {
    const bestShort = await strategyRun(BEST_SHORT, 'pace', short);
    const bestBac = await strategyRun(BEST_OVER_BAC, 'bac', short);
    const bestExtended = await strategyRun(BEST_EXTENDED, 'pace', extended);
    const paceShort = await plan('pace-short', 'pace', short, { apdus: 91, best: bestShort });
    const bacShort = await plan('bac-short', 'bac', short, { apdus: 84, best: bestBac });
    const paceExtended = await plan('pace-extended', 'pace', extended, { apdus: 16, best: bestExtended });
    const rows = (access: Access, habits: ChipSimulatorOptions, ...strategies: readonly Strategy[]): Row[] =>
      strategies.map((strategy) => ({ strategy, access, habits }));
    return [
      ...paceShort,
      ...bacShort,
      ...paceExtended,
      ...(await against('pace-short', paceShort, rows('pace', short, ...SHORT_STRATEGIES))),
      ...(await against('bac-short', bacShort, rows('bac', short, ...SHORT_STRATEGIES, BEST_OVER_BAC))),
      ...(await against('pace-extended', paceExtended, rows('pace', extended, BEST_EXTENDED))),
      ...(await against('pace-extended', paceExtended, rows('pace', unlimited, ONE_SHOT))),
      ...(await service()),
    ];
  },
};

/** Reads after which nothing may be left behind, and those before the first look: code and caches have settled by then. */
const MEMORY_READS = 10_000;
const SETTLING_READS = 1000;

function heapMiB(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

/** Some minutes long, so only by name: `--only chip-memory.` with `node --expose-gc`. */
export const chipMemoryBench: BenchGroup = {
  prefix: 'chip-memory.',
  isLong: true,
  run: async () => {
    const profile = new ChipProfiles().of('bench');
    for (let run = 0; run < SETTLING_READS; run += 1) await read('pace', extended, profile);
    const before = heapMiB();
    for (let run = 0; run < MEMORY_READS; run += 1) await read('pace', extended, profile);
    return [measurement('chip-memory.growth', heapMiB() - before, 'MiB', { goal: 8 })];
  },
};
