import { describe, expect, it } from 'vitest';
import type { PatientIntent } from '../bridge/intent.ts';
import { defaultDelays } from './delays.ts';
import { type FullKiosk, openFullKiosk, pendingEntry, settle } from './visit-testing.ts';
import { moveAsAsked, openGalleryKiosk } from './visit-testing-gallery.ts';
import {
  appointment,
  chipOf,
  codeOf,
  earClinic,
  embedding,
  eyeClinic,
  eyeDay,
  hanh,
  sample,
} from './visit-testing-people.ts';

/** How often the glass is touched, for those who come most often. Card, code and face are no touches. */

/** What the camera measures; all else that the visit hears from the screen is a touch. */
const measured: readonly PatientIntent['type'][] = ['camera', 'face-portrait', 'face-sample', 'ticket-shown'];

function countTouches(kiosk: Pick<FullKiosk, 'visit'>) {
  const touches: PatientIntent['type'][] = [];
  const intent = kiosk.visit.intent.bind(kiosk.visit);
  kiosk.visit.intent = (sent) => {
    if (!measured.includes(sent.type)) touches.push(sent.type);
    intent(sent);
  };
  return touches;
}

/** Code, card and face, as far as the person does no more than show them. */
async function showCardAndFace(kiosk: FullKiosk): Promise<void> {
  kiosk.scanner.show(codeOf(hanh));
  await settle();
  kiosk.reader.layCard();
  await settle();
  kiosk.reader.read.answer(chipOf(hanh));
  await settle();
  kiosk.reader.takeCard();
  await kiosk.send({ type: 'face-portrait', comparison: 1, embedding: embedding(1) });
  await kiosk.send(sample(0.9));
  await kiosk.send(sample(0.9));
  await kiosk.advance(defaultDelays.matchedMs);
}

describe('touches', () => {
  it('one, of somebody with an appointment: arrive', async () => {
    const kiosk = openFullKiosk();
    const touches = countTouches(kiosk);
    await showCardAndFace(kiosk);
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id] });
    expect(kiosk.at('ticket')).toMatchObject({ number: 'M-1', identity: 'proven' });
    expect(touches).toEqual(['arrive']);
  });

  const specialty = { code: 'eyes', name: { vi: 'Mắt', en: 'Eyes' } };
  const [mai, lan] = ['mai', 'lan'].map((id, index) => ({ id, name: `BS. ${id}`, waiting: index, isAbsent: false }));
  const later = [{ serviceDate: '2026-03-03', session: 'morning' as const }];
  it.each([
    ['one clinic', { type: 'choose-clinic', clinicId: 'eye' }, [eyeClinic]],
    ['a clinic with doctors and later sessions', { type: 'choose-clinic', clinicId: 'ear' }, [eyeClinic, earClinic]],
    [
      'a specialty with several rooms',
      { type: 'choose-specialty', code: 'eyes' },
      ['eye', 'eye-2'].map((id) => ({ ...eyeClinic, id, specialty })),
    ],
  ] as const)('two, of somebody without one: %s, and the number', async (_, choose, clinics) => {
    const day = { ...eyeDay, clinicId: 'ear', doctors: mai && lan ? [mai, lan] : [], later };
    const kiosk = openFullKiosk({ readModel: () => ({ days: [day], fetchedAt: '2026-03-02T07:40:00+07:00' }) });
    kiosk.hospital.answers.appointments = { ok: true, value: [] };
    kiosk.hospital.answers.clinics = { ok: true, value: [...clinics] };
    const touches = countTouches(kiosk);
    await showCardAndFace(kiosk);
    await kiosk.send(choose);
    await kiosk.send('confirm');
    expect(kiosk.at('ticket').number).toBe('M-1');
    expect(touches).toEqual([choose.type, 'confirm']);
  });

  it('two, of somebody who comes back to the clinic of an old ticket by face: there again, and the number', async () => {
    const kiosk = openGalleryKiosk();
    kiosk.faces.answers.holds = 'yes';
    kiosk.hospital.answers.appointments = { ok: true, value: [] };
    const before = { number: 'M-7', official: true };
    kiosk.queue.rows.set('key-7', pendingEntry({ key: 'key-7', ticket: before, serviceDate: '2026-02-20' }));
    const touches = countTouches(kiosk);
    kiosk.scanner.show({ kind: 'ticket', key: 'key-7' });
    await settle();
    await kiosk.send('return-to-clinic');
    await kiosk.send(sample(1));
    await moveAsAsked(kiosk);
    await kiosk.advance(defaultDelays.matchedMs);
    await kiosk.send('confirm');
    expect(kiosk.at('ticket').number).toBe('M-1');
    expect(touches).toEqual(['return-to-clinic', 'confirm']);
  });

  it('none, between the code and the first question: nothing is waited for but card and face', async () => {
    const kiosk = openFullKiosk();
    const touches = countTouches(kiosk);
    await showCardAndFace(kiosk);
    expect(kiosk.shown().step).toBe('appointments');
    expect(touches).toEqual([]);
  });
});
