import type { FaceInstruction } from '../bridge/snapshot.ts';
import type { FaceQuality } from '../bridge/intent.ts';
import type { VisitPolicies } from './ports.ts';

/**
 * The comparison with the chip's portrait, decided in the station from embeddings and quality figures (1:1: best of up to
 * five good frames; accept, try again with another instruction, or staff).
 */

/** Frames of one try; measured: the best of five reaches the threshold where a single frame may blink or blur. */
export const framesPerTry = 5;

/** Quality gate of a frame that may count (measured on LFW and ORL; floor 64 px, advice 100 px). */
export const frameLimits = {
  minimumWidthPx: 64,
  adviceWidthPx: 100,
  maximumWidthPx: 420,
  minimumLuma: 50,
  adviceLuma: 70,
  maximumLuma: 215,
  minimumSharpness: 40,
  maximumTurnDegrees: 20,
  maximumRollDegrees: 25,
} as const;

export interface FaceComparison {
  portrait: readonly number[] | null;
  /** Best similarity of the present try. */
  best: number | null;
  goodFrames: number;
  triesLeft: number;
  instruction: FaceInstruction;
  state: 'looking' | 'retry' | 'matched';
}

export type FaceStep =
  | { kind: 'go-on'; comparison: FaceComparison }
  | { kind: 'matched'; comparison: FaceComparison; similarity: number }
  | { kind: 'not-matched'; similarity: number };

export function startComparison(tries: number): FaceComparison {
  return { portrait: null, best: null, goodFrames: 0, triesLeft: tries, instruction: 'look-here', state: 'looking' };
}

/** Cosine of two unit vectors. */
export function similarityOf(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

/** What to tell the patient about this frame; null when it is good enough to count. */
export function frameProblem(quality: FaceQuality): FaceInstruction | null {
  if (quality.faces === 0) return 'no-face';
  if (quality.faces > 1) return 'several-faces';
  if (quality.widthPx < frameLimits.minimumWidthPx) return 'come-closer';
  if (quality.widthPx > frameLimits.maximumWidthPx) return 'step-back';
  if (quality.luma < frameLimits.minimumLuma) return 'more-light';
  if (quality.luma > frameLimits.maximumLuma) return 'less-light';
  const turn = Math.max(Math.abs(quality.yawDegrees), Math.abs(quality.pitchDegrees));
  if (turn > frameLimits.maximumTurnDegrees) return 'look-straight';
  if (Math.abs(quality.rollDegrees) > frameLimits.maximumRollDegrees) return 'look-straight';
  if (quality.sharpness < frameLimits.minimumSharpness) return 'hold-still';
  return null;
}

/** Advice for the next try, from a frame that counted but did not match. */
function adviceFor(quality: FaceQuality): FaceInstruction {
  if (quality.widthPx < frameLimits.adviceWidthPx) return 'come-closer';
  if (quality.luma < frameLimits.adviceLuma) return 'more-light';
  return 'look-straight';
}

/** Takes one measured frame into the comparison. */
export function takeFrame(
  comparison: FaceComparison,
  frame: { embedding: readonly number[] | null; quality: FaceQuality },
  policy: VisitPolicies['face'],
): FaceStep {
  const problem = frameProblem(frame.quality);
  if (problem !== null || frame.embedding === null || comparison.portrait === null) {
    return { kind: 'go-on', comparison: { ...comparison, instruction: problem ?? comparison.instruction } };
  }
  const similarity = similarityOf(comparison.portrait, frame.embedding);
  const best = Math.max(comparison.best ?? -1, similarity);
  if (best >= policy.accept) {
    return { kind: 'matched', comparison: { ...comparison, state: 'matched', best }, similarity: best };
  }
  const goodFrames = comparison.goodFrames + 1;
  if (goodFrames < framesPerTry) {
    return { kind: 'go-on', comparison: { ...comparison, best, goodFrames, instruction: 'look-here' } };
  }
  const triesLeft = comparison.triesLeft - 1;
  // A clear stranger does not become the holder by trying again; staff look at both.
  if (triesLeft <= 0 || best < policy.retry) return { kind: 'not-matched', similarity: best };
  return {
    kind: 'go-on',
    comparison: {
      ...comparison,
      best: null,
      goodFrames: 0,
      triesLeft,
      state: 'retry',
      instruction: adviceFor(frame.quality),
    },
  };
}
