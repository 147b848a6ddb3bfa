import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { framesPerTry } from './face-limits.ts';
import { type FullKiosk, openFullKiosk, settle, testPolicies, usualVisit } from './visit-testing.ts';
import { covered, sample } from './visit-testing-people.ts';
import { lookFor } from './visit-testing-ways.ts';

/** The last try in vain leads on to the first question, which says what happened. */

/** Lays the card and pulls it, as often as there are tries. */
async function pullEachTime(kiosk: FullKiosk): Promise<void> {
  await usualVisit.awaiting(kiosk);
  for (let tries = 0; tries < testPolicies.card.tries; tries += 1) {
    expect(kiosk.shown().step).toBe('identify');
    kiosk.reader.layCard();
    kiosk.reader.takeCard();
    await settle();
  }
}

describe('a card', () => {
  it('that no try has opened is told of on the first question, and on no other', async () => {
    const kiosk = openFullKiosk();
    await pullEachTime(kiosk);
    expect(kiosk.at('appointments').setback).toBe('card-not-read');
    await kiosk.send('walk-in');
    expect(kiosk.at('choose').setback).toBeNull();
    await kiosk.send('back');
    expect(kiosk.at('appointments').setback).toBe('card-not-read');
  });

  it('is told of at whatever is asked first', async () => {
    const unbooked = openFullKiosk();
    unbooked.hospital.answers.appointments = { ok: true, value: [] };
    await pullEachTime(unbooked);
    expect(unbooked.at('choose').setback).toBe('card-not-read');

    const uninsured = openFullKiosk();
    uninsured.hospital.answers.eligibility = { ok: true, value: { ...covered, code: '010', outcome: 'not-covered' } };
    await pullEachTime(uninsured);
    expect(uninsured.at('insurance').setback).toBe('card-not-read');
    await uninsured.send('go-on-paying');
    expect(uninsured.at('appointments').setback).toBeNull();

    const unknown = openFullKiosk({ requiredFields: () => ['phone'] });
    unknown.hospital.answers.appointments = { ok: true, value: [] };
    unknown.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    await pullEachTime(unknown);
    expect(unknown.at('details')).toMatchObject({ field: 'phone', setback: 'card-not-read' });
    await unknown.send('skip-answer');
    expect(unknown.at('choose').setback).toBeNull();
  });

  it('that was given up by choice had its reason on the screen', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.takeCard();
    await kiosk.send('continue-without-card');
    expect(kiosk.at('appointments').setback).toBeNull();
  });

  it('is not told of to the next patient', async () => {
    const kiosk = openFullKiosk();
    await pullEachTime(kiosk);
    await kiosk.send('start-over');
    await usualVisit.appointments(kiosk);
    expect(kiosk.at('appointments').setback).toBeNull();
  });
});

describe('a face', () => {
  const comparing = async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    return kiosk;
  };

  it('that resembles nobody’s portrait, after the last try', async () => {
    const kiosk = await comparing();
    await lookFor(kiosk, 0.4);
    expect(kiosk.at('verify').face.state).toBe('retry');
    await lookFor(kiosk, 0.4);
    expect(kiosk.at('appointments').setback).toBe('face-not-matched');
  });

  it('that was never seen well enough', async () => {
    const kiosk = await comparing();
    for (let sent = 0; sent < framesPerTry; sent += 1) await kiosk.send(sample(0.9, { luma: 20, backgroundLuma: 40 }));
    await kiosk.advance(defaultDelays.faceSearchMs);
    expect(kiosk.at('appointments').setback).toBe('face-not-seen');
  });

  it('of which a camera that is there shows nothing; one that is away has words of its own', async () => {
    const silent = await comparing();
    await silent.advance(defaultDelays.cameraStartMs);
    expect(silent.at('appointments').setback).toBe('face-not-seen');

    const away = await comparing();
    await away.send({ type: 'camera', state: 'not-reachable' });
    expect(away.at('appointments').setback).toBeNull();

    const none = openFullKiosk({ cameraConfigured: false });
    await usualVisit.chipRead(none);
    none.reader.takeCard();
    await settle();
    expect(none.at('appointments').setback).toBeNull();
  });

  it('that matched, or that its owner would not show, is no setback', async () => {
    const matched = openFullKiosk();
    await usualVisit.appointments(matched);
    expect(matched.at('appointments').setback).toBeNull();

    const declined = await comparing();
    await declined.send('skip-face');
    expect(declined.at('appointments').setback).toBeNull();
  });

  it('that staff have compared is none any more', async () => {
    const kiosk = await comparing();
    await lookFor(kiosk, 0.1);
    expect(kiosk.at('appointments').setback).toBe('face-not-matched');
    kiosk.visit.staffCompared({ result: 'same-person', by: 'lan' });
    await settle();
    expect(kiosk.at('appointments').setback).toBeNull();
  });
});
