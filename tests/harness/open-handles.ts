import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What processes of this machine hold, as Linux tells it: descriptors by what they lead to, and resident memory. */

/** Descriptors by kind: `socket`, `pipe`, `anon_inode:[eventpoll]`, or a file's path; how many of each. */
export type Handles = ReadonlyMap<string, number>;

/** Of processes as a whole; one that has ended holds nothing. */
export function handlesOf(pids: readonly number[]): Handles {
  const handles = new Map<string, number>();
  for (const kind of pids.flatMap(descriptorsOf)) handles.set(kind, (handles.get(kind) ?? 0) + 1);
  return handles;
}

export const countOf = (handles: Handles): number => [...handles.values()].reduce((sum, count) => sum + count, 0);

/** Of each kind as many as there are in both: what is open for a moment in one of them is none. */
export function fewestOf(one: Handles, other: Handles): Handles {
  const both = [...one].map(([kind, count]) => [kind, Math.min(count, other.get(kind) ?? 0)] as const);
  return new Map(both.filter(([, count]) => count > 0));
}

/** What became more or less, for a person to read: `+2 socket`. */
export function differenceOf(before: Handles, after: Handles): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((kind) => {
    const more = (after.get(kind) ?? 0) - (before.get(kind) ?? 0);
    return more === 0 ? [] : [`${more > 0 ? '+' : ''}${String(more)} ${kind}`];
  });
}

function descriptorsOf(pid: number): string[] {
  const folder = `/proc/${String(pid)}/fd`;
  return names(folder).flatMap((name) => {
    try {
      return [kindOf(readlinkSync(`${folder}/${name}`))];
    } catch {
      // Closed meanwhile.
      return [];
    }
  });
}

/** `socket:[4711]`, `/proc/4712/statm`, `/dev/shm/.org.chromium.Chromium.a1b2c3 (deleted)`: without what only counts. */
const kindOf = (target: string): string =>
  target
    .replace(/:\[\d+\]$/, '')
    .replace(/^\/proc\/\d+/, '/proc/*')
    .replace(/ \(deleted\)$/, '')
    .replace(/\.Chromium\.\w{6}$/, '.Chromium.*');

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export interface Resident {
  /** A page that processes share counted as a part of each: their number differs from sample to sample. */
  proportionalBytes: number;
  /** What no file lies behind: V8's heap, what malloc has got, stacks. */
  anonymousBytes: number;
}

/** Of processes as a whole; one that has ended holds nothing. */
export function residentOf(pids: readonly number[]): Resident {
  const resident = { proportionalBytes: 0, anonymousBytes: 0 };
  for (const pid of pids) {
    try {
      const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
      const bytes = (name: string): number =>
        1_024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1] ?? 0);
      resident.proportionalBytes += bytes('Pss');
      resident.anonymousBytes += bytes('Pss_Anon');
    } catch {
      // It ended meanwhile.
    }
  }
  return resident;
}

/** Whether a process was started with this argument; one that has ended was not. */
export function isRunning(pid: number, argument: string): boolean {
  try {
    // Chromium writes the arguments of its children in one, with spaces between them.
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .split(/[\0 ]/)
      .includes(argument);
  } catch {
    return false;
  }
}

/** Every process that descends from this one but those below `except`. */
export function descendants(except: number): number[] {
  const parents = new Map<number, number>();
  for (const name of names('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      // After the name in parentheses: state, parent.
      const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1];
      parents.set(Number(name), Number(parent));
    } catch {
      // It ended meanwhile.
    }
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return pid !== except && parent !== undefined && (parent === process.pid || isOurs(parent));
  };
  return [...parents.keys()].filter(isOurs);
}
