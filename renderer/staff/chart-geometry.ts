/** Where the marks of a chart stand; numbers only. */

export interface Hour {
  hour: number;
  count: number;
}

/** Shown even where nobody came: a clinic's day. */
const firstHour = 6;
const lastHour = 17;

/** The hours of a day that are worth showing: those of a clinic's day, and every other with a visit, without gaps. */
export function hoursShown(perHour: readonly number[]): Hour[] {
  const used = perHour.flatMap((count, hour) => (count > 0 ? [hour] : []));
  const from = Math.min(firstHour, ...used);
  const until = Math.max(lastHour, ...used);
  return Array.from({ length: until - from + 1 }, (_, index) => ({
    hour: from + index,
    count: perHour[from + index] ?? 0,
  }));
}

export interface Column {
  /** Of the chart's width, 0 to 100. */
  xPercent: number;
  widthPercent: number;
  /** Of the chart's height, from the top. */
  y: number;
  height: number;
}

/**
 * Columns side by side, one of `top` as high as the chart. `gapShare`: how much of each place stays empty. A value that is
 * not nothing is seen.
 */
export function columns(
  values: readonly number[],
  { height, top, gapShare = 0.3 }: { height: number; top: number; gapShare?: number },
): Column[] {
  const place = 100 / Math.max(1, values.length);
  return values.map((value, index) => {
    const tall = value <= 0 ? 0 : Math.max(2, (Math.min(value, top) / top) * height);
    return {
      xPercent: place * (index + gapShare / 2),
      widthPercent: place * (1 - gapShare),
      y: height - tall,
      height: tall,
    };
  });
}

export interface Piece {
  xPercent: number;
  widthPercent: number;
}

/** Pieces of one bar, one after the other, of a whole that may be longer. */
export function pieces(values: readonly number[], whole: number): Piece[] {
  let xPercent = 0;
  return values.map((value) => {
    const widthPercent = whole <= 0 ? 0 : Math.min(100 - xPercent, (Math.max(0, value) / whole) * 100);
    const piece = { xPercent, widthPercent };
    xPercent += widthPercent;
    return piece;
  });
}
