import { z } from 'zod';
import type { Panel } from '../bridge/display-snapshot.ts';

/**
 * The glass of this kiosk. Without its pixel pitch the picture fills the window as if it were the reference panel; with it
 * a millimetre of the design is a millimetre on the glass.
 */
export const panelSettingSchema = z
  .strictObject({
    /** From small 4K panels to large full HD ones; anything else is a typing mistake (0,25 written as 25). */
    pixelPitchMm: z.number().min(0.05).max(1).optional(),
    /** Nearer than an arm's bend nobody stands, farther than an arm nobody touches. */
    viewingDistanceMm: z.number().min(300).max(1_000).optional(),
    lowerEdgeMm: z.number().min(0).max(1_600).default(850),
  })
  .transform(({ pixelPitchMm, viewingDistanceMm, ...rest }): Panel => ({
    pixelPitchMm: pixelPitchMm ?? null,
    viewingDistanceMm: viewingDistanceMm ?? null,
    ...rest,
  }))
  .prefault({});

/** Its part of the documented default file. */
export const panelText = `[kiosk.panel]
# Millimetres from one pixel of the page to the next: the glass's width by the number of pixels across, e.g. 21.5" full HD 0.248,
# 15.6" 0.179, 27" 0.311, 32" 0.369. Left out: the picture fills the window, and its sizes are those of a 21.5" panel.
# pixelPitchMm = 0.248
# From the eye to the glass, in mm: words are larger the farther it is. Left out: as people stand before a glass of its size, 600 at
# 21.5" and more, 450 at 15.6".
# viewingDistanceMm = 600
# The lower edge of the glass above the floor, in mm: what is touched lies between 380 and 1220.
lowerEdgeMm = 850

`;
