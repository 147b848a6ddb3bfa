import { describe, expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import type { HouseKiosk } from './harness/kiosk.ts';
import type { Screen } from './harness/screen.ts';
import type { StationHand } from './harness/station-client.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';

/** The hospital does not answer: the patient gets a number all the same, and the hospital gets it once, later. */

const browser = useBrowser();
const kiosk = useKiosk({
  settings: ['devices.reader.kind = "none"', 'delays.lookupMs = 600', 'delays.leaseMs = 400', 'his.timeoutMs = 800'],
});

async function choose(screen: Screen, hand: StationHand, personId: string): Promise<void> {
  hand.intent({ type: 'finish' });
  await screen.step('attract').waitFor();
  hand.simulate({ type: 'scan-person', personId, code: 'cccd' });
  await screen.says(vi.choose.title).waitFor();
}

async function takeNumber(screen: Screen): Promise<string> {
  await screen.press(screen.clinic('Ngoại'));
  await screen.press(screen.button(vi.confirm.takeNumber));
  return (await screen.page.locator('[data-ticket-number]').getAttribute('data-ticket-number')) ?? '';
}

const encountersOf = ({ hospital }: HouseKiosk, number: string): number =>
  hospital.desk().arrivals.filter((arrival) => arrival.number === number).length;

describe('while the hospital is away', () => {
  it('a ticket is issued and says so; once it is back, the screen says "sent" by itself', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    kiosk().hospital.cut();
    await choose(screen, hand, 'f03');
    await screen.says(vi.choose.hospitalAway).waitFor();
    const number = await takeNumber(screen);
    await screen.says(vi.ticket.unofficial).waitFor();
    await screen.says(vi.ticket.sync.pending).waitFor();
    expect(number).toMatch(/^K1-/);

    await kiosk().hospital.restore();
    await screen.says(vi.ticket.sync.confirmed).waitFor();
    expect(encountersOf(kiosk(), number)).toBe(1);
    expect(kiosk().hospital.desk().arrivals[0]?.alias).toMatch(/\d/);
    expect(await hand.queue()).toMatchObject([{ number, official: false, state: 'confirmed' }]);
  });

  it('a registration whose answer was lost on the way is sent again and counted once', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    const before = kiosk().hospital.counts();
    await choose(screen, hand, 'f04');
    await screen.press(screen.clinic('Ngoại'));
    await screen.step('confirm').waitFor();
    // The number comes first, then the registration, whose answer gets lost.
    const release = kiosk().hospital.holdNext();
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.says(vi.ticket.sync.pending).waitFor();
    const { key, number } = await hand.at('ticket');
    await hand.row(key, ({ state }) => state === 'in-flight');
    kiosk().hospital.cut();
    release();
    await hand.row(key, ({ state }) => state === 'pending');
    await kiosk().hospital.restore();
    await hand.row(key, ({ state }) => state === 'confirmed');

    const after = kiosk().hospital.counts();
    expect(encountersOf(kiosk(), number)).toBe(1);
    expect(after.encounters - before.encounters).toBe(1);
    expect(after.replays - before.replays).toBe(1);
  });

  it('cut in the middle of a visit, it is away only from then on', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await choose(screen, hand, 'f05');
    kiosk().hospital.cut();
    const number = await takeNumber(screen);
    await screen.says(vi.ticket.sync.pending).waitFor();
    const { key } = await hand.at('ticket');
    // The patient has gone before it comes back.
    await screen.press(screen.button(vi.ticket.finish));
    await screen.step('attract').waitFor();
    await kiosk().hospital.restore();
    await hand.row(key, ({ state }) => state === 'confirmed');
    expect(encountersOf(kiosk(), number)).toBe(1);
  });
});
