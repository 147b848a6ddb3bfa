/** Points, and the transform that lays a face onto the template of the embedding model. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** (x, y) becomes (a x + c y + tx, b x + d y + ty), the letters of a canvas. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
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

export const applyAffine = ({ a, b, c, d, tx, ty }: Affine, { x, y }: Point): Point => ({
  x: a * x + c * y + tx,
  y: b * x + d * y + ty,
});

/** null when the transform shrinks everything to a line or a point. */
export function invertAffine({ a, b, c, d, tx, ty }: Affine): Affine | null {
  const area = a * d - b * c;
  if (!(Math.abs(area) > 0 && Number.isFinite(area))) return null;
  const inverse = { a: d / area, b: -b / area, c: -c / area, d: a / area };
  return { ...inverse, tx: -(inverse.a * tx + inverse.c * ty), ty: -(inverse.b * tx + inverse.d * ty) };
}

/**
 * Least-squares similarity (rotation, uniform scale and shift) from one set of points to another of the same length (Umeyama
 * 1991; in the plane its solution without reflection has this closed form). null when the points to start from coincide.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Affine | null {
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
    c: -b,
    d: a,
    tx: toCentre.x - (a * fromCentre.x - b * fromCentre.y),
    ty: toCentre.y - (b * fromCentre.x + a * fromCentre.y),
  };
}
