/**
 * Access tokens for the hospital: a fixed one, none, or one from the hospital's token service by client credentials
 * (RFC 6749 4.4, the client authenticated as in 2.3.1).
 */
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { exchange, parseJson } from './exchange.ts';

export type TokenResult =
  | { ok: true; token: string | null }
  /** `refused`: the service does not know this kiosk; `away`: it could not be asked. Details are codes, never a secret. */
  | { ok: false; kind: 'refused' | 'away'; detail: string };

export interface TokenSource {
  /** null: the hospital wants none. Ends by itself; `signal` only ends this caller's wait. */
  token(signal?: AbortSignal): Promise<TokenResult>;
  /** The hospital refused this token. Another caller may have replaced it already; then nothing happens. */
  renew(refused: string | null): void;
}

/** A token that somebody else renews, asked for at each call; null for a hospital that wants none. */
export function givenToken(read: () => string | null): TokenSource {
  return { token: async () => ({ ok: true, token: read() }), renew: () => undefined };
}

export interface ClientCredentials {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope?: string;
  /** How the client says who it is; `basic` is what every service must offer (RFC 6749 2.3.1). */
  authentication?: 'basic' | 'post';
}

/** A token is renewed this long before it ends: the call that carries it may itself take a while. */
const renewBeforeMs = 30_000;

/** For a service that does not say how long its tokens hold (`expires_in` is only recommended, RFC 6749 5.1). */
const assumedLifetimeMs = 5 * 60_000;

/** Every waiting call would otherwise ask a dead service again. */
const awayRememberedMs = 5_000;

/** Knocking with credentials that were refused locks accounts. */
const refusalRememberedMs = 60_000;

/** RFC 6750 2.1 allows less; some services use other visible characters. Nothing of it can break a header. */
const tokenAnswerSchema = z.looseObject({
  access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(31_536_000).optional(),
});

interface Kept {
  result: TokenResult;
  untilMs: number;
}

/** `monotonicNow` in ms: the kiosk's clock may jump, so a token's end is never compared with it. */
export function createTokenSource(
  credentials: ClientCredentials,
  connection: { dispatcher: Dispatcher; timeoutMs: number; monotonicNow: () => number },
): TokenSource {
  const { dispatcher, timeoutMs, monotonicNow } = connection;
  const { headers, body } = tokenRequest(credentials);
  let kept: Kept | null = null;
  let pending: Promise<TokenResult> | null = null;

  async function ask(): Promise<TokenResult> {
    const askedAtMs = monotonicNow();
    const answer = await exchange(
      dispatcher,
      { method: 'POST', url: credentials.tokenUrl, headers, body },
      { owner: undefined, deadline: AbortSignal.timeout(timeoutMs) },
    );
    const { result, holdsMs } = answer.kind === 'reply' ? tokenAnswer(answer.status, answer.text) : away(answer.detail);
    kept = { result, untilMs: askedAtMs + holdsMs };
    pending = null;
    return result;
  }

  return {
    token(signal) {
      if (kept !== null && monotonicNow() < kept.untilMs) return Promise.resolve(kept.result);
      pending ??= ask();
      return signal ? Promise.race([pending, givenUp(signal)]) : pending;
    },
    renew(refused) {
      if (kept?.result.ok && kept.result.token === refused) kept = null;
    },
  };
}

function tokenRequest(credentials: ClientCredentials): { headers: Record<string, string>; body: string } {
  const { clientId, clientSecret, scope, authentication = 'basic' } = credentials;
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (scope !== undefined) form.set('scope', scope);
  if (authentication === 'post') {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  // RFC 6749 2.3.1: both parts are form-encoded before they are joined.
  const encoded = (value: string): string => new URLSearchParams([['', value]]).toString().slice(1);
  const basic = Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`).toString('base64');
  return {
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(authentication === 'basic' ? { authorization: `Basic ${basic}` } : {}),
    },
    body: form.toString(),
  };
}

const away = (detail: string): { result: TokenResult; holdsMs: number } => ({
  result: { ok: false, kind: 'away', detail: `token-${detail}` },
  holdsMs: awayRememberedMs,
});

function tokenAnswer(status: number, text: string): { result: TokenResult; holdsMs: number } {
  // 400 invalid_client and the like (RFC 6749 5.2), 401, 403. A portal's 404 is nobody's refusal.
  if (status === 400 || status === 401 || status === 403) {
    return { result: { ok: false, kind: 'refused', detail: `token-http-${status}` }, holdsMs: refusalRememberedMs };
  }
  if (status !== 200) return away(`http-${status}`);
  const parsed = tokenAnswerSchema.safeParse(parseJson(text));
  if (!parsed.success) return away('not-a-token');
  const { access_token: token, expires_in: seconds } = parsed.data;
  const lifetimeMs = seconds === undefined ? assumedLifetimeMs : seconds * 1000;
  return { result: { ok: true, token }, holdsMs: Math.max(lifetimeMs - renewBeforeMs, lifetimeMs / 2) };
}

function givenUp(signal: AbortSignal): Promise<TokenResult> {
  const { promise, resolve } = Promise.withResolvers<TokenResult>();
  const end = (): void => resolve({ ok: false, kind: 'away', detail: 'aborted' });
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return promise;
}
