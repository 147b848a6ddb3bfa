import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparePairs,
  countSimilarities,
  equalErrorRate,
  medianOf,
  pairsNeeded,
  type Pairs,
  ratesAt,
  ratesAtFmr,
} from './face-statistics.ts';

function pairsOf(genuine: readonly number[], impostor: readonly number[]): Pairs {
  const pairs = { genuine: countSimilarities(), impostor: countSimilarities() };
  genuine.forEach((similarity) => pairs.genuine.add(similarity));
  impostor.forEach((similarity) => pairs.impostor.add(similarity));
  return pairs;
}

describe('the shares that reach a threshold', () => {
  it('count what stands on it', () => {
    const similarities = countSimilarities();
    [-1, 0.3, 0.35, 0.4, 0.55, 1].forEach((similarity) => similarities.add(similarity));
    expect([-1, 0.3, 0.35, 0.36, 0.55, 0.5501, 1].map((at) => similarities.reaching(at) * 6)).toEqual([
      6, 5, 4, 3, 2, 1, 1,
    ]);
  });

  it('are 0 of none, and take what rounding puts beyond 1', () => {
    expect(countSimilarities().reaching(0.5)).toBe(0);
    const similarities = countSimilarities();
    similarities.add(1.000_000_2);
    similarities.add(-1.000_000_2);
    expect(similarities.reaching(1)).toBe(0.5);
  });
});

describe('pairs of pictures', () => {
  it('are genuine within a person and impostor across', () => {
    const [x, y] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
    const { genuine, impostor } = comparePairs([x, x, y], ['a', 'a', 'b']);
    expect([genuine.count, impostor.count]).toEqual([1, 2]);
    expect(genuine.reaching(0.99)).toBe(1);
    expect(impostor.reaching(0.01)).toBe(0);
    expect(impostor.reaching(0)).toBe(1);
  });
});

describe('rates at a false match rate', () => {
  /** 1000 impostor pairs at 0.000, 0.001, … 0.999; genuine ones at .5, .9, .98 and .995. */
  const pairs = pairsOf(
    [0.5, 0.9, 0.98, 0.995],
    Array.from({ length: 1_000 }, (_, index) => index / 1_000),
  );

  it('are those at the lowest threshold that keeps it', () => {
    const rates = ratesAtFmr(pairs, 0.01);
    // Ten impostors, .990 to .999, may pass: the lowest threshold is just above .989.
    expect(rates).toMatchObject({ fmr: 0.01, tar: 0.25 });
    expect(rates?.threshold).toBeCloseTo(0.9891, 4);
    expect(ratesAt(pairs, 0.9)).toEqual({ threshold: 0.9, fmr: 0.1, tar: 0.75 });
  });

  it('take ten pairs that stand for the rate', () => {
    expect(pairsNeeded(1e-4)).toBe(100_000);
    expect(ratesAtFmr(pairs, 0.001)).toBeNull();
    expect(ratesAtFmr(pairsOf([], [0.1]), 1)).toBeNull();
  });

  it('are none where one picture stands for two people', () => {
    expect(
      ratesAtFmr(
        pairsOf(
          [1],
          Array.from({ length: 1_000 }, () => 1),
        ),
        0.01,
      ),
    ).toBeNull();
  });
});

describe('the equal error rate', () => {
  it('is 0 where everybody is told apart', () => {
    expect(equalErrorRate(pairsOf([0.7, 0.8], [0.1, 0.2]))).toMatchObject({ rate: 0 });
  });

  it('is where as many impostors pass as people are refused', () => {
    const equal = equalErrorRate(pairsOf([0.2, 0.7, 0.8, 0.9], [0.1, 0.15, 0.3, 0.05]));
    // From .2 to .3 one of four passes wrongly and, above .2, one of four is refused.
    expect(equal?.rate).toBe(0.25);
    expect(equal?.threshold).toBeCloseTo(0.2001, 4);
  });

  it('is unknown without pairs of both kinds', () => {
    expect(equalErrorRate(pairsOf([0.5], []))).toBeNull();
    expect(equalErrorRate(pairsOf([], [0.5]))).toBeNull();
  });
});

const similarities = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });

it('rates fall with the threshold, and the equal error rate lies between 0 and 1', () => {
  fc.assert(
    fc.property(similarities, similarities, (genuine, impostor) => {
      const pairs = pairsOf(genuine, impostor);
      const rates = Array.from({ length: 41 }, (_, step) => ratesAt(pairs, step / 20 - 1));
      rates.forEach((rate, index) => {
        expect(rate.fmr).toBeLessThanOrEqual(rates[index - 1]?.fmr ?? 1);
        expect(rate.tar).toBeLessThanOrEqual(rates[index - 1]?.tar ?? 1);
      });
      const equal = equalErrorRate(pairs);
      expect(equal?.rate).toBeGreaterThanOrEqual(0);
      expect(equal?.rate).toBeLessThanOrEqual(1);
    }),
  );
});

it('the counted share is the share itself, to a bin', () => {
  fc.assert(
    fc.property(similarities, fc.double({ min: -1, max: 1, noNaN: true }), (values, threshold) => {
      const counted = pairsOf(values, []).genuine.reaching(threshold);
      const shareFrom = (from: number): number => values.filter((value) => value >= from).length / values.length;
      expect(counted).toBeLessThanOrEqual(shareFrom(threshold - 2e-4));
      expect(counted).toBeGreaterThanOrEqual(shareFrom(threshold + 2e-4));
    }),
  );
});

it('the middle of the measured times', () => {
  expect(medianOf([])).toBeNull();
  expect(medianOf([3, 1, 2])).toBe(2);
});
