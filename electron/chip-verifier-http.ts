import { Agent, request as httpRequest } from 'undici';
import { z } from 'zod';
import type { ChipVerifier } from '../native/emrtd/chip-verifier.ts';

/** The screen already greets by name while this runs; a service that is slower than this decides nothing. */
const defaultTimeoutMs = 3_000;
const maxReplyBytes = 64 * 1024;
/** A reference is a case number for the log, not a document. */
const maxReferenceLength = 200;

const replySchema = z.object({
  answer: z.enum(['genuine', 'unknown', 'revoked']),
  reference: z.string().max(maxReferenceLength),
});

export interface HttpVerifierOptions {
  /** Takes a POST of `{sod, documentSigner}` in base64 and answers `{answer, reference}`. */
  url: string;
  /** Asked at each call. */
  token: () => string | null;
  timeoutMs?: number;
}

/** A verification service over HTTP. Whatever goes wrong, with the token as well, is an answer. */
export function createHttpVerifier(options: HttpVerifierOptions): ChipVerifier & { close(): Promise<void> } {
  const agent = new Agent({ maxResponseSize: maxReplyBytes });
  return {
    verify: async ({ sod, documentSigner }, signal) => {
      const deadline = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
      try {
        const token = options.token();
        const response = await httpRequest(options.url, {
          dispatcher: agent,
          method: 'POST',
          signal: AbortSignal.any([signal, deadline]),
          headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify({ sod: base64(sod), documentSigner: base64(documentSigner) }),
        });
        const text = await response.body.text();
        if (response.statusCode !== 200) return { ok: false, detail: `status ${String(response.statusCode)}` };
        const reply = replySchema.safeParse(parseJson(text));
        return reply.success ? { ok: true, ...reply.data } : { ok: false, detail: 'not an answer' };
      } catch (error) {
        if (signal.aborted) return { ok: false, detail: 'cancelled' };
        if (deadline.aborted) return { ok: false, detail: 'no answer in time' };
        return { ok: false, detail: errorCode(error) };
      }
    },
    close: () => agent.close(),
  };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** A code, never a message: messages quote addresses. */
function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no answer';
}
