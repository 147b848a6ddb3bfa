import { describe, expect, it } from 'vitest';
import type { VisitSnapshot } from '../electron/bridge/snapshot.ts';
import { vi } from '../renderer/language/vi.ts';
import type { HouseKiosk } from './harness/kiosk.ts';
import type { Screen } from './harness/screen.ts';
import type { StationHand } from './harness/station-client.ts';
import { kioskOfTest, screenOfTest, useBrowser } from './harness/suite.ts';
import { chooseClinic, toClinics } from './harness/visits.ts';

/**
 * SIGKILL of the station at several moments of a registration: what was committed is sent once, what was not shown is
 * shown again, and nothing is there twice.
 */

const browser = useBrowser();
const settings = [
  // A killed station would leave its pcscd behind.
  'devices.reader.kind = "none"',
  'delays.lookupMs = 600',
  'delays.leaseMs = 400',
  'his.timeoutMs = 800',
];

/** Scripted, so that no page says that it has shown the ticket. */
async function toConfirm(hand: StationHand, personId: string): Promise<void> {
  await toClinics(hand, personId);
  await chooseClinic(hand, 'noi-tong-quat');
}

async function toTicket(hand: StationHand, personId: string) {
  await toConfirm(hand, personId);
  hand.intent({ type: 'confirm' });
  return hand.at('ticket');
}

const arrivalsOf = ({ hospital }: HouseKiosk, number: string) =>
  hospital.desk().arrivals.filter((arrival) => arrival.number === number);

const numberOn = (screen: Screen) => screen.page.locator('[data-ticket-number]').getAttribute('data-ticket-number');

describe('a station that is killed', () => {
  it('before anything was committed has nothing to send, and the screen begins again', async () => {
    const kiosk = await kioskOfTest({ settings });
    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    await toConfirm(hand, 'f03');
    await screen.step('confirm').waitFor();
    await kiosk.killStation();
    await screen.step('oneMoment').waitFor();
    await screen.says(vi.oneMoment.title).waitFor();
    await screen.step('attract').waitFor();
    const again = await kiosk.join();
    expect(await again.queue()).toEqual([]);
    expect(kiosk.said.join('\n')).toContain('SIGKILL');
  });

  it('after its ticket was shown sends the registration once, and shows no old ticket', async () => {
    const kiosk = await kioskOfTest({ settings });
    const screen = await screenOfTest(browser(), kiosk.url);
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    kiosk.hospital.cut();
    const { key, number } = await toTicket(hand, 'f03');
    await screen.says(vi.ticket.sync.pending).waitFor();
    expect(await numberOn(screen)).toBe(number);
    await hand.row(key, ({ ticketShown }) => ticketShown);

    await kiosk.killStation();
    await screen.step('attract').waitFor();
    expect(await screen.page.content()).not.toContain(number);
    const again = await kiosk.join();
    expect(await again.queue()).toMatchObject([{ key, number, ticketShown: true }]);
    await kiosk.hospital.restore();
    await again.row(key, ({ state }) => state === 'confirmed');
    expect(arrivalsOf(kiosk, number)).toHaveLength(1);
    expect(kiosk.hospital.counts().encounters).toBe(1);
  });

  it('between commit and screen offers the ticket again, once, and sends it', async () => {
    const kiosk = await kioskOfTest({ settings });
    const hand = await kiosk.join();
    kiosk.hospital.cut();
    const { key, number } = await toTicket(hand, 'f04');
    await kiosk.killStation();

    const screen = await screenOfTest(browser(), kiosk.url);
    await screen.says(vi.ticket.title.again).waitFor();
    expect(await numberOn(screen)).toBe(number);
    // Nobody may read from it whose number it is.
    expect(await screen.page.content()).not.toContain('Lương');
    const again = await kiosk.join();
    await again.row(key, ({ ticketShown }) => ticketShown);
    await kiosk.hospital.restore();
    await again.row(key, ({ state }) => state === 'confirmed');
    await screen.says(vi.ticket.sync.confirmed).waitFor();
    expect(arrivalsOf(kiosk, number)).toHaveLength(1);
    expect(kiosk.hospital.counts().encounters).toBe(1);

    await screen.press(screen.button(vi.ticket.finish));
    await screen.step('attract').waitFor();
    // Seen is seen: the next restart begins with a welcome.
    await kiosk.killStation();
    await screen.says(vi.attract.prompt.welcome.title).waitFor();
    // The clinic's next number is a new one.
    const third = await kiosk.join();
    expect((await toTicket(third, 'f05')).number).not.toBe(number);
  });

  it('while the hospital is working on its registration makes no second Encounter', async () => {
    const kiosk = await kioskOfTest({ settings });
    const hand = await kiosk.join();
    await toConfirm(hand, 'f03');
    const release = kiosk.hospital.holdNext();
    hand.intent({ type: 'confirm' });
    const { key, number } = await hand.at('ticket');
    await hand.row(key, ({ state }) => state === 'in-flight');
    await kiosk.killStation();
    release();

    const again = await kiosk.join();
    const row = await again.row(key, ({ state }) => state === 'confirmed');
    expect(row.number).toBe(number);
    expect(arrivalsOf(kiosk, number)).toHaveLength(1);
    expect(kiosk.hospital.counts()).toMatchObject({ encounters: 1, tickets: 1, submissions: 2, replays: 1 });
  });

  it('around the very moment of the commit has committed all of it or nothing', async () => {
    const kiosk = await kioskOfTest({ settings });
    kiosk.hospital.cut();
    const numbers = new Set<string>();
    const moments: readonly ((hand: StationHand) => Promise<unknown>)[] = [
      // The kill meets whatever the machine is at: the intent on its way, the number, the commit.
      () => Promise.resolve(),
      (hand) => hand.snapshotWith('a commit', ({ visit }) => visit.step === 'ticket' || isCommitting(visit)),
      (hand) => hand.at('ticket'),
    ];
    for (const [index, moment] of moments.entries()) {
      const hand = await kiosk.join();
      await toConfirm(hand, ['f03', 'f04', 'f05'][index] ?? '');
      hand.intent({ type: 'confirm' });
      await moment(hand);
      await kiosk.killStation();

      const again = await kiosk.join();
      const rows = await again.queue();
      const { visit } = again.connection.snapshot();
      const unshown = rows.filter(({ ticketShown }) => !ticketShown);
      expect(visit.step).toBe(unshown.length === 0 ? 'attract' : 'ticket');
      if (visit.step === 'ticket') {
        expect(unshown).toMatchObject([{ number: visit.number }]);
        numbers.add(visit.number);
        again.intent({ type: 'ticket-shown', key: visit.key });
        await again.row(visit.key, ({ ticketShown }) => ticketShown);
      }
      expect(rows).toHaveLength(numbers.size);
    }
    expect(numbers.size).toBeGreaterThan(0);
    await kiosk.hospital.restore();
    const last = await kiosk.join();
    for (const { key } of await last.queue()) await last.row(key, ({ state }) => state === 'confirmed');
    expect(kiosk.hospital.counts().encounters).toBe(numbers.size);
  });
});

const isCommitting = (visit: VisitSnapshot): boolean => visit.step === 'confirm' && visit.state === 'committing';
