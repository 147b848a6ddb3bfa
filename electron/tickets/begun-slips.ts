import { isRefused, type PaymentSlip, type Slip } from './slips.ts';

/**
 * Slips that were printed, or tried, and how often each was asked for. Their codes are random, and with the numbers on them forgotten
 * with the process.
 */
export interface BegunSlips {
  /** Whether no other paper of its registration was begun after it: one that counts again is printed again. */
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
export const slipId = (slip: Slip): string => `${slipCode(slip)} ${slip.number}${isRefused(slip) ? ' refused' : ''}`;

/** What the screen, which has these, says of its registration by now. */
export const latestOf = (slips: readonly Slip[], slip: Slip | PaymentSlip): Slip | PaymentSlip =>
  slip.kind === 'payment' ? slip : (slips.find((each) => slipCode(each) === slipCode(slip)) ?? slip);

export function rememberSlips(): BegunSlips {
  const asked = new Map<string, number>();
  const last = new Map<string, string>();
  return {
    has: (slip) => last.get(slipCode(slip)) === slipId(slip),
    timesAsked: (slip) => asked.get(slipId(slip)) ?? 0,
    note(slips, how) {
      const more = how === 'asked' ? 1 : 0;
      for (const slip of slips) {
        const id = slipId(slip);
        asked.set(id, (asked.get(id) ?? 0) + more);
        last.set(slipCode(slip), id);
      }
      forgetOldest(asked);
      forgetOldest(last);
    },
  };
}

function forgetOldest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= mostSlips) return;
    map.delete(key);
  }
}
