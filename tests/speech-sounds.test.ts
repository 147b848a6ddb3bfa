import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { useGalleryAddress } from './harness/gallery.ts';
import { noteTones } from './harness/tones.ts';
import { until } from './harness/until.ts';
import { kioskOfTest, screenOfTest, useBrowser } from './harness/suite.ts';

/** What the screens are heard to tell without words: look, it ends soon; and got it. */

const browser = useBrowser();
const address = useGalleryAddress();

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
    content: `import { kioskSounds } from '/sound.ts'; ${noteTones} kioskSounds.setMuted(false);`,
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
  ['a card left on the reader', 'attract-card-forgotten', attention],
  ['a card left beside a number', 'desk-taken', attention],
  ['a card laid before its code', 'attract-show-code', attention],
  ['a code of no use where a card is awaited', 'identify-not-this-code', attention],
  ['a code of no use for who is brought', 'companion-unknown-code', attention],
  ['what is no insurance card', 'insurance-not-a-card', attention],
  ['a chip that was read: the card can go', 'identify-read', gotIt],
  ['a ticket that is out', 'paper-printed', gotIt],
])('%s is heard', async (_, state, tones) => {
  expect(await heardAt(await openAloud(), state)).toEqual(tones);
});

it('a card left on the reader is told of again, as long as its owner may be in earshot', async () => {
  const page = await openAloud();
  await page.clock.install();
  await heardAt(page, 'attract-card-forgotten');
  await page.clock.runFor(60_000);
  expect(await page.evaluate(() => window.houseTones)).toEqual(Array.from({ length: 5 }, () => attention).flat());
});

it('each code is answered, also where the screen stays as it is: of no use once, twice, then one that is taken', async () => {
  const kiosk = await kioskOfTest();
  const screen = await screenOfTest(browser(), kiosk.url);
  const { page } = screen;
  const hand = await kiosk.join();
  await screen.step('attract').waitFor();
  await page.evaluate(noteTones);
  await page.locator('h1').click();
  const heardAfter = async (show: () => void): Promise<number[]> => {
    // Tones that follow too soon on one another are left out.
    await page.waitForFunction(() => performance.now() - (window.houseToneMs ?? -2_000) > 1_700);
    await page.evaluate(() => (window.houseTones = []));
    show();
    return until('a sound', async () => {
      const tones = await page.evaluate(() => window.houseTones);
      return tones.length > 0 ? tones : null;
    });
  };
  expect(await heardAfter(() => hand.simulate({ type: 'scan', text: 'https://one.example' }))).toEqual(attention);
  await page.locator('h1[data-told="1"]').waitFor();
  expect(await heardAfter(() => hand.simulate({ type: 'scan', text: 'https://two.example' }))).toEqual(attention);
  await page.locator('h1[data-told="2"]').waitFor();
  expect(await heardAfter(() => hand.simulate({ type: 'scan-person', personId: 'p14', code: 'bhyt' }))).toEqual(gotIt);
  // By a finger nothing was shown.
  hand.intent({ type: 'start-over' });
  await screen.step('attract').waitFor();
  await page.evaluate(() => (window.houseTones = []));
  await screen.press(screen.button(vi.attract.typeNumber));
  await screen.step('typed').waitFor();
  expect(await page.evaluate(() => window.houseTones)).toEqual([]);
});
