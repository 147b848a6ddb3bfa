/**
 * How a request to a REST hospital is signed, after the kiosk interfaces of Vietnamese banks and HIS: HMAC-SHA256 over
 * `value1|value2|…`, in the header `x-sign`. Theirs cover some fields of the body; ours cover everything that changes what
 * the request does, in this order:
 *
 *     x-merchant-id | x-timestamp | x-request-id | METHOD | path?query | x-idempotency-key | tiepdon-audit-head | SHA-256(body)
 *
 * The path is the one on the request line, percent-encoded. A header that is not sent is the empty text; so is no body,
 * whose SHA-256 is taken all the same. Digests are lower-case hexadecimal, the texts UTF-8. `x-timestamp` is UTC,
 * yyyyMMddHHmmss; a hospital refuses one that is more than five minutes off, and a request id that it has seen. Answers
 * are not signed in this style: that they are the hospital's is TLS's to prove.
 */
import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  merchantId: string;
  timestamp: string;
  /** New for each attempt. */
  requestId: string;
  method: string;
  /** With the query, as on the request line. */
  path: string;
  idempotencyKey: string | null;
  auditHead: string | null;
  body: string;
}

/** The text that is signed. */
export function signedText(request: SignedRequest): string {
  return [
    request.merchantId,
    request.timestamp,
    request.requestId,
    request.method,
    request.path,
    request.idempotencyKey ?? '',
    request.auditHead ?? '',
    createHash('sha256').update(request.body).digest('hex'),
  ].join('|');
}

/** `x-sign`: lower-case hexadecimal. */
export function sign(request: SignedRequest, secret: string): string {
  return createHmac('sha256', secret).update(signedText(request)).digest('hex');
}

/** `x-timestamp` of a time in ms since 1970. */
export function timestampOf(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\D/g, '').slice(0, 14);
}
