import { z } from 'zod';

/** Tickets: the section, and its part of the documented default file. */

const calls = z.enum(['loudspeaker', 'door-screen']);

export const ticketsSettingSchema = z
  .strictObject({
    calledBy: z
      .array(calls)
      .min(1, { error: 'must name one at least' })
      .refine((list) => new Set(list).size === list.length, { error: 'names one twice' })
      .default(['loudspeaker', 'door-screen']),
  })
  .prefault({});

/** How numbers are called, as ticket and screen say it. */
export function calledBy(named: readonly z.infer<typeof calls>[]): 'both' | z.infer<typeof calls> {
  const [first, second] = named;
  return first === undefined || second !== undefined ? 'both' : first;
}

export const ticketsText = `[tickets]
# How numbers are called here, as tickets and screens tell it: "loudspeaker", "door-screen" (a screen at the door or the desk), or both.
calledBy = ["loudspeaker", "door-screen"]

`;
