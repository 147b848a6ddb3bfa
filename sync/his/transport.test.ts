import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { givenToken, type TokenSource } from './oauth.ts';
import { createFhirTransport, type FhirTransport, type FhirTransportOptions } from './transport.ts';

const open: { server?: Server; transport?: FhirTransport } = {};

afterEach(async () => {
  await open.transport?.close();
  open.server?.closeAllConnections();
  open.server?.close();
});

/** A server that does as it is told, and a transport to it. */
async function serve(listener: RequestListener, options: Partial<FhirTransportOptions> = {}): Promise<FhirTransport> {
  const server = createServer(listener);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  open.server = server;
  const { port } = server.address() as AddressInfo;
  open.transport = createFhirTransport({
    baseUrl: `http://127.0.0.1:${port}/fhir/`,
    tokens: givenToken(() => null),
    now: () => noon,
    ...options,
  });
  return open.transport;
}

const noon = Date.parse('2026-11-23T05:00:00Z');
const get = { method: 'GET', path: 'metadata', timeoutMs: 5_000 } as const;
const patient = JSON.stringify({ resourceType: 'Patient', id: '1' });

describe('a reply', () => {
  it('is a resource when it is JSON with a type', async () => {
    const transport = await serve((request, response) => {
      expect(request.url).toBe('/fhir/metadata');
      expect(request.headers.accept).toBe('application/fhir+json');
      response.end(patient);
    });
    expect(await transport.send(get)).toMatchObject({
      kind: 'reply',
      status: 200,
      body: { kind: 'fhir', resource: { resourceType: 'Patient' } },
      replayed: false,
    });
  });

  it.each([
    ['<html>Log in</html>', 'foreign'],
    ['{"resourceType":"Pati', 'foreign'],
    ['{"error":"x"}', 'foreign'],
    ['null', 'foreign'],
    ['  ', 'empty'],
  ])('with the body %j is %s', async (body, kind) => {
    const transport = await serve((_request, response) => response.end(body));
    expect(await transport.send(get)).toMatchObject({ kind: 'reply', body: { kind } });
  });

  it('is not followed to where a portal redirects', async () => {
    let requests = 0;
    const transport = await serve((_request, response) => {
      requests += 1;
      response.writeHead(302, { location: '/login' }).end();
    });
    expect(await transport.send(get)).toMatchObject({ kind: 'reply', status: 302 });
    expect(requests).toBe(1);
  });

  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Mon, 23 Nov 2026 05:10:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 05:00:00 GMT', 0],
    ['99999999', 15 * 60_000],
    ['soon', null],
  ])('may ask to wait: Retry-After %s', async (value, expected) => {
    const transport = await serve((_request, response) =>
      response.writeHead(503, { 'retry-after': value, date: 'Mon, 23 Nov 2026 05:10:00 GMT' }).end(),
    );
    expect(await transport.send(get)).toMatchObject({ status: 503, retryAfterMs: expected });
  });

  it('may ask twice; the first time counts', async () => {
    const transport = await serve((_request, response) =>
      response
        .writeHead(503, [
          ['retry-after', '7'],
          ['retry-after', '9'],
        ])
        .end(),
    );
    expect(await transport.send(get)).toMatchObject({ retryAfterMs: 7_000 });
  });

  it('measures a Retry-After date on the own clock when the server shows none', async () => {
    const transport = await serve((_request, response) => {
      response.sendDate = false;
      response.writeHead(503, { 'retry-after': 'Mon, 23 Nov 2026 05:00:09 GMT' }).end();
    });
    expect(await transport.send(get)).toMatchObject({ retryAfterMs: 9_000 });
  });
});

describe('no reply', () => {
  it('is a dead port', async () => {
    const transport = await serve((_request, response) => response.end());
    open.server?.close();
    expect(await transport.send(get)).toEqual({ kind: 'no-reply', detail: 'ECONNREFUSED' });
  });

  it('is a connection cut before the answer', async () => {
    const transport = await serve((request) => request.socket.destroy());
    expect(await transport.send(get)).toEqual({ kind: 'no-reply', detail: 'UND_ERR_SOCKET' });
  });

  it('is a server that never answers', async () => {
    const transport = await serve(() => undefined);
    expect(await transport.send({ ...get, timeoutMs: 30 })).toEqual({ kind: 'no-reply', detail: 'timeout' });
  });

  it('is a request that its owner gave up', async () => {
    const owner = new AbortController();
    const transport = await serve(() => owner.abort());
    expect(await transport.send(get, owner.signal)).toEqual({ kind: 'no-reply', detail: 'aborted' });
  });

  it('is a stream without end', async () => {
    const transport = await serve((_request, response) => {
      const chunk = 'x'.repeat(1024 * 1024);
      const more = (): boolean => !response.destroyed && response.write(chunk, more);
      more();
    });
    expect(await transport.send(get)).toEqual({ kind: 'no-reply', detail: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
  });

  it('is a transport that was closed, also while it waited', async () => {
    const reached = Promise.withResolvers<void>();
    const transport = await serve(() => reached.resolve());
    const waiting = transport.send(get);
    await reached.promise;
    await transport.close();
    expect(await waiting).toMatchObject({ kind: 'no-reply' });
    expect(await transport.send(get)).toMatchObject({ kind: 'no-reply' });
  });

  it('is a token that no header can carry', async () => {
    const transport = await serve((_request, response) => response.end(patient), {
      tokens: givenToken(() => 'line\nbreak'),
    });
    expect(await transport.send(get)).toEqual({ kind: 'no-reply', detail: 'UND_ERR_INVALID_ARG' });
  });
});

describe('the clock offset', () => {
  it('is the hospital’s Date minus the kiosk’s clock', async () => {
    const transport = await serve((_request, response) =>
      response.writeHead(200, { date: 'Mon, 23 Nov 2026 05:02:00 GMT' }).end(patient),
    );
    expect(transport.clockOffsetMs()).toBeNull();
    await transport.send(get);
    expect(transport.clockOffsetMs()).toBe(120_000);
  });

  it('is not taken from a portal, nor lost by an answer without a date', async () => {
    let answer = patient;
    let sendDate = true;
    const transport = await serve((_request, response) => {
      response.sendDate = sendDate;
      response.writeHead(200, sendDate ? { date: 'Mon, 23 Nov 2026 05:02:00 GMT' } : {}).end(answer);
    });
    answer = '<html>';
    await transport.send(get);
    expect(transport.clockOffsetMs()).toBeNull();
    answer = patient;
    await transport.send(get);
    sendDate = false;
    await transport.send(get);
    expect(transport.clockOffsetMs()).toBe(120_000);
  });

  it('is not moved by one wrong Date', async () => {
    const dates = ['05:02:00', '05:02:01', '17:00:00', '05:02:02'];
    const transport = await serve((_request, response) =>
      response.writeHead(200, { date: `Mon, 23 Nov 2026 ${dates.shift()} GMT` }).end(patient),
    );
    for (let answers = 0; answers < 4; answers += 1) await transport.send(get);
    expect(transport.clockOffsetMs()).toBe(121_000);
  });
});

/** A source that gives these tokens, the next one after each renewal; `renewed` lists what was refused. */
function tokenList(...tokens: string[]): TokenSource & { renewed: (string | null)[] } {
  const renewed: (string | null)[] = [];
  return {
    renewed,
    token: async () => ({ ok: true, token: tokens[0] ?? null }),
    renew(refused) {
      renewed.push(refused);
      if (tokens.length > 1) tokens.shift();
    },
  };
}

describe('a token', () => {
  it.each([401, 403])('is renewed and tried once more after %i, and then the answer stands', async (status) => {
    const seen: (string | undefined)[] = [];
    const tokens = tokenList('old', 'new', 'newer');
    const transport = await serve(
      (request, response) => {
        seen.push(request.headers.authorization);
        response.writeHead(request.headers.authorization === 'Bearer new' ? 200 : status).end(patient);
      },
      { tokens },
    );
    expect(await transport.send(get)).toMatchObject({ status: 200 });
    expect(seen).toEqual(['Bearer old', 'Bearer new']);
    expect(tokens.renewed).toEqual(['old']);
  });

  it('that stays the same is not tried twice', async () => {
    let requests = 0;
    const transport = await serve((_request, response) => {
      requests += 1;
      response.writeHead(401).end();
    });
    expect(await transport.send(get)).toMatchObject({ status: 401 });
    expect(requests).toBe(1);
  });

  it('that the token service refuses is the hospital’s refusal, and nothing is sent', async () => {
    let requests = 0;
    const transport = await serve(() => (requests += 1), {
      tokens: {
        token: async () => ({ ok: false, kind: 'refused', detail: 'token-http-401' }),
        renew: () => undefined,
      },
    });
    expect(await transport.send(get)).toMatchObject({ kind: 'reply', status: 401, body: { kind: 'empty' } });
    expect(requests).toBe(0);
  });

  it('that cannot be had is no reply', async () => {
    const transport = await serve(() => undefined, {
      tokens: {
        token: async () => ({ ok: false, kind: 'away', detail: 'token-ECONNREFUSED' }),
        renew: () => undefined,
      },
    });
    expect(await transport.send(get)).toEqual({ kind: 'no-reply', detail: 'token-ECONNREFUSED' });
  });

  it('that never comes takes the call’s own time, no more', async () => {
    const transport = await serve(() => undefined, {
      tokens: {
        token: (signal) =>
          new Promise((resolve) => {
            const end = (): void => resolve({ ok: false, kind: 'away', detail: 'aborted' });
            signal?.addEventListener('abort', end);
          }),
        renew: () => undefined,
      },
    });
    expect(await transport.send({ ...get, timeoutMs: 30 })).toEqual({ kind: 'no-reply', detail: 'timeout' });
  });
});

describe('the circuit breaker', () => {
  let monotonicMs = 0;
  let status = 503;
  let requests = 0;
  let page = patient;
  const listener: RequestListener = (_request, response) => {
    requests += 1;
    response.writeHead(status).end(page);
  };

  async function openCircuit(): Promise<FhirTransport> {
    monotonicMs = 0;
    status = 503;
    requests = 0;
    page = patient;
    const breaker = createCircuitBreaker({ monotonicNow: () => monotonicMs });
    const transport = await serve(listener, { breaker });
    for (let times = 0; times < 3; times += 1) expect(await transport.send(get)).toMatchObject({ status: 503 });
    expect(await transport.send(get)).toEqual({ kind: 'no-reply', detail: 'circuit-open' });
    expect(requests).toBe(3);
    return transport;
  }

  it('answers look-ups at once while the hospital is away, and one of them probes later', async () => {
    const transport = await openCircuit();
    monotonicMs = 10_000;
    status = 200;
    expect(await transport.send(get)).toMatchObject({ status: 200 });
    expect(await transport.send(get)).toMatchObject({ status: 200 });
  });

  it('is closed by a registration that gets through, which it never holds back', async () => {
    const transport = await openCircuit();
    const submit = { method: 'POST', path: '', timeoutMs: 5_000, passesBreaker: true } as const;
    expect(await transport.send(submit)).toMatchObject({ status: 503 });
    expect(await transport.send(get)).toMatchObject({ detail: 'circuit-open' });
    status = 422;
    expect(await transport.send(submit)).toMatchObject({ status: 422 });
    expect(await transport.send(get)).toMatchObject({ status: 422 });
  });

  it('is not closed by a portal’s page', async () => {
    const transport = await openCircuit();
    status = 200;
    page = '<html>';
    monotonicMs = 10_000;
    expect(await transport.send(get)).toMatchObject({ body: { kind: 'foreign' } });
    status = 503;
    expect(await transport.send(get)).toMatchObject({ status: 503 });
    expect(await transport.send(get)).toMatchObject({ detail: 'circuit-open' });
  });
});
