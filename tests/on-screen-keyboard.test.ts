import type { Page } from 'playwright-core';
import { afterAll, assert, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { noteLimit } from '../electron/bridge/staff-page.ts';
import { vi } from '../renderer/language/vi.ts';
import { padHitMs } from '../renderer/pacing.ts';
import { type Gallery, orientations, startGallery } from './harness/gallery-server.ts';
import type { StationHand } from './harness/station-client.ts';
import { said } from './harness/staff-page.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';
import { toClinics } from './harness/visits.ts';

/** The page's own keyboards in a real browser, where staff write at the kiosk's glass: names, PINs, and notes in Vietnamese. */

const browser = useBrowser();
const words = vi.staff;
let gallery: Gallery;
beforeAll(async () => {
  gallery = await startGallery();
});
afterAll(() => gallery.stop());

/** Runs in the page before its own scripts, as on a kiosk's page (harness/screen.ts). */
function noteHits(): void {
  window.addEventListener('pointerdown', () => (window.houseHitMs = performance.now()), { capture: true });
}

/** `staff-glass-note`: a note is being written; `staff-glass-login`: nobody is logged in. */
async function open(state: 'staff-glass-note' | 'staff-glass-login'): Promise<Page> {
  const page = await browser().newPage({ viewport: orientations.portrait });
  onTestFinished(() => page.close());
  await page.addInitScript(noteHits);
  await gallery.show(page, { state, language: 'vi', viewport: orientations.portrait });
  return page;
}

const note = (page: Page) => page.getByRole('textbox', { name: words.tasks.note });
const keys = (page: Page) => page.locator('.keyboard, .pad');

/** As fast as a hand is: a key that is hit again at once has bounced. */
async function touch(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) {
    await page.waitForFunction((bounceMs) => performance.now() - (window.houseHitMs ?? -1_000) > bounceMs, padHitMs);
    await keys(page).getByRole('button', { name, exact: true }).click();
  }
}

describe('the on-screen keyboard', () => {
  it('writes Vietnamese by Telex, and by VNI once that is chosen, in NFC', async () => {
    const page = await open('staff-glass-note');
    await touch(page, 'Chữ hoa', 'H', 'o', 'a', 'f');
    expect(await note(page).inputValue()).toBe('Hoà');
    await page.getByRole('radio', { name: 'VNI' }).click();
    await touch(page, 'Dấu cách', 'd', '9', 'e', '6', '2');
    const written = await note(page).inputValue();
    expect(written).toBe('Hoà đề');
    expect(written).toBe(written.normalize('NFC'));
  });

  it('writes it by keys of their own as well, and takes letters away one by one', async () => {
    const page = await open('staff-glass-note');
    await touch(page, 'l', 'ê', 'huyền');
    expect(await note(page).inputValue()).toBe('lề');
    await touch(page, 'Xóa một chữ', 'Xóa một chữ');
    expect(await note(page).inputValue()).toBe('');
  });

  it('takes back what a key did when the key comes again', async () => {
    const page = await open('staff-glass-note');
    await touch(page, 'a', 'a', 'a');
    expect(await note(page).inputValue()).toBe('aa');
  });

  it('goes on with what a keyboard that is plugged in has written', async () => {
    const page = await open('staff-glass-note');
    await note(page).focus();
    await page.keyboard.type('Tuye');
    await touch(page, 'e', 't', 's');
    expect(await note(page).inputValue()).toBe('Tuyết');
  });

  it('is walked over by a keypad: Enter presses the key that has the focus', async () => {
    const page = await open('staff-glass-note');
    await note(page).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await note(page).inputValue()).toBe('1');
  });

  it('takes no more than fits', async () => {
    const page = await open('staff-glass-note');
    await note(page).fill('ab '.repeat(66));
    await touch(page, 'c', 'd', 'e');
    expect(await note(page).inputValue()).toHaveLength(noteLimit);
  });

  it('writes names without accents, then digits alone, and keeps a PIN out of the page', async () => {
    const page = await open('staff-glass-login');
    await touch(page, 'l', 'a', 'n', 'Xóa một chữ', 'x');
    expect(await page.getByLabel(words.login.name, { exact: true }).inputValue()).toBe('lax');
    await page.getByRole('button', { name: words.glass.next, exact: true }).click();
    const pin = page.getByLabel(words.login.pin, { exact: true });
    await pin.focus();
    await page.keyboard.type('a2580');
    await touch(page, '7', '9');
    expect(await pin.inputValue()).toBe('258079');
    expect(await pin.getAttribute('type')).toBe('password');
    expect(await page.locator('body').innerText()).not.toContain('258079');
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('258079');
  });

  it('never calls the system’s keyboard', async () => {
    for (const state of ['staff-glass-note', 'staff-glass-login'] as const) {
      const page = await open(state);
      const fields = page.locator('input:not([type="radio"]), textarea');
      const modes = await fields.evaluateAll((all) => all.map((each) => each.getAttribute('inputmode')));
      expect(modes.length, state).toBeGreaterThan(0);
      expect(new Set(modes), state).toEqual(new Set(['none']));
    }
  });

  it.each(['letters', 'names', 'digits'])('has keys of 20 mm, 3 mm apart, inside of the glass: %s', async (which) => {
    const page = await open(which === 'letters' ? 'staff-glass-note' : 'staff-glass-login');
    if (which === 'digits') await page.getByLabel(words.login.pin, { exact: true }).focus();
    const { boxes, mmPx } = await page
      .locator(which === 'digits' ? '.pad button' : '.keyboard button')
      .evaluateAll((all) => ({
        mmPx: Number.parseFloat(document.documentElement.style.getPropertyValue('--mm')),
        boxes: all.map((key) => {
          const { left, right, top, bottom } = key.getBoundingClientRect();
          return { name: key.textContent, left, right, top, bottom };
        }),
      }));
    expect(boxes.length).toBeGreaterThan(10);
    for (const box of boxes) {
      expect((box.right - box.left) / mmPx, box.name).toBeGreaterThanOrEqual(19.9);
      expect((box.bottom - box.top) / mmPx, box.name).toBeGreaterThanOrEqual(19.9);
      expect(box.right <= orientations.portrait.width && box.left >= 0, box.name).toBe(true);
    }
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const across = Math.max(other.left - one.right, one.left - other.right);
        const down = Math.max(other.top - one.bottom, one.top - other.bottom);
        expect(Math.max(across, down) / mmPx, `${one.name} ${other.name}`).toBeGreaterThanOrEqual(2.95);
      }
    }
  });
});

const kiosk = useKiosk({ settings: ['devices.reader.kind = "none"', 'devices.camera.kind = "none"'] });

async function startPinOf(hand: StationHand): Promise<string> {
  hand.connection.send({ kind: 'account-add', name: 'lan', role: 'reception', staffName: 'root' });
  const answer = await hand.connection.next('account-changed', 10_000);
  assert(answer?.secret !== null && answer?.secret !== undefined);
  return answer.secret;
}

it('writes a note in Vietnamese at the kiosk’s own glass, which is kept', async () => {
  const hand = await kiosk().join();
  await toClinics(hand, 'p03');
  hand.intent({ type: 'ask-for-staff' });
  const { number } = await hand.at('desk');
  hand.intent({ type: 'finish' });
  await hand.at('attract');
  const startPin = await startPinOf(hand);
  const screen = await screenOfTest(browser(), kiosk().url);
  const { page } = screen;
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  // The page is put together for the first time.
  await screen.step('attract').waitFor({ timeout: 90_000 });
  hand.simulate({ type: 'scan', text: `TDNV-${'A'.repeat(26)}` });
  await page.getByText(words.login.title, { exact: true }).waitFor();
  await page.getByLabel(words.login.name, { exact: true }).click();
  await touch(page, 'l', 'a', 'n');
  await press(words.glass.next);
  await touch(page, ...startPin);
  await press(words.login.enter);
  await page.getByText(words.pin.title, { exact: true }).waitFor();
  for (const [label, value] of [
    [words.pin.current, startPin],
    [words.pin.next, '739150'],
    [words.pin.again, '739150'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).focus();
    await touch(page, ...value);
  }
  await press(words.pin.save);
  await page.getByRole('link', { name: words.views.tasks }).click();

  const task = page.getByRole('listitem').filter({ hasText: number });
  const inTask = (name: string) => task.getByRole('button', { name, exact: true });
  await task.getByRole('button', { name: words.tasks.more }).click();
  // The hospital has it: of whom it is, nothing is kept here.
  await task.getByText(said(words.tasks.person.gone)).waitFor();
  await note(page).click();
  await touch(page, 'Chữ hoa', 'D', 'd', 'a', 'x', 'Dấu cách', 'h', 'o', 'i', 'r', 'Dấu cách', 'm', 'e', 'j');
  expect(await note(page).inputValue()).toBe('Đã hỏi mẹ');
  await inTask(words.tasks.saveNote).click();
  await page.getByText(words.tasks.noteSaved, { exact: true }).waitFor();
  // Asked for again, it comes from the kiosk's queue.
  await task.getByRole('button', { name: words.tasks.less }).click();
  await task.getByRole('button', { name: words.tasks.more }).click();
  await inTask(words.tasks.openNote).click();
  expect(await note(page).inputValue()).toBe('Đã hỏi mẹ');
  hand.connection.send({ kind: 'audit-list', limit: 50 });
  const audit = await hand.connection.next('audit', 10_000);
  expect(audit?.entries.map(({ action }) => action)).toContain('logged-in');
  expect(JSON.stringify(audit)).not.toContain('Đã hỏi');
});
