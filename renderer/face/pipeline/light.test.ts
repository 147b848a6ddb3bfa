import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backgroundLuma } from './light.ts';
import { flat, paint } from './test-pictures.ts';

const face = { x: 20, y: 10, width: 40, height: 40 };
const isFace = (x: number, y: number): boolean => x >= 20 && x < 60 && y >= 10 && y < 50;

describe('light behind the face', () => {
  it('is the mean luma of all but the box', () => {
    const backlit = paint(80, 60, (x, y) => (isFace(x, y) ? [30, 30, 30] : [210, 210, 210]));
    expect(backgroundLuma(backlit, face)).toBeCloseTo(210);
    expect(backgroundLuma(backlit, { ...face, width: 0 })).toBeLessThan(190);
  });

  it('is that of the whole picture when the face fills it, and 0 of no picture', () => {
    expect(backgroundLuma(flat(8, 8, 90), { x: -5, y: -5, width: 30, height: 30 })).toBeCloseTo(90);
    expect(backgroundLuma(flat(0, 0, 90), face)).toBe(0);
  });

  it('stays between 0 and 255, whatever picture and box are', () => {
    const size = fc.integer({ min: 0, max: 20 });
    const side = fc.double({ min: -1_000, max: 1_000 });
    const box = fc.record({ x: side, y: side, width: side, height: side });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 0, max: 255 }), box, (width, height, value, place) => {
        const luma = backgroundLuma(flat(width, height, value), place);
        expect(luma).toBeGreaterThanOrEqual(0);
        expect(luma).toBeLessThanOrEqual(255);
      }),
    );
  });
});
