import type { FaceQuality } from '../bridge/intent.ts';
import type { FaceInstruction } from '../bridge/face-snapshot.ts';
import { adviceLimits, frameLimits } from './face-limits.ts';

/** What somebody before the camera is told: one instruction at a time, the most useful first. */

export interface Guidance {
  /** What the screen says now. */
  instruction: FaceInstruction;
  /** What it says while nothing is wrong. */
  rest: FaceInstruction;
  /** Measured once; it is said when the next frame says so, too. */
  pending: FaceInstruction | null;
}

/** The guidance at the beginning of a try. */
export const startGuidance = (rest: FaceInstruction): Guidance => ({ instruction: rest, rest, pending: null });

/** Why this frame cannot count; null when it can. */
export function frameProblem(quality: FaceQuality): FaceInstruction | null {
  if (quality.faces === 0) return 'no-face';
  if (quality.faces > 1) return 'several-faces';
  if (quality.widthPx > frameLimits.maximumWidthPx) return 'step-back';
  if (quality.isCut) return 'move-to-middle';
  if (quality.widthPx < frameLimits.minimumWidthPx) return 'come-closer';
  if (quality.luma < frameLimits.minimumLuma) return isBacklit(quality) ? 'backlit' : 'more-light';
  if (quality.luma > frameLimits.maximumLuma) return 'less-light';
  if (isTurned(quality)) return 'look-straight';
  if (quality.sharpness < frameLimits.minimumSharpness) return 'hold-still';
  return null;
}

/** What might help whoever is not recognised by frames like this one; null where nothing stands out. */
export function hintFor(quality: FaceQuality): FaceInstruction | null {
  if (quality.mask >= adviceLimits.mask) return 'take-off-mask';
  if (quality.eyeOpening < adviceLimits.eyeOpening) return 'open-eyes';
  if (quality.cap >= adviceLimits.cap) return 'take-off-cap';
  if (quality.glare >= adviceLimits.glare) return 'glare';
  if (quality.widthPx > frameLimits.maximumWidthPx) return 'step-back';
  if (quality.isCut) return 'move-to-middle';
  if (quality.widthPx < adviceLimits.widthPx) return 'come-closer';
  if (quality.luma < adviceLimits.minimumLuma) return isBacklit(quality) ? 'backlit' : 'more-light';
  if (quality.luma > adviceLimits.maximumLuma) return 'less-light';
  const { turnDegrees, rollDegrees } = adviceLimits;
  if (turnOf(quality) > turnDegrees || Math.abs(quality.rollDegrees) > rollDegrees) return 'look-straight';
  if (quality.sharpness < frameLimits.minimumSharpness) return 'hold-still';
  return null;
}

/** The state with this frame's problem; another instruction than before only once two frames running ask for it. */
export const nextInstruction = <State extends Guidance>(state: State, quality: FaceQuality): State =>
  saying(state, frameProblem(quality));

/** The same of somebody who is to move: nobody tells them to look straight or to hold still. */
export function instructionInMovement<State extends Guidance>(state: State, quality: FaceQuality): State {
  const problem = frameProblem(quality);
  return saying(state, problem === 'look-straight' || problem === 'hold-still' ? null : problem);
}

function saying<State extends Guidance>(state: State, problem: FaceInstruction | null): State {
  const wanted = problem ?? state.rest;
  if (wanted === state.instruction) return { ...state, pending: null };
  return wanted === state.pending ? { ...state, instruction: wanted, pending: null } : { ...state, pending: wanted };
}

/** What might help after a failure, as frames of somebody at rest told it. */
export interface Hints {
  hint: FaceInstruction | null;
  /** Measured once; it counts when the next frame says so, too. */
  likely: FaceInstruction | null;
}

/** The hints after a frame of somebody at rest: a good frame without what the hint says drops it. */
export function nextHints({ hint, likely }: Hints, quality: FaceQuality): Hints {
  if (quality.faces !== 1) return { hint, likely };
  const said = hintFor(quality);
  if (said !== null && (said === hint || said === likely)) return { hint: said, likely: null };
  return { hint: frameProblem(quality) === null ? null : hint, likely: said };
}

/** Turned away too far for a frame that counts. */
const isTurned = (quality: FaceQuality): boolean =>
  turnOf(quality) > frameLimits.maximumTurnDegrees || Math.abs(quality.rollDegrees) > frameLimits.maximumRollDegrees;

const turnOf = ({ yawDegrees, pitchDegrees }: FaceQuality): number =>
  Math.max(Math.abs(yawDegrees), Math.abs(pitchDegrees));

const isBacklit = ({ luma, backgroundLuma }: FaceQuality): boolean =>
  backgroundLuma - luma > adviceLimits.backlitDifference;
