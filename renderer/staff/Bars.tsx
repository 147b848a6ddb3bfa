import { pieces } from './chart-geometry.ts';

/** One bar of pieces, beside the numbers that say the same: for the eye alone. */
export function Bar({ values, whole }: { values: readonly number[]; whole: number }) {
  const [first, ...others] = pieces(values, whole);
  return (
    <svg className="bar" aria-hidden="true">
      {others.map(({ xPercent, widthPercent }) => (
        <rect
          key={xPercent}
          className="bar-other"
          x={`${String(xPercent)}%`}
          width={`${String(widthPercent)}%`}
          height="100%"
        />
      ))}
      {first && <rect className="bar-first" width={`${String(first.widthPercent)}%`} height="100%" />}
    </svg>
  );
}
