/**
 * FHIR over HTTP: one pool of connections, one deadline a call, and a reply that is always a value. A captive portal, a
 * proxy and a dead cable look different here and are never exceptions.
 */
import { Agent, type Dispatcher } from 'undici';
import { resourceSchema, type AnyResource } from './answers.ts';
import { guarded, type CircuitBreaker } from './circuit-breaker.ts';
import { createClockOffset } from './clock-offset.ts';
import {
  dateOf,
  endOf,
  exchange,
  headerOf,
  maxReplyBytes,
  outcomeOf,
  parseJson,
  retryAfterOf,
  type CallLimits,
} from './exchange.ts';
import type { TokenSource } from './oauth.ts';

export interface FhirRequest {
  method: 'GET' | 'POST';
  /** Relative to the base URL; empty for the base itself. */
  path: string;
  body?: { contentType: string; text: string };
  headers?: Record<string, string>;
  /** Of the whole call: a token's renewal and a second try are within it. */
  timeoutMs: number;
  /** Nobody at the screen waits for it: it is sent whatever the breaker thinks, and closes it when it gets through. */
  passesBreaker?: true;
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
  /** Never rejects. A token service that refuses the kiosk is a reply with status 401 and an empty body. */
  send(request: FhirRequest, signal?: AbortSignal): Promise<Reply>;
  /** Hospital time minus kiosk time, the median of the last FHIR answers; null before the first. */
  clockOffsetMs(): number | null;
  /** Ends the connections, also those that are waited for. */
  close(): Promise<void>;
}

export interface FhirTransportOptions {
  baseUrl: string;
  tokens: TokenSource;
  /** From `createDispatcher`; closed with the transport. Without one, a plain pool. */
  dispatcher?: Dispatcher;
  /** Kiosk time in ms since 1970. */
  now: () => number;
  /** Without one, every call is tried. */
  breaker?: CircuitBreaker;
}

/** After 401 or 403 the token is renewed, and a new one is tried once. */
export function createFhirTransport(options: FhirTransportOptions): FhirTransport {
  const { tokens, now, breaker } = options;
  const base = new URL(options.baseUrl).href.replace(/\/+$/, '');
  const dispatcher = options.dispatcher ?? new Agent({ maxResponseSize: maxReplyBytes });
  const clockOffset = createClockOffset();

  async function attempt(request: FhirRequest, token: string | null, limits: CallLimits): Promise<Reply> {
    const answer = await exchange(
      dispatcher,
      {
        method: request.method,
        url: request.path === '' ? base : `${base}/${request.path}`,
        headers: {
          accept: 'application/fhir+json',
          ...(request.body ? { 'content-type': request.body.contentType } : {}),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...request.headers,
        },
        ...(request.body ? { body: request.body.text } : {}),
      },
      limits,
    );
    if (answer.kind === 'no-reply') return answer;
    const { status, headers } = answer;
    const body = replyBody(answer.text);
    const hospitalMs = dateOf(headers);
    if (body.kind === 'fhir' && hospitalMs !== null) clockOffset.add(hospitalMs, now());
    return {
      kind: 'reply',
      status,
      body,
      retryAfterMs: retryAfterOf(headers, now()),
      replayed: headerOf(headers, 'idempotent-replayed') === 'true',
    };
  }

  async function authorised(request: FhirRequest, owner: AbortSignal | undefined): Promise<Reply> {
    const deadline = AbortSignal.timeout(request.timeoutMs);
    const limits = { owner, deadline };
    const either = owner ? AbortSignal.any([owner, deadline]) : deadline;
    const first = await tokens.token(either);
    if (!first.ok) return withoutToken(first, limits);
    const reply = await attempt(request, first.token, limits);
    if (reply.kind === 'no-reply' || (reply.status !== 401 && reply.status !== 403)) return reply;
    tokens.renew(first.token);
    const second = await tokens.token(either);
    return !second.ok || second.token === first.token ? reply : attempt(request, second.token, limits);
  }

  return {
    async send(request, signal) {
      const call = () => authorised(request, signal);
      const reply = await guarded(breaker, request.passesBreaker ?? false, call, outcome);
      return reply ?? { kind: 'no-reply', detail: 'circuit-open' };
    },
    clockOffsetMs: () => clockOffset.valueMs(),
    // destroy, not close: a kiosk that stops does not wait for a hospital that hangs.
    close: () => dispatcher.destroy(),
  };
}

const outcome = (reply: Reply) =>
  outcomeOf(reply.kind === 'reply' ? { ...reply, isForeign: reply.body.kind === 'foreign' } : reply);

function withoutToken(failure: { kind: 'refused' | 'away'; detail: string }, limits: CallLimits): Reply {
  return failure.kind === 'refused'
    ? { kind: 'reply', status: 401, body: { kind: 'empty' }, retryAfterMs: null, replayed: false }
    : { kind: 'no-reply', detail: endOf(limits) ?? failure.detail };
}

function replyBody(text: string): ReplyBody {
  if (text.trim() === '') return { kind: 'empty' };
  const resource = resourceSchema.safeParse(parseJson(text));
  return resource.success ? { kind: 'fhir', resource: resource.data } : { kind: 'foreign' };
}
