/** Pictures for tests, painted pixel by pixel. */
import type { RgbaImage } from './image.ts';

type Paint = (x: number, y: number) => readonly [red: number, green: number, blue: number];

export function paint(width: number, height: number, colourAt: Paint): RgbaImage {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data.set([...colourAt(x, y), 255], (y * width + x) * 4);
  }
  return { width, height, data };
}

export const flat = (width: number, height: number, value: number): RgbaImage =>
  paint(width, height, () => [value, value, value]);
