import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { useGalleryAddress } from './harness/gallery.ts';
import { useBrowser } from './harness/suite.ts';

/** A screen that broke: nobody is stuck on it, and nothing is wiped from behind it without a warning. */

const browser = useBrowser();
const address = useGalleryAddress();

/** On a page of its own: the gallery mends a broken screen for good once somebody has started over. */
async function broken(state: string): Promise<Page> {
  const page = await browser().newPage({ viewport: { width: 1080, height: 1920 } });
  onTestFinished(() => page.close());
  await page.goto(address(state, 'vi'));
  await page.locator('main[data-step="broken"]').waitFor();
  return page;
}

const sent = (page: Page): Promise<string> => page.evaluate(() => document.documentElement.dataset['sent'] ?? '');
const startOver = (page: Page) => page.getByRole('button', { name: vi.frame.startOver });
const warning = (page: Page) => page.getByRole('alertdialog', { name: vi.idle.title });

describe('a screen that broke', () => {
  it('is begun anew with a touch, also where the step stays the same', async () => {
    const page = await broken('broken');
    await startOver(page).click();
    await page.getByText(vi.attract.prompt.welcome.title).waitFor();
    expect((await sent(page)).split(' ')).toContain('start-over');
  });

  it('is begun anew with a key', async () => {
    const page = await broken('broken');
    await page.keyboard.press('2');
    await page.getByText(vi.attract.prompt.welcome.title).waitFor();
    expect((await sent(page)).split(' ')).toContain('start-over');
  });

  it('calls staff with the key for it', async () => {
    const page = await broken('broken');
    await page.keyboard.press('F1');
    await expect.poll(() => sent(page)).toContain('call-staff');
  });

  it('warns before the visit behind it is wiped', async () => {
    const page = await broken('broken-ending');
    await warning(page).waitFor();
    await page.getByRole('button', { name: vi.idle.stay }).click();
    await expect.poll(() => sent(page)).toContain('presence');
  });

  it('warns before a number is wiped that counts beside itself otherwise, and ends it as its own button does', async () => {
    const page = await broken('broken-number-ending');
    await warning(page).waitFor();
    await page.evaluate(() =>
      window.dispatchEvent(
        new CustomEvent('gallery-query', { detail: 'state=broken-number-ending&language=vi&ends=never' }),
      ),
    );
    await warning(page).waitFor({ state: 'detached' });
    await startOver(page).click();
    await expect.poll(() => sent(page)).toContain('finish');
  });
});
