import cookies from '@fastify/cookie';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { type StaffRefusal, staffHeader } from '../bridge/staff-page.ts';
import { type StaffAnswers, statuses } from './answers.ts';
import type { NewsReader } from './news.ts';
import { pageFiles, pagePolicy } from './page-files.ts';
import { maxBodyBytes, type Reply, type StaffRoute } from './route.ts';

/**
 * The page for staff on the hospital's network. Everything it answers it answers itself: it needs no hospital. A stranger gets the
 * page's files and a refusal to everything else.
 */

export interface StaffServerOptions {
  answers: StaffAnswers;
  /** Texts in PEM; null on this machine alone. */
  tls: { certificatePem: string; keyPem: string } | null;
  /** The built page; null where a development server has it. */
  pagesFolder: string | null;
  /** A fault of the program while it answered. */
  onFault(error: unknown): void;
}

export type StaffListening = { ok: true; port: number } | { ok: false; detail: string };

export interface StaffServer {
  /** `port` 0: the system chooses. `detail` is the system's error code. */
  listen(host: string, port: number): Promise<StaffListening>;
  stop(): Promise<void>;
}

/** Bound to this host and to HTTPS (or to this machine) by its name: RFC 6265bis, 4.1.3. */
export const cookieName = '__Host-tiepdon-staff';

const requestMs = 10_000;
const keepAliveMs = 30_000;
const maxConnections = 200;
/** A browser opens six; three of them, and what is left of those that went. One machine does not take all. */
const maxConnectionsOfAddress = 20;
/** A connection that says nothing is of no page. */
const firstWordsMs = 5_000;
/** How often node looks for connections that are over time; 30 s of itself. */
const connectionsLookedAtMs = 1_000;

const headers = {
  'content-security-policy': pagePolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

export type StaffServerResult = { ok: true; server: StaffServer } | { ok: false; problem: 'certificate' };

export function createStaffServer(options: StaffServerOptions): StaffServerResult {
  const { answers, tls } = options;
  const app = instance(tls);
  if (app === null) return { ok: false, problem: 'certificate' };
  const files = options.pagesFolder === null ? () => null : pageFiles(options.pagesFolder);

  const refuse = (reply: FastifyReply, error: StaffRefusal): FastifyReply =>
    reply.code(statuses[error]).header('cache-control', 'no-store').send({ error });

  async function answer(route: StaffRoute, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!isOwnPage(request)) return refuse(reply, 'wrong-origin');
    const asked = {
      place: 'network',
      address: request.ip,
      token: request.cookies[cookieName],
      params: request.params as Record<string, string>,
      query: request.query as Record<string, unknown>,
      body: request.body ?? {},
    } as const;
    return send(reply, await answers.answer(route, asked));
  }

  function send(reply: FastifyReply, given: Reply): FastifyReply {
    if (given.kind === 'refused') return refuse(reply, given.error);
    reply.header('cache-control', 'no-store');
    if (given.kind === 'csv') {
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${given.fileName}"`)
        .send(given.text);
    }
    const place = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' } as const;
    if (given.token === null) reply.clearCookie(cookieName, place);
    else if (given.token !== undefined) reply.setCookie(cookieName, given.token, place);
    return reply.code(given.status ?? 200).send(given.value);
  }

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, ...(tls && { 'strict-transport-security': 'max-age=31536000' }) });
    if (!answers.admit(request.ip)) await refuse(reply, 'too-many');
  });
  // JSON alone: what a form of another site could send is not read.
  app.removeContentTypeParser('text/plain');
  void app.register(cookies);
  void app.register(async (scope) => {
    for (const route of answers.routes) {
      scope.route({
        method: route.method,
        url: route.url,
        handler: (request, reply) => answer(route, request, reply),
      });
    }
    scope.get('/api/news', (request, reply) => {
      if (!isOwnPage(request)) return refuse(reply, 'wrong-origin');
      const at = answers.sessionOf(request.cookies[cookieName]);
      if (at.state === 'none') return refuse(reply, 'login-needed');
      reply.hijack();
      const close = answers.news.open(at.session, sentEvents(reply.raw));
      if (close === null) reply.raw.writeHead(statuses['too-many']).end();
      else reply.raw.on('close', close);
      return undefined;
    });
  });
  app.setNotFoundHandler((request, reply) => {
    const file = request.method === 'GET' ? files(request.url.split('?')[0] ?? '') : null;
    if (file === null) return refuse(reply, 'not-found');
    return reply
      .header('content-type', file.contentType)
      .header('cache-control', file.isLasting ? 'public, max-age=31536000, immutable' : 'no-store')
      .send(file.stream());
  });
  app.setErrorHandler((error: { statusCode?: number }, _, reply) => {
    if (error.statusCode !== undefined && error.statusCode < 500) return refuse(reply, 'bad-request');
    options.onFault(error);
    return refuse(reply, 'failed');
  });

  const server: StaffServer = {
    async listen(host, port) {
      try {
        await app.listen({ host, port });
        return { ok: true, port: (app.server.address() as AddressInfo).port };
      } catch (error) {
        return { ok: false, detail: (error as NodeJS.ErrnoException).code ?? 'error' };
      }
    },
    stop: async () => {
      await app.close();
    },
  };
  return { ok: true, server };
}

/** News as a stream of server-sent events (WHATWG HTML, 9.2); it takes the response over with the first of them. */
function sentEvents(response: ServerResponse): NewsReader {
  return {
    tell: (news) => {
      if (!response.headersSent) {
        response.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
        });
      }
      response.write(`data: ${JSON.stringify(news)}\n\n`);
    },
    // A line without content.
    beat: () => void response.write(':\n\n'),
    end: () => void response.end(),
  };
}

/**
 * Of another site a browser sends neither the header nor our origin. Only the host is compared: a development server stands
 * between the page and the station.
 */
function isOwnPage({ method, headers: sent }: FastifyRequest): boolean {
  const site = sent['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (sent.origin !== undefined && URL.parse(sent.origin)?.host !== sent.host) return false;
  return method === 'GET' || sent[staffHeader] === '1';
}

/** null: certificate and key do not belong together, or are not in PEM. */
function instance(tls: StaffServerOptions['tls']): FastifyInstance | null {
  const common = {
    logger: false,
    bodyLimit: maxBodyBytes,
    requestTimeout: requestMs,
    keepAliveTimeout: keepAliveMs,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 64 },
  } as const;
  const timeouts = {
    requestTimeout: requestMs,
    headersTimeout: firstWordsMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: connectionsLookedAtMs,
  };
  if (tls === null) return bounded(fastify({ ...common, http: timeouts }));
  const identity = { cert: tls.certificatePem, key: tls.keyPem, minVersion: 'TLSv1.2' } as const;
  const https = { ...timeouts, ...identity, handshakeTimeout: firstWordsMs };
  try {
    createSecureContext(identity);
  } catch {
    return null;
  }
  return bounded(fastify({ ...common, https }));
}

function bounded(app: FastifyInstance): FastifyInstance {
  app.server.maxConnections = maxConnections;
  const ofAddress = new Map<string, number>();
  app.server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (ofAddress.get(address) ?? 0) + 1;
    ofAddress.set(address, count);
    socket.once('close', () => {
      const left = (ofAddress.get(address) ?? 1) - 1;
      if (left === 0) ofAddress.delete(address);
      else ofAddress.set(address, left);
    });
    if (count > maxConnectionsOfAddress) socket.destroy();
  });
  return app;
}
