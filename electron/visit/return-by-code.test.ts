import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { defaultEvidenceRights } from './evidence-level.ts';
import { settle, unreachable } from './visit-testing.ts';
import {
  enrolmentId,
  failChallenge,
  type GalleryKiosk,
  type GalleryOptions,
  moveAsAsked,
  openGalleryKiosk,
  recognisedAs,
} from './visit-testing-gallery.ts';
import { hanh, minh, patientCode, recordFor, sample, slipCode } from './visit-testing-people.ts';

/** The code of a paper whose patient is enrolled: the camera looks whether it is they who brought it. */

const { matchedMs, galleryMs, faceSearchMs, cameraStartMs } = defaultDelays;

function openHolding(options: GalleryOptions = {}): GalleryKiosk {
  const kiosk = openGalleryKiosk(options);
  kiosk.faces.answers.holds = 'yes';
  return kiosk;
}

async function showPaper(kiosk: GalleryKiosk): Promise<void> {
  kiosk.scanner.show(patientCode);
  await settle();
}

/** Before the camera, which runs. */
async function looking(): Promise<GalleryKiosk> {
  const kiosk = openHolding();
  await showPaper(kiosk);
  await kiosk.send('confirm');
  await kiosk.send({ type: 'camera', state: 'ready' });
  return kiosk;
}

const faceOf = (kiosk: GalleryKiosk) => kiosk.state().context.identity?.face;

async function register(kiosk: GalleryKiosk): Promise<void> {
  await kiosk.send('walk-in');
  await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
  await kiosk.send('confirm');
}

describe('a patient code', () => {
  it('whose patient is enrolled: the face makes more of it than a claim', async () => {
    const kiosk = await looking();
    expect(kiosk.at('recognise')).toMatchObject({ purpose: 'return', state: 'looking', holder: null });
    expect(kiosk.faces.lastCallOf('holds').request).toEqual({ kind: 'patient', patientId: recordFor(hanh).id });
    await moveAsAsked(kiosk);
    expect(kiosk.at('recognise')).toMatchObject({ state: 'done', holder: { fullName: hanh.fullName } });
    await kiosk.advance(matchedMs);
    expect(kiosk.shown().step).toBe('appointments');
    await register(kiosk);
    expect(kiosk.queue.lastDraft).toMatchObject({
      person: { idNumber: hanh.idNumber, patientCode: 'BN-00417', fullName: hanh.fullName },
      evidence: [{ method: 'code-scanned' }, { method: 'face-returning', factor: 'code', similarity: 0.72 }],
      checkAtDoor: false,
    });
    expect(kiosk.faces.callsOf('holds')).toHaveLength(1);
    expect(kiosk.faces.remembered).toEqual([{ enrolmentId, ticketKey: 'key-1', patientId: recordFor(hanh).id }]);
  });

  it('is asked first whether the face shall be used: nothing is looked at before', async () => {
    const kiosk = openHolding();
    await showPaper(kiosk);
    expect(kiosk.at('recognise')).toMatchObject({ state: 'asking', challenge: null, holder: null });
    for (let frame = 0; frame < 5; frame += 1) await kiosk.send(sample(1));
    await kiosk.advance(cameraStartMs);
    expect(kiosk.at('recognise').state).toBe('asking');
    await kiosk.send('confirm');
    expect(kiosk.at('recognise').state).toBe('looking');
    const other = openHolding();
    await showPaper(other);
    await other.send('skip-face');
    expect(other.shown().step).toBe('appointments');
    expect(faceOf(other)).toEqual({ method: 'face-not-compared', reason: 'declined' });
  });

  it('a slip as well', async () => {
    const bySlip = openHolding();
    bySlip.hospital.answers.findSlip = {
      ok: true,
      value: { patient: recordFor(hanh), namesPatient: true, appointment: null, referral: null },
    };
    bySlip.scanner.show(slipCode);
    await settle();
    expect(bySlip.shown().step).toBe('recognise');
  });

  it('while the gallery is asked, shows no more than before', async () => {
    const kiosk = openHolding();
    kiosk.faces.held.add('holds');
    await showPaper(kiosk);
    expect(kiosk.at('choose')).toMatchObject({ state: 'looking-up', tiles: [], holder: { fullName: '' } });
    kiosk.faces.lastCallOf('holds').answer();
    await settle();
    expect(kiosk.shown().step).toBe('recognise');
  });

  it.each(['no', 'away', 'crash', 'silence'] as const)('goes on as a claim when the gallery says %s', async (how) => {
    const kiosk = openHolding();
    kiosk.faces.held.add('holds');
    if (how === 'no' || how === 'away') kiosk.faces.answers.holds = how;
    await showPaper(kiosk);
    const call = kiosk.faces.lastCallOf('holds');
    if (how === 'crash') call.crash();
    else if (how === 'silence') await kiosk.advance(galleryMs);
    else call.answer();
    await settle();
    expect(kiosk.shown().step).toBe('appointments');
    expect(faceOf(kiosk)).toBeNull();
    expect(call.signal?.aborted).toBe(how === 'silence');
  });

  it.each([
    ['by another try', moveAsAsked],
    ['by declining', (kiosk: GalleryKiosk) => kiosk.send('skip-face')],
    ['by a camera that dies', (kiosk: GalleryKiosk) => kiosk.send({ type: 'camera', state: 'not-responding' })],
    ['by showing nobody', (kiosk: GalleryKiosk) => kiosk.advance(faceSearchMs)],
    ['by a challenge that fails', (kiosk: GalleryKiosk) => failChallenge(kiosk)],
    [
      'by a gallery that goes',
      (kiosk: GalleryKiosk) => {
        kiosk.faces.answers.recognise = { kind: 'away' };
        return moveAsAsked(kiosk);
      },
    ],
  ])('goes on as the code of another face once nobody was recognised, also %s', async (_, end) => {
    const kiosk = await looking();
    kiosk.faces.answers.recognise = { kind: 'not-recognised' };
    await moveAsAsked(kiosk);
    expect(kiosk.at('recognise')).toMatchObject({ state: 'retry', failed: 'no-match', holder: null });
    await end(kiosk);
    expect(kiosk.at('appointments').holder.fullName).toBe('N.');
    expect(kiosk.shown().step).toBe('appointments');
    await register(kiosk);
    expect(kiosk.queue.lastDraft).toMatchObject({
      evidence: [{ method: 'code-scanned' }, { method: 'face-not-recognised' }],
      checkAtDoor: true,
    });
    expect(kiosk.faces.remembered).toEqual([]);
  });

  it('goes on as a claim when the camera is declined, gone or sees nobody, and when the gallery is away', async () => {
    const declined = await looking();
    await declined.send('skip-face');
    expect(declined.shown().step).toBe('appointments');
    expect(faceOf(declined)).toEqual({ method: 'face-not-compared', reason: 'declined' });
    const refused = await looking();
    await refused.send({ type: 'camera', state: 'refused' });
    expect(faceOf(refused)).toEqual({ method: 'face-not-compared', reason: 'no-camera' });
    const empty = await looking();
    await empty.advance(faceSearchMs);
    expect(faceOf(empty)).toEqual({ method: 'face-not-compared', reason: 'no-usable-picture' });
    const away = await looking();
    away.faces.answers.recognise = { kind: 'away' };
    await moveAsAsked(away);
    expect(away.shown().step).toBe('appointments');
    expect(faceOf(away)).toEqual({ method: 'face-not-compared', reason: 'gallery-away' });
  });

  it('loses nothing by movements that its owner cannot make, or by tries of others', async () => {
    const stiff = await looking();
    await failChallenge(stiff);
    await failChallenge(stiff);
    expect(stiff.faces.callsOf('missed').map(({ request }) => request)).toEqual(
      [1, 2].map(() => ({ kind: 'patient', patientId: recordFor(hanh).id })),
    );
    expect(faceOf(stiff)).toEqual({ method: 'face-not-compared', reason: 'not-live' });
    expect(stiff.at('appointments').holder.fullName).toBe(hanh.fullName);
    const tired = await looking();
    await failChallenge(tired);
    await tired.send('skip-face');
    expect(faceOf(tired)).toEqual({ method: 'face-not-compared', reason: 'not-live' });
    const limited = await looking();
    limited.faces.answers.missed = { kind: 'limited', retryAfterMs: 60_000 };
    await failChallenge(limited);
    expect(faceOf(limited)).toEqual({ method: 'face-not-compared', reason: 'limited' });
    expect(limited.shown().step).toBe('appointments');
  });

  it('of somebody whose enrolment says another birth date than the record is for staff', async () => {
    const kiosk = await looking();
    kiosk.faces.answers.recognise = recognisedAs(hanh, { birthDate: '1991-03-14' });
    await moveAsAsked(kiosk);
    await kiosk.advance(matchedMs);
    expect(kiosk.at('desk').reason).toBe('record-conflict');
  });

  it('goes to staff where the hospital lets nobody in by a code, unless the face was recognised', async () => {
    const code = { selfService: false, spellsName: false, checkAtDoor: true };
    const strict = () => openHolding({ policies: { evidence: { ...defaultEvidenceRights, code } } });
    const unknown = strict();
    unknown.faces.answers.holds = 'no';
    await showPaper(unknown);
    expect(unknown.at('desk').reason).toBe('identity-check');
    const known = strict();
    await showPaper(known);
    await known.send('confirm');
    await known.send(sample(1));
    await moveAsAsked(known);
    await known.advance(matchedMs);
    expect(known.shown().step).toBe('appointments');
  });
});

describe('the gallery is not asked', () => {
  it('about a child, or somebody of whom nothing is known', async () => {
    const child = openHolding();
    child.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(minh) } };
    await showPaper(child);
    expect(child.faces.calls).toEqual([]);
    const ageless = openHolding({ knownPatient: () => ({ patientId: 'patient-9', appointments: [] }) });
    ageless.hospital.answers.findPatient = unreachable;
    await showPaper(ageless);
    expect(ageless.shown().step).toBe('choose');
    expect(ageless.faces.calls).toEqual([]);
    const unknown = openHolding();
    unknown.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    await showPaper(unknown);
    expect(unknown.faces.calls).toEqual([]);
  });

  it.each(['none', 'refused', 'not-reachable'] as const)('where there is no camera: %s', async (camera) => {
    const kiosk = openHolding({ cameraConfigured: camera !== 'none' });
    if (camera !== 'none') await kiosk.send({ type: 'camera', state: camera });
    await showPaper(kiosk);
    expect(kiosk.shown().step).toBe('appointments');
    expect(kiosk.faces.calls).toEqual([]);
  });

  it('about whom somebody brings', async () => {
    const kiosk = await looking();
    await kiosk.send('skip-face');
    await kiosk.send('bring-somebody');
    const patient = { ...recordFor(hanh), id: 'patient-2', fullName: 'Lê Thị Na', patientCode: 'BN-00418' };
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient } };
    kiosk.scanner.show({ kind: 'patient-code', patientCode: 'BN-00418' });
    await settle();
    expect(kiosk.at('appointments').holder.fullName).toBe('Lê Thị Na');
    expect(kiosk.faces.callsOf('holds')).toHaveLength(1);
  });
});
