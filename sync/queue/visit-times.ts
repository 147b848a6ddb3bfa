import type { Database } from 'better-sqlite3-multiple-ciphers';

export type VisitKind = 'card' | 'code' | 'face' | 'typed' | 'ticket';
export type VisitOutcome = 'ticket' | 'desk' | 'my-ticket' | 'emergency' | 'abandoned';

/** Steps to which nobody comes before it is known who they are. */
export const knownSteps = [
  'identify',
  'verify',
  'insurance',
  'appointments',
  'details',
  'choose',
  'confirm',
  'ticket',
] as const;

export interface StepTime {
  step: string;
  machineMs: number;
  personMs: number;
}

/** How long one visit took, without whose it was. */
export interface VisitTime {
  /** `code` also where nobody ever was known: it has none of `knownSteps` then, and counts to no kind. */
  kind: VisitKind;
  outcome: VisitOutcome;
  /** The step at which it ended. */
  endedAt: string;
  /** Nothing had to be done twice. */
  isFirstTry: boolean;
  /** Something that was begun did not come off, and another way or the desk had to do. */
  usedFallback: boolean;
  /** In the order they were first entered, each once. */
  steps: readonly StepTime[];
}

interface Times {
  medianMs: number;
  p95Ms: number;
}

/** What the visits of a day or a month come to; each figure is explained in the schema that staff's screens go by. */
export interface VisitFigures {
  period: string;
  visits: number;
  perHour: number[];
  outcomes: Record<VisitOutcome, number>;
  kinds: Record<VisitKind, number>;
  total: Times | null;
  machine: Times | null;
  machineShare: number | null;
  firstTryShare: number | null;
  fallbackShare: number | null;
  steps: { step: string; visits: number; abandoned: number; machineMs: number | null; personMs: number | null }[];
}

/** Every method runs inside the caller's transaction. */
export interface VisitTimesTable {
  /** `registeredAt`: the hospital's time, of which the hour is kept. */
  record(registeredAt: string, time: VisitTime): void;
  /** `period`: a day YYYY-MM-DD or a month YYYY-MM of the hospital's calendar. */
  figures(period: string): VisitFigures;
}

/** A year of monthly reports, and the month before. */
export const visitTimesKeptDays = 400;

interface Row {
  hour: string;
  kind: VisitKind;
  outcome: VisitOutcome;
  endedAt: string;
  firstTry: 0 | 1;
  fallback: 0 | 1;
  machineMs: number;
  personMs: number;
  steps: string;
}

const hourLength = 'YYYY-MM-DDTHH'.length;
const hoursADay = 24;
/** No figure is finer, and a visit that was the only one of its hour is not told by its milliseconds. */
const keptToMs = 100;

const kept = (ms: number): number => Math.round(ms / keptToMs) * keptToMs;

/** The stopwatch's rows of an open database. */
export function openVisitTimes(database: Database): VisitTimesTable {
  // 47 bits: what a salvage can read. Two alike in some 10^5 rows are one visit lost from the figures, once in a thousand kiosks.
  const insert = database.prepare<Row>(`
    INSERT OR IGNORE INTO visit_time
      (number, hour, kind, outcome, ended_at, first_try, fallback, machine_ms, person_ms, steps)
    VALUES (random() & 0x7fffffffffff, @hour, @kind, @outcome, @endedAt, @firstTry, @fallback, @machineMs, @personMs, @steps)`);
  const ofPeriod = database.prepare<{ period: string }, Row>(`
    SELECT hour, kind, outcome, ended_at AS endedAt, first_try AS firstTry, fallback, machine_ms AS machineMs,
      person_ms AS personMs, steps
    FROM visit_time WHERE hour >= @period AND hour < @period || '~'`);

  return {
    record(registeredAt, { kind, outcome, endedAt, isFirstTry, usedFallback, steps }) {
      const sum = (part: 'machineMs' | 'personMs') => steps.reduce((total, time) => total + kept(time[part]), 0);
      insert.run({
        hour: registeredAt.slice(0, hourLength),
        kind,
        outcome,
        endedAt,
        firstTry: isFirstTry ? 1 : 0,
        fallback: usedFallback ? 1 : 0,
        machineMs: sum('machineMs'),
        personMs: sum('personMs'),
        steps: JSON.stringify(steps.map(({ step, machineMs, personMs }) => [step, kept(machineMs), kept(personMs)])),
      });
    },
    figures: (period) => figuresOf(period, ofPeriod.iterate({ period })),
  };
}

type StepRow = [step: string, machineMs: number, personMs: number];

const known: ReadonlySet<string> = new Set(knownSteps);
const isOfKnown = ([step]: StepRow): boolean => known.has(step);

interface StepRows {
  visits: number;
  machineMs: number[];
  personMs: number[];
  abandoned: number;
}

/** One walk over the rows: a month has some ten thousand, and patients wait on the same thread. */
function figuresOf(period: string, rows: Iterable<Row>): VisitFigures {
  const perHour = Array.from({ length: hoursADay }, () => 0);
  const outcomes = { ticket: 0, desk: 0, 'my-ticket': 0, emergency: 0, abandoned: 0 };
  const kinds = { card: 0, code: 0, face: 0, typed: 0, ticket: 0 };
  const totals: number[] = [];
  const machines: number[] = [];
  const counts = { visits: 0, checkIns: 0, firstTries: 0, fallbacks: 0 };
  const ofSteps = new Map<string, StepRows>();
  for (const row of rows) {
    const { kind, outcome, machineMs, personMs } = row;
    const hour = Number(row.hour.slice(-'HH'.length));
    perHour[hour] = perHour[hour]! + 1;
    outcomes[outcome] += 1;
    const steps = JSON.parse(row.steps) as StepRow[];
    if (kind !== 'code' || steps.some(isOfKnown)) kinds[kind] += 1;
    counts.visits += 1;
    if (outcome === 'ticket' || outcome === 'desk') {
      totals.push(machineMs + personMs);
      machines.push(machineMs);
    }
    if (outcome !== 'my-ticket' && outcome !== 'emergency') {
      counts.checkIns += 1;
      counts.fallbacks += row.fallback;
      if (outcome === 'ticket') counts.firstTries += row.firstTry;
    }
    addSteps(ofSteps, row, steps);
  }
  return {
    period,
    visits: counts.visits,
    perHour,
    outcomes,
    kinds,
    total: times(totals),
    machine: times(machines),
    machineShare: share(sum(machines), sum(totals)),
    firstTryShare: share(counts.firstTries, counts.checkIns),
    fallbackShare: share(counts.fallbacks, counts.checkIns),
    steps: [...ofSteps]
      .map(([step, { visits, machineMs, personMs, abandoned }]) => ({
        step,
        visits,
        abandoned,
        machineMs: times(machineMs)?.medianMs ?? null,
        personMs: times(personMs)?.medianMs ?? null,
      }))
      .sort((one, other) => other.visits - one.visits),
  };
}

function addSteps(all: Map<string, StepRows>, { outcome, endedAt }: Row, steps: readonly StepRow[]): void {
  for (const [step, machineMs, personMs] of steps) {
    const ofStep = all.get(step) ?? { visits: 0, machineMs: [], personMs: [], abandoned: 0 };
    ofStep.visits += 1;
    // Whoever walked away left the screen to itself: that time is nobody's.
    if (outcome !== 'abandoned') {
      ofStep.machineMs.push(machineMs);
      ofStep.personMs.push(personMs);
    } else if (endedAt === step) ofStep.abandoned += 1;
    all.set(step, ofStep);
  }
}

function times(values: number[]): Times | null {
  values.sort(ascending);
  return values.length === 0 ? null : { medianMs: at(values, 0.5), p95Ms: at(values, 0.95) };
}

/** Nearest rank: the smallest value that at least this share of the sorted ones do not exceed. */
const at = (sorted: readonly number[], part: number): number => sorted[Math.ceil(sorted.length * part) - 1]!;

const ascending = (one: number, other: number): number => one - other;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
