import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { openFullKiosk, settle, unreachable } from './visit-testing.ts';
import {
  checkingForHanh,
  enrolmentId,
  hanhsFactor,
  lookingForHanh,
  moveAsAsked,
  openGalleryKiosk,
  recognisedAs,
} from './visit-testing-gallery.ts';
import { codeOf, embedding, hanh, khoa, recordFor, sample } from './visit-testing-people.ts';

/** Coming back with nothing but one's face and the digits that one knows. */

const { matchedMs, galleryMs, cameraStartMs, faceSearchMs, idleWarningMs } = defaultDelays;

describe('somebody who was here before', () => {
  it('types digits, does what is asked, and is greeted by name', async () => {
    const kiosk = openGalleryKiosk();
    await kiosk.send('return-by-face');
    expect(kiosk.at('returning')).toEqual({ step: 'returning', problem: 'none', cardStillThere: false });
    await kiosk.send(hanhsFactor);
    expect(kiosk.at('recognise')).toEqual({
      step: 'recognise',
      purpose: 'return',
      comparison: 1,
      state: 'looking',
      instruction: 'look-here',
      challenge: null,
      failed: null,
      triesLeft: 2,
      canSwap: false,
      holder: null,
      cardStillThere: false,
    });
    await kiosk.send({ type: 'camera', state: 'ready' });
    kiosk.hospital.held.add('findPatient');
    await moveAsAsked(kiosk);
    expect(kiosk.at('recognise')).toMatchObject({
      state: 'done',
      challenge: null,
      holder: { fullName: hanh.fullName, birthYear: '1990', identity: 'recognised' },
    });
    const [call] = kiosk.faces.calls;
    expect(call?.request).toEqual({
      factor: { kind: 'digits', lastFour: '2345', birthDate: hanh.birthDate },
      template: { embedding: Float32Array.from(embedding(1)), model: 'a'.repeat(64) },
    });
    await kiosk.advance(matchedMs);
    expect(kiosk.at('choose').state).toBe('looking-up');
    kiosk.hospital.lastCallOf('findPatient').answer();
    await settle();
    expect(kiosk.hospital.lastCallOf('findPatient').request).toMatchObject({ idNumber: hanh.idNumber });
    expect(kiosk.at('appointments').holder.fullName).toBe(hanh.fullName);
    expect(kiosk.state().context.live).toBeNull();
  });

  it('is registered as themselves, and their ticket will do next time', async () => {
    const kiosk = await lookingForHanh();
    await moveAsAsked(kiosk);
    await kiosk.advance(matchedMs);
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({
      kind: 'visit',
      person: { idNumber: hanh.idNumber, fullName: hanh.fullName, birthDate: hanh.birthDate, patientCode: 'BN-00417' },
      evidence: [{ method: 'face-returning', factor: 'digits', similarity: 0.72 }],
      checkAtDoor: false,
      patient: { kind: 'known', patientId: recordFor(hanh).id },
      codeSha256: null,
    });
    expect(kiosk.at('ticket')).toMatchObject({ identity: 'recognised', checkAtDoor: false });
    expect(kiosk.faces.remembered).toEqual([{ enrolmentId, ticketKey: 'key-1', patientId: recordFor(hanh).id }]);
  });

  it('is known to the hospital as before while it is away', async () => {
    const kiosk = openGalleryKiosk();
    kiosk.hospital.answers.findPatient = unreachable;
    await kiosk.send('return-by-face');
    await kiosk.send(hanhsFactor);
    await kiosk.send(sample(1));
    await moveAsAsked(kiosk);
    await kiosk.advance(matchedMs);
    expect(kiosk.at('choose')).toMatchObject({ hospitalReachable: false, holder: { fullName: hanh.fullName } });
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({ patient: { kind: 'known', patientId: recordFor(hanh).id } });
  });

  it('whose id the gallery does not know is settled by staff while the hospital is away', async () => {
    const kiosk = await lookingForHanh();
    kiosk.hospital.answers.findPatient = unreachable;
    kiosk.faces.answers.recognise = recognisedAs(hanh, { patientId: null });
    await moveAsAsked(kiosk);
    await kiosk.advance(matchedMs);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({ patient: { kind: 'provisional', reason: 'hospital-unreachable' } });
  });

  it('whose record has another birth date is for staff', async () => {
    const kiosk = await lookingForHanh();
    const patient = { ...recordFor(hanh), birthDate: '1991-03-14' };
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient } };
    await moveAsAsked(kiosk);
    await kiosk.advance(matchedMs);
    expect(kiosk.at('desk').reason).toBe('record-conflict');
  });

  it('keeps the slip that they showed first', async () => {
    const kiosk = openGalleryKiosk();
    kiosk.scanner.show({ kind: 'appointment', slip: 'appointment', slipCode: 'LH00000007' });
    await settle();
    expect(kiosk.at('attract').prompt).toBe('slip-unknown');
    await kiosk.send('return-by-face');
    await kiosk.send(hanhsFactor);
    await kiosk.send(sample(1));
    await moveAsAsked(kiosk);
    expect(kiosk.state().context.identity?.shownSlip?.slipCode).toBe('LH00000007');
  });

  it('is not left alone by the watch while they do what is asked, and is when they do nothing', async () => {
    const kiosk = await lookingForHanh();
    await kiosk.advance(20_000);
    await moveAsAsked(kiosk);
    expect(kiosk.at('recognise').state).toBe('done');
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
    const other = await lookingForHanh();
    await other.advance(idleWarningMs);
    expect(other.at('attract').prompt).toBe('face-away');
  });
});

describe('the digits', () => {
  it.each([
    { ...hanhsFactor, birthDate: '1990' },
    { ...hanhsFactor, lastFour: '234' },
  ])('that cannot be right are asked for again: %o', async (typed) => {
    const kiosk = openGalleryKiosk();
    await kiosk.send('return-by-face');
    await kiosk.send(typed);
    expect(kiosk.at('returning').problem).toBe('birth-date');
    await kiosk.send(hanhsFactor);
    expect(kiosk.shown().step).toBe('recognise');
  });

  it('of a child lead to card or code: no picture is taken, and the date is not called wrong', async () => {
    const kiosk = openGalleryKiosk();
    await kiosk.send('return-by-face');
    await kiosk.send({ ...hanhsFactor, birthDate: '03032008' });
    expect(kiosk.at('returning').problem).toBe('too-young');
    await kiosk.send(hanhsFactor);
    await kiosk.send('skip-face');
    expect(kiosk.at('returning').problem).toBe('none');
  });

  it('may give way to a code, to the first screen or to an emergency', async () => {
    const kiosk = openGalleryKiosk();
    await kiosk.send('return-by-face');
    await kiosk.send('back');
    expect(kiosk.shown().step).toBe('attract');
    await kiosk.send('return-by-face');
    await kiosk.send('emergency');
    expect(kiosk.shown().step).toBe('emergency');
    await kiosk.send('finish');
    await kiosk.send('return-by-face');
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.shown().step).toBe('identify');
  });

  it('are not asked for where nobody comes back by face, or no camera is', async () => {
    const without = openFullKiosk();
    await without.send('return-by-face');
    expect(without.shown().step).toBe('attract');
    const blind = openGalleryKiosk({ cameraConfigured: false });
    await blind.send('return-by-face');
    expect(blind.shown().step).toBe('attract');
    expect(blind.visit.view().faceReturn).toBe(false);
    const refused = openGalleryKiosk();
    expect(refused.visit.view().faceReturn).toBe(true);
    await refused.send({ type: 'camera', state: 'not-responding' });
    expect(refused.visit.view().faceReturn).toBe(true);
    await refused.send({ type: 'camera', state: 'refused' });
    expect(refused.visit.view().faceReturn).toBe(false);
    await refused.send('return-by-face');
    expect(refused.shown().step).toBe('attract');
  });

  it('are asked for again a while after a camera was not to be had', async () => {
    const kiosk = openGalleryKiosk();
    await kiosk.send({ type: 'camera', state: 'not-reachable' });
    await kiosk.advance(119_000);
    expect(kiosk.visit.view().faceReturn).toBe(false);
    await kiosk.advance(1_000);
    expect(kiosk.visit.view().faceReturn).toBe(true);
  });
});

describe('a return visit ends on the first screen', () => {
  it('after its tries, when the gallery knows nobody', async () => {
    const kiosk = await lookingForHanh();
    kiosk.faces.answers.recognise = { kind: 'not-recognised' };
    await moveAsAsked(kiosk);
    expect(kiosk.at('recognise')).toMatchObject({ state: 'retry', failed: 'no-match', triesLeft: 1, holder: null });
    await moveAsAsked(kiosk);
    expect(kiosk.at('attract').prompt).toBe('face-not-recognised');
    expect(kiosk.faces.callsOf('recognise')).toHaveLength(2);
    expect(kiosk.state().context).toMatchObject({ live: null, identity: null });
  });

  it('when too many tries have failed', async () => {
    const kiosk = await lookingForHanh();
    kiosk.faces.answers.recognise = { kind: 'limited', retryAfterMs: 60_000 };
    await moveAsAsked(kiosk);
    expect(kiosk.at('attract').prompt).toBe('face-paused');
  });

  it.each(['away', 'crash', 'silence'])('when the gallery is away: %s', async (how) => {
    const kiosk = await checkingForHanh();
    expect(kiosk.at('recognise').state).toBe('checking');
    kiosk.faces.answers.recognise = { kind: 'away' };
    const call = kiosk.faces.lastCallOf('recognise');
    if (how === 'away') call.answer();
    if (how === 'crash') call.crash();
    if (how === 'silence') await kiosk.advance(galleryMs);
    await settle();
    expect(kiosk.at('attract').prompt).toBe('face-away');
    expect(call.signal?.aborted).toBe(how === 'silence');
  });

  it.each(['not-reachable', 'not-responding', 'refused'] as const)('when the camera is %s', async (state) => {
    const kiosk = await lookingForHanh();
    await kiosk.send({ type: 'camera', state });
    expect(kiosk.at('attract').prompt).toBe('face-away');
    expect(kiosk.visit.view().camera).toBe(state);
  });

  it('when the camera does not start, or shows no face', async () => {
    const slow = openGalleryKiosk();
    await slow.send('return-by-face');
    await slow.send(hanhsFactor);
    await slow.advance(cameraStartMs);
    expect(slow.at('attract').prompt).toBe('face-away');
    const empty = await lookingForHanh();
    await empty.send(sample(1, { faces: 0 }));
    await empty.advance(faceSearchMs);
    expect(empty.at('attract').prompt).toBe('face-away');
  });

  it('or with the digits again when its owner would rather not, in the language they chose', async () => {
    const kiosk = await lookingForHanh();
    await kiosk.send({ type: 'choose-language', language: 'en' });
    await kiosk.send('skip-face');
    expect(kiosk.at('returning')).toMatchObject({ problem: 'none' });
    expect(kiosk.visit.view().language).toBe('en');
    expect(kiosk.memory()).not.toContain(hanh.birthDate);
  });

  it('by start-over; staff are one touch away', async () => {
    const kiosk = await lookingForHanh();
    await kiosk.send('start-over');
    expect(kiosk.at('attract').prompt).toBe('welcome');
    const other = await lookingForHanh();
    await other.send('ask-for-staff');
    expect(other.at('desk').reason).toBe('asked-for-staff');
    expect(other.queue.lastDraft).toMatchObject({ person: { idNumber: null, birthDate: null }, evidence: [] });
  });
});

describe('whoever was recognised', () => {
  it('stays so, whatever camera and screen still say', async () => {
    const kiosk = await lookingForHanh();
    await moveAsAsked(kiosk);
    await kiosk.send({ type: 'camera', state: 'not-responding' });
    await kiosk.send('skip-face');
    await kiosk.send(sample(0.1));
    expect(kiosk.at('recognise').state).toBe('done');
  });

  it('has a ticket although the gallery does not keep it', async () => {
    const kiosk = await lookingForHanh();
    kiosk.faces.isForgetful = true;
    await moveAsAsked(kiosk);
    await kiosk.advance(matchedMs);
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.shown().step).toBe('ticket');
  });
});
