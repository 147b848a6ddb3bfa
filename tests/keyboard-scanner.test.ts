import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { citizenCodeText } from '../fixtures/people/person.ts';
import { keysFor } from '../fixtures/simulators/keys.ts';
import { person } from './harness/people.ts';
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
