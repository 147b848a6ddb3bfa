import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { citizenCodeText } from '../fixtures/people/person.ts';
import { codePicture } from '../fixtures/simulators/code-picture.ts';
import { fakeCameraSwitches, makeFakeCameraFilm } from '../fixtures/simulators/fake-camera.ts';
import { vi } from '../renderer/language/vi.ts';
import { anyHour } from './harness/hospital.ts';
import { person } from './harness/people.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';

/** A code on a phone, held before a camera that Chromium takes for a real one: getUserMedia, worker, WebAssembly, station. */

const patient = person('f05');
const films = mkdtempSync(join(tmpdir(), 'tiepdon-film-'));
afterAll(() => {
  rmSync(films, { recursive: true, force: true });
});
const browser = useBrowser(async () => {
  const picture = join(films, 'code.png');
  const film = join(films, 'code.mjpeg');
  // Held askew, on a screen that is not at its brightest.
  const look = { turnedDegrees: 8, dark: 40, light: 205 };
  writeFileSync(picture, codePicture(citizenCodeText(patient) ?? '', look));
  await makeFakeCameraFilm(picture, film);
  return fakeCameraSwitches(film);
});

describe('the camera as a scanner', () => {
  const kiosk = useKiosk({
    settings: ['devices.camera = { kind = "device", virtual = "allow", codes = "when-asked" }'],
  });

  it('reads a code when the patient asks for it, and nothing is fetched from elsewhere', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const foreign: string[] = [];
    screen.page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (!['127.0.0.1', 'localhost'].includes(hostname) && !['blob:', 'data:'].includes(protocol)) {
        foreign.push(request.url());
      }
    });
    await screen.step('attract').waitFor();
    expect(await screen.page.locator('video').count()).toBe(0);
    await screen.press(screen.button(vi.attract.showToCamera));
    await screen.step('identify').waitFor();
    await screen.page.getByText(patient.fullName).first().waitFor();
    // The camera's lamp goes out with the code.
    expect(await screen.page.locator('video').count()).toBe(0);
    expect(foreign).toEqual([]);
  });
});

describe('a kiosk without a scanner', () => {
  const kiosk = useKiosk({
    settings: [
      'devices.scanner = { kind = "none" }',
      'devices.camera = { kind = "device", virtual = "allow", codes = "always" }',
    ],
  });

  it('looks for codes all the time, and needs no touch', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    await screen.step('identify').waitFor();
    await screen.page.getByText(patient.fullName).first().waitFor();
  });
});

describe('a kiosk whose camera reads codes when it is asked, and nothing else does', () => {
  const kiosk = useKiosk({
    settings: [
      'devices.scanner = { kind = "none" }',
      'devices.reader.kind = "none"',
      'devices.camera = { kind = "device", virtual = "allow", codes = "when-asked" }',
      anyHour,
    ],
  });

  it('says so first, and asks nobody to hold a code before a camera that is off', async () => {
    const screen = await screenOfTest(browser(), kiosk().url);
    const videos = screen.page.locator('video');
    await screen.step('attract').waitFor();
    await screen.says(vi.attract.whenAsked).waitFor();
    const likely = screen.page.locator('.button-primary');
    expect(await likely.count()).toBe(1);
    await likely.and(screen.button(vi.attract.showToCamera)).waitFor();
    expect(await videos.count()).toBe(0);
    await screen.press(screen.button(vi.attract.showToCamera));
    await screen.press(screen.button(vi.choose.bringSomebody));

    // Whose code the camera sees, the station knows already.
    await screen.step('companion').waitFor();
    await screen.says(vi.companion.whenAsked.title).waitFor();
    expect(await videos.count()).toBe(0);
    await screen.press(screen.button(vi.attract.showToCamera));
    await screen.says(vi.companion.problem['same-person']).waitFor();
    expect(await videos.count()).toBe(0);
    // The same code at once, and the same answer: it closes the camera, too.
    await screen.press(screen.button(vi.attract.showToCamera));
    await screen.says(vi.cameraCodes.title).waitFor();
    await screen.says(vi.companion.problem['same-person']).waitFor();
    expect(await videos.count()).toBe(0);
  });
});
