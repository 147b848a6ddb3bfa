import { describe, expect, it } from 'vitest';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';

/** What people do with a card other than expected, and what the screen answers. */

const browser = useBrowser();
const kiosk = useKiosk({ settings: ['devices.camera.kind = "none"'] });

/** Another patient each time: a scanner that reports one code twice within two seconds is taken to repeat itself. */
async function freshVisit(id: string) {
  const patient = person(id);
  const screen = await screenOfTest(browser(), kiosk().url);
  const hand = await kiosk().join();
  hand.intent({ type: 'start-over' });
  hand.simulate({ type: 'remove-card' });
  await screen.says(vi.attract.prompt.welcome.title).waitFor();
  return { screen, hand, patient, hello: `Xin chào ${patient.fullName}` };
}

describe('a card', () => {
  it('that is lifted while it is read: put back, and the visit goes on', async () => {
    const { screen, hand, patient, hello } = await freshVisit('p02');
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.says(vi.identify.awaited.title).waitFor();
    hand.simulate({ type: 'fail-next', device: 'reader' });
    hand.simulate({ type: 'insert-card', personId: patient.id });
    await screen.says(vi.identify.problem.pulled.title).waitFor();
    await screen.button('Đọc lại thẻ, còn 2 lần').waitFor();
    await screen.button(vi.identify.withCodeOnly).waitFor();

    hand.simulate({ type: 'insert-card', personId: patient.id });
    await screen.says(hello).and(screen.page.locator('h1')).waitFor();
    hand.simulate({ type: 'remove-card' });
    // Somebody new: the hospital wants a telephone number.
    await screen.press(screen.button(vi.details.skip));
    await screen.says(vi.choose.title).waitFor();
  });

  it('that is laid down first is answered with "now show its code"', async () => {
    const { screen, hand, patient, hello } = await freshVisit('p14');
    hand.simulate({ type: 'insert-card', personId: patient.id });
    await screen.says(vi.attract.prompt['show-code'].title).waitFor();
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    // It still lies there: it is read without being laid down again.
    await screen.says(hello).and(screen.page.locator('h1')).waitFor();
    await screen.says(vi.frame.takeCard).waitFor();
    hand.simulate({ type: 'remove-card' });
    await screen.says(vi.choose.title).waitFor();
  });

  it('of somebody else is not read as this patient’s', async () => {
    const { screen, hand, patient } = await freshVisit('p08');
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.says(vi.identify.awaited.title).waitFor();
    hand.simulate({ type: 'insert-card', personId: 'p01' });
    await screen.says(vi.identify.problem['wrong-key'].title).waitFor();
    expect(await screen.page.content()).not.toContain(person('p01').fullName);
    hand.simulate({ type: 'remove-card' });
    await screen.press(screen.button(vi.identify.withCodeOnly));
    await screen.says(vi.choose.title).waitFor();
  });

  it('that stays on the reader after the visit is missed: the next screen says so', async () => {
    const { screen, hand, patient } = await freshVisit('p03');
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.step('identify').waitFor();
    hand.simulate({ type: 'insert-card', personId: patient.id });
    await screen.says(vi.choose.title).waitFor();
    await screen.says(vi.frame.takeCard).waitFor();
    await screen.press(screen.button(vi.frame.startOver));
    await screen.says(vi.attract.prompt['card-forgotten'].title).waitFor();
    // Its owner may not come back: nobody else has to wait for that.
    await screen.says(vi.attract.ways.card.scanner).waitFor();
    await screen.press(screen.button(vi.attract.typeNumber));
    await screen.step('typed').waitFor();
    await screen.press(screen.button(vi.frame.startOver));
    await screen.press(screen.button(vi.choose.askDesk));
    await screen.step('desk').waitFor();
    await screen.press(screen.button(vi.desk.finish));
    await screen.says(vi.attract.prompt['card-forgotten'].title).waitFor();
    hand.simulate({ type: 'remove-card' });
    await screen.says(vi.attract.prompt.welcome.title).waitFor();
  });

  it('cannot be read once the reader is unplugged: the visit goes on by code', async () => {
    const { screen, hand, patient } = await freshVisit('p15');
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.says(vi.identify.awaited.title).waitFor();
    hand.simulate({ type: 'plug', device: 'reader', plugged: false });
    await screen.press(screen.button(vi.details.skip));
    await screen.says(vi.choose.title).waitFor();
    hand.simulate({ type: 'plug', device: 'reader', plugged: true });
  });
});
