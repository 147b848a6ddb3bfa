import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignFace, arcFaceTemplate, chipSize, warp } from './align.ts';
import { applySimilarity, type Similarity } from './geometry.ts';
import type { FivePoints } from './landmarks.ts';
import { paint } from './test-pictures.ts';

const moved = (transform: Similarity): FivePoints => ({
  leftEye: applySimilarity(transform, arcFaceTemplate.leftEye),
  rightEye: applySimilarity(transform, arcFaceTemplate.rightEye),
  nose: applySimilarity(transform, arcFaceTemplate.nose),
  leftMouth: applySimilarity(transform, arcFaceTemplate.leftMouth),
  rightMouth: applySimilarity(transform, arcFaceTemplate.rightMouth),
});

describe('warp', () => {
  it('leaves a picture as it is when nothing moves', () => {
    const image = paint(7, 5, (x, y) => [x * 30, y * 50, (x * y) % 256]);
    expect(warp(image, { a: 1, b: 0, tx: 0, ty: 0 }, 7, 5)).toEqual(image);
  });

  it('turns by a quarter and shifts', () => {
    const image = paint(3, 3, (x, y) => [x * 100, y * 100, 0]);
    // (x, y) of the result is (2 - y, x) of the picture.
    const turned = warp(image, { a: 0, b: 1, tx: 2, ty: 0 }, 3, 3);
    expect(turned).toEqual(paint(3, 3, (x, y) => [(2 - y) * 100, x * 100, 0]));
  });
});

describe('alignment', () => {
  it('lays a face of any size, place and tilt onto the template', () => {
    const face = fc.record({
      angle: fc.double({ min: -0.6, max: 0.6, noNaN: true }),
      scale: fc.double({ min: 0.8, max: 2.5, noNaN: true }),
      tx: fc.double({ min: 100, max: 150, noNaN: true }),
      ty: fc.double({ min: 100, max: 150, noNaN: true }),
    });
    fc.assert(
      fc.property(face, ({ angle, scale, tx, ty }) => {
        const toPicture = { a: scale * Math.cos(angle), b: scale * Math.sin(angle), tx, ty };
        // A picture whose colour is the template coordinate, so that the chip must show its own coordinates.
        const back = { a: Math.cos(angle) / scale, b: -Math.sin(angle) / scale };
        const image = paint(480, 480, (x, y) => [
          back.a * (x - tx) - back.b * (y - ty),
          back.b * (x - tx) + back.a * (y - ty),
          0,
        ]);
        const chip = alignFace(image, moved(toPicture));
        for (const [x, y] of [
          [38, 52],
          [74, 52],
          [56, 72],
          [56, 92],
        ] as const) {
          const offset = (y * chipSize + x) * 4;
          expect(Math.abs((chip?.data[offset] ?? NaN) - x)).toBeLessThanOrEqual(1);
          expect(Math.abs((chip?.data[offset + 1] ?? NaN) - y)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('has nothing to show for points on one spot or without a place', () => {
    const image = paint(4, 4, () => [0, 0, 0]);
    const all = (x: number, y: number): FivePoints => ({
      leftEye: { x, y },
      rightEye: { x, y },
      nose: { x, y },
      leftMouth: { x, y },
      rightMouth: { x, y },
    });
    expect(alignFace(image, all(2, 2))).toBeNull();
    expect(alignFace(image, all(NaN, 2))).toBeNull();
  });
});
