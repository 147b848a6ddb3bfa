import { describe, expect, it } from 'vitest';
import { en } from '../renderer/language/en.ts';
import { vi } from '../renderer/language/vi.ts';
import { type Finding, findingsOn } from './harness/axe.ts';
import { standStill } from './harness/gallery-server.ts';
import { anyHour } from './harness/hospital.ts';
import { enrolFace } from './harness/faces.ts';
import type { Screen } from './harness/screen.ts';
import type { StationHand } from './harness/station-client.ts';
import { kioskOfTest, screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';
import {
  cancelTicket,
  quickSettings,
  scanTicket,
  takeTicket,
  toStep,
  unknownTicket,
  takeTicketByCard,
} from './harness/visits.ts';

/** WCAG 2.2 AA as far as a machine can judge it, on every screen of a visit, in both languages (accessibility-states.test.ts: in every mode). */

const browser = useBrowser();
const kiosk = useKiosk({ settings: ['delays.greetMs = 20000', 'delays.faceSearchMs = 60000'] });

/** Looks at the present screen in Vietnamese and in English. */
async function look(screen: Screen, hand: StationHand, where: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { step } = hand.connection.snapshot().visit;
  await screen.step(step).waitFor();
  for (const language of ['vi', 'en'] as const) {
    hand.intent({ type: 'choose-language', language });
    await screen.page.locator(`html[lang="${language}"]`).waitFor();
    await screen.page.evaluate(standStill);
    findings.push(...(await findingsOn(screen.page, `${where}, ${language}`)));
  }
  // Looked at to the end, not left in between.
  expect(await screen.page.locator('main').getAttribute('data-step')).toBe(step);
  return findings;
}

describe('every screen', () => {
  it('of a visit by card has no violation', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    const findings = await look(screen, hand, 'attract');
    hand.simulate({ type: 'scan', text: 'nothing we know' });
    await hand.at('attract', ({ prompt }) => prompt === 'unknown-code');
    findings.push(...(await look(screen, hand, 'unknown code')));

    hand.simulate({ type: 'scan-person', personId: 'p14', code: 'cccd' });
    await screen.step('identify').waitFor();
    findings.push(...(await look(screen, hand, 'card awaited')));
    hand.simulate({ type: 'fail-next', device: 'reader' });
    hand.simulate({ type: 'insert-card', personId: 'p14' });
    await hand.at('identify', ({ card }) => card.state === 'problem');
    findings.push(...(await look(screen, hand, 'card pulled')));
    hand.simulate({ type: 'insert-card', personId: 'p14' });
    await screen.step('verify').waitFor();
    findings.push(...(await look(screen, hand, 'face check, card still there')));
    hand.simulate({ type: 'remove-card' });
    await hand.at('verify', ({ cardStillThere }) => !cardStillThere);
    findings.push(...(await look(screen, hand, 'face check')));
    hand.intent({ type: 'skip-face' });
    await hand.at('choose', ({ state }) => state === 'clinics');
    findings.push(...(await look(screen, hand, 'clinics')));

    await screen.press(screen.clinic('Surgery'));
    await screen.step('confirm').waitFor();
    findings.push(...(await look(screen, hand, 'confirm')));
    await screen.press(screen.button(en.confirm.takeNumber));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    findings.push(...(await look(screen, hand, 'ticket')));
    hand.intent({ type: 'finish' });
    await screen.says(vi.attract.prompt.welcome.title).waitFor();
    expect(findings).toEqual([]);
  });

  it('of the desk, the warning and a closed kiosk has no violation', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    hand.intent({ type: 'start-over' });
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: 'f04', code: 'cccd' });
    await screen.step('identify').waitFor();
    hand.intent({ type: 'ask-for-staff' });
    await screen.step('desk').waitFor();
    const findings = await look(screen, hand, 'desk');
    // The countdown beside the number.
    await screen.page.getByRole('button', { name: /^Keep it/ }).waitFor();
    findings.push(...(await look(screen, hand, 'desk, ending')));
    hand.intent({ type: 'finish' });
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'plug', device: 'scanner', plugged: false });
    await hand.snapshotWith('a scanner that is away', ({ devices }) => devices.scanner !== 'ready');
    findings.push(...(await look(screen, hand, 'scanner away')));
    hand.simulate({ type: 'plug', device: 'scanner', plugged: true });

    const broken = await kioskOfTest({ settings: ['kiosk.idd = "K1"'] });
    const closed = await screenOfTest(browser(), broken.url);
    await closed.says(vi.closed.title).waitFor();
    findings.push(...(await look(closed, await broken.join(), 'closed')));
    expect(findings).toEqual([]);
  });

  it('that asks something has no violation', async () => {
    const asking = await kioskOfTest({ settings: [...quickSettings, anyHour] });
    const screen = await screenOfTest(browser(), asking.url);
    const hand = await asking.join();
    await screen.step('attract').waitFor();
    const findings: Finding[] = [];
    const at = async (personId: string, step: 'insurance' | 'appointments' | 'choose' | 'details') => {
      await toStep(hand, personId, step);
      findings.push(...(await look(screen, hand, `${step} of ${personId}`)));
    };
    await at('f19', 'insurance');
    for (const id of ['f25', 'f26', 'f27', 'f28', 'f29']) await at(id, 'appointments');
    await at('f35', 'details');
    await at('f31', 'choose');
    hand.intent({ type: 'choose-specialty', code: 'noi' });
    await hand.at('confirm');
    findings.push(...(await look(screen, hand, 'the quickest room')));
    hand.intent({ type: 'choose-room' });
    await hand.at('choose', ({ state }) => state === 'rooms');
    findings.push(...(await look(screen, hand, 'rooms')));
    hand.intent({ type: 'choose-any' });
    await hand.at('confirm');
    hand.intent({ type: 'declare', what: 'disability', isSo: true });
    await hand.at('confirm', ({ stream }) => stream === 'priority');
    findings.push(...(await look(screen, hand, 'declared')));
    hand.intent({ type: 'back' });
    hand.intent({ type: 'bring-somebody' });
    await hand.at('companion');
    findings.push(...(await look(screen, hand, 'companion')));
    hand.intent({ type: 'type-number' });
    await hand.at('typed');
    findings.push(...(await look(screen, hand, 'typed')));
    hand.intent({ type: 'start-over' });
    await hand.at('attract');
    hand.intent({ type: 'emergency' });
    await hand.at('emergency');
    findings.push(...(await look(screen, hand, 'emergency')));
    expect(findings).toEqual([]);
  });

  it('of a ticket that is shown again has no violation', async () => {
    const scanning = await kioskOfTest({ settings: quickSettings });
    const screen = await screenOfTest(browser(), scanning.url);
    const hand = await scanning.join();
    await screen.step('attract').waitFor();
    const ticket = await takeTicket(hand, 'f03', 'mat');
    await hand.at('ticket', ({ sync }) => sync === 'confirmed');
    await takeTicket(hand, 'f03', 'mat');
    const findings = await look(screen, hand, 'existing ticket');
    const states = async (state: 'choosing' | 'confirming' | 'asking-to-cancel') =>
      hand.at('my-ticket', ({ now }) => now.state === state);
    const statuses = async (status: string) => {
      await hand.at('my-ticket', ({ now }) => now.state === 'shown' && now.status === status);
      findings.push(...(await look(screen, hand, `ticket ${status}`)));
    };

    await scanTicket(hand, unknownTicket);
    await statuses('unknown');
    await scanTicket(hand, ticket.code);
    await statuses('confirmed');
    hand.intent({ type: 'change-clinic' });
    await states('choosing');
    findings.push(...(await look(screen, hand, 'another clinic')));
    hand.intent({ type: 'choose-clinic', clinicId: 'ngoai' });
    await states('confirming');
    findings.push(...(await look(screen, hand, 'change confirmed')));
    hand.intent({ type: 'confirm' });
    const moved = await hand.at('ticket');
    findings.push(...(await look(screen, hand, 'moved ticket')));
    await scanTicket(hand, moved.code);
    hand.intent({ type: 'cancel-ticket' });
    await states('asking-to-cancel');
    findings.push(...(await look(screen, hand, 'cancel?')));
    hand.intent({ type: 'back' });
    for (const state of ['called', 'done'] as const) {
      scanning.hospital.staff.setTicket(ticket.key, state);
      await scanTicket(hand, moved.code);
      await statuses(state);
    }

    scanning.hospital.cut();
    const cancelled = await takeTicket(hand, 'f04', 'mat');
    await scanTicket(hand, cancelled.code);
    await statuses('sending');
    await cancelTicket(hand);
    findings.push(...(await look(screen, hand, 'cancelled')));
    await scanTicket(hand, cancelled.code);
    await statuses('cancelled');
    const refused = await takeTicket(hand, 'f05', 'mat');
    scanning.hospital.staff.setClinic('mat', { hours: [], sendTo: 'ngoai' });
    await scanning.hospital.restore();
    await hand.row(refused.key, ({ state }) => state === 'dead');
    await scanTicket(hand, refused.code);
    await statuses('refused');
    expect(findings).toEqual([]);
  });

  it('of a face that comes back, or is kept, has no violation', async () => {
    const watching = await kioskOfTest({
      settings: [anyHour, 'delays.faceSearchMs = 60000', 'delays.movementMs = 30000'],
    });
    const screen = await screenOfTest(browser(), watching.url, {
      face: { camera: 'simulated', url: '/people/p02/live1.jpg' },
    });
    const hand = await watching.join();
    await screen.step('attract').waitFor();
    const findings: Finding[] = [];
    hand.simulate({ type: 'scan-person', personId: 'p02', code: 'cccd' });
    await hand.at('identify');
    hand.simulate({ type: 'insert-card', personId: 'p02' });
    await hand.at('details');
    hand.simulate({ type: 'remove-card' });
    hand.intent({ type: 'skip-answer' });
    await hand.at('choose', ({ state }) => state === 'clinics');
    hand.intent({ type: 'choose-specialty', code: 'noi' });
    await hand.at('confirm');
    hand.intent({ type: 'confirm' });
    await hand.at('ticket', ({ sync, faceOffer }) => sync === 'confirmed' && faceOffer === 'enrol');
    findings.push(...(await look(screen, hand, 'ticket that offers to keep the face')));
    hand.intent({ type: 'enrol-face' });
    await hand.at('enrol', ({ state }) => state === 'asking');
    findings.push(...(await look(screen, hand, 'consent')));
    await screen.beforeCamera({ camera: 'simulated', url: null });
    hand.intent({ type: 'confirm' });
    await hand.at('recognise');
    findings.push(...(await look(screen, hand, 'face to be kept')));
    hand.intent({ type: 'skip-face' });
    await hand.at('ticket');
    hand.intent({ type: 'finish' });

    await hand.at('attract');
    hand.intent({ type: 'return-by-face' });
    await hand.at('returning');
    findings.push(...(await look(screen, hand, 'digits beside the face')));
    hand.intent({ type: 'return-factor', lastFour: '1234', birthDate: '01011980' });
    await hand.at('recognise');
    findings.push(...(await look(screen, hand, 'face that comes back')));
    expect(findings).toEqual([]);
  });

  it('of the question whether a kept face is used, or deleted, has no violation', async () => {
    const watching = await kioskOfTest();
    const screen = await screenOfTest(browser(), watching.url, {
      face: { camera: 'simulated', url: '/people/p14/live1.jpg' },
    });
    const hand = await watching.join();
    await screen.step('attract').waitFor();
    await takeTicketByCard(hand, 'p14', 'ngoai');
    await enrolFace(hand);
    await hand.at('enrol', ({ state }) => state === 'enrolled');
    const findings = await look(screen, hand, 'face kept');
    hand.intent({ type: 'back' });
    await hand.at('ticket', ({ faceOffer }) => faceOffer === 'enrolled');
    findings.push(...(await look(screen, hand, 'ticket of somebody whose face is kept')));
    hand.intent({ type: 'withdraw-face' });
    await hand.at('enrol', ({ state }) => state === 'withdrawing');
    findings.push(...(await look(screen, hand, 'deletion')));
    hand.intent({ type: 'back' });
    await hand.at('ticket');
    hand.intent({ type: 'finish' });

    await hand.at('attract');
    hand.simulate({ type: 'scan-person', personId: 'p14', code: 'patient-code' });
    await hand.at('recognise', ({ state }) => state === 'asking');
    findings.push(...(await look(screen, hand, 'question for the face')));
    // The camera is off until the answer.
    expect(await screen.page.locator('video').count()).toBe(0);
    expect(findings).toEqual([]);
  });

  it('that warns of the end has no violation', async () => {
    const impatient = await kioskOfTest({ settings: ['delays.idleWarningMs = 500'] });
    const screen = await screenOfTest(browser(), impatient.url);
    const hand = await impatient.join();
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: 'f04', code: 'cccd' });
    await screen.page.getByRole('alertdialog', { name: vi.idle.title }).waitFor();
    await screen.page.evaluate(standStill);
    expect(await findingsOn(screen.page, 'warning of the end')).toEqual([]);
  });
});
