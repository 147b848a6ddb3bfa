import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A service on loopback for one test: what it was asked, and how it answers. */
export interface TestService {
  url: string;
  received: { method: string | undefined; url: string | undefined; authorization: string | undefined; body: string }[];
  /** Answers with nothing until it is told. */
  answer: (response: ServerResponse) => void;
  replies(body: unknown, status?: number): void;
  connections(): Promise<number>;
}

/** Closed when the test ends; over TLS with `tls`. */
export async function testService(tls?: ServerOptions): Promise<TestService> {
  const listener: RequestListener = (incoming, response) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const { method, url, headers } = incoming;
      service.received.push({ method, url, authorization: headers.authorization, body });
      service.answer(response);
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const service: TestService = {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${String((server.address() as AddressInfo).port)}/verify`,
    received: [],
    answer: () => undefined,
    replies(body, status = 200) {
      service.answer = (response) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      };
    },
    connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
  };
  return service;
}
