import type { Display, Panel } from '../electron/bridge/display-snapshot.ts';

/** How the picture lies on the glass. Pure: pixels in, millimetres and pixels out. */

/** The design was drawn for 21.5" full HD: 0.248 mm a pixel. */
export const referenceShortMm = 268;
export const referenceLongMm = 476;
/** For which distance the sizes of type are given. */
const referenceDistanceMm = 600;
/** Nearer than this nobody stands, however small the glass. */
const nearestMm = 450;
/** What is touched lies between these above the floor (EN 301 549, kiosk practice); from a wheelchair, below the third. */
export const reachLowestMm = 380;
export const reachHighestMm = 1_220;
export const reachSeatedMm = 1_000;
/** Less than this holds no list, no number pad, and no frame around them. */
const leastTouchHeightMm = 158;
/** A picture wider than this is no calmer, only farther to the hand. */
const comfortable = 1.2;
/** Below this a pitch and a window cannot belong together; better small than broken. */
const leastDensity = 0.4;

export interface PanelLayout {
  /** CSS pixels of a millimetre. */
  mmPx: number;
  /** How much of the design's space there is: 1 on the reference panel, less on a smaller glass. */
  density: number;
  /** Sizes of type for this distance. */
  typeScale: number;
  /** The picture, on the glass. */
  widthMm: number;
  heightMm: number;
  /** Between the picture and the lower edge of the glass: too low for a hand. */
  belowMm: number;
  /** From the picture's lower edge up to where a hand reaches. */
  touchHeightMm: number;
}

interface Window {
  widthPx: number;
  heightPx: number;
}

export function layoutOf(panel: Panel, window: Window, reach: Display['reach']): PanelLayout {
  const isUpright = window.heightPx >= window.widthPx;
  const [referenceWidth, referenceHeight] = isUpright
    ? [referenceShortMm, referenceLongMm]
    : [referenceLongMm, referenceShortMm];
  const filling = Math.min(window.widthPx / referenceWidth, window.heightPx / referenceHeight);
  const mmPx = panel.pixelPitchMm === null ? filling : 1 / panel.pixelPitchMm;
  const glass = { widthMm: window.widthPx / mmPx, heightMm: window.heightPx / mmPx };
  const distanceMm = panel.viewingDistanceMm ?? usualDistanceMm(Math.min(glass.widthMm, glass.heightMm));
  const typeScale = panel.pixelPitchMm === null ? 1 : distanceMm / referenceDistanceMm;
  const belowMm = Math.min(Math.max(0, reachLowestMm - panel.lowerEdgeMm), glass.heightMm / 3);
  const roomMm = glass.heightMm - belowMm;
  const density = clamp(
    Math.min(glass.widthMm / referenceWidth, roomMm / referenceHeight),
    leastDensity,
    Math.max(1, typeScale),
  );
  const heightMm = panel.pixelPitchMm === null ? roomMm : Math.min(roomMm, referenceHeight * comfortable * density);
  const highest = reach === 'low' ? reachSeatedMm : reachHighestMm;
  return {
    mmPx,
    density,
    typeScale,
    widthMm:
      panel.pixelPitchMm === null ? glass.widthMm : Math.min(glass.widthMm, referenceWidth * comfortable * density),
    heightMm,
    belowMm,
    touchHeightMm: clamp(highest - panel.lowerEdgeMm - belowMm, leastTouchHeightMm, heightMm),
  };
}

/** A small glass is stood closer to; before a large one people stand where their arm reaches. */
const usualDistanceMm = (shortSideMm: number): number =>
  clamp((referenceDistanceMm * shortSideMm) / referenceShortMm, nearestMm, referenceDistanceMm);

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** The custom properties that styles/tokens.css builds on. Lengths in CSS pixels. */
export function propertiesOf(layout: PanelLayout): Record<string, string> {
  const px = (mm: number) => `${String(Math.round(mm * layout.mmPx * 100) / 100)}px`;
  return {
    '--mm': px(1),
    '--density': String(layout.density),
    '--type-scale': String(layout.typeScale),
    '--picture-width': px(layout.widthMm),
    '--picture-height': px(layout.heightMm),
    '--below': px(layout.belowMm),
    '--touch-height': px(layout.touchHeightMm),
  };
}
