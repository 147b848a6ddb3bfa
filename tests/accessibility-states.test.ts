import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { type Finding, findingsOn } from './harness/axe.ts';
import { type GalleryMode, galleryModes, orientations, startGallery } from './harness/gallery-server.ts';
import { useBrowser } from './harness/suite.ts';

/** WCAG 2.2 AA as far as a machine can judge it, on every screen there is, in every mode, in one language or the other. */

const browser = useBrowser();
const pagesAtOnce = availableParallelism() + 1;

it.each(Object.keys(galleryModes) as GalleryMode[])(
  'finds nothing on any screen in %s',
  async (mode) => {
    const gallery = await startGallery();
    const context = await browser().newContext({ viewport: orientations.portrait });
    try {
      const states = await gallery.states(await context.newPage());
      expect(states.length).toBeGreaterThan(200);
      const rest = states.entries();
      const findings: Finding[] = [];
      const lookThrough = async (): Promise<void> => {
        const page = await context.newPage();
        for (const [index, state] of rest) {
          // What may differ by language, the page's own and that of its words, is the same on every screen.
          const language = index % 2 === 0 ? 'vi' : 'en';
          await gallery.show(page, { state, language, viewport: orientations.portrait, query: galleryModes[mode] });
          findings.push(...(await findingsOn(page, `${state}, ${language}, ${mode}`)));
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
