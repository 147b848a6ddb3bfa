import type { Timers } from './timers.ts';

/** Why a lane rests. `away`: nobody answered. Else the hospital answered, and its being reachable is no reason to come earlier. */
export type RestCause = 'away' | 'answered';

/** The lanes whose last attempt failed, each with a wait of its own. */
export interface LaneRests {
  /** `ended` is called when the wait is over, not when it is ended early. */
  begin(lane: string, waitMs: number, cause: RestCause, ended: () => void): void;
  /** Ends the wait of one lane, or of all with this cause, or of all. */
  end(which: { lane: string } | { cause: RestCause } | 'all'): void;
  lanes(): string[];
}

export function openLaneRests(timers: Timers): LaneRests {
  const rests = new Map<string, { handle: unknown; cause: RestCause }>();
  return {
    begin(lane, waitMs, cause, ended) {
      const handle = timers.setTimeout(() => {
        rests.delete(lane);
        ended();
      }, waitMs);
      rests.set(lane, { handle, cause });
    },

    end(which) {
      for (const [lane, { handle, cause }] of rests) {
        const isMeant = which === 'all' || ('lane' in which ? which.lane === lane : which.cause === cause);
        if (!isMeant) continue;
        timers.clearTimeout(handle);
        rests.delete(lane);
      }
    },

    lanes: () => [...rests.keys()],
  };
}
