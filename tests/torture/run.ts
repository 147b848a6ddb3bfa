import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EpochReport, runEpoch } from './epoch.ts';

/** Both kiosks begin anew so often: a failure is found near its cause, and its folder stays small enough to read. */
export const cyclesAnEpoch = 50;

export interface TortureFailure {
  /** `--seed` and `--cycles` with which this epoch alone comes again. */
  seed: number;
  cycles: number;
  /** Left as it was. */
  folder: string;
  violations: string[];
}

export interface TortureReport extends Omit<EpochReport, 'violations'> {
  seconds: number;
  failure: TortureFailure | null;
}

/** Epoch after epoch, each with the next seed, until the cycles are lived or something is wrong. */
export async function runTorture(options: {
  cycles: number;
  seed: number;
  onEpoch?: (report: TortureReport) => void;
}): Promise<TortureReport> {
  const root = mkdtempSync(join(tmpdir(), 'tiepdon-torture-'));
  const cacheFolder = join(root, 'compiled');
  const startedMs = performance.now();
  const total: TortureReport = { ...nothing, deaths: new Map(), seconds: 0, failure: null };
  for (let seed = options.seed; total.cycles < options.cycles; seed += 1) {
    const folder = join(root, `seed-${seed}`);
    mkdirSync(folder);
    const cycles = Math.min(cyclesAnEpoch, options.cycles - total.cycles);
    const { violations, ...epoch } = await runEpoch({ folder, cacheFolder, seed, cycles }).catch((error: unknown) => ({
      ...nothing,
      violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    for (const name of ['cycles', 'registrations', 'printed', 'confirmed', 'refused'] as const)
      total[name] += epoch[name];
    for (const [step, count] of epoch.deaths) total.deaths.set(step, (total.deaths.get(step) ?? 0) + count);
    total.seconds = (performance.now() - startedMs) / 1000;
    if (violations.length > 0) {
      rmSync(cacheFolder, { recursive: true, force: true });
      return { ...total, failure: { seed, cycles, folder, violations } };
    }
    rmSync(folder, { recursive: true });
    options.onEpoch?.(total);
  }
  rmSync(root, { recursive: true });
  return total;
}

const nothing: Omit<EpochReport, 'violations'> = {
  cycles: 0,
  deaths: new Map(),
  registrations: 0,
  printed: 0,
  confirmed: 0,
  refused: 0,
};
