import { setTimeout as pause } from 'node:timers/promises';

/** Between two looks at something that gives no event: a socket file, another process. */
const lookAgainMs = 25;

/** Asks again until there is an answer; an answer that never comes is an error that names what was awaited. */
export async function until<Value>(
  what: string,
  probe: () => Promise<Value | null | false> | Value | null | false,
  timeoutMs = 20_000,
): Promise<Value> {
  const deadline = AbortSignal.timeout(timeoutMs);
  for (;;) {
    const value = await probe();
    if (value !== null && value !== false) return value;
    if (deadline.aborted) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await pause(lookAgainMs);
  }
}
