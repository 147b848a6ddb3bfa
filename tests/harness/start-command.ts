import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { until } from './until.ts';

/** `npm run dev` as somebody types it: one process that prints what it does. */
export interface StartCommand {
  /** Everything printed so far, by the host and by its station. */
  output(): string;
  /** What is printed, once it matches. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  exitCode: Promise<number | null>;
  stop(): Promise<void>;
}

const program = join(import.meta.dirname, '..', '..', 'electron', 'hosts', 'start.ts');

/** Starts the kiosk for a browser with these arguments. */
export function runStart(args: readonly string[]): StartCommand {
  const child = spawn('node', [program, '--browser', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    output: () => output,
    prints: (pattern) => until(`"${pattern.source}" in:\n${output}`, () => pattern.exec(output)),
    exitCode,
    stop: async () => {
      child.kill();
      await exitCode;
    },
  };
}
