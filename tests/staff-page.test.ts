import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { assert, describe, expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { findingsOn } from './harness/axe.ts';
import {
  button,
  logIn,
  openStaffPage,
  said,
  staffDay,
  typePin,
  view,
  waitingPerson,
  useStaffPage,
} from './harness/staff-page.ts';
import { useBrowser } from './harness/suite.ts';
import { noteTones } from './harness/tones.ts';
import { until } from './harness/until.ts';

/** A day at the desk: the page as it is built, served over HTTPS by the real server, in a real browser. */

const browser = useBrowser();
const folder = useStaffPage();

const words = vi.staff;

describe('a day at the desk', () => {
  it('begins with a PIN, answers a call, closes and opens the kiosk', async () => {
    const day = await staffDay(folder());
    const { page, troubles } = await openStaffPage(browser(), day.url);
    await page.getByLabel(words.login.name, { exact: true }).fill('lan');
    await page.getByLabel(words.login.pin, { exact: true }).fill('111222');
    await page.keyboard.press('Enter');
    await page.getByText(said(words.login.wrong)).waitFor();
    await logIn(page);

    await page.evaluate(noteTones);
    const tones = () => page.evaluate(() => window.houseTones.length);
    const id = crypto.randomUUID();
    day.queue.staff.write(({ tasks }) => tasks.openCall(id, 'emergency'));
    day.board.add({ id, urgency: 'emergency' });
    await page.getByText(said(words.calls.emergency)).waitFor();
    // It sounds again until somebody comes.
    await until('the call to sound twice', async () => (await tones()) >= 4);
    await until('the page to confirm the call', () => day.board.calls()[0]?.isReceived === true);
    await button(page, words.calls.coming).click();
    await until('somebody to come', () => day.board.calls()[0]?.coming === 'lan');
    await page
      .locator('.call-title')
      .getByText(said(words.calls.comes.replace('{{name}}', 'lan')))
      .waitFor();
    const sounded = await tones();
    await page
      .locator('.call')
      .getByRole('button', { name: said(words.calls.done) })
      .click();
    await until('the call to be settled', () => day.board.calls().length === 0);
    expect(await tones()).toBe(sounded);

    await button(page, words.overview.close).click();
    await page.getByText(said(words.overview.closeWhy)).waitFor();
    await page
      .getByRole('group', { name: said(words.overview.close) })
      .getByRole('button')
      .first()
      .click();
    await page.getByText(said(words.overview.states.DISABLED)).waitFor();
    expect(day.queue.staff.tasks.closedBy()).toBe('lan');
    await button(page, words.overview.open).click();
    await page.getByText(said(words.overview.states.AVAILABLE)).waitFor();
    expect(day.queue.staff.tasks.closedBy()).toBeNull();
    await button(page, words.overview.testPrint).click();
    await page.getByText(said(words.overview.testPrinted)).waitFor();
    expect(troubles).toEqual([]);
  });

  it('settles what the hospital refused, and leaves nobody on the page when it locks', async () => {
    const day = await staffDay(folder());
    const { page, troubles } = await openStaffPage(browser(), day.url);
    await logIn(page);
    await view(page, words.views.tasks).click();
    const refused = page.getByRole('listitem').filter({ hasText: said(`từ chối số ${day.refused.number}`) });
    await refused.getByRole('button', { name: said(words.tasks.more) }).click();
    await button(page, words.tasks.person.open).click();
    await page.getByText(waitingPerson).waitFor();
    expect(day.queue.audit.list(1)).toMatchObject([{ actor: 'staff:lan', action: 'person-opened' }]);
    await button(page, words.tasks.identity.same).click();
    await page.getByText(said(words.tasks.identity.saved)).waitFor();
    await page.getByText(said(words.tasks.identity.found['same-person'])).waitFor();
    await page.getByLabel(said(words.tasks.note)).fill('Bác đang ngồi ở hàng ghế đầu');

    day.timers.pass(60_000);
    await page.getByText(said(words.locked.title)).waitFor();
    const left = await page.content();
    expect(left).toContain('lan');
    for (const gone of [waitingPerson, '1980', 'hàng ghế', day.refused.number]) expect(left).not.toContain(gone);
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]))).toBe(
      JSON.stringify([{}, {}, `${day.url}#tasks`]),
    );

    await typePin(page);
    await button(page, words.locked.unlock).click();
    // What was being written is still there; whom it was about is not shown by itself.
    await until('the note', async () => (await page.getByLabel(said(words.tasks.note)).inputValue()) !== '');
    expect(await page.getByText(waitingPerson).count()).toBe(0);
    await button(page, words.tasks.decisions.retry).click();
    await page.getByText(said(words.tasks.decisions.retried)).waitFor();
    expect(day.queue.row(day.refused.key)?.state).toBe('pending');
    expect(troubles).toEqual([]);
  });

  it('tells two people whose task it is, and loses neither one’s note', async () => {
    const day = await staffDay(folder());
    await day.account('mai');
    const [{ page: lan }, { page: mai }] = [
      await openStaffPage(browser(), day.url),
      await openStaffPage(browser(), day.url),
    ];
    for (const [name, page] of Object.entries({ lan, mai })) {
      await logIn(page, name);
      await view(page, words.views.tasks).click();
      await page
        .getByRole('listitem')
        .filter({ hasText: day.waiting.number })
        .getByRole('button', { name: said(words.tasks.more) })
        .click();
    }
    const note = (page: Page) => page.getByLabel(said(words.tasks.note));
    const save = (page: Page) => button(page, words.tasks.saveNote).click();
    await note(mai).fill('Chờ con gái');
    await button(lan, words.tasks.take).click();
    await note(lan).fill('Đi xe lăn');
    await save(lan);
    await lan.getByText(said(words.tasks.noteSaved)).waitFor();
    // What is new is told once a second.
    day.timers.pass(1_000);
    await mai.getByText(said(words.tasks.by.taken.replace('{{name}}', 'lan'))).waitFor();
    await save(mai);
    await mai.getByText(said(words.tasks.noteNewer.replace('{{note}}', 'Đi xe lăn'))).waitFor();
    expect(await note(mai).inputValue()).toBe('Chờ con gái');
    await note(mai).fill('Đi xe lăn, chờ con gái');
    await save(mai);
    await mai.getByText(said(words.tasks.noteSaved)).waitFor();
    expect(await mai.getByText(said(words.tasks.noteYours)).count()).toBe(0);
    expect(day.queue.staff.tasks.byId(day.waiting.key)).toMatchObject({
      ...{ state: 'taken', actor: 'lan', note: 'Đi xe lăn, chờ con gái' },
    });
  });

  it('lists who came while the hospital is away, shows figures, and takes the report along', async () => {
    const day = await staffDay(folder());
    const { page, troubles } = await openStaffPage(browser(), day.url);
    await logIn(page);
    await view(page, words.views.arrivals).click();
    await page.getByText(said(words.arrivals.hospitalAway)).waitFor();
    await button(page, words.arrivals.open).click();
    await page.getByText(waitingPerson).first().waitFor();
    expect(day.queue.audit.list(1)).toMatchObject([{ actor: 'staff:lan', action: 'arrivals-opened', detail: 'mat' }]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.staff-header, .staff-nav, .staff-footer').filter({ visible: true }).count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });

    await view(page, words.views.figures).click();
    await page.getByRole('img', { name: said('4 lượt') }).waitFor();
    const { figures } = words;
    const facts = page.locator('.facts > div');
    const read = await facts.evaluateAll((all) =>
      all.map((each) => [each.querySelector('dt')?.innerText, each.querySelector('dd')?.innerText] as const),
    );
    expect(Object.fromEntries(read)).toEqual({
      [figures.visits]: '4',
      [figures.median]: '9,4 giây',
      [figures.p95]: '31 giây',
      [figures.firstTry]: '50%',
      [figures.fallback]: '25%',
      [figures.machineShare]: '14%',
    });
    const abandonedAt = (step: string) =>
      page.locator('.figure-wide tr').filter({ hasText: step }).locator('td').last().innerText();
    expect(await abandonedAt(figures.stepNames.choose)).toMatch(/1.*4.*25\s?%/);
    expect(await abandonedAt(figures.stepNames.confirm)).toMatch(/0.*3.*0\s?%/);
    const download = async (name: string) => {
      const downloading = page.waitForEvent('download');
      await button(page, name).click();
      const file = await downloading;
      return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')];
    };
    const excel = expect.stringContaining('2026-03-02;4;2;1') as string;
    expect(await download(words.figures.excel)).toEqual(['tiepdon-K1-2026-03-excel.csv', excel]);
    const csv = expect.stringContaining('2026-03-02,4,2,1') as string;
    expect(await download(words.figures.csv)).toEqual(['tiepdon-K1-2026-03.csv', csv]);
    expect(troubles).toEqual([]);
  });

  it('begins for somebody new with a PIN of their own', async () => {
    const day = await staffDay(folder());
    const added = await day.desk({ kind: 'account-add', name: 'mai', role: 'reception', staffName: 'root' });
    assert(added.kind === 'account-changed' && added.secret !== null);
    const { page } = await openStaffPage(browser(), day.url);
    await page.getByLabel(words.login.name, { exact: true }).fill('mai');
    await page.getByLabel(words.login.pin, { exact: true }).fill(added.secret);
    await page.keyboard.press('Enter');
    await page.getByText(said(words.pin.title)).waitFor();
    expect(await findingsOn(page, 'PIN')).toEqual([]);
    const put = async (next: string): Promise<void> => {
      await page.getByLabel(said(words.pin.current)).fill(added.secret ?? '');
      await page.getByLabel(said(words.pin.next)).fill(next);
      await page.getByLabel(said(words.pin.again)).fill(next);
      await page.keyboard.press('Enter');
    };
    await put('123456');
    await page.getByText(said(words.pin['too-easy'])).waitFor();
    await put('846207');
    await page.locator('.state').waitFor();
  });

  it('begins with a staff card from a scanner that types', async () => {
    const day = await staffDay(folder());
    const card = await day.desk({ kind: 'account-card', name: 'lan', staffName: 'root' });
    assert(card.kind === 'account-changed' && card.secret !== null);
    const { page } = await openStaffPage(browser(), day.url);
    await page.getByLabel(words.login.name, { exact: true }).waitFor();
    await page.keyboard.type(card.secret);
    await page.keyboard.press('Enter');
    await page.locator('.state').waitFor();
  });

  it('counts down before it locks, and one touch keeps it open', async () => {
    const day = await staffDay(folder());
    const { page } = await openStaffPage(browser(), 'about:blank');
    await page.clock.install();
    await page.goto(day.url);
    await logIn(page);
    await page.clock.runFor(45_000);
    await page.locator('.lock-soon').waitFor();
    expect(await findingsOn(page, 'countdown')).toEqual([]);
    await button(page, words.locked.stay).click();
    await page.locator('.lock-soon').waitFor({ state: 'detached' });
    await page.clock.runFor(60_000);
    await page.getByText(said(words.locked.title)).waitFor();
  });

  it('says that the kiosk does not answer, and goes on when it does', async () => {
    const day = await staffDay(folder());
    const { page } = await openStaffPage(browser(), day.url);
    await logIn(page);
    await page.context().setOffline(true);
    await button(page, words.overview.testPrint).click();
    await page.getByText(said(words.refused.away)).waitFor();
    await page.getByText(said(words.away.detail)).waitFor();
    await page.context().setOffline(false);
    await page.getByText(said(words.away.detail)).waitFor({ state: 'detached' });
  });
});
