import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { failChallenge, lookingForHanh, openGalleryKiosk } from './visit-testing-gallery.ts';
import { patientCode, sample } from './visit-testing-people.ts';
import { besidePaper } from './visit-testing-ways.ts';

/** The machine's own time is not counted against whoever stands still for it, as they were asked; and no face keeps a visit open. */

const { cameraStartMs, faceSearchMs, lookupMs, galleryMs, readMs, idleWarningMs, idleGraceMs } = defaultDelays;

const isAsked = (kiosk: FullKiosk): boolean => kiosk.visit.view().idleSecondsLeft !== null;

/** Goes on to a moment, in which nobody is asked whether they are still there. */
async function undisturbed(kiosk: FullKiosk, forMs: number): Promise<void> {
  const asked: number[] = [];
  for (let passedMs = 0; passedMs < forMs; passedMs += 500) {
    await kiosk.advance(Math.min(500, forMs - passedMs));
    if (isAsked(kiosk)) asked.push(passedMs);
  }
  expect(asked).toEqual([]);
}

/** What has just appeared may be read as long as anything else. */
async function hasItsTime(kiosk: FullKiosk): Promise<void> {
  await undisturbed(kiosk, idleWarningMs - 100);
  await kiosk.advance(100);
  expect(isAsked(kiosk)).toBe(true);
}

/** Somebody of whom the camera makes nothing. */
const unclear = sample(0.9, { widthPx: 20 });

describe('nobody is asked whether they are still there', () => {
  it('while the camera starts and looks for them; the first question then has its time', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    kiosk.reader.takeCard();
    await undisturbed(kiosk, cameraStartMs - 100);
    await kiosk.send({ type: 'camera', state: 'ready' });
    await undisturbed(kiosk, faceSearchMs - 100);
    expect(kiosk.shown().step).toBe('verify');
    await kiosk.advance(100);
    expect(kiosk.shown().step).toBe('appointments');
    await hasItsTime(kiosk);
  });

  it('while the hospital is asked after all that', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.held.add('findPatient');
    await usualVisit.chipRead(kiosk);
    await kiosk.send({ type: 'camera', state: 'ready' });
    await undisturbed(kiosk, faceSearchMs);
    expect(kiosk.at('choose').state).toBe('looking-up');
    await undisturbed(kiosk, lookupMs);
    expect(kiosk.at('choose').state).toBe('clinics');
    await hasItsTime(kiosk);
  });

  it('while the hospital is asked about whoever has shown their code', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.held.add('findPatient');
    await byCode(kiosk);
    expect(kiosk.at('choose').state).toBe('looking-up');
    await kiosk.advance(lookupMs);
    expect(kiosk.at('choose').state).toBe('clinics');
    await hasItsTime(kiosk);
  });

  it('while the camera starts and looks for somebody who comes back', async () => {
    const kiosk = openGalleryKiosk();
    kiosk.faces.answers.holds = 'yes';
    kiosk.scanner.show(patientCode);
    await settle();
    await kiosk.send('confirm');
    await undisturbed(kiosk, cameraStartMs - 100);
    await kiosk.send({ type: 'camera', state: 'ready' });
    await undisturbed(kiosk, faceSearchMs - 100);
    expect(kiosk.shown().step).toBe('recognise');
    await kiosk.advance(100);
    expect(kiosk.shown().step).toBe('appointments');
    await hasItsTime(kiosk);
  });

  it('while the gallery is told of a challenge that failed, and the camera looks once more', async () => {
    const kiosk = await lookingForHanh();
    await kiosk.advance(faceSearchMs - 1_000);
    kiosk.faces.held.add('missed');
    await failChallenge(kiosk);
    await undisturbed(kiosk, galleryMs);
    expect(kiosk.at('recognise')).toMatchObject({ triesLeft: 1 });
    await undisturbed(kiosk, faceSearchMs - 100);
    expect(kiosk.shown().step).toBe('recognise');
  });

  it('while the reader is waited for that hangs: what went wrong has its time', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    await kiosk.advance(readMs);
    expect(kiosk.at('identify').card.state).toBe('problem');
    await hasItsTime(kiosk);
  });
});

describe('a visit ends in time all the same', () => {
  it.each(['nobody', 'a face that stays'] as const)('before the camera of a card: %s', async (who) => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    kiosk.reader.takeCard();
    const longestMs = cameraStartMs + faceSearchMs + lookupMs + idleWarningMs + idleGraceMs;
    for (let passedMs = 0; passedMs < longestMs; passedMs += 1_000) {
      if (who === 'a face that stays') await kiosk.send(unclear);
      await kiosk.advance(1_000);
    }
    expect(kiosk.shown().step).toBe('attract');
  });

  it('before the camera of a paper, whoever looks into it and does nothing', async () => {
    const kiosk = await besidePaper();
    // Each try is a movement that is told, not made, and told to the gallery.
    const triesMs = 2 * (faceSearchMs + galleryMs);
    for (let passedMs = 0; passedMs < triesMs + lookupMs + idleWarningMs + idleGraceMs; passedMs += 500) {
      await kiosk.send(sample(1));
      await kiosk.advance(500);
    }
    expect(kiosk.shown().step).toBe('attract');
  });
});
