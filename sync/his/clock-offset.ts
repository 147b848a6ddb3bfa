/** How many answers count. Two wrong ones among five change nothing; after a jump of the kiosk's own clock three heal it. */
const keptAnswers = 5;

export interface ClockOffset {
  /** One answer of the hospital: its Date header against the kiosk's clock, both in ms since 1970. */
  add(hospitalMs: number, kioskMs: number): void;
  /** Forgets what came before: the answer that follows is known to be right. */
  restart(): void;
  /** Hospital time minus kiosk time; null before the first answer. */
  valueMs(): number | null;
}

/**
 * The offset between two clocks, neither of which is trusted: the median of the last answers, so that one wrong Date header
 * (a cache, a second server behind the same name) moves nothing. Of two in the middle the smaller correction counts.
 */
export function createClockOffset(): ClockOffset {
  let offsets: number[] = [];
  return {
    add(hospitalMs, kioskMs) {
      offsets = [...offsets, hospitalMs - kioskMs].slice(-keptAnswers);
    },
    restart() {
      offsets = [];
    },
    valueMs() {
      const sorted = offsets.toSorted((a, b) => a - b);
      const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
      const [smallest] = middle.toSorted((a, b) => Math.abs(a) - Math.abs(b));
      return smallest ?? null;
    },
  };
}
