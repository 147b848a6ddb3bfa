/** All that is thrown at the chip reader and the parser of codes, each as one property that suite and command run alike. */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { toHex } from '../../native/emrtd/bytes.ts';
import { type FileTarget, fileTargets } from './files.ts';
import { mutate, mutations } from './mutation.ts';
import { checkScan, scans } from './scans.ts';
import { checkNoise, checkSession, hostileSessions, noise } from './sessions.ts';

export interface FuzzTarget {
  /** Of a million runs. */
  share: number;
  /** Runs in the suite. */
  runs: number;
  /** One check of fast-check; `seed` chosen by it when left out. */
  run: (options: { runs: number; seed?: number; onRun?: () => void }) => Promise<fc.RunDetails<unknown>>;
}

/** The smallest input that fails; that of a file as it is kept in fixtures/cards/corpus. */
export function failureText(target: string, { counterexample, errorInstance }: fc.RunDetails<unknown>): string {
  const [input] = (counterexample ?? []) as unknown[];
  const shown =
    input instanceof Uint8Array ? JSON.stringify({ target, bytes: toHex(input) }) : inspect(input, { depth: 8 });
  return `${shown}\n${inspect(errorInstance)}`;
}

const check = <Input>(
  arbitrary: fc.Arbitrary<Input>,
  holds: (input: Input) => void | Promise<void>,
): FuzzTarget['run'] => {
  return async ({ runs, seed, onRun }) =>
    fc.check(
      fc.asyncProperty(arbitrary, async (input) => {
        onRun?.();
        await holds(input);
      }),
      { numRuns: runs, ...(seed !== undefined && { seed }) },
    ) as Promise<fc.RunDetails<unknown>>;
};

const ofFile = ({ seeds, check: holds, share }: FileTarget): FuzzTarget => ({
  share,
  runs: Math.max(60, Math.min(1000, share / 100)),
  run: check(
    fc.constantFrom(...seeds).chain((seed) => mutations.map((changes) => mutate(seed, changes))),
    holds,
  ),
});

export const fuzzTargets: Readonly<Record<string, FuzzTarget>> = {
  ...Object.fromEntries(Object.entries(fileTargets).map(([name, target]) => [name, ofFile(target)] as const)),
  session: { share: 10_000, runs: 200, run: check(hostileSessions, checkSession) },
  noise: { share: 5_000, runs: 200, run: check(noise, checkNoise) },
  scans: { share: 100_000, runs: 1000, run: check(scans, checkScan) },
};
