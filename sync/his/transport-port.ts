import { Agent, type Dispatcher } from 'undici';
import { type CallOutcome, type CircuitBreaker, guarded } from './circuit-breaker.ts';
import { maxReplyBytes } from './exchange.ts';

/** What the transports of both interfaces, FHIR and REST, have in common. */

export interface TransportRequest {
  method: 'GET' | 'POST';
  /** Of the whole call: a token's renewal and a second try are within it. */
  timeoutMs: number;
  /** Nobody at the screen waits for it: it is sent whatever the breaker thinks, and closes it when it gets through. */
  passesBreaker?: true;
}

/** `detail` is an error code, never a message: messages quote addresses and values. */
export interface NoReply {
  kind: 'no-reply';
  detail: string;
}

export interface Transport<Request extends TransportRequest, Reply> {
  /** Never rejects. */
  send(request: Request, signal?: AbortSignal): Promise<Reply | NoReply>;
  /** Hospital time minus kiosk time, the median of the last answers; null before the first. */
  clockOffsetMs(): number | null;
  /** Ends the connections, also those that are waited for. */
  close(): Promise<void>;
}

export interface TransportOptions {
  baseUrl: string;
  /** From `createDispatcher`; closed with the transport. Without one, a plain pool. */
  dispatcher?: Dispatcher;
  /** Kiosk time in ms since 1970. */
  now: () => number;
  /** Without one, every call is tried. */
  breaker?: CircuitBreaker;
}

/** Where requests go, and over which connections. */
export const lineOf = ({ baseUrl, dispatcher }: TransportOptions): { base: string; dispatcher: Dispatcher } => ({
  base: new URL(baseUrl).href.replace(/\/+$/, ''),
  dispatcher: dispatcher ?? new Agent({ maxResponseSize: maxReplyBytes }),
});

interface Calls<Request, Reply> {
  /** Never rejects. */
  call: (request: Request, signal: AbortSignal | undefined) => Promise<Reply | NoReply>;
  /** What a reply says about the hospital's being there. */
  outcome: (reply: Reply | NoReply) => CallOutcome;
  clockOffsetMs: () => number | null;
}

/** Over the connections of `dispatcher`, which are closed with it. */
export function transportOver<Request extends TransportRequest, Reply>(
  dispatcher: Dispatcher,
  breaker: CircuitBreaker | undefined,
  { call, outcome, clockOffsetMs }: Calls<Request, Reply>,
): Transport<Request, Reply> {
  return {
    async send(request, signal) {
      const reply = await guarded(breaker, request.passesBreaker ?? false, () => call(request, signal), outcome);
      return reply ?? { kind: 'no-reply', detail: 'circuit-open' };
    },
    clockOffsetMs,
    // destroy, not close: a kiosk that stops does not wait for a hospital that hangs.
    close: () => dispatcher.destroy(),
  };
}
