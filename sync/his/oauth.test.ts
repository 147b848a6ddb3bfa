import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Agent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { createFhirTransport } from './transport.ts';
import { createTokenSource, givenToken, type ClientCredentials, type TokenSource } from './oauth.ts';

const secret = 'p%ß: s+cret';
let server: Server;
let agent: Agent;
let monotonicMs = 0;
let asked: { authorization: string | undefined; body: string }[] = [];

afterEach(async () => {
  await agent.destroy();
  server.closeAllConnections();
  server.close();
});

type Answer = { status?: number; body: string } | RequestListener;

const granted = (fields: object = {}): { body: string } => ({
  body: JSON.stringify({ access_token: `token-${asked.length}`, token_type: 'Bearer', expires_in: 3_600, ...fields }),
});

/** A token service that answers as told, and a source that asks it. */
async function serve(answer: () => Answer, options: Partial<ClientCredentials> = {}): Promise<TokenSource> {
  asked = [];
  monotonicMs = 0;
  server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ authorization: request.headers.authorization, body });
      const given = answer();
      if (typeof given === 'function') return given(request, response);
      return response.writeHead(given.status ?? 200).end(given.body);
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  agent = new Agent();
  const tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  return createTokenSource(
    { tokenUrl, clientId: 'kiosk 1', clientSecret: secret, ...options },
    { dispatcher: agent, timeoutMs: 5_000, monotonicNow: () => monotonicMs },
  );
}

describe('the request', () => {
  it('names the client in the header, form-encoded first (RFC 6749 2.3.1)', async () => {
    const source = await serve(granted, { scope: 'system/*.write' });
    await source.token();
    const encoded = Buffer.from('kiosk+1:p%25%C3%9F%3A+s%2Bcret').toString('base64');
    expect(asked).toEqual([
      { authorization: `Basic ${encoded}`, body: 'grant_type=client_credentials&scope=system%2F*.write' },
    ]);
  });

  it('or in the body, for services that want it there', async () => {
    const source = await serve(granted, { authentication: 'post' });
    await source.token();
    expect(asked).toEqual([
      {
        authorization: undefined,
        body: 'grant_type=client_credentials&client_id=kiosk+1&client_secret=p%25%C3%9F%3A+s%2Bcret',
      },
    ]);
  });
});

describe('a token', () => {
  it('is one for all who ask at the same time, and kept until thirty seconds before its end', async () => {
    const source = await serve(granted);
    const all = await Promise.all([source.token(), source.token(), source.token(new AbortController().signal)]);
    expect(all).toEqual(Array(3).fill({ ok: true, token: 'token-1' }));
    monotonicMs = 3_569_999;
    expect(await source.token()).toEqual({ ok: true, token: 'token-1' });
    monotonicMs = 3_570_000;
    expect(await source.token()).toEqual({ ok: true, token: 'token-2' });
  });

  it.each([
    [{ expires_in: 20 }, 10_000],
    [{ expires_in: '100' }, 70_000],
    [{ expires_in: undefined }, 270_000],
  ])('with %j is kept for %i ms', async (fields, keptMs) => {
    const source = await serve(() => granted(fields));
    await source.token();
    monotonicMs = keptMs - 1;
    await source.token();
    expect(asked).toHaveLength(1);
    monotonicMs = keptMs;
    await source.token();
    expect(asked).toHaveLength(2);
  });

  it('is renewed when it was refused, but not when another already was', async () => {
    const source = await serve(granted);
    await source.token();
    source.renew('token-1');
    expect(await source.token()).toEqual({ ok: true, token: 'token-2' });
    source.renew('token-1');
    expect(await source.token()).toEqual({ ok: true, token: 'token-2' });
  });

  it('that its caller gave up is still there for the others', async () => {
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const source = await serve(() => (_request, response) => {
      reached.resolve();
      void held.promise.then(() => response.end(granted().body));
    });
    const owner = new AbortController();
    const impatient = source.token(owner.signal);
    const patient = source.token();
    await reached.promise;
    owner.abort();
    expect(await impatient).toEqual({ ok: false, kind: 'away', detail: 'aborted' });
    held.resolve();
    expect(await patient).toEqual({ ok: true, token: 'token-1' });
    source.renew('token-1');
    expect(await source.token(owner.signal)).toEqual({ ok: false, kind: 'away', detail: 'aborted' });
    await source.token();
  });

  it('may be somebody else’s business', async () => {
    let current: string | null = 'a';
    const source = givenToken(() => current);
    expect(await source.token()).toEqual({ ok: true, token: 'a' });
    source.renew('a');
    current = null;
    expect(await source.token()).toEqual({ ok: true, token: null });
    await serve(granted);
  });
});

describe('no token', () => {
  it.each([400, 401, 403])('is a refusal by %i; it is remembered for a minute, and says no secret', async (status) => {
    const source = await serve(() => ({ status, body: JSON.stringify({ error: 'invalid_client', you: secret }) }));
    const refusal = { ok: false, kind: 'refused', detail: `token-http-${status}` };
    expect(await source.token()).toEqual(refusal);
    monotonicMs = 59_999;
    expect(await source.token()).toEqual(refusal);
    expect(asked).toHaveLength(1);
    monotonicMs = 60_000;
    await source.token();
    expect(asked).toHaveLength(2);
  });

  it.each<[string, Answer, string]>([
    ['a portal', { body: '<html>Log in</html>' }, 'token-not-a-token'],
    ['a redirect', { status: 302, body: '' }, 'token-http-302'],
    ['a broken service', { status: 500, body: '' }, 'token-http-500'],
    ['another kind of token', granted({ token_type: 'mac' }), 'token-not-a-token'],
    ['a token that would break a header', granted({ access_token: 'a\r\nb: c' }), 'token-not-a-token'],
    ['a token without end', granted({ access_token: 'a'.repeat(8_193) }), 'token-not-a-token'],
    ['a lifetime that is none', granted({ expires_in: -1 }), 'token-not-a-token'],
    ['a cut connection', (request) => request.socket.destroy(), 'token-UND_ERR_SOCKET'],
  ])('comes from %s; asked again after five seconds', async (_name, answer, detail) => {
    const source = await serve(() => answer);
    expect(await source.token()).toEqual({ ok: false, kind: 'away', detail });
    monotonicMs = 4_999;
    await source.token();
    expect(asked).toHaveLength(1);
    monotonicMs = 5_000;
    await source.token();
    expect(asked).toHaveLength(2);
  });
});

it('a hospital that no longer takes a token is asked again with a new one', async () => {
  const seen: (string | undefined)[] = [];
  const source = await serve(granted);
  const hospital = createServer((request, response) => {
    seen.push(request.headers.authorization);
    const isNew = request.headers.authorization === 'Bearer token-2';
    response.writeHead(isNew ? 200 : 401).end('{"resourceType":"Patient"}');
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  hospital.listen(0, '127.0.0.1', resolve);
  await promise;
  const transport = createFhirTransport({
    baseUrl: `http://127.0.0.1:${(hospital.address() as AddressInfo).port}`,
    tokens: source,
    now: () => 0,
  });
  const get = { method: 'GET', path: 'metadata', timeoutMs: 5_000 } as const;
  const both = await Promise.all([transport.send(get), transport.send(get)]);
  expect(both).toMatchObject([{ status: 200 }, { status: 200 }]);
  expect(asked).toHaveLength(2);
  expect(seen.filter((token) => token === 'Bearer token-2')).toHaveLength(2);
  await transport.close();
  hospital.close();
});
