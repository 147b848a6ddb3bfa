import { z } from 'zod';

/** The hospital's own number of what is to be paid; null where it has none, or several. */
const invoiceNumber = z.string().max(64).nullable();

/**
 * What is to be paid for the ticket on the screen, or behind a question on it, as the hospital says. The kiosk shows what it was given; `balanced` is the
 * hospital's word, never the kiosk's.
 */
export const paymentSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  /** The hospital is being asked. */
  z.object({ state: z.literal('asking') }),
  z.object({
    state: z.literal('due'),
    /** Whole dong. */
    amount: z.int().positive(),
    /** The text of the bank's code, as it came. */
    qr: z.string().max(512),
    /** The bank by its name where it is known, else its number (BIN). */
    bank: z.string(),
    /** All but the last four digits masked. */
    maskedAccount: z.string(),
    invoiceNumber,
    /** ISO instant up to which the code may be paid; null: the hospital names no end. */
    until: z.string().nullable(),
  }),
  z.object({ state: z.literal('balanced') }),
  /** To the cashier, and why. `amount` null: the hospital did not say. */
  z.object({
    state: z.literal('cashier'),
    reason: z.enum(['no-code', 'code-refused', 'cancelled', 'paid-twice', 'too-late', 'not-asked']),
    amount: z.int().positive().nullable(),
    invoiceNumber,
  }),
]);
export type Payment = z.infer<typeof paymentSchema>;
