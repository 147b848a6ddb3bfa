import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { fakeCameraSwitches, makeFakeCameraFilm } from '../fixtures/simulators/fake-camera.ts';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';

/** The way of a real camera, getUserMedia and all: Chromium's own fake device plays a film of the patient. */

const patient = person('p14');
const films = mkdtempSync(join(tmpdir(), 'tiepdon-film-'));
afterAll(() => {
  rmSync(films, { recursive: true, force: true });
});
const browser = useBrowser(async () => {
  const film = join(films, 'patient.mjpeg');
  const picture = join(import.meta.dirname, '..', 'fixtures', 'people', patient.pictures ?? '', 'live1.jpg');
  await makeFakeCameraFilm(picture, film);
  return fakeCameraSwitches(film);
});
const kiosk = useKiosk({ settings: ['devices.camera = { kind = "device", virtual = "allow" }'] });

/** Resolves once the page has said these words, however briefly: the thanks stay 300 ms, and a locator looks twice a second. */
function hasSaid(page: Page, words: string): Promise<void> {
  return page.evaluate(
    (awaited) =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.body.innerText.replaceAll(/\s+/g, ' ').includes(awaited)) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    words,
  );
}

describe('the browser’s own camera', () => {
  it('shows a face that matches the chip', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.step('identify').waitFor();
    const thanked = hasSaid(screen.page, vi.verify.matched);
    hand.simulate({ type: 'insert-card', personId: patient.id });
    await screen.step('verify').waitFor();
    hand.simulate({ type: 'remove-card' });
    await screen.says(vi.choose.title).waitFor();
    await thanked;
    // The camera's lamp goes out with the face check.
    expect(await screen.page.locator('video').count()).toBe(0);

    await screen.press(screen.clinic('Ngoại'));
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    expect(
      kiosk()
        .hospital.desk()
        .arrivals[0]?.evidence.map(({ method }) => method),
    ).toEqual(['code-scanned', 'chip-read', 'face-matches-chip']);
  });
});
