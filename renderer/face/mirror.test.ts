import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followFace, mirrorTransform, wholeView } from './mirror.ts';

const camera = { width: 640, height: 480 };
const share = fc.double({ min: -0.2, max: 1.2, noNaN: true });
const length = fc.double({ min: 0.01, max: 1.5, noNaN: true });

/** Where a point of the picture, in shares, is seen in the mirror, in shares. */
function seen(transform: string, x: number, y: number): [number, number] {
  const [tx = NaN, ty = NaN, scaleX = NaN, scaleY = NaN] = [...transform.matchAll(/-?[\d.]+/g)].map(Number);
  return [tx / 100 + x * scaleX, ty / 100 + y * scaleY];
}

describe('the mirror', () => {
  it('shows the largest square in the middle while nobody is seen', () => {
    const transform = mirrorTransform(wholeView, camera);
    expect(seen(transform, 0.5, 0.5)[0]).toBeCloseTo(0.5, 3);
    expect(seen(transform, 0.125, 0)[0]).toBeCloseTo(0, 3);
    expect(seen(transform, 0.875, 1)[1]).toBeCloseTo(1, 3);
  });

  it('puts a face at a child’s height into the middle, half as large as itself', () => {
    const place = { x: 0.2, y: 0.6, width: 0.15, height: 0.25 };
    const transform = mirrorTransform(followFace(wholeView, place, camera), camera);
    expect(seen(transform, 0.275, 0.725)[0]).toBeCloseTo(0.5, 2);
    expect(seen(transform, 0.275, 0.725)[1]).toBeCloseTo(0.5, 2);
    expect(seen(transform, 0, 0.85)[1] - seen(transform, 0, 0.6)[1]).toBeCloseTo(0.5, 2);
  });

  it('shows the picture everywhere, whatever the worker says', () => {
    fc.assert(
      fc.property(share, share, length, length, fc.boolean(), (x, y, width, height, isUpright) => {
        const picture = isUpright ? { width: 480, height: 640 } : camera;
        const transform = mirrorTransform(followFace(wholeView, { x, y, width, height }, picture), picture);
        const [left, top] = seen(transform, 0, 0);
        const [right, bottom] = seen(transform, 1, 1);
        expect(Math.max(left, top)).toBeLessThanOrEqual(0.001);
        expect(Math.min(right, bottom)).toBeGreaterThanOrEqual(0.999);
      }),
    );
  });

  it('rests while the face moves little or is lost for a moment, and goes back once it is gone', () => {
    const place = { x: 0.4, y: 0.4, width: 0.2, height: 0.3 };
    const view = followFace(wholeView, place, camera);
    expect(followFace(view, { ...place, x: 0.41, height: 0.31 }, camera)).toEqual(view);
    expect(followFace(view, { ...place, x: 0.5 }, camera)).not.toEqual(view);
    const lost = followFace(view, null, camera);
    expect(lost).toEqual({ ...view, missed: 1 });
    expect(followFace(lost, place, camera)).toEqual(view);
    let gone = view;
    for (let picture = 0; picture < 10; picture += 1) gone = followFace(gone, null, camera);
    expect(mirrorTransform(gone, camera)).toBe(mirrorTransform(wholeView, camera));
  });
});
