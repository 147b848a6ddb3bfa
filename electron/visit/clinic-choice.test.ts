import { describe, expect, it } from 'vitest';
import type { ClinicDay, ClinicInfo, DoctorToday } from '../../sync/his/hospital-api.ts';
import type { Room } from '../bridge/clinic-snapshot.ts';
import {
  anyRoom,
  choiceOfLater,
  choiceOfRoom,
  clinicView,
  hasRooms,
  lastTimeOf,
  laterOf,
  quickest,
  quickestOfList,
  roomsAround,
  roomsName,
  roomsOf,
  screeningOf,
  takesAnybody,
  tilesOf,
} from './clinic-choice.ts';
import type { Lookup } from './lookup.ts';
import { FakeQueue, fakePorts } from './visit-testing.ts';
import { closedClinic, earClinic, eyeClinic, eyeDay } from './visit-testing-people.ts';
import { found } from './visit-testing-plan.ts';

const specialty = { code: 'eyes', name: { vi: 'Mắt', en: 'Eyes' } };
const room = (id: string, changes: Partial<ClinicInfo> = {}): ClinicInfo => ({
  ...eyeClinic,
  id,
  specialty,
  ...changes,
});
const doctor = (id: string, changes: Partial<DoctorToday> = {}): DoctorToday => ({
  id,
  name: `BS. ${id}`,
  waiting: 2,
  isAbsent: false,
  ...changes,
});
const day = (clinicId: string, changes: Partial<ClinicDay>): ClinicDay => ({ ...eyeDay, clinicId, ...changes });

const among = (...clinics: ClinicInfo[]): Lookup => ({ ...found, clinics });
const knowing = (...days: ClinicDay[]) =>
  fakePorts({ readModel: () => ({ days, fetchedAt: '2026-03-02T07:40:00+07:00' }) });
const ports = fakePorts();
const afternoon = { serviceDate: '2026-03-02', session: 'afternoon' } as const;
const tomorrow = { serviceDate: '2026-03-03', session: 'morning' } as const;
const eyes = { kind: 'specialty', code: 'eyes' } as const;
const only = (clinicId: string) => ({ kind: 'clinic', clinicId }) as const;

describe('the list of clinics', () => {
  it('has one tile for the rooms of a specialty, as busy as the least busy one that is open', () => {
    const lookup = among(
      room('eye-1', { waiting: 5 }),
      earClinic,
      room('eye-2', { waiting: 3 }),
      room('eye-3', { waiting: 0, open: false }),
      room('eye-4', { waiting: null }),
    );
    expect(tilesOf(ports, lookup)).toEqual([
      { kind: 'specialty', code: 'eyes', name: specialty.name, intake: 'open', waiting: 3, clinics: 4 },
      { kind: 'clinic', clinic: clinicView(ports, earClinic), intake: 'open' },
    ]);
  });

  it('shows the only clinic of a specialty as a clinic, and no screening desk', () => {
    const lookup = among(room('eye-1'), { ...earClinic, isScreening: true });
    expect(tilesOf(ports, lookup)).toMatchObject([{ kind: 'clinic', clinic: { id: 'eye-1', specialty: 'eyes' } }]);
  });

  it('does not say how many wait where nobody says', () => {
    const lookup = among(room('eye-1', { waiting: null }), room('eye-2', { waiting: null }));
    expect(tilesOf(ports, lookup)).toMatchObject([{ waiting: null }]);
  });

  it('says why nobody is taken, and leads on where it may be registered for later', () => {
    const intake = (...days: ClinicDay[]) => tilesOf(knowing(...days), among(closedClinic)).map((tile) => tile.intake);
    const quotas = [{ session: 'morning' as const, limit: 40, left: 0 }];
    expect(intake()).toEqual(['closed']);
    expect(intake(day('skin', { quotas }))).toEqual(['full']);
    expect(intake(day('skin', { quotas, later: [tomorrow] }))).toEqual(['later']);
  });

  it('begins with the clinic that a referral names', () => {
    const slip = {
      namesPatient: false,
      patient: null,
      appointment: null,
      referral: { number: 'CT-1', facility: null, validTo: null, clinicId: 'ear' },
    };
    const tiles = tilesOf(ports, { ...among(eyeClinic, closedClinic, earClinic), slip });
    expect(tiles.map((tile) => tile.kind === 'clinic' && tile.clinic.id)).toEqual(['ear', 'eye', 'skin']);
  });

  it('says how long the wait is where the hospital does', () => {
    expect(clinicView(ports, { ...eyeClinic, waitMinutes: 25 })).toMatchObject({ waitMinutes: 25 });
    expect(clinicView(ports, eyeClinic)).not.toHaveProperty('waitMinutes');
  });

  it('names a building that is not the kiosk’s', () => {
    const clinic = { ...eyeClinic, building: 'Nhà B' };
    const building = (own: string | null) => clinicView({ building: own }, clinic).building;
    expect([building('Nhà A'), building('Nhà B'), clinicView({ building: 'Nhà A' }, eyeClinic).building]).toEqual([
      'Nhà B',
      null,
      null,
    ]);
  });
});

describe('the rooms', () => {
  const clinics = among(room('eye-1', { waiting: 5 }), room('eye-2', { waiting: 3, open: false }), earClinic);
  const twoDoctors = day('eye-1', { doctors: [doctor('a', { waiting: 7 }), doctor('b', { isAbsent: true })] });

  it('of a specialty are its clinics, and the doctors where several share one', () => {
    expect(roomsOf(knowing(twoDoctors), clinics, eyes)).toMatchObject([
      { clinic: { id: 'eye-1' }, doctor: { id: 'a', name: 'BS. a' }, waiting: 7, intake: 'open' },
      { clinic: { id: 'eye-1' }, doctor: { id: 'b' }, intake: 'absent' },
      { clinic: { id: 'eye-2' }, doctor: null, waiting: 3, intake: 'closed' },
    ]);
    expect(roomsOf(ports, clinics, only('ear'))).toMatchObject([{ clinic: { id: 'ear' }, doctor: null, waiting: 0 }]);
  });

  it('show no doctors who are all away, and no figures of an earlier moment', () => {
    const absent = day('eye-1', { doctors: [doctor('a', { isAbsent: true }), doctor('b', { isAbsent: true })] });
    expect(roomsOf(knowing(absent), clinics, only('eye-1'))).toMatchObject([{ doctor: null, intake: 'open' }]);
    const offline = { ...clinics, reachable: false };
    expect(roomsOf(knowing(twoDoctors), offline, only('eye-1')).map(({ waiting }) => waiting)).toEqual([null, null]);
  });

  it('of a closed clinic are closed', () => {
    const lookup = among(room('eye-1', { open: false }));
    expect(roomsOf(knowing(twoDoctors), lookup, eyes).map(({ intake }) => intake)).toEqual(['closed', 'closed']);
  });

  it('are shown where there is something to choose', () => {
    expect(hasRooms(ports, clinics, eyes)).toBe(true);
    expect(hasRooms(ports, clinics, only('ear'))).toBe(false);
    expect(hasRooms(ports, clinics, only('nowhere'))).toBe(false);
    expect(hasRooms(knowing(twoDoctors), clinics, only('eye-1'))).toBe(true);
    expect(hasRooms(knowing(day('ear', { doctors: [doctor('a')] })), clinics, only('ear'))).toBe(false);
    expect(hasRooms(knowing(day('ear', { later: [afternoon] })), clinics, only('ear'))).toBe(true);
  });

  it('are headed by the specialty or the clinic', () => {
    expect(roomsName(clinics, eyes)).toEqual(specialty.name);
    expect(roomsName(clinics, only('eye-1'))).toEqual(eyeClinic.name);
    expect(roomsName(clinics, only('nowhere'))).toBeNull();
  });
});

describe('any room', () => {
  const its = (
    id: string,
    waiting: number | null,
    intake: Room['intake'] = 'open',
    changes: Partial<ClinicInfo> = {},
  ): Room => ({
    clinic: clinicView(ports, room(id, changes)),
    doctor: null,
    waiting,
    intake,
  });
  const minutes = (id: string, waiting: number, waitMinutes: number): Room => its(id, waiting, 'open', { waitMinutes });
  it.each([
    [[its('a', 4), its('b', 2), its('c', 2)], 'b'],
    [[its('a', null), its('b', 9)], 'b'],
    [[its('a', null), its('b', null)], 'a'],
    [[its('a', 0, 'full'), its('b', 9)], 'b'],
    [[minutes('a', 2, 40), minutes('b', 8, 15)], 'b'],
    [[minutes('a', 2, 40), minutes('b', 8, 15), its('c', 9, 'full')], 'b'],
    [[minutes('a', 2, 40), minutes('b', 8, 15), its('c', 9)], 'a'],
    [[its('a', 0, 'full')], undefined],
    [[], undefined],
  ])('is the open one with the shortest known wait, the first of several', (rooms, expected) => {
    expect(anyRoom(ports, rooms)?.clinic.id).toBe(expected);
  });
});

describe('the quickest', () => {
  const two = (...waiting: (number | null)[]) =>
    knowing(day('eye-1', { doctors: waiting.map((each, index) => doctor(String(index), { waiting: each })) }));
  const lookup = among(room('eye-1', { waiting: 5 }), room('eye-2', { waiting: 3 }));

  it('is the room with the shortest wait, whoever sees the patient there', () => {
    expect(quickest(two(4, 2), lookup, eyes)).toMatchObject({ clinic: { id: 'eye-2' }, doctor: null });
    expect(quickest(two(4, 2), lookup, only('eye-1'))).toMatchObject({ clinic: { id: 'eye-1' }, doctor: null });
    const estimated = among(
      room('eye-1', { waiting: 5, waitMinutes: 20 }),
      room('eye-2', { waiting: 3, waitMinutes: 30 }),
    );
    expect(quickest(ports, estimated, eyes)).toMatchObject({ clinic: { id: 'eye-1' } });
  });

  it('is a doctor who alone is there, while the hospital says so', () => {
    const alone = (waiting: number | null) =>
      knowing(day('eye-1', { doctors: [doctor('a', { waiting }), doctor('b', { isAbsent: true })] }));
    const doctorOf = (its: typeof ports, among = lookup) => quickest(its, among, only('eye-1'))?.doctor?.id ?? null;
    expect(doctorOf(alone(1))).toBe('a');
    expect([doctorOf(alone(null)), doctorOf(alone(1), { ...lookup, reachable: false })]).toEqual([null, null]);
  });

  it('of a list on the screen is the doctor or room with the shortest wait', () => {
    expect(quickestOfList(two(4, 2), lookup, eyes)).toMatchObject({ clinic: { id: 'eye-1' }, doctor: { id: '1' } });
    expect(quickestOfList(two(4, 9), lookup, eyes)).toMatchObject({ clinic: { id: 'eye-2' }, doctor: null });
  });

  it('is no doctor before the others where nobody says how many wait', () => {
    for (const choose of [quickest, quickestOfList]) {
      expect(choose(two(null, null), lookup, only('eye-1'))).toMatchObject({ clinic: { id: 'eye-1' }, doctor: null });
    }
  });

  it('is where this kiosk has sent the fewest, where nobody says how many wait', () => {
    const silent = among(room('eye-1', { waiting: null }), room('eye-2', { waiting: null }), earClinic);
    const queue = new FakeQueue();
    const given = (eye1: number, eye2: number) => {
      queue.takenAt = new Map([
        ['eye-1', eye1],
        ['eye-2', eye2],
      ]);
      return [quickest, quickestOfList].map((choose) => choose(fakePorts({ queue }), silent, eyes)?.clinic.id);
    };
    expect([given(0, 0), given(1, 0), given(1, 1)]).toEqual([
      ['eye-1', 'eye-1'],
      ['eye-2', 'eye-2'],
      ['eye-1', 'eye-1'],
    ]);
    queue.state = 'unreadable';
    expect(given(1, 0)).toEqual(['eye-1', 'eye-1']);
  });

  it('is nothing where none is open', () => {
    const shut = among(room('eye-1', { open: false }));
    expect([quickest(ports, shut, eyes), quickestOfList(ports, shut, eyes)]).toEqual([null, null]);
  });

  it('stands in the list of its specialty, or in its own', () => {
    expect([roomsAround(room('eye-1')), roomsAround(earClinic)]).toEqual([eyes, only('ear')]);
  });
});

describe('the choice', () => {
  const its = knowing(day('eye', { doctors: [doctor('a'), doctor('b', { isAbsent: true })] }));
  const choose = (clinicId: string, doctorId: string | null) =>
    choiceOfRoom(its, among(eyeClinic, closedClinic, earClinic), {
      clinic: { id: clinicId },
      doctor: doctorId === null ? null : { id: doctorId },
    });

  it('is an open clinic, and a doctor who is there', () => {
    expect(choose('eye', null)).toEqual({ clinic: eyeClinic, doctor: null, appointments: [] });
    expect(choose('eye', 'a')).toEqual({ clinic: eyeClinic, doctor: { id: 'a', name: 'BS. a' }, appointments: [] });
  });

  it.each([
    ['skin', null],
    ['nowhere', null],
    ['eye', 'b'],
    ['eye', 'nobody'],
    ['ear', 'a'],
  ])('is not the clinic %s with the doctor %s', (clinicId, doctorId) => {
    expect(choose(clinicId, doctorId)).toBeNull();
  });
});

describe('the same as last time', () => {
  const its = knowing(day('eye', { doctors: [doctor('a'), doctor('b', { isAbsent: true })] }));
  const last = (clinicId: string, doctorId: string | null) =>
    lastTimeOf(its, {
      ...among(eyeClinic, closedClinic, { ...earClinic, isScreening: true }),
      lastVisit: { clinicId, doctorId },
    });

  it('is the clinic of then, with the doctor who is there again', () => {
    expect(last('eye', 'a')).toMatchObject({ clinic: { id: 'eye' }, doctor: { id: 'a' }, appointments: [] });
    expect(last('eye', 'b')).toMatchObject({ clinic: { id: 'eye' }, doctor: null });
    expect(last('eye', null)).toMatchObject({ clinic: { id: 'eye' }, doctor: null });
  });

  it('is nothing where that is closed, gone or the screening desk, or nobody knows', () => {
    expect([last('skin', null), last('nowhere', null), last('ear', null)]).toEqual([null, null, null]);
    expect(lastTimeOf(its, among(eyeClinic))).toBeNull();
  });
});

describe('the screening desk', () => {
  it('is the clinic for it, while it is open', () => {
    const desk = { ...earClinic, isScreening: true };
    expect(screeningOf(among(eyeClinic, desk))).toEqual(desk);
    expect(screeningOf(among(eyeClinic, { ...desk, open: false }))).toBeNull();
    expect(screeningOf(among(eyeClinic))).toBeNull();
  });
});

describe('a later session', () => {
  const past = { serviceDate: '2026-03-01', session: 'afternoon' } as const;
  const present = { serviceDate: '2026-03-02', session: 'morning' } as const;
  const its = knowing(
    day('eye-1', { later: [tomorrow, present, past] }),
    day('eye-2', { later: [afternoon, tomorrow] }),
  );
  const lookup = among(room('eye-1'), room('eye-2', { open: false }));

  it('is still to come; each comes once for a specialty, soonest first', () => {
    expect(laterOf(its, lookup, eyes)).toEqual([
      { ...afternoon, clinicId: 'eye-2' },
      { ...tomorrow, clinicId: 'eye-1' },
    ]);
    expect(laterOf(its, lookup, only('eye-2')).map(({ clinicId }) => clinicId)).toEqual(['eye-2', 'eye-2']);
    expect(laterOf(ports, lookup, eyes)).toEqual([]);
  });

  it('may be had of a clinic that is closed now, and of none that does not offer it', () => {
    expect(choiceOfLater(its, lookup, { ...afternoon, clinicId: 'eye-2' })).toEqual({
      choice: { clinic: lookup.clinics[1], doctor: null, appointments: [] },
      later: afternoon,
    });
    expect(choiceOfLater(its, lookup, { ...afternoon, clinicId: 'eye-1' })).toBeNull();
    expect(choiceOfLater(its, lookup, { ...present, clinicId: 'eye-1' })).toBeNull();
    expect(choiceOfLater(its, among(), { ...tomorrow, clinicId: 'eye-1' })).toBeNull();
  });

  it('is enough for a hospital whose clinics are all closed now', () => {
    expect(takesAnybody(ports, among(eyeClinic, closedClinic))).toBe(true);
    expect(takesAnybody(ports, among(closedClinic))).toBe(false);
    expect(takesAnybody(knowing(day('skin', { later: [tomorrow] })), among(closedClinic))).toBe(true);
  });
});
