/** Finding faces: letterbox into the detector's frame, decode its boxes, drop the duplicates. */
import type { DetectionModel } from '../models.ts';
import { sampleRgb, type Box, type Rgb, type RgbaImage } from './image.ts';

/** How a picture lies in a frame of another shape: scaled by `scale`, then moved by the margins. */
export interface Letterbox {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export interface DetectedFace {
  readonly box: Box;
  readonly score: number;
}

/** The largest size at which the picture fits the frame, centred. */
export function letterboxOf(image: RgbaImage, frameWidth: number, frameHeight: number): Letterbox {
  const scale = Math.min(frameWidth / image.width, frameHeight / image.height);
  return {
    scale,
    left: (frameWidth - image.width * scale) / 2,
    top: (frameHeight - image.height * scale) / 2,
  };
}

/** The picture as planes of normalised red, green and blue; the margins are zero, as the detector was measured with. */
export function letterboxTensor(
  image: RgbaImage,
  { scale, left, top }: Letterbox,
  { inputShape: [, , height, width], normalisation: { mean, scale: divisor } }: DetectionModel,
): Float32Array {
  const plane = width * height;
  const tensor = new Float32Array(3 * plane);
  const rgb: Rgb = [0, 0, 0];
  for (let row = 0; row < height; row += 1) {
    const y = (row + 0.5 - top) / scale;
    if (y < 0 || y >= image.height) continue;
    for (let column = 0; column < width; column += 1) {
      const x = (column + 0.5 - left) / scale;
      if (x < 0 || x >= image.width) continue;
      // Clamped, so that the picture's own border does not fade to black within it.
      sampleRgb(image, clamp(x - 0.5, image.width - 1), clamp(y - 0.5, image.height - 1), rgb);
      const index = row * width + column;
      tensor[index] = (rgb[0] - mean) / divisor;
      tensor[plane + index] = (rgb[1] - mean) / divisor;
      tensor[2 * plane + index] = (rgb[2] - mean) / divisor;
    }
  }
  return tensor;
}

const clamp = (value: number, max: number): number => Math.min(Math.max(value, 0), max);

/** The detector's answer as boxes in the picture's own pixels, best score first, without duplicates. */
export function decodeFaces(
  scores: Float32Array,
  boxes: Float32Array,
  { scale, left, top }: Letterbox,
  { inputShape: [, , height, width], thresholds }: DetectionModel,
): DetectedFace[] {
  const faces: DetectedFace[] = [];
  for (let index = 0; index * 4 + 3 < boxes.length; index += 1) {
    const score = scores[index * 2 + 1] ?? 0;
    if (!(score >= thresholds.score)) continue;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = boxes.subarray(index * 4, index * 4 + 4);
    const box = {
      x: (x1 * width - left) / scale,
      y: (y1 * height - top) / scale,
      width: ((x2 - x1) * width) / scale,
      height: ((y2 - y1) * height) / scale,
    };
    if (box.width > 0 && box.height > 0) faces.push({ box, score });
  }
  return suppressOverlaps(faces, thresholds.overlap);
}

/** Intersection over union, 0..1. */
export function overlapOf(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  if (!(width > 0 && height > 0)) return 0;
  const shared = width * height;
  return shared / (one.width * one.height + other.width * other.height - shared);
}

/** Non-maximum suppression: of faces that overlap more than this, the best scored stays. */
export function suppressOverlaps(faces: readonly DetectedFace[], maxOverlap: number): DetectedFace[] {
  const kept: DetectedFace[] = [];
  for (const face of [...faces].sort((one, other) => other.score - one.score)) {
    if (kept.every(({ box }) => overlapOf(box, face.box) <= maxOverlap)) kept.push(face);
  }
  return kept;
}
