import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignment, arcFaceTemplate, chipSize } from './align.ts';
import { eyeOpening, eyePictures } from './eyes.ts';
import { applyAffine, type Point } from './geometry.ts';
import { paint } from './test-pictures.ts';

/** Both eyes as wide as 10 and open by so much, the rest of the 68 points anywhere. */
const facing = (height: number, otherHeight = height): Point[] => {
  const eye = (left: number, open: number): Point[] => [
    { x: left, y: 0 },
    { x: left + 3, y: -open / 2 },
    { x: left + 7, y: -open / 2 },
    { x: left + 10, y: 0 },
    { x: left + 7, y: open / 2 },
    { x: left + 3, y: open / 2 },
  ];
  const elsewhere = (count: number): Point[] => Array.from({ length: count }, () => ({ x: 50, y: 50 }));
  return [...elsewhere(36), ...eye(0, height), ...eye(20, otherHeight), ...elsewhere(20)];
};

describe('the opening of the eyes', () => {
  it('is height by width, the mean of both', () => {
    expect(eyeOpening(facing(3), null)).toBeCloseTo(0.3);
    expect(eyeOpening(facing(3, 1), null)).toBeCloseTo(0.2);
  });

  it('falls with how sure the eye model is that they are closed', () => {
    expect(eyeOpening(facing(3), [0, 0])).toBeCloseTo(0.3);
    expect(eyeOpening(facing(3), [1, 0])).toBeCloseTo(0.15);
    expect(eyeOpening(facing(3), [1, 1])).toBe(0);
    expect(eyeOpening(facing(3), [])).toBeCloseTo(0.3);
  });

  it('is 0 where there are no eyes, or eyes without a width', () => {
    expect(eyeOpening([], null)).toBe(0);
    expect(
      eyeOpening(
        Array.from({ length: 68 }, () => ({ x: 1, y: 1 })),
        null,
      ),
    ).toBe(0);
  });

  it('stays between 0 and 2, whatever the landmarks are', () => {
    const point = fc.record({ x: fc.double(), y: fc.double() });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 70 }), fc.option(fc.tuple(share, share)), (landmarks, closed) => {
        const opening = eyeOpening(landmarks, closed);
        expect(opening).toBeGreaterThanOrEqual(0);
        expect(opening).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('the pictures of the eyes', () => {
  const model = { shape: [1, 1, 24, 24] as const };
  /** Red round the left eye, green round the right one. */
  const chip = paint(chipSize, chipSize, (x, y) => {
    if (Math.hypot(x - 38.3, y - 51.7) < 6) return [200, 0, 0];
    return Math.hypot(x - 73.5, y - 51.5) < 6 ? [0, 200, 0] : [50, 50, 50];
  });
  const pixel = (picture: { data: ArrayLike<number>; width: number }, x: number, y: number): number[] =>
    [0, 1, 2].map((channel) => picture.data[(y * picture.width + x) * 4 + channel] ?? -1);

  it('are the eyes of the aligned face, however the face lay in the picture', () => {
    const turn = { a: 1.5, b: 0.6, c: -0.6, d: 1.5, tx: 40, ty: -12 };
    const { leftEye, rightEye, nose, leftMouth, rightMouth } = arcFaceTemplate;
    const points = {
      leftEye: applyAffine(turn, leftEye),
      rightEye: applyAffine(turn, rightEye),
      nose: applyAffine(turn, nose),
      leftMouth: applyAffine(turn, leftMouth),
      rightMouth: applyAffine(turn, rightMouth),
    };
    const toPicture = alignment(points);
    if (!toPicture) return expect.unreachable();
    const [left, right, more] = eyePictures(chip, toPicture, points, model);
    if (!left || !right) return expect.unreachable();
    expect([left.width, left.height, more]).toEqual([24, 24, undefined]);
    expect(pixel(left, 12, 12)).toEqual([200, 0, 0]);
    expect(pixel(right, 12, 12)).toEqual([0, 200, 0]);
    // 22 pixels wide: a circle of radius 6 fills the middle 13 of 24.
    expect(pixel(left, 12, 1)).toEqual([50, 50, 50]);
    expect(pixel(left, 3, 12)).toEqual([50, 50, 50]);
  });

  it('are none where the alignment cannot be undone', () => {
    const flat = { a: 0, b: 0, c: 0, d: 0, tx: 1, ty: 1 };
    expect(eyePictures(chip, flat, arcFaceTemplate, model)).toEqual([]);
  });
});
