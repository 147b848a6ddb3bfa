import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type HouseKiosk, type HouseKioskOptions, startHouseKiosk } from './kiosk.ts';
import { openScreen, type Screen, type ScreenOptions } from './screen.ts';

const results = join(import.meta.dirname, '..', '..', 'test-results');

/** One browser for the tests of a file. */
export function useBrowser(switches: () => readonly string[] | Promise<readonly string[]> = () => []): () => Browser {
  let browser: Browser | null = null;
  beforeAll(async () => {
    browser = await launchBrowser(await switches());
  });
  afterAll(() => browser?.close());
  return () => {
    if (!browser) throw new Error('The browser is not started yet.');
    return browser;
  };
}

/** One kiosk for the tests of a file. */
export function useKiosk(options: HouseKioskOptions = {}): () => HouseKiosk {
  let kiosk: HouseKiosk | null = null;
  beforeAll(async () => {
    kiosk = await startHouseKiosk(options);
  });
  afterAll(() => kiosk?.stop());
  return () => {
    if (!kiosk) throw new Error('The kiosk is not started yet.');
    return kiosk;
  };
}

/** A kiosk for the running test only. */
export async function kioskOfTest(options: HouseKioskOptions = {}): Promise<HouseKiosk> {
  const kiosk = await startHouseKiosk(options);
  onTestFinished(() => kiosk.stop());
  return kiosk;
}

/** The kiosk's page for the running test; a failure leaves a picture under test-results/. */
export async function screenOfTest(browser: Browser, url: string, options: ScreenOptions = {}): Promise<Screen> {
  const screen = await openScreen(browser, url, options);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') {
      mkdirSync(results, { recursive: true });
      const name = task.name.replaceAll(/[^\p{L}\d]+/gu, '-').slice(0, 80);
      await screen.page.screenshot({ path: join(results, `failed-${name}.png`) }).catch(() => undefined);
    }
    await screen.close();
  });
  return screen;
}
