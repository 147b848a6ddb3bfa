import { describe, expect, it } from 'vitest';
import {
  clinicsOffline,
  clinicsOnline,
  clinicsToday,
  dayAfter,
  dayOfClinic,
  intakeNow,
  intakeOf,
  knownAge,
  knownSinceOf,
  serviceOf,
} from './clinic-hours.ts';
import type { ReadModel } from './ports.ts';
import { FakeQueue, fakePorts } from './visit-testing.ts';
import { closedClinic, earClinic, eyeClinic, eyeDay } from './visit-testing-people.ts';

const at = (time: string, taken = 0, session: 'morning' | 'afternoon' = 'morning') => ({ time, session, taken });

describe('a clinic', () => {
  it.each([
    ['06:59', false],
    ['07:00', true],
    ['11:29', true],
    ['11:30', false],
    ['13:30', true],
    ['16:00', false],
  ])('at %s, by its hours, takes patients: %s', (time, expected) => {
    const hours = [
      { opens: '07:00', closes: '11:30' },
      { opens: '13:30', closes: '16:00' },
    ];
    expect(intakeOf({ ...eyeDay, hours }, at(time))).toBe(expected ? 'open' : 'closed');
  });

  it('that is closed all day takes nobody; one whose hours are not known takes everybody', () => {
    expect(intakeOf({ ...eyeDay, hours: [] }, at('08:00'))).toBe('closed');
    expect(intakeOf({ ...eyeDay, hours: null }, at('23:00'))).toBe('open');
  });

  it('takes as many as are left of this session’s quota', () => {
    expect(intakeOf(eyeDay, at('08:00', 2))).toBe('open');
    expect(intakeOf(eyeDay, at('08:00', 3))).toBe('full');
    expect(intakeOf({ ...eyeDay, hours: null }, at('14:00', 99, 'afternoon'))).toBe('open');
  });
});

describe('the clinics, the hospital being away', () => {
  const clinics = [eyeClinic, earClinic, closedClinic];
  const open = (readModel: () => ReadModel, queue = new FakeQueue()) =>
    clinicsOffline(fakePorts({ queue, readModel, knownClinics: () => clinics }))
      .filter((clinic) => clinic.open)
      .map(({ id }) => id);
  const fetched = (day: Partial<typeof eyeDay>) => (): ReadModel => ({
    days: [
      { ...eyeDay, ...day },
      { ...eyeDay, clinicId: 'skin' },
    ],
    fetchedAt: '2026-03-02T07:40:00+07:00',
  });

  it('are as they were said last, those without a day included', () => {
    expect(open(fetched({}))).toEqual(['eye', 'ear']);
  });

  it('are closed by their hours, and by what was given away since', () => {
    expect(open(fetched({ hours: [{ opens: '13:00', closes: '16:00' }] }))).toEqual(['ear']);
    const queue = new FakeQueue();
    queue.taken = 3;
    expect(open(fetched({}), queue)).toEqual(['ear']);
  });

  it('say nothing of how many wait: that was then', () => {
    const busy = { ...eyeClinic, waiting: 9, waitMinutes: 45 };
    const offered = (readModel: () => ReadModel) =>
      clinicsOffline(fakePorts({ readModel, knownClinics: () => [busy] }));
    for (const known of [fetched({}), () => ({ days: [], fetchedAt: null })]) {
      expect(offered(known)).toEqual([{ ...eyeClinic, waiting: null }]);
    }
  });

  it('stay open when nothing was ever fetched, or the cache or the queue cannot be read', () => {
    expect(open(() => ({ days: [{ ...eyeDay, hours: [] }], fetchedAt: null }))).toEqual(['eye', 'ear']);
    expect(open(() => expect.fail('a damaged page'))).toEqual(['eye', 'ear']);
    const queue = new FakeQueue();
    queue.state = 'unreadable';
    expect(open(fetched({}), queue)).toEqual(['eye', 'ear']);
  });
});

describe('the clinics that the hospital has just named', () => {
  const online = (day: Partial<typeof eyeDay>) => {
    const readModel = () => ({ days: [{ ...eyeDay, ...day }], fetchedAt: '2026-03-02T07:40:00+07:00' });
    return clinicsOnline(fakePorts({ readModel }), [eyeClinic, earClinic, closedClinic]).map(({ open }) => open);
  };
  const quotas = (left: number) => ({ hours: null, quotas: [{ session: 'morning' as const, limit: 40, left }] });

  it('are open as it says, whatever hours were cached', () => {
    expect(online({ hours: [] })).toEqual([true, true, false]);
    expect(online(quotas(1))).toEqual([true, true, false]);
  });

  it('are shut once the places of this session are gone', () => {
    expect(online(quotas(0))).toEqual([false, true, false]);
  });
});

describe('a clinic of the list', () => {
  const quota = (left: number) => [{ session: 'morning' as const, limit: 40, left }];
  const intake = (
    clinic: typeof eyeClinic,
    day: Partial<typeof eyeDay> | null,
    fetchedAt: string | null = '2026-03-02',
  ) => intakeNow(fakePorts({ readModel: () => ({ days: day ? [{ ...eyeDay, ...day }] : [], fetchedAt }) }), clinic);
  const shut = { ...eyeClinic, open: false };

  it('is open when the list says so, and shut for a reason that the cached day may know', () => {
    expect(intake(eyeClinic, { hours: [] })).toBe('open');
    expect(intake(shut, { quotas: quota(0) })).toBe('full');
    expect(intake(shut, { hours: [] })).toBe('closed');
    expect(intake(shut, {})).toBe('closed');
    expect(intake(shut, null)).toBe('closed');
    expect(intake(shut, { quotas: quota(0) }, null)).toBe('closed');
  });

  it('has its day and its examination where they were fetched', () => {
    const ports = fakePorts({ readModel: () => ({ days: [eyeDay], fetchedAt: '2026-03-02' }) });
    expect([dayOfClinic(ports, 'eye'), serviceOf(ports, 'eye')]).toEqual([eyeDay, eyeDay.service]);
    expect([dayOfClinic(ports, 'ear'), serviceOf(ports, 'ear')]).toEqual([null, null]);
  });
});

describe('a day of the calendar', () => {
  it.each([
    ['2026-03-02', -7, '2026-02-23'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-02', 0, '2026-03-02'],
  ])('%s and %s days are %s', (from, days, expected) => {
    expect(dayAfter(from, days)).toBe(expected);
  });
});

describe('today, a clinic', () => {
  const today = (changes: Partial<typeof eyeDay>) =>
    clinicsToday(
      fakePorts({
        readModel: () => ({ days: [{ ...eyeDay, ...changes }], fetchedAt: '2026-03-02T07:40:00+07:00' }),
      }),
    );
  const slot = (time: string) => ({ start: `2026-03-02T${time}:00+07:00`, doctorId: null });
  const doctors = ['BS. Một', 'BS. Hai', 'BS. Ba'].map((name, index) => ({
    id: String(index),
    name,
    waiting: null,
    isAbsent: false,
  }));

  it('has two of its doctors and the next free time that is still to come', () => {
    expect(today({ doctors, slots: [slot('10:30'), slot('07:30'), slot('09:30')] })).toEqual([
      { clinicId: 'eye', doctors: ['BS. Một', 'BS. Hai'], nextFree: '09:30' },
    ]);
  });

  it('has no doctor who is absent', () => {
    const [first, ...others] = doctors.map((doctor, index) => ({ ...doctor, isAbsent: index === 0 }));
    if (!first) throw new Error('no doctor');
    expect(today({ doctors: [first, ...others] })).toMatchObject([{ doctors: ['BS. Hai', 'BS. Ba'] }]);
  });

  it('has no free time once all are over, and is left out when nothing is known', () => {
    expect(today({ doctors: doctors.slice(0, 1), slots: [slot('07:30')] })).toEqual([
      { clinicId: 'eye', doctors: ['BS. Một'], nextFree: null },
    ]);
    expect(today({ doctors: [], slots: [slot('09:30')] })).toMatchObject([{ doctors: [], nextFree: '09:30' }]);
    expect(today({ doctors: [], slots: [] })).toEqual([]);
  });
});

describe('the age of what is known', () => {
  it('is told in whole minutes, never less than none', () => {
    const age = (fetchedAt: string | null) => knownAge(fakePorts(), fetchedAt)?.ageMinutes;
    expect(age('2026-03-02T07:39:01+07:00')).toBe(20);
    expect(age('2026-03-02T09:00:00+07:00')).toBe(0);
    expect(age(null)).toBeUndefined();
  });

  it('is not told by a cache that cannot be read', () => {
    expect(knownSinceOf({ knownSince: () => '2026-03-01T16:40:00+07:00' })).toBe('2026-03-01T16:40:00+07:00');
    expect(knownSinceOf({ knownSince: () => expect.fail('a damaged page') })).toBeNull();
  });
});
