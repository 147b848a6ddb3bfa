import { describe, expect, it } from 'vitest';
import { clinicsOffline, clinicsToday, takesPatients } from './clinic-hours.ts';
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
    expect(takesPatients({ ...eyeDay, hours }, at(time))).toBe(expected);
  });

  it('that is closed all day takes nobody; one whose hours are not known takes everybody', () => {
    expect(takesPatients({ ...eyeDay, hours: [] }, at('08:00'))).toBe(false);
    expect(takesPatients({ ...eyeDay, hours: null }, at('23:00'))).toBe(true);
  });

  it('takes as many as are left of this session’s quota', () => {
    expect(takesPatients(eyeDay, at('08:00', 2))).toBe(true);
    expect(takesPatients(eyeDay, at('08:00', 3))).toBe(false);
    expect(takesPatients({ ...eyeDay, hours: null }, at('14:00', 99, 'afternoon'))).toBe(true);
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

  it('stay open when nothing was ever fetched, or the cache or the queue cannot be read', () => {
    expect(open(() => ({ days: [{ ...eyeDay, hours: [] }], fetchedAt: null }))).toEqual(['eye', 'ear']);
    expect(open(() => expect.fail('a damaged page'))).toEqual(['eye', 'ear']);
    const queue = new FakeQueue();
    queue.state = 'unreadable';
    expect(open(fetched({}), queue)).toEqual(['eye', 'ear']);
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
  const doctors = ['BS. Một', 'BS. Hai', 'BS. Ba'].map((name, index) => ({ id: String(index), name }));

  it('has two of its doctors and the next free time that is still to come', () => {
    expect(today({ doctors, slots: [slot('10:30'), slot('07:30'), slot('09:30')] })).toEqual([
      { clinicId: 'eye', doctors: ['BS. Một', 'BS. Hai'], nextFree: '09:30' },
    ]);
  });

  it('has no free time once all are over, and is left out when nothing is known', () => {
    expect(today({ doctors: doctors.slice(0, 1), slots: [slot('07:30')] })).toEqual([
      { clinicId: 'eye', doctors: ['BS. Một'], nextFree: null },
    ]);
    expect(today({ doctors: [], slots: [slot('09:30')] })).toMatchObject([{ doctors: [], nextFree: '09:30' }]);
    expect(today({ doctors: [], slots: [] })).toEqual([]);
  });
});
