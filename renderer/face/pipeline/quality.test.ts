import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcFaceTemplate } from './align.ts';
import type { Point } from './geometry.ts';
import { chipFigures, headPose } from './quality.ts';
import { flat, paint } from './test-pictures.ts';

const shifted = ({ x, y }: Point, dx: number, dy: number): Point => ({ x: x + dx, y: y + dy });
const withNose = (dx: number, dy: number) => ({ ...arcFaceTemplate, nose: shifted(arcFaceTemplate.nose, dx, dy) });

describe('head pose', () => {
  it('of the template is near straight', () => {
    const { yawDegrees, pitchDegrees, rollDegrees } = headPose(arcFaceTemplate);
    expect(Math.abs(yawDegrees)).toBeLessThan(2);
    expect(Math.abs(pitchDegrees)).toBeLessThan(4);
    expect(Math.abs(rollDegrees)).toBeLessThan(1);
  });

  it('turns to the left of the picture with the nose, and up with it', () => {
    expect(headPose(withNose(-10, 0)).yawDegrees).toBeGreaterThan(15);
    expect(headPose(withNose(10, 0)).yawDegrees).toBeLessThan(-15);
    expect(headPose(withNose(0, -14)).pitchDegrees).toBeGreaterThan(15);
    expect(headPose(withNose(0, 14)).pitchDegrees).toBeLessThan(-15);
  });

  it('does not change yaw and pitch when the head is tilted, moved or nearer', () => {
    const angle = fc.double({ min: -60, max: 60, noNaN: true });
    const scale = fc.double({ min: 0.5, max: 5, noNaN: true });
    const nose = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(angle, scale, nose, nose, (tilt, size, dx, dy) => {
        const [cos, sin] = [size * Math.cos((tilt * Math.PI) / 180), size * Math.sin((tilt * Math.PI) / 180)];
        const turn = ({ x, y }: Point): Point => ({ x: cos * x - sin * y + 7, y: sin * x + cos * y - 3 });
        const face = withNose(dx, dy);
        const straight = headPose(face);
        const tilted = headPose({
          leftEye: turn(face.leftEye),
          rightEye: turn(face.rightEye),
          nose: turn(face.nose),
          leftMouth: turn(face.leftMouth),
          rightMouth: turn(face.rightMouth),
        });
        expect(tilted.yawDegrees).toBeCloseTo(straight.yawDegrees, 6);
        expect(tilted.pitchDegrees).toBeCloseTo(straight.pitchDegrees, 6);
        expect(tilted.rollDegrees).toBeCloseTo(straight.rollDegrees + tilt, 6);
      }),
    );
  });

  it('is turned away, and never no number, where the points span no face', () => {
    const here = { x: 3, y: 4 };
    const { yawDegrees: away } = headPose({
      leftEye: here,
      rightEye: here,
      nose: here,
      leftMouth: here,
      rightMouth: here,
    });
    expect(away).toBe(90);
    const point = fc.record({ x: fc.double({ noDefaultInfinity: true }), y: fc.double({ noDefaultInfinity: true }) });
    const points = fc.record({ leftEye: point, rightEye: point, nose: point, leftMouth: point, rightMouth: point });
    fc.assert(
      fc.property(points, (face) => {
        const { yawDegrees, pitchDegrees, rollDegrees } = headPose(face);
        for (const angle of [yawDegrees, pitchDegrees, rollDegrees]) {
          expect(Math.abs(angle)).toBeLessThanOrEqual(180);
        }
      }),
    );
  });
});

describe('figures of the aligned face', () => {
  it('are finite for any pixels', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 5_000 }), (bytes) => {
        const data = new Uint8ClampedArray(112 * 112 * 4);
        data.forEach((_, index) => (data[index] = bytes[(index * 31) % bytes.length] ?? 0));
        const { luma, sharpness } = chipFigures({ width: 112, height: 112, data });
        expect(luma).toBeLessThanOrEqual(255);
        expect(luma).toBeGreaterThanOrEqual(0);
        expect(sharpness).toBeGreaterThanOrEqual(0);
        expect(sharpness).toBeLessThan(Infinity);
      }),
    );
  });

  it('are mean luma and no sharpness for a plain one', () => {
    const { luma, sharpness } = chipFigures(flat(112, 112, 90));
    expect(luma).toBeCloseTo(90, 3);
    expect(sharpness).toBeCloseTo(0, 3);
  });

  it('are the variance of the Laplacian: 8 times the swing of a chessboard, squared', () => {
    const chessboard = paint(112, 112, (x, y) => ((x + y) % 2 === 0 ? [100, 100, 100] : [110, 110, 110]));
    const { luma, sharpness } = chipFigures(chessboard);
    expect(luma).toBeCloseTo(105, 3);
    expect(sharpness).toBeCloseTo(1600, 1);
  });

  it('fall when the picture is blurred', () => {
    const stripes = (width: number) =>
      paint(112, 112, (x) => (x % (2 * width) < width ? [40, 40, 40] : [200, 200, 200]));
    const ramp = paint(112, 112, (x) => [40 + x, 40 + x, 40 + x]);
    expect(chipFigures(ramp).sharpness).toBeLessThan(1);
    expect(chipFigures(stripes(8)).sharpness).toBeLessThan(chipFigures(stripes(2)).sharpness);
  });
});
