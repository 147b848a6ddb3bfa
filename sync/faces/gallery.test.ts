import { describe, expect, it } from 'vitest';
import {
  alike,
  digits,
  endedOf,
  enrol,
  enrolled,
  enrolment,
  enrolPending,
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

it('everybody can be taken away at once, those too who are pending', async () => {
  const { gallery, entries } = testGallery();
  expect(await gallery.withdrawAll('kiosk')).toEqual({ kind: 'unknown' });
  const [one, two] = [enrolment(1), enrolment(2)];
  await enrol(gallery, one);
  const id = await enrol(gallery, two);
  await enrolPending(gallery, enrolment(3));
  expect(await gallery.withdrawAll('kiosk')).toEqual({ kind: 'withdrawn', count: 3 });
  expect(entries).toContainEqual({ actor: 'kiosk', action: 'face-withdrawn', subject: id, detail: 'withdrawn all' });
  expect((await endedOf(gallery)).toSorted()).toEqual(
    [one, two].map(({ consent }) => [consent.id, 'withdrawn']).toSorted(),
  );
  expect(await gallery.recognise(patient('patient-1'), face(1))).toEqual({ kind: 'not-recognised' });
});

it('what ended is one kiosk’s to tell and to settle', async () => {
  const { gallery } = testGallery({ place: 'hospital', audit: null });
  const wanted = enrolment(1);
  await enrol(gallery.at('K1'), wanted);
  await gallery.at('K2').withdraw({ patientId: 'patient-1' }, 'patient');
  const told = [[wanted.consent.id, 'withdrawn']];
  expect(await endedOf(gallery.at('K2'))).toEqual(told);
  expect(await endedOf(gallery.at('K1'))).toEqual([]);
  expect(await gallery.at('K1').settle([wanted.consent.id])).toBe(true);
  expect(await endedOf(gallery.at('K2'))).toEqual(told);
  expect(await gallery.at('K2').settle([wanted.consent.id])).toBe(true);
  expect(await endedOf(gallery.at('K2'))).toEqual([]);
});

describe('an enrolment', () => {
  it('ends with the withdrawal, by whatever the person is named', async () => {
    const { gallery, entries } = testGallery();
    for (const naming of ['idNumber', 'patientId', 'enrolmentId'] as const) {
      const wanted = enrolment(1);
      const { idNumber, patientId } = enrolled(1);
      const enrolmentId = await enrol(gallery, wanted);
      const who =
        naming === 'idNumber' ? { idNumber } : naming === 'patientId' ? { patientId: 'patient-1' } : { enrolmentId };
      expect(await gallery.withdraw(who, 'staff:thu')).toEqual({ kind: 'withdrawn', count: 1 });
      expect(await gallery.ended()).toEqual([
        {
          ...{ consent: wanted.consent, person: { idNumber, patientId } },
          ...{ endedAt: '2026-03-02T01:30:00.000Z', reason: 'withdrawn' },
        },
      ]);
      expect(await gallery.settle([wanted.consent.id])).toBe(true);
      expect(await gallery.ended()).toEqual([]);
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
    // It can be deleted.
    expect(await gallery.holds(patient('patient-1'))).toBe('yes');
    expect(await gallery.recognise(patient('patient-1'), face(1, other))).toEqual({ kind: 'not-recognised' });
    await enrol(gallery, enrolment(1, {}, face(1, other)));
    expect(await endedOf(gallery)).toEqual([[consent.id, 'replaced']]);
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
