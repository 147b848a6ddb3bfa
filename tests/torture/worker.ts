import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { KioskTask } from './child.ts';
import { killedLine } from './steps.ts';

/** How a kiosk's program ended. */
export type Ending =
  | { kind: 'stopped' }
  /** `at`: its own step; null when it was killed from outside. */
  | { kind: 'killed'; at: string | null }
  /** By itself, and not as it should. */
  | { kind: 'failed'; detail: string };

/** The kiosk's program, loaded and waiting for what to do. It lives one cycle. */
export interface Worker {
  loaded: Promise<unknown>;
  run(task: KioskTask): Promise<Ending>;
  /** SIGKILL, whatever it is doing. */
  kill: () => void;
}

const program = join(import.meta.dirname, 'child.ts');

/** `cacheFolder` keeps the compiled modules: most of a start is compiling them. */
export function startWorker(cacheFolder: string): Worker {
  const child: ChildProcess = fork(program, [], {
    env: { ...process.env, NODE_COMPILE_CACHE: cacheFolder },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const gone = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
  // A child that died before it was ready is found out when it runs.
  const loaded = Promise.race([once(child, 'message'), gone]);
  return {
    loaded,
    async run(task) {
      await loaded;
      child.send(task, () => undefined);
      const [code, signal] = await gone;
      if (signal === 'SIGKILL') {
        return { kind: 'killed', at: output.includes(killedLine) ? output.slice(killedLine.length).trim() : null };
      }
      return code === 0
        ? { kind: 'stopped' }
        : { kind: 'failed', detail: `code ${code}, ${signal}: ${output}${errors}` };
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
