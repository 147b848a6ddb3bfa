import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import {
  type GalleryMode,
  galleryModes,
  type Orientation,
  orientations,
  startGallery,
} from './harness/gallery-server.ts';
import { contactSheets } from './screenshots-sheets.ts';

/** `npm run screenshots -- states`: every state of the gallery, in both languages, three modes and both orientations. */

export interface StatesAsked {
  /** States whose names match. */
  only: RegExp;
  /** Undefined: all of them. */
  language: string | undefined;
  mode: string | undefined;
  orientation: string | undefined;
}

export interface StatePicture {
  state: string;
  language: string;
  mode: GalleryMode;
  orientation: Orientation;
}

export const stateLanguages = ['vi', 'en'];
/** Read without effort, and a third of the time and of the disk. */
const deviceScaleFactor = 0.5;
/** Beside the page that is painted another one is laid out. */
const pagesAtOnce = availableParallelism() + 1;

export const fileOf = ({ state, language, mode, orientation }: StatePicture): string =>
  `${mode}/${language}-${orientation}/${state}.jpg`;

/** Makes them and their contact sheets in the folder; returns what went wrong. */
export async function takeStates(browser: Browser, asked: StatesAsked, folder: string): Promise<string[]> {
  const gallery = await startGallery();
  const context = await browser.newContext({ deviceScaleFactor });
  const problems: string[] = [];
  try {
    const first = await context.newPage();
    const states = (await gallery.states(first)).filter((state) => asked.only.test(state));
    await first.close();
    const wanted = <Name extends string>(all: readonly Name[], one: string | undefined) =>
      all.filter((name) => one === undefined || name === one);
    const pictures: StatePicture[] = wanted(Object.keys(galleryModes) as GalleryMode[], asked.mode).flatMap((mode) =>
      wanted(Object.keys(orientations) as Orientation[], asked.orientation).flatMap((orientation) =>
        wanted(stateLanguages, asked.language).flatMap((language) =>
          states.map((state) => ({ state, language, mode, orientation })),
        ),
      ),
    );
    rmSync(folder, { recursive: true, force: true });
    for (const picture of pictures) mkdirSync(join(folder, fileOf(picture), '..'), { recursive: true });
    const rest = pictures.values();
    const leafThrough = async (): Promise<void> => {
      const page = await context.newPage();
      let shown = '';
      page.on('pageerror', ({ message }) => problems.push(`${shown}: ${message}`));
      for (const picture of rest) {
        const { state, language, mode, orientation } = picture;
        shown = fileOf(picture);
        await gallery.show(page, { state, language, viewport: orientations[orientation], query: galleryModes[mode] });
        await page.screenshot({ path: join(folder, shown), type: 'jpeg', quality: 80, animations: 'disabled' });
      }
    };
    await Promise.all(Array.from({ length: Math.min(pagesAtOnce, pictures.length) }, leafThrough));
    writeFileSync(join(folder, 'index.html'), contactSheets(pictures, fileOf));
    process.stdout.write(`${String(pictures.length)} pictures: ${join(folder, 'index.html')}\n`);
    return problems;
  } finally {
    await context.close();
    await gallery.stop();
  }
}
