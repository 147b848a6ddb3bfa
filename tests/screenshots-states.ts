import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import {
  type GalleryMode,
  galleryModes,
  modesOf,
  startGallery,
  type ViewportName,
  viewports,
  viewportsOf,
} from './harness/gallery-server.ts';
import { contactSheets } from './screenshots-sheets.ts';

/** `npm run screenshots -- states`: every state of the gallery, in both languages and every mode, wherever it is seen. */

export interface StatesAsked {
  /** States whose names match. */
  only: RegExp;
  /** Undefined: all of them. */
  language: string | undefined;
  mode: string | undefined;
  viewport: string | undefined;
}

export interface StatePicture {
  state: string;
  language: string;
  mode: GalleryMode;
  viewport: ViewportName;
}

export const stateLanguages = ['vi', 'en'];
/** A panel's half is read without effort, and takes a third of the time and of the disk; what a phone shows is small already. */
const scaleOf = ({ viewport }: StatePicture): number => (viewport === 'laptop' || viewport === 'phone' ? 1 : 0.5);
/** Beside the page that is painted another one is laid out. */
const pagesAtOnce = availableParallelism() + 1;

const placeOf = ({ language, mode, viewport }: StatePicture): string => `${mode}/${language}-${viewport}`;

const fileOf = (picture: StatePicture): string => `${placeOf(picture)}/${picture.state}.jpg`;

/** Makes them and their contact sheets in the folder; returns what went wrong. */
export async function takeStates(browser: Browser, asked: StatesAsked, folder: string): Promise<string[]> {
  const gallery = await startGallery();
  const problems: string[] = [];
  try {
    const first = await browser.newPage();
    const all = [...(await gallery.states(first)), ...(await gallery.staffStates(first))];
    await first.close();
    const wanted = <Name extends string>(names: readonly Name[], one: string | undefined) =>
      names.filter((name) => one === undefined || name === one);
    const pictures: StatePicture[] = all
      .filter((state) => asked.only.test(state))
      .flatMap((state) =>
        wanted(modesOf(state), asked.mode).flatMap((mode) =>
          wanted(viewportsOf(state), asked.viewport).flatMap((viewport) =>
            wanted(stateLanguages, asked.language).map((language) => ({ state, language, mode, viewport })),
          ),
        ),
      );
    rmSync(folder, { recursive: true, force: true });
    for (const picture of pictures) mkdirSync(join(folder, fileOf(picture), '..'), { recursive: true });
    for (const [deviceScaleFactor, alike] of Map.groupBy(pictures, scaleOf)) {
      const context = await browser.newContext({ deviceScaleFactor });
      // One after the other in the same mode, place and language: the page is not laid out anew for each.
      const rest = alike.toSorted((one, other) => placeOf(one).localeCompare(placeOf(other))).values();
      const leafThrough = async (): Promise<void> => {
        const page = await context.newPage();
        let shown = '';
        page.on('pageerror', ({ message }) => problems.push(`${shown}: ${message}`));
        for (const picture of rest) {
          const { state, language, mode, viewport } = picture;
          shown = fileOf(picture);
          // Staff scroll; patients never do.
          const fullPage = deviceScaleFactor === 1;
          await gallery.show(page, { state, language, viewport: viewports[viewport], query: galleryModes[mode] });
          await page.screenshot({
            path: join(folder, shown),
            type: 'jpeg',
            quality: 80,
            animations: 'disabled',
            fullPage,
          });
        }
      };
      await Promise.all(Array.from({ length: Math.min(pagesAtOnce, alike.length) }, leafThrough));
      await context.close();
    }
    writeFileSync(join(folder, 'index.html'), contactSheets(pictures, fileOf));
    process.stdout.write(`${String(pictures.length)} pictures: ${join(folder, 'index.html')}\n`);
    return problems;
  } finally {
    await gallery.stop();
  }
}
