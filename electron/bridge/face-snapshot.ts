import { z } from 'zod';
import { holderSchema } from './holder-snapshot.ts';

/** The steps in which somebody stands before the camera, and what is told of it. */

/** One at a time; by icon, text and sound. */
export const faceInstructionSchema = z.enum([
  'look-here',
  'no-face',
  'several-faces',
  'come-closer',
  'step-back',
  /** The face leaves the picture. */
  'move-to-middle',
  'more-light',
  'less-light',
  /** The light stands behind. */
  'backlit',
  'hold-still',
  'look-straight',
  'open-eyes',
  'take-off-mask',
  'take-off-cap',
  /** Glasses mirror a lamp. */
  'glare',
]);
export type FaceInstruction = z.infer<typeof faceInstructionSchema>;

/** A movement that a picture does not make. Left and right are the person's own. */
export const movementSchema = z.enum(['blink', 'turn-left', 'turn-right']);
export type Movement = z.infer<typeof movementSchema>;

/** Typing of the last four digits of the number and the whole date of birth. */
export const returningSchema = z.object({
  step: z.literal('returning'),
  /** `too-young`: nobody of this age comes back by face. */
  problem: z.enum(['none', 'birth-date', 'too-young']),
  cardStillThere: z.boolean(),
});

/** A face before the camera that is to be found among the enrolled, or enrolled. */
export const recogniseSchema = z.object({
  step: z.literal('recognise'),
  purpose: z.enum(['return', 'enrol']),
  /** Which comparison this is; what the worker measured for another one is dropped. */
  comparison: z.int(),
  /**
   * `asking`: whether the face shall be used; the camera is off. `looking`: for a face that may be measured. `moving`: the
   * movement is awaited. `pause`: one was made, the next comes. `checking`: it is being compared. `retry`: as `looking`, after a
   * try that failed. `done`: recognised or enrolled.
   */
  state: z.enum(['asking', 'looking', 'moving', 'pause', 'checking', 'retry', 'done']),
  instruction: faceInstructionSchema,
  /** `phase` of a turn: go there, and come back. `left` counts the movements, this one included; null outside `moving`. */
  challenge: z
    .object({ movement: movementSchema, phase: z.enum(['go', 'back']), left: z.int(), secondsLeft: z.int() })
    .nullable(),
  /** Why the last try failed; null before. */
  failed: z.enum(['too-slow', 'face-changed', 'picture-still', 'no-match']).nullable(),
  triesLeft: z.int(),
  /** Another movement can be had by whoever cannot make this one. */
  canSwap: z.boolean(),
  /** Once recognised; null before, and where enrolling. */
  holder: holderSchema.nullable(),
  cardStillThere: z.boolean(),
});

/** The question whether the face is kept, and its end. */
export const enrolSchema = z.object({
  step: z.literal('enrol'),
  /**
   * `asking`: the text of the consent. `withdrawing`: the question whether it shall be deleted. `working`: the gallery is being
   * asked. The others are ends.
   */
  state: z.enum(['asking', 'withdrawing', 'working', 'enrolled', 'withdrawn', 'failed']),
  /** Of `failed`. */
  problem: z.enum(['none', 'not-live', 'no-camera', 'not-like-card', 'gallery-away', 'not-saved']),
  /** Days after the last visit by face at which the face is deleted by itself. */
  keptDays: z.int(),
  /** Whether it stays on this kiosk, or in the hospital's own server room. */
  keptAt: z.enum(['kiosk', 'hospital']),
  cardStillThere: z.boolean(),
});

/** What a ticket's screen offers of the face: `enrol`: keep it; `enrolled`: renew or delete it; `delete`: that alone. */
export const faceOfferSchema = z.enum(['none', 'enrol', 'enrolled', 'delete']);
