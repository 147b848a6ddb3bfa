/** Bounds of the wait before another attempt (field-tested defaults of the hospital side). */
export const firstBackoffMs = 1_000;
export const longestBackoffMs = 60_000;

/**
 * Full jitter: anything from nothing to a bound that doubles with each failure, so that a thousand kiosks do not come back
 * in the same second. `random` is in [0, 1).
 */
export function backoffMs(failures: number, random: () => number): number {
  const bound = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (failures - 1));
  return Math.round(random() * bound);
}
