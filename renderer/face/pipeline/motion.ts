/** Whether the picture moves: a living camera never gives the same one twice. */
import { luma601, type RgbaImage } from './image.ts';

export const thumbnailWidth = 32;
export const thumbnailHeight = 24;

/** The whole picture in grey, 32 x 24, each the mean of every pixel in its cell: one changed pixel changes it. */
export function thumbnailOf(image: RgbaImage): Float32Array {
  const sums = new Float32Array(thumbnailWidth * thumbnailHeight);
  const counts = new Float32Array(sums.length);
  for (let y = 0; y < image.height; y += 1) {
    const row = Math.floor((y * thumbnailHeight) / image.height) * thumbnailWidth;
    for (let x = 0; x < image.width; x += 1) {
      const offset = (y * image.width + x) * 4;
      const cell = row + Math.floor((x * thumbnailWidth) / image.width);
      sums[cell] =
        (sums[cell] ?? 0) + luma601(image.data[offset] ?? 0, image.data[offset + 1] ?? 0, image.data[offset + 2] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return sums.map((sum, cell) => sum / Math.max(counts[cell] ?? 0, 1));
}

/** Mean absolute difference of two thumbnails, 0..255; null for the first picture. 0 only for the same picture. */
export function frameChange(previous: Float32Array | null, now: Float32Array): number | null {
  if (!previous) return null;
  let sum = 0;
  for (let index = 0; index < now.length; index += 1) sum += Math.abs((now[index] ?? 0) - (previous[index] ?? 0));
  return sum / now.length;
}
