import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpVerifier, type HttpVerifierOptions } from './chip-verifier-http.ts';

const request = { sod: Uint8Array.of(1, 2, 3), documentSigner: Uint8Array.of(4, 5) };
const never = new AbortController().signal;

describe('a verification service over HTTP', () => {
  let server: Server;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let received: { method: string | undefined; authorization: string | undefined; body: unknown }[];
  const verifiers: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    received = [];
    server = createServer((incoming, response) => {
      let text = '';
      incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
      incoming.on('end', () => {
        const { method, headers } = incoming;
        received.push({ method, authorization: headers.authorization, body: JSON.parse(text) as unknown });
        answer(incoming, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await Promise.all(verifiers.splice(0).map((verifier) => verifier.close()));
    await new Promise((resolve) => server.close(resolve));
  });

  const open = (options: Partial<HttpVerifierOptions> = {}): ReturnType<typeof createHttpVerifier> => {
    const { port } = server.address() as AddressInfo;
    const verifier = createHttpVerifier({
      url: `http://127.0.0.1:${String(port)}/verify`,
      token: () => null,
      ...options,
    });
    verifiers.push(verifier);
    return verifier;
  };
  const replying =
    (status: number, body: string): typeof answer =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    };

  it('is shown SOD and signer and nothing else', async () => {
    answer = replying(200, '{"answer":"genuine","reference":"R-7","more":1}');
    const verifier = open({ token: () => 'secret' });
    await expect(verifier.verify(request, never)).resolves.toEqual({ ok: true, answer: 'genuine', reference: 'R-7' });
    expect(received).toEqual([
      { method: 'POST', authorization: 'Bearer secret', body: { sod: 'AQID', documentSigner: 'BAU=' } },
    ]);
    await open().verify(request, never);
    expect(received[1]?.authorization).toBeUndefined();
  });

  it.each([
    [401, '{"answer":"genuine","reference":"R-7"}', 'status 401'],
    [302, '', 'status 302'],
    [200, '<html>', 'not an answer'],
    [200, '{"answer":"perhaps","reference":"R-7"}', 'not an answer'],
    [200, '{"answer":"genuine"}', 'not an answer'],
    [200, JSON.stringify({ answer: 'genuine', reference: 'R'.repeat(201) }), 'not an answer'],
    [200, ' '.repeat(100_000), 'UND_ERR_RES_EXCEEDED_MAX_SIZE'],
  ])('that answers %i %.20s… says nothing', async (status, body, detail) => {
    answer = replying(status, body);
    await expect(open().verify(request, never)).resolves.toEqual({ ok: false, detail });
  });

  it('that is slow, cancelled, or not there says nothing either', async () => {
    answer = () => undefined;
    await expect(open({ timeoutMs: 20 }).verify(request, never)).resolves.toEqual({
      ok: false,
      detail: 'no answer in time',
    });
    const controller = new AbortController();
    answer = () => {
      controller.abort();
    };
    await expect(open().verify(request, controller.signal)).resolves.toEqual({ ok: false, detail: 'cancelled' });
    const refused = open({ url: 'http://127.0.0.1:1/' });
    await expect(refused.verify(request, never)).resolves.toEqual({ ok: false, detail: 'ECONNREFUSED' });
    const unreadable = (error: Error): Promise<unknown> =>
      open({
        token: () => {
          throw error;
        },
      }).verify(request, never);
    const denied = Object.assign(new Error('secret path'), { code: 'EACCES' });
    await expect(unreadable(denied)).resolves.toEqual({ ok: false, detail: 'EACCES' });
    await expect(unreadable(new Error('secret path'))).resolves.toEqual({ ok: false, detail: 'no answer' });
    await expect(open({ url: 'nowhere' }).verify(request, never)).resolves.toMatchObject({ ok: false });
  });
});
