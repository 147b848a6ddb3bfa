import { z } from 'zod';
import { languageSchema } from './snapshot.ts';

/** What the screen wants to have said, and the sound of it. The words of a screen are the screen's; the voice is the station's. */

/** One sentence, or a part of one: about 20 s of speech, which are 1 MB. */
export const mostSpokenCharacters = 300;

export const speakSchema = z.strictObject({
  kind: z.literal('speak'),
  /** The screen's own; comes back with the sound. */
  id: z.int().min(0),
  language: languageSchema,
  text: z.string().min(1).max(mostSpokenCharacters),
  /** Says something of a person: for headphones only, and kept nowhere. */
  isPrivate: z.boolean(),
});
export type Speak = z.infer<typeof speakSchema>;

export const speechAudioSchema = z.object({
  kind: z.literal('speech-audio'),
  id: z.int(),
  /** A WAV file; null when it cannot be said. */
  base64: z.base64().nullable(),
});

/** Keys no keyboard for people has; a navigator keypad types one when headphones are plugged in or out. */
export const navigatorKeyPattern = /^F(1[3-9]|2[0-4])$/;

export const navigatorKeySchema = z.strictObject({
  kind: z.literal('navigator-key'),
  key: z.string().regex(navigatorKeyPattern),
});
