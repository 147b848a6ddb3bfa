import { describe, expect, it } from 'vitest';
import { decodeLandmarks, fivePoints, landmarkSquare } from './landmarks.ts';

describe('landmarks', () => {
  it('are looked for in a square as high as the box and centred on it', () => {
    expect(landmarkSquare({ x: 100, y: 50, width: 60, height: 100 })).toEqual({
      x: 80,
      y: 50,
      width: 100,
      height: 100,
    });
  });

  it('come back in the pixels of the picture', () => {
    const output = new Float32Array(136);
    output.set([0, 0.5, 1, 0.25]);
    const points = decodeLandmarks(output, { x: 10, y: 20, width: 40, height: 40 });
    expect(points).toHaveLength(68);
    expect(points.slice(0, 3)).toEqual([
      { x: 10, y: 40 },
      { x: 50, y: 30 },
      { x: 10, y: 20 },
    ]);
  });

  it('become five points: means of the lids and of both lips, and the tip of the nose', () => {
    const numbered = Array.from({ length: 68 }, (_, index) => ({ x: index, y: -index }));
    expect(fivePoints(numbered)).toEqual({
      leftEye: { x: 39, y: -39 },
      rightEye: { x: 45, y: -45 },
      nose: { x: 30, y: -30 },
      leftMouth: { x: 54, y: -54 },
      rightMouth: { x: 59, y: -59 },
    });
  });

  it('are no points at all when the model gave too few', () => {
    expect(fivePoints([]).nose.x).toBeNaN();
  });
});
