import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { livenessSquare } from './passive-liveness.ts';
import { softmaxShare } from './softmax.ts';

const picture = { width: 640, height: 480 };

describe('the passive model’s square', () => {
  it('lies around the middle of the face, in its larger side', () => {
    expect(livenessSquare(picture, { x: 270, y: 200, width: 80, height: 100 }, 2.7)).toEqual({
      x: 175,
      y: 115,
      width: 270,
      height: 270,
    });
  });

  it('stays inside the picture, whatever was detected', () => {
    const number = fc.double({ min: -700, max: 1400, noNaN: true });
    const length = fc.double({ min: 1, max: 1400, noNaN: true });
    fc.assert(
      fc.property(number, number, length, length, (x, y, width, height) => {
        const square = livenessSquare(picture, { x, y, width, height }, 2.7);
        expect(square.width).toBe(square.height);
        expect(Math.min(square.x, square.y)).toBeGreaterThanOrEqual(0);
        expect(square.x + square.width).toBeLessThanOrEqual(640 + 1e-6);
        expect(square.y + square.height).toBeLessThanOrEqual(480 + 1e-6);
      }),
    );
  });
});

describe('softmax', () => {
  it('shares one among the scores', () => {
    const scores = Float32Array.of(0, Math.log(3), 0);
    expect(softmaxShare(scores, 1)).toBeCloseTo(0.6);
    expect([0, 1, 2].reduce((sum, index) => sum + softmaxShare(scores, index), 0)).toBeCloseTo(1);
    expect(softmaxShare(Float32Array.of(1000, 0), 0)).toBe(1);
  });

  it('is 0 for scores that are none', () => {
    expect(softmaxShare(Float32Array.of(NaN, 1), 1)).toBe(0);
    expect(softmaxShare(Float32Array.of(1), 3)).toBe(0);
    expect(softmaxShare(new Float32Array(), 0)).toBe(0);
  });
});
