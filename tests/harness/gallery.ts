import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type Gallery, type GalleryPicture, startGallery } from './gallery-server.ts';
import { useBrowser } from './suite.ts';

/** The gallery page for the tests of a file. */

function useServer(): () => Gallery {
  let gallery: Gallery | null = null;
  beforeAll(async () => {
    gallery = await startGallery();
  });
  afterAll(() => gallery?.stop());
  return () => {
    if (!gallery) throw new Error('The gallery is not open yet.');
    return gallery;
  };
}

/** Gives the address of a state in a language. */
export function useGalleryAddress(): (state: string, language: string) => string {
  const gallery = useServer();
  return (state, language) => gallery().address({ state, language });
}

/** Shows one picture after the other on one page. */
export function useGallery(): (picture: GalleryPicture) => Promise<Page> {
  const browser = useBrowser();
  const gallery = useServer();
  let page: Page | null = null;
  afterAll(() => page?.close());
  return async (picture) => {
    page ??= await browser().newPage();
    await gallery().show(page, picture);
    return page;
  };
}

/** Shows each of the states once on one page, which is loaded once, and gathers what `look` finds. */
export async function lookAtEach<Finding>(
  page: Page,
  states: readonly string[],
  look: (state: string) => Promise<Finding[]>,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const state of states) {
    await page.evaluate(async (detail) => {
      window.dispatchEvent(new CustomEvent('gallery-state', { detail }));
      // Drawn, and what it does afterwards done as well.
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, state);
    findings.push(...(await look(state)));
  }
  return findings;
}
