import { z } from 'zod';

/** The person on the screen, as far as their owner needs to see it. The number is masked by the station. */
export const holderSchema = z.object({
  /** Family name and initials where the identity is only typed. */
  fullName: z.string(),
  maskedIdNumber: z.string().nullable(),
  birthYear: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  /** `proven`: the chip said so. `recognised`: an enrolled face. `compared`: staff looked. `claimed`: a code or a number said so. */
  identity: z.enum(['proven', 'recognised', 'compared', 'claimed']),
});
export type Holder = z.infer<typeof holderSchema>;
