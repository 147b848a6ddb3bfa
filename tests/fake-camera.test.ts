import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

describe('the browser’s own camera', () => {
  it('shows a face that matches the chip', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const hand = await kiosk().join();
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.step('identify').waitFor();
    hand.simulate({ type: 'insert-card', personId: patient.id });
    await screen.step('verify').waitFor();
    hand.simulate({ type: 'remove-card' });
    await screen.says(vi.verify.matched).waitFor();
    await screen.says(vi.choose.title).waitFor();
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
