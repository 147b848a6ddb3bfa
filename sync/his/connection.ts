/**
 * How the kiosk reaches the hospital: the pool of connections, with the hospital's own certificate authority, the kiosk's
 * client certificate and a proxy where there is one. What is wrong with a certificate is found here, at the start, and not
 * at the first patient.
 */
import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';

/** Texts in PEM. */
export interface TlsMaterial {
  /** The only authorities that count for the hospital when given; else those the runtime knows. */
  caPem?: string;
  /** The kiosk's own certificate, then the ones that issued it. */
  certificatePem?: string;
  keyPem?: string;
  /** Of the key. */
  passphrase?: string;
}

export interface ConnectionOptions {
  tls: TlsMaterial | null;
  proxyUrl: string | null;
  /** `user:password`. Never part of the address, which is shown on screens. */
  proxyCredentials?: string;
  /** Of one answer's body; a longer one is cut off as a failure. */
  maxResponseBytes: number;
}

/** `problem` names the setting that cannot be used; its text is never quoted. */
export type DispatcherResult =
  { ok: true; dispatcher: Dispatcher } | { ok: false; problem: 'ca' | 'client-certificate' | 'proxy-url' };

/**
 * The pool of connections. TLS 1.2 at least, names and chains always checked. Everything goes through the proxy by CONNECT
 * (RFC 9110 9.3.6), so that the proxy sees the host and nothing else.
 */
export function createDispatcher(options: ConnectionOptions): DispatcherResult {
  const { tls, proxyUrl, proxyCredentials, maxResponseBytes } = options;
  if (tls?.caPem !== undefined && !areCertificates(tls.caPem)) return { ok: false, problem: 'ca' };
  const secureContext = tls === null ? undefined : contextOf(tls);
  if (secureContext === null) return { ok: false, problem: 'client-certificate' };
  const connect = secureContext === undefined ? {} : { secureContext };
  // HTTP/1.1: a few lanes need no multiplexing, and no GOAWAY leaves a registration undecided.
  const pool = { maxResponseSize: maxResponseBytes, allowH2: false };
  if (proxyUrl === null) return { ok: true, dispatcher: new Agent({ ...pool, connect }) };
  if (!/^https?:$/.test(URL.parse(proxyUrl)?.protocol ?? '')) return { ok: false, problem: 'proxy-url' };
  const dispatcher = new ProxyAgent({
    uri: proxyUrl,
    // Without a tunnel, for plain http, undici 8 does not hold an answer to its size.
    proxyTunnel: true,
    ...pool,
    requestTls: connect,
    ...(proxyCredentials === undefined ? {} : { token: `Basic ${Buffer.from(proxyCredentials).toString('base64')}` }),
  });
  return { ok: true, dispatcher };
}

/** null: certificate, key and passphrase do not fit together. */
function contextOf(tls: TlsMaterial): SecureContext | null {
  if ((tls.certificatePem === undefined) !== (tls.keyPem === undefined)) return null;
  try {
    return createSecureContext({
      minVersion: 'TLSv1.2',
      ...(tls.caPem === undefined ? {} : { ca: tls.caPem }),
      ...(tls.certificatePem === undefined ? {} : { cert: tls.certificatePem }),
      ...(tls.keyPem === undefined ? {} : { key: tls.keyPem }),
      ...(tls.passphrase === undefined ? {} : { passphrase: tls.passphrase }),
    });
  } catch {
    return null;
  }
}

const certificateBlocks = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Node takes a text without certificates for an empty list, and then nobody is trusted and nothing says why. */
function areCertificates(pem: string): boolean {
  const blocks = pem.match(certificateBlocks) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block)).length > 0;
  } catch {
    return false;
  }
}
