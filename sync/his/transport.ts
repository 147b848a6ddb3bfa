/**
 * FHIR over HTTP: one pool of connections, one deadline a call, and a reply that is always a value. A captive portal, a
 * proxy and a dead cable look different here and are never exceptions.
 */
import { resourceSchema, type AnyResource } from './answers.ts';
import { createClockOffset } from './clock-offset.ts';
import { dateOf, endOf, exchange, headerOf, outcomeOf, parseJson, retryAfterOf, type CallLimits } from './exchange.ts';
import type { TokenSource } from './oauth.ts';
import {
  lineOf,
  type NoReply,
  type Transport,
  type TransportOptions,
  transportOver,
  type TransportRequest,
} from './transport-port.ts';

export interface FhirRequest extends TransportRequest {
  /** Relative to the base URL; empty for the base itself. */
  path: string;
  body?: { contentType: string; text: string };
  headers?: Record<string, string>;
}

export type ReplyBody =
  | { kind: 'fhir'; resource: AnyResource }
  | { kind: 'empty' }
  /** HTML, other JSON, cut-off text: not the hospital speaking, whatever the status says. */
  | { kind: 'foreign' };

export type Reply =
  { kind: 'reply'; status: number; body: ReplyBody; retryAfterMs: number | null; replayed: boolean } | NoReply;

/** A token service that refuses the kiosk is a reply with status 401 and an empty body. */
export type FhirTransport = Transport<FhirRequest, Reply>;

export interface FhirTransportOptions extends TransportOptions {
  tokens: TokenSource;
}

/** After 401 or 403 the token is renewed, and a new one is tried once. */
export function createFhirTransport(options: FhirTransportOptions): FhirTransport {
  const { tokens, now, breaker } = options;
  const { base, dispatcher } = lineOf(options);
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

  return transportOver(dispatcher, breaker, {
    call: authorised,
    outcome,
    clockOffsetMs: () => clockOffset.valueMs(),
  });
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
