/** Timers that run when the clock is moved, and answers of a kiosk, for the tests of this folder. */

export function handClock() {
  let nowMs = 0;
  let last = 0;
  const due = new Map<number, { atMs: number; callback: () => void }>();
  return {
    nowMs: () => nowMs,
    now: () => new Date(Date.parse('2026-03-02T01:30:00Z') + nowMs),
    setTimeout: (callback: () => void, delayMs: number) => {
      due.set((last += 1), { atMs: nowMs + delayMs, callback });
      return last;
    },
    clearTimeout: (id: unknown) => void due.delete(id as number),
    pass(ms: number): void {
      const untilMs = nowMs + ms;
      for (;;) {
        const [next] = [...due].filter(([, { atMs }]) => atMs <= untilMs).sort(([, a], [, b]) => a.atMs - b.atMs);
        if (next === undefined) break;
        due.delete(next[0]);
        nowMs = Math.max(nowMs, next[1].atMs);
        next[1].callback();
      }
      nowMs = untilMs;
    },
  };
}

export const jsonOf = (value: unknown, status = 200): Response => Response.json(value, { status });

/** A stream of news that a test writes to. */
export function newsOf() {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const body = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
  });
  return {
    response: new Response(body),
    write: (text: string) => controller?.enqueue(new TextEncoder().encode(text)),
    end: () => controller?.close(),
  };
}
