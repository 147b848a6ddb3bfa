import { z } from 'zod';
import { bilingual } from './clinic-snapshot.ts';
import { displaySchema, panelSchema } from './display-snapshot.ts';
import { faceModelsSchema } from './face-models.ts';
import { openingSchema } from './opening-snapshot.ts';
import { calledBySchema, paperSchema, printerReasonSchema, printerSchema } from './paper-snapshot.ts';
import { paymentSchema } from './payment-snapshot.ts';
import { speechSchema } from './speech-snapshot.ts';
import { visitSnapshotSchema } from './visit-snapshot.ts';

export type { CardProblem, VisitAt, VisitSnapshot, VisitStep } from './visit-snapshot.ts';

/**
 * What the station tells the screen: the whole truth, each time. The screen keeps nothing of its own; a screen that was
 * reloaded shows the next snapshot and is up to date.
 */

/** A language's tag (BCP 47), such as `vi`; which ones there are, `renderer/language` says. */
export const languageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
export type Language = z.infer<typeof languageSchema>;

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
  /** The configuration names none, beside devices that are real: nothing is ever printed. */
  z.object({ kind: z.literal('no-printer') }),
]);
export type StaffNote = z.infer<typeof staffNoteSchema>;

export const kioskSnapshotSchema = z.object({
  /** Grows by one with each snapshot of a station process. */
  sequence: z.number().int(),
  hospital: bilingual,
  kioskId: z.string(),
  location: bilingual,
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
  /** What is wrong with the code that somebody has just shown over the end of a visit, which stays; the words of the first screen. */
  strayCode: z.enum(['none', 'unknown-code', 'unreadable-code', 'code-expired', 'code-unchecked']),
  /**
   * Codes that were taken since the station began, and those of no use that were shown in this visit: with each the screen answers
   * once more, whether or not it has anything else to show.
   */
  codes: z.object({ taken: z.number().int(), inVain: z.number().int() }),
  paper: paperSchema,
  /** A paper may be asked for; not more often than a ticket is worth. */
  mayPrintAgain: z.boolean(),
  calledBy: calledBySchema,
  payment: paymentSchema,
  visit: visitSnapshotSchema,
});
export type KioskSnapshot = z.infer<typeof kioskSnapshotSchema>;
