import { parseArgs } from 'node:util';
import { table } from '../../electron/cli/output.ts';
import { chipBench, chipMemoryBench } from './chip.bench.ts';
import { faceBench } from './face.bench.ts';
import type { BenchGroup, Measurement } from './measurement.ts';
import { patientBench } from './patient.bench.ts';
import { queueBench } from './queue.bench.ts';
import { scanBench } from './scan.bench.ts';
import { soakBench } from './soak.bench.ts';
import { syncBench } from './sync.bench.ts';
import { lobbyBench } from './lobby.bench.ts';
import { visitBench } from './visit.bench.ts';

/** `npm run bench [-- --json] [-- --only PREFIX]`: what the kiosk costs, as figures and ratios. */

const benches: readonly BenchGroup[] = [
  visitBench,
  lobbyBench,
  patientBench,
  soakBench,
  chipBench,
  chipMemoryBench,
  queueBench,
  syncBench,
  scanBench,
  faceBench,
];

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
const only = values.only ?? '';

/** The group that was named, else all whose names begin so. */
const named = benches.filter(({ prefix }) => only.startsWith(prefix));
const longest = Math.max(...named.map(({ prefix }) => prefix.length));
const chosen =
  named.length > 0
    ? named.filter(({ prefix }) => prefix.length === longest)
    : benches.filter(({ prefix, isLong = false }) => !isLong && prefix.startsWith(only));
const measured: Measurement[] = [];
for (const group of chosen) measured.push(...(await group.run()).filter(({ name }) => name.startsWith(only)));

const shown = (value: number | boolean | null): string => (value === null ? '-' : String(value));
console.log(
  values.json
    ? JSON.stringify(measured)
    : table([
        ['name', 'value', 'unit', 'reference', 'ratio', 'goal', 'met'],
        ...measured.map((row) => [
          row.name,
          String(row.value),
          row.unit,
          ...[row.reference, row.ratio, row.goal, row.met].map(shown),
        ]),
      ]).join('\n'),
);
process.exit(measured.some(({ met }) => met === false) ? 1 : 0);
