import type { Movement } from '../bridge/face-snapshot.ts';
import type { FaceQuality } from '../bridge/intent.ts';
import { frameProblem } from './face-guidance.ts';
import { liveLimits } from './face-limits.ts';

/** Movements as a frame shows them, measured against the person's own rest. */

export interface OwnRest {
  eyeOpening: number;
  yawDegrees: number;
}

/** The rest of a person: medians of the first good frames. */
export const restOf = (frames: readonly FaceQuality[]): OwnRest => ({
  eyeOpening: median(frames.map(({ eyeOpening }) => eyeOpening)),
  yawDegrees: median(frames.map(({ yawDegrees }) => yawDegrees)),
});

/** 0 of nothing; of an even number the lower of the two in the middle. */
export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.ceil(values.length / 2) - 1] ?? 0;

/** Where the head is turned, if it is by as much as this. */
export function turnOf(
  { yawDegrees }: FaceQuality,
  rest: OwnRest,
  { degrees, travelDegrees }: { degrees: number; travelDegrees: number },
): 'turn-left' | 'turn-right' | null {
  const travel = yawDegrees - rest.yawDegrees;
  if (yawDegrees >= degrees && travel >= travelDegrees) return 'turn-right';
  return yawDegrees <= -degrees && travel <= -travelDegrees ? 'turn-left' : null;
}

/** Whether the head looks where it looked at first. */
const isStraight = ({ yawDegrees }: FaceQuality, rest: OwnRest): boolean =>
  Math.abs(yawDegrees - rest.yawDegrees) <= liveLimits.restDegrees;

export const isOpen = ({ eyeOpening }: FaceQuality, rest: OwnRest): boolean =>
  eyeOpening >= rest.eyeOpening * liveLimits.openShare;

/** The movement at its turning point; how long eyes stay closed, single frames do not tell. */
export function shows(movement: Movement, quality: FaceQuality, rest: OwnRest): boolean {
  if (movement !== 'blink') return turnOf(quality, rest, liveLimits.turn) === movement;
  const closed = rest.eyeOpening * (1 - liveLimits.closedDrop);
  return frameProblem(quality) === null && isStraight(quality, rest) && quality.eyeOpening <= closed;
}

/** A good frame of somebody who looks into the camera with open eyes: the end of every movement. */
export const isAtRest = (quality: FaceQuality, rest: OwnRest): boolean =>
  frameProblem(quality) === null && isStraight(quality, rest) && isOpen(quality, rest);
