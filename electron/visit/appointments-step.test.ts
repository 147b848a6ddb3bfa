import { describe, expect, it } from 'vitest';
import { booked, movedToEar, tooLate } from './appointments-testing.ts';
import { shownClinic } from './visit-testing.ts';
import { appointment, earClinic, hanh } from './visit-testing-people.ts';

describe('what is booked', () => {
  it('is shown with what can be done about it', async () => {
    const kiosk = await booked(appointment, tooLate);
    expect(kiosk.at('appointments').appointments).toMatchObject([
      { id: tooLate.id, state: 'late', offers: ['walk-in', 'desk'] },
      { id: appointment.id, state: 'ready', offers: ['arrive'] },
    ]);
  });

  it('is no question when nothing is', async () => {
    expect((await booked()).shown().step).toBe('choose');
  });

  it('is arrived for: one number', async () => {
    const kiosk = await booked(appointment);
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id] });
    expect(kiosk.at('ticket')).toMatchObject({ clinic: { id: 'eye' }, others: [] });
    expect(kiosk.queue.lastDraft).toMatchObject({
      appointmentId: appointment.id,
      clinic: { id: 'eye' },
      doctor: { id: 'mai', name: 'BS. Lê Mai' },
    });
  });

  it('and was arrived for gives the number that the patient has', async () => {
    const kiosk = await booked({ ...appointment, status: 'arrived' });
    expect(kiosk.at('appointments').appointments).toMatchObject([{ state: 'arrived', offers: ['arrive', 'desk'] }]);
    kiosk.queue.alreadyTheirs = { key: 'key-9', ticket: { number: 'M-9', official: true } };
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id] });
    expect(kiosk.at('ticket')).toMatchObject({ key: 'key-9', number: 'M-9', origin: 'existing', others: [] });
  });

  it('and was moved to another clinic since is sent there, and not to where it was booked', async () => {
    const kiosk = await booked({ ...appointment, status: 'arrived' });
    movedToEar(kiosk);
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id] });
    const there = { key: 'key-9', number: 'T-9', clinic: { id: 'ear' }, stream: 'priority' };
    expect(kiosk.at('ticket')).toMatchObject({ ...there, origin: 'existing' });
  });

  it('and was moved to a clinic that is on no list any more names none', async () => {
    const kiosk = await booked({ ...appointment, status: 'arrived' });
    movedToEar(kiosk);
    const row = kiosk.queue.rows.get('key-9') ?? expect.unreachable('no ticket');
    kiosk.queue.rows.set('key-9', { ...row, clinicId: 'gone' });
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id] });
    expect(kiosk.at('ticket')).toMatchObject({ number: 'T-9', clinic: null });
  });

  it('and was arrived for at another kiosk gives the number that the hospital answers with', async () => {
    const kiosk = await booked({ ...appointment, status: 'arrived' });
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id] });
    expect(kiosk.queue.lastDraft).toMatchObject({ appointmentId: appointment.id });
    kiosk.queue.become('key-1', 'confirmed', { hospitalNumber: 'T007', alreadyThere: true });
    expect(kiosk.at('ticket')).toMatchObject({ number: 'T007', origin: 'existing' });
  });

  it.each([
    ['one that is over', [tooLate.id]],
    ['one of two that is over', [appointment.id, tooLate.id]],
    ['one of somebody else', ['appointment-404']],
  ])('is not arrived for: %s', async (_, appointmentIds) => {
    const kiosk = await booked(appointment, tooLate);
    await kiosk.send({ type: 'arrive', appointmentIds });
    expect(kiosk.shown().step).toBe('appointments');
  });

  it('can be left for what is open now, and is there again on the way back', async () => {
    const kiosk = await booked(appointment);
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    expect(kiosk.at('confirm').choices).toEqual([{ clinic: shownClinic(earClinic), doctor: null, time: null }]);
    await kiosk.send('back');
    expect(kiosk.shown().step).toBe('choose');
    await kiosk.send('back');
    expect(kiosk.shown().step).toBe('appointments');
  });

  it('is arrived for first of all by whoever says that they go first', async () => {
    const kiosk = await booked(appointment);
    expect(kiosk.at('appointments')).toMatchObject({ declared: [], mayDeclare: ['pregnancy', 'disability'] });
    await kiosk.send({ type: 'declare', what: 'pregnancy', isSo: true });
    expect(kiosk.at('appointments').declared).toEqual(['pregnancy']);
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id] });
    expect(kiosk.at('ticket').stream).toBe('priority');
  });

  it('is arranged by staff', async () => {
    const kiosk = await booked(tooLate);
    await kiosk.send('appointment-desk');
    expect(kiosk.at('desk').reason).toBe('appointment');
  });

  it('is somebody else’s who comes along: whom they bring is asked', async () => {
    const kiosk = await booked(appointment);
    await kiosk.send('bring-somebody');
    expect(kiosk.at('companion').holder.fullName).toBe(hanh.fullName);
  });
});
