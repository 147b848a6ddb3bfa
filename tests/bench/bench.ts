import { join } from 'node:path';
import { Command } from 'commander';
import { table } from '../../electron/cli/output.ts';
import { ensureFaceWeights } from '../../electron/setup/face-weights.mjs';
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

/**
 * `npm run bench [-- --json] [-- --only PREFIX] [-- --all]`: what the kiosk costs, as figures and ratios. What takes long runs
 * with `--all`, or when it is named; else it is said at the end how.
 */

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

const program = new Command('npm run bench --')
  .option('--json', 'figures for a program', false)
  .option('--only <prefix>', 'figures whose names begin so', '')
  .option('--all', 'what takes long as well', false)
  .addHelpText('after', `\nFigures: ${benches.map(({ prefix }) => prefix).join(', ')}`)
  .parse();
const { json, only, all } = program.opts<{ json: boolean; only: string; all: boolean }>();

/** The group that was named, else all whose names begin so. */
const named = benches.filter(({ prefix }) => only.startsWith(prefix));
const longest = Math.max(...named.map(({ prefix }) => prefix.length));
const asked =
  named.length > 0
    ? named.filter(({ prefix }) => prefix.length === longest)
    : benches.filter(({ prefix }) => prefix.startsWith(only));
const chosen = asked.filter(({ isLong = false }) => !isLong || named.length > 0 || all);
if (chosen.some(({ looksAtFaces = false }) => looksAtFaces)) {
  const weights = await ensureFaceWeights(join(import.meta.dirname, '..', '..'), (line) => console.error(line));
  if (!weights.ok) program.error(weights.reason);
}
const measured: Measurement[] = [];
for (const group of chosen) measured.push(...(await group.run(only)).filter(({ name }) => name.startsWith(only)));

const shown = (value: number | boolean | null): string => (value === null ? '-' : String(value));
console.log(
  json
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
const leftOut = asked.filter((group) => !chosen.includes(group));
if (leftOut.length > 0) {
  const how = leftOut.map(({ prefix }) => `  npm run bench -- --only ${prefix}`);
  console.error(['Left out, since it takes long:', ...how, 'Everything:  npm run bench -- --all'].join('\n'));
}
process.exit(measured.some(({ met }) => met === false) ? 1 : 0);
