import { describe, expect, it } from 'vitest';
import { frameLimits, frameProblem, framesPerTry, similarityOf, startComparison, takeFrame } from './face-decision.ts';
import { testPolicies } from './visit-testing.ts';
import { embedding, goodFrame } from './visit-testing-people.ts';

const policy = testPolicies.face;
const measured = { ...startComparison(2), portrait: embedding(1) };
const frame = (cosine: number, quality = {}) => ({
  embedding: embedding(cosine),
  quality: { ...goodFrame, ...quality },
});

describe('similarity', () => {
  it('is the cosine, and nothing for vectors of different lengths beyond the shorter', () => {
    expect(similarityOf(embedding(1), embedding(0.3))).toBeCloseTo(0.3);
    expect(similarityOf([1, 1], [1])).toBe(1);
  });
});

describe('a frame', () => {
  it.each([
    [{ faces: 0 }, 'no-face'],
    [{ faces: 2 }, 'several-faces'],
    [{ widthPx: frameLimits.minimumWidthPx - 1 }, 'come-closer'],
    [{ widthPx: frameLimits.maximumWidthPx + 1 }, 'step-back'],
    [{ luma: frameLimits.minimumLuma - 1 }, 'more-light'],
    [{ luma: frameLimits.maximumLuma + 1 }, 'less-light'],
    [{ yawDegrees: -frameLimits.maximumTurnDegrees - 1 }, 'look-straight'],
    [{ pitchDegrees: frameLimits.maximumTurnDegrees + 1 }, 'look-straight'],
    [{ rollDegrees: frameLimits.maximumRollDegrees + 1 }, 'look-straight'],
    [{ sharpness: frameLimits.minimumSharpness - 1 }, 'hold-still'],
    [{}, null],
  ] as const)('with %o is told %s', (quality, problem) => {
    expect(frameProblem({ ...goodFrame, ...quality })).toBe(problem);
  });

  it('at the limits counts', () => {
    const { minimumWidthPx, maximumLuma, maximumTurnDegrees, maximumRollDegrees, minimumSharpness } = frameLimits;
    const edge = {
      faces: 1,
      widthPx: minimumWidthPx,
      luma: maximumLuma,
      yawDegrees: maximumTurnDegrees,
      pitchDegrees: -maximumTurnDegrees,
      rollDegrees: -maximumRollDegrees,
      sharpness: minimumSharpness,
    };
    expect(frameProblem(edge)).toBeNull();
  });
});

describe('the comparison', () => {
  it('does not count a frame without face vector, without portrait, or of bad quality', () => {
    const badLight = takeFrame(measured, frame(1, { luma: 0 }), policy);
    expect(badLight).toEqual({ kind: 'go-on', comparison: { ...measured, instruction: 'more-light' } });
    expect(takeFrame(measured, { embedding: null, quality: goodFrame }, policy)).toEqual({
      kind: 'go-on',
      comparison: measured,
    });
    const unmeasured = startComparison(2);
    expect(takeFrame(unmeasured, frame(1), policy)).toEqual({ kind: 'go-on', comparison: unmeasured });
  });

  it('accepts from the threshold on', () => {
    expect(takeFrame(measured, frame(0.500001), policy)).toMatchObject({ kind: 'matched' });
    expect(takeFrame(measured, frame(0.4999), policy)).toMatchObject({ kind: 'go-on', comparison: { goodFrames: 1 } });
  });

  it('remembers the best frame of a try, not of the one before', () => {
    let comparison = measured;
    for (const cosine of [0.1, 0.45, 0.1, 0.1, 0.1]) {
      const step = takeFrame(comparison, frame(cosine), policy);
      if (step.kind !== 'go-on') throw new Error(step.kind);
      comparison = { ...step.comparison, portrait: embedding(1) };
    }
    expect(comparison).toMatchObject({ best: null, goodFrames: 0, triesLeft: 1, state: 'retry' });
    for (let sent = 1; sent < framesPerTry; sent += 1) {
      const step = takeFrame(comparison, frame(0.3), policy);
      if (step.kind !== 'go-on') throw new Error(step.kind);
      comparison = { ...step.comparison, portrait: embedding(1) };
    }
    const last = takeFrame(comparison, frame(0.3), policy);
    expect(last.kind === 'not-matched' && last.similarity).toBeCloseTo(0.3);
  });

  it.each([
    [{ widthPx: frameLimits.adviceWidthPx - 1 }, 'come-closer'],
    [{ luma: frameLimits.adviceLuma - 1 }, 'more-light'],
    [{}, 'look-straight'],
  ] as const)('advises the next try by its last frame: %o, %s', (quality, instruction) => {
    const lastButOne = { ...measured, goodFrames: framesPerTry - 1, best: 0.3 };
    expect(takeFrame(lastButOne, frame(0.3, quality), policy)).toMatchObject({
      kind: 'go-on',
      comparison: { state: 'retry', instruction },
    });
  });
});
