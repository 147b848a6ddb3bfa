/**
 * What a service that knows the codes of VNeID makes of one. The content of those codes is not public and they live for a
 * minute or so; a hospital that has such a service (through its HIS or the C06 centre) names it in the configuration.
 */
import type { CitizenCode } from './code.ts';

export type CodeVerdict =
  /** Whose code it is, as the service says; it counts like the code of the citizen card. */
  | { kind: 'person'; code: CitizenCode }
  /** The code has expired, or was used before: a fresh one helps. */
  | { kind: 'expired' }
  /** The service does not know it. */
  | { kind: 'unknown' }
  /** Nobody answered, or nobody who could be understood. */
  | { kind: 'unavailable' };

/** Never rejects: a service that fails is `unavailable`. */
export type CodeVerifier = (token: string, signal: AbortSignal) => Promise<CodeVerdict>;
