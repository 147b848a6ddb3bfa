import { describe, expect, it } from 'vitest';
import type { AppointmentView } from '../electron/bridge/clinic-snapshot.ts';
import { appointmentsOf, specimenPeople, type SpecimenAppointment } from '../fixtures/people/person.ts';
import { arrivalOf, encounterOf, followUpOf, useHeadless } from './harness/headless.ts';
import { anyHour, searchHospital } from './harness/hospital.ts';
import { person } from './harness/people.ts';

/** Appointments of every kind, each with what it offers; each judged by what the hospital has afterwards. */

/** Whoever comes for these, besides those who are booked in people.json. */
const booked: Readonly<Record<string, SpecimenAppointment[]>> = {
  // Whenever this runs, but in the last and the first minute of a day, one of them is too early and the other too late.
  p14: [{ clinicId: 'mat', time: '23:59' }],
  f03: [{ clinicId: 'mat', time: '00:00' }],
  f04: [{ clinicId: 'ngoai', time: '09:00', dayOffset: -1 }],
};
const people = specimenPeople().map((each) => ({ ...each, appointments: booked[each.id] ?? each.appointments ?? [] }));

const reader = 'devices.reader.kind = "none"';
type State = AppointmentView['state'];

describe('an appointment that cannot be arrived for now', () => {
  const narrow = 'policies.appointments = { earlyMinutes = 1, lateMinutes = 1, daysAround = 7 }';
  const station = useHeadless({ people, settings: [reader, narrow] });
  const cases: readonly { id: string; state: State; says?: object }[] = [
    { id: 'p14', state: 'early', says: { opensAt: '23:58', time: '23:59' } },
    { id: 'f03', state: 'late' },
    { id: 'f04', state: 'other-day' },
    { id: 'f26', state: 'other-day' },
    { id: 'f27', state: 'cancelled' },
    { id: 'f28', state: 'moved', says: { movedTo: { time: '14:15' } } },
  ];

  it.each(cases)(
    '$id, $state: a walk-in all the same, and the appointment stays as it is',
    async ({ id, state, says }) => {
      const before = await searchHospital(station().hospital, `Appointment?patient=Patient/pat-${id}`);
      const visit = await station().visit(id, 'qr', { clinicId: 'tai-mui-hong', answers: { appointments: 'walk-in' } });
      expect(visit.shown('appointments').appointments).toMatchObject([{ state, offers: ['walk-in', 'desk'], ...says }]);
      expect(arrivalOf(station(), visit)).toMatchObject({ appointment: false, clinic: { vi: 'Tai mũi họng' } });
      const after = await searchHospital(station().hospital, `Appointment?patient=Patient/pat-${id}`);
      expect(after.map(({ status }) => status)).toEqual(before.map(({ status }) => status));
    },
  );

  it.each(cases)('$id, $state: the desk, for who wants it put right', async ({ id }) => {
    const visit = await station().visit(id, 'qr', { answers: { appointments: 'desk' } });
    expect(visit.report).toMatchObject({ outcome: 'desk', reason: 'appointment', confirmed: true });
    expect(followUpOf(station(), visit)).toMatchObject({ reason: 'appointment', patientKnown: true });
  });
});

describe('an appointment within its time', () => {
  const station = useHeadless({ people, settings: [reader, anyHour, 'kiosk.building = "Nhà A"'] });

  it('is arrived for: the Encounter names it, and the hospital counts it as arrived', async () => {
    const visit = await station().visit('p06', 'qr', {});
    expect(visit.shown('appointments').appointments).toMatchObject([
      { state: 'ready', time: '08:00', elsewhere: null },
    ]);
    expect(visit.steps).not.toContain('choose');
    expect(visit.shown('ticket').clinic).toMatchObject({ id: 'mat' });
    expect(arrivalOf(station(), visit)).toMatchObject({ appointment: true, clinic: { vi: 'Mắt' } });
    expect(await appointmentStatuses('p06')).toEqual(['arrived']);
  });

  it('of two, both: two numbers and two Encounters in one visit', async () => {
    const before = station().hospital.counts();
    const visit = await station().visit('f25', 'qr', {});
    expect(visit.shown('appointments').appointments.map(({ state }) => state)).toEqual(['ready', 'ready']);
    const { ticket, others } = visit.report;
    expect(others).toHaveLength(1);
    expect(others[0]?.number).not.toBe(ticket?.number);
    await expect.poll(() => station().hospital.counts().encounters).toBe(before.encounters + 2);
    const numbers = [ticket?.number, others[0]?.number];
    const arrivals = station()
      .hospital.desk()
      .arrivals.filter(({ number }) => numbers.includes(number));
    expect(arrivals.map(({ clinic }) => clinic.vi).toSorted()).toEqual(['Mắt', 'Tai mũi họng']);
    expect(arrivals.every(({ appointment }) => appointment)).toBe(true);
    expect(await appointmentStatuses('f25')).toEqual(['arrived', 'arrived']);
  });

  it('that was arrived for before says so', async () => {
    const visit = await station().visit('f25', 'patient-code', { answers: { appointments: 'desk' } });
    expect(visit.shown('appointments').appointments.map(({ state }) => state)).toEqual(['arrived', 'arrived']);
    expect(visit.report.outcome).toBe('desk');
  });

  it('that was arrived for before gives the number of then, and no second Encounter', async () => {
    const arrive = () => station().visit('p06', 'qr', { answers: { appointments: 'arrive' } });
    const first = await arrive();
    const before = station().hospital.counts();
    const again = await arrive();
    expect(again.shown('appointments').appointments).toMatchObject([{ state: 'arrived', offers: ['arrive', 'desk'] }]);
    expect(again.shown('ticket').origin).toBe('existing');
    expect(again.report.ticket).toEqual(first.report.ticket);
    expect(station().hospital.counts().encounters).toBe(before.encounters);
  });

  it('with a doctor who is absent is had with another one of the clinic', async () => {
    const visit = await station().visit('f29', 'qr', { answers: { appointments: 'arrive' } });
    expect(visit.shown('appointments').appointments).toMatchObject([
      { state: 'doctor-absent', offers: ['arrive', 'walk-in', 'desk'] },
    ]);
    expect(visit.shown('ticket').clinic).toMatchObject({ id: 'mat' });
    expect(arrivalOf(station(), visit)).toMatchObject({ appointment: true });
    expect(await encounterOf(station(), visit)).not.toHaveProperty('participant');
  });

  it('in the other building says which', async () => {
    const visit = await station().visit('p11', 'patient-code', {});
    expect(visit.shown('appointments').appointments).toMatchObject([{ elsewhere: 'Nhà B', offers: ['arrive'] }]);
    expect(arrivalOf(station(), visit)).toMatchObject({ appointment: true });
  });

  const appointmentStatuses = async (id: string): Promise<unknown[]> =>
    (await searchHospital(station().hospital, `Appointment?patient=Patient/pat-${id}`)).map(({ status }) => status);
});

describe('a slip', () => {
  const station = useHeadless({ people, settings: [reader, anyHour] });
  const codeOf = (id: string): string => appointmentsOf(person(id))[0]?.code ?? '';

  it('for a re-examination is enough to arrive for it', async () => {
    expect(codeOf('f30')).toMatch(/^HK/);
    const visit = await station().visit('f30', 'appointment', {});
    expect(visit.shown('appointments').appointments).toMatchObject([{ kind: 're-examination', state: 'ready' }]);
    expect(arrivalOf(station(), visit)).toMatchObject({ appointment: true });
  });

  it('of a referral that names the patient is enough, and goes with the visit', async () => {
    const visit = await station().visit('f22', 'appointment', { shows: 'CT26000022' });
    expect(visit.steps).not.toContain('typed');
    expect(await encounterOf(station(), visit)).toMatchObject({
      subject: { reference: 'Patient/pat-f22' },
      basedOn: [{ reference: expect.stringMatching(/^ServiceRequest\//) as string }],
    });
  });
});

describe('a referral that names nobody', () => {
  const referral = { number: 'CT26000035', facility: 'Trung tâm Y tế Mẫu Tây', validTo: '2099-12-31' };
  const newcomer = person('f35');
  const withReferral = people.map((each) =>
    each.id === newcomer.id ? { ...each, insurance: { ...each.insurance!, referral } } : each,
  );
  const station = useHeadless({ people: withReferral, settings: [reader] });

  it('asks for the card, and goes with the visit of whose card it is', async () => {
    const visit = await station().visit(newcomer.id, 'appointment', { shows: referral.number });
    expect(visit.prompts).toContain('slip-needs-card');
    expect(visit.report).toMatchObject({ outcome: 'ticket', confirmed: true });
    expect(await encounterOf(station(), visit)).toMatchObject({
      basedOn: [{ reference: expect.stringMatching(/^ServiceRequest\//) as string }],
    });
  });
});
