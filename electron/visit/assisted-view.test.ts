import { describe, expect, it } from 'vitest';
import { type AssistedVisit, assistedVisitSchema } from '../bridge/staff-page.ts';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { hanhsFactor, moveAsAsked, openGalleryKiosk } from './visit-testing-gallery.ts';
import { codeOf, hanh, khoa, portraitMark, recordFor } from './visit-testing-people.ts';
import { besidePaper, byNumber, lookFor } from './visit-testing-ways.ts';

/** The visit as staff at the kiosk see it, at each of its steps. */

function seen(kiosk: FullKiosk): AssistedVisit {
  const view = kiosk.visit.assisted();
  expect(assistedVisitSchema.parse(view)).toEqual(view);
  return view;
}

const showCode = async (kiosk: FullKiosk): Promise<void> => {
  kiosk.scanner.show({ kind: 'unknown', reason: 'empty' });
  await settle();
};

type Way = (kiosk: FullKiosk) => unknown;

describe('nobody’s visit', () => {
  it.each<[string, Way]>([
    ['on the first screen', () => undefined],
    ['after a code of no use', showCode],
    ['in an emergency', (kiosk) => kiosk.send('emergency')],
  ])('%s', async (_, reach) => {
    const kiosk = openFullKiosk();
    await reach(kiosk);
    expect(seen(kiosk)).toEqual({ state: 'none' });
    expect(kiosk.visit.subject()).toBeNull();
    expect(kiosk.visit.staffCompared({ result: 'same-person', by: 'lan' })).toBe(false);
  });
});

describe('nobody known', () => {
  const nobody = { state: 'not-comparable', why: 'nobody-known' };

  it.each<[string, Way]>([
    ['while a number is typed', (kiosk) => kiosk.send('type-number')],
    ['to whom a ticket is shown', (kiosk) => kiosk.scanner.show({ kind: 'ticket', key: 'key-404' })],
  ])('%s', async (_, reach) => {
    const kiosk = openFullKiosk();
    await reach(kiosk);
    await settle();
    expect(seen(kiosk)).toEqual(nobody);
    expect(kiosk.visit.staffCompared({ result: 'same-person', by: 'lan' })).toBe(false);
  });

  it('by whom a face is shown with digits', async () => {
    const kiosk = openGalleryKiosk();
    await kiosk.send('return-by-face');
    expect(seen(kiosk)).toEqual(nobody);
    await kiosk.send(hanhsFactor);
    expect(kiosk.shown().step).toBe('recognise');
    expect(seen(kiosk)).toEqual(nobody);
  });

  it('while it is asked whose visit this is, and again once that is said', async () => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    kiosk.scanner.show(codeOf(khoa));
    await settle();
    expect(kiosk.shown().step).toBe('whose');
    expect(seen(kiosk)).toEqual(nobody);
    await kiosk.send('go-on-visit');
    expect(seen(kiosk).state).toBe('comparable');
  });

  it('while a VNeID code is exchanged that may be anybody’s', async () => {
    const answer = Promise.withResolvers<{ kind: 'unavailable' }>();
    const kiosk = openFullKiosk({ verifyCode: () => answer.promise });
    await usualVisit.awaiting(kiosk);
    await kiosk.send('continue-without-card');
    kiosk.scanner.show({ kind: 'vneid', token: 'VNEID:opaque-0001' });
    await settle();
    expect(seen(kiosk)).toEqual(nobody);
  });
});

it.each(['ticket', 'desk'] as const)('too late at the %s', async (step) => {
  const kiosk = openFullKiosk();
  await usualVisit[step](kiosk);
  expect(seen(kiosk)).toEqual({ state: 'not-comparable', why: 'too-late' });
  const before = kiosk.queue.rows.size;
  expect(kiosk.visit.staffCompared({ result: 'other-person', by: 'lan' })).toBe(false);
  expect(kiosk.shown().step).toBe(step);
  expect(kiosk.queue.rows.size).toBe(before);
  expect(kiosk.queue.comparisons).toEqual([]);
});

describe('whom staff compare', () => {
  const person = { fullName: hanh.fullName, birthDate: hanh.birthDate, patientId: recordFor(hanh).id };

  it('the holder of a chip, with the portrait', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    const view = seen(kiosk);
    expect(view).toMatchObject({ state: 'comparable', face: 'not-compared', document: 'chip', person, found: null });
    if (view.state !== 'comparable') throw new Error('not comparable');
    expect(view.portrait?.mediaType).toBe('image/jpeg');
    expect(Buffer.from(view.portrait?.base64 ?? '', 'base64').toString()).toContain(portraitMark(hanh));
  });

  it('whom the camera did not believe; the portrait is there until somebody has said something of it', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.verify(kiosk);
    await lookFor(kiosk, 0.1);
    expect(seen(kiosk)).toMatchObject({ face: 'not-matched', document: 'chip' });
    expect(seen(kiosk)).not.toMatchObject({ portrait: null });
    kiosk.visit.staffCompared({ result: 'same-person', by: 'lan' });
    expect(seen(kiosk)).toMatchObject({ face: 'not-matched', portrait: null, found: 'same-person' });
  });

  it('whom it matched', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.appointments(kiosk);
    expect(seen(kiosk)).toMatchObject({ face: 'matched', document: 'chip', portrait: null });
  });

  it('whose code was shown, before the hospital has answered and after', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.held.add('findPatient');
    await usualVisit.awaiting(kiosk);
    expect(seen(kiosk)).toMatchObject({ document: 'code', person: { ...person, patientId: null }, portrait: null });
    kiosk.hospital.lastCallOf('findPatient').answer();
    await settle();
    expect(seen(kiosk)).toMatchObject({ document: 'code', person });
  });

  it('whose VNeID code a service has vouched for', async () => {
    const kiosk = openFullKiosk({
      verifyCode: () => Promise.resolve({ kind: 'person', code: codeOf(hanh) }),
    });
    kiosk.scanner.show({ kind: 'vneid', token: 'VNEID:opaque-0001' });
    await settle();
    expect(seen(kiosk)).toMatchObject({ document: 'vneid', person: { fullName: hanh.fullName } });
  });

  it('whose number was typed', async () => {
    const kiosk = openFullKiosk();
    await byNumber(kiosk);
    expect(seen(kiosk)).toMatchObject({ document: 'typed', person });
  });

  it('who was recognised by face, or was not', async () => {
    const kiosk = await besidePaper();
    await moveAsAsked(kiosk);
    expect(seen(kiosk)).toMatchObject({ document: 'returning', face: 'matched' });

    const unknown = await besidePaper();
    unknown.faces.answers.recognise = { kind: 'not-recognised' };
    await moveAsAsked(unknown);
    await moveAsAsked(unknown);
    await unknown.advance(defaultDelays.matchedMs);
    expect(seen(unknown)).toMatchObject({ document: 'code', face: 'not-recognised' });
  });
});

describe('whom they see', () => {
  it('is another one with each code, and the same while more of a person becomes known', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    const first = kiosk.visit.subject();
    expect(first).not.toBeNull();
    kiosk.scanner.show(codeOf(khoa));
    await settle();
    expect(kiosk.visit.subject()).not.toBe(first);
    const second = kiosk.visit.subject();
    await kiosk.send('continue-without-card');
    expect(kiosk.visit.subject()).toBe(second);
  });
});
