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
 * Bilinear sample at a point given in pixel indices (0 is the centre of the first pixel). Outside the image is black, with
 * a soft edge half a pixel wide on either side.
 */
export function sampleRgb(image: RgbaImage, x: number, y: number, into: Rgb): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = x - left;
  const down = y - top;
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let corner = 0; corner < 4; corner += 1) {
    const column = left + (corner & 1);
    const row = top + (corner >> 1);
    if (column < 0 || row < 0 || column >= image.width || row >= image.height) continue;
    const weight = ((corner & 1) === 1 ? right : 1 - right) * (corner >> 1 === 1 ? down : 1 - down);
    const offset = (row * image.width + column) * 4;
    red += weight * (image.data[offset] ?? 0);
    green += weight * (image.data[offset + 1] ?? 0);
    blue += weight * (image.data[offset + 2] ?? 0);
  }
  into[0] = red;
  into[1] = green;
  into[2] = blue;
}

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
