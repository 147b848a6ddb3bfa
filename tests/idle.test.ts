import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';
import { foundIn, maskedTracesOf, remainsOf, tracesOf } from './harness/traces.ts';

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

/** In full, and as the kiosk shows them. */
const traces = [...tracesOf(patient), ...maskedTracesOf(patient)];
const found = async (page: Page): Promise<string[]> => foundIn(await remainsOf(page), traces);

describe('a patient who walks away', () => {
  it('is warned, stays with one touch, and is forgotten when nobody touches', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.press(screen.clinic('Ngoại'));
    await screen.step('confirm').waitFor();
    expect(await found(screen.page)).toEqual(expect.arrayContaining(['name', 'masked number of the card']));

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
    expect(await found(screen.page)).toEqual([]);
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
    expect(await found(screen.page)).toContain('masked name');

    await screen.step('attract').waitFor();
    expect(await found(screen.page)).toEqual([]);
    expect((await remainsOf(screen.page)).some((each) => each.includes(number))).toBe(false);
  });
});
