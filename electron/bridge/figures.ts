import { z } from 'zod';

/** What staff see of a day's or a month's visits. Nothing of a person: the stopwatch (electron/stopwatch.ts) knows none. */

/** A day (YYYY-MM-DD) or a month (YYYY-MM) of the hospital's calendar. */
export const figuresPeriodSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/);

/** `excel`: parted as a Vietnamese Excel expects it, whose decimal sign is the comma; `csv`: with commas (RFC 4180). */
export const reportFormSchema = z.enum(['excel', 'csv']);
export type ReportForm = z.infer<typeof reportFormSchema>;

const count = z.number().int().min(0);
const share = z.number().min(0).max(1);
const timesSchema = z.object({ medianMs: z.number().int(), p95Ms: z.number().int() });

export const figuresSchema = z.object({
  period: z.string(),
  /** All that somebody did at the kiosk: the sum of `outcomes`. */
  visits: count,
  /** Visits by the hour in which they ended, of the hospital's day: 24; those of a month are summed over its days. */
  perHour: z.array(count).length(24),
  /** `my-ticket`: only looked at a ticket. `abandoned`: walked away or started over before any paper. */
  outcomes: z.object({
    ticket: count,
    desk: count,
    'my-ticket': count,
    emergency: count,
    abandoned: count,
  }),
  /**
   * How the patient was known in the end; `code`: a code without the chip; `ticket`: an earlier ticket alone. Of visits in which
   * somebody was: less than `visits` by those who gave up before, or took a number for the desk.
   */
  kinds: z.object({ card: count, code: count, face: count, typed: count, ticket: count }),
  /** Of visits that ended with a ticket or a desk ticket, from the first sign of the patient to it; null of none. */
  total: timesSchema.nullable(),
  /** The part of it in which the patient waited for the machine. */
  machine: timesSchema.nullable(),
  /** The machine's part of all that time. */
  machineShare: share.nullable(),
  /** Of tickets, desk tickets and abandoned visits: a ticket without anything that had to be done twice. */
  firstTryShare: share.nullable(),
  /** Of the same: what was begun (chip, face) did not come off, and another way or the desk had to do. */
  fallbackShare: share.nullable(),
  /** Steps of the visit by their names in the snapshot, most visited first. */
  steps: z.array(
    z.object({
      step: z.string(),
      visits: count,
      /** Visits that were abandoned there. */
      abandoned: count,
      /** Medians of those who were there and did not walk away from the visit; null of none. */
      machineMs: count.nullable(),
      personMs: count.nullable(),
    }),
  ),
});
export type Figures = z.infer<typeof figuresSchema>;
