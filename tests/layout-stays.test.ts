import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { useGallery } from './harness/gallery.ts';
import { type GalleryPicture, standStill } from './harness/gallery-server.ts';
import { measurePage } from './harness/measure-page.ts';
import { until } from './harness/until.ts';

/** Nothing moves under a finger: what was fitted once stays (renderer/fit-screen.ts) while the same question fits. */

const showOn = useGallery();
/** Words that a test has changed come back with another screen. */
async function show(picture: GalleryPicture): Promise<Page> {
  await showOn({ ...picture, state: 'identify-awaited' });
  return showOn(picture);
}

const upright = { width: 1080, height: 1920 };
/** Clinics in large text go to two pages. */
const choose = { state: 'choose', language: 'vi', viewport: upright, query: { text: 'large' } } as const;

const placesOn = async (page: Page) => (await measurePage(page)).targets;

/** How tight it is, and how many tiles a page. */
const fitOf = (page: Page) =>
  page.evaluate(() => {
    const { squeeze, pictures } = document.documentElement.dataset;
    const list = document.querySelector<HTMLElement>('[data-per-page]');
    return { squeeze, pictures, tiles: list?.dataset['perPage'], most: list?.dataset['mostPerPage'] };
  });

/** As the station says something new: the words of an element become others. */
async function say(page: Page, selector: string, words: string): Promise<void> {
  await page.evaluate(
    ([where, said]) => {
      const element = document.querySelector(where);
      if (!element) throw new Error(`nothing is ${where}`);
      element.textContent = said;
    },
    [selector, words] as const,
  );
  await page.evaluate(standStill);
}

it.each([
  ['contrast', 'high'],
  ['text', 'large'],
  ['reach', 'low'],
] as const)('one touch draws the screen in another %s, one more as before', async (mode, asked) => {
  const page = await show({ ...choose, query: {} });
  const look = () =>
    page.evaluate(() => {
      const { contrast, text, reach } = document.documentElement.dataset;
      return { contrast, text, reach, pressedMs: performance.now() };
    });
  const usual = { contrast: 'normal', text: 'normal', reach: 'normal' };
  const button = page.getByRole('button', { name: vi.around.modes[mode], exact: true });
  await button.click();
  const { pressedMs, ...drawn } = await until(`another ${mode}`, async () => {
    const seen = await look();
    return seen[mode] === usual[mode] ? null : seen;
  });
  expect(drawn).toEqual({ ...usual, [mode]: asked });
  // Two hits in half a second are a trembling hand's one.
  await page.waitForFunction((from) => performance.now() - from > 600, pressedMs);
  await button.click();
  await until(`the usual ${mode}`, async () => (await look())[mode] === usual[mode]);
});

it('leaves every button where it is when a number changes', async () => {
  const page = await show(choose);
  const [places, fit] = [await placesOn(page), await fitOf(page)];
  expect(Number(fit.tiles)).toBeLessThan(Number(fit.most));
  await say(page, '.clinic-waiting', '9 người chờ');
  expect(await fitOf(page)).toEqual(fit);
  expect((await placesOn(page)).map(({ name: _, ...place }) => place)).toEqual(
    places.map(({ name: _, ...place }) => place),
  );
});

it('keeps list, sizes and actions when a page of the list has fewer tiles', async () => {
  const page = await show({ ...choose, query: { text: 'large', reach: 'low', pitch: '0.248', edge: '850' } });
  const fit = await fitOf(page);
  const actions = () =>
    page
      .locator('.choose-actions button, .footer button')
      .evaluateAll((all) => all.map((each) => each.getClientRects()[0]?.toJSON() as unknown));
  const before = await actions();
  await page.locator('.pager button').last().click();
  await page.evaluate(standStill);
  expect(await fitOf(page)).toEqual(fit);
  expect(await actions()).toEqual(before);
});

it('fits anew what no longer fits, and keeps that when there is room again', async () => {
  const page = await show(choose);
  const fit = await fitOf(page);
  await say(page, '.choose-lines .line', 'Thẻ BHYT có hiệu lực đến 31/03/2027. '.repeat(5));
  const tighter = await fitOf(page);
  expect(tighter).not.toEqual(fit);
  expect((await measurePage(page)).cut).toEqual([]);
  await say(page, '.choose-lines .line', 'Thẻ BHYT có hiệu lực đến 31/03/2027');
  expect(await fitOf(page)).toEqual(tighter);
});

it('is as it was once large text was there and is gone', async () => {
  const page = await show({ ...choose, query: {} });
  const places = await placesOn(page);
  await page.getByRole('button', { name: 'Chữ to' }).click();
  await page.evaluate(standStill);
  expect(await placesOn(page)).not.toEqual(places);
  await page.evaluate(() =>
    window.dispatchEvent(new CustomEvent('gallery-query', { detail: 'state=choose&language=vi' })),
  );
  await page.evaluate(standStill);
  expect(await placesOn(page)).toEqual(places);
});

it('shows the pictures of the first screen again once a notice above them has gone', async () => {
  const page = await show({ state: 'attract-welcome', language: 'vi', viewport: upright });
  const fit = await fitOf(page);
  const notices = '.notices-away';
  await say(page, notices, 'Máy in đang nghỉ. '.repeat(30));
  expect(await fitOf(page)).not.toEqual(fit);
  await say(page, notices, '');
  expect(await fitOf(page)).toEqual(fit);
});
