import type { Page } from 'playwright-core';
import { afterAll, assert, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { manyLanguages } from '../renderer/gallery-languages.tsx';
import { en } from '../renderer/language/en.ts';
import { vi } from '../renderer/language/vi.ts';
import { forgottenListMs, secondHitMs } from '../renderer/pacing.ts';
import { type Gallery, type GalleryPicture, orientations, startGallery } from './harness/gallery-server.ts';
import { measurePage } from './harness/measure-page.ts';
import { useBrowser } from './harness/suite.ts';

/** The switch of languages: a button for the other one, or one button and its list where there are more. */

const browser = useBrowser();
let gallery: Gallery;
beforeAll(async () => {
  gallery = await startGallery();
});
afterAll(() => gallery.stop());

async function open(
  state: string,
  { prepare, ...picture }: Partial<GalleryPicture> & { prepare?: (page: Page) => Promise<void> } = {},
): Promise<Page> {
  const page = await browser().newPage();
  onTestFinished(() => page.close());
  await prepare?.(page);
  await gallery.show(page, { state, language: 'vi', viewport: orientations.portrait, ...picture });
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

/** Where a finger presses it. */
async function middleOf(page: Page, name: string): Promise<{ x: number; y: number }> {
  const box = await page.getByRole('button', { name }).boundingBox();
  assert(box !== null);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function strike(page: Page, key: string): Promise<void> {
  await pause(page);
  await page.keyboard.press(key);
}

it('is one touch where there are two', async () => {
  const page = await open('attract-welcome');
  const other = page.locator('.tools .language');
  expect(await other.allTextContents()).toEqual(['English']);
  await other.click();
  await page.locator('html[lang="en"]').waitFor();
  expect(await other.allTextContents()).toEqual(['Tiếng Việt']);
  expect(await sent(page)).toContain('choose-language');
});

it('is a list where there are three', async () => {
  const page = await open('attract-welcome', { language: 'qps' });
  expect(await page.locator('.tools .language').count()).toBe(1);
  expect(await page.locator('.language-opener').count()).toBe(1);
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
    const page = await open('languages', { prepare: (fresh) => fresh.clock.install() });
    await opener(page).click();
    await list(page).waitFor();
    await page.clock.fastForward(forgottenListMs);
    await list(page).waitFor({ state: 'detached' });
    expect(await sent(page)).not.toContain('choose-language');
  });

  const looks = Object.entries(orientations).flatMap(([orientation, viewport]) =>
    [{}, { text: 'large' }, { reach: 'low', pitch: '0.248', edge: '850' }].map((query) => ({
      orientation,
      viewport,
      query,
      mode: JSON.stringify(query),
    })),
  );
  it.each(looks)('leaves an emergency and the call for staff to be touched: $orientation, $mode', async (look) => {
    const page = await open('languages', look);
    const places = {
      emergency: await middleOf(page, vi.attract.emergency),
      'call-staff': await middleOf(page, vi.frame.callStaff),
    };
    await opener(page).click();
    await list(page).waitFor();
    const { cut, overlaps } = await measurePage(page);
    expect([...cut, ...overlaps]).toEqual([]);
    for (const [intent, { x, y }] of Object.entries(places)) {
      await pause(page);
      await page.mouse.click(x, y);
      expect(await sent(page)).toContain(intent);
    }
    // What the list stands for is still there, and is not pressed through it.
    expect(await page.getByRole('button', { name: vi.attract.typeNumber }).count()).toBe(0);
    await pause(page);
    await list(page).getByRole('button', { name: vi.typed.back }).click();
    await page.getByRole('button', { name: vi.attract.typeNumber }).waitFor();
  });
});
