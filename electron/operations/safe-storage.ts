import { z } from 'zod';

/**
 * Electron's safeStorage (the desktop's key ring, DPAPI on Windows) lives in the shell; the station asks for it over its parent
 * port. Both sides parse what arrives. Messages hold the key of the queue: they are never logged.
 */

/** Wrapped keys in Base64 are far shorter. */
const longestText = 8 * 1024;
const text = z.string().max(longestText);

export const safeStorageRequestSchema = z.strictObject({
  kind: z.literal('safe-storage-request'),
  id: z.int().min(1),
  operation: z.enum(['probe', 'wrap', 'unwrap']),
  text,
});
export type SafeStorageRequest = z.infer<typeof safeStorageRequestSchema>;

/** `refused`: the key ring is there, and this was not wrapped by it. */
const failure = z.enum(['unavailable', 'refused']);

const safeStorageAnswerSchema = z.strictObject({
  kind: z.literal('safe-storage-answer'),
  id: z.int().min(1),
  result: z.discriminatedUnion('ok', [
    z.strictObject({ ok: z.literal(true), text }),
    z.strictObject({ ok: z.literal(false), reason: failure }),
  ]),
});
export type SafeStorageAnswer = z.infer<typeof safeStorageAnswerSchema>;
export type SafeStorageResult = SafeStorageAnswer['result'];

export interface SafeStorage {
  wrap(text: string): Promise<SafeStorageResult>;
  unwrap(wrapped: string): Promise<SafeStorageResult>;
}

/** The station's side of Electron's parent port, or what stands in for it. */
export interface ShellPort {
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface Timers {
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}

/** The shell passes this to a station whose desktop has a key ring: it may be asked. */
export const safeStorageArgument = '--safe-storage';

/** A locked key ring asks for its password, which nobody in a lobby types. */
const answerTimeoutMs = 10_000;

/** The shell's key ring; null when it does not answer that it can be used. */
export async function safeStorageOfShell(port: ShellPort, timers: Timers): Promise<SafeStorage | null> {
  const waiting = new Map<number, (result: SafeStorageResult) => void>();
  let lastId = 0;
  port.onMessage((message) => {
    const answer = safeStorageAnswerSchema.safeParse(message);
    if (answer.success) waiting.get(answer.data.id)?.(answer.data.result);
  });
  const ask = (operation: SafeStorageRequest['operation'], text: string): Promise<SafeStorageResult> =>
    new Promise((resolve) => {
      const id = (lastId += 1);
      const settle = (result: SafeStorageResult): void => {
        timers.clearTimeout(timer);
        waiting.delete(id);
        resolve(result);
      };
      const timer = timers.setTimeout(() => {
        settle({ ok: false, reason: 'unavailable' });
      }, answerTimeoutMs);
      waiting.set(id, settle);
      port.postMessage({ kind: 'safe-storage-request', id, operation, text } satisfies SafeStorageRequest);
    });
  const probed = await ask('probe', '');
  return probed.ok ? { wrap: (text) => ask('wrap', text), unwrap: (wrapped) => ask('unwrap', wrapped) } : null;
}
