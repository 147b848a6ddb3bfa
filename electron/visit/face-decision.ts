import type { FaceQuality } from '../bridge/intent.ts';
import { type Guidance, frameProblem, hintFor, nextInstruction, startGuidance } from './face-guidance.ts';
import { framesPerTry } from './face-limits.ts';
import type { VisitPolicies } from './ports.ts';

/**
 * The comparison with the chip's portrait, decided in the station from embeddings and quality figures (1:1: best of up to
 * five good frames; accept, try again with another instruction, or not the same person as far as a camera can tell).
 */

/** What the worker measured on one frame. */
export interface FaceSample {
  embedding: readonly number[] | null;
  quality: FaceQuality;
}

export interface FaceComparison extends Guidance {
  portrait: readonly number[] | null;
  /** Best similarity of the present try, and of those that failed. */
  best: number | null;
  failedBest: number | null;
  goodFrames: number;
  triesLeft: number;
  state: 'looking' | 'retry' | 'matched';
}

export type FaceStep =
  | { kind: 'go-on'; comparison: FaceComparison }
  | { kind: 'matched'; comparison: FaceComparison; similarity: number }
  | { kind: 'not-matched'; similarity: number };

export const startComparison = (tries: number): FaceComparison => ({
  ...startGuidance('look-here'),
  portrait: null,
  best: null,
  failedBest: null,
  goodFrames: 0,
  triesLeft: tries,
  state: 'looking',
});

/** Cosine of two unit vectors. */
export function similarityOf(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

/** As evidence keeps it: the digits after that are the camera's. */
export const roundedTo2 = (similarity: number): number => Math.round(similarity * 100) / 100;

/** Rounding of float32 moves the length of a unit vector by far less. */
const lengthTolerance = 0.01;

/** Whether it can be compared: as many values as the model gives, and of length one, without which a cosine is none. */
export function isUsable(embedding: readonly number[] | null, dimension: number): embedding is readonly number[] {
  return embedding?.length === dimension && Math.abs(Math.hypot(...embedding) - 1) <= lengthTolerance;
}

/** One face out of several frames of it: the mean of their unit vectors, of length one again. */
export function bestTemplate(embeddings: readonly (readonly number[])[]): number[] {
  const sum = (embeddings[0] ?? []).map((_, index) =>
    embeddings.reduce((total, embedding) => total + (embedding[index] ?? 0), 0),
  );
  // Vectors that cancel each other out have no mean direction; zeros resemble nobody.
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}

/** What to try next, after a frame that counted but did not match. */
export const adviceFor = (quality: FaceQuality): Guidance => startGuidance(hintFor(quality) ?? 'look-straight');

/** Takes one measured frame into the comparison. */
export function takeFrame(
  before: FaceComparison,
  { embedding, quality }: FaceSample,
  policy: Pick<VisitPolicies['face'], 'accept' | 'retry' | 'dimension'>,
): FaceStep {
  const comparison = nextInstruction(before, quality);
  const { portrait } = comparison;
  const isMeasured = isUsable(embedding, policy.dimension) && isUsable(portrait, policy.dimension);
  if (frameProblem(quality) !== null || !isMeasured) return { kind: 'go-on', comparison };
  const similarity = similarityOf(portrait, embedding);
  const best = Math.max(comparison.best ?? -1, similarity);
  if (best >= policy.accept) {
    return { kind: 'matched', comparison: { ...comparison, state: 'matched', best }, similarity: best };
  }
  const goodFrames = comparison.goodFrames + 1;
  if (goodFrames < framesPerTry) return { kind: 'go-on', comparison: { ...comparison, best, goodFrames } };
  const triesLeft = comparison.triesLeft - 1;
  // A clear stranger does not become the holder by trying again.
  if (triesLeft <= 0 || best < policy.retry) return { kind: 'not-matched', similarity: best };
  return {
    kind: 'go-on',
    comparison: {
      ...comparison,
      ...adviceFor(quality),
      ...{
        best: null,
        failedBest: Math.max(comparison.failedBest ?? -1, best),
        goodFrames: 0,
        triesLeft,
        state: 'retry',
      },
    },
  };
}
