import type { VisitKind, VisitOutcome, VisitTime } from '../sync/queue/visit-times.ts';
import type { Paper } from './bridge/paper-snapshot.ts';
import type { VisitSnapshot, VisitStep } from './bridge/snapshot.ts';
import { awaitedIn, isAfterEnd, isAtRest, isKnown, isTrouble } from './stopwatch-rules.ts';
import type { VisitView } from './visit/visit.ts';

/**
 * How long each step of a visit takes, and who is awaited in it. Of the person it keeps nothing: it reads steps and their
 * states, never a name or a number.
 */

/** What the screen shows, the how-manieth person is there, and whether they may be there still before a first screen at rest. */
export type Timed = Pick<VisitView, 'visit' | 'visitor' | 'isPrompted'>;

export interface Stopwatch {
  /** What is so from now on. That the ticket is being printed is told together with the ticket, not after it. */
  see(now: Timed, paper: Paper): void;
}

export interface StopwatchOptions {
  /** Monotonic. */
  nowMs: () => number;
  record: (time: VisitTime) => void;
}

/** A visit that runs. */
interface Running {
  steps: Map<VisitStep, { machineMs: number; personMs: number }>;
  at: VisitStep;
  awaited: 'machineMs' | 'personMs';
  sinceMs: number;
  /** The last step that was no paper. */
  endedAt: VisitStep;
  isFirstTry: boolean;
  /** Begun, and not come off so far; `return`: to be known by the face in place of a card. */
  owed: Set<'chip' | 'face' | 'return'>;
  ways: Set<VisitKind>;
  /** Their own number is being typed; they are known by it once that has led on. */
  isTyping: boolean;
}

/** The strongest first. */
const kinds: readonly VisitKind[] = ['face', 'card', 'typed', 'ticket'];

/** Follows visits one after the other; each is recorded once, when its paper is there or nobody is at the kiosk any more. */
export function createStopwatch({ nowMs, record }: StopwatchOptions): Stopwatch {
  let running: Running | null = null;
  /** Its paper is there; what its owner still does is no part of it. */
  let isOver = false;
  let lastVisitor = 0;

  function end(visit: Running, outcome: VisitOutcome): void {
    const { steps, endedAt, isFirstTry, owed, ways } = visit;
    running = null;
    record({
      kind: kinds.find((kind) => ways.has(kind) && !(kind === 'face' && owed.has('return'))) ?? 'code',
      outcome,
      endedAt,
      isFirstTry,
      usedFallback: outcome === 'desk' || (outcome === 'ticket' && owed.size > 0),
      steps: [...steps].map(([step, times]) => ({ step, ...times })),
    });
  }

  /** Gone, or followed by somebody else. */
  function leave(visit: Running): void {
    const { at, endedAt } = visit;
    if (isWithPaper(at)) end(visit, at);
    else end(visit, endedAt === 'my-ticket' ? 'my-ticket' : 'abandoned');
  }

  function goOn(visit: VisitSnapshot, paper: Paper, atMs: number): void {
    const { step } = visit;
    const hasPaper = isWithPaper(step);
    // A paper that nobody waited for: offered again after a restart, or its owner came back to it.
    if (hasPaper && !running && !isFirstOfAll(visit)) return;
    running ??= newVisit(step, atMs);
    running.at = step;
    running.awaited = awaitedIn(visit);
    if (isTrouble(visit)) running.isFirstTry = false;
    noteWay(running, visit);
    if (!hasPaper) running.endedAt = step;
    // Somebody looked at their ticket and had it shown whole: no number was given, whatever of it is printed once more.
    const isLook = step === 'ticket' && visit.origin === 'existing' && running.endedAt === 'my-ticket';
    if (isLook || (hasPaper && paper !== 'printing') || step === 'emergency') {
      isOver = true;
      end(running, isLook ? 'my-ticket' : step);
    }
  }

  return {
    see({ visit, visitor, isPrompted }, paper) {
      const atMs = nowMs();
      if (running) lap(running, atMs);
      if (visitor !== lastVisitor) {
        lastVisitor = visitor;
        isOver = false;
        if (running) leave(running);
      }
      // Its number was given, and what follows is no part of it, although the paper is still on its way.
      if (running && isWithPaper(running.at) && !isWithPaper(visit.step)) {
        isOver = true;
        leave(running);
      }
      // Whoever went back to the first screen may be there still: their visit ends when that is as nobody has touched it.
      if (isAtRest(visit) && !(running && isPrompted)) {
        isOver = false;
        if (running) leave(running);
      } else if (!(isOver && isAfterEnd(visit))) {
        isOver = false;
        goOn(visit, paper, atMs);
      }
    },
  };
}

const isWithPaper = (step: VisitStep): step is 'ticket' | 'desk' => step === 'ticket' || step === 'desk';

/** Asked for beside a forgotten card, before anything was begun. */
const isFirstOfAll = (visit: VisitSnapshot): boolean => visit.step === 'desk' && visit.origin === 'new';

const newVisit = (step: VisitStep, sinceMs: number): Running => ({
  steps: new Map(),
  at: step,
  awaited: 'personMs',
  sinceMs,
  endedAt: step,
  isFirstTry: true,
  owed: new Set(),
  ways: new Set(),
  isTyping: false,
});

/** Adds the time since the last look to what was on the screen. */
function lap(visit: Running, atMs: number): void {
  const { steps, at, awaited, sinceMs } = visit;
  const times = steps.get(at) ?? { machineMs: 0, personMs: 0 };
  times[awaited] += atMs - sinceMs;
  steps.set(at, times);
  visit.sinceMs = atMs;
}

/** By what the patient is known, and what they began with and is not done. */
function noteWay(running: Running, visit: VisitSnapshot): void {
  const { ways, owed, isTyping } = running;
  running.isTyping = visit.step === 'typed' && visit.whose === 'own';
  if (isTyping && isKnown(visit)) ways.add('typed');
  const knowByCard = (): void => {
    owed.delete('chip');
    ways.add('card');
  };
  switch (visit.step) {
    case 'identify':
      if (visit.card.state === 'problem') owed.add('chip');
      if (visit.card.state === 'read' || visit.card.state === 'expired') knowByCard();
      return;
    case 'verify':
      // With the chip's portrait; where it is compared at once, no screen says that the card was read.
      knowByCard();
      if (visit.face.state === 'matched') owed.delete('face');
      else owed.add('face');
      return;
    case 'recognise':
      if (visit.state === 'asking') return;
      ways.add('face');
      if (visit.state === 'done') owed.delete('return');
      else owed.add('return');
      return;
    case 'my-ticket':
      ways.add('ticket');
      return;
    default:
      return;
  }
}
