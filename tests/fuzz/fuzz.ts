import { Command, Option } from 'commander';
import { positiveIntegerUpTo } from '../../electron/cli/arguments.ts';
import { failureText, fuzzTargets } from './targets.ts';

/**
 * `npm run fuzz [-- --runs N] [-- --seed S] [-- --only NAME]`: changed files and answers at the chip reader, and codes as
 * patients bring them and changed ones at their parser, a million of all unless told otherwise (`--only scans`: a million
 * codes). Ends with the first failure: its seed, and the smallest input that shows it.
 */

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Of our own: a machine that is busy elsewhere makes no input slow. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const most = 2 ** 31 - 1;
const program = new Command('npm run fuzz --')
  .option('--runs <number>', 'inputs of all kinds together', positiveIntegerUpTo(most), 1_000_000)
  .option(
    '--seed <number>',
    'of an earlier run, to see it again',
    positiveIntegerUpTo(most),
    1 + (Date.now() & 0xfff_ffff),
  )
  .addOption(new Option('--only <name>', 'one kind of input').choices(Object.keys(fuzzTargets)))
  .parse();
const { runs: total, seed, only } = program.opts<{ runs: number; seed: number; only?: string }>();
const chosen = Object.entries(fuzzTargets).filter(([name]) => only === undefined || name === only);

const shares = chosen.reduce((sum, [, { share }]) => sum + share, 0);
say(`seed ${seed}`);
for (const [name, target] of chosen) {
  const runs = Math.max(1, Math.round((total * target.share) / shares));
  let slowestMs = 0;
  let startMs = processorMs();
  const beganMs = performance.now();
  const onRun = (): void => {
    const nowMs = processorMs();
    slowestMs = Math.max(slowestMs, nowMs - startMs);
    startMs = nowMs;
  };
  const details = await target.run({ runs, seed, onRun });
  const seconds = (performance.now() - beganMs) / 1000;
  say(`${name}: ${runs} runs, ${Math.round(runs / seconds)} a second, slowest ${Math.round(slowestMs)} ms`);
  if (!details.failed) continue;
  say(`failed: --seed ${seed} --only '${name}' --runs ${total}`);
  say(failureText(name, details));
  process.exit(1);
}

say(`no failure; ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB of memory at most`);
