/** A picture that shows any part of itself at any size: by its pixels in Node, by a canvas in the page (canvas-sampler.ts). */
import type { Affine } from './geometry.ts';
import { sampleRgb, type Box, type Rgb, type RgbaImage } from './image.ts';

export interface Sampler {
  readonly width: number;
  readonly height: number;
  /**
   * The picture through a transform that leads from the result to the picture, both counted in pixels from their upper left
   * corner. Bilinear, and black beyond the picture.
   */
  view(toPicture: Affine, width: number, height: number): RgbaImage;
}

/** Leads from a result of this size to a box of the picture. */
export const boxView = (box: Box, width: number, height: number): Affine => ({
  a: box.width / width,
  b: 0,
  c: 0,
  d: box.height / height,
  tx: box.x,
  ty: box.y,
});

/** The reference: what a canvas does, pixel by pixel. */
export function pixelSampler(image: RgbaImage): Sampler {
  return {
    width: image.width,
    height: image.height,
    view: ({ a, b, c, d, tx, ty }, width, height) => {
      const data = new Uint8ClampedArray(width * height * 4);
      const rgb: Rgb = [0, 0, 0];
      for (let row = 0; row < height; row += 1) {
        for (let column = 0; column < width; column += 1) {
          const x = a * (column + 0.5) + c * (row + 0.5) + tx;
          const y = b * (column + 0.5) + d * (row + 0.5) + ty;
          const offset = (row * width + column) * 4;
          if (x >= 0 && y >= 0 && x < image.width && y < image.height) {
            sampleRgb(image, x - 0.5, y - 0.5, rgb);
            data[offset] = rgb[0];
            data[offset + 1] = rgb[1];
            data[offset + 2] = rgb[2];
          }
          data[offset + 3] = 255;
        }
      }
      return { width, height, data };
    },
  };
}
