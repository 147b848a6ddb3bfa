import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosineSimilarity, unitVector } from './embedding.ts';

const vector = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 512, maxLength: 512 });

describe('embedding', () => {
  it('has length one, and is alike to itself by one and to no other by more', () => {
    fc.assert(
      fc.property(vector, vector, (values, others) => {
        const one = unitVector(Float32Array.from(values));
        const other = unitVector(Float32Array.from(others));
        fc.pre(one !== null && other !== null);
        expect(cosineSimilarity(one, one)).toBeCloseTo(1, 4);
        expect(Math.abs(cosineSimilarity(one, other))).toBeLessThanOrEqual(1 + 1e-5);
        expect(cosineSimilarity(one, other)).toBe(cosineSimilarity(other, one));
      }),
      { numRuns: 30 },
    );
  });

  it('does not exist for a vector without direction', () => {
    expect(unitVector(new Float32Array(512))).toBeNull();
    expect(unitVector(new Float32Array(512).fill(NaN))).toBeNull();
  });
});
