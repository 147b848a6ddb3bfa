import { describe, expect, it } from 'vitest';
import type { Enrolment } from '../../sync/faces/port.ts';
import { consentText } from '../bridge/consent.ts';
import { defaultDelays } from './delays.ts';
import { ticketBehind } from './view.ts';
import { pendingEntry, settle, usualVisit } from './visit-testing.ts';
import {
  enrolledAs,
  type FakeGallery,
  type GalleryKiosk,
  moveAsAsked,
  openGalleryKiosk,
} from './visit-testing-gallery.ts';
import { codeOf, hanh, khoa, recordFor, sample } from './visit-testing-people.ts';

/** On a ticket: the face is kept for the next visit, or deleted, only because its owner says so. */

const { matchedMs, galleryMs, cameraStartMs, faceSearchMs, endWarningMs, endGraceMs, idleWarningMs } = defaultDelays;

/** On the ticket of somebody whom card and face identified. */
async function onTicket(prepare: (faces: FakeGallery) => unknown = () => undefined): Promise<GalleryKiosk> {
  const kiosk = openGalleryKiosk();
  prepare(kiosk.faces);
  await usualVisit.ticket(kiosk);
  return kiosk;
}

/** Before the camera, which runs. */
async function looking(): Promise<GalleryKiosk> {
  const kiosk = await onTicket();
  await kiosk.send('enrol-face');
  await kiosk.send('confirm');
  await kiosk.send({ type: 'camera', state: 'ready' });
  return kiosk;
}

const holding = (faces: FakeGallery) => (faces.answers.holds = 'yes');

describe('a face is kept', () => {
  it('once its owner has agreed and it was found alive, and the same ticket is shown again', async () => {
    const kiosk = await onTicket();
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-1', faceOffer: 'enrol' });
    await kiosk.send({ type: 'choose-language', language: 'en' });
    await kiosk.send('enrol-face');
    expect(kiosk.at('enrol')).toEqual({
      step: 'enrol',
      state: 'asking',
      problem: 'none',
      keptDays: 365,
      keptAt: 'kiosk',
      cardStillThere: false,
    });
    await kiosk.send('confirm');
    expect(kiosk.at('recognise')).toMatchObject({ purpose: 'enrol', state: 'looking', comparison: 2 });
    await kiosk.send({ type: 'camera', state: 'ready' });
    await moveAsAsked(kiosk, 0.9);
    expect(kiosk.at('recognise')).toMatchObject({ state: 'done', holder: null });
    const { request } = kiosk.faces.lastCallOf('enrol');
    expect(request).toMatchObject({
      person: enrolledAs(hanh),
      template: { model: 'a'.repeat(64) },
      consent: {
        id: '0b8ee9a4-52a4-4d3c-9c1b-6a1f0f6a2c55',
        version: consentText.version,
        language: 'en',
        textSha256: consentText.sha256.en,
        givenAt: '2026-03-02T08:00:00+07:00',
        visitKey: 'key-1',
      },
    });
    const { template } = request as Enrolment;
    expect(template.embedding[0]).toBeCloseTo(0.9, 5);
    await kiosk.advance(matchedMs);
    expect(kiosk.at('enrol')).toMatchObject({ state: 'enrolled', problem: 'none' });
    await kiosk.send('back');
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-1', faceOffer: 'enrolled' });
    expect(kiosk.queue.drafts).toHaveLength(1);
    expect(kiosk.state().context.live).toBeNull();
  });

  it('on the same ticket all the while, whose paper may still be printed', async () => {
    const kiosk = await onTicket();
    const given = kiosk.at('ticket');
    const behind = () => kiosk.visit.view().ticketBehind;
    expect(behind()).toBeNull();
    await kiosk.send('enrol-face');
    expect(behind()).toEqual(given);
    // As it is by then.
    kiosk.queue.become('key-1', 'confirmed');
    const known = { ...given, sync: 'confirmed' };
    expect(behind()).toEqual(known);
    await kiosk.send('confirm');
    await kiosk.send({ type: 'camera', state: 'ready' });
    expect([kiosk.shown().step, behind()]).toEqual(['recognise', known]);
    // Somebody who comes back by face stands on no ticket, whoever's was there before.
    expect(ticketBehind(kiosk.state().context, { ...kiosk.at('recognise'), purpose: 'return' })).toBeNull();
    await moveAsAsked(kiosk, 0.9);
    await kiosk.advance(matchedMs);
    expect([kiosk.at('enrol').state, behind()?.faceOffer]).toEqual(['enrolled', 'enrolled']);
    await kiosk.send('back');
    await kiosk.send('withdraw-face');
    expect([kiosk.at('enrol').state, behind()?.key]).toEqual(['withdrawing', 'key-1']);
    await kiosk.send('start-over');
    expect([kiosk.shown().step, behind()]).toEqual(['attract', null]);
  });

  it('not of somebody else than the chip’s holder', async () => {
    const kiosk = await looking();
    for (const triesLeft of [1, 0]) {
      await moveAsAsked(kiosk, 0.3);
      if (triesLeft) expect(kiosk.at('recognise')).toMatchObject({ state: 'retry', failed: 'no-match', triesLeft });
    }
    expect(kiosk.at('enrol')).toMatchObject({ state: 'failed', problem: 'not-like-card' });
    expect(kiosk.faces.callsOf('enrol')).toEqual([]);
  });

  it('not of a picture: nothing of it is a try that failed of anybody', async () => {
    const kiosk = await looking();
    for (let tries = 0; tries < 2; tries += 1) {
      for (let frame = 0; frame < 4; frame += 1) await kiosk.send(sample(1));
      await kiosk.send(sample(0.1));
    }
    expect(kiosk.at('enrol')).toMatchObject({ state: 'failed', problem: 'not-live' });
    expect(kiosk.faces.callsOf('missed')).toEqual([]);
  });

  it('not without consent: whoever says no has their ticket, and nothing was kept', async () => {
    const kiosk = await onTicket();
    await kiosk.send('enrol-face');
    await kiosk.send('back');
    expect(kiosk.at('ticket').faceOffer).toBe('enrol');
    await kiosk.send('enrol-face');
    await kiosk.send('confirm');
    await kiosk.send('ask-for-staff');
    expect(kiosk.shown().step).toBe('recognise');
    await kiosk.send('skip-face');
    expect(kiosk.at('ticket').number).toBe('M-1');
    expect(kiosk.state().context).toMatchObject({ live: null, enrolment: null });
    expect(kiosk.faces.callsOf('enrol')).toEqual([]);
  });

  it.each([
    [
      'a camera that goes',
      (kiosk: GalleryKiosk) => kiosk.send({ type: 'camera', state: 'not-responding' }),
      'no-camera',
    ],
    ['no face', (kiosk: GalleryKiosk) => kiosk.advance(faceSearchMs), 'not-live'],
    [
      'a gallery that is away',
      async (kiosk: GalleryKiosk) => {
        kiosk.faces.answers.enrol = { kind: 'away' };
        await moveAsAsked(kiosk);
      },
      'gallery-away',
    ],
    [
      'a gallery that says nothing',
      async (kiosk: GalleryKiosk) => {
        kiosk.faces.held.add('enrol');
        await moveAsAsked(kiosk);
        await kiosk.advance(galleryMs);
      },
      'gallery-away',
    ],
    [
      'a gallery that cannot',
      async (kiosk: GalleryKiosk) => {
        kiosk.faces.answers.enrol = { kind: 'failed', detail: 'disk full' };
        await moveAsAsked(kiosk);
      },
      'not-saved',
    ],
  ] as const)('not with %s', async (_, happen, problem) => {
    const kiosk = await looking();
    await happen(kiosk);
    expect(kiosk.at('enrol')).toMatchObject({ state: 'failed', problem });
    await kiosk.send('back');
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-1', faceOffer: 'enrol' });
  });

  it('not with a camera that does not start', async () => {
    const kiosk = await onTicket();
    await kiosk.send('enrol-face');
    await kiosk.send('confirm');
    await kiosk.advance(cameraStartMs);
    expect(kiosk.at('enrol').state).toBe('failed');
  });
});

describe('the question', () => {
  it('leaves time to read: longer than a ticket, and its end no longer', async () => {
    const kiosk = await onTicket();
    await kiosk.send('enrol-face');
    await kiosk.advance(endWarningMs);
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
    await kiosk.advance(idleWarningMs - endWarningMs);
    expect(kiosk.visit.view().idleSecondsLeft).not.toBeNull();
    await kiosk.send('presence');
    await kiosk.send('confirm');
    await kiosk.send({ type: 'camera', state: 'not-responding' });
    expect(kiosk.at('enrol').state).toBe('failed');
    await kiosk.advance(endWarningMs + endGraceMs);
    expect(kiosk.shown().step).toBe('attract');
    expect(kiosk.state().context).toMatchObject({ chipFace: null, enrolment: null, faceHeld: null });
  });

  it('is left by start-over and by an emergency, its end also by the next code', async () => {
    const kiosk = await onTicket();
    await kiosk.send('enrol-face');
    await kiosk.send('emergency');
    expect(kiosk.shown().step).toBe('emergency');
    const other = await onTicket();
    await other.send('enrol-face');
    await other.send('start-over');
    expect(other.shown().step).toBe('attract');
    const third = await looking();
    await third.send({ type: 'camera', state: 'refused' });
    third.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(khoa) } };
    third.scanner.show(codeOf(khoa));
    expect(third.at('identify').holder.fullName).toBe(khoa.fullName);
    const fourth = await looking();
    await fourth.send({ type: 'camera', state: 'refused' });
    await fourth.send('finish');
    expect(fourth.shown().step).toBe('attract');
  });

  it('hears what its ticket was to hear, and its end takes every code that the ticket takes', async () => {
    const kiosk = await onTicket();
    await kiosk.send('enrol-face');
    await kiosk.send({ type: 'ticket-shown', key: 'key-1' });
    expect(kiosk.queue.entry('key-1')?.ticketShown).toBe(true);
    kiosk.queue.rows.set(
      'key-1',
      pendingEntry({ key: 'key-1', ticket: { number: 'M-1', official: true }, state: 'confirmed' }),
    );
    kiosk.queue.listeners.tell('key-1');
    expect(kiosk.state().context.ticket?.sync).toBe('confirmed');
    await kiosk.send('confirm');
    await kiosk.send({ type: 'camera', state: 'not-responding' });
    kiosk.scanner.show({ kind: 'vneid', token: 'token-1' });
    await settle();
    expect(kiosk.at('enrol')).toMatchObject({ state: 'failed', problem: 'no-camera' });
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await settle();
    expect(kiosk.shown().step).toBe('my-ticket');
  });

  it('is not asked without the ticket’s offer', async () => {
    const kiosk = await onTicket((faces) => (faces.answers.holds = 'away'));
    expect(kiosk.at('ticket').faceOffer).toBe('none');
    await kiosk.send('enrol-face');
    await kiosk.send('withdraw-face');
    expect(kiosk.shown().step).toBe('ticket');
  });
});

describe('a face is deleted', () => {
  it('at once, when its owner says so, and is not offered to be kept right after', async () => {
    const kiosk = await onTicket(holding);
    expect(kiosk.at('ticket').faceOffer).toBe('enrolled');
    kiosk.faces.held.add('withdraw');
    await kiosk.send('withdraw-face');
    expect(kiosk.at('enrol').state).toBe('withdrawing');
    await kiosk.send('confirm');
    expect(kiosk.at('enrol').state).toBe('working');
    kiosk.faces.lastCallOf('withdraw').answer();
    await settle();
    expect(kiosk.faces.lastCallOf('withdraw').request).toEqual({ who: { idNumber: hanh.idNumber }, actor: 'patient' });
    expect(kiosk.at('enrol')).toMatchObject({ state: 'withdrawn', problem: 'none' });
    await kiosk.send('back');
    expect(kiosk.at('ticket').faceOffer).toBe('none');
    expect(kiosk.faces.callsOf('holds')).toHaveLength(1);
  });

  it('not when they say no', async () => {
    const kiosk = await onTicket(holding);
    await kiosk.send('withdraw-face');
    await kiosk.send('back');
    expect(kiosk.at('ticket').faceOffer).toBe('enrolled');
    expect(kiosk.faces.callsOf('withdraw')).toEqual([]);
  });

  it.each([
    ['unknown', { kind: 'unknown' }, 'withdrawn', 'none'],
    ['away', { kind: 'away' }, 'failed', 'gallery-away'],
    ['failed', { kind: 'failed', detail: 'disk full' }, 'failed', 'not-saved'],
    ['crash', null, 'failed', 'not-saved'],
    ['silence', null, 'failed', 'gallery-away'],
  ] as const)('or the screen says what became of it: %s', async (how, answer, state, problem) => {
    const kiosk = await onTicket(holding);
    kiosk.faces.held.add('withdraw');
    if (answer) kiosk.faces.answers.withdraw = answer;
    await kiosk.send('withdraw-face');
    await kiosk.send('confirm');
    if (how === 'crash') kiosk.faces.lastCallOf('withdraw').crash();
    else if (how === 'silence') await kiosk.advance(galleryMs);
    else kiosk.faces.lastCallOf('withdraw').answer();
    await settle();
    expect(kiosk.at('enrol')).toMatchObject({ state, problem });
  });

  it('or renewed', async () => {
    const kiosk = await onTicket(holding);
    await kiosk.send('enrol-face');
    await kiosk.send('confirm');
    await kiosk.send(sample(1));
    await moveAsAsked(kiosk);
    expect(kiosk.faces.callsOf('enrol')).toHaveLength(1);
  });
});
