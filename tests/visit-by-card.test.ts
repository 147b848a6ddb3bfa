import { describe, expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';
import { chooseClinic } from './harness/visits.ts';

/** A visit by code and chip card with a face check: over real PC/SC where the machine has it. */

const browser = useBrowser();
const kiosk = useKiosk();
const patient = person('p02');
const face = { camera: 'simulated', url: `/people/${patient.pictures ?? ''}/live1.jpg` } as const;

describe('a visit by card', () => {
  it('greets by name, compares the face, and tells the hospital what proves it', async ({ annotate }) => {
    const screen = await screenOfTest(browser(), kiosk().url, { face });
    const hand = await kiosk().join();
    await annotate(`card path: ${hand.connection.simulator()?.readerPath ?? 'none'}`);
    await screen.step('attract').waitFor();

    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.says(vi.identify.awaited.title).waitFor();
    hand.simulate({ type: 'insert-card', personId: patient.id });

    // Greeted while the face is looked at: the card is not needed any more, and the screen says so until it is taken.
    await screen.step('verify').waitFor();
    await screen.page.locator('.greeting', { hasText: `Xin chào ${patient.fullName}` }).waitFor();
    await screen.says(vi.frame.takeCard).waitFor();
    hand.simulate({ type: 'remove-card' });
    await screen.says(vi.frame.takeCard).waitFor({ state: 'detached' });

    // The hospital does not know them yet and wants a telephone number.
    await screen.press(screen.button(vi.details.skip));
    await screen.says(vi.choose.title).waitFor();
    await screen.press(screen.clinic('Ngoại'));
    await screen.step('confirm').waitFor();
    expect(await screen.says(vi.confirm.claimed).count()).toBe(0);
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    const number = await screen.page.locator('[data-ticket-number]').getAttribute('data-ticket-number');

    const [arrival] = kiosk().hospital.desk().arrivals;
    expect(arrival?.number).toBe(number);
    expect(arrival?.evidence).toEqual([
      { method: 'code-scanned', finding: null },
      { method: 'chip-read', finding: 'consistent' },
      { method: 'face-matches-chip', finding: expect.stringMatching(/^0\.\d\d$|^1\.00$/) as string },
    ]);
    expect(kiosk().hospital.counts()).toMatchObject({ encounters: 1 });
    const [row] = await hand.queue();
    expect(row).toMatchObject({ number, state: 'confirmed' });
    await hand.row(row?.key ?? '', ({ ticketShown }) => ticketShown);
  });

  it('whose chip holds the portrait as JPEG 2000: the face is compared with it', async () => {
    const holder = person('p15');
    expect(holder.card?.profile).toBe('jpeg2000-portrait');
    const url = `/people/${holder.pictures ?? ''}/live1.jpg`;
    const screen = await screenOfTest(browser(), kiosk().url, { face: { camera: 'simulated', url } });
    const hand = await kiosk().join();
    hand.intent({ type: 'finish' });
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: holder.id, code: 'cccd' });
    await screen.step('identify').waitFor();
    hand.simulate({ type: 'insert-card', personId: holder.id });
    const { portrait } = await hand.at('verify');
    expect(portrait.mediaType).toBe('image/png');
    hand.simulate({ type: 'remove-card' });
    await screen.press(screen.button(vi.details.skip));
    await screen.says(vi.choose.title).waitFor();
    await screen.press(screen.button(vi.frame.startOver));
    await screen.step('attract').waitFor();
  });

  it('of somebody whose face is not that of the chip goes on, and staff look once more at the door', async () => {
    const other = person('p03');
    const url = `/people/${other.pictures ?? ''}/live1.jpg`;
    const screen = await screenOfTest(browser(), kiosk().url, { face: { camera: 'simulated', url } });
    const hand = await kiosk().join();
    hand.intent({ type: 'finish' });
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: other.id, code: 'cccd' });
    await screen.step('identify').waitFor();
    hand.simulate({ type: 'insert-card', personId: other.id });
    await screen.step('verify').waitFor();
    hand.simulate({ type: 'remove-card' });
    await hand.at('choose', ({ state }) => state === 'clinics');
    await screen.step('choose').waitFor();
    // Whoever stands there is not called by the name on the card any more.
    expect(await screen.page.getByText(other.fullName).count()).toBe(0);
    await chooseClinic(hand, 'ngoai');
    hand.intent({ type: 'confirm' });
    const { key, checkAtDoor, faceOffer } = await hand.at('ticket');
    expect({ checkAtDoor, faceOffer }).toEqual({ checkAtDoor: true, faceOffer: 'none' });
    await screen.says(vi.ticket.checkAtDoor).waitFor();
    const { evidence } = await hand.row(key, ({ state, ticketShown }) => state === 'confirmed' && ticketShown);
    expect(evidence).toContain('face-not-matched');
    expect(kiosk().hospital.desk().arrivals).toContainEqual(expect.objectContaining({ checkAtDoor: true }));
  });
});
