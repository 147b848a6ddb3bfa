import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { useGalleryAddress } from './harness/gallery.ts';
import { until } from './harness/until.ts';
import { useBrowser } from './harness/suite.ts';

/** What the screens are heard to tell without words: look, it ends soon; and got it. */

const browser = useBrowser();
const address = useGalleryAddress();

declare global {
  interface Window {
    /** The tones that were played, by their hertz. */
    houseTones: number[];
  }
}

/** As renderer/sound.ts has them. */
const attention = [330, 262];
const gotIt = [523, 784];

/** The gallery, which is silent by itself, with its sounds on. */
async function openAloud(): Promise<Page> {
  const page = await browser().newPage({ viewport: { width: 1080, height: 1920 } });
  onTestFinished(() => page.close());
  await page.goto(address('attract-welcome', 'vi'));
  await page.locator('main').waitFor();
  // The tones of other screens than these come too soon after one another to be heard.
  await page.addScriptTag({
    type: 'module',
    content: `
import { kioskSounds } from '/sound.ts';
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.houseTones.push(Math.round(this.frequency.value));
  start.apply(this, when);
};
kioskSounds.setMuted(false);
window.houseTones = [];`,
  });
  await page.waitForFunction(() => Array.isArray(window.houseTones));
  // A browser that lets no page speak by itself lets it after a touch.
  await page.mouse.click(1, 1);
  return page;
}

async function heardAt(page: Page, state: string): Promise<number[]> {
  await page.evaluate((detail) => {
    window.houseTones = [];
    window.dispatchEvent(new CustomEvent('gallery-state', { detail }));
  }, state);
  return until(`a sound at ${state}`, async () => {
    const tones = await page.evaluate(() => window.houseTones);
    return tones.length > 0 ? tones : null;
  });
}

it.each([
  ['the warning before a visit is wiped', 'idle', attention],
  ['the countdown beside a number', 'ticket-existing-ending', attention],
  ['a code of no use over somebody’s number', 'stray-ticket-new', attention],
  ['a card laid before its code', 'attract-show-code', attention],
  ['a code that was read', 'identify-awaited', gotIt],
  ['a chip that was read: the card can go', 'identify-read', gotIt],
  ['a ticket that is out', 'paper-printed', gotIt],
])('%s is heard', async (_, state, tones) => {
  expect(await heardAt(await openAloud(), state)).toEqual(tones);
});
