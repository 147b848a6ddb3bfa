/** Light behind the person. */
import { luma601, type Box, type RgbaImage } from './image.ts';

/** Mean luma of the picture without the face's box, 0..255; the whole picture's where the face fills it. Any size will do. */
export function backgroundLuma(image: RgbaImage, face: Box, step = 4): number {
  let [sum, count, all, pixels] = [0, 0, 0, 0];
  const [right, bottom] = [face.x + face.width, face.y + face.height];
  for (let y = 0; y < image.height; y += step) {
    for (let x = 0; x < image.width; x += step) {
      const offset = (y * image.width + x) * 4;
      const luma = luma601(image.data[offset] ?? 0, image.data[offset + 1] ?? 0, image.data[offset + 2] ?? 0);
      all += luma;
      pixels += 1;
      if (x >= face.x && x < right && y >= face.y && y < bottom) continue;
      sum += luma;
      count += 1;
    }
  }
  if (count > 0) return sum / count;
  return pixels === 0 ? 0 : all / pixels;
}
