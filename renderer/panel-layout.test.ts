import { describe, expect, it } from 'vitest';
import type { Panel } from '../electron/bridge/display-snapshot.ts';
import { layoutOf, propertiesOf, reachHighestMm, reachLowestMm, reachSeatedMm } from './panel-layout.ts';

const upright = { widthPx: 1080, heightPx: 1920 };
const lying = { widthPx: 1920, heightPx: 1080 };
const panel = (change: Partial<Panel>): Panel => ({
  pixelPitchMm: null,
  viewingDistanceMm: 600,
  lowerEdgeMm: 850,
  ...change,
});

describe('a glass nobody measured', () => {
  it('is filled as if it were the reference panel', () => {
    const layout = layoutOf(panel({}), { widthPx: 540, heightPx: 960 }, 'normal');
    expect(layout.mmPx).toBeCloseTo(540 / 268, 1);
    expect(layout.density).toBeCloseTo(1);
    expect(layout.widthMm * layout.mmPx).toBeCloseTo(540);
    expect(layout.heightMm * layout.mmPx).toBeCloseTo(960);
  });

  it('does not scale type by a distance that says nothing without a pitch', () => {
    expect(layoutOf(panel({ viewingDistanceMm: 900 }), upright, 'normal').typeScale).toBe(1);
  });
});

describe('a measured glass', () => {
  it('has true millimetres', () => {
    for (const pixelPitchMm of [0.179, 0.248, 0.369]) {
      const { mmPx } = layoutOf(panel({ pixelPitchMm }), upright, 'normal');
      expect(mmPx * pixelPitchMm).toBeCloseTo(1);
    }
  });

  it('of 15.6" has less room and no smaller type', () => {
    const layout = layoutOf(panel({ pixelPitchMm: 0.179 }), upright, 'normal');
    expect(layout.density).toBeCloseTo(0.72, 2);
    expect(layout.typeScale).toBe(1);
    expect(layout.widthMm).toBeCloseTo(193.3, 1);
  });

  it('that is stood closer to has smaller type', () => {
    expect(layoutOf(panel({ pixelPitchMm: 0.179, viewingDistanceMm: 450 }), upright, 'normal').typeScale).toBe(0.75);
  });

  it.each([
    [0.179, 0.75],
    [0.213, 0.86],
    [0.248, 1],
    [0.369, 1],
  ])('with pixels of %d mm has type for where people stand before it, unless it is told', (pixelPitchMm, typeScale) => {
    for (const way of [upright, lying]) {
      const layout = layoutOf(panel({ pixelPitchMm, viewingDistanceMm: null }), way, 'normal');
      expect(layout.typeScale).toBeCloseTo(typeScale, 2);
    }
  });

  it('of 32" does not let the picture grow without end', () => {
    const layout = layoutOf(panel({ pixelPitchMm: 0.369 }), upright, 'normal');
    expect(layout.density).toBe(1);
    expect(layout.widthMm).toBeCloseTo(268 * 1.2);
    expect(layout.heightMm).toBeLessThan(580);
    expect(layoutOf(panel({ pixelPitchMm: 0.369 }), lying, 'normal').heightMm).toBeCloseTo(268 * 1.2);
  });
});

describe('the reach', () => {
  it.each([
    [0.179, 850],
    [0.248, 850],
    [0.369, 850],
    [0.248, 600],
    [0.369, 250],
  ])('with a pitch of %d mm, %d mm above the floor', (pixelPitchMm, lowerEdgeMm) => {
    for (const window of [upright, lying]) {
      const layout = layoutOf(panel({ pixelPitchMm, lowerEdgeMm }), window, 'normal');
      const foot = lowerEdgeMm + layout.belowMm;
      expect(foot).toBeGreaterThanOrEqual(reachLowestMm);
      expect(foot + layout.touchHeightMm).toBeLessThanOrEqual(reachHighestMm);
      expect(layout.touchHeightMm).toBeLessThanOrEqual(layout.heightMm);
    }
  });

  it('from a wheelchair ends lower where the glass begins low enough', () => {
    const layout = layoutOf(panel({ pixelPitchMm: 0.248, lowerEdgeMm: 700 }), upright, 'low');
    expect(700 + layout.touchHeightMm).toBe(reachSeatedMm);
  });

  it('never leaves less than the buttons need', () => {
    expect(layoutOf(panel({ pixelPitchMm: 0.248, lowerEdgeMm: 1_200 }), upright, 'low').touchHeightMm).toBe(158);
  });
});

it('becomes properties of the root', () => {
  expect(propertiesOf(layoutOf(panel({ pixelPitchMm: 0.25 }), upright, 'normal'))).toMatchObject({
    '--mm': '4px',
    '--type-scale': '1',
    '--below': '0px',
  });
});
