import type { Machine } from './machine.mjs';

/** The set-up's memory of what failed, kept beside the installed packages. */
export interface Failures {
  /** It failed less than a day ago. */
  isFresh(name: string): boolean;
  note(name: string, failed: boolean): void;
  save(): void;
}

export function rememberedFailures(machine: Machine): Failures;
