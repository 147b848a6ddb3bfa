import { expect, it } from 'vitest';
import { panelSettingSchema } from './configuration-panel.ts';

it('fills the window where nobody measured the glass', () => {
  expect(panelSettingSchema.parse(undefined)).toEqual({
    pixelPitchMm: null,
    viewingDistanceMm: null,
    lowerEdgeMm: 850,
  });
});

it('takes a measured glass', () => {
  expect(panelSettingSchema.parse({ pixelPitchMm: 0.179, viewingDistanceMm: 450 })).toEqual({
    pixelPitchMm: 0.179,
    viewingDistanceMm: 450,
    lowerEdgeMm: 850,
  });
});

it('refuses a pitch in another unit', () => {
  expect(panelSettingSchema.safeParse({ pixelPitchMm: 25 }).success).toBe(false);
});
