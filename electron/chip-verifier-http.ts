import { z } from 'zod';
import type { ChipVerifier } from '../native/emrtd/chip-verifier.ts';
import { askService, type JsonService, serviceAgent } from './json-service.ts';

/** The screen already greets by name while this runs; a service that is slower than this decides nothing. */
const defaultTimeoutMs = 3_000;
/** A reference is a case number for the log, not a document. */
const maxReferenceLength = 200;

const replySchema = z.object({
  answer: z.enum(['genuine', 'unknown', 'revoked']),
  reference: z.string().max(maxReferenceLength),
});

/** Takes a POST of `{sod, documentSigner}` in base64 and answers `{answer, reference}`. */
export type HttpVerifierOptions = Omit<JsonService, 'timeoutMs'> & Partial<Pick<JsonService, 'timeoutMs'>>;

/** A verification service over HTTP. Whatever goes wrong, with the token as well, is an answer. */
export function createHttpVerifier(options: HttpVerifierOptions): ChipVerifier & { close(): Promise<void> } {
  const agent = serviceAgent({ keepAlive: true });
  const service = { timeoutMs: defaultTimeoutMs, ...options };
  return {
    verify: async ({ sod, documentSigner }, signal) => {
      const body = { sod: base64(sod), documentSigner: base64(documentSigner) };
      const answered = await askService(agent, service, body, signal);
      if (!answered.ok) return answered;
      const reply = replySchema.safeParse(answered.value);
      return reply.success ? { ok: true, ...reply.data } : { ok: false, detail: 'not an answer' };
    },
    close: () => agent.close(),
  };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
