import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from './comparison.ts';
import { alike, digits, enrol, enrolled, enrolment, face, patient, testGallery } from './gallery-testing.ts';

describe('people who look alike', () => {
  it('twins who are both enrolled with one factor are left to staff, each of them', async () => {
    const { gallery, entries } = testGallery();
    await enrol(gallery, enrolment(1, { idNumber: '001080010001' }));
    await enrol(gallery, enrolment(2, { idNumber: '001080110001' }, alike({ 1: 0.95 })));
    for (const template of [face(1), alike({ 1: 0.95 })]) {
      const factor = { kind: 'digits', lastFour: '0001', birthDate: '1980-05-17' } as const;
      expect(await gallery.recognise(factor, template)).toEqual({ kind: 'not-recognised' });
      expect(entries.at(-1)).toMatchObject({ subject: null, detail: 'margin by digits' });
    }
  });

  it('a twin who is not enrolled passes for the other one, as for everybody who knows them both', async () => {
    const { gallery } = testGallery();
    await enrol(gallery, enrolment(1));
    expect(await gallery.recognise(digits(enrolled(1)), alike({ 1: 0.9 }))).toMatchObject({ kind: 'recognised' });
  });

  it('two people with the same digits and day of birth are each recognised as themselves', async () => {
    const { gallery } = testGallery();
    const one = enrolled(1, { idNumber: '001080014321' });
    const other = enrolled(2, { idNumber: '079180014321' });
    await enrol(gallery, enrolment(1, one));
    await enrol(gallery, enrolment(2, other));
    const factor = digits(one);
    expect(factor).toEqual(digits(other));
    expect(await gallery.recognise(factor, alike({ 1: 0.6, 2: 0.3 }))).toMatchObject({ person: one });
    expect(await gallery.recognise(factor, alike({ 1: 0.3, 2: 0.6 }))).toMatchObject({ person: other });
    expect(await gallery.recognise(factor, alike({ 1: 0.6, 2: 0.55 }))).toEqual({ kind: 'not-recognised' });
    expect(await gallery.recognise(factor, face(3))).toEqual({ kind: 'not-recognised' });
  });

  it('who shares only the hospital’s id with another is told apart by the face, and both go with it', async () => {
    const { gallery } = testGallery();
    await enrol(gallery, enrolment(1, { patientId: 'shared' }));
    await enrol(gallery, enrolment(2, { patientId: 'shared' }));
    expect(await gallery.recognise(patient('shared'), face(2))).toMatchObject({
      person: { fullName: 'Nguyễn Thị Thử 2' },
    });
    expect(await gallery.withdraw({ patientId: 'shared' }, 'patient')).toMatchObject({ count: 2 });
    expect(await gallery.statistics()).toMatchObject({ enrolments: 0 });
  });
});

it('who has changed much is not recognised, and is again once they have renewed', async () => {
  const { gallery, entries } = testGallery();
  const enrolmentId = await enrol(gallery, enrolment(1));
  const changed = alike({ 1: 0.49 });
  expect(await gallery.recognise(patient('patient-1'), changed)).toEqual({ kind: 'not-recognised' });
  expect(entries.at(-1)).toEqual({
    actor: 'kiosk',
    action: 'face-not-recognised',
    subject: enrolmentId,
    detail: 'below-threshold by patient',
  });
  await enrol(gallery, enrolment(1, {}, changed));
  expect(await gallery.recognise(patient('patient-1'), changed)).toMatchObject({ kind: 'recognised' });
});

describe('the audit log', () => {
  it('has every try with its reason, and nothing of a person', async () => {
    const { gallery, entries } = testGallery();
    const enrolmentId = await enrol(gallery, enrolment(1));
    await gallery.at('Kiosk-2').recognise(patient('patient-1'), face(1));
    await gallery.at('Kiosk-2').recognise(patient('patient-7'), face(1));
    expect(entries).toEqual([
      { actor: 'patient', action: 'face-enrolled', subject: enrolmentId, detail: 'pending' },
      { actor: 'patient', action: 'face-enrolled', subject: enrolmentId, detail: 'confirmed' },
      { actor: 'kiosk', action: 'face-recognised', subject: enrolmentId, detail: 'recognised by patient at kiosk-2' },
      { actor: 'kiosk', action: 'face-not-recognised', subject: null, detail: 'no-candidate by patient at kiosk-2' },
    ]);
  });

  it('that refuses an entry lets nobody be recognised, and the try counts', async () => {
    let isWritten = true;
    const { gallery } = testGallery({ audit: () => isWritten });
    await enrol(gallery, enrolment(1));
    isWritten = false;
    expect(await gallery.recognise(patient('patient-1'), face(1))).toEqual({ kind: 'away' });
    for (let count = 0; count < 5; count += 1) {
      expect(await gallery.recognise(patient('patient-1'), face(9))).toEqual({ kind: 'away' });
    }
    expect(await gallery.missed(patient('patient-1'))).toEqual({ kind: 'away' });
    isWritten = true;
    expect(await gallery.recognise(patient('patient-1'), face(1))).toMatchObject({ kind: 'limited' });
  });

  it('is the gallery’s own on the hospital’s machine', async () => {
    const { gallery } = testGallery({ audit: null, place: 'hospital' });
    expect(gallery.at('K1').place).toBe('hospital');
    await enrol(gallery, enrolment(1));
    await gallery.withdraw({ patientId: 'patient-1' }, 'patient');
    expect(gallery.audit.list(9)).toMatchObject([
      { action: 'face-withdrawn', detail: 'withdrawn' },
      { action: 'face-enrolled', actor: 'patient', detail: 'confirmed' },
      { action: 'face-enrolled', actor: 'patient', detail: 'pending' },
    ]);
    expect(gallery.audit.verify()).toMatchObject({ kind: 'intact' });
  });
});

it('nobody is recognised below the threshold, nor within the margin of another', () => {
  const similarity = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(similarity, { maxLength: 6 }), similarity, (similarities, closeness) => {
      const thresholds = { returning: 0.5, margin: Math.abs(closeness) };
      const verdict = judge(
        similarities.map((value, number) => ({ number, similarity: value })),
        thresholds,
      );
      const enough = similarities.filter((value) => value >= 0.5);
      const best = Math.max(...similarities);
      const near = similarities.filter((value) => best - value < thresholds.margin || value === best);
      // The best itself is always near itself.
      const isClear = near.length === 1 || (thresholds.margin === 0 && similarities.length > 0);
      expect(verdict.kind === 'recognised').toBe(enough.length > 0 && isClear);
      if (verdict.kind === 'recognised') expect(verdict.best.similarity).toBe(best);
    }),
  );
});
