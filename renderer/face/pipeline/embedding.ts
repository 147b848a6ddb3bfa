/** The aligned face as a unit vector, and how alike two of them are. */
/** The vector at length one; null for one without a direction. */
export function unitVector(vector: Float32Array): Float32Array | null {
  const length = Math.hypot(...vector);
  if (!(length > 0 && Number.isFinite(length))) return null;
  return vector.map((value) => value / length);
}

/** Cosine similarity of two unit vectors, -1..1. */
export function cosineSimilarity(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
