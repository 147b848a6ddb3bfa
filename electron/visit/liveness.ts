import type { z } from 'zod';
import type { Movement, recogniseSchema } from '../bridge/face-snapshot.ts';
import type { FaceQuality } from '../bridge/intent.ts';
import { bestTemplate, type FaceSample, isUsable, similarityOf } from './face-decision.ts';
import {
  frameProblem,
  type Guidance,
  type Hints,
  instructionInMovement,
  nextHints,
  nextInstruction,
  startGuidance,
} from './face-guidance.ts';
import { framesPerTry, liveLimits } from './face-limits.ts';
import { isAtRest, isOpen, median, type OwnRest, restOf, shows, turnOf } from './live-movement.ts';
import { drawMovements, kindOf, type MovementKind, type PlannedMovement } from './liveness-plan.ts';

/**
 * Whether somebody living stands before the camera, as far as movements on demand can tell: a print and a still picture do not
 * make them, a film makes them at its own time. One challenge is a value; every frame and every tick makes the next one.
 */

export interface LivenessRules {
  kinds: readonly MovementKind[];
  /** How many are asked for; 0: good frames alone pass. */
  movements: number;
  tries: number;
  movementMs: number;
  /** Cosine to the first frame that every measurable frame keeps. */
  continuity: number;
  /** Below it the passive model's median votes against, which costs one further movement; null: it is not asked. */
  real: number | null;
  dimension: number;
}

type Recognise = z.infer<typeof recogniseSchema>;
export type LiveFailure = Extract<Recognise['failed'], 'too-slow' | 'face-changed' | 'picture-still'>;

/** A frame with one face, and its embedding. */
interface SeenFace {
  embedding: readonly number[];
  quality: FaceQuality;
}

/** A movement that is due after a pause, or told, or awaited at its turning point, or back. Each ends by itself. */
type Moment = { movement: Movement; deadlineMs: number } & (
  | { kind: 'pause'; untilMs: number }
  /** `isEarly`: the last frame showed the movement before anybody could react. */
  | { kind: 'told'; isEarly: boolean; reactionMs: number }
  | { kind: 'go' | 'back' }
);

/** Until there are good frames enough; `sinceMs`: when the first of them came. */
interface Looking {
  kind: 'looking';
  frames: readonly SeenFace[];
  sinceMs: number;
}

interface Challenged {
  kind: 'challenged';
  /** The first good frame's; everybody else is somebody else. */
  reference: readonly number[];
  rest: OwnRest;
  /** The sharpest good frames, and the passive model's scores of all. */
  frames: readonly SeenFace[];
  scores: readonly number[];
  done: readonly Movement[];
  /** When the first frame without the one face came; null with the face there. */
  lostMs: number | null;
  /** Frames running with a turn that nobody asked for. */
  stray: number;
  /** When the first frame with closed eyes came; null once they are open. */
  closedMs: number | null;
  moment: Moment;
}

export interface LiveCheck extends Guidance, Hints {
  rules: LivenessRules;
  /** Another kind of movement was asked for instead, in this try or one before. */
  hasSwapped: boolean;
  /** This one included, until it fails. */
  triesLeft: number;
  /** What this try asks for, without the reserve; and what of it is not asked yet. */
  order: readonly Movement[];
  plan: readonly PlannedMovement[];
  /** Asked for at the end when the passive model votes against; empty once it was. */
  reserve: readonly PlannedMovement[];
  /** The same picture, so many times running. */
  still: number;
  stage: Looking | Challenged;
}

/** `failed`: `nextTry` goes on while tries are left. A movement nobody asked for is `too-slow`, too: the right one did not come. */
export type LiveStep =
  | { kind: 'go-on'; check: LiveCheck }
  | { kind: 'passed'; check: LiveCheck; template: number[] }
  | { kind: 'failed'; check: LiveCheck; reason: LiveFailure };

/** The first try. `random` gives numbers from 0 up to 1 that nobody can guess. */
export const startLiveness = (rules: LivenessRules, random: () => number): LiveCheck =>
  tryOf({ rules, triesLeft: rules.tries, order: [], hint: null, hasSwapped: false }, random);

/** Another try after one that failed, or whose face nobody knows: movements in another order, and advice by the last frame. */
export const nextTry = (check: LiveCheck, random: () => number): LiveCheck => tryOf(check, random);

const nobodyYet: Looking = { kind: 'looking', frames: [], sinceMs: 0 };

type Lasting = Pick<LiveCheck, 'rules' | 'triesLeft' | 'order' | 'hint' | 'hasSwapped'>;

function tryOf({ rules, triesLeft, order: last, hint, hasSwapped }: Lasting, random: () => number): LiveCheck {
  const plan = drawMovements(rules.kinds, rules.movements, random, { last });
  const order = plan.map(({ movement }) => movement);
  const reserve = drawMovements(rules.kinds, Math.min(1, rules.movements), random, { after: order.at(-1) ?? null });
  const told = { ...startGuidance(hint ?? 'look-here'), hint, likely: null };
  return { ...told, rules, hasSwapped, triesLeft, order, plan, reserve, still: 0, stage: nobodyYet };
}

/** Whether a face is looked for, or a movement is awaited, or nothing is asked for until the next one. */
export const phaseOf = ({ stage }: LiveCheck): 'looking' | 'moving' | 'pause' =>
  stage.kind === 'looking' ? 'looking' : stage.moment.kind === 'pause' ? 'pause' : 'moving';

/** Whether a movement of the present try was made. */
export const hasMoved = ({ stage }: LiveCheck): boolean => stage.kind === 'challenged' && stage.done.length > 0;

/** The movement that is awaited; null in the other phases. */
function momentOf({ stage }: LiveCheck): Exclude<Moment, { kind: 'pause' }> | null {
  return stage.kind === 'looking' || stage.moment.kind === 'pause' ? null : stage.moment;
}

/** What is asked for at the moment; null while a face is looked for and in the pauses. `nowMs`: of any clock that never goes back. */
export function challengeOf(check: LiveCheck, nowMs: number): Recognise['challenge'] {
  const moment = momentOf(check);
  if (moment === null) return null;
  const { kind, movement, deadlineMs } = moment;
  return {
    movement,
    phase: kind === 'back' ? 'back' : 'go',
    left: check.plan.length + 1,
    secondsLeft: Math.max(0, Math.ceil((deadlineMs - nowMs) / 1_000)),
  };
}

/** Whether whoever cannot make the present movement can have one of another kind. */
export const canSwap = (check: LiveCheck): boolean => kindsBeside(check).length > 0;

function kindsBeside(check: LiveCheck): MovementKind[] {
  const moment = momentOf(check);
  return moment === null ? [] : check.rules.kinds.filter((other) => other !== kindOf(moment.movement));
}

/** Asks for the other kind only, in this try and the next ones; null when there is none or nothing is asked for. */
export function swapMovement(check: LiveCheck, random: () => number, nowMs: number): LiveCheck | null {
  const { stage, rules } = check;
  const kinds = kindsBeside(check);
  if (stage.kind === 'looking' || kinds.length === 0) return null;
  const plan = drawMovements(kinds, check.plan.length + 1, random, { after: stage.done.at(-1) ?? null });
  const reserve = drawMovements(kinds, check.reserve.length, random);
  const order = [...stage.done, ...plan.map(({ movement }) => movement)].slice(0, rules.movements);
  return goOn({ ...check, rules: { ...rules, kinds }, hasSwapped: true, order, plan, reserve }, stage, nowMs).check;
}

/** The challenge after a tick: the time of a movement may be over. */
export function movementExpired(check: LiveCheck, nowMs: number): LiveStep {
  const isOver = check.stage.kind === 'challenged' && nowMs >= check.stage.moment.deadlineMs;
  return isOver ? failed(check, 'too-slow') : { kind: 'go-on', check };
}

const failed = (check: LiveCheck, reason: LiveFailure): LiveStep => ({
  kind: 'failed',
  check: { ...check, triesLeft: check.triesLeft - 1 },
  reason,
});

/** The challenge after a frame that the worker measured. */
export function takeLiveFrame(before: LiveCheck, { embedding, quality }: FaceSample, nowMs: number): LiveStep {
  const still = quality.change === 0 ? before.still + 1 : 0;
  const check = { ...guided(before, quality), still };
  if (still >= liveLimits.stillFrames) return failed(check, 'picture-still');
  const seen = quality.faces === 1 && isUsable(embedding, check.rules.dimension) ? { embedding, quality } : null;
  return check.stage.kind === 'looking'
    ? look(check, check.stage, seen, nowMs)
    : watch(check, check.stage, seen, nowMs);
}

/** The advice of the try before is said until a frame of somebody at rest shows that it was followed. */
function guided(check: LiveCheck, quality: FaceQuality): LiveCheck {
  if (momentOf(check) !== null) return instructionInMovement(check, quality);
  const hints = nextHints(check, quality);
  const rest = check.rest === hints.hint ? check.rest : 'look-here';
  return nextInstruction({ ...check, ...hints, rest }, quality);
}

/** Until there are good frames of one person; somebody else begins anew. The first pause runs from the first of them. */
function look(check: LiveCheck, before: Looking, seen: SeenFace | null, nowMs: number): LiveStep {
  if (seen === null || frameProblem(seen.quality) !== null) return { kind: 'go-on', check };
  const { embedding: reference } = before.frames[0] ?? seen;
  const isSame = similarityOf(reference, seen.embedding) >= check.rules.continuity;
  const frames = isSame ? [...before.frames, seen] : [seen];
  const sinceMs = frames.length > 1 ? before.sinceMs : nowMs;
  if (frames.length < liveLimits.baselineFrames) {
    return { kind: 'go-on', check: { ...check, stage: { kind: 'looking', frames, sinceMs } } };
  }
  const rest = restOf(frames.map(({ quality }) => quality));
  const scores = frames.flatMap(scoresOf);
  const begun = { lostMs: null, stray: 0, closedMs: null, done: [] } as const;
  return goOn(check, { kind: 'challenged', reference, rest, frames, scores, ...begun }, nowMs, sinceMs);
}

/** A frame during the challenge. */
function watch(check: LiveCheck, before: Challenged, seen: SeenFace | null, nowMs: number): LiveStep {
  const over = movementExpired(check, nowMs);
  if (over.kind === 'failed') return over;
  const { moment, rest } = before;
  const stands = (stage: Challenged): LiveStep => ({ kind: 'go-on', check: { ...check, stage } });
  if (seen === null) {
    const lostMs = before.lostMs ?? nowMs;
    const isPastTurn = moment.kind === 'back' && moment.movement !== 'blink';
    const allowedMs = isPastTurn ? liveLimits.lostTurnedMs : liveLimits.lostMs;
    return nowMs - lostMs > allowedMs ? failed(check, 'face-changed') : stands({ ...before, lostMs });
  }
  const { quality } = seen;
  const stray = isStray(moment, turnOf(quality, rest, liveLimits.strayTurn), nowMs) ? before.stray + 1 : 0;
  const closedMs = closedSince(before, quality, nowMs);
  const stage = { ...before, lostMs: null, stray, closedMs };
  const problem = frameProblem(quality);
  const isFrontal = problem === null && isOpen(quality, rest);
  const isProfile = Math.abs(quality.yawDegrees) > liveLimits.profileDegrees;
  const isComparable = !isProfile && (problem === null || problem === 'look-straight');
  const needed = check.rules.continuity - (isFrontal ? 0 : liveLimits.looserBy);
  if (isComparable && similarityOf(stage.reference, seen.embedding) < needed) return failed(check, 'face-changed');
  const isAsleep = moment.kind === 'pause' && closedForMs(stage, quality, nowMs) >= liveLimits.strayClosedMs;
  if (isAsleep || stray >= liveLimits.strayFrames) return failed(check, 'too-slow');
  // What cannot be compared proves nothing, neither somebody else nor a movement.
  return isComparable ? move(check, isFrontal ? withFrame(stage, seen) : stage, quality, nowMs) : stands(stage);
}

/** From when on the eyes are closed. Frames that tell neither change nothing. */
function closedSince({ closedMs, rest }: Challenged, quality: FaceQuality, nowMs: number): number | null {
  if (shows('blink', quality, rest)) return closedMs ?? nowMs;
  return isOpen(quality, rest) ? null : closedMs;
}

/** How long eyes that this frame shows closed have been so; 0 of others. */
const closedForMs = ({ closedMs, rest }: Challenged, quality: FaceQuality, nowMs: number): number =>
  closedMs !== null && shows('blink', quality, rest) ? nowMs - closedMs : 0;

/** A clear turn that nobody asked for, or sooner than anybody can follow. */
function isStray(moment: Moment, turn: Movement | null, nowMs: number): boolean {
  if (turn === null) return false;
  const mayMove = moment.kind === 'told' ? !moment.isEarly && nowMs >= moment.reactionMs : moment.kind !== 'pause';
  return !mayMove || turn !== moment.movement;
}

/** What a measured frame of the right person does to the movement. */
function move(check: LiveCheck, stage: Challenged, quality: FaceQuality, nowMs: number): LiveStep {
  const { rest, moment } = stage;
  const { movement, deadlineMs } = moment;
  const to = (next: Moment): LiveStep => ({ kind: 'go-on', check: { ...check, stage: { ...stage, moment: next } } });
  const isShown = shows(movement, quality, rest);
  const isMade = isShown && (movement !== 'blink' || closedForMs(stage, quality, nowMs) >= liveLimits.closedMs);
  switch (moment.kind) {
    case 'pause': {
      if (nowMs < moment.untilMs || !isAtRest(quality, rest)) return to(moment);
      const reactionMs = nowMs + liveLimits.reactionMs;
      return to({ kind: 'told', movement, isEarly: false, reactionMs, deadlineMs: nowMs + check.rules.movementMs });
    }
    case 'told':
      if (nowMs < moment.reactionMs || (moment.isEarly && isShown)) return to({ ...moment, isEarly: isShown });
      return to({ kind: isMade ? 'back' : 'go', movement, deadlineMs });
    case 'go':
      return to({ kind: isMade ? 'back' : 'go', movement, deadlineMs });
    case 'back':
      return isAtRest(quality, rest) ? goOn(check, { ...stage, done: [...stage.done, movement] }, nowMs) : to(moment);
  }
}

/** The next movement after its pause, which may have begun already, or the end. The passive vote against costs one movement more. */
function goOn(check: LiveCheck, stage: Omit<Challenged, 'moment'>, nowMs: number, pauseFromMs = nowMs): LiveStep {
  const { reserve, rules } = check;
  const [due, ...plan] = check.plan;
  if (due) {
    const untilMs = Math.max(pauseFromMs + due.pauseMs, nowMs + liveLimits.minimumPauseMs);
    const moment: Moment = { kind: 'pause', movement: due.movement, untilMs, deadlineMs: untilMs + rules.movementMs };
    return { kind: 'go-on', check: { ...check, plan, stage: { ...stage, moment } } };
  }
  if (reserve.length > 0 && rules.real !== null && median(stage.scores) < rules.real) {
    return goOn({ ...check, plan: reserve, reserve: [] }, stage, nowMs);
  }
  const template = bestTemplate(stage.frames.map(({ embedding }) => embedding));
  return { kind: 'passed', check: { ...check, stage: nobodyYet }, template };
}

const scoresOf = ({ quality }: SeenFace): number[] => (quality.liveness === null ? [] : [quality.liveness]);

function withFrame(stage: Challenged, seen: SeenFace): Challenged {
  const sharpest = [...stage.frames, seen].sort((one, other) => other.quality.sharpness - one.quality.sharpness);
  return { ...stage, frames: sharpest.slice(0, framesPerTry), scores: [...stage.scores, ...scoresOf(seen)] };
}
