import { cosineSimilarity } from '../../renderer/face/pipeline/embedding.ts';

/**
 * How well a model tells people apart (ISO/IEC 19795-1): false match rate (FMR), the share of pairs of different people that
 * reach a threshold, and true accept rate (TAR), the share of pairs of one person that do.
 */

/** Similarities lie in -1..1 and are counted in bins of this width: 87 million pairs need no list. */
const binsPerUnit = 10_000;
const bins = 2 * binsPerUnit + 1;

/** Lifts a similarity that stands on a bin's edge above the rounding of floating point. */
const rounding = 1e-6;

export interface Similarities {
  readonly count: number;
  add(similarity: number): void;
  /** Share of the similarities that reach the threshold, 0..1, to 1e-4 of similarity; 0 of none. */
  reaching(threshold: number): number;
}

export function countSimilarities(): Similarities {
  const counts = new Float64Array(bins);
  let count = 0;
  return {
    get count() {
      return count;
    },
    add: (similarity) => {
      const bin = binOf(similarity);
      counts[bin] = (counts[bin] ?? 0) + 1;
      count += 1;
    },
    reaching: (threshold) => {
      if (count === 0) return 0;
      let reached = 0;
      for (let bin = binOf(threshold); bin < bins; bin += 1) reached += counts[bin] ?? 0;
      return reached / count;
    },
  };
}

const binOf = (similarity: number): number =>
  Math.min(Math.max(Math.floor((similarity + 1) * binsPerUnit + rounding), 0), bins - 1);

const edgeOf = (bin: number): number => bin / binsPerUnit - 1;

export interface Pairs {
  /** Of one person. */
  genuine: Similarities;
  /** Of different people. */
  impostor: Similarities;
}

/** Compares every two templates, unit vectors of one length. `people` names the person of each. */
export function comparePairs(templates: readonly Float32Array[], people: readonly string[]): Pairs {
  const pairs = { genuine: countSimilarities(), impostor: countSimilarities() };
  templates.forEach((one, index) => {
    for (let other = index + 1; other < templates.length; other += 1) {
      const template = templates[other];
      if (!template) continue;
      const similarity = cosineSimilarity(one, template);
      (people[index] === people[other] ? pairs.genuine : pairs.impostor).add(similarity);
    }
  });
  return pairs;
}

export interface Rates {
  threshold: number;
  fmr: number;
  tar: number;
}

export const ratesAt = ({ genuine, impostor }: Pairs, threshold: number): Rates => ({
  threshold,
  fmr: impostor.reaching(threshold),
  tar: genuine.reaching(threshold),
});

/** A rate is told only where this many pairs stand for it. */
const pairsBehindRate = 10;

/** Impostor pairs that it takes to tell the threshold of a false match rate. */
export const pairsNeeded = (fmr: number): number => Math.ceil(pairsBehindRate / fmr);

/**
 * At the lowest threshold whose false match rate is not above this. null with too few pairs to tell, and where no threshold is
 * high enough: somebody's pictures lie in the folders of two people.
 */
export function ratesAtFmr(pairs: Pairs, fmr: number): Rates | null {
  if (pairs.genuine.count === 0 || pairs.impostor.count < pairsNeeded(fmr)) return null;
  const rates = ratesAt(
    pairs,
    lowestThreshold((threshold) => pairs.impostor.reaching(threshold) <= fmr),
  );
  return rates.fmr <= fmr ? rates : null;
}

/**
 * The equal error rate: the mean of both errors at the lowest threshold that accepts no larger share of the impostor pairs than
 * it refuses of the genuine ones. null without pairs of both kinds.
 */
export function equalErrorRate(pairs: Pairs): { rate: number; threshold: number } | null {
  if (pairs.genuine.count === 0 || pairs.impostor.count === 0) return null;
  const errorsAt = (threshold: number): { accepted: number; refused: number } => {
    const { fmr, tar } = ratesAt(pairs, threshold);
    return { accepted: fmr, refused: 1 - tar };
  };
  const threshold = lowestThreshold((at) => errorsAt(at).accepted <= errorsAt(at).refused);
  const { accepted, refused } = errorsAt(threshold);
  return { rate: (accepted + refused) / 2, threshold };
}

/** The lowest bin's edge at which something holds that holds at every higher one; 1 when nowhere. */
function lowestThreshold(holds: (threshold: number) => boolean): number {
  let low = 0;
  let high = bins - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(edgeOf(middle))) high = middle;
    else low = middle + 1;
  }
  return edgeOf(low);
}

/** Of an even count the upper one of both in the middle; null of none. */
export const medianOf = (values: readonly number[]): number | null =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? null;
