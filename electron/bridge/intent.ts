import { z } from 'zod';
import { displaySchema } from './display-snapshot.ts';
import { declaredSchema } from './question-snapshot.ts';
import { languageSchema } from './snapshot.ts';

/** What the patient did, or what the camera's worker measured. One narrow message per capability; strict on arrival. */

/** A unit vector of as many values as the configured model has; the camera picture itself never leaves the worker. */
const embeddingSchema = z.array(z.number().min(-1).max(1)).min(64).max(2_048);

const share = z.number().min(0).max(1);

/** What the worker measured on the frame an embedding comes from (limits: electron/visit/face-limits.ts). */
export const faceQualitySchema = z.object({
  /** Faces that may be meant: the largest, and every other at least half its area. The rest is of the largest. */
  faces: z.number().int().min(0),
  widthPx: z.number().min(0),
  /** The box reaches beyond the picture. */
  isCut: z.boolean(),
  /** Mean of the aligned face, and of the picture without the face's box. */
  luma: z.number().min(0).max(255),
  backgroundLuma: z.number().min(0).max(255),
  /** Variance of the Laplacian of the aligned face. */
  sharpness: z.number().min(0),
  /** Positive: the nose points to the left edge of the unmirrored picture, that is to the person's own right. */
  yawDegrees: z.number(),
  pitchDegrees: z.number(),
  rollDegrees: z.number(),
  /** How far the eyes are open: height by width, mean of both; about .3 when open, a third less when closed. */
  eyeOpening: z.number().min(0).max(2),
  /** How sure it is that something covers mouth and nose, or the forehead; hints only. */
  mask: share,
  cap: share,
  /** Share of the eyes' band that is burnt out by a mirrored lamp. */
  glare: share,
  /** Mean absolute difference to the picture before, 0..255, of the whole frame; null for the first. 0: the same picture. */
  change: z.number().min(0).max(255).nullable(),
  /** The passive model's score of a living face; null where it was not asked. */
  liveness: share.nullable(),
});
export type FaceQuality = z.infer<typeof faceQualitySchema>;

export const visitIntentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('choose-language'), language: languageSchema }),
  z.strictObject({ type: z.literal('choose-display'), display: displaySchema }),
  /** The screen is to be read aloud, or no longer. */
  z.strictObject({ type: z.literal('choose-speech'), isOn: z.boolean() }),
  /** The paper of the ticket on the screen once more. */
  z.strictObject({ type: z.literal('print-again') }),
  z.strictObject({ type: z.literal('continue-without-card') }),
  z.strictObject({ type: z.literal('try-card-again') }),
  z.strictObject({ type: z.literal('camera'), state: z.enum(['ready', 'not-reachable', 'not-responding', 'refused']) }),
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
  /** Goes on without the camera. */
  z.strictObject({ type: z.literal('skip-face') }),
  /** "I have been here before": opens the typing of what the face needs beside it. */
  z.strictObject({ type: z.literal('return-by-face') }),
  /** By face with the ticket on the screen, for the clinic that it names. */
  z.strictObject({ type: z.literal('return-to-clinic') }),
  /** Digits as typed: 4; DDMMYYYY. */
  z.strictObject({ type: z.literal('return-factor'), lastFour: z.string().max(4), birthDate: z.string().max(8) }),
  /** "I cannot do this": another movement. */
  z.strictObject({ type: z.literal('swap-movement') }),
  /** On a ticket: the question whether the face is kept, or deleted. `confirm` and `back` answer both. */
  z.strictObject({ type: z.literal('enrol-face') }),
  z.strictObject({ type: z.literal('withdraw-face') }),
  /** Opens the typing of a number: one's own, or that of whom one brings. */
  z.strictObject({ type: z.literal('type-number') }),
  /** Digits as typed: 12; DDMMYYYY or YYYY; DDMMYYYY or none. */
  z.strictObject({
    type: z.literal('typed'),
    idNumber: z.string().max(16),
    birthDate: z.string().max(10),
    expiryDate: z.string().max(10),
  }),
  /** Seen by the screen's camera: the bytes of a code, for as long as it is held there. `isAsked`: it looked for one by a press. */
  z.strictObject({ type: z.literal('camera-code'), base64: z.base64().max(1_400), isAsked: z.boolean() }),
  /** "I come with somebody else, who is the patient"; whom I bring has no number. */
  z.strictObject({ type: z.literal('bring-somebody') }),
  z.strictObject({ type: z.literal('no-number') }),
  /** On a ticket: the next member of the family. */
  z.strictObject({ type: z.literal('next-person') }),
  z.strictObject({ type: z.literal('go-on-paying') }),
  z.strictObject({ type: z.literal('insurance-counter') }),
  z.strictObject({ type: z.literal('arrive'), appointmentIds: z.array(z.string().max(64)).min(1).max(8) }),
  z.strictObject({ type: z.literal('walk-in') }),
  z.strictObject({ type: z.literal('appointment-desk') }),
  z.strictObject({ type: z.literal('answer'), value: z.string().max(40) }),
  z.strictObject({ type: z.literal('skip-answer') }),
  z.strictObject({ type: z.literal('choose-specialty'), code: z.string().max(64) }),
  z.strictObject({ type: z.literal('choose-clinic'), clinicId: z.string().max(64) }),
  z.strictObject({ type: z.literal('choose-doctor'), clinicId: z.string().max(64), doctorId: z.string().max(64) }),
  /** The room of the open list with the shortest wait. */
  z.strictObject({ type: z.literal('choose-any') }),
  z.strictObject({
    type: z.literal('choose-later'),
    clinicId: z.string().max(64),
    serviceDate: z.iso.date(),
    session: z.enum(['morning', 'afternoon']),
  }),
  z.strictObject({ type: z.literal('choose-last') }),
  /** At the last look: another room, doctor or session. */
  z.strictObject({ type: z.literal('choose-room') }),
  /** "I don't know which clinic." */
  z.strictObject({ type: z.literal('choose-screening') }),
  z.strictObject({ type: z.literal('declare'), what: declaredSchema, isSo: z.boolean() }),
  /** On a ticket: what may be done to it, as if it had been scanned. */
  z.strictObject({ type: z.literal('ticket-choices') }),
  /** Of a ticket: its screen, its clinics, and the question whether it shall go. `confirm` and `back` answer. */
  z.strictObject({ type: z.literal('show-ticket') }),
  z.strictObject({ type: z.literal('change-clinic') }),
  z.strictObject({ type: z.literal('cancel-ticket') }),
  /** Whose visit it is: of whoever is in it, or of the one who came up meanwhile. */
  z.strictObject({ type: z.literal('go-on-visit') }),
  z.strictObject({ type: z.literal('start-for-other') }),
  z.strictObject({ type: z.literal('confirm') }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({ type: z.literal('start-over') }),
  z.strictObject({ type: z.literal('ask-for-staff') }),
  z.strictObject({ type: z.literal('call-staff') }),
  z.strictObject({ type: z.literal('emergency') }),
  /** A touch or a key: somebody is there. */
  z.strictObject({ type: z.literal('presence') }),
  z.strictObject({ type: z.literal('ticket-shown'), key: z.string().max(64) }),
  z.strictObject({ type: z.literal('finish') }),
]);
export type VisitIntent = z.infer<typeof visitIntentSchema>;

/** What the visit hears as such; codes before the camera come to it as scans. */
export type PatientIntent = Exclude<VisitIntent, { type: 'camera-code' }>;
