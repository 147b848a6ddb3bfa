/** Sixty-eight landmarks in the iBUG order, and the five points the alignment needs. */
import { meanPoint, type Point } from './geometry.ts';
import type { Box } from './image.ts';

/** The iBUG scheme of 300-W; the measures of eyes and mouth count on it. */
export const landmarkCount = 68;

/** Left and right are those of the picture. */
export interface FivePoints {
  readonly leftEye: Point;
  readonly rightEye: Point;
  readonly nose: Point;
  readonly leftMouth: Point;
  readonly rightMouth: Point;
}

/** The square the landmark model was measured on: as high as the face's box, centred on it from side to side. */
export function landmarkSquare({ x, y, width, height }: Box): Box {
  return { x: x + (width - height) / 2, y, width: height, height };
}

/** The model's answer (x, y in 0..1 of the square) as points in the picture's pixels. */
export function decodeLandmarks(output: Float32Array, square: Box): Point[] {
  return Array.from({ length: landmarkCount }, (_, index) => ({
    x: square.x + (output[2 * index] ?? 0) * square.width,
    y: square.y + (output[2 * index + 1] ?? 0) * square.height,
  }));
}

/** Eyes from the four lid points of each, mouth corners from the outer and inner lip: steadier than single points. */
export function fivePoints(landmarks: readonly Point[]): FivePoints {
  const mean = (...indices: number[]): Point =>
    meanPoint(indices.map((index) => landmarks[index] ?? { x: NaN, y: NaN }));
  return {
    leftEye: mean(37, 38, 40, 41),
    rightEye: mean(43, 44, 46, 47),
    nose: mean(30),
    leftMouth: mean(48, 60),
    rightMouth: mean(54, 64),
  };
}
