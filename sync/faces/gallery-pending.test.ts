import { describe, expect, it, onTestFinished } from 'vitest';
import { testClock } from '../queue/test-queue.ts';
import {
  digits,
  endedOf,
  enrol,
  enrolled,
  enrolment,
  enrolPending,
  face,
  galleryFile,
  galleryOptions,
  minuteMs,
  openOrThrow,
  patient,
  testDimension,
  testGallery,
  ticket,
} from './gallery-testing.ts';
import type { Gallery } from './gallery.ts';

/** Between the face and the consent that is written down: an enrolment is pending until it is confirmed. */

const start = Date.parse('2026-03-02T01:30:00Z');
const at = (ms: number) => new Date(start + ms).toISOString();
const hourMs = 60 * minuteMs;
const { idNumber } = enrolled(1);
const gone = { kind: 'failed', detail: 'There is no such enrolment.' };

async function expectNobody(gallery: Gallery): Promise<void> {
  for (const factor of [patient('patient-1'), ticket('visit-1')]) {
    expect(await gallery.holds(factor)).toBe('no');
    expect(await gallery.recognise(factor, face(1))).toEqual({ kind: 'not-recognised' });
  }
  expect(await gallery.recognise(digits(enrolled(1)), face(1))).toEqual({ kind: 'not-recognised' });
  expect(await gallery.holds({ kind: 'person', idNumber })).toBe('no');
  expect(await gallery.statistics()).toMatchObject({ enrolments: 0, ofOtherModels: 0, unreadable: 0 });
}

describe('an enrolment that is not confirmed', () => {
  it('is compared with nobody and held by nobody, after a restart neither, and can be confirmed then', async () => {
    const file = galleryFile();
    const first = openOrThrow(galleryOptions(file));
    const id = await enrolPending(first, enrolment(1));
    await expectNobody(first);
    await first.close();
    const gallery = openOrThrow(galleryOptions(file));
    onTestFinished(() => gallery.close());
    await expectNobody(gallery);
    expect(await gallery.confirm(id)).toEqual({ kind: 'confirmed' });
    expect(await gallery.recognise(patient('patient-1'), face(1))).toMatchObject({ kind: 'recognised' });
  });

  it('leaves the earlier one of the person as it was', async () => {
    const { gallery } = testGallery();
    await enrol(gallery, enrolment(1));
    await enrolPending(gallery, enrolment(1, {}, face(9)));
    expect(await gallery.recognise(patient('patient-1'), face(9))).toEqual({ kind: 'not-recognised' });
    expect(await gallery.recognise(patient('patient-1'), face(1))).toMatchObject({ kind: 'recognised' });
    expect(await gallery.ended()).toEqual([]);
    expect(await gallery.statistics()).toMatchObject({ enrolments: 1 });
  });

  it.each([
    ['the next enrolment', async (gallery: Gallery) => void (await enrolPending(gallery, enrolment(2)))],
    ['the daily look', async (gallery: Gallery) => expect(await gallery.expire('2026-03-02')).toBe('done')],
    ['its own late confirmation', async () => undefined],
  ])('is gone after an hour, with %s, and its consent, of which the hospital may have heard, ends', async (_, next) => {
    const clock = testClock(at(0));
    const { gallery, entries } = testGallery({ now: clock.now });
    const id = await enrolPending(gallery, enrolment(1));
    clock.set(at(hourMs + 1));
    await next(gallery);
    expect(await gallery.confirm(id)).toEqual(gone);
    expect(entries).toContainEqual({ actor: 'kiosk', action: 'face-expired', subject: id, detail: 'pending' });
    expect(await gallery.ended()).toMatchObject([{ person: { idNumber }, reason: 'expired' }]);
    await expectNobody(gallery);
  });

  it.each([
    ['an hour later', hourMs + 1],
    ['with the clock set back by more', -hourMs - 1],
  ])('is gone at a start %s', async (_, laterMs) => {
    const file = galleryFile();
    const clock = testClock(at(0));
    const first = openOrThrow(galleryOptions(file, { now: clock.now }));
    const id = await enrolPending(first, enrolment(1));
    await first.close();
    clock.set(at(laterMs));
    const second = openOrThrow(galleryOptions(file, { now: clock.now }));
    onTestFinished(() => second.close());
    clock.set(at(0));
    expect(await second.confirm(id)).toEqual(gone);
  });

  it('goes with a withdrawal, and its consent, which nobody was told of, does not end', async () => {
    const { gallery } = testGallery();
    for (const naming of ['person', 'enrolment'] as const) {
      const id = await enrolPending(gallery, enrolment(1));
      const who = naming === 'person' ? { idNumber } : { enrolmentId: id };
      expect(await gallery.withdraw(who, 'patient')).toEqual({ kind: 'withdrawn', count: 1 });
      expect(await gallery.confirm(id)).toEqual(gone);
    }
    expect(await gallery.ended()).toEqual([]);
  });

  it('is refused where it cannot be written down', async () => {
    let isWritten = false;
    const { gallery } = testGallery({ audit: () => isWritten });
    expect(await gallery.enrol(enrolment(1))).toEqual({ kind: 'failed', detail: 'The audit log refuses.' });
    isWritten = true;
    await expectNobody(gallery);
  });
});

describe('a confirmation', () => {
  it('ends the earlier consents, and what else was begun', async () => {
    const { gallery, entries } = testGallery();
    const earlier = enrolment(1);
    const earlierId = await enrol(gallery, earlier);
    const begunId = await enrolPending(gallery, enrolment(1, {}, face(8)));
    const id = await enrolPending(gallery, enrolment(1, {}, face(9)));
    entries.length = 0;
    expect(await gallery.confirm(id)).toEqual({ kind: 'confirmed' });
    expect(entries).toEqual([
      { actor: 'patient', action: 'face-withdrawn', subject: earlierId, detail: 'replaced' },
      { actor: 'patient', action: 'face-withdrawn', subject: begunId, detail: 'replaced' },
      { actor: 'patient', action: 'face-enrolled', subject: id, detail: 'confirmed' },
    ]);
    const { patientId } = enrolled(1);
    expect(await gallery.ended()).toEqual([
      { consent: earlier.consent, person: { idNumber, patientId }, endedAt: at(0), reason: 'replaced' },
    ]);
    expect(await gallery.recognise(patient('patient-1'), face(1))).toEqual({ kind: 'not-recognised' });
    expect(await gallery.recognise(patient('patient-1'), face(9))).toMatchObject({ enrolmentId: id });
    expect(await gallery.confirm(begunId)).toEqual(gone);
  });

  it('may be asked again, as where its answer was lost', async () => {
    const { gallery, entries } = testGallery();
    await enrol(gallery, enrolment(1));
    const id = await enrol(gallery, enrolment(1));
    await gallery.settle([...(await endedOf(gallery))].map(([consentId]) => consentId));
    entries.length = 0;
    expect(await gallery.confirm(id)).toEqual({ kind: 'confirmed' });
    expect(entries).toEqual([]);
    expect(await gallery.ended()).toEqual([]);
    expect(await gallery.statistics()).toMatchObject({ enrolments: 1 });
  });

  it('keeps the tickets of before, and the patient id where it is not known now', async () => {
    const { gallery } = testGallery();
    const earlierId = await enrol(gallery, enrolment(1));
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      await gallery.remember(earlierId, { ticketKey: key, patientId: null });
    }
    const away = enrolment(1, { patientId: null });
    away.consent.visitKey = 'h';
    await enrol(gallery, away);
    expect(await gallery.recognise(patient('patient-1'), face(1))).toMatchObject({ person: enrolled(1) });
    const held = (keys: readonly string[]) => Promise.all(keys.map((key) => gallery.holds(ticket(key))));
    expect(await held(['visit-1', 'a', 'g', 'h'])).toEqual(['no', 'yes', 'yes', 'yes']);
    await enrol(gallery, enrolment(1, { patientId: 'patient-new' }));
    expect(await gallery.holds(patient('patient-1'))).toBe('no');
    expect(await gallery.holds(patient('patient-new'))).toBe('yes');
  });

  it('of nobody known anywhere has no patient id', async () => {
    const { gallery } = testGallery();
    await enrol(gallery, enrolment(1, { patientId: null }));
    await enrol(gallery, enrolment(1, { patientId: null }));
    expect(await gallery.recognise(ticket('visit-1'), face(1))).toMatchObject({ person: { patientId: null } });
  });

  it('under another model is kept, and compared with nobody', async () => {
    const file = galleryFile();
    const before = openOrThrow(galleryOptions(file));
    const id = await enrolPending(before, enrolment(1));
    await before.close();
    const other = 'b2'.repeat(32);
    const gallery = openOrThrow(galleryOptions(file, { model: { sha256: other, dimension: testDimension } }));
    onTestFinished(() => gallery.close());
    expect(await gallery.confirm(id)).toEqual({ kind: 'confirmed' });
    expect(await gallery.statistics()).toMatchObject({ enrolments: 1, ofOtherModels: 1 });
    expect(await gallery.recognise(patient('patient-1'), face(1, other))).toEqual({ kind: 'not-recognised' });
  });
});
