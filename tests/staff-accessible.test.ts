import { describe, expect, it } from 'vitest';
import { en } from '../renderer/language/en.ts';
import { languageOf } from '../renderer/language/languages.ts';
import { vi } from '../renderer/language/vi.ts';
import { findingsOn } from './harness/axe.ts';
import { button, openStaffPage, staffDay, staffPin, view, useStaffPage } from './harness/staff-page.ts';
import { useBrowser } from './harness/suite.ts';

/** The page for staff as it is built and served, on a desk's screen and on a telephone's. */

const browser = useBrowser();
const folder = useStaffPage();

describe.each([
  ['vi', { width: 1440, height: 900 }],
  ['en', { width: 390, height: 844 }],
] as const)('in %s', (language, viewport) => {
  const { staff } = language === 'vi' ? vi : en;

  it('every view is accessible, as far as a machine can judge, and nothing runs out of the page', async () => {
    const day = await staffDay(folder());
    const { page } = await openStaffPage(browser(), day.url, viewport);
    await button(page, languageOf(language).ownName).click();
    const found: string[] = [];
    const look = async (name: string): Promise<void> => {
      for (const { rule, target } of await findingsOn(page, name)) found.push(`${name}: ${rule} at ${target}`);
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (isWide) found.push(`${name}: wider than the window`);
      // The kiosk answers so many requests a second and no more.
      day.timers.pass(5_000);
    };
    await look('login');
    await page.getByLabel(staff.login.name, { exact: true }).fill('lan');
    await page.getByLabel(staff.login.pin, { exact: true }).fill(staffPin);
    await page.keyboard.press('Enter');
    await page.locator('.state').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    await look('overview');
    day.board.add({ id: crypto.randomUUID(), urgency: 'emergency' });
    await page.locator('.call').waitFor();
    await view(page, staff.views.tasks).click();
    await page.locator('.task').first().waitFor();
    for (const task of await page.locator('.task-head button').all()) {
      await task.click();
      await page.locator('.task-body').waitFor();
      await look('task');
    }
    await view(page, staff.views.arrivals).click();
    await page.locator('.clinics').waitFor();
    await look('arrivals');
    await button(page, staff.arrivals.open).click();
    await page.locator('.arrival-list').waitFor();
    await look('list');
    await view(page, staff.views.figures).click();
    await page.locator('.hour-chart').waitFor();
    await page.locator('summary').click();
    await look('figures');
    day.timers.pass(60_000);
    await page.locator('.login-owner').waitFor();
    await look('locked');
    expect(found).toEqual([]);
  });
});
