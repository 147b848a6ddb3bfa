import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createServer } from 'vite';

/**
 * The gallery page (renderer/gallery.tsx) in a browser: any screen without a station; and that of the page for staff
 * (renderer/gallery-staff.tsx), whose states are named staff-*.
 */

export interface GalleryPicture {
  state: string;
  language: string;
  viewport: { width: number; height: number };
  /** What else the page's address asks for, such as `{ text: 'large' }`. */
  query?: Readonly<Record<string, string>>;
}

export interface Gallery {
  /** Where a state is shown, with what else is asked of the page. */
  address(query: Readonly<Record<string, string>>): string;
  /** All that the page can show, its states without a station as well. */
  states(page: Page): Promise<readonly string[]>;
  /** All of the page for staff. */
  staffStates(page: Page): Promise<readonly string[]>;
  /** Shows a picture, and comes back when nothing on it moves any more. Throws when there is no such state, or it broke. */
  show(page: Page, picture: GalleryPicture): Promise<void>;
  stop(): Promise<void>;
}

/** As the kiosk's own buttons ask for them. */
export const galleryModes = {
  normal: {},
  'high-contrast': { contrast: 'high' },
  'large-text': { text: 'large' },
} as const;
export type GalleryMode = keyof typeof galleryModes;

/** A full HD panel, both ways round. */
export const orientations = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
} as const;
export type Orientation = keyof typeof orientations;

/** Those, and where staff open their page. */
export const viewports = {
  ...orientations,
  laptop: { width: 1366, height: 768 },
  phone: { width: 390, height: 844 },
} as const;
export type ViewportName = keyof typeof viewports;

const isStaffs = (state: string): boolean => state.startsWith('staff-');

/** On what a state is seen: staff-glass-* at the kiosk, what else is for staff on their own machines. */
export function viewportsOf(state: string): readonly ViewportName[] {
  if (!isStaffs(state)) return ['portrait', 'landscape'];
  return state.startsWith('staff-glass-') ? ['portrait', 'landscape'] : ['laptop', 'phone'];
}

/** The page for staff has no large text of its own: it follows the browser's. */
export const modesOf = (state: string): readonly GalleryMode[] =>
  isStaffs(state) ? ['normal', 'high-contrast'] : ['normal', 'high-contrast', 'large-text'];

const root = join(import.meta.dirname, '..', '..', 'renderer');

/** Starts the page's server on a free port of loopback. */
export async function startGallery(): Promise<Gallery> {
  const server = await createServer({
    configFile: join(root, 'vite.config.ts'),
    root,
    logLevel: 'error',
    // A kiosk that is started beside it bundles for itself: two of different settings would put each other's bundles away.
    cacheDir: join(root, '..', 'node_modules', '.vite-gallery'),
    // A file saved meanwhile would reload the page that is looked at.
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
  });
  await server.listen();
  const address = `${String(server.resolvedUrls?.local[0])}gallery.html`;
  const staffAddress = address.replace('gallery.html', 'gallery-staff.html');
  const listed = async (page: Page, list: string): Promise<readonly string[]> => {
    await page.goto(list);
    await page.locator('li a').first().waitFor();
    return page.locator('li a').allTextContents();
  };
  return {
    address: (query) => `${address}?${new URLSearchParams(query).toString()}`,
    states: (page) => listed(page, address),
    staffStates: (page) => listed(page, staffAddress),
    show: async (page, { state, language, viewport, query = {} }) => {
      const present = page.viewportSize();
      if (present?.width !== viewport.width || present.height !== viewport.height) await page.setViewportSize(viewport);
      const asked = new URLSearchParams({ state, language, ...query }).toString();
      const there = isStaffs(state) ? staffAddress : address;
      if (isThere(page, there, language))
        await page.evaluate((detail) => window.dispatchEvent(new CustomEvent('gallery-query', { detail })), asked);
      else await page.goto(`${there}?${asked}`);
      await page.locator(isStaffs(state) ? `[data-shown="${state}"] main` : 'main').waitFor();
      await page.evaluate(standStill);
    },
    stop: () => server.close(),
  };
}

/** The page leafs through its states without being loaded again, but the pseudo-language comes and goes with it. */
function isThere(page: Page, address: string, language: string): boolean {
  if (!page.url().startsWith(`${address}?`)) return false;
  return (new URL(page.url()).searchParams.get('language') === 'qps') === (language === 'qps');
}

/** Runs in the page: everything has been drawn and has come to its end. */
export async function standStill(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  // The picture is drawn, its letters are loaded, and it is fitted to them and painted.
  await frame();
  await document.fonts.ready;
  await frame();
  await frame();
  // A portrait is decoded beside; some are no pictures.
  const mostFrames = 30;
  for (let frames = 0; frames < mostFrames && document.querySelector('.portrait canvas[hidden]'); frames += 1)
    await frame();
  for (const each of document.getAnimations()) {
    if (each.effect?.getComputedTiming().endTime !== Infinity) each.finish();
  }
}
