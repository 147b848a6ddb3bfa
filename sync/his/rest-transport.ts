/**
 * Signed JSON requests to a REST hospital, and its envelopes `{code, message, data}`. Codes are text: `000` is done, `404`
 * there is none, `999` it failed; other three digits mean what the HTTP status of that number means. A hospital may send
 * every code with HTTP 200.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { createClockOffset } from './clock-offset.ts';
import { dateOf, exchange, headerOf, outcomeOf, parseJson, retryAfterOf, type CallLimits } from './exchange.ts';
import type { HospitalFailure } from './hospital-api.ts';
import { sign, timestampOf } from './rest-signature.ts';
import {
  lineOf,
  type NoReply,
  type Transport,
  type TransportOptions,
  transportOver,
  type TransportRequest,
} from './transport-port.ts';

export interface RestRequest extends TransportRequest {
  /** Below the base URL, with a leading slash; a query is encoded already and names no person. */
  path: string;
  body?: string;
  idempotencyKey?: string;
  /** `KIOSK COUNT HASH`. */
  auditHead?: string;
}

export type RestReply =
  /** The hospital speaks. `status` is 200 for code 000, else that of the code or of HTTP. */
  | { kind: 'reply'; status: number; data: unknown; retryAfterMs: number | null; replayed: boolean }
  /** No envelope: a portal, a proxy, a text cut off. */
  | { kind: 'foreign'; status: number; retryAfterMs: number | null }
  | NoReply;

/** Its clock offset is 0 while the hospital's Date header is known to be wrong. */
export type RestTransport = Transport<RestRequest, RestReply>;

interface RestTransportOptions extends TransportOptions {
  merchantId: string;
  /** Shared with the hospital; what requests are signed with. */
  signingSecret: string;
}

const envelopeSchema = z.looseObject({ code: z.string().regex(/^\d{3}$/), data: z.unknown().optional() });

const reasonSchema = z.looseObject({ LY_DO: z.string().regex(/^[A-Z][A-Z_]{0,60}$/) });

/** Why the hospital refuses, as a code; its `message` is left out, for it may quote the person. */
export function reasonOf(data: unknown): string | null {
  return reasonSchema.safeParse(data).data?.LY_DO ?? null;
}

/** The reason of a request that was refused for its timestamp. */
const clockReason = 'LECH_GIO';

const isClockRefused = (reply: RestReply): boolean =>
  reply.kind === 'reply' && reply.status === 401 && reasonOf(reply.data) === clockReason;

/** Hospitals let clocks be minutes apart: a time this near to one that was refused is refused again. */
const sameTimeMs = 60_000;

export function createRestTransport(options: RestTransportOptions): RestTransport {
  const { merchantId, now, breaker } = options;
  const { base, dispatcher } = lineOf(options);
  const clockOffset = createClockOffset();

  /** The hospital took a signature by the kiosk's clock after it had refused one by its own Date header: a proxy's, perhaps. */
  let isDateWrong = false;

  /** Hospital time minus kiosk time as it is believed: the kiosk's own clock may be a day off, and the Date header may be. */
  const believedOffsetMs = (): number | null => (isDateWrong ? 0 : clockOffset.valueMs());

  function headersOf(request: RestRequest, path: string, offsetMs: number): Record<string, string> {
    const timestamp = timestampOf(now() + offsetMs);
    const requestId = randomUUID();
    const { method, idempotencyKey = null, auditHead = null, body = '' } = request;
    const signed = { merchantId, timestamp, requestId, method, path, idempotencyKey, auditHead, body };
    return {
      accept: 'application/json',
      'x-merchant-id': merchantId,
      'x-timestamp': timestamp,
      'x-request-id': requestId,
      'x-sign': sign(signed, options.signingSecret),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === null ? {} : { 'x-idempotency-key': idempotencyKey }),
      ...(auditHead === null ? {} : { 'tiepdon-audit-head': auditHead }),
    };
  }

  async function attempt(
    request: RestRequest,
    limits: CallLimits,
    offsetMs: number,
  ): Promise<{ reply: RestReply; dateMs: number | null }> {
    const url = new URL(base + request.path);
    const { method, body } = request;
    const answer = await exchange(
      dispatcher,
      {
        method,
        url: url.href,
        headers: headersOf(request, url.pathname + url.search, offsetMs),
        ...(body === undefined ? {} : { body }),
      },
      limits,
    );
    if (answer.kind === 'no-reply') return { reply: answer, dateMs: null };
    const { status, headers, text } = answer;
    const retryAfterMs = retryAfterOf(headers, now());
    const envelope = envelopeSchema.safeParse(parseJson(text)).data;
    if (envelope === undefined) return { reply: { kind: 'foreign', status, retryAfterMs }, dateMs: null };
    const reply = {
      kind: 'reply' as const,
      status: meaning(status, envelope.code),
      data: envelope.data,
      retryAfterMs,
      replayed: headerOf(headers, 'idempotent-replayed') === 'true',
    };
    return { reply, dateMs: dateOf(headers) };
  }

  async function timed(request: RestRequest, owner: AbortSignal | undefined): Promise<RestReply> {
    const limits = { owner, deadline: AbortSignal.timeout(request.timeoutMs) };
    const signedMs = believedOffsetMs() ?? 0;
    const { reply, dateMs } = await attempt(request, limits, signedMs);
    if (dateMs === null) return reply;
    const isRefused = isClockRefused(reply);
    // The answers before were about another time of the kiosk's clock, or there were none.
    if (isRefused) clockOffset.restart();
    clockOffset.add(dateMs, now());
    if (!isRefused) return reply;
    const dateOffsetMs = dateMs - now();
    const isDateRefused = signedMs !== 0 && Math.abs(dateOffsetMs - signedMs) < sameTimeMs;
    const again = (await attempt(request, limits, isDateRefused ? 0 : dateOffsetMs)).reply;
    if (again.kind === 'reply' && !isClockRefused(again)) isDateWrong = isDateRefused;
    return again;
  }

  return transportOver(dispatcher, breaker, { call: timed, outcome, clockOffsetMs: believedOffsetMs });
}

const outcome = (reply: RestReply) =>
  outcomeOf(
    reply.kind === 'no-reply' ? reply : { kind: 'reply', status: reply.status, isForeign: reply.kind === 'foreign' },
  );

/** HTTP and the envelope each have a word; the more particular one counts, and a failure always outweighs a success. */
function meaning(httpStatus: number, code: string): number {
  const isSuccess = httpStatus === 200 || httpStatus === 201;
  if (code === '000') return isSuccess ? 200 : httpStatus;
  const ofCode = Number(code);
  if (ofCode >= 400 && ofCode < 600) return ofCode;
  return isSuccess ? 500 : httpStatus;
}

/** A reply that a look-up cannot use. */
export function restFailure(reply: RestReply): HospitalFailure {
  if (reply.kind === 'no-reply') return { kind: 'unreachable', detail: reply.detail };
  const { status } = reply;
  const detail = restDetail(reply);
  if (status >= 500 || status === 408 || status === 425 || status === 429) return { kind: 'unreachable', detail };
  if (status >= 400 && reply.kind === 'reply') return { kind: 'refused', status, detail };
  return { kind: 'bad-answer', detail };
}

/** Status and coded reason, nothing that names a person. */
export function restDetail(reply: Exclude<RestReply, { kind: 'no-reply' }>): string {
  const reason = reply.kind === 'reply' ? reasonOf(reply.data) : 'no-envelope';
  return reason === null ? `http-${reply.status}` : `http-${reply.status} ${reason}`;
}
