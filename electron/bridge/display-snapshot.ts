import { z } from 'zod';

/** How the screen is drawn for whoever stands before it. */

/** What a patient may choose at any time; it lasts as long as the language they chose. */
export const displaySchema = z.strictObject({
  contrast: z.enum(['normal', 'high']),
  text: z.enum(['normal', 'large']),
  /** `low`: everything to touch lies where it is reached from a wheelchair. */
  reach: z.enum(['normal', 'low']),
});
export type Display = z.infer<typeof displaySchema>;

export const usualDisplay: Display = { contrast: 'normal', text: 'normal', reach: 'normal' };

/** The glass itself, as configured: sizes on it are millimetres. */
export const panelSchema = z.object({
  /** Millimetres from one CSS pixel to the next; null: nobody measured it, and the picture fills the window. */
  pixelPitchMm: z.number().nullable(),
  /** Eye to glass; null: as people stand before a glass of its size. */
  viewingDistanceMm: z.number().nullable(),
  /** The lower edge of the glass above the floor. */
  lowerEdgeMm: z.number(),
});
export type Panel = z.infer<typeof panelSchema>;
