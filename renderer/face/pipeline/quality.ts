/** What can be said of a face without another model: light, sharpness, and where the head is turned. */
import type { FaceQuality } from '../../../electron/bridge/intent.ts';
import type { Point } from './geometry.ts';
import { luma601, type RgbaImage } from './image.ts';
import type { FivePoints } from './landmarks.ts';

export interface HeadPose {
  /** Positive: the nose points to the left edge of the unmirrored picture. */
  yawDegrees: number;
  /** Positive: the head is raised. */
  pitchDegrees: number;
  /** Positive: the head is tilted clockwise in the picture. */
  rollDegrees: number;
}

/** Points that span no face have no angle: they count as turned away, not as straight. */
const degrees = (radians: number): number => (Number.isNaN(radians) ? 90 : (radians * 180) / Math.PI);
const middle = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });

/**
 * A turned head moves the nose's tip, which stands in front of the face, off the line between eyes and mouth. The gains turn
 * that offset into degrees: 1.1 on the 400 pictures of ORL against a pose model, 1.9 on rendered heads of known angle, where
 * the landmarks shrink towards a frontal face. r is .95 for yaw, .90 for pitch, which varies by 6 degrees from face to face.
 */
const yawGain = 1.5;
const pitchGain = 1;
/** Where the nose's tip lies between eyes (0) and mouth (1) of a level head: .52 on ORL, .55 on rendered portraits. */
const levelNoseHeight = 0.53;

/** The pose by the five points' geometry alone: rough, but enough to ask for a straight look or to notice a turn. */
export function headPose({ leftEye, rightEye, nose, leftMouth, rightMouth }: FivePoints): HeadPose {
  const roll = Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x);
  const eyes = middle(leftEye, rightEye);
  const mouth = middle(leftMouth, rightMouth);
  /** Upright again: x to the right, y down, from the middle between the eyes. */
  const upright = ({ x, y }: Point): Point => ({
    x: (x - eyes.x) * Math.cos(roll) + (y - eyes.y) * Math.sin(roll),
    y: (y - eyes.y) * Math.cos(roll) - (x - eyes.x) * Math.sin(roll),
  });
  const [tip, chin] = [upright(nose), upright(mouth)];
  const eyeDistance = Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y);
  const height = tip.y / chin.y;
  const offset = (tip.x - chin.x * height) / eyeDistance;
  return {
    yawDegrees: degrees(Math.atan(-yawGain * offset)),
    pitchDegrees: degrees(Math.atan(pitchGain * (levelNoseHeight - height))),
    rollDegrees: degrees(roll),
  };
}

/** Mean luma of the aligned face, and the variance of its Laplacian (4-neighbour kernel), the usual figure for blur. */
export function chipFigures({ width, height, data }: RgbaImage): { luma: number; sharpness: number } {
  const grey = new Float32Array(width * height);
  let lumaSum = 0;
  for (let index = 0; index < grey.length; index += 1) {
    const value = luma601(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0);
    grey[index] = value;
    lumaSum += value;
  }
  let sum = 0;
  let squares = 0;
  let count = 0;
  const at = (index: number): number => grey[index] ?? 0;
  for (let row = 1; row < height - 1; row += 1) {
    for (let column = 1; column < width - 1; column += 1) {
      const index = row * width + column;
      const value = at(index - 1) + at(index + 1) + at(index - width) + at(index + width) - 4 * at(index);
      sum += value;
      squares += value * value;
      count += 1;
    }
  }
  const mean = sum / count;
  // Rounding takes the variance of a plain ramp below 0.
  return { luma: lumaSum / grey.length, sharpness: Math.max(squares / count - mean * mean, 0) };
}

/** Narrower faces have too few pixels for a comparison (LFW: the hit rate falls from 95 % at 32 px to 82 % at 24 px). */
export const minimumFaceWidthPx = 64;

/** Whether an embedding of this picture may leave the worker: one face, near enough. What counts, the station decides. */
export const isComparable = ({ faces, widthPx }: FaceQuality): boolean => faces === 1 && widthPx >= minimumFaceWidthPx;
