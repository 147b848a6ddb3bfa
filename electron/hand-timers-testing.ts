/** Timers that run when a test moves the clock. `startMs`: what the clock says first. */
export function handTimers(startMs: number) {
  let nowMs = startMs;
  let last = 0;
  const due = new Map<number, { atMs: number; callback: () => void }>();
  /** Whether there was one up to then. */
  const runNext = (untilMs: number): boolean => {
    const [next] = [...due].filter(([, { atMs }]) => atMs <= untilMs).sort(([, a], [, b]) => a.atMs - b.atMs);
    if (next === undefined) return false;
    due.delete(next[0]);
    nowMs = Math.max(nowMs, next[1].atMs);
    next[1].callback();
    return true;
  };
  return {
    now: () => new Date(nowMs),
    nowMs: () => nowMs,
    setTimeout: (callback: () => void, delayMs: number) => {
      due.set((last += 1), { atMs: nowMs + delayMs, callback });
      return last;
    },
    clearTimeout: (id: unknown) => void due.delete(id as number),
    pending: () => due.size,
    pass: (ms: number): void => {
      const untilMs = nowMs + ms;
      while (runNext(untilMs));
      nowMs = untilMs;
    },
    /** The same, with time for what each of them begins. */
    passSettling: async (ms: number, settle: () => Promise<void>): Promise<void> => {
      const untilMs = nowMs + ms;
      do await settle();
      while (runNext(untilMs));
      nowMs = untilMs;
    },
  };
}
