import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTlsServer, type Server } from 'node:https';
import { connect, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Dispatcher } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { createDispatcher, type ConnectionOptions } from './connection.ts';
import { exchange, type Exchange } from './exchange.ts';
import { lockedKey, testAuthority, type TestCertificate } from './test-certificates.ts';

const hospitalAuthority = testAuthority('Hospital authority');
const otherAuthority = testAuthority('Other authority');
const serverCertificate = hospitalAuthority.issue('his');
const kioskCertificate = hospitalAuthority.issue('kiosk-1');
const ca = { caPem: hospitalAuthority.certificatePem };

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const action of cleanUp.splice(0).reverse()) await action();
});

async function listen(server: NetServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  cleanUp.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** A hospital over TLS 1.3; it answers with the name in the kiosk's certificate. */
async function tlsHospital(certificate: TestCertificate, wantsClient = false): Promise<string> {
  const server: Server = createTlsServer(
    {
      cert: certificate.certificatePem,
      key: certificate.keyPem,
      ...(wantsClient ? { ca: ca.caPem, requestCert: true } : {}),
    },
    (request, response) => {
      const peer = (request.socket as TLSSocket).getPeerCertificate() as { subject?: { CN: string } } | null;
      response.end(peer?.subject?.CN ?? 'nobody');
    },
  );
  return `https://127.0.0.1:${await listen(server)}/`;
}

function dispatcher(options: Partial<ConnectionOptions>): Dispatcher {
  const result = createDispatcher({ tls: null, proxyUrl: null, maxResponseBytes: 1024, ...options });
  if (!result.ok) throw new Error(result.problem);
  cleanUp.push(() => result.dispatcher.destroy());
  return result.dispatcher;
}

const get = (url: string, options: Partial<ConnectionOptions>): Promise<Exchange> =>
  exchange(
    dispatcher(options),
    { method: 'GET', url, headers: {} },
    { owner: undefined, deadline: AbortSignal.timeout(5_000) },
  );

const noReply = (detail: string) => ({ kind: 'no-reply', detail });

describe('the hospital’s certificate', () => {
  it('is taken from the hospital’s own authority', async () => {
    const url = await tlsHospital(serverCertificate);
    expect(await get(url, { tls: ca })).toMatchObject({ status: 200, text: 'nobody' });
  });

  it.each<[string, Partial<ConnectionOptions>]>([
    ['no authority that the runtime knows', { tls: null }],
    ['another authority', { tls: { caPem: otherAuthority.certificatePem } }],
  ])('is not taken from %s', async (_name, options) => {
    const url = await tlsHospital(serverCertificate);
    expect(await get(url, options)).toEqual(noReply('UNABLE_TO_VERIFY_LEAF_SIGNATURE'));
  });

  it('is not taken after its time', async () => {
    const url = await tlsHospital(hospitalAuthority.issue('his', { isExpired: true }));
    expect(await get(url, { tls: ca })).toEqual(noReply('CERT_HAS_EXPIRED'));
  });

  it('is not taken for another host, directly or through a proxy', async () => {
    const url = await tlsHospital(hospitalAuthority.issue('his', { subjectAltName: 'DNS:elsewhere.example' }));
    expect(await get(url, { tls: ca })).toEqual(noReply('ERR_TLS_CERT_ALTNAME_INVALID'));
    const { proxyUrl } = await startProxy();
    expect(await get(url, { tls: ca, proxyUrl })).toEqual(noReply('ERR_TLS_CERT_ALTNAME_INVALID'));
  });

  it('is not dispensed with: plain HTTP on the port is no hospital', async () => {
    const port = await listen(createServer((_request, response) => response.end('plain')));
    expect(await get(`https://127.0.0.1:${port}/`, { tls: ca })).toEqual(noReply('ERR_SSL_WRONG_VERSION_NUMBER'));
  });
});

describe('the kiosk’s certificate', () => {
  it('is shown to a hospital that wants one, also with a locked key', async () => {
    const url = await tlsHospital(serverCertificate, true);
    expect(await get(url, { tls: { ...ca, ...kioskCertificate } })).toMatchObject({ text: 'kiosk-1' });
    const { certificatePem, keyPem } = kioskCertificate;
    const locked = { certificatePem, keyPem: lockedKey(keyPem, 'open sesame'), passphrase: 'open sesame' };
    expect(await get(url, { tls: { ...ca, ...locked } })).toMatchObject({ text: 'kiosk-1' });
  });

  it.each<[string, TestCertificate | Record<never, never>]>([
    ['none', {}],
    ['one of another authority', otherAuthority.issue('kiosk-1')],
  ])('is missed when there is %s', async (_name, certificate) => {
    const url = await tlsHospital(serverCertificate, true);
    expect(await get(url, { tls: { ...ca, ...certificate } })).toMatchObject({ kind: 'no-reply' });
  });
});

describe('a setting that cannot work is named, and its text is not quoted', () => {
  const { certificatePem, keyPem } = kioskCertificate;
  it.each<[string, Partial<ConnectionOptions>]>([
    ['ca', { tls: { caPem: 'no certificate' } }],
    ['ca', { tls: { caPem: ca.caPem.replace(/M/g, 'N') } }],
    ['client-certificate', { tls: { certificatePem } }],
    ['client-certificate', { tls: { keyPem } }],
    ['client-certificate', { tls: { certificatePem, keyPem: serverCertificate.keyPem } }],
    ['client-certificate', { tls: { certificatePem, keyPem: lockedKey(keyPem, 'right'), passphrase: 'wrong' } }],
    ['proxy-url', { proxyUrl: 'proxy.example:3128' }],
    ['proxy-url', { proxyUrl: 'socks5://proxy.example' }],
    ['proxy-url', { proxyUrl: 'not an address' }],
  ])('%s', (problem, options) => {
    const result = createDispatcher({ tls: null, proxyUrl: null, maxResponseBytes: 1, ...options });
    expect(result).toEqual({ ok: false, problem });
  });
});

/** A proxy that knows CONNECT only; `seen` is what it learnt. */
async function startProxy(credentials: string | null = null): Promise<{ proxyUrl: string; seen: string[] }> {
  const seen: string[] = [];
  const isAllowed = (header: string | undefined): boolean =>
    credentials === null || header === `Basic ${Buffer.from(credentials).toString('base64')}`;
  const proxy: HttpServer = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(405).end();
  });
  proxy.on('connect', (request, socket: Socket) => {
    seen.push(`CONNECT ${request.url}`);
    if (!isAllowed(request.headers['proxy-authorization'])) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    const [host, port] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return { proxyUrl: `http://127.0.0.1:${await listen(proxy)}`, seen };
}

describe('a proxy', () => {
  it('passes TLS through by CONNECT and sees only the host', async () => {
    const url = await tlsHospital(serverCertificate, true);
    const { proxyUrl, seen } = await startProxy();
    const answer = await get(`${url}secret-path`, { tls: { ...ca, ...kioskCertificate }, proxyUrl });
    expect(answer).toMatchObject({ status: 200, text: 'kiosk-1' });
    expect(seen).toEqual([`CONNECT ${new URL(url).host}`]);
  });

  it('is told its credentials, and refuses without them', async () => {
    const url = await tlsHospital(serverCertificate);
    const { proxyUrl } = await startProxy('kiosk:p%ss');
    expect(await get(url, { tls: ca, proxyUrl, proxyCredentials: 'kiosk:p%ss' })).toMatchObject({ status: 200 });
    expect(await get(url, { tls: ca, proxyUrl })).toEqual(noReply('UND_ERR_ABORTED'));
  });

  it('does not vouch for the hospital', async () => {
    const url = await tlsHospital(otherAuthority.issue('his'));
    const { proxyUrl } = await startProxy();
    expect(await get(url, { tls: ca, proxyUrl })).toEqual(noReply('UNABLE_TO_VERIFY_LEAF_SIGNATURE'));
  });

  it('that is away, or cannot reach the hospital, is no reply', async () => {
    const port = await listen(createServer());
    const { proxyUrl } = await startProxy();
    await Promise.all(cleanUp.splice(0, 1).map((close) => close()));
    const gone = `https://127.0.0.1:${port}/`;
    expect(await get(gone, { tls: ca, proxyUrl })).toMatchObject({ kind: 'no-reply' });
    expect(await get(gone, { tls: ca, proxyUrl: `http://127.0.0.1:${port}` })).toEqual(noReply('ECONNREFUSED'));
  });
});

it('an answer longer than allowed is cut off, also through a proxy', async () => {
  const port = await listen(createServer((_request, response) => response.end('x'.repeat(2_000))));
  const { proxyUrl } = await startProxy();
  const cut = noReply('UND_ERR_RES_EXCEEDED_MAX_SIZE');
  expect(await get(`http://127.0.0.1:${port}/`, {})).toEqual(cut);
  expect(await get(`http://127.0.0.1:${port}/`, { proxyUrl })).toEqual(cut);
  expect(await get(`http://127.0.0.1:${port}/`, { maxResponseBytes: 2_000 })).toMatchObject({ status: 200 });
});
