import type { Page } from 'playwright-core';
import { assert, describe, expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { padHitMs } from '../renderer/pacing.ts';
import { findingsOn } from './harness/axe.ts';
import { person } from './harness/people.ts';
import type { Screen } from './harness/screen.ts';
import type { StationHand } from './harness/station-client.ts';
import { kioskOfTest, screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';
import { until } from './harness/until.ts';

/** Staff who log in at the kiosk's own screen, while a patient's visit waits beneath: a real station, a real browser. */

const browser = useBrowser();
const kiosk = useKiosk();
const words = vi.staff;
const patient = person('p03');
const other = { camera: 'simulated', url: `/people/${patient.pictures ?? ''}/live1.jpg` } as const;
const pin = '739150';

async function secretOf(hand: StationHand, kind: 'account-add' | 'account-card'): Promise<string> {
  if (kind === 'account-add') hand.connection.send({ kind, name: 'lan', role: 'reception', staffName: 'root' });
  else hand.connection.send({ kind, name: 'lan', staffName: 'root' });
  const answer = await hand.connection.next('account-changed', 10_000);
  assert(answer?.secret !== null && answer?.secret !== undefined);
  return answer.secret;
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** As fast as a hand is: a key that is hit again at once has bounced. */
async function typeKeys(page: Page, text: string): Promise<void> {
  for (const key of text) {
    await page.waitForFunction((bounceMs) => performance.now() - (window.houseHitMs ?? -1_000) > bounceMs, padHitMs);
    await press(page, key);
  }
}

/** The chip is read, and whoever stands there is not the one of its portrait. */
async function toUnmatched(hand: StationHand, screen: Screen): Promise<void> {
  await screen.step('attract').waitFor();
  hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
  await screen.step('identify').waitFor();
  hand.simulate({ type: 'insert-card', personId: patient.id });
  await screen.step('verify').waitFor();
  hand.simulate({ type: 'remove-card' });
  await hand.at('choose', ({ state }) => state === 'clinics');
  await screen.step('choose').waitFor();
}

/** The words of the call move the button below them: a hand presses again where it has missed. */
async function goIn(screen: Screen): Promise<void> {
  const title = screen.page.getByText(words.login.title, { exact: true });
  await until('the login', async () => {
    if (await title.isVisible()) return true;
    await screen
      .button(words.entrance)
      .click({ timeout: 2_000 })
      .catch(() => undefined);
    return title.isVisible();
  });
}

/** 20 mm, but for what a pixel rounds. */
const touchedMm = 19.9;

/** The least height or width of what is touched; ten keys in a row have what the glass has. */
async function leastMm(page: Page): Promise<number> {
  return page.evaluate(() => {
    const mmPx = Number.parseFloat(document.documentElement.style.getPropertyValue('--mm'));
    const touched = [...document.querySelectorAll('button, .staff-nav a, input')];
    return Math.min(
      ...touched.map((each) => {
        const { width, height } = each.getBoundingClientRect();
        return (each.closest('.key-letters') ? height : Math.min(width, height)) / mmPx;
      }),
    );
  });
}

const assistant = (page: Page) => page.locator('.assist');
const view = (page: Page, name: string) => page.getByRole('link', { name, exact: true });

describe('the kiosk’s own screen', () => {
  let card = '';
  it('has nothing for staff without accounts; with one they close and open the kiosk', async () => {
    const hand = await kiosk().join();
    const screen = await screenOfTest(browser(), kiosk().url);
    const { page } = screen;
    // The page is put together for the first time.
    await screen.step('attract').waitFor({ timeout: 90_000 });
    await screen.press(screen.button(vi.frame.callStaff));
    await page.locator('[data-staff-call]').waitFor();
    expect(await screen.button(words.entrance).count()).toBe(0);
    hand.simulate({ type: 'scan', text: `TDNV-${'A'.repeat(26)}` });
    const startPin = await secretOf(hand, 'account-add');
    await goIn(screen);

    await typeKeys(page, 'lan');
    await press(page, words.glass.next);
    await typeKeys(page, startPin);
    await press(page, words.login.enter);
    await page.getByText(words.pin.title, { exact: true }).waitFor();
    for (const [label, value] of [
      [words.pin.current, startPin],
      [words.pin.next, pin],
      [words.pin.again, pin],
    ] as const) {
      await page.getByLabel(label, { exact: true }).focus();
      await typeKeys(page, value);
    }
    await press(page, words.pin.save);
    await page.getByText(words.assist.nobody, { exact: true }).waitFor();
    expect(await findingsOn(page, 'nobody')).toEqual([]);

    await view(page, words.views.overview).click();
    await press(page, words.overview.close);
    await page.getByRole('group', { name: words.overview.close }).getByRole('button').first().click();
    await page.getByText(words.overview.states.DISABLED, { exact: true }).waitFor();
    await view(page, words.views.figures).click();
    await page.getByText(words.glass.elsewhere, { exact: true }).waitFor();
    await press(page, words.glass.leave);
    await screen.says(vi.closed.by.staff.title).waitFor();
    // Whoever left is logged in no longer.
    await goIn(screen);
    card = await secretOf(hand, 'account-card');
    hand.simulate({ type: 'scan', text: card });
    await view(page, words.views.overview).click();
    await press(page, words.overview.open);
    await page.getByText(words.overview.opened, { exact: true }).waitFor();
    await press(page, words.glass.leave);
    await screen.step('attract').waitFor();
  });

  it('takes a card of the staff in the middle of a visit, and ends that of another person at the desk', async () => {
    const hand = await kiosk().join();
    const screen = await screenOfTest(browser(), kiosk().url, { face: other });
    const { page } = screen;
    await toUnmatched(hand, screen);
    hand.simulate({ type: 'scan', text: card });
    await assistant(page).waitFor();
    await hand.at('choose');
    await press(page, words.tasks.identity.other);
    await page.getByText(words.assist.otherWhy, { exact: true }).waitFor();
    await hand.at('choose');
    await page.getByRole('group', { name: words.tasks.identity.other }).getByRole('button').first().click();
    await hand.at('desk');
    await page.getByText(words.assist['too-late'].title, { exact: true }).waitFor();
    expect(await page.content()).not.toContain(patient.fullName);
    await press(page, words.glass.leave);
    await screen.step('desk').waitFor();
    expect(await page.content()).not.toContain(card);
    hand.intent({ type: 'finish' });
    await screen.step('attract').waitFor();
  });

  it('lets staff say that whoever was not matched is the one of the card, and the visit goes on to its ticket', async () => {
    const hand = await kiosk().join();
    const screen = await screenOfTest(browser(), kiosk().url, { face: other });
    const { page } = screen;
    await toUnmatched(hand, screen);
    await screen.press(screen.button(vi.frame.callStaff));
    await goIn(screen);
    // Nothing of the patient before somebody is logged in.
    expect(await page.content()).not.toContain(patient.fullName);
    expect(await leastMm(page)).toBeGreaterThan(touchedMm);
    await typeKeys(page, 'lan');
    await press(page, words.glass.next);
    // Neither the system's keyboard nor a browser that keeps names and PINs.
    for (const label of [words.login.name, words.login.pin]) {
      const field = page.getByLabel(label, { exact: true });
      const said = ['inputmode', 'autocomplete'].map(async (name) => field.getAttribute(name));
      expect(await Promise.all(said)).toEqual(['none', 'off']);
    }
    await typeKeys(page, pin);
    await press(page, words.login.enter);

    await assistant(page).waitFor();
    expect(await assistant(page).getAttribute('data-face')).toBe('not-matched');
    await page.getByText(patient.fullName, { exact: true }).waitFor();
    await page.locator('.assist .portrait canvas').waitFor();
    expect(await findingsOn(page, 'assist')).toEqual([]);
    expect(await leastMm(page)).toBeGreaterThan(touchedMm);
    await press(page, words.tasks.identity.same);

    await screen.step('choose').waitFor();
    expect(page.url()).toContain('index.html');
    await screen.press(screen.clinic('Ngoại'));
    await screen.step('confirm').waitFor();
    await screen.press(screen.button(vi.confirm.takeNumber));
    await page.locator('[data-sync="confirmed"]').waitFor();
    const number = await page.locator('[data-ticket-number]').getAttribute('data-ticket-number');
    const arrival = kiosk()
      .hospital.desk()
      .arrivals.find((each) => each.number === number);
    expect(arrival?.evidence.map(({ method }) => method)).toContain('staff-compared');
    hand.connection.send({ kind: 'audit-list', limit: 200 });
    const audit = await hand.connection.next('audit', 10_000);
    expect(audit?.entries.filter(({ actor }) => actor === 'staff:lan').map(({ action }) => action)).toEqual(
      expect.arrayContaining(['logged-in', 'person-opened', 'identity-compared']),
    );
    expect(JSON.stringify(audit)).not.toContain(patient.fullName);
    // What staff did stays with their page.
    const left = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(left).toBe(JSON.stringify([{}, {}, '']));
    hand.intent({ type: 'finish' });
    await screen.step('attract').waitFor();
  });

  it('loses whoever was logged in when the station starts again', async () => {
    const hand = await kiosk().join();
    const screen = await screenOfTest(browser(), kiosk().url);
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan', text: card });
    await screen.page.getByText(words.assist.nobody, { exact: true }).waitFor();
    await kiosk().killStation();
    await screen.step('attract').waitFor();
  });

  it('wants the PIN with the card where the hospital does, locks, and goes back when nobody unlocks it', async () => {
    const strict = await kioskOfTest({
      settings: ['staffPage.lockAfterSeconds = 15', 'staffPage.cardNeedsPin = true'],
    });
    const hand = await strict.join();
    const startPin = await secretOf(hand, 'account-add');
    const own = await secretOf(hand, 'account-card');
    const screen = await screenOfTest(browser(), strict.url);
    const { page } = screen;
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan', text: `TDNV-${'A'.repeat(26)}` });
    await page.getByText(words.login.wrongCard, { exact: true }).waitFor();
    hand.simulate({ type: 'scan', text: own });
    await page.getByText(words.login.cardRead, { exact: true }).waitFor();
    await typeKeys(page, startPin);
    await press(page, words.login.enter);
    await page.getByText(words.pin.title, { exact: true }).waitFor();
    await until('the page to lock', () => page.getByText(words.locked.title, { exact: true }).isVisible(), 40_000);
    await until('the first screen', () => screen.step('attract').isVisible(), 40_000);
    // Where nobody logs in, it goes back as well.
    await screen.press(screen.button(vi.frame.callStaff));
    await goIn(screen);
    await until('the first screen', () => screen.step('attract').isVisible(), 40_000);
  });
});
