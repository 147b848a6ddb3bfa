import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fakeCameraSwitches, makeFakeCameraFilm } from '../fixtures/simulators/fake-camera.ts';
import { enrolFace, returnByFace } from './harness/faces.ts';
import { kioskOfTest, screenOfTest, useBrowser } from './harness/suite.ts';
import { chooseClinic, takeTicketByCard } from './harness/visits.ts';

/** Whoever is who they say: enrolled on a first visit, back without papers; and what a camera that is a program is good for. */

const face = { camera: 'simulated', url: '/people/p14/live1.jpg' } as const;

describe('a patient who moves as the screen asks', () => {
  const browser = useBrowser();

  it('is enrolled after a visit by card, and recognised without any papers', async () => {
    const kiosk = await kioskOfTest();
    const hand = await kiosk.join();
    const screen = await screenOfTest(browser(), kiosk.url, { face });
    await screen.step('attract').waitFor();
    await takeTicketByCard(hand, 'p14', 'ngoai');
    const enrolled = await enrolFace(hand);
    expect(enrolled.passed).toBe(true);
    await hand.at('enrol', ({ state }) => state === 'enrolled');
    // The camera's lamp goes out with the face check.
    await expect.poll(() => screen.page.locator('video').count()).toBe(0);
    hand.intent({ type: 'finish' });
    await hand.at('attract');

    const returned = await returnByFace(hand, 'p14');
    expect(returned.passed).toBe(true);
    await hand.at('choose', ({ state }) => state === 'clinics');
    await chooseClinic(hand, 'mat');
    hand.intent({ type: 'confirm' });
    const { key } = await hand.at('ticket', ({ faceOffer }) => faceOffer === 'delete');
    const { evidence } = await hand.row(key, ({ state }) => state === 'confirmed');
    expect(evidence).toEqual(['face-returning:digits']);

    // Somebody else with the same digits typed.
    hand.intent({ type: 'finish' });
    await hand.at('attract');
    await screen.beforeCamera({ camera: 'simulated', url: '/people/p02/live1.jpg' });
    const stranger = await returnByFace(hand, 'p14');
    expect(stranger).toMatchObject({ end: { step: 'attract', prompt: 'face-not-recognised' }, failed: ['no-match'] });
  });
});

describe('a camera that is a program', () => {
  const films = mkdtempSync(join(tmpdir(), 'tiepdon-film-'));
  afterAll(() => {
    rmSync(films, { recursive: true, force: true });
  });
  const browser = useBrowser(async () => {
    // Chromium calls the fake device by the film's name.
    const film = join(films, 'OBS Virtual Camera.mjpeg');
    await makeFakeCameraFilm(join(import.meta.dirname, '..', 'fixtures', 'people', 'p14', 'live1.jpg'), film);
    return fakeCameraSwitches(film);
  });

  it('is refused: the visit by card goes on without it, and nobody comes back by face', async () => {
    const kiosk = await kioskOfTest({ settings: ['devices.camera.kind = "device"'] });
    const hand = await kiosk.join();
    const screen = await screenOfTest(browser(), kiosk.url, { face: { camera: 'device' } });
    await screen.step('attract').waitFor();
    const way = screen.page.locator('.way-face');
    // Until the camera has been seen.
    await way.waitFor();
    const { key, faceOffer } = await takeTicketByCard(hand, 'p14', 'ngoai');
    expect(faceOffer).toBe('none');
    const { evidence } = await hand.row(key, ({ state }) => state === 'confirmed');
    expect(evidence).toContainEqual(expect.stringMatching(/^face-not-compared/));
    hand.intent({ type: 'finish' });
    await hand.at('attract');

    expect(hand.connection.snapshot().faceReturn).toBe(false);
    await way.waitFor({ state: 'detached' });
  });
});
