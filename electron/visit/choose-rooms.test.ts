import { describe, expect, it } from 'vitest';
import type { ClinicDay, ClinicInfo } from '../../sync/his/hospital-api.ts';
import { choiceBy, roomsBy } from './choosing.ts';
import { byCode, type FullKiosk, openFullKiosk, shownClinic } from './visit-testing.ts';
import { closedClinic, earClinic, eyeClinic, eyeDay } from './visit-testing-people.ts';

const specialty = { code: 'eyes', name: { vi: 'Mắt', en: 'Eyes' } };
const eyes1: ClinicInfo = { ...eyeClinic, id: 'eye-1', specialty, waiting: 6 };
const eyes2: ClinicInfo = { ...eyeClinic, id: 'eye-2', specialty, waiting: 2 };
const screening: ClinicInfo = { ...earClinic, id: 'screening', isScreening: true };
const doctors = [
  { id: 'mai', name: 'BS. Mai', waiting: 3, isAbsent: false },
  { id: 'lan', name: 'BS. Lan', waiting: 1, isAbsent: false },
  { id: 'vu', name: 'BS. Vũ', waiting: 0, isAbsent: true },
];
const afternoon = { serviceDate: '2026-03-02', session: 'afternoon' } as const;
const tomorrow = { serviceDate: '2026-03-03', session: 'morning' } as const;

async function choosing(clinics: ClinicInfo[], days: ClinicDay[] = []): Promise<FullKiosk> {
  const kiosk = openFullKiosk({ readModel: () => ({ days, fetchedAt: '2026-03-02T07:40:00+07:00' }) });
  kiosk.hospital.answers.clinics = { ok: true, value: clinics };
  kiosk.hospital.answers.appointments = { ok: true, value: [] };
  await byCode(kiosk);
  return kiosk;
}

const earDay: ClinicDay = { ...eyeDay, clinicId: 'ear' };

describe('a specialty with several rooms', () => {
  const chosen = async () => {
    const kiosk = await choosing([eyes1, earClinic, eyes2]);
    await kiosk.send({ type: 'choose-specialty', code: 'eyes' });
    return kiosk;
  };
  const opened = async () => {
    const kiosk = await chosen();
    await kiosk.send('choose-room');
    return kiosk;
  };

  it('goes where it is shortest, and back to the list of clinics', async () => {
    const kiosk = await chosen();
    expect(kiosk.at('confirm')).toMatchObject({ choices: [{ clinic: { id: 'eye-2' } }], canChooseRoom: true });
    await kiosk.send('back');
    expect(kiosk.at('choose').state).toBe('clinics');
  });

  it('is opened at the last look, and closed again', async () => {
    const kiosk = await opened();
    expect(kiosk.at('choose')).toMatchObject({
      state: 'rooms',
      rooms: {
        name: specialty.name,
        list: [
          { clinic: shownClinic(eyes1), doctor: null, waiting: 6, intake: 'open' },
          { clinic: shownClinic(eyes2), doctor: null, waiting: 2, intake: 'open' },
        ],
        later: [],
      },
    });
    await kiosk.send('back');
    expect(kiosk.at('choose')).toMatchObject({ state: 'clinics', rooms: null });
  });

  it('lets a room be chosen, or the one with the shortest wait', async () => {
    const room = await opened();
    await room.send({ type: 'choose-clinic', clinicId: 'eye-1' });
    expect(room.at('confirm')).toMatchObject({ choices: [{ clinic: { id: 'eye-1' } }], canChooseRoom: false });
    await room.send('back');
    expect(room.at('choose').state).toBe('rooms');
    await room.send('choose-any');
    expect(room.at('confirm').choices).toMatchObject([{ clinic: { id: 'eye-2' } }]);
  });

  it('of which none is open now is opened at once for later', async () => {
    const shut = [eyes1, eyes2].map((clinic) => ({ ...clinic, open: false }));
    const kiosk = await choosing([earClinic, ...shut], [{ ...eyeDay, clinicId: 'eye-2', later: [tomorrow] }]);
    expect(kiosk.at('choose').tiles).toMatchObject([{}, { kind: 'specialty', intake: 'later' }]);
    await kiosk.send({ type: 'choose-specialty', code: 'eyes' });
    expect(kiosk.at('choose')).toMatchObject({ state: 'rooms', rooms: { later: [{ clinicId: 'eye-2' }] } });
  });

  it('is not opened by a code that is nobody’s', async () => {
    const kiosk = await choosing([eyes1, eyes2]);
    await kiosk.send({ type: 'choose-specialty', code: 'nowhere' });
    await kiosk.send('choose-any');
    expect(kiosk.at('choose').state).toBe('clinics');
  });
});

describe('a clinic with several doctors', () => {
  it('leaves it to the room, and lets one be chosen who is there', async () => {
    const kiosk = await choosing([earClinic], [{ ...earDay, doctors }]);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    expect(kiosk.at('confirm').choices).toMatchObject([{ doctor: null }]);
    await kiosk.send('choose-room');
    expect(kiosk.at('choose').rooms?.list).toMatchObject([
      { doctor: { id: 'mai' }, waiting: 3, intake: 'open' },
      { doctor: { id: 'lan' }, waiting: 1, intake: 'open' },
      { doctor: { id: 'vu' }, intake: 'absent' },
    ]);
    await kiosk.send({ type: 'choose-doctor', clinicId: 'ear', doctorId: 'vu' });
    expect(kiosk.shown().step).toBe('choose');
    await kiosk.send({ type: 'choose-doctor', clinicId: 'ear', doctorId: 'mai' });
    expect(kiosk.at('confirm').choices).toMatchObject([{ doctor: 'BS. Mai' }]);
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({ doctor: { id: 'mai', name: 'BS. Mai' } });
  });
});

describe('a later session', () => {
  it.each([
    ['this afternoon', afternoon],
    ['tomorrow', tomorrow],
  ] as const)('is registered for now: %s', async (_, moment) => {
    const kiosk = await choosing([earClinic], [{ ...earDay, later: [afternoon, tomorrow] }]);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    await kiosk.send('choose-room');
    await kiosk.send({ type: 'choose-later', clinicId: 'ear', ...moment });
    expect(kiosk.at('confirm').later).toEqual(moment);
    await kiosk.send('confirm');
    expect(kiosk.hospital.lastCallOf('leaseNumbers').request).toMatchObject({ clinicId: 'ear', ...moment });
    expect(kiosk.at('ticket').later).toEqual(moment);
    // How many wait there now says nothing of then.
    expect(kiosk.at('ticket').clinic).toEqual(shownClinic({ ...earClinic, waiting: null }));
    expect(kiosk.queue.lastDraft).toMatchObject({ planned: moment });
    await kiosk.send('finish');
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    expect(kiosk.at('my-ticket').now).toMatchObject({ status: 'sending', offers: ['show', 'cancel'] });
    await kiosk.send('show-ticket');
    expect(kiosk.at('ticket').later).toEqual(moment);
  });

  it('is not to be had where nobody offers it, and gives way to now', async () => {
    const kiosk = await choosing([earClinic], [{ ...earDay, later: [afternoon] }]);
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    await kiosk.send('choose-room');
    await kiosk.send({ type: 'choose-later', clinicId: 'ear', ...tomorrow });
    expect(kiosk.shown().step).toBe('choose');
    await kiosk.send({ type: 'choose-later', clinicId: 'ear', ...afternoon });
    await kiosk.send('back');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'ear' });
    expect(kiosk.at('confirm').later).toBeNull();
  });
});

describe('in one tap', () => {
  it('as last time', async () => {
    const kiosk = await choosing([eyeClinic, earClinic]);
    expect(kiosk.at('choose').lastTime).toBeNull();
    await kiosk.send('choose-last');
    expect(kiosk.shown().step).toBe('choose');
    await kiosk.send('start-over');

    kiosk.hospital.answers.lastVisit = { ok: true, value: { clinicId: 'ear', doctorId: null } };
    await byCode(kiosk);
    expect(kiosk.at('choose').lastTime).toEqual({ clinic: shownClinic(earClinic), doctor: null });
    await kiosk.send('choose-last');
    expect(kiosk.at('confirm')).toMatchObject({ choices: [{ clinic: { id: 'ear' } }], canChooseRoom: false });
    await kiosk.send('choose-room');
    expect(kiosk.shown().step).toBe('confirm');
    await kiosk.send('back');
    expect(kiosk.at('choose').state).toBe('clinics');
  });

  it('as last time, with the doctor of then', async () => {
    const kiosk = await choosing([earClinic], [{ ...earDay, doctors }]);
    await kiosk.send('start-over');
    kiosk.hospital.answers.lastVisit = { ok: true, value: { clinicId: 'ear', doctorId: 'lan' } };
    await byCode(kiosk);
    expect(kiosk.at('choose').lastTime?.doctor).toBe('BS. Lan');
  });

  it('to the screening desk for who does not know which clinic', async () => {
    const kiosk = await choosing([eyeClinic, screening]);
    expect(kiosk.at('choose').screening).toBe('clinic');
    await kiosk.send('choose-screening');
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({ kind: 'visit', clinic: { id: 'screening' } });
  });

  it('to reception where there is no screening desk, or it is closed', async () => {
    for (const clinics of [[eyeClinic], [eyeClinic, { ...screening, open: false }]]) {
      const kiosk = await choosing(clinics);
      expect(kiosk.at('choose').screening).toBe('desk');
      await kiosk.send('choose-screening');
      expect(kiosk.at('desk').reason).toBe('asked-for-staff');
    }
  });
});

it('nothing is chosen of a list that is not on the screen', async () => {
  const kiosk = await choosing([eyeClinic, closedClinic]);
  const { context } = kiosk.state();
  expect(roomsBy(context, { type: 'choose-room' })).toBeNull();
  expect(choiceBy(context, { type: 'presence' })).toBeNull();
  expect(roomsBy(context, { type: 'presence' })).toBeNull();
});
