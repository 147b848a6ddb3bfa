import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * A lobby in the morning: people arrive, stand in one line for the kiosks, and those whose visit ends at the desk stand in a
 * second line for the clerks. First come, first served; a discrete-event simulation with a seeded generator, so that one seed
 * gives one lobby.
 */

/** What one kind of visitor costs. */
export interface Path {
  name: string;
  /** Share of all arrivals; the shares of all paths make 1. */
  share: number;
  /** The machine's part of a visit, measured; one of them is drawn for each visitor. */
  machineMs: readonly number[];
  /** What the person needs to find papers, read and touch: median of a log-normal distribution. */
  personMs: number;
  endsAtDesk: boolean;
}

export interface LobbyOptions {
  arrivals: number;
  openMs: number;
  kiosks: number;
  clerks: number;
  /** Median time of a clerk for whom the kiosk has sent on. */
  clerkMs: number;
  seed: number;
}

export interface LobbyDay {
  /** Wait for a kiosk, of everybody, sorted. */
  kioskWaitsMs: number[];
  /** Wait for a clerk, of those who were sent to one, sorted. */
  clerkWaitsMs: number[];
  /** From the door to the ticket or the clerk's last word, sorted. */
  wholeMs: number[];
}

/** Spread of what people need: the slowest of twenty takes some 2.7 times the median. */
const personSigma = 0.6;

/** Half of the visitors come in the first third of the morning: hospitals open to a crowd. */
const earlyShare = 0.5;
const earlyPart = 1 / 3;

export function lobbyDay(paths: readonly Path[], options: LobbyOptions): LobbyDay {
  const generator = xoroshiro128plus(options.seed);
  const random = (): number => uniformFloat64(generator);
  const arrivals = Array.from({ length: options.arrivals }, () => {
    const isEarly = random() < earlyShare;
    const part = isEarly ? random() * earlyPart : earlyPart + random() * (1 - earlyPart);
    return part * options.openMs;
  }).sort((one, other) => one - other);
  const visitors = arrivals.map((atMs) => {
    const path = drawn(paths, random());
    const machineMs = path.machineMs[Math.floor(random() * path.machineMs.length)] ?? 0;
    return { atMs, serviceMs: machineMs + logNormal(path.personMs, random), endsAtDesk: path.endsAtDesk };
  });
  const atKiosk = serve(visitors, options.kiosks);
  const sentOn = atKiosk
    .filter(({ endsAtDesk }) => endsAtDesk)
    .map(({ doneMs, arrivedMs }) => ({ atMs: doneMs, arrivedMs, serviceMs: logNormal(options.clerkMs, random) }))
    .sort((one, other) => one.atMs - other.atMs);
  const atClerk = serve(sentOn, options.clerks);
  return {
    kioskWaitsMs: atKiosk.map(({ waitMs }) => waitMs).sort(ascending),
    clerkWaitsMs: atClerk.map(({ waitMs }) => waitMs).sort(ascending),
    wholeMs: [
      ...atKiosk.filter(({ endsAtDesk }) => !endsAtDesk).map(({ doneMs, arrivedMs }) => doneMs - arrivedMs),
      ...atClerk.map(({ doneMs, arrivedMs }) => doneMs - arrivedMs),
    ].sort(ascending),
  };
}

/** The value below which this share of sorted values lies; 0 of none. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

interface Served {
  waitMs: number;
  doneMs: number;
  arrivedMs: number;
}

/** One line before several equal places; whoever is first takes the place that is free first. */
function serve<Visitor extends { atMs: number; serviceMs: number; arrivedMs?: number }>(
  visitors: readonly Visitor[],
  places: number,
): (Visitor & Served)[] {
  const freeAtMs = Array.from({ length: places }, () => 0);
  return visitors.map((visitor) => {
    const place = freeAtMs.indexOf(Math.min(...freeAtMs));
    const startMs = Math.max(visitor.atMs, freeAtMs[place] ?? 0);
    const doneMs = startMs + visitor.serviceMs;
    freeAtMs[place] = doneMs;
    return { ...visitor, waitMs: startMs - visitor.atMs, doneMs, arrivedMs: visitor.arrivedMs ?? visitor.atMs };
  });
}

function drawn(paths: readonly Path[], share: number): Path {
  let left = share;
  for (const path of paths) {
    left -= path.share;
    if (left < 0) return path;
  }
  return paths.at(-1)!;
}

/** Box and Muller's transform of two uniform numbers. */
function logNormal(medianMs: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return medianMs * Math.exp(personSigma * normal);
}

const ascending = (one: number, other: number): number => one - other;
