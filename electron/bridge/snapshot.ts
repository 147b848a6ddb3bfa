import { z } from 'zod';
import { bilingual, clinicSchema, laterSchema } from './clinic-snapshot.ts';
import { displaySchema, panelSchema } from './display-snapshot.ts';
import { faceModelsSchema } from './face-models.ts';
import {
  enrolSchema,
  faceInstructionSchema,
  faceOfferSchema,
  recogniseSchema,
  returningSchema,
} from './face-snapshot.ts';
import { holderSchema } from './holder-snapshot.ts';
import { insuranceAdviceSchema } from './insurance-snapshot.ts';
import { openingSchema } from './opening-snapshot.ts';
import { paperSchema, printerReasonSchema, printerSchema } from './paper-snapshot.ts';
import { paymentSchema } from './payment-snapshot.ts';
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
import { speechSchema } from './speech-snapshot.ts';
import { myTicketSchema, syncSchema, ticketOfferSchema } from './ticket-snapshot.ts';

/**
 * What the station tells the screen: the whole truth, each time. The screen keeps nothing of its own; a screen that was
 * reloaded shows the next snapshot and is up to date.
 */

/** A language's tag (BCP 47), such as `vi`; which ones there are, `renderer/language` says. */
export const languageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
export type Language = z.infer<typeof languageSchema>;

/**
 * `new`; `existing`: already registered today; `moved`: given for a change of clinic; `again`: committed before a restart
 * and not yet seen.
 */
const originSchema = z.enum(['new', 'existing', 'moved', 'again']);

/** Base64 of the chip's portrait; only in the steps that need it. */
const portraitSchema = z.object({ mediaType: z.enum(['image/jpeg', 'image/png']), base64: z.string() });

/** `mute-card`: a card that gives no answer where it lies. `several-cards`: nothing says which one is meant. `no-key`: the code does not say what opens the chip. */
export const cardProblemSchema = z.enum([
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
    identity: holderSchema.shape.identity.nullable(),
    /** Staff look at the person once more at the clinic's door. */
    checkAtDoor: z.boolean(),
    faceOffer: faceOfferSchema,
    clinic: clinicSchema.nullable(),
    stream: streamSchema.nullable(),
    /** Why its patient goes first; null where they do not, or nothing says. */
    priorityReason: z.string().nullable(),
    /** Whether insurance pays for it, whatever queue it stands in; null where nothing says. */
    insured: z.boolean().nullable(),
    issuedAt: z.string(),
    origin: originSchema,
    /** The number that no longer counts, after a change of clinic. */
    replacedNumber: z.string().nullable(),
    /** What the square code on it says: it names the registration and nothing of a person. */
    code: z.string(),
    offers: z.array(ticketOfferSchema),
    sync: syncSchema,
    cardStillThere: z.boolean(),
    /** For another session than the present one; null: for now. */
    later: laterSchema.nullable(),
    /** Further numbers of the same visit, one an appointment. */
    others: z.array(
      z.object({
        key: z.string(),
        number: z.string(),
        official: z.boolean(),
        clinic: clinicSchema.nullable(),
        code: z.string(),
      }),
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
    origin: originSchema,
    reason: deskReasonSchema,
    /** What the reason `insurance-at-counter` is about; null for the others. */
    advice: insuranceAdviceSchema.nullable(),
    issuedAt: z.string(),
    sync: syncSchema,
    cardStillThere: z.boolean(),
  }),
]);
export type VisitSnapshot = z.infer<typeof visitSnapshotSchema>;
export type VisitStep = VisitSnapshot['step'];
export type VisitAt<Step extends VisitStep> = Extract<VisitSnapshot, { step: Step }>;

const deviceStateSchema = z.enum(['ready', 'not-configured', 'not-reachable', 'not-responding', 'hardware-error']);

/** What staff who pass by should know; the kiosk goes on. Shown on the first screen alone. */
const staffNoteSchema = z.discriminatedUnion('kind', [
  /** The oldest registration that the hospital does not have yet. */
  z.object({ kind: z.literal('waiting'), minutes: z.number().int() }),
  /** Refused by the hospital after its patient had a ticket, and not settled. */
  z.object({ kind: z.literal('refused'), count: z.number().int() }),
  /** The queue was damaged; how many registrations came through. */
  z.object({ kind: z.literal('salvaged'), saved: z.number().int(), lost: z.number().int() }),
  /** The data are older than what the hospital knows of this kiosk; numbers were skipped. */
  z.object({ kind: z.literal('older-copy') }),
  /** How far the kiosk's clock is from the hospital's. */
  z.object({ kind: z.literal('clock'), minutes: z.number().int() }),
  /** No ticket can be printed, and why; the roll is nearly over. */
  z.object({ kind: z.literal('printer'), reason: printerReasonSchema }),
  z.object({ kind: z.literal('paper-low') }),
]);
export type StaffNote = z.infer<typeof staffNoteSchema>;

export const kioskSnapshotSchema = z.object({
  /** Grows by one with each snapshot of a station process. */
  sequence: z.number().int(),
  hospital: bilingual,
  kioskId: z.string(),
  location: z.string(),
  language: languageSchema,
  display: displaySchema,
  panel: panelSchema,
  speech: speechSchema,
  devices: z.object({
    scanner: deviceStateSchema,
    /** Codes may be shown to the camera. */
    cameraCodes: z.enum(['off', 'when-asked', 'always']),
    /** A scanner that types: the screen passes its keys on. */
    keyboardScanner: z.boolean(),
    reader: deviceStateSchema,
    camera: deviceStateSchema,
    printer: printerSchema,
    hospital: z.enum(['reachable', 'unreachable']),
  }),
  /** Which camera the face check opens; a device by its id where one is pinned. */
  camera: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('simulated') }),
    z.object({
      kind: z.literal('device'),
      deviceId: z.string().nullable(),
      /** Whether a camera that is a program may be used. */
      virtual: z.enum(['refuse', 'allow']),
      /** Names of cameras that the station knows to be programs. */
      virtualNames: z.array(z.string()),
    }),
  ]),
  /** What the face worker loads. */
  faceModels: faceModelsSchema,
  /** Whether somebody may come back by face. */
  faceReturn: z.boolean(),
  /** `closed`: no way to identify works. */
  service: z.enum(['open', 'closed']),
  /** Closed by the hours or by staff, while everything works. */
  opening: openingSchema,
  /** Somebody of the staff has an account: they may log in at this screen. */
  hasStaff: z.boolean(),
  /** Each has its own text in both languages. All but `simulated-devices` close the kiosk and name the cause to staff. */
  notices: z.array(
    z.enum([
      'configuration-wrong',
      'data-folder-unwritable',
      'folder-in-use',
      'queue-damaged',
      'folder-copied',
      'key-unusable',
      'newer-version',
      'start-failed',
      'simulation-absent',
      'simulated-devices',
    ]),
  ),
  staffNotes: z.array(staffNoteSchema),
  /**
   * A call for staff, as far as the station knows. `sending`: just pressed; `known`: the hospital or a page that staff have open has
   * taken it, which does not say that anybody is coming; `coming`: somebody said so; `not-sent`: tried, failed, still trying;
   * `unavailable`: this kiosk cannot call anybody.
   */
  staffCall: z.enum(['none', 'sending', 'known', 'coming', 'not-sent', 'unavailable']),
  /** The hospital's days begin and end there: dates on the screen count from it, YYYY-MM-DD. */
  today: z.string(),
  /** Seconds until the visit is wiped, shown once the warning is due; null before. */
  idleSecondsLeft: z.number().int().nullable(),
  paper: paperSchema,
  /** A paper may be asked for; not more often than a ticket is worth. */
  mayPrintAgain: z.boolean(),
  payment: paymentSchema,
  visit: visitSnapshotSchema,
});
export type KioskSnapshot = z.infer<typeof kioskSnapshotSchema>;
