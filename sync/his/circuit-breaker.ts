/**
 * Nobody at the screen waits out the time limit for a hospital that is known to be away. After some look-ups in a row that
 * did not reach it, the next ones are answered at once for a while; then one of them probes.
 */

/** `unknown`: given up by its owner, or a portal spoke; says nothing about the hospital. */
export type CallOutcome = 'reached' | 'away' | 'unknown';

export interface CircuitBreaker {
  /** The right to ask now; its owner must say how it ended. null: the circuit is open. */
  admit(): ((outcome: CallOutcome) => void) | null;
  /** The hospital was reached by a call that needs no admission, such as a registration. */
  reached(): void;
}

const breakerDefaults = { failuresToOpen: 3, openMs: 10_000 } as const;

type State =
  | { kind: 'closed'; failures: number }
  /** `probing` is the one call that is out; null once the next may probe. */
  | { kind: 'open'; untilMs: number; probing: symbol | null };

/** `monotonicNow` in ms; the kiosk's clock may jump, this must not. */
export function createCircuitBreaker(options: {
  monotonicNow: () => number;
  failuresToOpen?: number;
  openMs?: number;
}): CircuitBreaker {
  const { monotonicNow } = options;
  const { failuresToOpen, openMs } = { ...breakerDefaults, ...options };
  let state: State = { kind: 'closed', failures: 0 };

  const open = (): State => ({ kind: 'open', untilMs: monotonicNow() + openMs, probing: null });

  function failed(call: symbol): State {
    if (state.kind === 'open') return state.probing === call ? open() : state;
    const failures = state.failures + 1;
    return failures >= failuresToOpen ? open() : { kind: 'closed', failures };
  }

  function settle(call: symbol, outcome: CallOutcome): void {
    if (outcome === 'reached') state = { kind: 'closed', failures: 0 };
    else if (outcome === 'away') state = failed(call);
    else if (state.kind === 'open' && state.probing === call) state = { ...state, probing: null };
  }

  return {
    admit() {
      const call = Symbol('call');
      if (state.kind === 'open') {
        if (state.probing !== null || monotonicNow() < state.untilMs) return null;
        state = { ...state, probing: call };
      }
      return (outcome) => settle(call, outcome);
    },
    reached() {
      state = { kind: 'closed', failures: 0 };
    },
  };
}

/**
 * A call under the breaker; null: the circuit is open, and it was not made. What nobody at the screen waits for passes by,
 * and closes the circuit when it gets through.
 */
export async function guarded<T>(
  breaker: CircuitBreaker | undefined,
  passes: boolean,
  call: () => Promise<T>,
  outcomeOf: (result: T) => CallOutcome,
): Promise<T | null> {
  if (breaker === undefined) return call();
  const settle = passes ? null : breaker.admit();
  if (settle === null && !passes) return null;
  const result = await call();
  const outcome = outcomeOf(result);
  if (settle !== null) settle(outcome);
  else if (outcome === 'reached') breaker.reached();
  return result;
}
