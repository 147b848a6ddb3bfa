import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bestTemplate,
  type FaceComparison,
  isUsable,
  similarityOf,
  startComparison,
  takeFrame,
} from './face-decision.ts';
import { adviceLimits, framesPerTry } from './face-limits.ts';
import { frameOf } from './liveness-testing.ts';
import { embedding } from './visit-testing-people.ts';

const policy = { accept: 0.5, retry: 0.4, dimension: 512 };
const measured = { ...startComparison(2), portrait: embedding(1) };

/** The comparison after frames none of which ends it. */
function after(comparison: FaceComparison, ...cosines: number[]): FaceComparison {
  return cosines.reduce((before, cosine) => {
    const step = takeFrame(before, frameOf({}, cosine), policy);
    if (step.kind !== 'go-on') throw new Error(step.kind);
    return step.comparison;
  }, comparison);
}

describe('similarity', () => {
  it('is the cosine, and nothing for vectors of different lengths beyond the shorter', () => {
    expect(similarityOf(embedding(1), embedding(0.3))).toBeCloseTo(0.3);
    expect(similarityOf([1, 1], [1])).toBe(1);
  });
});

describe('an embedding', () => {
  it.each([
    ['of the model', embedding(0.3), true],
    ['there is none', null, false],
    ['of another model', embedding(0.3).slice(0, 511), false],
    ['longer than one, which would resemble everybody', embedding(0.3).map((value) => value * 2), false],
    ['without direction', new Array<number>(512).fill(0), false],
  ] as const)('%s', (_, values, usable) => {
    expect(isUsable(values, 512)).toBe(usable);
  });
});

describe('the template of several frames', () => {
  it('is one unit vector among them', () => {
    const template = bestTemplate([embedding(1), embedding(0)]);
    expect(isUsable(template, 512)).toBe(true);
    expect(similarityOf(template, embedding(1))).toBeCloseTo(Math.SQRT1_2);
    expect(similarityOf(template, embedding(0))).toBeCloseTo(Math.SQRT1_2);
  });

  it('resembles nobody when they contradict each other', () => {
    expect(bestTemplate([[1, 0], [-1, 0]])).toEqual([0, 0]); // prettier-ignore
    expect(bestTemplate([])).toEqual([]);
  });

  it('treats values that a frame lacks as zero', () => {
    expect(bestTemplate([[0, 1], [0]])).toEqual([0, 1]);
  });

  it('resembles what it was made of at least as much as the two least alike resemble each other', () => {
    const cosines = fc.array(fc.double({ min: 0.6, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(cosines, (values) => {
        const frames = values.map(embedding);
        const template = bestTemplate(frames);
        const least = Math.min(...frames.flatMap((one) => frames.map((other) => similarityOf(one, other))));
        for (const frame of frames) expect(similarityOf(template, frame)).toBeGreaterThanOrEqual(least - 1e-9);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the comparison', () => {
  it('does not count a frame without face vector, without portrait, of another model, or of bad quality', () => {
    const badLight = takeFrame(measured, frameOf({ luma: 0, backgroundLuma: 0 }), policy);
    expect(badLight).toEqual({ kind: 'go-on', comparison: { ...measured, pending: 'more-light' } });
    const unmeasured = startComparison(2);
    expect(takeFrame(unmeasured, frameOf(), policy)).toEqual({ kind: 'go-on', comparison: unmeasured });
    const short = { ...measured, portrait: [1] };
    expect(takeFrame(short, frameOf(), policy)).toEqual({ kind: 'go-on', comparison: short });
    for (const values of [null, [1], embedding(1).map((value) => value * 0.9)]) {
      const step = takeFrame(measured, { ...frameOf(), embedding: values }, policy);
      expect(step).toEqual({ kind: 'go-on', comparison: measured });
    }
  });

  it('accepts from the threshold on', () => {
    expect(takeFrame(measured, frameOf({}, 0.500001), policy)).toMatchObject({ kind: 'matched' });
    expect(takeFrame(measured, frameOf({}, 0.4999), policy)).toMatchObject({
      kind: 'go-on',
      comparison: { goodFrames: 1 },
    });
  });

  it('tries again when the best of five is near, with another instruction, and forgets the try before', () => {
    const again = after(measured, 0.1, 0.45, 0.1, 0.1, 0.1);
    expect(again).toMatchObject({ best: null, goodFrames: 0, triesLeft: 1, state: 'retry', rest: 'look-straight' });
    const last = takeFrame(after(again, 0.3, 0.3, 0.3, 0.3), frameOf({}, 0.3), policy);
    expect(last.kind === 'not-matched' && last.similarity).toBeCloseTo(0.3);
  });

  it('ends with the last try, and at once for a clear stranger', () => {
    const near = after({ ...measured, triesLeft: 1 }, 0.45, 0.45, 0.45, 0.45);
    expect(takeFrame(near, frameOf({}, 0.45), policy)).toMatchObject({ kind: 'not-matched' });
    const stranger = after(measured, 0.39, 0.39, 0.39, 0.39);
    expect(takeFrame(stranger, frameOf({}, 0.39), policy)).toMatchObject({ kind: 'not-matched' });
  });

  it('keeps the advice while frames are good', () => {
    const lastButOne = { ...measured, goodFrames: framesPerTry - 1 };
    const step = takeFrame(lastButOne, frameOf({ widthPx: adviceLimits.widthPx - 1 }, 0.45), policy);
    if (step.kind !== 'go-on') throw new Error(step.kind);
    expect(after(step.comparison, 0.45, 0.45, 0.45)).toMatchObject({ instruction: 'come-closer', state: 'retry' });
  });
});
