import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { manyLanguages } from '../renderer/gallery-languages.tsx';
import { en } from '../renderer/language/en.ts';
import { vi } from '../renderer/language/vi.ts';
import { forgottenListMs, secondHitMs } from '../renderer/pacing.ts';
import { type Gallery, startGallery } from './harness/gallery-server.ts';
import { useBrowser } from './harness/suite.ts';

/** The switch of languages: side by side as long as there are few, one button and its list where there are more. */

const browser = useBrowser();
let gallery: Gallery;
beforeAll(async () => {
  gallery = await startGallery();
});
afterAll(() => gallery.stop());

const upright = { width: 1080, height: 1920 };

async function open(state: string, language = 'vi', prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const page = await browser().newPage();
  onTestFinished(() => page.close());
  await prepare?.(page);
  await gallery.show(page, { state, language, viewport: upright });
  return page;
}

const opener = (page: Page) => page.getByRole('button', { name: vi.frame.language, exact: false });
const list = (page: Page) => page.getByRole('dialog', { name: vi.frame.languages.title });
const sent = (page: Page): Promise<string | null> => page.locator('html').getAttribute('data-sent');

/** Until the screen takes a second press for a second one. */
const pause = (page: Page): Promise<void> =>
  page.evaluate((hitMs) => {
    const sinceMs = performance.now();
    return new Promise<void>((resolve) => {
      const look = () => (performance.now() - sinceMs > hitMs ? resolve() : requestAnimationFrame(look));
      look();
    });
  }, secondHitMs);

async function strike(page: Page, key: string): Promise<void> {
  await pause(page);
  await page.keyboard.press(key);
}

it('stands side by side with three languages', async () => {
  const page = await open('attract-welcome', 'qps');
  expect(await page.locator('.tools .language').count()).toBe(3);
  expect(await page.locator('.language-opener').count()).toBe(0);
});

describe('with five languages', () => {
  it('is one button, named as the language is, which lists them all by their own names', async () => {
    const page = await open('languages');
    expect(await page.locator('.tools .language').allTextContents()).toEqual(['Tiếng Việt']);
    await opener(page).click();
    await list(page).waitFor();
    const tiles = list(page).locator('.language');
    expect(await tiles.allTextContents()).toEqual(['Tiếng Việt', 'English', 'Phuối Tày', 'Hmoob', 'Tơlơi Jrai']);
    expect(
      await tiles.locator('[lang]').evaluateAll((names) => names.map((name) => name.getAttribute('lang'))),
    ).toEqual(manyLanguages);
    await pause(page);
    await list(page).getByRole('button', { name: 'Hmoob' }).click();
    await list(page).waitFor({ state: 'detached' });
    expect(await sent(page)).toContain('choose-language');
    await page.locator('html[lang="hmn"]').waitFor();
    expect(await page.locator('.tools .language').allTextContents()).toEqual(['Hmoob']);
  });

  it('is chosen from with a keypad, and left with it', async () => {
    const page = await open('languages');
    await strike(page, '0');
    // Whoever leaves the list is where they were.
    for (const leave of ['*', 'Escape']) {
      await strike(page, 'Enter');
      await list(page).waitFor();
      await strike(page, leave);
      await list(page).waitFor({ state: 'detached' });
    }
    expect(await sent(page)).not.toContain('choose-language');
    await strike(page, 'Enter');
    await list(page).waitFor();
    await strike(page, '2');
    await page.locator('html[lang="en"]').waitFor();
    await page.getByText(en.frame.callStaff).waitFor();
    expect(await list(page).count()).toBe(0);
  });

  it('closes by itself when nobody chooses', async () => {
    const page = await open('languages', 'vi', (fresh) => fresh.clock.install());
    await opener(page).click();
    await list(page).waitFor();
    await page.clock.fastForward(forgottenListMs);
    await list(page).waitFor({ state: 'detached' });
    expect(await sent(page)).not.toContain('choose-language');
  });
});
