/**
 * Recordings of a read, to repeat it without the card. JSON Lines: a head that says what the file holds, then what
 * happened in its order, then the outcome.
 *
 * `session`, for documents of invented people only, is complete:
 *
 *     {"kind":"session","version":1,"atr":"3b8a…","keys":[{"can":"012345"}],"groups":[1,13,2]}
 *     {"random":"781723860c06c226"}            a value the reader's side chose
 *     {"command":"00a4…","response":"9000","durationMs":4.2}
 *     {"command":"0cb0…","failure":"card-lost","durationMs":0.3}
 *     {"milestone":"names"}
 *     {"outcome":"read","access":{…},"proof":{…},"verdict":"anchored","findings":["signer-new"],"phases":[…]}
 *
 * `profile`, for everybody else, tells how a chip behaves and nothing of whom it belongs to (recording-profile.ts).
 */
import { toHex } from './bytes.ts';
import type { RandomSource } from './bac.ts';
import type { AccessKey, ChipAccess, ChipFailure, ChipProof, ChipReadResult, ReadCost, Verdict } from './chip.ts';
import type { CardChannel } from './port.ts';

export const RECORDING_VERSION = 1;

/** Bytes are lower-case hexadecimal. */
export type RecordedExchange =
  | { command: string; response: string; durationMs: number }
  | { command: string; failure: 'card-lost' | 'reader-lost'; durationMs: number };

export type RecordedEvent = RecordedExchange | { random: string } | { milestone: 'names' };

/** How the read ended. Ids and protocols only: details of failures and findings may quote the document. */
export type RecordedOutcome =
  | {
      outcome: 'read';
      access: ChipAccess | null;
      proof: ChipProof;
      verdict: Verdict;
      findings: string[];
      phases: ReadCost['phases'];
    }
  | { outcome: ChipFailure['kind'] };

export interface SessionHead {
  kind: 'session';
  version: typeof RECORDING_VERSION;
  atr: string;
  keys: readonly AccessKey[];
  /** Data groups asked for. */
  groups: readonly number[];
}

export interface Session {
  head: SessionHead;
  events: readonly RecordedEvent[];
  outcome: RecordedOutcome;
}

/** Stands between reader and card and notes what passes. */
export class ReadRecorder {
  readonly #events: RecordedEvent[] = [];
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  get events(): readonly RecordedEvent[] {
    return this.#events;
  }

  /** The same card, overheard. */
  channel(channel: CardChannel): CardChannel {
    return {
      transmit: async (command) => {
        const sent = toHex(command);
        const startedMs = this.#nowMs();
        const result = await channel.transmit(command);
        const durationMs = roundedMs(this.#nowMs() - startedMs);
        const end = result.ok ? { response: toHex(result.response) } : { failure: result.reason };
        this.#events.push({ command: sent, ...end, durationMs });
        return result;
      },
    };
  }

  /** The same random values, noted. */
  random(source: RandomSource): RandomSource {
    return (sizeBytes) => {
      const value = source(sizeBytes);
      this.#events.push({ random: toHex(value) });
      return value;
    };
  }

  milestone(milestone: 'names'): void {
    this.#events.push({ milestone });
  }
}

/** What a recording keeps of a read's result. */
export function outcomeOf(result: ChipReadResult): RecordedOutcome {
  if (!result.ok) return { outcome: result.failure.kind };
  const { access, proof, authenticity, findings, cost } = result.chip;
  return {
    outcome: 'read',
    access,
    proof,
    verdict: authenticity.verdict,
    findings: [...authenticity.findings, ...findings].map(({ id }) => id),
    phases: cost.phases.map(({ phase, durationMs }) => ({ phase, durationMs: roundedMs(durationMs) })),
  };
}

/** A recording as text, one JSON value a line. */
export function jsonLines(...values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

export function sessionText({ head, events, outcome }: Session): string {
  return jsonLines(head, ...events, outcome);
}

const roundedMs = (durationMs: number): number => Math.round(durationMs * 1000) / 1000;
