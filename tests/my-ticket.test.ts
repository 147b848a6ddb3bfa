import { describe, expect, it } from 'vitest';
import { en } from '../renderer/language/en.ts';
import { unbroken } from '../renderer/language/format.ts';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import type { Screen } from './harness/screen.ts';
import type { StationHand } from './harness/station-client.ts';
import { kioskOfTest, screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';
import {
  cancelTicket,
  moveTicket,
  quickSettings,
  registrationOf,
  scanTicket,
  takeTicket,
  type TicketView,
  unknownTicket,
} from './harness/visits.ts';

/**
 * Somebody shows their ticket again: where it stands, another clinic, its cancellation. The hospital ends with one visit,
 * where and as the patient last wanted it, and the screen never says whose ticket it is.
 */

const browser = useBrowser();
const kiosk = useKiosk({ settings: quickSettings });

const clinicNames = {
  mat: { vi: 'Mắt', en: 'Eye' },
  ngoai: { vi: 'Ngoại', en: 'Surgery' },
} as const;

const numberOn = (screen: Screen) => screen.page.locator('[data-ticket-number]').getAttribute('data-ticket-number');
const clinicTarget = (screen: Screen, name: string) =>
  screen.page.getByRole('list', { name: vi.choose.clinics }).getByRole('button', { name });

/** The page holds nothing of this person, as typed or as masked. */
async function expectNothingOf(screen: Screen, personId: string, ticket: TicketView): Promise<void> {
  const { fullName, citizen, insurance, patientCode } = person(personId);
  const traces = [fullName, ticket.maskedName, citizen?.idNumber, insurance?.number, patientCode];
  const page = await screen.page.content();
  for (const trace of traces) if (trace) expect(page.includes(trace)).toBe(false);
}

/** A ticket that the hospital has. */
async function confirmedTicket(hand: StationHand, personId: string): Promise<TicketView> {
  await takeTicket(hand, personId, 'mat');
  return hand.at('ticket', ({ sync }) => sync === 'confirmed');
}

describe('a ticket that is shown again', () => {
  it('says number, clinic and state, in both languages, and nothing of its patient', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    const ticket = await confirmedTicket(hand, 'f03');
    // What the paper carries is what the scanner reads.
    expect(await screen.page.locator('[data-ticket-code]').getAttribute('data-ticket-code')).toBe(ticket.code);
    expect(ticket.code).toMatch(/^TD1:[0-9A-F]{32}$/);

    await scanTicket(hand, ticket.code);
    await screen.says(vi.myTicket.title.confirmed).waitFor();
    await screen.says(vi.myTicket.confirmed).waitFor();
    await screen.says(clinicNames.mat.vi).waitFor();
    // Three people wait there who came through no kiosk.
    await screen.says('Còn 3 người phía trước').waitFor();
    expect(await numberOn(screen)).toBe(ticket.number);
    await expectNothingOf(screen, 'f03', ticket);
    await screen.chooseLanguage('English');
    await screen.says(en.myTicket.title.confirmed).waitFor();
    await screen.says(clinicNames.mat.en).waitFor();
    await screen.says('3 people ahead of you').waitFor();
    await expectNothingOf(screen, 'f03', ticket);

    await screen.press(screen.button(en.myTicket.show));
    await screen.step('ticket').waitFor();
    expect(await numberOn(screen)).toBe(ticket.number);
    await expectNothingOf(screen, 'f03', ticket);
    for (const state of ['called', 'done'] as const) {
      kiosk().hospital.staff.setTicket(ticket.key, state);
      await scanTicket(hand, ticket.code);
      await screen.says(vi.myTicket.title[state]).waitFor();
    }
    expect(await screen.button(vi.myTicket.cancel).count()).toBe(0);
  });

  it('moves to another clinic: a new number there, and the old one counts no longer', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    const before = kiosk().hospital.counts();
    const ticket = await confirmedTicket(hand, 'f04');
    await scanTicket(hand, ticket.code);

    await screen.press(screen.button(vi.myTicket.changeClinic));
    await screen.says(vi.myTicket.choosing.title).waitFor();
    // The present clinic is none to change to.
    expect(await clinicTarget(screen, clinicNames.mat.vi).count()).toBe(0);
    await screen.press(clinicTarget(screen, clinicNames.ngoai.vi));
    await screen.says(vi.myTicket.confirming.title).waitFor();
    await screen.says(vi.myTicket.confirming.effect.replace('{{number}}', unbroken(ticket.number))).waitFor();
    await screen.press(screen.button(vi.myTicket.confirming.change));
    await screen.says(vi.ticket.title.moved).waitFor();
    await screen.says(vi.ticket.replaced_other.replace('{{number}}', unbroken(ticket.number))).waitFor();
    await screen.chooseLanguage('English');
    await screen.says(en.ticket.title.moved).waitFor();
    await screen.says(en.ticket.replaced_one.replace('{{number}}', unbroken(ticket.number))).waitFor();
    await screen.says(clinicNames.ngoai.en).waitFor();
    const moved = await hand.at('ticket', ({ sync }) => sync === 'confirmed');
    expect(await numberOn(screen)).toBe(moved.number);
    expect(moved.number).not.toBe(ticket.number);

    expect(registrationOf(kiosk(), ticket.key)).toMatchObject({
      number: moved.number,
      clinicId: 'ngoai',
      state: 'waiting',
    });
    const numbers = kiosk()
      .hospital.desk()
      .arrivals.map(({ number }) => number);
    expect(numbers.filter((number) => number === moved.number)).toHaveLength(1);
    expect(numbers).not.toContain(ticket.number);
    const after = kiosk().hospital.counts();
    expect([after.encounters - before.encounters, after.tickets - before.tickets]).toEqual([1, 1]);

    // Both papers lead to the one visit.
    for (const { code } of [ticket, moved]) {
      await scanTicket(hand, code);
      await screen.says(clinicNames.ngoai.vi).waitFor();
      expect(await numberOn(screen)).toBe(moved.number);
    }
  });

  it('is cancelled after it was asked for twice, and its patient can register again', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    const ticket = await confirmedTicket(hand, 'f05');
    const encounterOfFirst = registrationOf(kiosk(), ticket.key)?.encounterId;
    await scanTicket(hand, ticket.code);
    await screen.press(screen.button(vi.myTicket.cancel));
    await screen.press(screen.button(vi.myTicket.cancelling.keep));
    await screen.says(vi.myTicket.title.confirmed).waitFor();
    await screen.press(screen.button(vi.myTicket.cancel));
    await screen.press(screen.button(vi.myTicket.cancelling.cancel));
    await screen.says(vi.myTicket.cancelled.title.replace('{{number}}', unbroken(ticket.number))).waitFor();
    await screen.chooseLanguage('English');
    await screen.says(en.myTicket.cancelled.title.replace('{{number}}', unbroken(ticket.number))).waitFor();
    await screen.press(screen.button(en.ticket.finish));
    await screen.step('attract').waitFor();
    const cancellation = (await hand.queue()).find(({ amendment }) => amendment === 'cancel');
    await hand.row(cancellation?.key ?? '', ({ state }) => state === 'confirmed');
    expect(registrationOf(kiosk(), ticket.key)?.state).toBe('cancelled');

    const again = await confirmedTicket(hand, 'f05');
    expect(again).toMatchObject({ origin: 'new' });
    expect(again.number).not.toBe(ticket.number);
    expect(registrationOf(kiosk(), again.key)).toMatchObject({ number: again.number, state: 'waiting' });
    expect(registrationOf(kiosk(), again.key)?.encounterId).not.toBe(encounterOfFirst);
    await scanTicket(hand, ticket.code);
    await screen.says(vi.myTicket.title.cancelled).waitFor();
    expect(await numberOn(screen)).toBe(ticket.number);
  });

  it('is offered to its patient who registers again, with what may be done to it', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    const first = await confirmedTicket(hand, 'p02');
    const second = await takeTicket(hand, 'p02', 'mat');
    expect(second).toMatchObject({ number: first.number, origin: 'existing', offers: ['change-clinic', 'cancel'] });
    await screen.says(vi.ticket.title.existing).waitFor();
    await screen.press(screen.button(vi.ticket.change));
    await screen.press(screen.button(vi.myTicket.changeClinic));
    await screen.press(clinicTarget(screen, clinicNames.ngoai.vi));
    await screen.press(screen.button(vi.myTicket.confirming.change));
    const moved = await hand.at('ticket', ({ origin, sync }) => origin === 'moved' && sync === 'confirmed');
    expect(registrationOf(kiosk(), first.key)).toMatchObject({ number: moved.number, clinicId: 'ngoai' });
    await expectNothingOf(screen, 'p02', moved);
  });

  it('of reception is known as that, and nothing of it is changed here', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    hand.simulate({ type: 'printer', state: 'empty' });
    await scanTicket(hand, unknownTicket);
    await screen.press(screen.button(vi.choose.askDesk));
    const desk = await hand.at('desk', ({ sync }) => sync === 'confirmed');
    // Its paper does not come: the code stands on the screen.
    await screen.page.locator(`[data-ticket-code="${String(desk.code)}"]`).waitFor();
    hand.simulate({ type: 'printer', state: 'good' });
    await screen.says(vi.desk.sync.confirmed).waitFor();
    // What staff have is the paper that was shown.
    expect(kiosk().hospital.desk().followUps[0]?.captured).toContainEqual(
      expect.objectContaining({ field: 'ticket-key' }),
    );
    await scanTicket(hand, String(desk.code));
    await screen.says(vi.myTicket.desk.title).waitFor();
    expect(await numberOn(screen)).toBe(desk.number);
    for (const offer of [vi.myTicket.show, vi.myTicket.changeClinic, vi.myTicket.cancel, vi.choose.askDesk]) {
      expect(await screen.button(offer).count()).toBe(0);
    }
  });

  it('of another kiosk is known by the hospital, and one of nobody sends to the desk', async () => {
    const other = await kioskOfTest({
      settings: [...quickSettings, 'kiosk.id = "K2"'],
      hospital: kiosk().hospital,
    });
    const there = await other.join();
    // The number that the other kiosk made up is on the paper, and called.
    kiosk().hospital.cut();
    const theirs = await takeTicket(there, 'p14', 'mat');
    expect(theirs.number).toMatch(/^K2-/);
    await kiosk().hospital.restore();
    await there.row(theirs.key, ({ state }) => state === 'confirmed');

    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await scanTicket(hand, theirs.code);
    await screen.says(vi.myTicket.title.confirmed).waitFor();
    expect(await numberOn(screen)).toBe(theirs.number);
    await expectNothingOf(screen, 'p14', theirs);
    // Only the kiosk that gave it changes it.
    for (const offer of [vi.myTicket.show, vi.myTicket.changeClinic, vi.myTicket.cancel]) {
      expect(await screen.button(offer).count()).toBe(0);
    }
    await screen.says(vi.myTicket.elsewhere).waitFor();
    await scanTicket(hand, unknownTicket);
    await screen.says(vi.myTicket.title.unknown).waitFor();
    await screen.says(vi.myTicket.unknown).waitFor();
    await screen.chooseLanguage('English');
    await screen.says(en.myTicket.unknown).waitFor();
    await screen.press(screen.button(en.choose.askDesk));
    await screen.step('desk').waitFor();
  });
});

describe('while the hospital is away', () => {
  it('a change and a cancellation are kept, and the hospital ends with what was wanted last', async () => {
    const alone = await kioskOfTest({ settings: quickSettings });
    const hand = await alone.join();
    const known = await confirmedTicket(hand, 'f03');
    const leaving = await confirmedTicket(hand, 'f04');
    alone.hospital.cut();

    await scanTicket(hand, known.code);
    const moved = await moveTicket(hand, 'ngoai');
    expect(moved).toMatchObject({ origin: 'moved', replacedNumber: known.number, sync: 'pending' });
    await scanTicket(hand, leaving.code);
    await cancelTicket(hand);
    // Neither the visit nor what became of it has reached the hospital.
    const unsent = await takeTicket(hand, 'f05', 'mat');
    await scanTicket(hand, unsent.code);
    const movedTwice = await moveTicket(hand, 'ngoai');
    await scanTicket(hand, movedTwice.code);
    await cancelTicket(hand);
    expect(registrationOf(alone, known.key)?.clinicId).toBe('mat');

    await alone.hospital.restore();
    for (const { key } of await hand.queue()) await hand.row(key, ({ state }) => state === 'confirmed');
    expect(registrationOf(alone, known.key)).toMatchObject({ clinicId: 'ngoai', state: 'waiting' });
    expect(registrationOf(alone, leaving.key)).toMatchObject({ clinicId: 'mat', state: 'cancelled' });
    expect(registrationOf(alone, unsent.key)).toMatchObject({ clinicId: 'ngoai', state: 'cancelled' });
    expect(alone.hospital.desk().arrivals.filter(({ number }) => number === moved.number)).toHaveLength(1);
    expect(alone.hospital.counts()).toMatchObject({ encounters: 3, tickets: 1 });
  });
});

describe('a station that is killed', () => {
  it('between a change of clinic and the screen offers the new ticket again', async () => {
    const killed = await kioskOfTest({ settings: quickSettings });
    const hand = await killed.join();
    const ticket = await confirmedTicket(hand, 'f03');
    // No screen is open: the ticket counts as shown by the word of this script.
    hand.intent({ type: 'ticket-shown', key: ticket.key });
    await hand.row(ticket.key, ({ ticketShown }) => ticketShown);
    killed.hospital.cut();
    await scanTicket(hand, ticket.code);
    const moved = await moveTicket(hand, 'ngoai');
    await killed.killStation();

    const screen = await screenOfTest(browser(), killed.url);
    await screen.says(vi.ticket.title.again).waitFor();
    expect(await numberOn(screen)).toBe(moved.number);
    await screen.says(clinicNames.ngoai.vi).waitFor();
    await expectNothingOf(screen, 'f03', ticket);
    const again = await killed.join();
    await again.row(moved.key, ({ ticketShown }) => ticketShown);
    await killed.hospital.restore();
    await again.row(moved.key, ({ state }) => state === 'confirmed');
    expect(registrationOf(killed, ticket.key)?.clinicId).toBe('ngoai');
    expect(killed.hospital.desk().arrivals).toMatchObject([{ number: moved.number, state: 'waiting' }]);
    expect(killed.hospital.counts()).toMatchObject({ encounters: 1, tickets: 1 });
  });

  it('after a cancellation has cancelled, and offers nothing', async () => {
    const killed = await kioskOfTest({ settings: quickSettings });
    const hand = await killed.join();
    killed.hospital.cut();
    // Given and cancelled, and never on a screen.
    const ticket = await takeTicket(hand, 'f04', 'mat');
    await scanTicket(hand, ticket.code);
    await cancelTicket(hand);
    await killed.killStation();
    const again = await killed.join();
    expect(again.connection.snapshot().visit.step).toBe('attract');
    await killed.hospital.restore();
    for (const { key } of await again.queue()) await again.row(key, ({ state }) => state === 'confirmed');
    expect(registrationOf(killed, ticket.key)?.state).toBe('cancelled');
    expect(killed.hospital.counts()).toMatchObject({ encounters: 1, tickets: 0 });
  });
});
