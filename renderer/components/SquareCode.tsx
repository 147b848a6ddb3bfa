import type { ComponentProps } from 'react';
import { encode } from 'uqr';

/** Modules of quiet ground around a code (ISO/IEC 18004, 6.3.8). */
const quietModules = 4;

/** A square code, dark on white whatever the screen's colours. `label`: what it is, for whoever cannot see it. */
export function SquareCode({ text, label, ...svg }: { text: string; label: string } & ComponentProps<'svg'>) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1Z`] : [])));
  const side = size + 2 * quietModules;
  return (
    <svg {...svg} viewBox={`${-quietModules} ${-quietModules} ${side} ${side}`} role="img" aria-label={label}>
      <path d={dark.join('')} shapeRendering="crispEdges" />
    </svg>
  );
}
