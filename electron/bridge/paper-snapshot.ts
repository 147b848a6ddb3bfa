import { z } from 'zod';

/** Why a printer cannot print (the vocabulary of CUSS 2). */
export const printerReasonSchema = z.enum([
  'not-reachable',
  'not-responding',
  'media-empty',
  'media-jammed',
  'cover-open',
  'hardware-error',
]);
export type PrinterReason = z.infer<typeof printerReasonSchema>;

export const printerSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('not-configured') }),
  /** `isLow`: the roll is nearly over. */
  z.object({ state: z.literal('ready'), isLow: z.boolean() }),
  z.object({ state: z.literal('busy') }),
  z.object({ state: z.literal('unavailable'), reason: printerReasonSchema }),
]);
export type PrinterView = z.infer<typeof printerSchema>;

/**
 * The paper of the ticket on the screen, or of the one that a question about its patient's face is asked on. `none`: there is no
 * such ticket, or this kiosk prints nothing. `not-printed`: the number on the screen is all there is; `printer` says why.
 * `payment-not-printed`: the ticket is out, and the small paper with what is to be paid is not. Both are said while a printer in
 * doubt is still tried, and may become `printed`.
 */
export const paperSchema = z.enum(['none', 'printing', 'printed', 'not-printed', 'payment-not-printed']);
export type Paper = z.infer<typeof paperSchema>;

/** How a number is called at this hospital. */
export const calledBySchema = z.enum(['both', 'loudspeaker', 'door-screen']);
export type CalledBy = z.infer<typeof calledBySchema>;
