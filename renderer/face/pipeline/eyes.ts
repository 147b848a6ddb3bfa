/** How far the eyes are open: by the landmarks, and by the eye model where one is used. */
import { applyAffine, invertAffine, type Affine, type Point } from './geometry.ts';
import type { RgbaImage } from './image.ts';
import type { FivePoints } from './landmarks.ts';
import { boxView, pixelSampler } from './sampler.ts';

/** Beyond it the landmarks are nonsense: eyes are open to about .45 at most. */
const widest = 2;

/**
 * Height by width of the eyes, the mean of both, times how sure the eye model is that they are open. 0 where it cannot be told.
 * An upper limit of 2 keeps nonsense finite.
 *
 * By the landmarks alone 13 of the 16 specimen people drop by 25 % or more when they close their eyes (one rises), and 31 of
 * 397 pictures of ORL lie so far below the own median, most of them laughing. With the model 15 of 16 drop by 97 % or more, one
 * of heavy lids by 26 %.
 *
 * @param landmarks the 68 iBUG points, in any scale
 * @param closed how sure the eye model is of each eye that it is closed, 0..1; null without a model
 */
export function eyeOpening(landmarks: readonly Point[], closed: readonly number[] | null): number {
  const opening = (openingOf(landmarks.slice(36, 42)) + openingOf(landmarks.slice(42, 48))) / 2;
  if (closed === null || closed.length === 0) return opening;
  const mean = closed.reduce((sum, share) => sum + share, 0) / closed.length;
  return opening * (1 - mean);
}

/** iBUG: corner, two points of the upper lid, the other corner, two of the lower lid back. */
function openingOf([corner, upper, upperNext, otherCorner, lowerNext, lower]: readonly Point[]): number {
  if (!corner || !upper || !upperNext || !otherCorner || !lowerNext || !lower) return 0;
  const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);
  const opening = (distance(upper, lower) + distance(upperNext, lowerNext)) / (2 * distance(corner, otherCorner));
  return Number.isNaN(opening) ? 0 : Math.min(opening, widest);
}

/**
 * Side of the square round an eye that the eye model sees, in pixels of the 112 x 112 chip. 1.45 times an eye's width: of 20 to
 * 32 it parts open eyes from closed ones best (15 of 16 specimen people: open .07 and less, closed .84 and more).
 */
const eyeSquarePx = 22;

/** Both eyes at the size the eye model takes. `toPicture` is the alignment that the chip was cut out by. */
export function eyePictures(
  chip: RgbaImage,
  toPicture: Affine,
  { leftEye, rightEye }: FivePoints,
  { shape: [, , height, width] }: { readonly shape: readonly [number, number, number, number] },
): RgbaImage[] {
  const toChip = invertAffine(toPicture);
  if (!toChip) return [];
  const sampler = pixelSampler(chip);
  return [leftEye, rightEye].map((eye) => {
    const centre = applyAffine(toChip, eye);
    // The alignment counts from the centre of the first pixel, a view from its corner.
    const corner = { x: centre.x + 0.5 - eyeSquarePx / 2, y: centre.y + 0.5 - eyeSquarePx / 2 };
    return sampler.view(boxView({ ...corner, width: eyeSquarePx, height: eyeSquarePx }, width, height), width, height);
  });
}
