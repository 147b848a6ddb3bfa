import { z } from 'zod';
import { languageSchema } from './snapshot.ts';

/** What the patient did, or what the camera's worker measured. One narrow message per capability; strict on arrival. */

/** 512 values of a unit vector; the camera picture itself never leaves the worker. */
const embeddingSchema = z.array(z.number().min(-1).max(1)).length(512);

/** What the worker measured on the frame an embedding comes from (limits: renderer/face). */
export const faceQualitySchema = z.object({
  faces: z.number().int().min(0),
  widthPx: z.number().min(0),
  luma: z.number().min(0).max(255),
  sharpness: z.number().min(0),
  yawDegrees: z.number(),
  pitchDegrees: z.number(),
  rollDegrees: z.number(),
});
export type FaceQuality = z.infer<typeof faceQualitySchema>;

export const visitIntentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('choose-language'), language: languageSchema }),
  z.strictObject({ type: z.literal('continue-without-card') }),
  z.strictObject({ type: z.literal('try-card-again') }),
  z.strictObject({ type: z.literal('camera'), state: z.enum(['ready', 'not-reachable', 'not-responding']) }),
  z.strictObject({
    type: z.literal('face-portrait'),
    comparison: z.int(),
    embedding: embeddingSchema.nullable(),
  }),
  z.strictObject({
    type: z.literal('face-sample'),
    comparison: z.int(),
    embedding: embeddingSchema.nullable(),
    quality: faceQualitySchema,
  }),
  z.strictObject({ type: z.literal('skip-face') }),
  z.strictObject({ type: z.literal('choose-clinic'), clinicId: z.string().max(64) }),
  /** Of a ticket: its screen, its clinics, and the question whether it shall go. `confirm` and `back` answer. */
  z.strictObject({ type: z.literal('show-ticket') }),
  z.strictObject({ type: z.literal('change-clinic') }),
  z.strictObject({ type: z.literal('cancel-ticket') }),
  z.strictObject({ type: z.literal('confirm') }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({ type: z.literal('start-over') }),
  z.strictObject({ type: z.literal('ask-for-staff') }),
  z.strictObject({ type: z.literal('call-staff') }),
  /** A touch or a key: somebody is there. */
  z.strictObject({ type: z.literal('presence') }),
  z.strictObject({ type: z.literal('ticket-shown'), key: z.string().max(64) }),
  z.strictObject({ type: z.literal('finish') }),
]);
export type VisitIntent = z.infer<typeof visitIntentSchema>;
