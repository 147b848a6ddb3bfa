import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignment, arcFaceTemplate, chipOf, chipSize } from './align.ts';
import { applyAffine, type Affine } from './geometry.ts';
import type { FivePoints } from './landmarks.ts';
import { pixelSampler } from './sampler.ts';
import { paint } from './test-pictures.ts';

const moved = (transform: Affine): FivePoints => ({
  leftEye: applyAffine(transform, arcFaceTemplate.leftEye),
  rightEye: applyAffine(transform, arcFaceTemplate.rightEye),
  nose: applyAffine(transform, arcFaceTemplate.nose),
  leftMouth: applyAffine(transform, arcFaceTemplate.leftMouth),
  rightMouth: applyAffine(transform, arcFaceTemplate.rightMouth),
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
        const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
        const toPicture = { a: cos, b: sin, c: -sin, d: cos, tx, ty };
        // A picture whose colour is the template coordinate, so that the chip must show its own coordinates.
        const back = { a: Math.cos(angle) / scale, b: -Math.sin(angle) / scale };
        const image = paint(480, 480, (x, y) => [
          back.a * (x - tx) - back.b * (y - ty),
          back.b * (x - tx) + back.a * (y - ty),
          0,
        ]);
        const found = alignment(moved(toPicture));
        expect(found).not.toBeNull();
        if (!found) return;
        // As a model takes it that wants the chip twice as large, too.
        for (const larger of [1, 2]) {
          const chip = chipOf(pixelSampler(image), found, larger * chipSize);
          for (const [x, y] of [
            [38, 52],
            [74, 52],
            [56, 72],
            [56, 92],
          ] as const) {
            const offset = (larger * y * chip.width + larger * x) * 4;
            expect(Math.abs((chip.data[offset] ?? NaN) - x)).toBeLessThanOrEqual(1);
            expect(Math.abs((chip.data[offset + 1] ?? NaN) - y)).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('does not exist for points on one spot or without a place', () => {
    const all = (x: number, y: number): FivePoints => ({
      leftEye: { x, y },
      rightEye: { x, y },
      nose: { x, y },
      leftMouth: { x, y },
      rightMouth: { x, y },
    });
    expect(alignment(all(2, 2))).toBeNull();
    expect(alignment(all(NaN, 2))).toBeNull();
  });
});
