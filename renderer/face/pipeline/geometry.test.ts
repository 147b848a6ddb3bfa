import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyAffine, fitSimilarity, invertAffine, type Affine, type Point } from './geometry.ts';

const similarityOf = (a: number, b: number, tx: number, ty: number): Affine => ({ a, b, c: -b, d: a, tx, ty });
const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true });
const point = fc.record({ x: coordinate, y: coordinate });
const similarity = fc
  .record({
    angle: fc.double({ min: -3, max: 3, noNaN: true }),
    scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
    tx: coordinate,
    ty: coordinate,
  })
  .map(({ angle, scale, tx, ty }) => similarityOf(scale * Math.cos(angle), scale * Math.sin(angle), tx, ty));
/** Five points that do not lie on one spot. */
const spread = fc
  .array(point, { minLength: 5, maxLength: 5 })
  .filter((points) => points.some(({ x, y }) => Math.hypot(x - (points[0]?.x ?? 0), y - (points[0]?.y ?? 0)) > 1));

const squaredError = (transform: Affine, from: Point[], to: Point[]): number =>
  from.reduce((sum, start, index) => {
    const end = applyAffine(transform, start);
    return sum + (end.x - (to[index]?.x ?? NaN)) ** 2 + (end.y - (to[index]?.y ?? NaN)) ** 2;
  }, 0);

describe('similarity transforms', () => {
  it('finds a transform again from points it moved', () => {
    fc.assert(
      fc.property(spread, similarity, (from, transform) => {
        const found = fitSimilarity(
          from,
          from.map((start) => applyAffine(transform, start)),
        );
        expect(found?.a).toBeCloseTo(transform.a, 5);
        expect(found?.b).toBeCloseTo(transform.b, 5);
        expect(found?.tx).toBeCloseTo(transform.tx, 3);
        expect(found?.ty).toBeCloseTo(transform.ty, 3);
      }),
    );
  });

  it('is the least-squares one: no neighbour of it fits any points better', () => {
    const step = fc.double({ min: -0.1, max: 0.1, noNaN: true });
    fc.assert(
      fc.property(spread, spread, step, step, step, step, (from, to, a, b, tx, ty) => {
        const found = fitSimilarity(from, to);
        if (!found) throw new Error('spread points have a transform');
        const neighbour = similarityOf(found.a + a, found.b + b, found.tx + tx, found.ty + ty);
        const error = squaredError(found, from, to);
        expect(squaredError(neighbour, from, to)).toBeGreaterThanOrEqual(error * (1 - 1e-9) - 1e-6);
      }),
    );
  });

  it('has no transform from a single spot, and no way back from one', () => {
    const spot = Array.from({ length: 5 }, () => ({ x: 3, y: 4 }));
    expect(fitSimilarity(spot, spot)).toBeNull();
    expect(invertAffine(similarityOf(0, 0, 1, 2))).toBeNull();
    expect(invertAffine({ a: 1, b: 2, c: 2, d: 4, tx: 0, ty: 0 })).toBeNull();
    expect(invertAffine(similarityOf(NaN, 0, 1, 2))).toBeNull();
  });

  it('leads back by its inverse', () => {
    fc.assert(
      fc.property(similarity, fc.double({ min: 0.1, max: 10, noNaN: true }), point, (turned, stretch, start) => {
        const transform = { ...turned, a: stretch * turned.a, b: stretch * turned.b };
        const inverse = invertAffine(transform);
        if (!inverse) throw new Error('a scale above zero has an inverse');
        const back = applyAffine(inverse, applyAffine(transform, start));
        expect(back.x).toBeCloseTo(start.x, 5);
        expect(back.y).toBeCloseTo(start.y, 5);
      }),
    );
  });
});
