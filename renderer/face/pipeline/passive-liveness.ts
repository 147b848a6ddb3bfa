/** The passive model's look at a picture: one vote, never a gate. */
import type { Box } from './image.ts';

/**
 * The square around the middle of a face's box, `boxScale` times its larger side, moved into the picture and made smaller
 * where it does not fit: the model was trained on squares without black (Silent-Face-Anti-Spoofing, CropImage).
 */
export function livenessSquare(picture: { width: number; height: number }, face: Box, boxScale: number): Box {
  const side = Math.min(boxScale * Math.max(face.width, face.height), picture.width, picture.height);
  const within = (start: number, length: number): number => Math.min(Math.max(start, 0), length - side);
  return {
    x: within(face.x + (face.width - side) / 2, picture.width),
    y: within(face.y + (face.height - side) / 2, picture.height),
    width: side,
    height: side,
  };
}
