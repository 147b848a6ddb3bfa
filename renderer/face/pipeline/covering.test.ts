import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chipSize } from './align.ts';
import { covering } from './covering.ts';
import { paint } from './test-pictures.ts';

type Colour = readonly [red: number, green: number, blue: number];

const skin: Colour = [205, 160, 135];
const lips: Colour = [170, 80, 80];
const hair: Colour = [30, 26, 24];

/** A face of one shade with lips, and what is laid over it. */
const faceWith = (over: (x: number, y: number) => Colour | null, shade = 1) =>
  paint(chipSize, chipSize, (x, y) => {
    const bare = Math.hypot((x - 56) / 16, (y - 92) / 5) < 1 ? lips : skin;
    const [red, green, blue] = over(x, y) ?? bare;
    return [red * shade, green * shade, blue * shade];
  });

const mask = (colour: Colour) => (_x: number, y: number) => (y > 64 ? colour : null);
const cap = (colour: Colour) => (_x: number, y: number) => (y < 26 ? colour : null);

describe('what covers a face', () => {
  it.each([1, 0.6, 0.35])('is nothing on a bare one (light x %f)', (shade) => {
    const { mask: masked, cap: capped, glare } = covering(faceWith(() => null, shade));
    expect(masked).toBeLessThan(0.4);
    expect(capped).toBe(0);
    expect(glare).toBe(0);
  });

  it.each([
    ['blue', [120, 165, 205]],
    ['white', [225, 225, 225]],
    ['black', [35, 35, 38]],
  ] as const)('is a %s mask, in much light and little', (_name, colour) => {
    for (const shade of [1, 0.6]) expect(covering(faceWith(mask(colour), shade)).mask).toBeGreaterThan(0.9);
  });

  it('cannot be told to be a mask without colours', () => {
    const grey = (value: number): Colour => [value, value, value];
    const face = paint(chipSize, chipSize, (_x, y) => grey(y > 64 ? 220 : 140));
    expect(covering(face).mask).toBe(0);
  });

  it.each([
    ['navy', [30, 35, 60]],
    ['red', [170, 30, 35]],
    ['black', [25, 25, 25]],
  ] as const)('is a %s cap', (_name, colour) => {
    expect(covering(faceWith(cap(colour))).cap).toBeGreaterThan(0.9);
  });

  it('is no cap where hair shines, or covers half of the forehead', () => {
    const fringe = (x: number, y: number): Colour | null => (y < 26 ? (x % 20 < 8 ? [95, 90, 88] : hair) : null);
    expect(covering(faceWith(fringe)).cap).toBeLessThan(0.5);
    expect(covering(faceWith((x, y) => (y < 26 && x < 56 ? hair : null))).cap).toBeLessThan(0.6);
  });

  it('is the glare of a lamp in glasses, but not too much light on the whole face', () => {
    const lamp = (x: number, y: number): Colour | null => (Math.hypot(x - 40, y - 50) < 5 ? [255, 255, 255] : null);
    expect(covering(faceWith(lamp)).glare).toBeGreaterThan(0.03);
    expect(covering(faceWith(() => [255, 255, 255])).glare).toBe(0);
  });

  it('is a share of 0 to 1, whatever the picture is', () => {
    const size = fc.integer({ min: 0, max: chipSize });
    const bytes = fc.uint8Array({ minLength: 0, maxLength: 4_000 });
    fc.assert(
      fc.property(size, size, bytes, (width, height, values) => {
        const data = new Uint8ClampedArray(width * height * 4);
        data.forEach((_, index) => (data[index] = values[index % values.length] ?? 255));
        for (const share of Object.values(covering({ width, height, data }))) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
