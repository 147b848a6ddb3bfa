import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { byCode, openFullKiosk, settle, shownClinic, unreachable, usualVisit } from './visit-testing.ts';
import { appointment, earClinic, eyeClinic, eyeDay, hanh, patientCode, recordFor } from './visit-testing-people.ts';

/** A visit by code whose look-up is not answered. */
async function waiting(knownClinics?: () => (typeof eyeClinic)[]) {
  const kiosk = openFullKiosk(knownClinics ? { knownClinics } : {});
  kiosk.hospital.held.add('findPatient');
  await byCode(kiosk);
  return kiosk;
}

describe('the hospital does not answer', () => {
  it('in time: the visit goes on offline, with the clinics it knows, and a late answer is ignored', async () => {
    const kiosk = await waiting();
    await kiosk.advance(defaultDelays.lookupMs - 100);
    expect(kiosk.at('choose').state).toBe('looking-up');
    await kiosk.advance(100);
    const offline = kiosk.at('choose');
    expect(offline).toMatchObject({
      state: 'clinics',
      tiles: [{ kind: 'clinic', clinic: shownClinic({ ...eyeClinic, waiting: null }) }],
      insurance: { outcome: 'unknown', advice: 'not-asked', maskedNumber: null, validTo: null },
      hospitalReachable: false,
    });
    const call = kiosk.hospital.lastCallOf('findPatient');
    expect(call.signal?.aborted).toBe(true);
    call.answer();
    await settle();
    expect(kiosk.at('choose')).toEqual(offline);

    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    kiosk.hospital.answers.leaseNumbers = unreachable;
    await kiosk.send('confirm');
    expect(kiosk.at('ticket')).toMatchObject({ number: 'K-1', official: false, stream: null, asksInsurance: true });
    expect(kiosk.queue.lastDraft).toMatchObject({
      stream: 'paying',
      patient: { kind: 'provisional', reason: 'hospital-unreachable' },
      coverage: null,
      appointmentId: null,
    });
  });

  it('before the clinics are asked for, but then: its answer counts', async () => {
    const kiosk = await waiting();
    await kiosk.advance(defaultDelays.lookupMs - 100);
    kiosk.hospital.lastCallOf('findPatient').answer();
    await settle();
    await kiosk.send('walk-in');
    expect(kiosk.at('choose')).toMatchObject({ state: 'clinics', hospitalReachable: true });
    await kiosk.advance(defaultDelays.lookupMs);
    expect(kiosk.at('choose').hospitalReachable).toBe(true);
  });

  it('and no clinic is known: to the desk', async () => {
    const kiosk = await waiting(() => []);
    await kiosk.advance(defaultDelays.lookupMs);
    expect(kiosk.at('desk').reason).toBe('no-clinic');
  });

  it('about a paper code: to the desk, since nobody knows whose it is', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.findPatient = unreachable;
    kiosk.scanner.show(patientCode);
    await settle();
    expect(kiosk.at('desk').reason).toBe('hospital-away');
  });

  it('after the visit has ended: the late answer reaches nobody', async () => {
    const kiosk = await waiting();
    await kiosk.send('start-over');
    const call = kiosk.hospital.lastCallOf('findPatient');
    expect(call.signal?.aborted).toBe(true);
    call.answer();
    await settle();
    expect(kiosk.state().context.lookup).toBeNull();
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
  });
});

describe('the cache, when the hospital does not answer,', () => {
  const known = { patientId: 'patient-7', appointments: [appointment] };
  const fetchedAt = '2026-03-02T07:40:00+07:00';
  const offline = async (options: Parameters<typeof openFullKiosk>[0]) => {
    const kiosk = openFullKiosk(options);
    kiosk.hospital.answers.findPatient = unreachable;
    kiosk.hospital.answers.clinics = unreachable;
    await byCode(kiosk);
    return kiosk;
  };

  it('knows the patient and the appointment by the keys of the code', async () => {
    const asked: unknown[] = [];
    const kiosk = await offline({ knownPatient: (keys) => (asked.push(keys), known) });
    expect(asked).toEqual([
      {
        idNumber: hanh.idNumber,
        oldIdNumber: hanh.oldIdNumber,
        insuranceNumber: null,
        passportNumber: null,
        patientCode: null,
      },
    ]);
    expect(kiosk.at('appointments').appointments).toMatchObject([{ clinic: { id: 'eye' }, time: '08:30' }]);
    await kiosk.send({ type: 'arrive', appointmentIds: [appointment.id] });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({
      patient: { kind: 'known', patientId: 'patient-7' },
      appointmentId: 'appointment-7',
    });
  });

  it('lets a paper code go on', async () => {
    const kiosk = openFullKiosk({ knownPatient: () => ({ ...known, appointments: [] }) });
    kiosk.hospital.answers.findPatient = unreachable;
    kiosk.scanner.show(patientCode);
    await settle();
    expect(kiosk.at('choose').hospitalReachable).toBe(false);
    await kiosk.send('ask-for-staff');
    expect(kiosk.queue.lastDraft.patient).toEqual({ kind: 'known', patientId: 'patient-7' });
  });

  it('knows nobody when it cannot be read', async () => {
    const kiosk = await offline({ knownPatient: () => expect.fail('a damaged page') });
    expect(kiosk.at('choose').hospitalReachable).toBe(false);
  });

  it('says which clinics take patients, and how old that is', async () => {
    const days = [{ ...eyeDay, hours: [{ opens: '13:00', closes: '16:00' }] }];
    const kiosk = await offline({
      knownClinics: () => [eyeClinic, earClinic],
      readModel: () => ({ days, fetchedAt }),
      knownSince: () => fetchedAt,
    });
    expect(kiosk.at('choose')).toMatchObject({
      tiles: [
        { clinic: { id: 'eye' }, intake: 'closed' },
        { clinic: { id: 'ear' }, intake: 'open' },
      ],
      readModel: { fetchedAt, ageMinutes: 20 },
    });
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    expect(kiosk.shown().step).toBe('choose');
  });

  it('sends not everybody to the room where the fewest waited then', async () => {
    const specialty = { code: 'eyes', name: { vi: 'Mắt', en: 'Eyes' } };
    const rooms = [6, 2].map((count, index) => ({ ...eyeClinic, id: `eye-${index}`, specialty, waiting: count }));
    const kiosk = await offline({ knownClinics: () => rooms });
    expect(kiosk.at('choose').tiles).toMatchObject([{ kind: 'specialty', waiting: null }]);
    await kiosk.send({ type: 'choose-specialty', code: 'eyes' });
    expect(kiosk.at('confirm').choices).toMatchObject([{ clinic: { id: 'eye-0', waiting: null } }]);
    kiosk.queue.takenAt.set('eye-0', 1);
    await kiosk.send('back');
    await kiosk.send({ type: 'choose-specialty', code: 'eyes' });
    expect(kiosk.at('confirm').choices).toMatchObject([{ clinic: { id: 'eye-1' } }]);
  });

  it('is never younger than now, and has no age when nothing was fetched', async () => {
    const later = await offline({ knownSince: () => '2026-03-02T09:00:00+07:00' });
    expect(later.at('choose').readModel?.ageMinutes).toBe(0);
    expect((await offline({})).at('choose').readModel).toBeNull();
    const unreadable = await offline({ knownSince: () => expect.fail('a damaged page') });
    expect(unreadable.at('choose').readModel).toBeNull();
  });

  it('is as old as the list of clinics when nothing was fetched today', async () => {
    const kiosk = await offline({ knownSince: () => '2026-03-01T16:40:00+07:00' });
    expect(kiosk.at('choose').readModel).toEqual({ fetchedAt: '2026-03-01T16:40:00+07:00', ageMinutes: 920 });
  });

  it('is not spoken of while the hospital answers', async () => {
    const readModel = () => ({ days: [{ ...eyeDay, hours: [] }], fetchedAt });
    const kiosk = openFullKiosk({ readModel, knownSince: () => fetchedAt });
    await usualVisit.choose(kiosk);
    expect(kiosk.at('choose')).toMatchObject({
      tiles: [{ clinic: { id: 'eye' }, intake: 'open' }, { clinic: { id: 'skin' } }],
      readModel: null,
    });
  });
});

describe('whom the hospital has found', () => {
  const found = async (prepare: (kiosk: ReturnType<typeof openFullKiosk>) => void = () => undefined) => {
    const learned: unknown[] = [];
    const kiosk = openFullKiosk({ learnPatient: (keys, patientId) => void learned.push([keys.idNumber, patientId]) });
    prepare(kiosk);
    await byCode(kiosk);
    return { kiosk, learned };
  };

  it('is learned, once', async () => {
    const { kiosk, learned } = await found();
    expect(learned).toEqual([[hanh.idNumber, recordFor(hanh).id]]);
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('back');
    expect(learned).toHaveLength(1);
  });

  it('is not when the record tells another birth date, or nobody was found', async () => {
    const other = await found(({ hospital }) => {
      const patient = { ...recordFor(hanh), birthDate: '1991-03-14' };
      hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient } };
    });
    expect([other.kiosk.shown().step, other.learned]).toEqual(['desk', []]);
    const nobody = await found(({ hospital }) => {
      hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    });
    expect([nobody.kiosk.shown().step, nobody.learned]).toEqual(['choose', []]);
  });

  it('goes on when that cannot be kept', async () => {
    const kiosk = openFullKiosk({ learnPatient: () => expect.fail('a damaged page') });
    await usualVisit.choose(kiosk);
    expect(kiosk.at('choose').state).toBe('clinics');
  });
});

describe('the hospital fails', () => {
  it('by saying so: the visit goes on offline at once', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.answers.findPatient = unreachable;
    kiosk.hospital.answers.clinics = unreachable;
    await byCode(kiosk);
    expect(kiosk.at('choose')).toMatchObject({ tiles: [{ clinic: { id: 'eye' } }], hospitalReachable: false });
    expect(kiosk.hospital.callsOf('eligibility')).toEqual([]);
  });

  it('by an exception of its adapter: the visit goes on offline at once', async () => {
    const kiosk = await waiting();
    kiosk.hospital.lastCallOf('findPatient').crash();
    await settle();
    expect(kiosk.at('choose')).toMatchObject({ state: 'clinics', hospitalReachable: false });
  });
});
