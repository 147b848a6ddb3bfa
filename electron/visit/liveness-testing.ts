import type { Movement } from '../bridge/face-snapshot.ts';
import type { FaceQuality } from '../bridge/intent.ts';
import type { FaceSample } from './face-decision.ts';
import { liveLimits } from './face-limits.ts';
import {
  challengeOf,
  type LiveCheck,
  type LivenessRules,
  type LiveStep,
  startLiveness,
  takeLiveFrame,
} from './liveness.ts';
import { embedding, goodFrame } from './visit-testing-people.ts';

/** Frames of a challenge as a worker measures them, ten a second. */

export const clearFace: FaceQuality = { ...goodFrame, liveness: 0.9 };

/** A frame of somebody; `cosine` to whom the challenge began with. */
export const frameOf = (quality: Partial<FaceQuality> = {}, cosine = 1): FaceSample => ({
  embedding: embedding(cosine),
  quality: { ...clearFace, ...quality },
});

export const nobody: FaceSample = { embedding: null, quality: { ...clearFace, faces: 0, widthPx: 0 } };
export const closed = { eyeOpening: 0.05 };
export const left = { yawDegrees: -24 };
export const right = { yawDegrees: 24 };

const looks: Record<Movement, Partial<FaceQuality>> = { blink: closed, 'turn-left': left, 'turn-right': right };

export const rules: LivenessRules = {
  kinds: ['blink', 'turn'],
  movements: 2,
  tries: 3,
  movementMs: 6_000,
  continuity: 0.6,
  real: 0.5,
  dimension: 512,
};

export const frameMs = 100;

/** Numbers as a seed gives them, 0 up to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Somebody who is told something looks like this, by the movement and the time since it was told. */
export type Behaviour = (asked: Movement | null, sinceMs: number, nowMs: number) => FaceSample;

/** Does what is asked half a second later, for most of a second. */
export const willing: Behaviour = (asked, sinceMs) =>
  frameOf(asked !== null && sinceMs >= 500 && sinceMs < 1_400 ? looks[asked] : {}, 0.9);

/** Plays a try from `startMs` on to its end, or for this long. */
export function play(check: LiveCheck, behaviour: Behaviour, { startMs = 0, forMs = 60_000 } = {}): LiveStep {
  let step: LiveStep = { kind: 'go-on', check };
  let told: { movement: Movement | null; left: number; atMs: number } = { movement: null, left: 0, atMs: 0 };
  for (let nowMs = startMs; nowMs < startMs + forMs && step.kind === 'go-on'; nowMs += frameMs) {
    const asked = challengeOf(step.check, nowMs);
    if ((asked?.movement ?? null) !== told.movement || (asked?.left ?? 0) !== told.left) {
      told = { movement: asked?.movement ?? null, left: asked?.left ?? 0, atMs: nowMs };
    }
    step = takeLiveFrame(step.check, behaviour(told.movement, nowMs - told.atMs, nowMs), nowMs);
  }
  return step;
}

/** A challenge by this seed. */
export const start = (changes: Partial<LivenessRules> = {}, seed = 1): LiveCheck =>
  startLiveness({ ...rules, ...changes }, randomFrom(seed));

export function goOn(step: LiveStep): LiveCheck {
  if (step.kind !== 'go-on') throw new Error(step.kind);
  return step.check;
}

/** These frames, ten a second; what the last of them gives. */
export function feed(check: LiveCheck, startMs: number, ...frames: FaceSample[]): LiveStep {
  const [last, ...before] = frames.reverse();
  const checked = before
    .reverse()
    .reduce((now, frame, index) => goOn(takeLiveFrame(now, frame, startMs + index * frameMs)), check);
  return takeLiveFrame(checked, last ?? nobody, startMs + before.length * frameMs);
}

/** Until the first movement has been told, and could be reacted to, by somebody who looks like this. */
export function toldAt(check: LiveCheck, look: Partial<FaceQuality> = {}): { check: LiveCheck; nowMs: number } {
  let [told, nowMs] = [check, 0];
  while (challengeOf(told, nowMs) === null) {
    told = goOn(takeLiveFrame(told, frameOf(look), nowMs));
    nowMs += frameMs;
  }
  return { check: told, nowMs: nowMs + liveLimits.reactionMs };
}

const oneTurn = { kinds: ['turn'], movements: 1, real: null } as const;
/** Seeds that ask for it first. */
export const toLeft = (): LiveCheck =>
  [1, 2, 3, 4, 5, 6].map((seed) => start(oneTurn, seed)).find(({ order }) => order[0] === 'turn-left') ?? start();
export const toBlink = (): LiveCheck => start({ kinds: ['blink'], movements: 1, real: null });
