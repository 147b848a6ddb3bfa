/**
 * One HTTP request and its answer as values, whatever the hospital speaks. Redirects are not followed: a portal's log-in
 * page would otherwise receive a registration.
 */
import { request as httpRequest, type Dispatcher } from 'undici';
import type { CallOutcome } from './circuit-breaker.ts';

export interface ExchangeRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export type Headers = Dispatcher.ResponseData['headers'];

export type Exchange =
  | { kind: 'reply'; status: number; headers: Headers; text: string }
  /** `detail` is an error code, never a message: messages quote addresses and values. */
  | { kind: 'no-reply'; detail: string };

/** The largest answer is the day's appointments of a large hospital, under a megabyte; a portal's endless stream must end. */
export const maxReplyBytes = 4 * 1024 * 1024;

/** A wait longer than this is a server's mistake; the queue would look stalled. */
const maxRetryAfterMs = 15 * 60_000;

/** Why a call ended before its answer: its owner gave it up, or its time was over. */
export interface CallLimits {
  owner: AbortSignal | undefined;
  deadline: AbortSignal;
}

/** Sends one request and reads the whole answer, within the limits. */
export async function exchange(
  dispatcher: Dispatcher,
  request: ExchangeRequest,
  limits: CallLimits,
): Promise<Exchange> {
  const { owner, deadline } = limits;
  try {
    const { statusCode, headers, body } = await httpRequest(request.url, {
      dispatcher,
      method: request.method,
      signal: owner ? AbortSignal.any([owner, deadline]) : deadline,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return { kind: 'reply', status: statusCode, headers, text: await body.text() };
  } catch (error) {
    return { kind: 'no-reply', detail: endOf(limits) ?? errorCode(error) };
  }
}

/** null while neither has happened. */
export function endOf({ owner, deadline }: CallLimits): 'aborted' | 'timeout' | null {
  if (owner?.aborted) return 'aborted';
  return deadline.aborted ? 'timeout' : null;
}

export function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** The Date header in milliseconds since 1970, to the second that it has; null without one. */
export function dateOf(headers: Headers): number | null {
  const time = Date.parse(headerOf(headers, 'date') ?? '');
  return Number.isNaN(time) ? null : time;
}

/** Retry-After as seconds or as a date (RFC 9110 10.2.3); a date is measured on the server's own clock when it sends one. */
export function retryAfterOf(headers: Headers, now: number): number | null {
  const value = headerOf(headers, 'retry-after')?.trim() ?? '';
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - (dateOf(headers) ?? now);
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), maxRetryAfterMs);
}

/** undefined for a text that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : 'network-error';
}

/** Statuses that say the hospital was not reached or has no time: the next call would wait for nothing, too. */
const awayStatuses = new Set([408, 425, 429, 502, 503, 504]);

/** What a reply says about the hospital's being there. A foreign body is a portal's or a proxy's own page. */
export function outcomeOf(
  reply: { kind: 'no-reply'; detail: string } | { kind: 'reply'; status: number; isForeign: boolean },
): CallOutcome {
  if (reply.kind === 'no-reply') return reply.detail === 'aborted' ? 'unknown' : 'away';
  if (awayStatuses.has(reply.status)) return 'away';
  return reply.isForeign ? 'unknown' : 'reached';
}

/** No hospital behind the line, or one that takes nothing now (511: RFC 6585, a portal asks to log in). */
const takesNothing = new Set([408, 429, 502, 503, 504, 511]);

/**
 * Whether the answer to a registration would have been the same for any other. A foreign page is a portal's (2xx, 3xx) or that
 * of a proxy with nothing behind it (404); what fails with 500 may be this one alone.
 */
export function isAway(status: number, isForeign: boolean): boolean {
  if (takesNothing.has(status) || (status >= 300 && status < 400)) return true;
  return isForeign && (status < 300 || status === 404);
}

/** 409: another attempt of it is being worked off; 425: too early. These pass, and so do those of {@link isAway}. */
const passing = new Set([409, 425]);

/** 405, 410, 413, 415 and the like: about the request or a server set up wrongly, and nobody can tell which. */
export function isDoubtful(status: number): boolean {
  return status >= 400 && status < 500 && !passing.has(status) && !isAway(status, false);
}
