import { Command } from 'commander';
import { positiveIntegerUpTo } from '../../electron/cli/arguments.ts';
import { runTorture, type TortureReport } from './run.ts';

/**
 * `npm run torture -- [--cycles N] [--seed S] [--json]`: kiosks that are killed at every step, against a hospital that answers
 * in every wrong way. Ends with the first loss or doubling: its seed, and the folder with everything as it was.
 */

const most = 2 ** 31 - 1;
const program = new Command('npm run torture --')
  .option('--cycles <number>', 'lives of a kiosk', positiveIntegerUpTo(most), 10_000)
  .option(
    '--seed <number>',
    'of an earlier run, to see it again',
    positiveIntegerUpTo(most),
    1 + (Date.now() & 0xfff_ffff),
  )
  .option('--json', 'figures for a program', false)
  .parse();
const { cycles, seed, json } = program.opts<{ cycles: number; seed: number; json: boolean }>();

const say = (line: string): boolean => json || process.stdout.write(`${line}\n`);
const figures = ({ cycles: lived, registrations, printed, confirmed, refused, seconds }: TortureReport): string =>
  `${lived} cycles, ${registrations} registrations, ${printed} tickets shown, ${confirmed} rows confirmed, ${refused} refused; ${(lived / seconds).toFixed(1)} cycles a second`;

say(`seed ${seed}`);
const report = await runTorture({ cycles, seed, onEpoch: (total) => say(figures(total)) });
const deaths = [...report.deaths].sort(([, one], [, other]) => other - one);
if (json) process.stdout.write(`${JSON.stringify({ seed, ...report, deaths: Object.fromEntries(deaths) })}\n`);
say(`killed: ${deaths.map(([step, count]) => `${step} ${count}`).join(', ')}`);
if (report.failure !== null) {
  const { failure } = report;
  say(`failed: --seed ${failure.seed} --cycles ${failure.cycles}, in ${failure.folder}`);
  for (const violation of failure.violations) say(`  ${violation}`);
}
process.exit(report.failure === null ? 0 : 1);
