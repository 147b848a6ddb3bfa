import type { Measured } from './measure-page.ts';

/** What a finger needs (kiosk practice): targets of 20 mm with 4 mm between. */
const leastTargetMm = 20;
const leastGapMm = 4;
/** Edges fall between pixels. */
const targetToleranceMm = 0.3;
const gapToleranceMm = 0.2;

/** Too small, or too close to another one. */
export function wrongTargets({ targets, mmPx }: Measured): string[] {
  const small = targets
    .filter(
      ({ top, bottom, left, right }) => Math.min(bottom - top, right - left) / mmPx < leastTargetMm - targetToleranceMm,
    )
    .map(({ name, top, bottom }) => `${name}: ${((bottom - top) / mmPx).toFixed(1)} mm`);
  const close = targets.flatMap((one, index) =>
    targets.slice(index + 1).flatMap((other) => {
      const across = Math.max(one.left, other.left) - Math.min(one.right, other.right);
      const down = Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom);
      const gapMm = Math.max(across, down) / mmPx;
      return gapMm < leastGapMm - gapToleranceMm ? [`${one.name} and ${other.name}: ${gapMm.toFixed(1)} mm`] : [];
    }),
  );
  return [...small, ...close];
}
