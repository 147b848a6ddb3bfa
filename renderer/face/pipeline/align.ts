/** The face laid onto the 112 x 112 template that ArcFace-style embedding models are trained on. */
import { applyAffine, fitSimilarity, invertAffine, type Affine, type Point } from './geometry.ts';
import type { RgbaImage } from './image.ts';
import type { FivePoints } from './landmarks.ts';
import type { Sampler } from './sampler.ts';

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

/** Leads from the pixels of the chip to those of the picture; null when the points do not span a face. */
export function alignment(points: FivePoints): Affine | null {
  const toChip = fitSimilarity(inOrder(points), inOrder(arcFaceTemplate));
  return toChip && invertAffine(toChip);
}

/** The aligned face, `size` pixels wide and high. */
export function chipOf(picture: Sampler, toPicture: Affine, size = chipSize): RgbaImage {
  const { a, b, c, d } = toPicture;
  const step = chipSize / size;
  // Template and points count from the centre of the first pixel, a view from its corner.
  const corner = applyAffine(toPicture, { x: -0.5, y: -0.5 });
  return picture.view(
    { a: a * step, b: b * step, c: c * step, d: d * step, tx: corner.x + 0.5, ty: corner.y + 0.5 },
    size,
    size,
  );
}
