import type { Page } from 'playwright-core';
import { assert, describe, expect, it } from 'vitest';
import { citizenCodeText } from '../fixtures/people/person.ts';
import { keysFor } from '../fixtures/simulators/keys.ts';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import type { StationHand } from './harness/station-client.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';

/** A scanner that types into the page: a code begins a visit, and no key of it does anything else. */

const browser = useBrowser();
const kiosk = useKiosk({ settings: ['devices.reader.kind = "none"', 'devices.scanner.kind = "keyboard"'] });

/** At a scanner's speed, by events as the browser makes them: a script's own keys come too slowly one by one. */
async function typeAtOnce(page: Page, keys: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await Promise.all(
    keys.flatMap((name) => {
      const [key = '', modifier] = name.split('+').toReversed();
      const modifiers = { Alt: 1, Control: 2, Meta: 4 }[modifier ?? ''] ?? 0;
      const text = key.length === 1 && modifiers === 0 ? { text: key } : key === 'Enter' ? { text: '\r' } : {};
      return [
        session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, modifiers, ...text }),
        session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, modifiers }),
      ];
    }),
  );
  await session.detach();
}

describe('a scanner that types', () => {
  it('begins a visit, Vietnamese letters and all', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    await screen.step('attract').waitFor();
    await typeAtOnce(screen.page, keysFor(citizenCodeText(person('f05')) ?? ''));
    await screen.step('choose').waitFor();
    const hand = await kiosk().join();
    const { holder } = await hand.at('choose', ({ state }) => state === 'clinics');
    expect(holder.fullName).toBe(person('f05').fullName);
    hand.intent({ type: 'start-over' });
    await screen.step('attract').waitFor();
  });

  it('whose code strikes shortcuts does none of them', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    const address = screen.page.url();
    let loads = 0;
    screen.page.on('load', () => (loads += 1));
    const hostile = ['Control+r', 'F5', 'Control+w', 'Alt+ArrowLeft', 'Control+p', 'F12', 'Escape', 'Tab', 'Control+n'];
    await typeAtOnce(screen.page, [...hostile, ...keysFor('<script>alert(1)</script>'), ...hostile, 'Enter']);
    await hand.at('attract', ({ prompt }) => prompt === 'unknown-code' || prompt === 'unreadable-code');
    expect(screen.page.url()).toBe(address);
    expect(loads).toBe(0);
    expect(screen.page.context().pages()).toHaveLength(1);
    expect(await hand.queue()).toEqual([]);
  });
});

describe('a scanner that types, at the page for staff', () => {
  const words = vi.staff;
  /** Slower than any scanner, and not before a burst has ended (renderer/keyboard-scanner.ts). */
  const handMs = 120;
  async function typeByHand(page: Page, text: string): Promise<void> {
    const fromMs = await page.evaluate(() => performance.now());
    await page.waitForFunction((ms) => performance.now() > ms, fromMs + handMs);
    await page.keyboard.type(text, { delay: handMs });
  }

  async function accountOf(hand: StationHand): Promise<{ startPin: string; card: string }> {
    const secrets: string[] = [];
    for (const question of [{ kind: 'account-add', role: 'reception' }, { kind: 'account-card' }] as const) {
      hand.connection.send({ ...question, name: 'lan', staffName: 'root' });
      const answer = await hand.connection.next('account-changed', 10_000);
      assert(typeof answer?.secret === 'string');
      secrets.push(answer.secret);
    }
    const [startPin = '', card = ''] = secrets;
    return { startPin, card };
  }

  it('is a scanner there too: a code begins a visit, a card logs in, and no field gets a letter of them', async () => {
    const hand = await kiosk().join();
    const screen = await screenOfTest(browser(), kiosk().url);
    const { page } = screen;
    await screen.step('attract').waitFor();
    const { startPin, card } = await accountOf(hand);
    await typeAtOnce(page, keysFor(`TDNV-${'A'.repeat(26)}`));
    await page.getByText(words.login.wrongCard, { exact: true }).waitFor();
    const name = page.getByLabel(words.login.name, { exact: true });
    await name.focus();
    await typeAtOnce(page, keysFor(citizenCodeText(person('f05')) ?? ''));
    await hand.at('choose');
    expect(await name.inputValue()).toBe('');

    // Somebody of the staff with a keyboard.
    await typeByHand(page, 'lan');
    await expect.poll(() => name.inputValue()).toBe('lan');
    await page.getByLabel(words.login.pin, { exact: true }).focus();
    await typeByHand(page, startPin);
    await page.keyboard.press('Enter');
    await page.getByText(words.pin.title, { exact: true }).waitFor();

    const pin = page.getByLabel(words.pin.current, { exact: true });
    await pin.focus();
    await typeAtOnce(page, keysFor(citizenCodeText(person('p01')) ?? ''));
    await hand.at('whose');
    expect(await pin.inputValue()).toBe('');
    await page.getByRole('button', { name: words.glass.leave, exact: true }).click();
    hand.intent({ type: 'start-over' });
    await screen.step('attract').waitFor();
    await typeAtOnce(page, keysFor(card));
    await page.getByText(words.assist.nobody, { exact: true }).waitFor();
  });
});
