/** The share of one score after softmax, 0..1; 0 for scores that are none. */
export function softmaxShare(scores: Float32Array, index: number): number {
  const highest = Math.max(...scores);
  let sum = 0;
  for (const score of scores) sum += Math.exp(score - highest);
  const share = Math.exp((scores[index] ?? -Infinity) - highest) / sum;
  return Number.isNaN(share) ? 0 : share;
}
