/** The face laid onto the 112 x 112 template that ArcFace-style embedding models are trained on. */
import { applySimilarity, fitSimilarity, invertSimilarity, type Point, type Similarity } from './geometry.ts';
import { sampleRgb, type Rgb, type RgbaImage } from './image.ts';
import type { FivePoints } from './landmarks.ts';

export const chipSize = 112;

/** Eyes, nose and mouth corners of the ArcFace template, in pixels of the chip. */
export const arcFaceTemplate: FivePoints = {
  leftEye: { x: 38.2946, y: 51.6963 },
  rightEye: { x: 73.5318, y: 51.5014 },
  nose: { x: 56.0252, y: 71.7366 },
  leftMouth: { x: 41.5493, y: 92.3655 },
  rightMouth: { x: 70.7299, y: 92.2041 },
};

const inOrder = ({ leftEye, rightEye, nose, leftMouth, rightMouth }: FivePoints): Point[] => [
  leftEye,
  rightEye,
  nose,
  leftMouth,
  rightMouth,
];

/** Cuts out the aligned face; null when the points do not span a face. */
export function alignFace(image: RgbaImage, points: FivePoints): RgbaImage | null {
  const toChip = fitSimilarity(inOrder(points), inOrder(arcFaceTemplate));
  const fromChip = toChip && invertSimilarity(toChip);
  return fromChip && warp(image, fromChip, chipSize, chipSize);
}

/** The picture seen through a transform that leads from each pixel of the result to its place in the picture. */
export function warp(image: RgbaImage, toSource: Similarity, width: number, height: number): RgbaImage {
  const data = new Uint8ClampedArray(width * height * 4);
  const rgb: Rgb = [0, 0, 0];
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const { x, y } = applySimilarity(toSource, { x: column, y: row });
      sampleRgb(image, x, y, rgb);
      data.set(rgb, (row * width + column) * 4);
      data[(row * width + column) * 4 + 3] = 255;
    }
  }
  return { width, height, data };
}
