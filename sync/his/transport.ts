/**
 * HTTP to the hospital: one pool of connections, one deadline a call, and a reply that is always a value. A captive
 * portal, a proxy and a dead cable look different here and are never exceptions.
 */
import { Agent, request as httpRequest, type Dispatcher } from 'undici';
import { resourceSchema, type AnyResource } from './answers.ts';

export interface FhirRequest {
  method: 'GET' | 'POST';
  /** Relative to the base URL; empty for the base itself. */
  path: string;
  body?: { contentType: string; text: string };
  headers?: Record<string, string>;
  timeoutMs: number;
}

export type ReplyBody =
  | { kind: 'fhir'; resource: AnyResource }
  | { kind: 'empty' }
  /** HTML, other JSON, cut-off text: not the hospital speaking, whatever the status says. */
  | { kind: 'foreign' };

export type Reply =
  | { kind: 'reply'; status: number; body: ReplyBody; retryAfterMs: number | null; replayed: boolean }
  /** `detail` is an error code, never a message: messages quote addresses and values. */
  | { kind: 'no-reply'; detail: string };

export interface FhirTransport {
  send(request: FhirRequest, signal?: AbortSignal): Promise<Reply>;
  clockOffsetMs(): number | null;
  close(): Promise<void>;
}

/** The largest answer is the clinics' read model, some tens of kilobytes; a portal's endless stream must end. */
const maxReplyBytes = 4 * 1024 * 1024;

/** A wait longer than this is a server's mistake; the queue would look stalled. */
const maxRetryAfterMs = 15 * 60_000;

/** `token` is asked at each call; after 401 or 403 once more, and only a new token is tried. */
export function createFhirTransport(options: {
  baseUrl: string;
  token: () => string | null;
  now: () => number;
}): FhirTransport {
  const base = new URL(options.baseUrl).href.replace(/\/+$/, '');
  const agent = new Agent({ maxResponseSize: maxReplyBytes });
  let clockOffsetMs: number | null = null;

  async function attempt(request: FhirRequest, token: string | null, signal: AbortSignal | undefined): Promise<Reply> {
    const deadline = AbortSignal.timeout(request.timeoutMs);
    try {
      const response = await httpRequest(request.path === '' ? base : `${base}/${request.path}`, {
        dispatcher: agent,
        method: request.method,
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
        headers: {
          accept: 'application/fhir+json',
          ...(request.body ? { 'content-type': request.body.contentType } : {}),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...request.headers,
        },
        ...(request.body ? { body: request.body.text } : {}),
      });
      const body = replyBody(await response.body.text());
      const now = options.now();
      if (body.kind === 'fhir') clockOffsetMs = offsetTo(response.headers, now) ?? clockOffsetMs;
      return {
        kind: 'reply',
        status: response.statusCode,
        body,
        retryAfterMs: retryAfter(response.headers, now),
        replayed: header(response.headers, 'idempotent-replayed') === 'true',
      };
    } catch (error) {
      if (signal?.aborted) return { kind: 'no-reply', detail: 'aborted' };
      if (deadline.aborted) return { kind: 'no-reply', detail: 'timeout' };
      return { kind: 'no-reply', detail: errorCode(error) };
    }
  }

  return {
    async send(request, signal) {
      const token = options.token();
      const reply = await attempt(request, token, signal);
      if (reply.kind === 'no-reply' || (reply.status !== 401 && reply.status !== 403)) return reply;
      const fresh = options.token();
      return fresh === token ? reply : attempt(request, fresh, signal);
    },
    clockOffsetMs: () => clockOffsetMs,
    // destroy, not close: a kiosk that stops does not wait for a hospital that hangs.
    close: () => agent.destroy(),
  };
}

function replyBody(text: string): ReplyBody {
  if (text.trim() === '') return { kind: 'empty' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'foreign' };
  }
  const resource = resourceSchema.safeParse(value);
  return resource.success ? { kind: 'fhir', resource: resource.data } : { kind: 'foreign' };
}

type Headers = Dispatcher.ResponseData['headers'];

function header(headers: Headers, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function dateHeader(headers: Headers): number | null {
  const time = Date.parse(header(headers, 'date') ?? '');
  return Number.isNaN(time) ? null : time;
}

/** Hospital time minus kiosk time, to the second that the header has. */
function offsetTo(headers: Headers, now: number): number | null {
  const time = dateHeader(headers);
  return time === null ? null : time - now;
}

/** Retry-After as seconds or as a date (RFC 9110 10.2.3); a date is measured on the server's own clock when it sends one. */
function retryAfter(headers: Headers, now: number): number | null {
  const value = header(headers, 'retry-after')?.trim() ?? '';
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - (dateHeader(headers) ?? now);
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), maxRetryAfterMs);
}

function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : 'network-error';
}
