import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { byCode, FakeHospital, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { type GalleryKiosk, hanhsFactor, moveAsAsked, openGalleryKiosk } from './visit-testing-gallery.ts';
import { chipOf, embedding, hanh, khoa, minh, type Person, recordFor, sample } from './visit-testing-people.ts';

/** To whom a ticket offers that the face is kept, or deleted. */

const { matchedMs } = defaultDelays;

describe('a ticket offers to keep the face', () => {
  const offerOf = async (kiosk: GalleryKiosk) => {
    await settle();
    return kiosk.at('ticket').faceOffer;
  };
  const toTicket = async (kiosk: GalleryKiosk) => {
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
  };

  it('to somebody new, whom the hospital has no id for', async () => {
    const kiosk = openGalleryKiosk();
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    await usualVisit.verify(kiosk);
    await kiosk.send(sample(0.9));
    await kiosk.send(sample(0.9));
    await kiosk.advance(matchedMs);
    await toTicket(kiosk);
    expect(await offerOf(kiosk)).toBe('enrol');
    expect(kiosk.faces.lastCallOf('holds').request).toEqual({ kind: 'person', idNumber: hanh.idNumber });
  });

  it('not before the gallery has said whether it has it, nor when that fails', async () => {
    const kiosk = openGalleryKiosk();
    kiosk.faces.held.add('holds');
    await usualVisit.ticket(kiosk);
    expect(await offerOf(kiosk)).toBe('none');
    kiosk.faces.lastCallOf('holds').crash();
    expect(await offerOf(kiosk)).toBe('none');
  });

  it('not on evidence without the face', async () => {
    const kiosk = openGalleryKiosk();
    await byCode(kiosk);
    await kiosk.send('walk-in');
    await toTicket(kiosk);
    expect(await offerOf(kiosk)).toBe('none');
    expect(kiosk.faces.calls).toEqual([]);
  });

  it('not where there is no gallery or no camera, and no face is remembered for it', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    expect(kiosk.at('ticket').faceOffer).toBe('none');
    expect(kiosk.state().context.chipFace).toBeNull();
  });

  async function ofAge(person: Person, holder: Parameters<typeof chipOf>[1] = {}): Promise<GalleryKiosk> {
    const hospital = new FakeHospital();
    hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(person) } };
    const kiosk = openGalleryKiosk({ hospital });
    await usualVisit.reading(kiosk, person);
    kiosk.reader.read.answer(chipOf(person, holder));
    await settle();
    kiosk.reader.takeCard();
    await kiosk.send({ type: 'face-portrait', comparison: 1, embedding: embedding(1) });
    await kiosk.send(sample(0.9));
    await kiosk.send(sample(0.9));
    await kiosk.advance(matchedMs);
    await kiosk.send('walk-in');
    await toTicket(kiosk);
    return kiosk;
  }

  it('to adults alone, whose whole birth date is known', async () => {
    expect(await offerOf(await ofAge({ ...hanh, birthDate: '2008-03-02' }))).toBe('enrol');
    expect(await offerOf(await ofAge({ ...hanh, birthDate: '2008-03-03' }))).toBe('none');
    expect(await offerOf(await ofAge({ ...hanh, birthDate: '1950' }))).toBe('none');
  });

  it('not to somebody who is brought, nor twice on a day', async () => {
    const kiosk = openGalleryKiosk();
    await usualVisit.ticket(kiosk);
    await kiosk.send('finish');
    kiosk.queue.alreadyTheirs = { key: 'key-1', ticket: { number: 'M-1', official: true } };
    await usualVisit.ticket(kiosk);
    expect(await offerOf(kiosk)).toBe('none');

    const withChild = openGalleryKiosk();
    await usualVisit.choose(withChild);
    await withChild.send('bring-somebody');
    withChild.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(minh) } };
    await byCode(withChild, minh);
    await withChild.send('walk-in');
    await toTicket(withChild);
    expect(await offerOf(withChild)).toBe('none');
  });

  it('and to delete it alone by the chip, also with a carer, a camera that is not to be had, or at an age', async () => {
    const kiosk = openGalleryKiosk();
    kiosk.faces.answers.holds = 'yes';
    await usualVisit.verify(kiosk);
    await kiosk.send({ type: 'camera', state: 'not-reachable' });
    await kiosk.send('walk-in');
    await toTicket(kiosk);
    expect(await offerOf(kiosk)).toBe('delete');
    await kiosk.send('enrol-face');
    expect(kiosk.shown().step).toBe('ticket');
    await kiosk.send('withdraw-face');
    expect(kiosk.at('enrol').state).toBe('withdrawing');

    const brought = openGalleryKiosk();
    brought.faces.answers.holds = 'yes';
    await usualVisit.choose(brought);
    await brought.send('bring-somebody');
    brought.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient: recordFor(khoa) } };
    await usualVisit.chipRead(brought, khoa);
    brought.reader.takeCard();
    await brought.send('walk-in');
    await toTicket(brought);
    expect(await offerOf(brought)).toBe('delete');
    expect(brought.faces.lastCallOf('holds').request).toEqual({ kind: 'person', idNumber: khoa.idNumber });
  });

  it('and on a return visit to delete it alone', async () => {
    const kiosk = openGalleryKiosk();
    await kiosk.send('return-by-face');
    await kiosk.send(hanhsFactor);
    await kiosk.send(sample(1));
    await moveAsAsked(kiosk);
    await kiosk.advance(matchedMs);
    await kiosk.send('walk-in');
    await toTicket(kiosk);
    expect(await offerOf(kiosk)).toBe('delete');
    expect(kiosk.faces.callsOf('holds')).toEqual([]);
    await kiosk.send('enrol-face');
    expect(kiosk.shown().step).toBe('ticket');
    await kiosk.send('withdraw-face');
    expect(kiosk.at('enrol').state).toBe('withdrawing');
  });
});
