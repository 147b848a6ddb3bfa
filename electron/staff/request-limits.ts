/** How often an address may ask: a bucket that fills up again. */
export interface RequestLimits {
  /** False: too often. */
  admit(address: string): boolean;
}

/** More addresses than a hospital's reception has; the one that asked longest ago is forgotten. */
const mostAddresses = 1_000;

export function createRequestLimits(options: {
  nowMs: () => number;
  atOnce: number;
  perSecond: number;
}): RequestLimits {
  const { nowMs, atOnce, perSecond } = options;
  const buckets = new Map<string, { left: number; atMs: number }>();
  return {
    admit(address) {
      const atMs = nowMs();
      const { left, atMs: beforeMs } = buckets.get(address) ?? { left: atOnce, atMs };
      const now = Math.min(atOnce, left + ((atMs - beforeMs) / 1_000) * perSecond);
      buckets.delete(address);
      buckets.set(address, { left: Math.max(0, now - 1), atMs });
      for (const oldest of buckets.keys()) {
        if (buckets.size <= mostAddresses) break;
        buckets.delete(oldest);
      }
      return now >= 1;
    },
  };
}
