import { availableParallelism } from 'node:os';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type Finding, findingsOn } from './harness/axe.ts';
import {
  type GalleryMode,
  galleryModes,
  type Orientation,
  orientations,
  startGallery,
} from './harness/gallery-server.ts';
import { useBrowser } from './harness/suite.ts';

/**
 * WCAG 2.2 AA as far as a machine can judge it, on every screen there is, in every mode (large text on every second one). The language changes from screen to screen and
 * from mode to mode: each screen is looked at in both.
 */

const browser = useBrowser();
const pagesAtOnce = availableParallelism() + 1;
const languages = ['vi', 'en'] as const;

const looks = [
  { mode: 'normal', orientation: 'portrait', languageOfFirst: 0 },
  { mode: 'high-contrast', orientation: 'portrait', languageOfFirst: 1 },
  { mode: 'large-text', orientation: 'landscape', languageOfFirst: 0 },
] as const satisfies readonly { mode: GalleryMode; orientation: Orientation; languageOfFirst: number }[];

/** Every screen in both languages and all colours; large text has the same names, roles and colours, so of it every second two. */
const isLookedAt = (index: number, mode: GalleryMode): boolean => mode !== 'large-text' || index % 4 < 2;

it('looks in every mode', () => {
  expect(looks.map(({ mode }) => mode)).toEqual(Object.keys(galleryModes));
});

/** One question a screen, in at most so many words (renderer/language/README.md), with what is filled in. */
const mostWords = 12;

async function longTitlesOn(page: Page, where: string): Promise<Finding[]> {
  const titles = await page.locator('.title').allTextContents();
  return titles
    .filter((title) => title.trim().split(/\s+/).length > mostWords)
    .map((why) => ({ where, rule: 'title-words', target: '.title', why }));
}

it.each(looks)(
  'finds nothing on any screen in $mode, $orientation',
  async ({ mode, orientation, languageOfFirst }) => {
    const gallery = await startGallery();
    const viewport = orientations[orientation];
    const context = await browser().newContext({ viewport });
    try {
      const states = await gallery.states(await context.newPage());
      expect(states.length).toBeGreaterThan(200);
      const rest = states.entries();
      const findings: Finding[] = [];
      const lookThrough = async (): Promise<void> => {
        const page = await context.newPage();
        for (const [index, state] of rest) {
          if (!isLookedAt(index, mode)) continue;
          const language = languages[(index + languageOfFirst) % languages.length] ?? 'vi';
          await gallery.show(page, { state, language, viewport, query: galleryModes[mode] });
          const where = `${state}, ${language}, ${mode}`;
          findings.push(...(await findingsOn(page, where)), ...(await longTitlesOn(page, where)));
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
