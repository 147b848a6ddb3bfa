import { expect, it } from 'vitest';
import type { Appointment, Eligibility } from '../../sync/his/hospital-api.ts';
import { appointmentsShown, insuranceShown } from './discretion.ts';
import { byCode, fakePorts, openFullKiosk, openKiosk } from './visit-testing.ts';
import { appointment, codeOf, covered, hanh, typedOf } from './visit-testing-people.ts';
import { found, identityBy } from './visit-testing-plan.ts';

/** Number and birth date are what others may know of somebody; the paper or the card is not. */

const tomorrow: Appointment = { ...appointment, id: 'appointment-9', start: '2026-03-03T08:30:00+07:00' };
const stay: Eligibility = {
  ...covered,
  openStay: true,
  openStayAt: 'Bệnh viện Mẫu',
  referral: { number: 'CT00000012', facility: 'Trạm y tế', validTo: '2026-12-31' },
};
const lookup = { ...found, eligibility: stay, appointments: [appointment, tomorrow] };
const ports = fakePorts();
const byNumber = { ports, identity: identityBy(typedOf(hanh)), lookup };
const byCard = { ports, identity: identityBy(codeOf(hanh)), lookup };

it('appointments of other days and their doctors are for who showed something', () => {
  const shown = ({ id, practitioner }: { id: string; practitioner: string | null }) => ({ id, practitioner });
  expect(appointmentsShown(byNumber).map(shown)).toEqual([{ id: appointment.id, practitioner: null }]);
  expect(appointmentsShown(byCard).map(shown)).toEqual([
    { id: appointment.id, practitioner: appointment.practitioner },
    { id: tomorrow.id, practitioner: appointment.practitioner },
  ]);
});

it('the appointment of the slip in hand is shown to who typed as well', () => {
  const slip = { patient: null, namesPatient: false, appointment: tomorrow, referral: null };
  const shown = appointmentsShown({ ...byNumber, lookup: { ...lookup, slip } });
  expect(shown.map(({ id }) => id)).toEqual([appointment.id, tomorrow.id]);
});

it('so are the facilities where somebody is treated', () => {
  expect(insuranceShown(byNumber)).toMatchObject({ registeredFacility: null, openStayAt: null, referral: null });
  expect(insuranceShown(byNumber).benefitPercent).toBe(80);
  expect(insuranceShown(byCard)).toMatchObject({
    registeredFacility: 'Bệnh viện Mẫu',
    openStayAt: 'Bệnh viện Mẫu',
    referral: { facility: 'Trạm y tế' },
  });
});

it('a visit by number alone spells no last time, no sex and no doctor; one by card does', async () => {
  const lastVisit = { ok: true, value: { clinicId: 'eye', doctorId: null } } as const;
  const byHand = openKiosk({ reader: null });
  byHand.hospital.answers.lastVisit = lastVisit;
  await byHand.send('type-number');
  await byHand.send({ type: 'typed', idNumber: hanh.idNumber, birthDate: '14031990', expiryDate: '' });
  expect(byHand.at('appointments')).toMatchObject({ holder: { sex: null }, appointments: [{ practitioner: null }] });
  await byHand.send('walk-in');
  expect(byHand.at('choose').lastTime).toBeNull();
  await byHand.send('back');
  byHand.hospital.held.add('leaseNumbers');
  await byHand.send({ type: 'arrive', appointmentIds: [appointment.id] });
  expect(byHand.at('confirm').choices).toMatchObject([{ doctor: null, time: '08:30' }]);

  const byPaper = openFullKiosk();
  byPaper.hospital.answers.lastVisit = lastVisit;
  await byCode(byPaper);
  await byPaper.send('walk-in');
  expect(byPaper.at('choose').lastTime).toMatchObject({ clinic: { id: 'eye' } });
  await byPaper.send('back');
  byPaper.hospital.held.add('leaseNumbers');
  await byPaper.send({ type: 'arrive', appointmentIds: [appointment.id] });
  expect(byPaper.at('confirm').choices).toMatchObject([{ doctor: appointment.practitioner, time: '08:30' }]);
});

it('a visit by number alone with nothing for today has no appointments to show', async () => {
  const kiosk = openKiosk({ reader: null });
  kiosk.hospital.answers.appointments = { ok: true, value: [tomorrow] };
  await kiosk.send('type-number');
  await kiosk.send({ type: 'typed', idNumber: hanh.idNumber, birthDate: '14031990', expiryDate: '' });
  expect(kiosk.at('choose').canGoBack).toBe(false);
  await kiosk.send('back');
  expect(kiosk.shown().step).toBe('choose');
});
