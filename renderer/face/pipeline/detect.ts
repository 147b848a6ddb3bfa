/** Finding faces: how a picture lies in the detector's frame, the boxes it answers, and their duplicates. */
import type { DetectionModel } from '../../../electron/bridge/face-models.ts';
import type { Box } from './image.ts';

/** A picture in a frame of another shape: scaled to `width` x `height`, then moved by the margins. Whole pixels. */
export interface Letterbox {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** Pixels of the frame to one of the picture. */
  readonly scaleX: number;
  readonly scaleY: number;
}

export interface DetectedFace {
  readonly box: Box;
  readonly score: number;
}

/**
 * So much of the largest size at which a picture fits the frame: the detector misses faces that fill it to the border (of the
 * 400 pictures of ORL 3 at 1, none at .8 and .6).
 */
const shareOfFrame = 0.8;

/** Centred, with air around. */
export function letterboxOf(
  picture: { width: number; height: number },
  frame: { width: number; height: number },
): Letterbox {
  const scale = shareOfFrame * Math.min(frame.width / picture.width, frame.height / picture.height);
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  return {
    width,
    height,
    left: Math.floor((frame.width - width) / 2),
    top: Math.floor((frame.height - height) / 2),
    scaleX: width / picture.width,
    scaleY: height / picture.height,
  };
}

/** The detector's answer as boxes in the picture's own pixels, best score first, without duplicates. */
export function decodeFaces(
  scores: Float32Array,
  boxes: Float32Array,
  { scaleX, scaleY, left, top }: Letterbox,
  { shape: [, , height, width], thresholds }: DetectionModel,
): DetectedFace[] {
  const faces: DetectedFace[] = [];
  for (let index = 0; index * 4 + 3 < boxes.length; index += 1) {
    const score = scores[index * 2 + 1] ?? 0;
    if (!(score >= thresholds.score)) continue;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = boxes.subarray(index * 4, index * 4 + 4);
    const box = {
      x: (x1 * width - left) / scaleX,
      y: (y1 * height - top) / scaleY,
      width: ((x2 - x1) * width) / scaleX,
      height: ((y2 - y1) * height) / scaleY,
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
