/** One figure of `npm run bench`. A claim of speed is a ratio from one run on one machine, never a figure by itself. */
export interface Measurement {
  /** Begins with `visit.`, `chip.`, `queue.`, `sync.`, `scan.` or `face.`. */
  name: string;
  value: number;
  unit: 'ms' | 'APDU' | 'B' | 'MiB' | '1/s' | 'count';
  /** The same work by the reference, measured in the same run or counted by a published model; null without one. */
  reference: number | null;
  /** value / reference. */
  ratio: number | null;
  /** What is aimed at, in the unit of the value, or of the ratio where there is a reference; null: only watched. */
  goal: number | null;
  met: boolean | null;
}

export interface BenchGroup {
  prefix: Measurement['name'];
  /** Runs only when it is asked for by its prefix, or everything is. */
  isLong?: boolean;
  /** Needs the face models, which are fetched where they are missing. */
  looksAtFaces?: boolean;
  /** `only` is the beginning of the names that were asked for: what takes long leaves out the others. */
  run(only: string): Promise<Measurement[]>;
}

/** A figure with its ratio and verdict; smaller is better except for rates. */
export function measurement(
  name: string,
  value: number,
  unit: Measurement['unit'],
  against: { reference?: number; goal?: number } = {},
): Measurement {
  const reference = against.reference ?? null;
  const goal = against.goal ?? null;
  const ratio = reference === null ? null : round(value / reference);
  const compared = ratio ?? value;
  const met = goal === null ? null : unit === '1/s' ? compared >= goal : compared <= goal;
  return { name, value: round(value), unit, reference: reference === null ? null : round(reference), ratio, goal, met };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

const round = (value: number): number => Math.round(value * 100) / 100;
