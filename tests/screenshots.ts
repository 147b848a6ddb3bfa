import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Language } from '../electron/bridge/snapshot.ts';
import { en } from '../renderer/language/en.ts';
import { vi } from '../renderer/language/vi.ts';
import { launchBrowser } from './harness/browser.ts';
import { anyHour } from './harness/hospital.ts';
import { type HouseKiosk, startHouseKiosk } from './harness/kiosk.ts';
import { openScreen, type Screen, upright } from './harness/screen.ts';
import type { StationHand } from './harness/station-client.ts';
import { until } from './harness/until.ts';
import { faceBack, faceKept, faceTrouble } from './screenshots-faces.ts';
import {
  arriveForAll,
  cancelTicket,
  chooseClinic,
  scanTicket,
  show,
  takeTicket,
  toStep,
  unknownTicket,
} from './harness/visits.ts';

/**
 * `npm run screenshots`: whole visits in the real kiosk, in both languages and both orientations, each state saved as
 * test-results/screenshots/<language>-<orientation>-<state>.png.
 */

const folder = join(import.meta.dirname, '..', 'test-results', 'screenshots');
const orientations = { portrait: upright, landscape: { width: 1920, height: 1080 } };
const languages: readonly Language[] = ['vi', 'en'];

interface Stage {
  kiosk: HouseKiosk;
  screen: Screen;
  hand: StationHand;
  /** Saves the present screen, once it stands still. */
  take: (state: string) => Promise<void>;
}

async function standsStill({ page }: Screen): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    // A snapshot that has just arrived is painted by the second frame.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    for (const each of document.getAnimations()) {
      if (each.effect?.getComputedTiming().endTime !== Infinity) each.finish();
    }
  });
}

async function begin({ hand, screen }: Stage, language: Language): Promise<void> {
  hand.simulate({ type: 'remove-card' });
  hand.intent({ type: 'finish' });
  hand.intent({ type: 'start-over' });
  await hand.at('attract', ({ prompt }) => prompt === 'welcome');
  hand.intent({ type: 'choose-language', language });
  await screen.page.locator(`html[lang="${language}"]`).waitFor();
  await screen.step('attract').waitFor();
}

async function byCard(stage: Stage): Promise<void> {
  const { hand, screen, take } = stage;
  await take('attract');
  hand.simulate({ type: 'scan-person', personId: 'p02', code: 'cccd' });
  await hand.at('identify');
  await take('card-awaited');
  hand.simulate({ type: 'insert-card', personId: 'p02' });
  await hand.at('identify', ({ card }) => card.state === 'reading');
  await take('card-reading');
  await hand.at('identify', ({ card }) => card.state === 'read');
  await screen.page.locator('.portrait canvas:not([hidden])').waitFor();
  await take('greeting');
  hand.simulate({ type: 'remove-card' });
  await hand.at('verify');
  await screen.page.locator('video').waitFor();
  await hand.at('verify', ({ face }) => face.instruction === 'no-face');
  await take('face-nobody');
  await screen.beforeCamera({ camera: 'simulated', url: '/people/p02/live1.jpg' });
  await hand.at('verify', ({ face }) => face.state === 'matched');
  await take('face-matched');
  await hand.at('details');
  await take('details-phone');
  hand.intent({ type: 'skip-answer' });
  await hand.at('choose', ({ state }) => state === 'clinics');
  await take('clinics');
  hand.intent({ type: 'choose-specialty', code: 'noi' });
  await hand.at('choose', ({ state }) => state === 'rooms');
  await take('rooms');
  hand.intent({ type: 'choose-any' });
  await hand.at('confirm');
  await take('confirm-proven');
  hand.intent({ type: 'confirm' });
  await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await take('ticket-confirmed');
}

async function byCode({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'scan-person', personId: 'f04', code: 'cccd' });
  await hand.at('identify');
  hand.intent({ type: 'continue-without-card' });
  await hand.at('choose', ({ state }) => state === 'clinics');
  await chooseClinic(hand, 'ngoai');
  await take('confirm-claimed');
  hand.intent({ type: 'confirm' });
  await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await take('ticket-claimed');
  await hand.snapshotWith('the countdown', ({ idleSecondsLeft }) => idleSecondsLeft !== null);
  await take('ticket-ending');
}

async function withAppointment({ hand, take }: Stage): Promise<void> {
  await toStep(hand, 'p06', 'appointments');
  await take('appointment');
  await toStep(hand, 'f25', 'appointments');
  await take('appointments');
  await arriveForAll(hand, 'f25');
  await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await take('ticket-two-numbers');
  for (const [id, state] of [
    ['f26', 'other-day'],
    ['f27', 'cancelled'],
    ['f28', 'moved'],
    ['f29', 'doctor-absent'],
  ] as const) {
    await toStep(hand, id, 'appointments');
    await take(`appointment-${state}`);
  }
}

async function questions({ hand, take }: Stage): Promise<void> {
  for (const [id, what] of [
    ['f07', 'expired'],
    ['f19', 'open-stay'],
    ['f21', 'referral-over'],
  ] as const) {
    await toStep(hand, id, 'insurance');
    await take(`insurance-${what}`);
  }
  await toStep(hand, 'f31', 'choose');
  await take('clinics-last-time');
  await chooseClinic(hand, 'san');
  await take('confirm-declare');
  hand.intent({ type: 'declare', what: 'pregnancy', isSo: true });
  await hand.at('confirm', ({ stream }) => stream === 'priority');
  await take('confirm-declared');
  hand.intent({ type: 'back' });
  hand.intent({ type: 'bring-somebody' });
  await hand.at('companion');
  await take('companion');
}

async function byNumber({ hand, take }: Stage): Promise<void> {
  hand.intent({ type: 'type-number' });
  await hand.at('typed');
  await take('typed-number');
  hand.intent({ type: 'back' });
  await hand.at('attract');
  hand.intent({ type: 'emergency' });
  await hand.snapshotWith('staff', ({ staffCall }) => staffCall === 'known');
  await take('emergency');
}

async function longName({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'scan-person', personId: 'f06', code: 'cccd' });
  await hand.at('identify');
  await take('long-name-card-awaited');
  hand.intent({ type: 'continue-without-card' });
  await hand.at('choose', ({ state }) => state === 'clinics');
  await chooseClinic(hand, 'tai-mui-hong');
  await take('long-name-confirm');
}

async function cardTrouble({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'insert-card', personId: 'p14' });
  await hand.at('attract', ({ prompt }) => prompt === 'show-code');
  await take('card-before-code');
  hand.simulate({ type: 'remove-card' });
  await hand.at('attract', ({ prompt }) => prompt === 'welcome');
  hand.simulate({ type: 'scan-person', personId: 'p14', code: 'cccd' });
  await hand.at('identify');
  hand.simulate({ type: 'fail-next', device: 'reader' });
  hand.simulate({ type: 'insert-card', personId: 'p14' });
  await hand.at('identify', ({ card }) => card.state === 'problem');
  await take('card-pulled');
  hand.simulate({ type: 'insert-card', personId: 'p01' });
  await hand.at('identify', ({ card }) => card.state === 'problem' && card.problem === 'wrong-key');
  await take('card-other');
  hand.simulate({ type: 'remove-card' });
}

async function codeTrouble({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'scan', text: 'https://example.org/menu' });
  await hand.at('attract', ({ prompt }) => prompt === 'unknown-code');
  await take('code-unknown');
}

async function cardLeft({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'scan-person', personId: 'p04', code: 'cccd' });
  await hand.at('identify');
  hand.simulate({ type: 'insert-card', personId: 'p04' });
  await hand.at('appointments');
  await take('appointments-card-still-there');
  hand.intent({ type: 'start-over' });
  await hand.at('attract', ({ prompt }) => prompt === 'card-forgotten');
  await take('card-forgotten');
}

async function hospitalAway({ hand, kiosk, take }: Stage): Promise<void> {
  kiosk.hospital.cut();
  hand.simulate({ type: 'scan-person', personId: 'f05', code: 'cccd' });
  await hand.at('identify');
  hand.intent({ type: 'continue-without-card' });
  await hand.at('choose', ({ state }) => state === 'clinics');
  await take('hospital-away-clinics');
  await chooseClinic(hand, 'ngoai');
  hand.intent({ type: 'confirm' });
  await hand.at('ticket');
  await take('hospital-away-ticket');
  await kiosk.hospital.restore();
  await hand.snapshotWith('the hospital', ({ devices }) => devices.hospital === 'reachable');
}

async function desk({ hand, take }: Stage): Promise<void> {
  await show(hand, { type: 'scan-person', personId: 'f10', code: 'cccd' }, ({ step }) => step === 'identify');
  hand.intent({ type: 'continue-without-card' });
  await hand.at('desk');
  await take('desk-several-records');
}

async function myTicket({ hand, kiosk, take }: Stage): Promise<void> {
  const shown = (wanted: string) =>
    hand
      .at('my-ticket', ({ now }) => now.state === 'shown' && now.status === wanted)
      .then(() => take(`my-ticket-${wanted}`));
  const asked = (wanted: 'choosing' | 'confirming' | 'asking-to-cancel') =>
    hand.at('my-ticket', ({ now }) => now.state === wanted).then(() => take(`my-ticket-${wanted}`));
  await scanTicket(hand, unknownTicket);
  await shown('unknown');
  const ticket = await takeTicket(hand, 'f13', 'mat');
  await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await takeTicket(hand, 'f13', 'mat');
  await take('ticket-existing');
  await scanTicket(hand, ticket.code);
  await shown('confirmed');
  hand.intent({ type: 'change-clinic' });
  await asked('choosing');
  hand.intent({ type: 'choose-clinic', clinicId: 'san' });
  await asked('confirming');
  hand.intent({ type: 'confirm' });
  const moved = await hand.at('ticket', ({ sync }) => sync === 'confirmed');
  await take('ticket-moved');
  for (const state of ['called', 'done'] as const) {
    kiosk.hospital.staff.setTicket(ticket.key, state);
    await scanTicket(hand, moved.code);
    await shown(state);
  }
  kiosk.hospital.cut();
  const given = await takeTicket(hand, 'f03', 'mat');
  await scanTicket(hand, given.code);
  await shown('sending');
  hand.intent({ type: 'cancel-ticket' });
  await asked('asking-to-cancel');
  hand.intent({ type: 'back' });
  await cancelTicket(hand);
  await take('my-ticket-goodbye');
  await scanTicket(hand, given.code);
  await shown('cancelled');
  // The kiosk remembers which clinic was closed: each refusal is another one's.
  for (const [personId, clinicId, sendTo] of [
    ['p08', 'mat', 'tai-mui-hong'],
    ['f07', 'ngoai', null],
  ] as const) {
    kiosk.hospital.cut();
    const refused = await takeTicket(hand, personId, clinicId);
    kiosk.hospital.staff.setClinic(clinicId, { hours: [], sendTo });
    await kiosk.hospital.restore();
    await hand.row(refused.key, ({ state }) => state === 'dead');
    await scanTicket(hand, refused.code);
    await hand.at('my-ticket', ({ now }) => now.state === 'shown' && now.status === 'refused');
    await take(sendTo === null ? 'my-ticket-refused' : 'my-ticket-refused-elsewhere');
    kiosk.hospital.staff.setClinic(clinicId, {});
  }
  await hand.snapshotWith('the hospital', ({ devices }) => devices.hospital === 'reachable');
}

async function scannerAway({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'plug', device: 'scanner', plugged: false });
  await hand.snapshotWith('a scanner that is away', ({ devices }) => devices.scanner !== 'ready');
  await take('scanner-away');
  hand.intent({ type: 'call-staff' });
  await hand.snapshotWith('staff', ({ staffCall }) => staffCall === 'known');
  await take('scanner-away-staff-called');
  hand.simulate({ type: 'plug', device: 'scanner', plugged: true });
  await hand.snapshotWith('the scanner', ({ devices }) => devices.scanner === 'ready');
}

async function idle({ hand, take }: Stage): Promise<void> {
  hand.simulate({ type: 'scan-person', personId: 'f04', code: 'cccd' });
  await hand.at('identify');
  await hand.snapshotWith('the warning', ({ idleSecondsLeft }) => idleSecondsLeft !== null);
  await take('idle');
}

const scenes = [
  byCard,
  byCode,
  withAppointment,
  questions,
  byNumber,
  longName,
  codeTrouble,
  cardTrouble,
  faceTrouble,
  faceKept,
  faceBack,
  cardLeft,
  hospitalAway,
  myTicket,
  desk,
  scannerAway,
  idle,
];

/** A mistake in its configuration closes a kiosk. */
async function closed(browser: Browser, language: Language, orientation: keyof typeof orientations): Promise<void> {
  const kiosk = await startHouseKiosk({ settings: ['kiosk.idd = "K1"'] });
  try {
    const screen = await openScreen(browser, kiosk.url, { viewport: orientations[orientation] });
    const hand = await kiosk.join();
    await hand.snapshotWith('a closed kiosk', ({ service }) => service === 'closed');
    hand.intent({ type: 'choose-language', language });
    await screen.says({ vi, en }[language].closed.title).waitFor();
    await standsStill(screen);
    await screen.page.screenshot({ path: join(folder, `${language}-${orientation}-closed.png`) });
    await screen.close();
  } finally {
    await kiosk.stop();
  }
}

/** All states in one language and orientation, at a kiosk of its own. */
async function tour(browser: Browser, language: Language, orientation: keyof typeof orientations): Promise<number> {
  const kiosk = await startHouseKiosk({
    settings: [
      anyHour,
      `kiosk.language = "${language}"`,
      'delays.greetMs = 6000',
      'delays.matchedMs = 4000',
      'delays.idleWarningMs = 8000',
      'delays.endWarningMs = 5000',
      'delays.lookupMs = 800',
      'delays.leaseMs = 400',
    ],
  });
  let taken = 0;
  let pageAtFault: Screen | null = null;
  try {
    const screen = await openScreen(browser, kiosk.url, { viewport: orientations[orientation] });
    pageAtFault = screen;
    const hand = await kiosk.join();
    await screen.step('attract').waitFor();
    await hand.snapshotWith('the reader', ({ devices }) => devices.reader === 'ready');
    const stage: Stage = {
      kiosk,
      screen,
      hand,
      take: async (state) => {
        const { step } = hand.connection.snapshot().visit;
        await until(`the screen of ${step}`, () => screen.step(step).isVisible());
        await standsStill(screen);
        await screen.page.screenshot({ path: join(folder, `${language}-${orientation}-${state}.png`) });
        taken += 1;
      },
    };
    for (const scene of scenes) {
      await begin(stage, language);
      await scene(stage);
    }
    // The station is gone and not yet back: the only screen that knows no language.
    await kiosk.killStation('SIGTERM');
    await screen.step('oneMoment').waitFor();
    await standsStill(screen);
    await screen.page.screenshot({ path: join(folder, `${language}-${orientation}-one-moment.png`) });
    await screen.close();
    return taken + 1;
  } catch (error) {
    await pageAtFault?.page.screenshot({ path: join(folder, `failed-${language}-${orientation}.png`) });
    throw error;
  } finally {
    await kiosk.stop();
  }
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const language of languages) {
    for (const orientation of ['portrait', 'landscape'] as const) {
      const taken = await tour(browser, language, orientation);
      await closed(browser, language, orientation);
      process.stdout.write(`${language} ${orientation}: ${String(taken + 1)} pictures\n`);
    }
  }
} finally {
  await browser.close();
}
process.stdout.write(`They lie in ${folder}\n`);
