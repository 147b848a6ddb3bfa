import { lobbyDay, type Path, percentile } from './lobby.ts';
import { type BenchGroup, measurement } from './measurement.ts';
import { machineTimes } from './visit-times.ts';

/**
 * How many kiosks and clerks a lobby needs: 2,000 arrivals in two hours, of whom 15 in 100 do not end as planned. The
 * machine's part of each kind of visit is measured in the same run; what people need is assumed, and stands here.
 */

const arrivals = 2_000;
const openMs = 2 * 3_600_000;
/** What a lobby is planned for: 95 of 100 wait no longer than this, at the kiosk and at the desk. */
const kioskWaitGoalMs = 60_000;
const clerkWaitGoalMs = 300_000;
/** What the kiosk sends on is half done: who it is, why it stopped, what was captured. */
const clerkMs = 120_000;
/** Reception by hand: 5 to 15 minutes of queue and counter is what hospitals report; the counter's part of it. */
const receptionMs = 180_000;
const seed = 20_261_122;

/** Medians of what a person needs: to find the card and hold it right, to read and touch, to type 20 digits. */
const people = {
  card: 14_000,
  code: 10_000,
  paper: 12_000,
  typed: 30_000,
  carer: 35_000,
  trouble: 40_000,
} as const;

/** The mix of a public hospital that has run kiosks for a while; assumed. */
function mix(times: Awaited<ReturnType<typeof machineTimes>>): Path[] {
  const path = (
    name: string,
    share: number,
    machineMs: readonly number[],
    personMs: number,
    endsAtDesk = false,
  ): Path => ({ name, share, machineMs, personMs, endsAtDesk });
  return [
    path('card with chip and face', 0.5, times.card, people.card),
    path('code of the card alone', 0.12, times.qr, people.code),
    path('patient code or appointment', 0.12, times.paper, people.paper),
    path('insurance card', 0.03, times.bhyt, people.code),
    path('number typed', 0.05, times.typed, people.typed),
    path('carer with a child', 0.03, times.qr, people.carer),
    // The exceptions, 15 in 100.
    path('card lifted or misplaced, read again', 0.05, times.card, people.trouble),
    path('insurance, conflict, several records: the desk', 0.07, times.desk, people.code, true),
    path('gives up and asks for staff', 0.03, times.desk, people.trouble, true),
  ];
}

export const lobbyBench: BenchGroup = {
  prefix: 'visit.lobby',
  run: async () => {
    const paths = mix(await machineTimes());
    const day = (kiosks: number, clerks: number) =>
      lobbyDay(paths, { arrivals, openMs, kiosks, clerks, clerkMs, seed });
    const kiosks = fewest((count) => percentile(day(count, arrivals).kioskWaitsMs, 0.95) <= kioskWaitGoalMs);
    const clerks = fewest((count) => percentile(day(kiosks, count).clerkWaitsMs, 0.95) <= clerkWaitGoalMs);
    const { kioskWaitsMs, clerkWaitsMs, wholeMs } = day(kiosks, clerks);
    const byHand: Path[] = [{ name: 'by hand', share: 1, machineMs: [0], personMs: receptionMs, endsAtDesk: false }];
    const counters = fewest((count) => {
      const { kioskWaitsMs: waits } = lobbyDay(byHand, { arrivals, openMs, kiosks: count, clerks: 1, clerkMs, seed });
      return percentile(waits, 0.95) <= clerkWaitGoalMs;
    });
    return [
      measurement('visit.lobby.kiosks', kiosks, 'count'),
      measurement('visit.lobby.clerks', clerks, 'count', { reference: counters }),
      measurement('visit.lobby.kiosk-wait-p50', percentile(kioskWaitsMs, 0.5), 'ms'),
      measurement('visit.lobby.kiosk-wait-p95', percentile(kioskWaitsMs, 0.95), 'ms', { goal: kioskWaitGoalMs }),
      measurement('visit.lobby.clerk-wait-p95', percentile(clerkWaitsMs, 0.95), 'ms', { goal: clerkWaitGoalMs }),
      measurement('visit.lobby.door-to-ticket-p50', percentile(wholeMs, 0.5), 'ms'),
      measurement('visit.lobby.door-to-ticket-p95', percentile(wholeMs, 0.95), 'ms'),
    ];
  },
};

/** The smallest number of places with which the lobby is good enough; more never make it worse. */
function fewest(isEnough: (count: number) => boolean): number {
  let tooFew = 0;
  let enough = arrivals;
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}
