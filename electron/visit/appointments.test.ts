import { describe, expect, it } from 'vitest';
import type { Appointment } from '../../sync/his/hospital-api.ts';
import { appointmentViews, arrivals } from './appointments.ts';
import { clinicView } from './clinic-choice.ts';
import type { Lookup } from './lookup.ts';
import type { ReadModel } from './ports.ts';
import { fakePorts } from './visit-testing.ts';
import { appointment, closedClinic, earClinic, eyeClinic, eyeDay } from './visit-testing-people.ts';
import { found } from './visit-testing-plan.ts';

/** It is 08:00 on 2 March; the window is an hour before and half an hour after. */
const ports = fakePorts();
const at = (start: string, changes: Partial<Appointment> = {}): Appointment => ({
  ...appointment,
  start: `2026-03-${start}:00+07:00`,
  ...changes,
});
const booked = (...appointments: Appointment[]): Lookup => ({
  ...found,
  clinics: [eyeClinic, earClinic, closedClinic],
  appointments,
});
const only = (one: Appointment, its = ports) => {
  const [view, ...others] = appointmentViews(its, booked(one));
  if (!view || others.length > 0) throw new Error('not one appointment');
  return view;
};

describe('an appointment on the screen', () => {
  it('in time may be arrived for', () => {
    expect(only(appointment)).toEqual({
      id: 'appointment-7',
      kind: 'appointment',
      clinic: clinicView(ports, eyeClinic),
      serviceDate: '2026-03-02',
      time: '08:30',
      practitioner: 'BS. Lê Mai',
      state: 'ready',
      opensAt: null,
      movedTo: null,
      elsewhere: null,
      offers: ['arrive'],
    });
  });

  it.each([
    [at('02T10:15'), { state: 'early', opensAt: '09:15', offers: ['walk-in', 'desk'] }],
    [at('02T07:29'), { state: 'late', opensAt: null, offers: ['walk-in', 'desk'] }],
    [at('03T08:30'), { state: 'other-day', serviceDate: '2026-03-03', offers: ['walk-in', 'desk'] }],
    [at('02T08:30', { status: 'doctor-absent' }), { state: 'doctor-absent', offers: ['arrive', 'walk-in', 'desk'] }],
    [at('02T10:15', { status: 'doctor-absent' }), { state: 'doctor-absent', offers: ['walk-in', 'desk'] }],
    [at('02T08:30', { clinicId: 'skin' }), { state: 'clinic-closed', offers: ['walk-in', 'desk'] }],
    [at('02T08:30', { status: 'cancelled' }), { state: 'cancelled', offers: ['walk-in', 'desk'] }],
    [at('02T08:30', { status: 'moved' }), { state: 'moved', movedTo: null, offers: ['walk-in', 'desk'] }],
    [at('02T08:30', { status: 'arrived' }), { state: 'arrived', offers: ['arrive', 'desk'] }],
    [at('02T08:30', { status: 'arrived', clinicId: 'gone' }), { state: 'arrived', offers: ['desk'] }],
    [at('02T08:30', { clinicId: 'gone' }), { state: 'clinic-closed', clinic: null, elsewhere: null }],
  ])('%o is offered what helps', (one, expected) => {
    expect(only(one)).toMatchObject(expected);
  });

  it('that was moved says where to; one that was not says nothing', () => {
    const movedTo = '2026-03-09T14:00:00+07:00';
    expect(only(at('02T08:30', { status: 'moved', movedTo })).movedTo).toEqual({
      serviceDate: '2026-03-09',
      time: '14:00',
    });
    expect(only(at('02T08:30', { movedTo })).movedTo).toBeNull();
  });

  it('at a clinic that is full says so', () => {
    const full: ReadModel = {
      days: [{ ...eyeDay, clinicId: 'skin', quotas: [{ session: 'morning', limit: 40, left: 0 }] }],
      fetchedAt: '2026-03-02T07:40:00+07:00',
    };
    const one = at('02T08:30', { clinicId: 'skin' });
    expect(only(one, fakePorts({ readModel: () => full }))).toMatchObject({
      state: 'clinic-full',
      offers: ['walk-in', 'desk'],
    });
  });

  it('in another building says which', () => {
    const lookup = { ...booked(appointment), clinics: [{ ...eyeClinic, building: 'Nhà B' }] };
    const elsewhere = (building: string | null) =>
      appointmentViews(fakePorts({ building }), lookup).map((view) => view.elsewhere);
    expect([elsewhere('Nhà A'), elsewhere('Nhà B'), elsewhere(null)]).toEqual([['Nhà B'], [null], ['Nhà B']]);
  });
});

describe('several appointments', () => {
  it('of today come first, by time, then those that are still to come and what was missed yesterday', () => {
    const list = booked(
      at('09T08:30', { id: 'next-week' }),
      at('02T10:00', { id: 'at-ten' }),
      at('01T08:30', { id: 'missed' }),
      at('02T08:30', { id: 'at-half-past-eight', status: 'cancelled' }),
      at('09T07:30', { id: 'next-week-moved', status: 'moved' }),
    );
    expect(appointmentViews(ports, list).map(({ id }) => id)).toEqual([
      'at-half-past-eight',
      'at-ten',
      'missed',
      'next-week-moved',
      'next-week',
    ]);
  });

  it('of other days are left out when they explain nothing', () => {
    const shown = (one: Appointment) => appointmentViews(ports, booked(one)).length;
    const yesterday = (status: Appointment['status']) => shown(at('01T08:30', { status }));
    expect(yesterday('booked')).toBe(1);
    expect(yesterday('doctor-absent')).toBe(1);
    expect(yesterday('moved')).toBe(1);
    expect(yesterday('arrived')).toBe(0);
    expect(yesterday('cancelled')).toBe(0);
    expect(shown({ ...appointment, start: '2026-02-28T08:30:00+07:00' })).toBe(0);
    expect(shown(at('03T08:30', { status: 'cancelled' }))).toBe(1);
    expect(shown(at('03T08:30', { status: 'arrived' }))).toBe(0);
  });
});

describe('the appointment of a slip that was just shown', () => {
  const slip = (own: Appointment): Lookup => ({
    ...booked(own),
    slip: { namesPatient: true, patient: null, appointment: own, referral: null },
  });

  it.each([
    [at('01T08:30', { status: 'arrived' }), { state: 'arrived', offers: ['walk-in', 'desk'] }],
    [at('01T08:30', { status: 'cancelled' }), { state: 'cancelled' }],
    [{ ...appointment, start: '2025-11-28T08:30:00+07:00' }, { state: 'other-day' }],
    [at('31T08:30', { status: 'arrived' }), { state: 'arrived', offers: ['walk-in', 'desk'] }],
  ])('%o is shown however old, and whatever became of it', (own, expected) => {
    expect(appointmentViews(ports, slip(own))).toMatchObject([expected]);
  });

  it('brings no others with it', () => {
    const others = booked(at('01T08:30', { id: 'missed', status: 'arrived' }));
    expect(appointmentViews(ports, { ...slip(appointment), appointments: others.appointments })).toEqual([]);
  });
});

describe('to arrive', () => {
  const second = at('02T08:45', { id: 'appointment-8', clinicId: 'ear', practitioner: null, practitionerId: null });
  const list = booked(appointment, second, at('02T10:15', { id: 'early' }));

  it('is to register at the clinic, with the doctor, of each', () => {
    expect(arrivals(ports, list, ['appointment-8', 'appointment-7', 'appointment-8'])).toEqual([
      { clinic: earClinic, doctor: null, appointments: [second] },
      { clinic: eyeClinic, doctor: { id: 'mai', name: 'BS. Lê Mai' }, appointments: [appointment] },
    ]);
  });

  it('for two of one clinic is one registration, with the doctor of the first', () => {
    const third = at('02T08:50', { id: 'appointment-9', practitioner: 'BS. Vũ An', practitionerId: 'an' });
    const both = booked(appointment, second, third);
    expect(arrivals(ports, both, ['appointment-7', 'appointment-8', 'appointment-9'])).toEqual([
      { clinic: eyeClinic, doctor: { id: 'mai', name: 'BS. Lê Mai' }, appointments: [appointment, third] },
      { clinic: earClinic, doctor: null, appointments: [second] },
    ]);
  });

  it('once more is to get the number that one has', () => {
    const arrived = at('02T08:30', { status: 'arrived' });
    expect(arrivals(ports, booked(arrived), ['appointment-7'])).toMatchObject([{ appointments: [arrived] }]);
  });

  it('for an absent doctor is to see another one, and one without an id cannot be named', () => {
    const doctor = (changes: Partial<Appointment>) =>
      arrivals(ports, booked({ ...appointment, ...changes }), ['appointment-7'])?.[0]?.doctor;
    expect([doctor({ status: 'doctor-absent' }), doctor({ practitionerId: null })]).toEqual([null, null]);
  });

  it.each([[[]], [['early']], [['appointment-7', 'early']], [['nobody’s']]])('is not for %o', (ids) => {
    expect(arrivals(ports, list, ids)).toBeNull();
  });
});
