import { describe, expect, it } from 'vitest';
import { en } from '../renderer/language/en.ts';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';

/** A visit by the code alone: f04 has a code and no chip card. */

const browser = useBrowser();
const kiosk = useKiosk();
const patient = person('f04');

describe('a visit by code', () => {
  it('ends with the number that queue and hospital have, in the language that was chosen on the way', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.says(vi.attract.prompt.welcome.title).waitFor();

    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.says(`Xin chào ${patient.fullName}`).waitFor();
    await screen.press(screen.button(vi.identify.withoutCard));
    await screen.says(vi.choose.title).waitFor();

    await screen.chooseLanguage('English');
    await screen.says(en.choose.title).waitFor();
    await screen.press(screen.clinic('Surgery'));
    await screen.step('confirm').waitFor();
    expect(await screen.page.locator('html').getAttribute('lang')).toBe('en');
    // A code is a claim; the screen says so, and shows no more of the number than its end.
    await screen.says(en.confirm.claimed).waitFor();
    const page = (await screen.step('confirm').textContent()) ?? '';
    expect(page).toContain(patient.fullName);
    expect(page).toContain(patient.citizen?.idNumber.slice(-3));
    expect(page).not.toContain(patient.citizen?.idNumber);

    await screen.press(screen.button(en.confirm.takeNumber));
    const slip = screen.page.locator('[data-ticket-number]');
    await slip.waitFor();
    const number = await slip.getAttribute('data-ticket-number');
    expect(await slip.textContent()).toBe(number);
    await screen.step('ticket').getByText(en.ticket.checkAtDoor).waitFor();
    await screen.page.locator('[data-sync="confirmed"]').waitFor();

    const rows = await hand.queue();
    expect(rows).toMatchObject([{ kind: 'visit', number, official: true, state: 'confirmed' }]);
    await hand.row(rows[0]?.key ?? '', ({ ticketShown }) => ticketShown);
    const [arrival] = kiosk().hospital.desk().arrivals;
    expect(arrival).toMatchObject({ number, alias: null, stream: 'priority', provisional: false });
    expect(arrival?.evidence).toEqual([
      { method: 'code-scanned', finding: null },
      { method: 'chip-not-read', finding: 'no-card' },
    ]);
    expect(kiosk().hospital.counts()).toMatchObject({ encounters: 1, tickets: 1 });

    await screen.press(screen.button(en.ticket.finish));
    // The next patient finds the hospital's own language.
    await screen.says(vi.attract.prompt.welcome.title).waitFor();
  });

  it('of the same patient, clinic and session gives the number they already have', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    const [first] = await hand.queue();
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.press(screen.button(vi.identify.withoutCard));
    await screen.press(screen.clinic('Ngoại'));
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.says(vi.ticket.title.existing).waitFor();
    expect(await screen.page.locator('[data-ticket-number]').getAttribute('data-ticket-number')).toBe(first?.number);
    expect(await hand.queue()).toHaveLength(1);
    expect(kiosk().hospital.counts().encounters).toBe(1);
  });
});
