import { z } from 'zod';
import { bilingual } from './clinic-snapshot.ts';

/** Whether this kiosk takes patients now. */
export const openingSchema = z.discriminatedUnion('state', [
  /** `nearest`: where to go while something is broken. */
  z.object({ state: z.literal('open'), nearest: bilingual.nullable().optional() }),
  z.object({
    state: z.literal('closed'),
    by: z.enum(['hours', 'staff']),
    /** The next opening by the hours: YYYY-MM-DD and HH:MM; null when staff open it again, or nothing says. */
    opens: z.object({ day: z.string(), time: z.string() }).nullable(),
    /** Where to go instead, as the configuration says; null when it says nothing. */
    nearest: bilingual.nullable(),
  }),
]);
export type Opening = z.infer<typeof openingSchema>;
