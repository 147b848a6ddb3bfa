import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { type Gallery, type GalleryMode, galleryModes, type ViewportName, viewports } from './gallery-server.ts';

/** The pictures in fixtures/goldens: screens as they have to look. Made anew by `npm run screenshots -- goldens`. */

export interface Golden {
  state: string;
  language: 'vi' | 'en';
  mode: GalleryMode;
  viewport: ViewportName;
}

const golden = (
  state: string,
  language: Golden['language'],
  viewport: ViewportName,
  mode: GalleryMode = 'normal',
): Golden => ({ state, language, mode, viewport });

/** Each kind of screen once, and each mode, orientation and language on those that hold most. */
export const goldens: readonly Golden[] = [
  golden('attract-face-return', 'vi', 'portrait'),
  golden('attract-welcome', 'en', 'landscape', 'large-text'),
  golden('attract-card-forgotten', 'vi', 'portrait', 'high-contrast'),
  golden('identify-awaited', 'vi', 'portrait', 'large-text'),
  golden('identify-pulled', 'en', 'landscape'),
  golden('verify-take-off-mask', 'vi', 'landscape', 'high-contrast'),
  golden('recognise-turn-left-go', 'vi', 'portrait'),
  golden('enrol-asking', 'vi', 'portrait'),
  golden('insurance-expired', 'en', 'portrait', 'large-text'),
  golden('details-phone', 'vi', 'landscape'),
  golden('appointments-several', 'vi', 'portrait'),
  golden('choose', 'vi', 'portrait', 'large-text'),
  golden('choose-doctors', 'en', 'landscape', 'high-contrast'),
  golden('confirm-may-declare', 'vi', 'portrait'),
  golden('ticket-new', 'vi', 'portrait'),
  golden('ticket-others', 'en', 'landscape', 'large-text'),
  golden('payment-due', 'vi', 'landscape'),
  golden('paper-media-empty', 'en', 'portrait', 'high-contrast'),
  golden('my-ticket-refused-full', 'vi', 'landscape'),
  golden('desk-card-conflict', 'vi', 'landscape', 'large-text'),
  golden('closed-hours-nearest', 'en', 'portrait'),
  golden('idle', 'vi', 'landscape'),
  golden('staff-tasks', 'vi', 'laptop'),
  golden('staff-figures', 'en', 'laptop'),
  golden('staff-overview-broken', 'vi', 'phone'),
  golden('staff-glass-not-matched', 'vi', 'portrait'),
  golden('staff-glass-not-matched', 'en', 'landscape'),
];

export const goldensFolder = join(import.meta.dirname, '..', '..', 'fixtures', 'goldens');
export const chromiumFile = join(goldensFolder, 'chromium.json');

export const nameOf = ({ state, language, mode, viewport }: Golden): string =>
  `${state}-${language}-${viewport}-${mode}.png`;

/** Letters are drawn the same whatever the machine's own settings for them. */
const drawnAlike = ['--font-render-hinting=none', '--disable-lcd-text'];

const still = { reducedMotion: 'reduce' } as const;

/** Half the panel's size: small files, and every word can still be read. */
export async function openGoldens(): Promise<{ browser: Browser; context: BrowserContext }> {
  const browser = await launchBrowser(drawnAlike);
  return { browser, context: await browser.newContext({ ...still, deviceScaleFactor: 0.5 }) };
}

/** A page of its own: nothing is left over from the picture before. What staff open on their own machines is small already. */
function pageOf(context: BrowserContext, viewport: ViewportName): Promise<Page> {
  const isStaffs = viewport === 'laptop' || viewport === 'phone';
  return isStaffs ? (context.browser() as Browser).newPage({ ...still, deviceScaleFactor: 1 }) : context.newPage();
}

/** The picture as a PNG. */
export async function takeGolden(gallery: Gallery, context: BrowserContext, wanted: Golden): Promise<Uint8Array> {
  const { state, language, mode, viewport } = wanted;
  const page = await pageOf(context, viewport);
  try {
    await gallery.show(page, { state, language, viewport: viewports[viewport], query: galleryModes[mode] });
    return await page.screenshot({ type: 'png', animations: 'disabled' });
  } finally {
    await page.close();
  }
}

export const majorOf = (browser: Browser): number => Number.parseInt(browser.version(), 10);

/** With which Chromium the pictures were made: another one draws letters and curves a little differently. */
export function goldenMajor(): number {
  const { major } = JSON.parse(readFileSync(chromiumFile, 'utf8')) as { major: number };
  return major;
}
