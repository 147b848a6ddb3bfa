import { Agent, request as httpRequest } from 'undici';
import type { TlsMaterial } from '../sync/his/connection.ts';

/** A service that the configuration names, such as one that knows document signers or codes. */
export interface JsonService {
  url: string;
  /** Asked at each call; sent as a bearer token. */
  token: () => string | null;
  timeoutMs: number;
}

/** `detail` is a code or a word of our own: what a service says may quote what it was asked. */
export type JsonReply = { ok: true; value: unknown } | { ok: false; detail: string };

const maxReplyBytes = 64 * 1024;

/**
 * Without `keepAlive` no connection outlives its call, and nothing has to be closed. `tls`: in place of the authorities that
 * the runtime knows, and of no certificate.
 */
export function serviceAgent({ keepAlive, tls }: { keepAlive: boolean; tls?: TlsMaterial }): Agent {
  const { caPem: ca, certificatePem: cert, keyPem: key, passphrase } = tls ?? {};
  const given = Object.entries({ ca, cert, key, passphrase }).filter(([, value]) => value !== undefined);
  return new Agent({
    maxResponseSize: maxReplyBytes,
    connect: { minVersion: 'TLSv1.2', ...Object.fromEntries(given) },
    ...(keepAlive ? {} : { pipelining: 0 }),
  });
}

/** POST of a JSON body, answered by JSON with status 200. Whatever goes wrong, with the token as well, is an answer. */
export async function askService(
  agent: Agent,
  { url, token, timeoutMs }: JsonService,
  body: unknown,
  signal: AbortSignal,
): Promise<JsonReply> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const bearer = token();
    const response = await httpRequest(url, {
      dispatcher: agent,
      method: 'POST',
      signal: AbortSignal.any([signal, deadline]),
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.body.text();
    if (response.statusCode !== 200) return { ok: false, detail: `status ${String(response.statusCode)}` };
    return { ok: true, value: parseJson(text) };
  } catch (error) {
    if (signal.aborted) return { ok: false, detail: 'cancelled' };
    if (deadline.aborted) return { ok: false, detail: 'no answer in time' };
    return { ok: false, detail: errorCode(error) };
  }
}

/** null for what is no JSON: no answer is null. */
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
