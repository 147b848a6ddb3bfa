import { describe, expect, it } from 'vitest';
import type { ClinicDay } from './hospital-api.ts';
import { fhirSystems } from './identifiers.ts';
import { clinicDays, type ScheduleResources } from './schedule.ts';

const systems = fhirSystems();
/** A Monday. */
const day = { serviceDate: '2026-11-23', timeZone: 'Asia/Ho_Chi_Minh' };

type Loose = Record<string, unknown>;
const eye = (resource: Loose = {}) => ({ resourceType: 'HealthcareService', id: 'mat', ...resource });
const role = (id: string, resource: Loose = {}) => ({
  resourceType: 'PractitionerRole',
  id,
  healthcareService: [{ reference: 'HealthcareService/mat' }],
  ...resource,
});

function read(resources: { [K in keyof ScheduleResources]?: (Loose & { resourceType: string })[] }): ClinicDay {
  const days = clinicDays({ services: [eye()], roles: [], slots: [], ...resources }, day, systems);
  if (!days.ok || days.value[0] === undefined) throw new Error('no day');
  return days.value[0];
}

it('with nothing but an id says nothing', () => {
  expect(read({})).toEqual({
    clinicId: 'mat',
    hours: null,
    quotas: [],
    doctors: [],
    slots: [],
    service: null,
    later: [],
  });
});

it('is useless when a clinic cannot be read', () => {
  expect(clinicDays({ services: [eye({ id: '../x' })], roles: [], slots: [] }, day, systems)).toEqual({
    ok: false,
    failure: { kind: 'bad-answer', detail: 'not-a-clinic' },
  });
});

describe('opening times', () => {
  const hours = (availableTime: object[], notAvailable: object[] = []) =>
    read({ services: [eye({ availableTime, notAvailable })] }).hours;
  const morning = { daysOfWeek: ['mon', 'tue'], availableStartTime: '07:00:00', availableEndTime: '11:30:00' };

  it('are those of the weekday, in order', () => {
    const afternoon = { ...morning, availableStartTime: '13:30:00', availableEndTime: '16:30:00' };
    expect(hours([afternoon, morning, { ...morning, daysOfWeek: ['sat'] }])).toEqual([
      { opens: '07:00', closes: '11:30' },
      { opens: '13:30', closes: '16:30' },
    ]);
    expect(hours([{ ...morning, daysOfWeek: ['sun'] }])).toEqual([]);
    expect(hours([{ availableStartTime: '07:00', availableEndTime: '11:00' }])).toEqual([
      { opens: '07:00', closes: '11:00' },
    ]);
  });

  it.each([{ allDay: true }, {}, { availableStartTime: '00:00:00' }])('are the whole day: %o', (time) => {
    expect(hours([time])).toEqual([{ opens: '00:00', closes: '23:59' }]);
  });

  it.each([
    { availableStartTime: '7 giờ', availableEndTime: '11:00:00' },
    { availableStartTime: '22:00:00', availableEndTime: '06:00:00' },
    { availableStartTime: '07:00:00', availableEndTime: '24:00:00' },
  ])('cannot be told: %o', (time) => {
    expect(hours([morning, time])).toBeNull();
  });

  it.each([
    [{ start: '2026-11-20', end: '2026-11-23' }, true],
    [{ start: '2026-11-23' }, true],
    [{ start: '2026-11-24', end: '2026-11-30' }, false],
    [{ start: '2026-11-01', end: '2026-11-22' }, false],
    [{ start: '2026-11-23T00:00:00+07:00', end: '2026-11-23T12:00:00+07:00' }, false],
    [{ end: '2026-11-30' }, false],
    [undefined, false],
  ])('end for a holiday: %o %s', (during, isClosed) => {
    const exception = during ? { during } : { description: 'Tết' };
    expect(hours([morning], [exception])).toEqual(isClosed ? [] : [{ opens: '07:00', closes: '11:30' }]);
  });
});

it('has the quotas of its sessions, as far as they are whole', () => {
  const quota = (session: string, limit: unknown, left: unknown) => ({
    url: systems.quota,
    extension: [
      { url: 'session', valueCode: session },
      { url: 'limit', valueUnsignedInt: limit },
      { url: 'left', valueUnsignedInt: left },
    ],
  });
  const extension = [
    { url: systems.waitingCount, valueUnsignedInt: 3 },
    quota('morning', 80, 12),
    quota('afternoon', 60, 0),
    quota('night', 10, 10),
    quota('morning', 10, -1),
    quota('morning', 'many', 1),
    { url: systems.quota },
  ];
  expect(read({ services: [eye({ extension })] }).quotas).toEqual([
    { session: 'morning', limit: 80, left: 12 },
    { session: 'afternoon', limit: 60, left: 0 },
  ]);
});

describe('its doctors', () => {
  it('are those whose role is here, by name, once', () => {
    const practitioner = (id: string) => ({
      practitioner: { reference: `Practitioner/${id}`, display: `display ${id}` },
    });
    const roles = [
      role('r1', practitioner('quang')),
      role('r2', practitioner('quang')),
      role('r3', practitioner('lan')),
      role('r4', { ...practitioner('gone'), active: false, period: { end: '2026-11-22' } }),
      role('r5', { ...practitioner('other'), healthcareService: [{ reference: 'HealthcareService/nhi' }] }),
      role('r6', { ...practitioner('nowhere'), healthcareService: undefined }),
      role('r7', { ...practitioner('saturday'), availableTime: [{ daysOfWeek: ['sat'] }] }),
      role('r8', { ...practitioner('monday'), availableTime: [{ daysOfWeek: ['mon'] }] }),
      role('r9', { practitioner: { reference: 'Practitioner/nameless' } }),
      role('r10', { practitioner: { reference: 'Practitioner/blank', display: '' } }),
      { resourceType: 'Practitioner', id: 'blank', name: [{ text: '' }] },
      role('r10'),
      role('r11', { practitioner: 'odd' }),
      { resourceType: 'Practitioner', id: 'quang', name: [{ text: 'BS. Đỗ Minh Quang' }] },
    ];
    expect(read({ roles }).doctors).toEqual([
      { id: 'quang', name: 'BS. Đỗ Minh Quang', waiting: null, isAbsent: false },
      { id: 'lan', name: 'display lan', waiting: null, isAbsent: false },
      { id: 'monday', name: 'display monday', waiting: null, isAbsent: false },
    ]);
  });

  it('may be absent that day, and have people waiting', () => {
    const practitioner = (id: string) => ({ practitioner: { reference: `Practitioner/${id}`, display: id } });
    const roles = [
      role('r1', { ...practitioner('off'), active: false, period: { end: '2026-11-23' } }),
      role('r2', { ...practitioner('ill'), notAvailable: [{ during: { start: '2026-11-20', end: '2026-11-23' } }] }),
      role('r3', { ...practitioner('back'), notAvailable: [{ during: { start: '2026-11-20', end: '2026-11-22' } }] }),
      role('r4', { ...practitioner('busy'), extension: [{ url: systems.waitingCount, valueUnsignedInt: 7 }] }),
      // Two roles: the one in which the doctor is there counts.
      role('r5', practitioner('both')),
      role('r6', { ...practitioner('both'), active: false }),
    ];
    expect(read({ roles }).doctors.map(({ id, waiting, isAbsent }) => [id, waiting, isAbsent])).toEqual([
      ['off', null, true],
      ['ill', null, true],
      ['back', null, false],
      ['busy', 7, false],
      ['both', null, false],
    ]);
  });
});

it('has the free times of its schedules, by doctor, by time', () => {
  const slot = (id: string, schedule: string, start: string, status = 'free') => ({
    resourceType: 'Slot',
    id,
    schedule: { reference: `Schedule/${schedule}` },
    status,
    start,
  });
  const schedule = (id: string, ...actors: string[]) => ({
    resourceType: 'Schedule',
    id,
    actor: actors.map((reference) => ({ reference })),
  });
  const slots = [
    slot('late', 'by-person', '2026-11-23T03:30:00Z'),
    slot('early', 'by-role', '2026-11-23T08:00:00+07:00'),
    slot('middle', 'clinic-only', '2026-11-23T09:00:00+07:00'),
    slot('busy', 'by-person', '2026-11-23T10:00:00+07:00', 'busy'),
    slot('tomorrow', 'by-person', '2026-11-23T17:00:00Z'),
    slot('timeless', 'by-person', 'soon'),
    slot('elsewhere', 'doctor-only', '2026-11-23T10:00:00+07:00'),
    slot('lost', 'unknown', '2026-11-23T10:00:00+07:00'),
    { ...slot('odd', 'x', '2026-11-23T10:00:00+07:00'), schedule: { reference: 'Patient/1' } },
    schedule('by-person', 'Practitioner/quang', 'HealthcareService/mat'),
    schedule('by-role', 'HealthcareService/mat', 'PractitionerRole/r1'),
    schedule('clinic-only', 'HealthcareService/mat'),
    schedule('doctor-only', 'Practitioner/quang'),
  ];
  const roles = [role('r1', { practitioner: { reference: 'Practitioner/lan' } })];
  expect(read({ slots, roles }).slots).toEqual([
    { start: '2026-11-23T08:00:00+07:00', doctorId: 'lan' },
    { start: '2026-11-23T09:00:00+07:00', doctorId: null },
    { start: '2026-11-23T03:30:00Z', doctorId: 'quang' },
  ]);
});

it('has the examination that the ministry’s table asks for', () => {
  const service = (...coding: object[]) => read({ services: [eye({ type: [{}, { coding }] })] }).service;
  const other = { system: 'http://snomed.info/sct', code: '36228007' };
  expect(service(other, { system: systems.examination, code: '02.1897', display: 'Khám Mắt' })).toEqual({
    code: '02.1897',
    name: 'Khám Mắt',
  });
  expect(service({ system: systems.examination, code: '02.1897' })).toEqual({ code: '02.1897', name: '02.1897' });
  expect(service(other, { system: systems.examination })).toBeNull();
});

it('takes registrations for later sessions, as far as they can be read', () => {
  const later = (date: unknown, session: unknown) => ({
    url: systems.laterSession,
    extension: [
      { url: 'date', valueDate: date },
      { url: 'session', valueCode: session },
    ],
  });
  const extension = [
    later('2026-11-23', 'afternoon'),
    later('2026-11-24', 'night'),
    later('soon', 'morning'),
    { url: systems.laterSession },
    later('2026-11-22', 'afternoon'),
    later('2026-12-25', 'morning'),
    later('2026-11-24', 'morning'),
    later('2026-12-24', 'morning'),
  ];
  expect(read({ services: [eye({ extension })] }).later).toEqual([
    { serviceDate: '2026-11-23', session: 'afternoon' },
    { serviceDate: '2026-11-24', session: 'morning' },
    { serviceDate: '2026-12-24', session: 'morning' },
  ]);
  const many = Array.from({ length: 99 }, () => later('2026-11-24', 'morning'));
  expect(read({ services: [eye({ extension: many })] }).later).toHaveLength(28);
});
