import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RgbaImage } from './image.ts';
import { frameChange, thumbnailOf } from './motion.ts';
import { flat, paint } from './test-pictures.ts';

const picture = fc
  .tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 2 ** 31 }))
  .map(([width, height, seed]) =>
    paint(width, height, (x, y) => {
      const value = (((x * 73_856_093) ^ (y * 19_349_663) ^ seed) >>> 3) % 256;
      return [value, 255 - value, (value * 7) % 256];
    }),
  );
const copyOf = ({ width, height, data }: RgbaImage): RgbaImage => ({
  width,
  height,
  data: Uint8ClampedArray.from(data),
});

describe('the change from one picture to the next', () => {
  it('is unknown for the first', () => {
    expect(frameChange(null, thumbnailOf(flat(64, 48, 9)))).toBeNull();
  });

  it('is how much lighter or darker every part became, in the mean', () => {
    const before = thumbnailOf(flat(64, 48, 100));
    expect(frameChange(before, thumbnailOf(flat(64, 48, 130)))).toBeCloseTo(30, 3);
    const half = paint(64, 48, (x) => (x < 32 ? [80, 80, 80] : [100, 100, 100]));
    expect(frameChange(before, thumbnailOf(half))).toBeCloseTo(10, 3);
  });

  it('is exactly 0 for the very same picture, and never beyond 255', () => {
    fc.assert(
      fc.property(picture, picture, (one, other) => {
        expect(frameChange(thumbnailOf(one), thumbnailOf(copyOf(one)))).toBe(0);
        const change = frameChange(thumbnailOf(one), thumbnailOf(other)) ?? -1;
        expect(change).toBeGreaterThanOrEqual(0);
        expect(change).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('is above 0 when one pixel of a camera’s picture is lighter by one step', () => {
    const before = flat(320, 240, 100);
    const after = copyOf(before);
    after.data.set([101, 101, 101], (77 * 320 + 211) * 4);
    expect(frameChange(thumbnailOf(before), thumbnailOf(after))).toBeGreaterThan(0);
  });

  it('of pictures without a pixel is 0', () => {
    expect(frameChange(thumbnailOf(flat(0, 0, 1)), thumbnailOf(flat(0, 0, 1)))).toBe(0);
  });
});
