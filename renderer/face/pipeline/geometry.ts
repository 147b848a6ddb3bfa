/** Points and the similarity transform that lays a face onto the template of the embedding model. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Rotation, uniform scale and shift, no reflection: (x, y) becomes (a x - b y + tx, b x + a y + ty). */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

export function meanPoint(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}

export const applySimilarity = ({ a, b, tx, ty }: Similarity, { x, y }: Point): Point => ({
  x: a * x - b * y + tx,
  y: b * x + a * y + ty,
});

/** null when the transform shrinks everything to one point. */
export function invertSimilarity({ a, b, tx, ty }: Similarity): Similarity | null {
  const square = a * a + b * b;
  if (!(square > 0)) return null;
  const inverse = { a: a / square, b: -b / square };
  return {
    ...inverse,
    tx: -(inverse.a * tx - inverse.b * ty),
    ty: -(inverse.b * tx + inverse.a * ty),
  };
}

/**
 * Least-squares similarity from one set of points to another of the same length (Umeyama 1991; in the plane its solution
 * without reflection has this closed form). null when the points to start from coincide.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity | null {
  const fromCentre = meanPoint(from);
  const toCentre = meanPoint(to);
  let spread = 0;
  let along = 0;
  let across = 0;
  from.forEach((start, index) => {
    const end = to[index] ?? toCentre;
    const x = start.x - fromCentre.x;
    const y = start.y - fromCentre.y;
    const u = end.x - toCentre.x;
    const v = end.y - toCentre.y;
    spread += x * x + y * y;
    along += x * u + y * v;
    across += x * v - y * u;
  });
  if (!(spread > 0)) return null;
  const a = along / spread;
  const b = across / spread;
  return {
    a,
    b,
    tx: toCentre.x - (a * fromCentre.x - b * fromCentre.y),
    ty: toCentre.y - (b * fromCentre.x + a * fromCentre.y),
  };
}
