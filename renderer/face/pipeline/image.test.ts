import { describe, expect, it } from 'vitest';
import { meanLuma, sampleRgb, type Rgb } from './image.ts';
import { flat, paint } from './test-pictures.ts';

const sample = (x: number, y: number): Rgb => {
  const into: Rgb = [-1, -1, -1];
  sampleRgb(
    paint(2, 2, (column, row) => [column * 100, row * 200, 50]),
    x,
    y,
    into,
  );
  return into;
};

describe('bilinear sampling', () => {
  it('is the pixel itself at its centre', () => {
    expect(sample(0, 0)).toEqual([0, 0, 50]);
    expect(sample(1, 1)).toEqual([100, 200, 50]);
  });

  it('mixes the four neighbours by their distance', () => {
    expect(sample(0.5, 0.5)).toEqual([50, 100, 50]);
    expect(sample(0.25, 0)).toEqual([25, 0, 50]);
  });

  it('goes on with the outermost pixels beyond their centres', () => {
    expect(sample(-0.5, 0)).toEqual([0, 0, 50]);
    expect(sample(1.5, 0.5)).toEqual([100, 100, 50]);
    expect(sample(0.5, 7)).toEqual([50, 200, 50]);
  });
});

describe('mean luma', () => {
  it('weighs the colours as ITU-R BT.601 does', () => {
    expect(meanLuma(paint(8, 8, () => [255, 0, 0]))).toBeCloseTo(76.245);
    expect(meanLuma(flat(9, 5, 128))).toBeCloseTo(128);
  });

  it('is 0 for a picture without pixels', () => {
    expect(meanLuma(flat(0, 0, 1))).toBe(0);
  });
});
