import { z } from 'zod';

/** Whether the screen is read aloud. */
export const speechSchema = z.object({
  /** Languages that this kiosk has a voice for. */
  voices: z.array(z.string()),
  /** `absent`: the kiosk has no port for headphones. */
  headphones: z.enum(['absent', 'unplugged', 'plugged']),
  /** Part of the name of the audio output the headphones are on; left out: the system's usual one. */
  output: z.string().optional(),
  /** Keys are within reach, and are named by the voice. */
  hasKeypad: z.boolean(),
  /** Asked for by this patient, by touch or by plugging headphones in. */
  isOn: z.boolean(),
});
export type Speech = z.infer<typeof speechSchema>;
