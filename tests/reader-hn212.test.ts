import { afterAll, describe, expect, it } from 'vitest';
import { specimenChip } from '../fixtures/cards/specimen-card.ts';
import { specimenPeople } from '../fixtures/people/person.ts';
import { startHn212Network } from '../fixtures/simulators/hn212.ts';
import { vi } from '../renderer/language/vi.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';

/** A kiosk with an HN212 instead of a PC/SC reader: the device opens the chips, the kiosk judges them. */

/** Before the kiosk, whose configuration names its address. */
const device = await startHn212Network();
afterAll(() => device.close());

const browser = useBrowser();
const kiosk = useKiosk({
  settings: [
    'devices.camera.kind = "none"',
    'devices.reader.kind = "hn212-socket"',
    `devices.reader.url = "${device.url}"`,
  ],
});

const imageOf = (id: string) => {
  const person = specimenPeople().find((each) => each.id === id);
  const image = person && specimenChip(person);
  if (!image) throw new Error(`${id} carries no chip card`);
  return { image, fullName: person.fullName };
};

describe('a visit by card on an HN212', () => {
  it('greets by the chip’s name, and says so when the card is another’s or unreadable', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    const own = imageOf('p02');
    hand.simulate({ type: 'scan-person', personId: 'p02', code: 'cccd' });
    await screen.says(vi.identify.awaited.title).waitFor();

    device.layCard(imageOf('p01').image, { dg1: true });
    await screen.says(vi.identify.problem['wrong-key'].title).waitFor();
    expect(await screen.page.content()).not.toContain(imageOf('p01').fullName);

    device.layCard(own.image, { dg1: true, fault: 'half-block' });
    await screen.says(vi.identify.problem.unreadable.title).waitFor();

    device.layCard(own.image, { dg1: true });
    await screen.says(`Xin chào ${own.fullName}`).and(screen.page.locator('h1')).waitFor();
    // Somebody new: the hospital wants a telephone number.
    await screen.press(screen.button(vi.details.skip));
    await screen.says(vi.choose.title).waitFor();
  });
});
