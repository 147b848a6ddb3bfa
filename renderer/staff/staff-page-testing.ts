import { handTimers } from '../../electron/hand-timers-testing.ts';

/** Timers that run when the clock is moved, and answers of a kiosk, for the tests of this folder. */

/** `nowMs` counts from nought. */
export function handClock() {
  const timers = handTimers(0);
  return { ...timers, now: () => new Date(Date.parse('2026-03-02T01:30:00Z') + timers.nowMs()) };
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
