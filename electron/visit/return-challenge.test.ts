import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { settle } from './visit-testing.ts';
import {
  failChallenge,
  type GalleryKiosk,
  hanhsFactor,
  lookingForHanh,
  moveAsAsked,
  openGalleryKiosk,
} from './visit-testing-gallery.ts';
import { hanh, sample } from './visit-testing-people.ts';

/** What is asked of whoever comes back by face, before the gallery is. */

const { matchedMs, galleryMs, cameraStartMs, idleWarningMs, movementMs } = defaultDelays;

/** Looks into the camera until a movement is asked for. */
async function nextMovement(kiosk: GalleryKiosk): Promise<void> {
  for (let frame = 0; frame < 25 && !kiosk.at('recognise').challenge; frame += 1) {
    await kiosk.send(sample(1));
    await kiosk.advance(100);
  }
}

describe('a movement', () => {
  it('that cannot be made may be swapped for another', async () => {
    const kiosk = await lookingForHanh();
    await kiosk.send('swap-movement');
    expect(kiosk.at('recognise').challenge).toBeNull();
    await nextMovement(kiosk);
    const before = kiosk.at('recognise');
    expect(before.canSwap).toBe(true);
    await kiosk.send('swap-movement');
    await nextMovement(kiosk);
    const after = kiosk.at('recognise');
    expect(after.challenge?.movement === 'blink').toBe(before.challenge?.movement !== 'blink');
    expect(after.canSwap).toBe(false);
    await moveAsAsked(kiosk);
    expect(kiosk.at('recognise').state).toBe('done');
    await kiosk.advance(matchedMs);
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({ checkAtDoor: true });
  });

  it('that was made is not followed by what was wrong with the try before', async () => {
    const kiosk = await lookingForHanh();
    await failChallenge(kiosk);
    const seen: unknown[] = [];
    kiosk.visit.subscribe(() => {
      const { state, failed, challenge } = kiosk.at('recognise');
      seen.push(`${state} ${failed} ${challenge?.left ?? 0}`);
    });
    await moveAsAsked(kiosk);
    const inOrder = seen.filter((each, index) => each !== seen[index - 1]);
    expect(inOrder).toEqual([
      ...['retry face-changed 0', 'pause face-changed 0', 'moving face-changed 2'],
      ...['pause null 0', 'moving null 1', 'checking null 0', 'done null 0'],
    ]);
  });

  it('is not asked for where the hospital does without', async () => {
    const liveness = { enrolment: true, returning: false, movements: 2, kinds: ['blink', 'turn'] } as const;
    const kiosk = await lookingForHanh({ policies: { liveness } });
    for (let frame = 0; frame < 5; frame += 1) await kiosk.send(sample(1));
    expect(kiosk.at('recognise').state).toBe('done');
  });

  it('gives whoever is to make it the time for it, however late it comes', async () => {
    const slow = openGalleryKiosk();
    await slow.send('return-by-face');
    await slow.send(hanhsFactor);
    await slow.advance(cameraStartMs - 100);
    await slow.send({ type: 'camera', state: 'ready' });
    await slow.advance(idleWarningMs - cameraStartMs - 3_000);
    await nextMovement(slow);
    await slow.advance(movementMs - 1_000);
    expect(slow.at('recognise').state).toBe('moving');
    expect(slow.visit.view().idleSecondsLeft).toBeNull();
  });
});

describe('a challenge that fails', () => {
  it('with nothing that moves ends it after its tries: the gallery is told, and never asked', async () => {
    const kiosk = await lookingForHanh();
    for (const triesLeft of [1, 0]) {
      for (let frame = 0; frame < 5; frame += 1) await kiosk.send(sample(1));
      await kiosk.advance(2_000);
      await kiosk.send(sample(1));
      expect(kiosk.at('recognise')).toMatchObject({ state: 'moving', challenge: { left: 2, secondsLeft: 6 } });
      await kiosk.advance(movementMs - 1_000);
      expect(kiosk.at('recognise').challenge?.secondsLeft).toBe(1);
      await kiosk.advance(1_000);
      if (triesLeft) expect(kiosk.at('recognise')).toMatchObject({ state: 'retry', failed: 'too-slow', triesLeft });
    }
    expect(kiosk.at('attract').prompt).toBe('face-not-recognised');
    expect(kiosk.faces.callsOf('recognise')).toEqual([]);
    expect(kiosk.faces.callsOf('missed')).toHaveLength(2);
  });

  it('because somebody else steps in, too', async () => {
    const kiosk = await lookingForHanh();
    for (const triesLeft of [1, 0]) {
      await failChallenge(kiosk);
      if (triesLeft) expect(kiosk.at('recognise')).toMatchObject({ failed: 'face-changed', triesLeft });
    }
    expect(kiosk.at('attract').prompt).toBe('face-not-recognised');
    expect(kiosk.faces.callsOf('recognise')).toEqual([]);
  });

  it.each(['away', 'crash', 'silence'] as const)(
    'is followed by the next try though the gallery cannot be told: %s',
    async (how) => {
      const kiosk = await lookingForHanh();
      kiosk.faces.held.add('missed');
      await failChallenge(kiosk);
      expect(kiosk.at('recognise')).toMatchObject({ state: 'retry', challenge: null, triesLeft: 1 });
      await kiosk.send('swap-movement');
      const call = kiosk.faces.lastCallOf('missed');
      expect(call.request).toEqual({ kind: 'digits', lastFour: '2345', birthDate: hanh.birthDate });
      kiosk.faces.answers.missed = { kind: 'away' };
      if (how === 'away') call.answer();
      else if (how === 'crash') call.crash();
      else await kiosk.advance(galleryMs);
      await settle();
      expect(kiosk.at('recognise')).toMatchObject({ state: 'retry', failed: 'face-changed', triesLeft: 1 });
    },
  );

  it('once too often ends it, and whoever leaves meanwhile does not call that off', async () => {
    const kiosk = await lookingForHanh();
    kiosk.faces.answers.missed = { kind: 'limited', retryAfterMs: 60_000 };
    await failChallenge(kiosk);
    expect(kiosk.at('attract').prompt).toBe('face-paused');
    const crashed = await lookingForHanh();
    await failChallenge(crashed);
    crashed.faces.held.add('missed');
    await failChallenge(crashed);
    crashed.faces.lastCallOf('missed').crash();
    await settle();
    expect(crashed.at('attract').prompt).toBe('face-not-recognised');
    const hasty = await lookingForHanh();
    hasty.faces.held.add('missed');
    await failChallenge(hasty);
    await hasty.send('start-over');
    const { signal } = hasty.faces.lastCallOf('missed');
    expect(signal?.aborted ?? false).toBe(false);
  });
});
