import { describe, expect, it } from 'vitest';
import { boxView, pixelSampler } from './sampler.ts';
import { flat, paint } from './test-pictures.ts';

describe('a view of a picture', () => {
  it('is the picture when nothing moves', () => {
    const image = paint(7, 5, (x, y) => [x * 30, y * 50, (x * y) % 256]);
    expect(pixelSampler(image).view(boxView({ x: 0, y: 0, width: 7, height: 5 }, 7, 5), 7, 5)).toEqual(image);
  });

  it('turns by a quarter and shifts', () => {
    const image = paint(3, 3, (x, y) => [x * 100, y * 100, 0]);
    // From corner to corner: (x, y) of the view is (3 - y, x) of the picture, hence pixel (2 - y, x).
    const turned = pixelSampler(image).view({ a: 0, b: 1, c: -1, d: 0, tx: 3, ty: 0 }, 3, 3);
    expect(turned).toEqual(paint(3, 3, (x, y) => [(2 - y) * 100, x * 100, 0]));
  });

  it('at half the size is the mean of each four pixels', () => {
    const image = paint(4, 2, (x, y) => [x * 40 + y * 20, 0, 0]);
    const half = pixelSampler(image).view(boxView({ x: 0, y: 0, width: 4, height: 2 }, 2, 1), 2, 1);
    expect([half.data[0], half.data[4]]).toEqual([30, 110]);
  });

  it('does not darken the border of a picture that is made larger', () => {
    const view = pixelSampler(flat(32, 24, 255)).view(
      boxView({ x: 0, y: 0, width: 32, height: 24 }, 320, 240),
      320,
      240,
    );
    expect(view.data.every((value) => value === 255)).toBe(true);
  });

  it('is black beyond the picture', () => {
    const view = pixelSampler(flat(4, 4, 200)).view(boxView({ x: -2, y: 2, width: 4, height: 4 }, 4, 4), 4, 4);
    expect(view).toEqual(paint(4, 4, (x, y) => (x >= 2 && y < 2 ? [200, 200, 200] : [0, 0, 0])));
  });
});
