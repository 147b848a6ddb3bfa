/** Pixels without a canvas: the same code runs in the browser's worker and in Node. */

/** Row by row, four bytes a pixel (red, green, blue, alpha), as ImageData and jpeg-js have it. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** A rectangle in pixels; it may reach beyond its image. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Luma of ITU-R BT.601, the weights grey models are trained with. */
export const luma601 = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;

/** What `sampleRgb` writes into: a buffer kept by the caller, since it is filled for every pixel. */
export type Rgb = [red: number, green: number, blue: number];

/**
 * Bilinear sample at a point given in pixel indices (0 is the centre of the first pixel). Beyond the centres of the outermost
 * pixels their colour goes on.
 */
export function sampleRgb({ width, height, data }: RgbaImage, x: number, y: number, into: Rgb): void {
  const column = Math.min(Math.max(x, 0), width - 1);
  const row = Math.min(Math.max(y, 0), height - 1);
  const left = Math.floor(column);
  const top = Math.floor(row);
  const right = column - left;
  const down = row - top;
  const toRight = left + 1 < width ? 4 : 0;
  const upper = (top * width + left) * 4;
  const lower = top + 1 < height ? upper + width * 4 : upper;
  for (let channel = 0; channel < 3; channel += 1) {
    const above = mix(data[upper + channel] ?? 0, data[upper + toRight + channel] ?? 0, right);
    into[channel] = mix(above, mix(data[lower + channel] ?? 0, data[lower + toRight + channel] ?? 0, right), down);
  }
}

const mix = (one: number, other: number, share: number): number => one + (other - one) * share;

/** Mean luma of the whole picture, 0..255. A grid of every fourth pixel is plenty for a mean. */
export function meanLuma(image: RgbaImage, step = 4): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < image.height; y += step) {
    for (let x = 0; x < image.width; x += step) {
      const offset = (y * image.width + x) * 4;
      sum += luma601(image.data[offset] ?? 0, image.data[offset + 1] ?? 0, image.data[offset + 2] ?? 0);
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}
