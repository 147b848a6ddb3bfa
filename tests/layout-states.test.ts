import type { Page } from 'playwright-core';
import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { galleryModes, type Orientation, orientations, startGallery } from './harness/gallery-server.ts';
import { type Measured, measurePage } from './harness/measure-page.ts';
import { useBrowser } from './harness/suite.ts';
import { wrongTargets } from './harness/wrong-targets.ts';

/** Every screen there is, both ways round, under a ruler: nothing is cut, nothing lies on something else, and large text is larger. */

const browser = useBrowser();
const pagesAtOnce = availableParallelism() + 1;
/** Over the screen behind it. */
const isOverlay = (state: string): boolean => state === 'idle';

const found = ({ cut, overlaps, ...measured }: Measured): string[] => [
  ...cut.map((words) => `cut: ${words}`),
  ...overlaps.map((pair) => `overlap: ${pair}`),
  ...wrongTargets({ cut, overlaps, ...measured }),
];

/** Where the usual words are fitted too, both end within a step of each other (renderer/fit-screen.ts). */
const tolerance = 1.02;

/** Words that are smaller than the same words are usually. */
function smaller(large: Measured, usual: Measured): string[] {
  const sizes = new Map(usual.wordPx.map(({ words, px }) => [words, px]));
  // A dot between two languages is no word.
  const read = large.wordPx.filter(({ words }) => /[\p{L}\d]/u.test(words));
  return read.flatMap(({ words, px }) => ((sizes.get(words) ?? 0) > px * tolerance ? [`smaller: ${words}`] : []));
}

it.each(Object.keys(orientations) as Orientation[])(
  'holds together on every screen in %s',
  async (orientation) => {
    const gallery = await startGallery();
    const context = await browser().newContext({ viewport: orientations[orientation], reducedMotion: 'reduce' });
    try {
      const states = (await gallery.states(await context.newPage())).filter((state) => !isOverlay(state));
      expect(states.length).toBeGreaterThan(200);
      const rest = states.entries();
      const findings: string[] = [];
      const lookAt = async (page: Page, state: string, language: string, query: Readonly<Record<string, string>>) => {
        await gallery.show(page, { state, language, viewport: orientations[orientation], query });
        return measurePage(page);
      };
      const lookThrough = async (): Promise<void> => {
        const page = await context.newPage();
        for (const [index, state] of rest) {
          const language = index % 2 === 0 ? 'vi' : 'en';
          const usual = await lookAt(page, state, language, galleryModes.normal);
          const large = await lookAt(page, state, language, galleryModes['large-text']);
          const wrong = [...found(usual), ...found(large), ...smaller(large, usual)];
          findings.push(...wrong.map((what) => `${state}, ${language}: ${what}`));
        }
      };
      await Promise.all(Array.from({ length: pagesAtOnce }, lookThrough));
      expect(findings).toEqual([]);
    } finally {
      await context.close();
      await gallery.stop();
    }
  },
  300_000,
);
