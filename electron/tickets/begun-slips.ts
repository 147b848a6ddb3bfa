import type { Slip } from './slips.ts';

/**
 * Slips that were printed, or tried, and how often each was asked for. Their codes are random, and with the numbers on them forgotten
 * with the process.
 */
export interface BegunSlips {
  has(slip: Slip): boolean;
  timesAsked(slip: Slip): number;
  /** `asked`: for it to come again; else it comes by itself. */
  note(slips: readonly Slip[], how: 'by-itself' | 'asked'): void;
}

/** More than a kiosk gives in a day. */
const mostSlips = 2_000;

/** One without a code is known by when it was given. */
export const slipCode = ({ code, issuedAt }: Slip): string => code ?? issuedAt ?? '';

/** A paper that says another number of the same registration, or that the hospital has refused it, is another paper. */
export const slipId = (slip: Slip): string =>
  `${slipCode(slip)} ${slip.number}${slip.kind === 'ticket' && slip.refusal !== null ? ' refused' : ''}`;

export function rememberSlips(): BegunSlips {
  const asked = new Map<string, number>();
  return {
    has: (slip) => asked.has(slipId(slip)),
    timesAsked: (slip) => asked.get(slipId(slip)) ?? 0,
    note(slips, how) {
      const more = how === 'asked' ? 1 : 0;
      for (const id of slips.map(slipId)) asked.set(id, (asked.get(id) ?? 0) + more);
      for (const id of asked.keys()) {
        if (asked.size <= mostSlips) return;
        asked.delete(id);
      }
    },
  };
}
