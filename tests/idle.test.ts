import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';

/** Somebody walks away: a warning, then nothing of them is left in the page. */

const browser = useBrowser();
const kiosk = useKiosk({
  settings: [
    'devices.reader.kind = "none"',
    'delays.idleWarningMs = 1500',
    'delays.idleGraceMs = 3000',
    'delays.endWarningMs = 700',
    'delays.endGraceMs = 2500',
  ],
});
const patient = person('p14');

/** Everything of a page that outlives a screen. */
async function everything(page: Page): Promise<string> {
  const inPage = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const cached = await caches.keys();
    return [
      document.documentElement.outerHTML,
      document.title,
      location.href,
      JSON.stringify(history.state),
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify(databases),
      JSON.stringify(cached),
      document.cookie,
      window.name,
    ].join('\n');
  });
  const inBrowser = await page.context().storageState({ indexedDB: true });
  return `${inPage}\n${JSON.stringify(inBrowser)}`;
}

/** What must not be left: the name, each of its rarer words, the number and its shown end. */
const traces = [patient.fullName, patient.citizen?.idNumber ?? '', patient.insurance?.number ?? ''];

describe('a patient who walks away', () => {
  it('is warned, stays with one touch, and is forgotten when nobody touches', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.press(screen.clinic('Ngoại'));
    await screen.step('confirm').waitFor();
    expect(await everything(screen.page)).toContain(patient.fullName);

    const warning = screen.page.getByRole('alertdialog', { name: vi.idle.title });
    await warning.waitFor();
    expect(await warning.textContent()).toMatch(/[123] giây/);
    await screen.press(screen.button(vi.idle.stay));
    await warning.waitFor({ state: 'detached' });
    await screen.step('confirm').waitFor();

    await warning.waitFor();
    await screen.step('attract').waitFor();
    await screen.says(vi.attract.prompt.welcome.title).waitFor();
    await warning.waitFor({ state: 'detached' });
    const left = await everything(screen.page);
    for (const trace of traces) expect(left.includes(trace)).toBe(false);
    expect(await hand.queue()).toEqual([]);
  });

  it('leaves no trace of the ticket either', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.press(screen.clinic('Ngoại'));
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.page.locator('[data-ticket-number]').waitFor();
    const { number } = await hand.at('ticket');
    // The countdown stands beside the number; one touch keeps it.
    await screen.press(screen.page.getByRole('button', { name: /^Giữ lại/ }));
    await screen.page.getByRole('button', { name: /^Giữ lại/ }).waitFor({ state: 'detached' });
    await screen.page.locator(`[data-ticket-number="${number}"]`).waitFor();

    await screen.step('attract').waitFor();
    const left = await everything(screen.page);
    for (const trace of [...traces, number]) expect(left.includes(trace)).toBe(false);
  });
});
