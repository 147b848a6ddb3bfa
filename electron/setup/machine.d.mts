/** A machine that is set up. Paths are relative to the project's folder. */
export interface Machine {
  root: string;
  platform: string;
  arch: string;
  libc: 'glibc' | 'musl' | null;
  isRoot: boolean;
  nowMs(): number;
  say(line: string): void;
  /** Runs a command that changes nothing. */
  ask(command: string, args: readonly string[]): { ok: boolean; text: string };
  /** Runs a command that changes something; whether it succeeded. */
  run(command: string, args: readonly string[], options: { complaints: 'shown' | 'hidden' }): boolean;
  exists(path: string): boolean;
  read(path: string): string | null;
  /** Never fails. */
  write(path: string, text: string): void;
}

export type Purpose = 'start' | 'test';

export function thisMachine(): Machine;
