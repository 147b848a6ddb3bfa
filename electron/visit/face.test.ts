import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { framesPerTry } from './face-limits.ts';
import { type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { chipOf, codeOf, embedding, hanh, sample } from './visit-testing-people.ts';

const faceOf = (kiosk: FullKiosk) => kiosk.state().context.identity?.face;

async function frames(kiosk: FullKiosk, count: number, ...frame: Parameters<typeof sample>) {
  for (let sent = 0; sent < count; sent += 1) await kiosk.send(sample(...frame));
}

/** At the face, the camera running. */
async function comparing() {
  const kiosk = openFullKiosk();
  await usualVisit.verify(kiosk);
  await kiosk.send(sample(0));
  return kiosk;
}

describe('the face', () => {
  it('matches: said for a moment, kept with its similarity', async () => {
    const kiosk = await comparing();
    await frames(kiosk, 1, 0.876);
    expect(kiosk.at('verify').face.state).toBe('matched');
    await kiosk.advance(defaultDelays.matchedMs);
    expect(kiosk.shown().step).toBe('appointments');
    expect(faceOf(kiosk)).toEqual({ method: 'face-matches-chip', similarity: 0.88 });
  });

  it.each([
    { type: 'camera', state: 'not-reachable' } as const,
    { type: 'camera', state: 'refused' } as const,
    { type: 'skip-face' } as const,
    { type: 'face-portrait', comparison: 1, embedding: null } as const,
  ])('that has matched stays matched whatever follows: %o', async (intent) => {
    const kiosk = await comparing();
    await frames(kiosk, 1, 0.9);
    await kiosk.send(intent);
    expect(kiosk.at('verify').face.state).toBe('matched');
    await kiosk.advance(defaultDelays.matchedMs);
    expect(faceOf(kiosk)).toEqual({ method: 'face-matches-chip', similarity: 0.9 });
  });

  it('is nearly right: another try with advice, then it matches', async () => {
    const kiosk = await comparing();
    await frames(kiosk, framesPerTry, 0.4, { widthPx: 80 });
    expect(kiosk.at('verify').face).toEqual({ state: 'retry', instruction: 'come-closer', triesLeft: 1 });
    await frames(kiosk, 1, 0.6);
    expect(kiosk.at('verify').face.state).toBe('matched');
  });

  it('is nearly right until no try is left: the visit goes on, with the evidence, and spells no name any more', async () => {
    const kiosk = await comparing();
    expect(kiosk.at('verify').holder.fullName).toBe(hanh.fullName);
    await frames(kiosk, 2 * framesPerTry, 0.4);
    expect(kiosk.at('appointments')).toMatchObject({
      holder: { fullName: 'N.', sex: null, identity: 'proven' },
      appointments: [{ practitioner: null }],
    });
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.at('ticket').checkAtDoor).toBe(true);
    expect(kiosk.queue.lastDraft).toMatchObject({ kind: 'visit', checkAtDoor: true });
    expect(kiosk.queue.lastDraft.evidence.at(-1)).toEqual({ method: 'face-not-matched', similarity: 0.4 });
  });

  it('is a stranger’s: the visit goes on after one try, at the level of a chip with another face', async () => {
    const kiosk = await comparing();
    await frames(kiosk, framesPerTry, 0.1);
    expect(kiosk.at('appointments').holder.fullName).toBe('N.');
    expect(faceOf(kiosk)).toEqual({ method: 'face-not-matched', similarity: 0.1 });
  });

  it('gives no usable picture: advice, then the visit goes on without', async () => {
    const kiosk = await comparing();
    await frames(kiosk, 30, 0.9, { luma: 20, backgroundLuma: 40 });
    expect(kiosk.at('verify').face).toMatchObject({ state: 'looking', instruction: 'more-light', triesLeft: 2 });
    await kiosk.advance(defaultDelays.faceSearchMs);
    expect(faceOf(kiosk)).toEqual({ method: 'face-not-compared', reason: 'no-usable-picture' });
    expect(kiosk.shown().step).toBe('appointments');
  });

  it('waits for the portrait to be measured', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    kiosk.reader.takeCard();
    await frames(kiosk, 10, 0.9);
    expect(kiosk.at('verify').face).toMatchObject({ state: 'looking', triesLeft: 2 });
  });

  it('is declined', async () => {
    const kiosk = await comparing();
    await kiosk.send('skip-face');
    expect(faceOf(kiosk)).toEqual({ method: 'face-not-compared', reason: 'declined' });
    expect(kiosk.shown().step).toBe('appointments');
  });

  it.each([
    ['declining', (kiosk: FullKiosk) => kiosk.send('skip-face')],
    ['a camera that dies', (kiosk: FullKiosk) => kiosk.send({ type: 'camera', state: 'not-responding' })],
    ['showing nobody', (kiosk: FullKiosk) => kiosk.advance(defaultDelays.faceSearchMs)],
  ] as const)('has not matched once a try has failed, and %s does not undo that', async (_, leave) => {
    const kiosk = await comparing();
    await frames(kiosk, framesPerTry, 0.4);
    expect(kiosk.at('verify').face).toMatchObject({ state: 'retry', triesLeft: 1 });
    await leave(kiosk);
    expect(faceOf(kiosk)).toEqual({ method: 'face-not-matched', similarity: 0.4 });
    expect(kiosk.at('appointments').holder.fullName).toBe('N.');
  });

  it.each([null, new Array<number>(128).fill(0.1)])(
    'is not seen in the portrait, or not as the model sees it',
    async (portrait) => {
      const kiosk = openFullKiosk();
      await usualVisit.chipRead(kiosk);
      kiosk.reader.takeCard();
      await kiosk.send({ type: 'face-portrait', comparison: 1, embedding: portrait });
      expect(faceOf(kiosk)).toEqual({ method: 'face-not-compared', reason: 'no-portrait' });
      expect(kiosk.shown().step).toBe('appointments');
    },
  );

  it('has no portrait to be compared with', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.read.answer(chipOf(hanh, { portrait: null }));
    await settle();
    expect(kiosk.at('identify').portrait).toBeNull();
    kiosk.reader.takeCard();
    expect(kiosk.shown().step).toBe('appointments');
    expect(faceOf(kiosk)).toEqual({ method: 'face-not-compared', reason: 'no-portrait' });
  });

  it.each([
    ['2012-03-03', 'child'],
    ['2012-03-02', undefined],
  ])('of somebody born on %s is compared unless a child: %s', async (birthDate, reason) => {
    const kiosk = openFullKiosk();
    const person = { ...hanh, birthDate };
    await usualVisit.chipRead(kiosk, person);
    kiosk.reader.takeCard();
    expect(faceOf(kiosk)).toEqual(reason ? { method: 'face-not-compared', reason } : null);
    expect(kiosk.shown().step).toBe(reason ? 'desk' : 'verify');
  });
});

describe('the camera', () => {
  it('is not there by configuration: nobody is asked to look', async () => {
    const kiosk = openFullKiosk({ cameraConfigured: false });
    await usualVisit.chipRead(kiosk);
    kiosk.reader.takeCard();
    expect(kiosk.shown().step).toBe('appointments');
    expect(faceOf(kiosk)).toEqual({ method: 'face-not-compared', reason: 'no-camera' });
  });

  it.each(['starting', 'comparing'])('goes while %s: the visit goes on without', async (moment) => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    if (moment === 'comparing') await kiosk.send(sample(0));
    await kiosk.send({ type: 'camera', state: 'not-responding' });
    expect(kiosk.shown().step).toBe('appointments');
    expect(faceOf(kiosk)).toEqual({ method: 'face-not-compared', reason: 'no-camera' });
    expect(kiosk.visit.view().camera).toBe('not-responding');
  });

  it('says that it is ready: face models that load slowly are no absent camera', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    await kiosk.send({ type: 'camera', state: 'ready' });
    await kiosk.advance(defaultDelays.faceSearchMs - 100);
    expect(kiosk.shown().step).toBe('verify');
    await kiosk.advance(100);
    expect(kiosk.shown().step).toBe('appointments');
    expect(faceOf(kiosk)).toEqual({ method: 'face-not-compared', reason: 'no-usable-picture' });
  });

  it('sends nothing in time: the visit goes on without; late frames change nothing', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    await kiosk.advance(defaultDelays.cameraStartMs - 100);
    expect(kiosk.shown().step).toBe('verify');
    await kiosk.advance(100);
    expect(kiosk.shown().step).toBe('appointments');
    await kiosk.send(sample(0.9));
    expect(faceOf(kiosk)).toEqual({ method: 'face-not-compared', reason: 'no-camera' });
  });

  it('starts late, but in time', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    await kiosk.advance(defaultDelays.cameraStartMs - 100);
    await kiosk.send(sample(0));
    await kiosk.advance(defaultDelays.cameraStartMs);
    expect(kiosk.shown().step).toBe('verify');
  });

  it('of an earlier visit is forgotten by the next', async () => {
    const kiosk = await comparing();
    await frames(kiosk, framesPerTry, 0.4);
    await kiosk.send('start-over');
    kiosk.scanner.show(codeOf(hanh));
    kiosk.reader.layCard();
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    kiosk.reader.takeCard();
    expect(kiosk.at('verify').face).toEqual({ state: 'looking', instruction: 'look-here', triesLeft: 2 });
    expect(kiosk.state().context.face.portrait).toBeNull();
  });

  it('drops what was measured for another comparison', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    const before = kiosk.memory();
    kiosk.visit.intent(sample(0.9, {}, 99));
    kiosk.visit.intent({ type: 'face-portrait', comparison: 0, embedding: embedding(0.2) });
    await settle();
    expect(kiosk.memory()).toBe(before);
  });
});
