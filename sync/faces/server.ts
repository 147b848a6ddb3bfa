import { X509Certificate } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { parseJson } from '../his/exchange.ts';
import { createCallBounds } from './server-bounds.ts';
import { type Answer, answerRoute, type Caller, refusal, routeOf, type RouteOptions } from './server-routes.ts';
import { maxBodyBytes } from './wire.ts';

/**
 * The hospital's gallery on its network: HTTPS with client certificates. A kiosk is whoever has the key of a certificate that
 * the hospital's authority issued and that stands in the list of admitted kiosks at this very request, so that one that is
 * struck off is refused also on a connection that it has had for hours.
 */

export interface GalleryServerOptions extends RouteOptions {
  /** Texts in PEM. */
  tls: { certificatePem: string; keyPem: string; kioskCaPem: string };
  /** The name of the kiosk with this certificate (SHA-256, hexadecimal), null for one that may not ask. */
  admitted: (fingerprint: string) => string | null;
  now: () => Date;
  /** In ms. */
  monotonicNow: () => number;
  limits?: Partial<ServerLimits>;
  /** Names no person, and no certificate in full. */
  onRefused: (refused: Refused) => void;
}

/** `not-admitted`, `over-time`, the code of a failed handshake, or the name of an error that is a bug. */
export interface Refused {
  reason: string;
  /** The first digits of the certificate's fingerprint; null where there is none. */
  fingerprint: string | null;
}

export interface ServerLimits {
  /** Of a whole request: the longest has some 14 KB. */
  requestMs: number;
  handshakeMs: number;
  /** How long the calls that run may take when the server stops. */
  stopMs: number;
}

const defaultLimits: ServerLimits = { requestMs: 5_000, handshakeMs: 5_000, stopMs: 5_000 };

/** Longer than a kiosk's pause between two steps of a visit: it need not shake hands in between. */
const keepAliveMs = 60_000;
/** A hospital has some tens of kiosks, each with a few connections. */
const maxConnections = 1_000;
const maxHeaderBytes = 8 * 1024;
const shownDigits = 16;

export type ListenResult = { ok: true; port: number } | { ok: false; detail: string };

export interface GalleryServer {
  /** `port` 0: the system chooses. `detail` is the system's error code. */
  listen(host: string, port: number): Promise<ListenResult>;
  /** For the command line on this machine; who may enter the folder of `socketFile` is staff of the machine. */
  listenLocally(socketFile: string): Promise<ListenResult>;
  /** Takes nothing new, and ends when what runs has ended. */
  stop(): Promise<void>;
}

export type GalleryServerResult =
  { ok: true; server: GalleryServer } | { ok: false; problem: 'certificate' | 'kiosk-ca' };

export function createGalleryServer(options: GalleryServerOptions): GalleryServerResult {
  const { tls, admitted, now, onRefused } = options;
  if (!isCertificate(tls.kioskCaPem)) return { ok: false, problem: 'kiosk-ca' };
  const limits = { ...defaultLimits, ...options.limits };
  const bounds = createCallBounds(options.monotonicNow);
  const certificates = new WeakMap<Socket, { fingerprint: string; validToMs: number }>();
  const sockets = new Set<Socket>();
  let isStopping = false;

  /** The kiosk at the other end; null when it is none any more. */
  function kioskAt(socket: TLSSocket): string | null {
    const certificate = certificates.get(socket) ?? certificateOf(socket);
    if (certificate === null) return null;
    certificates.set(socket, certificate);
    const { fingerprint, validToMs } = certificate;
    const name = admitted(fingerprint);
    const isOver = validToMs <= now().getTime();
    if (name !== null && !isOver) return name;
    onRefused({ reason: isOver ? 'over-time' : 'not-admitted', fingerprint: fingerprint.slice(0, shownDigits) });
    return null;
  }

  /** null: whoever asked is gone. */
  async function answer(request: IncomingMessage, caller: () => Caller | null): Promise<Answer | null> {
    const first = caller();
    if (first === null) return refusal('not-admitted');
    const route = routeOf(request.method ?? '', request.url ?? '', first);
    if (route === null) return refusal('unknown-route');
    const end = first.kind === 'kiosk' ? bounds.admit(first.name, route) : () => undefined;
    if (end === null) return refusal('busy');
    try {
      const body = await readBody(request);
      if (body === 'gone') return null;
      if (body === 'too-large') return refusal('too-large');
      // Once more: a kiosk can be struck off while it is still sending.
      const asked = caller();
      if (asked === null) return refusal('not-admitted');
      return await answerRoute(options, asked, route, parseJson(body.toString('utf8')));
    } finally {
      end();
    }
  }

  function respond(request: IncomingMessage, response: ServerResponse, caller: () => Caller | null): void {
    void answer(request, caller)
      .catch((error: unknown) => {
        onRefused({ reason: error instanceof Error ? error.name : 'error', fingerprint: null });
        return refusal('failed');
      })
      .then((given) => {
        if (given === null) return;
        const { status, body } = given;
        const text = JSON.stringify(body);
        // What is left of a body that was not read would be taken for the next request.
        const isLast = isStopping || status === 403 || !request.complete;
        response.writeHead(status, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          'cache-control': 'no-store',
          ...(isLast ? { connection: 'close' } : {}),
        });
        response.end(text);
      });
  }

  const common = {
    requestTimeout: limits.requestMs,
    headersTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(limits.requestMs, 1_000),
    keepAliveTimeout: keepAliveMs,
    maxHeaderSize: maxHeaderBytes,
  };

  function serverForKiosks(): Server | null {
    try {
      const server = createServer(
        {
          ...common,
          minVersion: 'TLSv1.3',
          cert: tls.certificatePem,
          key: tls.keyPem,
          ca: tls.kioskCaPem,
          requestCert: true,
          rejectUnauthorized: true,
          handshakeTimeout: limits.handshakeMs,
        },
        (request, response) => {
          const socket = request.socket as TLSSocket;
          respond(request, response, () => {
            const name = kioskAt(socket);
            return name === null ? null : { kind: 'kiosk', name };
          });
        },
      );
      server.on('tlsClientError', (error: NodeJS.ErrnoException) => {
        onRefused({ reason: error.code ?? 'handshake', fingerprint: null });
      });
      return server;
    } catch {
      return null;
    }
  }

  const forKiosks = serverForKiosks();
  if (forKiosks === null) return { ok: false, problem: 'certificate' };
  forKiosks.maxConnections = maxConnections;
  const forStaff = createHttpServer(common, (request, response) => {
    respond(request, response, () => ({ kind: 'machine' }));
  });
  const servers = [forKiosks, forStaff];
  for (const server of servers) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
  }

  return {
    ok: true,
    server: {
      listen: (host, port) => listening(forKiosks, { host, port }),
      async listenLocally(socketFile) {
        try {
          // Left by a server that was killed; whoever holds the folder is the only one.
          rmSync(socketFile, { force: true });
        } catch (error) {
          return { ok: false, detail: (error as NodeJS.ErrnoException).code ?? 'error' };
        }
        return listening(forStaff, { path: socketFile });
      },
      async stop() {
        isStopping = true;
        const closed = servers
          .filter(({ listening: isListening }) => isListening)
          .map((server) => {
            const { promise, resolve } = Promise.withResolvers<void>();
            server.close(() => resolve());
            return promise;
          });
        const timer = setTimeout(() => {
          for (const socket of sockets) socket.destroy();
        }, limits.stopMs);
        await Promise.all(closed);
        clearTimeout(timer);
      },
    },
  };
}

async function listening(
  server: Server,
  where: { host: string; port: number } | { path: string },
): Promise<ListenResult> {
  const { promise, resolve } = Promise.withResolvers<ListenResult>();
  const onError = (error: NodeJS.ErrnoException): void => resolve({ ok: false, detail: error.code ?? 'error' });
  server.once('error', onError);
  server.listen(where, () => {
    server.off('error', onError);
    const address = server.address() as AddressInfo | string;
    resolve({ ok: true, port: typeof address === 'string' ? 0 : address.port });
  });
  return promise;
}

function certificateOf(socket: TLSSocket): { fingerprint: string; validToMs: number } | null {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  return { fingerprint: fingerprintOf(certificate), validToMs: certificate.validToDate.getTime() };
}

/** SHA-256 of a certificate, 64 digits in lower-case hexadecimal. */
export const fingerprintOf = (certificate: X509Certificate): string =>
  certificate.fingerprint256.replaceAll(':', '').toLowerCase();

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | 'too-large' | 'gone'> {
  const { promise, resolve } = Promise.withResolvers<Buffer | 'too-large' | 'gone'>();
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  request.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes <= maxBodyBytes) chunks.push(chunk);
    else resolve('too-large');
  });
  request.on('end', () => resolve(Buffer.concat(chunks)));
  request.on('error', () => resolve('gone'));
  return promise;
}
