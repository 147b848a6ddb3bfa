import { describe, expect, it } from 'vitest';
import { landmarkModel } from '../models.ts';
import { decodeLandmarks, fivePoints, landmarkSquare, landmarkTensor } from './landmarks.ts';
import { paint } from './test-pictures.ts';

describe('landmarks', () => {
  it('are looked for in a square as high as the box and centred on it', () => {
    expect(landmarkSquare({ x: 100, y: 50, width: 60, height: 100 })).toEqual({
      x: 80,
      y: 50,
      width: 100,
      height: 100,
    });
  });

  it('see the square in grey, divided by 256, black beyond the picture', () => {
    const image = paint(64, 64, (x) => (x < 32 ? [0, 255, 0] : [255, 255, 255]));
    const tensor = landmarkTensor(image, { x: 0, y: 32, width: 64, height: 64 }, landmarkModel);
    expect(tensor).toHaveLength(64 * 64);
    expect(tensor[0]).toBeCloseTo((0.587 * 255) / 256);
    expect(tensor[63]).toBeCloseTo(255 / 256);
    expect(tensor[40 * 64 + 63]).toBe(0);
  });

  it('come back in the pixels of the picture', () => {
    const points = decodeLandmarks(Float32Array.of(0, 0.5, 1, 0.25), { x: 10, y: 20, width: 40, height: 40 }, 2);
    expect(points).toEqual([
      { x: 10, y: 40 },
      { x: 50, y: 30 },
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
