import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { en } from '../renderer/language/en.ts';
import { vi } from '../renderer/language/vi.ts';
import type { VisitStep } from '../electron/bridge/snapshot.ts';
import { person } from './harness/people.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';
import { until } from './harness/until.ts';
import { hasEspeak, listenIn, spokenOn, useNoise } from './harness/voice.ts';

/** Whole visits without a touch: by a navigator keypad and the ear, and by Tab and Enter alone. */

const browser = useBrowser();
// What is asked of the voice needs none; only how it sounds does.
const kiosk = useKiosk({ settings: hasEspeak ? [] : useNoise() });
const patient = person('p14');

declare global {
  interface Window {
    houseKeyMs?: number;
  }
}

/** Notes when a key was last struck. */
const watchKeys = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.addEventListener('keydown', () => (window.houseKeyMs = performance.now()), { capture: true });
  });

/** As slowly as the screen takes two presses for two. */
async function strike(page: Page, key: string): Promise<void> {
  await page.waitForFunction(() => performance.now() - (window.houseKeyMs ?? -1_000) > 600);
  await page.keyboard.press(key);
}

/** The key that is said before the name of an action. */
const keyIn = (text = ''): string | null => /^(?:Press|Bấm) (\d):$/u.exec(text)?.[1] ?? null;

/** Presses what the voice has offered last under this name, as somebody who sees nothing. */
async function pressHeard(page: Page, name: string): Promise<void> {
  const digit = await until(`an action ${name} to be offered`, async () => {
    const said = (await spokenOn(page)).map(({ text }) => text);
    const at = said.findLastIndex((text, index) => text.startsWith(name) && keyIn(said[index - 1]) !== null);
    return keyIn(said[at - 1]);
  });
  await strike(page, digit);
}

/** What somebody answers on the way who wants to be seen by a surgeon and nothing else. */
const answers: Partial<Record<VisitStep, string>> = {
  verify: en.verify.skip,
  details: en.details.skip,
  choose: 'Surgery',
  confirm: en.confirm.takeNumber,
};

describe('a visit by keypad', () => {
  it('goes from the headphones to the ticket by ear, in another language, and says names into headphones only', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const { page } = screen;
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    await hand.snapshotWith('the voices', ({ speech }) => speech.voices.length >= 2);
    await listenIn(page);
    await watchKeys(page);

    hand.simulate({ type: 'headphones', plugged: true });
    await hand.snapshotWith('speech', ({ speech }) => speech.isOn && speech.headphones === 'plugged');
    await until('the welcome', async () => (await spokenOn(page)).some(({ text }) => text === vi.speech.welcome));
    await until('the way to English', async () =>
      (await spokenOn(page)).some(({ text, language }) => text === en.speech.switchHere && language === 'en'),
    );
    await strike(page, '0');
    await strike(page, 'Enter');
    await page.locator('html[lang="en"]').waitFor();

    // A wrong digit is taken back by a key that every keypad has, and Enter before the last one says how many there are.
    await pressHeard(page, en.attract.typeNumber);
    await screen.step('typed').waitFor();
    for (const digit of '0018') await strike(page, digit);
    await strike(page, 'ArrowLeft');
    await until('the digit that went', async () =>
      (await spokenOn(page)).some(
        ({ text, isPrivate }) => text === en.speech.deletedDigit.replace('{{digit}}', '8') && isPrivate,
      ),
    );
    await until('three digits', async () => (await page.locator('.digit').allTextContents()).join('') === '001');
    const before = (await spokenOn(page)).length;
    await strike(page, 'Enter');
    const count = en.typed.typed.replace('{{typed}}', '3').replace('{{total}}', '12');
    await until('how many there are', async () =>
      (await spokenOn(page)).slice(before).some(({ text }) => text === count),
    );
    await strike(page, '*');
    await screen.step('attract').waitFor();

    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await hand.at('identify');
    hand.simulate({ type: 'insert-card', personId: patient.id });
    await until('the greeting by name', async () =>
      (await spokenOn(page)).some(({ text, isPrivate }) => text.includes(patient.fullName) && isPrivate),
    );
    await hand.snapshotWith(
      'the chip to be read',
      ({ visit }) => visit.step !== 'identify' || visit.card.state === 'read',
    );
    hand.simulate({ type: 'remove-card' });

    for (let at: VisitStep = 'identify'; at !== 'ticket';) {
      const { visit } = await hand.snapshotWith(
        `what comes after ${at}`,
        ({ visit: next }) => next.step !== at && !(next.step === 'choose' && next.state === 'looking-up'),
      );
      at = visit.step;
      const answer = answers[at];
      if (answer !== undefined) await pressHeard(page, answer);
    }
    const { number } = await hand.at('ticket');
    await until('the number', async () => (await spokenOn(page)).some(({ text }) => text.includes(number)));
    await strike(page, '#');
    await until('the number once more', async () => {
      const said = (await spokenOn(page)).filter(({ text }) => text.includes(number));
      return said.length >= 2;
    });
    const spoken = await spokenOn(page);
    expect(spoken.filter(({ text, isPrivate }) => text.includes(patient.fullName) && !isPrivate)).toEqual([]);
    const heard = await page.evaluate(() => window.houseHeard);
    expect(Math.max(...heard)).toBeGreaterThan(hasEspeak ? 0.5 : 0.05);
    expect(
      kiosk()
        .hospital.desk()
        .arrivals.map((arrival) => arrival.number),
    ).toContain(number);

    hand.simulate({ type: 'headphones', plugged: false });
    await hand.snapshotWith('silence', ({ speech }) => !speech.isOn && speech.headphones === 'unplugged');
    hand.intent({ type: 'finish' });
    await screen.step('attract').waitFor();
  });
});

describe('a visit by keyboard', () => {
  it('goes to the ticket with Tab, Enter and an arrow', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const { page } = screen;
    const hand = await kiosk().join();
    hand.intent({ type: 'start-over' });
    await screen.step('attract').waitFor();
    await watchKeys(page);
    const focused = async (): Promise<string> => {
      const label = await page.evaluate(() => document.activeElement?.closest('button')?.textContent ?? '');
      return label.replaceAll(/\s/gu, ' ');
    };
    const tabTo = (name: string): Promise<void> =>
      until(`the focus on ${name}`, async () => {
        if ((await focused()).includes(name)) return true;
        await page.keyboard.press('Tab');
        return false;
      }).then(() => undefined);
    const press = async (name: string): Promise<void> => {
      await tabTo(name);
      await strike(page, 'Enter');
    };
    await press(vi.attract.typeNumber);
    await screen.step('typed').waitFor();
    await tabTo('7');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Backspace');
    // Digits of the keyboard are typed as those of the pad are, and Backspace takes one back.
    const digitsAre = (digits: string): Promise<unknown> =>
      until(digits, async () => (await page.locator('.digit').allTextContents()).join('') === digits);
    for (const digit of '001') await strike(page, digit);
    await digitsAre('001');
    // Where 0 is typed, the arrow up leads out of the question.
    await strike(page, 'ArrowUp');
    await until('the other language', async () => (await focused()).includes('English'));
    await strike(page, 'Enter');
    await page.locator('html[lang="en"]').waitFor();
    // And the next digit into it again: Enter goes on from there, not on what was pressed before.
    for (const digit of '180000123') await strike(page, digit);
    await digitsAre('001180000123');
    await strike(page, 'Enter');
    await page.getByRole('heading', { name: en.typed.own['birth-date'].title }).waitFor();
    hand.intent({ type: 'start-over' });
    await screen.step('attract').waitFor();
    await page.locator('html[lang="vi"]').waitFor();

    // The emergency below the question has the digit after those of the question.
    await strike(page, String((await page.locator('main button').count()) + 1));
    await screen.step('emergency').waitFor();
    hand.intent({ type: 'finish' });
    await screen.step('attract').waitFor();

    hand.simulate({ type: 'scan-person', personId: 'f04', code: 'cccd' });
    await screen.step('identify').waitFor();
    await press('English');
    await page.locator('html[lang="en"]').waitFor();
    await press(en.identify.withoutCard);
    for (let at: VisitStep = 'identify'; at !== 'ticket';) {
      const { visit } = await hand.snapshotWith(
        `what comes after ${at}`,
        ({ visit: next }) => next.step !== at && !(next.step === 'choose' && next.state === 'looking-up'),
      );
      at = visit.step;
      const answer = answers[at];
      if (answer === undefined) continue;
      await screen.step(at).waitFor();
      await press(answer);
    }
    const { number } = await hand.at('ticket');
    expect(await page.locator('[data-ticket-number]').textContent()).toBe(number);
    await press(en.ticket.finish);
    await screen.step('attract').waitFor();
  });
});
