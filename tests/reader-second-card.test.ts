import { describe, it, onTestFinished } from 'vitest';
import { specimenChip } from '../fixtures/cards/specimen-card.ts';
import { ChipSimulator } from '../fixtures/simulators/chip.ts';
import { VIRTUAL_READER } from '../fixtures/simulators/pcscd.ts';
import type { SimulatedCard } from '../fixtures/simulators/simulated-card.ts';
import { VPCD_PORT, VpcdPlug } from '../fixtures/simulators/vpcd.ts';
import { openPcscSlot } from '../native/pcsc/slot.ts';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';
import { until } from './harness/until.ts';

/** A second card on another reader of the kiosk, over real PC/SC with both of vsmartcard's virtual readers. */

const browser = useBrowser();
const kiosk = useKiosk({ settings: ['devices.camera.kind = "none"'] });

/** A card on the second virtual reader that answers no command before `letAnswer`, so that its read goes on until then. */
function laySlowCard(card: SimulatedCard) {
  const allowed = Promise.withResolvers<void>();
  const plug = new VpcdPlug(VPCD_PORT + 1);
  plug.insert({
    atr: card.atr,
    reset: () => card.reset(),
    transmit: (command) => allowed.promise.then(() => card.transmit(command)),
  });
  onTestFinished(() => plug.remove());
  return { letAnswer: () => allowed.resolve(), take: () => plug.remove() };
}

describe('a second card', () => {
  it('laid while another one is read: which one is meant is asked, and what is left is read', async ({ skip }) => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    if (hand.connection.simulator()?.readerPath !== 'pcsc') return skip('there is no PC/SC here');
    const image = specimenChip(person('p01'));
    if (!image) throw new Error('p01 carries no chip');
    await screen.step('attract').waitFor();

    hand.simulate({ type: 'scan-person', personId: 'p14', code: 'cccd' });
    await screen.says(vi.identify.awaited.title).waitFor();
    const other = laySlowCard(new ChipSimulator(image));
    await screen.says(vi.identify.reading.title).waitFor();

    const firstReader = await openPcscSlot({ name: `${VIRTUAL_READER} 00 00` });
    onTestFinished(() => firstReader.close());
    hand.simulate({ type: 'insert-card', personId: 'p14' });
    await until('the second card to be noticed', () => firstReader.status.state === 'card');
    other.letAnswer();
    await screen.says(vi.identify.problem['several-cards'].title).waitFor();
    await screen.button(vi.identify.withCodeOnly).waitFor();

    other.take();
    await screen
      .says(`Xin chào ${person('p14').fullName}`)
      .and(screen.page.locator('h1'))
      .waitFor();
    hand.simulate({ type: 'remove-card' });
    await screen.says(vi.choose.title).waitFor();
  });
});
