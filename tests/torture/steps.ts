import { writeSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { OwnStep } from './plan.ts';

/** Counts the steps of this process, and kills it at the one it was told to. */
export interface Steps {
  pass: (step: OwnStep) => void;
}

export type StepPhase = 'opening' | 'running' | 'closing';

/** The parent learns from this line at which step its child died. */
export const killedLine = 'killed at';

export function countSteps(kill: { at: OwnStep; count: number } | null): Steps {
  let left = kill?.count ?? 0;
  return {
    pass(step) {
      if (step !== kill?.at) return;
      left -= 1;
      if (left > 0) return;
      writeSync(1, `${killedLine} ${step}\n`);
      process.kill(process.pid, 'SIGKILL');
      // The signal may take a moment; nothing may happen in it.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  };
}

/** Makes every statement that SQLite runs in this process two steps: before it, and after it. */
export function countStatements(steps: Steps, phase: () => StepPhase): void {
  const around = <Args extends unknown[], Result>(
    work: (this: unknown, ...args: Args) => Result,
    isCommit: (self: unknown) => boolean,
  ) =>
    function (this: unknown, ...args: Args): Result {
      const commits = isCommit(this);
      const pass = (): void => {
        steps.pass(`${phase()}-sql`);
        if (commits) steps.pass('commit-sql');
      };
      pass();
      const result = work.apply(this, args);
      pass();
      return result;
    };

  const sample = new SqliteDatabase(':memory:');
  const statement = Object.getPrototypeOf(sample.prepare('SELECT 1')) as Record<
    string,
    (...args: unknown[]) => unknown
  >;
  sample.close();
  const database = SqliteDatabase.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  const isCommit = (self: unknown): boolean => (self as { source?: string }).source === 'COMMIT';
  for (const [prototype, names] of [
    [statement, ['run', 'get', 'all']],
    [database, ['exec', 'pragma', 'close']],
  ] as const) {
    for (const name of names) {
      const work = prototype[name];
      if (work === undefined) throw new Error(`SQLite has no ${name}`);
      prototype[name] = around(work, isCommit);
    }
  }
}
