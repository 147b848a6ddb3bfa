import { describe, expect, it } from 'vitest';
import { testClock } from '../queue/test-queue.ts';
import {
  alike,
  digits,
  enrol,
  enrolled,
  enrolment,
  face,
  galleryFile,
  galleryOptions,
  openOrThrow,
  patient,
  testDimension,
  testGallery,
  testModel,
  ticket,
} from './gallery-testing.ts';

describe('whoever comes back', () => {
  it('is recognised by what they bring and their face, and so after a restart', async () => {
    const file = galleryFile();
    const first = openOrThrow(galleryOptions(file));
    const enrolmentId = await enrol(first, enrolment(1));
    await enrol(first, enrolment(2));
    await first.close();
    const gallery = openOrThrow(galleryOptions(file));
    for (const factor of [digits(enrolled(1)), patient('patient-1'), ticket('visit-1')]) {
      const found = await gallery.recognise(factor, alike({ 1: 0.75 }));
      expect(found).toEqual({
        kind: 'recognised',
        enrolmentId,
        person: enrolled(1),
        similarity: expect.closeTo(0.75, 6) as number,
      });
    }
    await gallery.close();
  });

  it('is not recognised by a face without what belongs to it', async () => {
    const { gallery } = testGallery();
    await enrol(gallery, enrolment(1));
    const { idNumber, birthDate } = enrolled(1);
    for (const factor of [
      digits({ idNumber: '001080009999', birthDate }),
      digits({ idNumber, birthDate: '1980-05-18' }),
      patient('visit-1'),
      ticket('patient-1'),
    ]) {
      expect(await gallery.recognise(factor, face(1))).toEqual({ kind: 'not-recognised' });
    }
  });

  it('is as similar as directions are, whatever the length of what is sent', async () => {
    const { gallery } = testGallery();
    const longer = (factor: number, { embedding, model } = face(1)) => ({
      embedding: embedding.map((value) => value * factor),
      model,
    });
    await enrol(gallery, enrolment(1, {}, longer(3)));
    expect(await gallery.recognise(patient('patient-1'), longer(100))).toMatchObject({ similarity: 1 });
    expect(await gallery.recognise(patient('patient-1'), longer(100, alike({ 1: 0.4 })))).toEqual({
      kind: 'not-recognised',
    });
    for (const nothing of [0, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(await gallery.recognise(ticket('visit-1'), longer(nothing))).toEqual({ kind: 'not-recognised' });
      expect(await gallery.enrol(enrolment(1, {}, longer(nothing)))).toMatchObject({ kind: 'failed' });
    }
  });
});

describe('a code in hand', () => {
  it('says whether it is worth asking for the face', async () => {
    const { gallery } = testGallery();
    await enrol(gallery, enrolment(1));
    expect(await gallery.holds(patient('patient-1'))).toBe('yes');
    expect(await gallery.holds(ticket('visit-1'))).toBe('yes');
    expect(await gallery.holds(patient('patient-2'))).toBe('no');
  });

  it('of a person whose patient id was not known is none until it is remembered', async () => {
    const { gallery } = testGallery();
    const id = await enrol(gallery, enrolment(1, { patientId: null }));
    expect(await gallery.holds(patient('patient-1'))).toBe('no');
    await gallery.remember(id, { ticketKey: 'visit-2', patientId: 'patient-1' });
    await gallery.remember(id, { ticketKey: 'visit-3', patientId: null });
    expect(await gallery.recognise(patient('patient-1'), face(1))).toMatchObject({ person: enrolled(1) });
    await gallery.remember(crypto.randomUUID(), { ticketKey: 'visit-4', patientId: 'patient-9' });
    expect(await gallery.holds(ticket('visit-4'))).toBe('no');
  });

  it('is one of the eight newest tickets', async () => {
    const { gallery } = testGallery();
    const id = await enrol(gallery, enrolment(1));
    for (const visit of ['a', 'b', 'c', 'visit-1', 'd', 'e', 'f', 'g', 'h']) {
      await gallery.remember(id, { ticketKey: visit, patientId: null });
    }
    const held = (keys: readonly string[]) => Promise.all(keys.map((key) => gallery.holds(ticket(key))));
    expect(await held(['a', 'b'])).toEqual(['no', 'yes']);
    expect(await held(['c', 'visit-1', 'd', 'e', 'f', 'g', 'h'])).toEqual(Array(7).fill('yes'));
  });
});

describe('an enrolment', () => {
  it('replaces the earlier one of the same person and keeps their tickets', async () => {
    const { gallery, entries } = testGallery();
    const earlier = enrolment(1);
    const earlierId = await enrol(gallery, earlier);
    const renewed = enrolment(1, { fullName: 'Nguyễn Thị Khác' }, face(9));
    renewed.consent.visitKey = 'visit-5';
    const result = await gallery.enrol(renewed);
    expect(result).toMatchObject({ kind: 'enrolled', replaced: [earlier.consent] });
    expect(await gallery.statistics()).toMatchObject({ enrolments: 1, ofOtherModels: 0 });
    expect(await gallery.recognise(ticket('visit-1'), face(1))).toEqual({ kind: 'not-recognised' });
    for (const key of ['visit-1', 'visit-5']) {
      expect(await gallery.recognise(ticket(key), face(9))).toMatchObject({ person: { fullName: 'Nguyễn Thị Khác' } });
    }
    expect(entries.slice(1, 3)).toMatchObject([
      { action: 'face-withdrawn', subject: earlierId, detail: 'replaced' },
      { action: 'face-enrolled', actor: 'patient' },
    ]);
  });

  it('ends with the withdrawal, by whatever the person is named', async () => {
    const { gallery, entries } = testGallery();
    for (const naming of ['idNumber', 'patientId', 'enrolmentId'] as const) {
      const wanted = enrolment(1);
      const { idNumber, patientId } = enrolled(1);
      const enrolmentId = await enrol(gallery, wanted);
      const who =
        naming === 'idNumber' ? { idNumber } : naming === 'patientId' ? { patientId: 'patient-1' } : { enrolmentId };
      expect(await gallery.withdraw(who, 'staff:thu')).toEqual({
        kind: 'withdrawn',
        ended: [{ consent: wanted.consent, person: { idNumber, patientId } }],
      });
      expect(entries.at(-1)).toEqual({
        actor: 'staff:thu',
        action: 'face-withdrawn',
        subject: enrolmentId,
        detail: 'withdrawn',
      });
      expect(await gallery.withdraw(who, 'patient')).toEqual({ kind: 'unknown' });
      expect(await gallery.holds(patient('patient-1'))).toBe('no');
      expect(await gallery.recognise(digits(enrolled(1)), face(1))).toEqual({ kind: 'not-recognised' });
    }
    expect(await gallery.statistics()).toMatchObject({ enrolments: 0 });
  });

  it('expires when nobody has used it for so long', async () => {
    const clock = testClock('2026-03-02T01:30:00Z');
    const { gallery, entries } = testGallery({ now: clock.now, keptDays: 30 });
    const forgotten = enrolment(1);
    const enrolmentId = await enrol(gallery, forgotten);
    await enrol(gallery, enrolment(2));
    clock.set('2026-03-10T01:30:00Z');
    await gallery.recognise(patient('patient-2'), face(2));
    expect(await gallery.expire('2026-04-01')).toEqual([]);
    const { idNumber, patientId } = enrolled(1);
    expect(await gallery.expire('2026-04-02')).toEqual([
      { consent: forgotten.consent, person: { idNumber, patientId } },
    ]);
    expect(entries.at(-1)).toEqual({ actor: 'kiosk', action: 'face-expired', subject: enrolmentId });
    expect(await gallery.holds(patient('patient-1'))).toBe('no');
    expect(await gallery.holds(patient('patient-2'))).toBe('yes');
  });

  it('is kept for no longer by a clock that was ahead', async () => {
    const clock = testClock('2031-03-02T01:30:00Z');
    const { gallery } = testGallery({ now: clock.now, keptDays: 30 });
    await enrol(gallery, enrolment(1));
    expect(await gallery.expire('2026-03-02')).toEqual([]);
    expect(await gallery.expire('2026-04-01')).toEqual([]);
    expect(await gallery.expire('2026-04-02')).toHaveLength(1);
  });
});

describe('a template of another model', () => {
  it('is kept, counted and compared with nobody until it is renewed', async () => {
    const file = galleryFile();
    const before = openOrThrow(galleryOptions(file));
    const { consent } = enrolment(1);
    await enrol(before, { ...enrolment(1), consent });
    await before.close();
    const other = 'b2'.repeat(32);
    const gallery = openOrThrow(galleryOptions(file, { model: { sha256: other, dimension: testDimension } }));
    expect(await gallery.statistics()).toMatchObject({ enrolments: 1, ofOtherModels: 1 });
    expect(await gallery.holds(patient('patient-1'))).toBe('no');
    expect(await gallery.recognise(patient('patient-1'), face(1, other))).toEqual({ kind: 'not-recognised' });
    expect(await gallery.enrol(enrolment(1, {}, face(1, other)))).toMatchObject({ replaced: [consent] });
    expect(await gallery.statistics()).toMatchObject({ enrolments: 1, ofOtherModels: 0 });
    expect(await gallery.recognise(patient('patient-1'), face(1, other))).toMatchObject({ kind: 'recognised' });
    await gallery.close();
  });

  it('is one of another length as well', async () => {
    const file = galleryFile();
    const before = openOrThrow(galleryOptions(file));
    await enrol(before, enrolment(1));
    await before.close();
    const gallery = openOrThrow(galleryOptions(file, { model: { sha256: testModel, dimension: 128 } }));
    expect(await gallery.statistics()).toMatchObject({ enrolments: 1, ofOtherModels: 1 });
    await gallery.close();
  });

  it('is not taken', async () => {
    const { gallery } = testGallery();
    await enrol(gallery, enrolment(1));
    const short = { embedding: new Float32Array(testDimension - 1).fill(1), model: testModel };
    for (const template of [face(1, 'b2'.repeat(32)), short]) {
      expect(await gallery.recognise(patient('patient-1'), template)).toEqual({ kind: 'not-recognised' });
      expect(await gallery.enrol(enrolment(1, {}, template))).toEqual({
        kind: 'failed',
        detail: 'The template is of another model.',
      });
    }
    expect(await gallery.holds(patient('patient-1'))).toBe('yes');
  });
});
