import { parseArgs } from 'node:util';
import { runTorture, type TortureReport } from './run.ts';

/**
 * `npm run torture -- [--cycles N] [--seed S] [--json]`: kiosks that are killed at every step, against a hospital that answers
 * in every wrong way. Ends with the first loss or doubling: its seed, and the folder with everything as it was.
 */

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const cycles = Number(values.cycles);
const seed = values.seed === undefined ? Date.now() & 0x7fff_ffff : Number(values.seed);
if (!Number.isInteger(cycles) || cycles < 1 || !Number.isInteger(seed)) {
  process.stderr.write('--cycles N, --seed N\n');
  process.exit(2);
}

const say = (line: string): boolean => values.json || process.stdout.write(`${line}\n`);
const figures = ({ cycles: lived, registrations, printed, confirmed, refused, seconds }: TortureReport): string =>
  `${lived} cycles, ${registrations} registrations, ${printed} tickets shown, ${confirmed} rows confirmed, ${refused} refused; ${(lived / seconds).toFixed(1)} cycles a second`;

say(`seed ${seed}`);
const report = await runTorture({ cycles, seed, onEpoch: (total) => say(figures(total)) });
const deaths = [...report.deaths].sort(([, one], [, other]) => other - one);
if (values.json) process.stdout.write(`${JSON.stringify({ seed, ...report, deaths: Object.fromEntries(deaths) })}\n`);
say(`killed: ${deaths.map(([step, count]) => `${step} ${count}`).join(', ')}`);
if (report.failure !== null) {
  const { failure } = report;
  say(`failed: --seed ${failure.seed} --cycles ${failure.cycles}, in ${failure.folder}`);
  for (const violation of failure.violations) say(`  ${violation}`);
}
process.exit(report.failure === null ? 0 : 1);
