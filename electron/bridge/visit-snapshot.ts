import { z } from 'zod';
import { clinicSchema, laterSchema } from './clinic-snapshot.ts';
import {
  enrolSchema,
  faceInstructionSchema,
  faceOfferSchema,
  recogniseSchema,
  returningSchema,
} from './face-snapshot.ts';
import { holderSchema } from './holder-snapshot.ts';
import { insuranceAdviceSchema } from './insurance-snapshot.ts';
import {
  appointmentsSchema,
  chooseSchema,
  companionSchema,
  confirmSchema,
  detailsSchema,
  emergencySchema,
  insuranceStepSchema,
  typedSchema,
  whoseSchema,
} from './question-snapshot.ts';
import { myTicketSchema, refusalSchema, syncSchema, ticketOfferSchema } from './ticket-snapshot.ts';

/** What the station tells the screen of the visit: the step, and all that its screen shows. */

/**
 * `new`; `existing`: already registered today; `moved`: given for a change of clinic; `again`: committed before a restart
 * and not yet seen.
 */
const originSchema = z.enum(['new', 'existing', 'moved', 'again']);

/** Base64 of the chip's portrait; only in the steps that need it. */
const portraitSchema = z.object({ mediaType: z.enum(['image/jpeg', 'image/png']), base64: z.string() });

/** `mute-card`: a card that gives no answer where it lies. `several-cards`: nothing says which one is meant. `no-key`: the code does not say what opens the chip. */
const cardProblemSchema = z.enum([
  'pulled',
  'wrong-key',
  'not-a-document',
  'reader-gone',
  'unreadable',
  'mute-card',
  'several-cards',
  'no-key',
]);
export type CardProblem = z.infer<typeof cardProblemSchema>;

const cardSchema = z.discriminatedUnion('state', [
  /** `otherCardThere`: a card lay there before this code was shown; it is not read for it until it was taken once. */
  z.object({ state: z.literal('awaited'), otherCardThere: z.boolean() }),
  /** `cameraSoon`: a face will be compared next, as far as the code tells; the screen may open the camera meanwhile. */
  z.object({ state: z.literal('reading'), bytes: z.number(), total: z.number(), cameraSoon: z.boolean() }),
  z.object({ state: z.literal('problem'), problem: cardProblemSchema, triesLeft: z.number().int() }),
  /** Read, and out of date since that day (YYYY-MM-DD); it still says who its holder is. */
  z.object({ state: z.literal('expired'), expiredOn: z.string(), stillThere: z.boolean() }),
  /** Read: the greeting. `stillThere` until the card is taken back. */
  z.object({ state: z.literal('read'), stillThere: z.boolean() }),
]);

export const deskReasonSchema = z.enum([
  'face-not-matched',
  'card-conflict',
  'chip-invalid',
  'several-patients',
  'record-conflict',
  'insurance-at-counter',
  'patient-unknown',
  'hospital-away',
  'no-clinic',
  'patient-deceased',
  'patient-blocked',
  'record-merged',
  'no-document',
  'appointment',
  'asked-for-staff',
  'step-failed',
  /** The hospital lets nobody with this evidence take a number alone. */
  'identity-check',
]);

const streamSchema = z.enum(['insured', 'paying', 'priority']);

export const visitSnapshotSchema = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('attract'),
    /** `show-code`: a card was laid down first. The others: what was shown is no code we can use. */
    prompt: z.enum([
      'welcome',
      'show-code',
      'unknown-code',
      'unreadable-code',
      'card-forgotten',
      /** A VNeID code is being looked up; it was no longer good; nobody could be asked about it. */
      'checking-code',
      'code-expired',
      'code-unchecked',
      /** A slip that says which appointment, but not whose: a card must say that. */
      'slip-needs-card',
      /** Such a slip while nobody can be asked about it, and one that the hospital does not know. */
      'slip-unchecked',
      'slip-unknown',
      /** The next of the family may show whatever they have. */
      'next-person',
      /** Nobody, or more than one, was found by face; tried too often; the gallery or the camera is away. */
      'face-not-recognised',
      'face-paused',
      'face-away',
    ]),
  }),
  z.object({
    step: z.literal('identify'),
    holder: holderSchema,
    portrait: portraitSchema.nullable(),
    card: cardSchema,
    /** `not-this-code`: what was shown meanwhile opens no card. */
    notice: z.enum(['none', 'not-this-code']),
  }),
  z.object({
    step: z.literal('verify'),
    /** Which comparison this is; what the worker measured for another one, an earlier patient's, is dropped. */
    comparison: z.int(),
    holder: holderSchema,
    /** The chip's portrait, to be compared in the screen's worker. */
    portrait: portraitSchema,
    cardStillThere: z.boolean(),
    face: z.object({
      state: z.enum(['looking', 'retry', 'matched']),
      instruction: faceInstructionSchema,
      triesLeft: z.number().int(),
    }),
  }),
  typedSchema,
  returningSchema,
  recogniseSchema,
  enrolSchema,
  companionSchema,
  insuranceStepSchema,
  appointmentsSchema,
  detailsSchema,
  chooseSchema,
  confirmSchema,
  emergencySchema,
  whoseSchema,
  z.object({
    step: z.literal('ticket'),
    key: z.string(),
    number: z.string(),
    official: z.boolean(),
    /** null on a ticket offered again after a restart: no name is kept for it. */
    maskedName: z.string().nullable(),
    /** Of a ticket that was given before: `claimed` where its first paper asked for a document, else null. */
    identity: holderSchema.shape.identity.nullable(),
    /** Staff look at the person once more at the clinic's door. */
    checkAtDoor: z.boolean(),
    faceOffer: faceOfferSchema,
    clinic: clinicSchema.nullable(),
    /** null: nothing says it, or it is not known whether its patient pays. */
    stream: streamSchema.nullable(),
    /** Why its patient goes first; null where they do not, or nothing says. */
    priorityReason: z.string().nullable(),
    /** Its patient goes first by law, and nothing says that this number does: staff at the clinic have to be told. */
    asksPriority: z.boolean(),
    /** Nobody could say whether insurance pays for it: its patient has to show the card at reception. */
    asksInsurance: z.boolean(),
    /** Whether insurance pays for it, whatever queue it stands in; null where nothing says. */
    insured: z.boolean().nullable(),
    issuedAt: z.string(),
    origin: originSchema,
    /** The number that no longer counts: after a change of clinic, or because the hospital calls another one. */
    replacedNumber: z.string().nullable(),
    /** What the square code on it says: it names the registration and nothing of a person. */
    code: z.string(),
    offers: z.array(ticketOfferSchema),
    sync: syncSchema,
    /** Of a `refused` one. */
    refusal: refusalSchema.nullable(),
    cardStillThere: z.boolean(),
    /** For another session than the present one; null: for now. */
    later: laterSchema.nullable(),
    /** Further numbers of the same visit, one an appointment; `reception` calls one for all that the kiosk could give none for. */
    others: z.array(
      z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('clinic'),
          key: z.string(),
          number: z.string(),
          official: z.boolean(),
          replacedNumber: z.string().nullable(),
          /** null: its room is no longer known. */
          clinic: clinicSchema.nullable(),
          stream: streamSchema.nullable(),
          priorityReason: z.string().nullable(),
          code: z.string(),
          sync: syncSchema,
          refusal: refusalSchema.nullable(),
        }),
        z.object({
          kind: z.literal('reception'),
          key: z.string(),
          number: z.string(),
          code: z.string(),
          sync: syncSchema,
        }),
      ]),
    ),
    /** A further number was wanted, and neither it nor one of staff could be given: staff must be asked. */
    isIncomplete: z.boolean(),
    /** Somebody else of the family may go on here, with the same carer where there was one. */
    canGoOn: z.boolean(),
  }),
  myTicketSchema,
  z.object({
    step: z.literal('desk'),
    /** null, and no number, when the queue could not be written: then staff have nothing but the patient. */
    key: z.string().nullable(),
    number: z.string(),
    /** What is on its paper for staff and kiosks to scan; null without a key. */
    code: z.string().nullable(),
    origin: originSchema,
    reason: deskReasonSchema,
    /** What the reason `insurance-at-counter` is about; null for the others. */
    advice: insuranceAdviceSchema.nullable(),
    issuedAt: z.string(),
    /** Whether staff have what was captured; null where nothing was. */
    sync: syncSchema.nullable(),
    cardStillThere: z.boolean(),
  }),
]);
export type VisitSnapshot = z.infer<typeof visitSnapshotSchema>;
export type VisitStep = VisitSnapshot['step'];
export type VisitAt<Step extends VisitStep> = Extract<VisitSnapshot, { step: Step }>;
