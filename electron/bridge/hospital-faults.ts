import { z } from 'zod';

/** Ways for a request to the mock hospital to go wrong: chosen in the developer panel, over its HTTP interface, or by a test. */
export const hospitalFaultSchema = z.enum([
  /** The connection is reset before anything of the request is read. A cut refuses connections as such. */
  'refuse',
  /** Taken and never answered; nothing is done. */
  'black-hole',
  'reset-before-commit',
  'reset-after-commit',
  /** The work is done and kept, the connection ends before the answer. */
  'lost-answer',
  /** The answer ends in the middle, and its length says so: only its JSON tells. */
  'truncated-json',
  /** Nothing happens for `delayMs`, then everything: after a client that gave up and tried again. */
  'delay-30s',
  /** The request is worked off twice, as behind a proxy that tries again; the second answer is given. */
  'duplicate-delivery',
  'unauthorized',
  'conflict',
  'precondition',
  'unprocessable',
  /** 429 with Retry-After. */
  'too-many',
  /** 500. */
  'server-error',
  /** 503 with Retry-After. */
  'unavailable',
  /** The network's log-in page, with status 200. */
  'captive-portal',
  /** A good answer whose Date is `offsetHours` off. */
  'wrong-date',
  /** A good answer, one byte every `intervalMs`. */
  'slow-drip',
]);
export type HospitalFault = z.infer<typeof hospitalFaultSchema>;
