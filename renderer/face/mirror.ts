/** The part of the camera's picture that the round mirror shows: it follows the face, at any height. */
import type { FacePlace } from './worker-messages.ts';

/** A square of the picture: its middle in shares of the picture, its side in shares of the picture's smaller side. */
export interface MirrorView {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** So many pictures in a row showed nobody. */
  readonly missed: number;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export const wholeView: MirrorView = { x: 0.5, y: 0.5, side: 1, missed: 0 };

/** The face's box is so much of the square's side: hair, chin and shoulders are seen around it. */
const faceShare = 0.5;
/** A closer look would show the pixels. */
const smallestSide = 1 / 3;
/** In sides of the square: a face that moves less, or grows or shrinks less, leaves the mirror at rest. */
const restingShare = 0.1;
/** A face that is lost for a moment does not make the mirror jump. */
const patience = 5;

/** The square for this face, inside the picture; the present one while that will do. null: nobody, at last the whole picture. */
export function followFace(present: MirrorView, place: FacePlace | null, picture: PictureSize): MirrorView {
  if (!place) return present.missed < patience ? { ...present, missed: present.missed + 1 } : wholeView;
  const wanted = viewOf(place, picture);
  const smaller = Math.min(picture.width, picture.height);
  const moved = Math.max(
    (Math.abs(wanted.x - present.x) * picture.width) / smaller,
    (Math.abs(wanted.y - present.y) * picture.height) / smaller,
    Math.abs(wanted.side - present.side),
  );
  return moved < restingShare * present.side ? { ...present, missed: 0 } : wanted;
}

function viewOf({ x, y, width, height }: FacePlace, picture: PictureSize): MirrorView {
  const smaller = Math.min(picture.width, picture.height);
  const facePx = Math.max(width * picture.width, height * picture.height);
  const side = Math.min(Math.max(facePx / faceShare / smaller, smallestSide), 1);
  const within = (middle: number, length: number): number => {
    const half = (side * smaller) / length / 2;
    return Math.min(Math.max(middle, half), 1 - half);
  };
  return { x: within(x + width / 2, picture.width), y: within(y + height / 2, picture.height), side, missed: 0 };
}

/**
 * The CSS transform of a video that is stretched over the mirror's square, with its origin in the upper left corner: undoes
 * the stretching, and lays the view's square over the mirror.
 */
export function mirrorTransform({ x, y, side }: MirrorView, { width, height }: PictureSize): string {
  const sidePx = side * Math.min(width, height);
  const [scaleX, scaleY] = [width / sidePx, height / sidePx];
  const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;
  return `translate(${percent(0.5 - x * scaleX)}, ${percent(0.5 - y * scaleY)}) scale(${scaleX.toFixed(4)}, ${scaleY.toFixed(4)})`;
}
