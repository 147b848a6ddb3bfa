import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { padHitMs } from '../renderer/pacing.ts';
import { useGalleryAddress } from './harness/gallery.ts';
import { useBrowser } from './harness/suite.ts';

/** The keyboard of the page in a real browser: by touch, by a plugged-in keyboard, by a keypad. */

const browser = useBrowser();
const address = useGalleryAddress();

const pitchMm = 0.248;

async function open(state: string, viewport = { width: 1080, height: 1920 }): Promise<Page> {
  const page = await browser().newPage({ viewport });
  onTestFinished(() => page.close());
  await page.clock.install();
  await page.goto(`${address(state, 'vi')}&pitch=${String(pitchMm)}`);
  await page.locator('.text-entry').waitFor();
  return page;
}

const field = (page: Page) => page.getByRole('textbox');

async function touch(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) {
    const byLabel = page.locator('.text-entry button').filter({ visible: true });
    await byLabel.and(page.getByRole('button', { name, exact: true })).click({ delay: 5 });
    // The bounce of a key is ignored, also of a quick machine's.
    await page.clock.runFor(2 * padHitMs);
  }
}

describe('the on-screen keyboard', () => {
  it('writes Vietnamese by Telex, and by VNI once that is chosen', async () => {
    const page = await open('keyboard-vietnamese');
    await touch(page, 'Dấu cách', 'Chữ hoa', 'H', 'o', 'a', 'f');
    expect(await field(page).inputValue()).toBe('Nguyễn Thị Hoà');
    await page.getByRole('radio', { name: 'VNI' }).click();
    await touch(page, 'Dấu cách', 'd', '9', 'e', '6', '2');
    expect(await field(page).inputValue()).toBe('Nguyễn Thị Hoà đề');
  });

  it('writes it by keys of their own as well, and takes letters away one by one', async () => {
    const page = await open('keyboard-vietnamese');
    await touch(page, 'Dấu cách', 'l', 'ê', 'huyền');
    expect(await field(page).inputValue()).toBe('Nguyễn Thị lề');
    await touch(page, 'Xóa một chữ', 'Xóa một chữ');
    expect(await field(page).inputValue()).toBe('Nguyễn Thị ');
  });

  it('takes back what a key did when the key comes again', async () => {
    const page = await open('keyboard-vietnamese');
    await touch(page, 'Dấu cách', 'a', 'a', 'a');
    expect(await field(page).inputValue()).toBe('Nguyễn Thị aa');
  });

  it('hears a keyboard that is plugged in, wherever the focus is, and sends at Enter', async () => {
    const page = await open('keyboard-vietnamese');
    await page.keyboard.type(' Tuyeets');
    expect(await field(page).inputValue()).toBe('Nguyễn Thị Tuyết');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Tab');
    await page.keyboard.type('n');
    expect(await field(page).inputValue()).toBe('Nguyễn Thị Tuyến');
    await field(page).focus();
    await page.keyboard.press('Enter');
    expect(await field(page).inputValue()).toBe('');
    expect(await page.getByRole('button', { name: 'Tiếp tục' }).isDisabled()).toBe(true);
  });

  it('is walked over by a keypad: Enter presses the key that has the focus', async () => {
    const page = await open('keyboard-numeric');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await field(page).inputValue()).toBe('01231');
  });

  it('keeps a PIN out of the page', async () => {
    const page = await open('keyboard-masked');
    await touch(page, '7', '9');
    expect(await field(page).inputValue()).toBe('••••••');
    expect(await page.locator('input').evaluate((input) => input.outerHTML)).not.toMatch(/2580|79/);
  });

  it('takes digits alone where digits are asked, and no more than fit', async () => {
    const page = await open('keyboard-numeric');
    await page.keyboard.type('a5');
    expect(await field(page).inputValue()).toBe('01235');
    await page.keyboard.type('6'.repeat(60));
    expect(await field(page).inputValue()).toHaveLength(40);
  });

  it('never calls the system’s keyboard', async () => {
    const page = await open('keyboard-vietnamese');
    expect(await field(page).getAttribute('inputmode')).toBe('none');
    expect(await field(page).getAttribute('autocomplete')).toBe('off');
  });

  it.each([
    ['keyboard-vietnamese', { width: 1080, height: 1920 }],
    ['keyboard-vietnamese', { width: 1920, height: 1080 }],
    ['keyboard-numeric', { width: 1080, height: 1920 }],
    ['keyboard-masked', { width: 1920, height: 1080 }],
  ])('%s has keys of 20 mm, 3 mm apart, inside of the glass %o', async (state, viewport) => {
    const page = await open(state, viewport);
    const boxes = await page.locator('.text-entry button').evaluateAll((keys) =>
      keys.map((key) => {
        const { left, right, top, bottom } = key.getBoundingClientRect();
        return { name: key.textContent, left, right, top, bottom };
      }),
    );
    expect(boxes.length).toBeGreaterThan(10);
    const minimumMm = 19.9;
    for (const box of boxes) {
      expect((box.right - box.left) * pitchMm, box.name).toBeGreaterThanOrEqual(minimumMm);
      expect((box.bottom - box.top) * pitchMm, box.name).toBeGreaterThanOrEqual(minimumMm);
      expect(box.right <= viewport.width && box.bottom <= viewport.height && box.left >= 0, box.name).toBe(true);
    }
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const gapPx = Math.max(
          other.left - one.right,
          one.left - other.right,
          other.top - one.bottom,
          one.top - other.bottom,
        );
        expect(gapPx * pitchMm, `${one.name} ${other.name}`).toBeGreaterThanOrEqual(2.95);
      }
    }
  });
});
