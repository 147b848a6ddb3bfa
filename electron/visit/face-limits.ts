/** Every limit of the face check, in one place. The thresholds of similarity belong to the models (bridge/face-models.ts). */

/**
 * Beyond these a frame does not count. Measured on 13,232 pictures of LFW by the share of matches at one false match in a
 * thousand: 98 % on clean pictures.
 */
export const frameLimits = {
  /** The hit rate falls to 95 % at 32 px and to 82 % at 24 px; a floor of twice that, since small faces blur, too. */
  minimumWidthPx: 64,
  /** Of the 640 px of a frame: a wider face distorts, and its edges leave the picture. */
  maximumWidthPx: 420,
  /** At a fifth of the light the hit rate is 78 %, and a quarter of the faces is not found. */
  minimumLuma: 50,
  /** At twice the exposure the hit rate is 87 %. */
  maximumLuma: 215,
  /** Variance of the Laplacian; a blur of 2.5 px costs 14 points of the hit rate. */
  minimumSharpness: 40,
  /** Yaw and pitch; 15 is the advice, and the geometry of five points is rough by 5. */
  maximumTurnDegrees: 20,
  maximumRollDegrees: 25,
} as const;

/** Where advice begins: said after a comparison that failed, never a reason to drop a frame. */
export const adviceLimits = {
  widthPx: 100,
  minimumLuma: 70,
  maximumLuma: 200,
  turnDegrees: 15,
  rollDegrees: 20,
  /** The light stands behind when the picture around a dark face is brighter than the face by this. */
  backlitDifference: 80,
  /** Closed eyes of the specimen people are below .06, open ones above .15. */
  eyeOpening: 0.12,
  /** Measured on painted masks, caps and lamps (renderer/face/pipeline/covering.ts). */
  mask: 0.8,
  cap: 0.8,
  glare: 0.02,
} as const;

/** Frames of one try; the best of five reaches the threshold where a single frame may blink or blur. */
export const framesPerTry = 5;

/** Of the challenge (liveness.ts). */
export const liveLimits = {
  /** Good frames that set the person's own eyes and pose: the median of three survives a blink. */
  baselineFrames: 3,
  /** Closed eyes: their opening falls by half of the person's own (all specimen people by 77 %; by landmarks alone few), */
  closedDrop: 0.5,
  /** and comes back to this share of it. */
  openShare: 0.7,
  /**
   * A turn: the yaw as five points tell it, and how far it is from the person's own rest, because a camera may stand beside the
   * screen. Rendered heads turned by 28 degrees read 15 to 33, and 11 to 35 away from their rest; living ones read more.
   */
  turn: { degrees: 12, travelDegrees: 9 },
  /**
   * From the first to the last frame with closed eyes: people are told to close them for a second, and count it fast. An ordinary
   * blink takes 100 to 300 ms, so that no film of somebody who merely blinks makes the movement.
   */
  closedMs: 500,
  /** Closed for so long while nothing is asked for: a movement that nobody asked for, and no ordinary blink. */
  strayClosedMs: 400,
  /** A turn that nobody asked for must be clearer: people look about. */
  strayTurn: { degrees: 15, travelDegrees: 12 },
  /** Back again when it is this near to the rest. */
  restDegrees: 6,
  /** Beyond it the embedding says nothing. */
  profileDegrees: 35,
  /** A turned head or closed eyes resemble the first frame less; rendered heads turned by 28 degrees keep .69 or more. */
  looserBy: 0.1,
  /** For how long a challenge may be without the one face: a hand in the picture, somebody who passes behind; */
  lostMs: 1_000,
  /** and after a turn that was seen, since people turn farther than they are asked. */
  lostTurnedMs: 2_000,
  /** Frames in a row that show a turn nobody asked for; one alone is a measuring error. */
  strayFrames: 2,
  /** The same picture, this many times running: no camera does that. */
  stillFrames: 3,
  /** Nobody reacts sooner: the screen's delay and a person's own. What moves before it was not told to. */
  reactionMs: 300,
  /** Between movements; its length is drawn, so that no film keeps the rhythm. */
  minimumPauseMs: 400,
  maximumPauseMs: 1_600,
} as const;
