import { expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { commit, visit } from '../sync/queue/test-queue.ts';
import { button, logIn, openStaffPage, said, staffDay, view, useStaffPage } from './harness/staff-page.ts';
import { useBrowser } from './harness/suite.ts';

/** The list that a clinic calls from while the hospital is away, on the screen and on paper. */

const browser = useBrowser();
const folder = useStaffPage();
const words = vi.staff;

it('a list that is open has whoever comes, and its paper says of when it is', async () => {
  const day = await staffDay(folder());
  const { page, troubles } = await openStaffPage(browser(), day.url);
  await logIn(page);
  await view(page, words.views.arrivals).click();
  await button(page, words.arrivals.open).click();
  await page.getByText(said('Danh sách lúc 08:30 · Đã đến: 2')).waitFor();
  // Nothing is printed here, and what would be is looked at.
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-paper', document.body.innerText);
  });
  const printed = async (): Promise<string> => {
    await page.evaluate(() => document.body.removeAttribute('data-paper'));
    await button(page, words.arrivals.print).click();
    await page.locator('body[data-paper]').waitFor();
    return (await page.locator('body').getAttribute('data-paper')) ?? '';
  };
  commit(day.queue, visit('001080000003', { clinic: { id: 'mat', name: 'Mắt' } }));
  day.answers.news.changed();
  day.timers.pass(1_000);
  await page.getByText(said('Danh sách lúc 08:30 · Đã đến: 3')).waitFor();
  commit(day.queue, visit('001080000004', { clinic: { id: 'mat', name: 'Mắt' } }));
  day.timers.pass(40_000);
  expect(await printed()).toMatch(said('Danh sách lúc 08:30 · Đã đến: 4'));
  day.timers.pass(40_000);
  expect(await printed()).toMatch(said('Danh sách lúc 08:31 · Đã đến: 4'));
  await page.context().setOffline(true);
  day.timers.pass(50_000);
  expect(await printed()).toMatch(said(words.arrivals.notRenewed.split('{{time}}').join('08:31')));
  await page.context().setOffline(false);
  await page.getByText(said(words.away.detail)).waitFor({ state: 'detached' });
  expect(troubles).toEqual([]);
});
