/** Sixty-eight landmarks in the iBUG order, and the five points the alignment needs. */
import type { LandmarkModel } from '../models.ts';
import { meanPoint, type Point } from './geometry.ts';
import { luma601, sampleRgb, type Box, type Rgb, type RgbaImage } from './image.ts';

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

/** The square as the model's grey input; what lies beyond the picture is black. */
export function landmarkTensor(
  image: RgbaImage,
  square: Box,
  { inputShape: [, , height, width], normalisation: { mean, scale } }: LandmarkModel,
): Float32Array {
  const tensor = new Float32Array(width * height);
  const rgb: Rgb = [0, 0, 0];
  for (let row = 0; row < height; row += 1) {
    const y = square.y + ((row + 0.5) * square.height) / height - 0.5;
    for (let column = 0; column < width; column += 1) {
      const x = square.x + ((column + 0.5) * square.width) / width - 0.5;
      sampleRgb(image, x, y, rgb);
      tensor[row * width + column] = (luma601(...rgb) - mean) / scale;
    }
  }
  return tensor;
}

/** The model's answer (x, y in 0..1 of the square) as points in the picture's pixels. */
export function decodeLandmarks(output: Float32Array, square: Box, points: number): Point[] {
  return Array.from({ length: points }, (_, index) => ({
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
