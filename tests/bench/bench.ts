import { parseArgs } from 'node:util';
import { table } from '../../electron/cli/output.ts';
import { chipBench, chipMemoryBench } from './chip.bench.ts';
import type { BenchGroup, Measurement } from './measurement.ts';
import { queueBench } from './queue.bench.ts';
import { syncBench } from './sync.bench.ts';
import { visitBench } from './visit.bench.ts';

/** `npm run bench [-- --json] [-- --only PREFIX]`: what the kiosk costs, as figures and ratios. */

const benches: readonly BenchGroup[] = [visitBench, chipBench, chipMemoryBench, queueBench, syncBench];

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
const only = values.only ?? '';

const chosen = benches.filter(
  ({ prefix, isLong = false }) => only.startsWith(prefix) || (!isLong && prefix.startsWith(only)),
);
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
