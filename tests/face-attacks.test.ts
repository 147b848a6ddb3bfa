import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makePhoneFilm, makePrintFilm, makeSceneFilm } from '../fixtures/simulators/attack-films.ts';
import { fakeCameraSwitches, makeFakeCameraFilm } from '../fixtures/simulators/fake-camera.ts';
import { runVisit } from '../fixtures/simulators/patient.ts';
import { openPatientCamera } from '../fixtures/simulators/patient-face.ts';
import { launchBrowser } from './harness/browser.ts';
import { enrolFace, returnByFace } from './harness/faces.ts';
import { person } from './harness/people.ts';
import { openScreen } from './harness/screen.ts';
import type { StationHand } from './harness/station-client.ts';
import { useKiosk } from './harness/suite.ts';
import { takeTicketByCard } from './harness/visits.ts';

/**
 * Others who would be recognised as an enrolled patient, or enrolled in a patient's name: a real browser, the real page and
 * station, and Chromium's fake camera with a film of what is held before it. They know the patient's digits and birth date, and
 * have the patient's card. What a film of the patient's own movements reaches by luck: electron/visit/liveness-films.test.ts.
 */

const picture = (id: string, name: string): string =>
  join(import.meta.dirname, '..', 'fixtures', 'people', id, `${name}.jpg`);
const scene = (id: string, name: string, seconds: number) => ({ picturePath: picture(id, name), seconds });

const films = mkdtempSync(join(tmpdir(), 'tiepdon-film-'));
afterAll(() => {
  rmSync(films, { recursive: true, force: true });
});

const kiosk = useKiosk({
  settings: [
    'devices.camera.kind = "device"',
    'devices.camera.virtual = "allow"',
    // Films do not get better with time.
    'delays.movementMs = 3000',
    // One patient's digits for every attack; that they are counted: sync/faces/limits.test.ts, electron/visit/return-thief.test.ts.
    'faces.failuresPerFactor = 20',
  ],
});
let hand: StationHand;

beforeAll(async () => {
  hand = await kiosk().join();
  const opened = await openPatientCamera();
  if (!opened.ok) throw new Error(opened.detail);
  const patient = person('p01');
  const face = opened.camera.of(patient);
  const report = await runVisit(hand.connection, patient, 'card', { face, answers: { enrols: true } });
  await opened.camera.close();
  expect(report).toMatchObject({ outcome: 'ticket', enrolment: 'enrolled' });
});

/** A kiosk's page whose camera shows this film. */
async function before(makeFilm: (path: string) => Promise<void>): Promise<void> {
  const film = join(films, 'attack.mjpeg');
  await makeFilm(film);
  const browser = await launchBrowser(fakeCameraSwitches(film));
  onTestFinished(() => browser.close());
  const screen = await openScreen(browser, kiosk().url, { face: { camera: 'device' } });
  await screen.step('attract').waitFor();
}

describe('in the place of an enrolled patient is not recognised', () => {
  const notRecognised = { passed: false, end: { step: 'attract', prompt: 'face-not-recognised' } };

  /** No movement came in time; a busy machine's film stands still in between as well. */
  function expectStopped(failed: readonly unknown[]): void {
    expect(failed).not.toEqual([]);
    expect(['too-slow', 'picture-still']).toEqual(expect.arrayContaining([...failed]));
  }

  it.for([
    ['a printed photo, moved and tilted', (path: string) => makePrintFilm(picture('p01', 'live1'), path)],
    ['a photo on a telephone', (path: string) => makePhoneFilm(picture('p01', 'live1'), path)],
    [
      'a film of the patient who blinks',
      (path: string) => makeSceneFilm([scene('p01', 'live1', 1.2), scene('p01', 'live-eyes-closed', 0.3)], path),
    ],
  ] as const)('%s', async ([, makeFilm]) => {
    await before(makeFilm);
    const seen = await returnByFace(hand, 'p01');
    expect(seen).toMatchObject(notRecognised);
    expectStopped(seen.failed);
    // It passed for a face, and was asked to move.
    expect(seen.movements).toBeGreaterThan(0);
  });

  it('a film of the patient who blinks, by somebody who asks for another movement than a turn', async () => {
    const film = [scene('p01', 'live1', 1.2), scene('p01', 'live-eyes-closed', 0.3)];
    await before((path) => makeSceneFilm(film, path));
    const seen = await returnByFace(hand, 'p01', ['turn-left', 'turn-right']);
    expect(seen).toMatchObject(notRecognised);
    expectStopped(seen.failed);
    expect(seen.swaps).toBeGreaterThan(0);
  });

  it('a frozen picture, which is not even asked to move', async () => {
    await before((path) => makeFakeCameraFilm(picture('p01', 'live1'), path));
    const seen = await returnByFace(hand, 'p01');
    expect(seen).toMatchObject({ ...notRecognised, failed: ['picture-still'], movements: 0 });
  });

  it('somebody else who makes the movements between pictures of the patient', async () => {
    // Never two pictures of one person running: whoever the try begins with, the next is another.
    const film = [
      scene('p01', 'live1', 1.2),
      scene('p02', 'live-eyes-closed', 1),
      scene('p01', 'live1', 1.2),
      scene('p02', 'live-turn-left', 0.8),
      scene('p01', 'live1', 1.2),
      scene('p02', 'live-turn-right', 0.8),
    ];
    await before((path) => makeSceneFilm(film, path));
    const seen = await returnByFace(hand, 'p01');
    expect(seen).toMatchObject(notRecognised);
    expect(seen.failed).toContain('face-changed');
  });
});

describe('in the name of a patient is not enrolled', () => {
  it('whoever has the card and a print that resembles its portrait', async () => {
    await before((path) => makePrintFilm(picture('p14', 'live1'), path));
    await takeTicketByCard(hand, 'p14', 'ngoai');
    // The print is good enough for the portrait, which asks for no movement; it is not good enough to be kept.
    const seen = await enrolFace(hand);
    expect(seen).toMatchObject({ passed: false, end: { step: 'enrol', state: 'failed', problem: 'not-live' } });
    hand.intent({ type: 'back' });
    await hand.at('ticket', ({ faceOffer }) => faceOffer === 'enrol');
    hand.intent({ type: 'finish' });
    await hand.at('attract');
  });
});
