import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { en } from '../renderer/language/en.ts';
import { vi } from '../renderer/language/vi.ts';
import { type Orientation, orientations, standStill } from './harness/gallery-server.ts';
import { anyHour } from './harness/hospital.ts';
import { startHouseKiosk } from './harness/kiosk.ts';
import { openScreen, type Screen } from './harness/screen.ts';
import { until } from './harness/until.ts';
import { faceBack, faceKept, faceTrouble } from './screenshots-faces.ts';
import type { Stage } from './screenshots-stage.ts';
import {
  cardLeft,
  cardTrouble,
  codeTrouble,
  desk,
  hospitalAway,
  idle,
  myTicket,
  scannerAway,
} from './screenshots-troubles.ts';
import { byCard, byCode, byNumber, longName, questions, withAppointment } from './screenshots-visits.ts';

/** Whole visits in the real kiosk. */

export type TourLanguage = 'vi' | 'en';

/** Saves the page as a picture of the state. */
export type Save = (page: Screen['page'], state: string) => Promise<void>;

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

/** They look for faces, which takes a processor for itself: one at a time, or a slow one ends a movement too early. */
const beforeCamera: ReadonlySet<unknown> = new Set([byCard, faceTrouble, faceKept, faceBack]);
let cameraFree: Promise<unknown> = Promise.resolve();

async function play(scene: (typeof scenes)[number], stage: Stage, language: TourLanguage): Promise<void> {
  await begin(stage, language);
  await scene(stage);
}

async function begin({ hand, screen }: Stage, language: TourLanguage): Promise<void> {
  hand.simulate({ type: 'remove-card' });
  hand.intent({ type: 'finish' });
  hand.intent({ type: 'start-over' });
  await hand.at('attract', ({ prompt }) => prompt === 'welcome');
  hand.intent({ type: 'choose-language', language });
  await screen.page.locator(`html[lang="${language}"]`).waitFor();
  await screen.step('attract').waitFor();
}

/** A mistake in its configuration closes a kiosk. */
async function closed(browser: Browser, language: TourLanguage, orientation: Orientation, save: Save): Promise<void> {
  const kiosk = await startHouseKiosk({ settings: ['kiosk.idd = "K1"'] });
  try {
    const screen = await openScreen(browser, kiosk.url, { viewport: orientations[orientation] });
    const hand = await kiosk.join();
    await hand.snapshotWith('a closed kiosk', ({ service }) => service === 'closed');
    hand.intent({ type: 'choose-language', language });
    await screen.says({ vi, en }[language].closed.title).waitFor();
    await screen.page.evaluate(standStill);
    await save(screen.page, 'closed');
    await screen.close();
  } finally {
    await kiosk.stop();
  }
}

/** All states in one language and orientation, at a kiosk of its own. */
export async function tour(
  browser: Browser,
  language: TourLanguage,
  orientation: Orientation,
  folder: string,
  save: Save,
): Promise<void> {
  const kiosk = await startHouseKiosk({
    settings: [
      anyHour,
      `kiosk.language = "${language}"`,
      'delays.greetMs = 12000',
      'delays.matchedMs = 4000',
      'delays.idleWarningMs = 8000',
      'delays.endWarningMs = 5000',
      'delays.lookupMs = 800',
      'delays.leaseMs = 400',
    ],
  });
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
        await screen.page.evaluate(standStill);
        await save(screen.page, state);
      },
    };
    for (const scene of scenes) {
      if (!beforeCamera.has(scene)) {
        await play(scene, stage, language);
        continue;
      }
      const played = cameraFree.then(() => play(scene, stage, language));
      cameraFree = played.catch(() => undefined);
      await played;
    }
    // The station is gone and not yet back: the only screen that knows no language.
    await kiosk.killStation('SIGTERM');
    await screen.step('oneMoment').waitFor();
    await screen.page.evaluate(standStill);
    await save(screen.page, 'one-moment');
    await screen.close();
  } catch (error) {
    mkdirSync(folder, { recursive: true });
    await pageAtFault?.page.screenshot({ path: join(folder, `failed-${language}-${orientation}.png`) });
    throw error;
  } finally {
    await kiosk.stop();
  }
  await closed(browser, language, orientation, save);
}
