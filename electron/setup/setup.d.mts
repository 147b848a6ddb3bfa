import type { Machine, Purpose } from './machine.mjs';

/** Everything `npm start` or `npm test` needs. False when it cannot go on; what the user has to do is one line. */
export function ensureSetup(
  purpose: Purpose,
  machine?: Machine,
  ensureWeights?: (machine: Machine) => Promise<{ ok: true; fetched: boolean } | { ok: false; reason: string }>,
): Promise<boolean>;
