/** Registrations sent to the mock hospital over real HTTP on loopback, and trouble on the way. */
import { describe, expect, it } from 'vitest';
import {
  his,
  hospital,
  hospitalForEachTest,
  key,
  leaseRequest,
  noKeys,
  now,
  person,
  submit,
} from './mock-hospital-testing.ts';
import { desk, everyEvidence, nobody, somebody, visit } from './test-registration.ts';
import type { Registration } from '../registration.ts';

hospitalForEachTest();

describe('submitting', () => {
  it('lands once however often it is sent', async () => {
    const first = await submit(visit());
    expect(first).toMatchObject({ kind: 'confirmed', alreadyThere: false });
    const encounterId = first.kind === 'confirmed' ? first.encounterId : null;
    expect(encounterId).not.toBeNull();
    for (let repetition = 0; repetition < 2; repetition += 1) {
      expect(await submit(visit())).toMatchObject({ kind: 'confirmed', alreadyThere: true, encounterId });
    }
    expect(his.counts()).toMatchObject({ encounters: 1, tickets: 1, provenances: 1, submissions: 3, replays: 2 });
  });

  it('lands once when it is sent ten times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(visit())));
    for (const answer of answers) expect(['confirmed', 'retry']).toContain(answer.kind);
    expect(answers.some(({ kind }) => kind === 'confirmed')).toBe(true);
    expect(his.counts()).toMatchObject({ encounters: 1, tickets: 1, provenances: 1 });
  });

  it('waits while the hospital still works on the same key', async () => {
    const release = his.holdNext();
    const slow = submit(visit());
    const meanwhile = await submit(visit());
    const [early, late] = meanwhile.kind === 'retry' ? [meanwhile, slow] : [await slow, Promise.resolve(meanwhile)];
    expect(early).toMatchObject({ kind: 'retry', detail: 'http-409 conflict in-progress' });
    release();
    expect(await late).toMatchObject({ kind: 'confirmed' });
    expect(his.counts().encounters).toBe(1);
  });

  it('is dead when the same key comes with another body', async () => {
    await submit(visit());
    expect(await submit(visit({ clinic: { id: 'mat', name: 'Mắt' } }))).toEqual({
      kind: 'dead',
      status: 422,
      detail: 'http-422 conflict same-key-other-body',
      refusal: { reason: 'other', sendTo: null },
    });
    expect(his.counts().encounters).toBe(1);
  });

  it('is dead when several records match, and nothing of it stays', async () => {
    const { citizen } = person('f10');
    const before = his.counts();
    expect(await submit(visit({ person: { ...somebody, idNumber: citizen?.idNumber ?? '' } }))).toMatchObject({
      kind: 'dead',
      status: 412,
    });
    expect(his.counts()).toEqual({ ...before });
  });

  it('is dead when it refers to a patient the hospital does not have', async () => {
    expect(await submit(visit({ patient: { kind: 'known', patientId: 'nobody' } }))).toMatchObject({
      kind: 'dead',
      status: 422,
    });
    expect(his.counts()).toMatchObject({ encounters: 0, coverages: his.counts().coverages });
  });

  it('links to the patient, the card and the appointment that are already there', async () => {
    const before = his.counts();
    const known = visit({
      patient: { kind: 'known', patientId: 'pat-p01' },
      coverage: {
        insuranceNumber: 'DN4010116042735',
        validFrom: '2024-01-01',
        validTo: '2030-12-31',
        registeredFacility: null,
      },
      appointmentId: 'appt-p01-2026-11-23',
    });
    await hospital.appointments('pat-p01', { from: '2026-11-23', to: '2026-11-23' });
    expect(await submit(known)).toMatchObject({ kind: 'confirmed' });
    expect(his.counts()).toMatchObject({ patients: before.patients, coverages: before.coverages, encounters: 1 });
    expect(await hospital.appointments('pat-p01', { from: '2026-11-23', to: '2026-11-23' })).toMatchObject({
      value: [{ id: 'appt-p01-2026-11-23', status: 'arrived' }],
    });
  });

  it('creates a patient who is found from then on, with a code of the hospital', async () => {
    await submit(visit());
    expect(await hospital.findPatient({ ...noKeys, idNumber: somebody.idNumber })).toMatchObject({
      value: {
        kind: 'one',
        patient: { fullName: somebody.fullName, patientCode: expect.stringMatching(/^BN\d+$/) as string },
      },
    });
  });

  it('takes desk registrations without an Encounter', async () => {
    const registration = desk({ patient: { kind: 'known', patientId: 'pat-f11' } });
    expect(await submit(registration)).toEqual({
      kind: 'confirmed',
      encounterId: null,
      alreadyThere: false,
      number: 'D-K1-001',
    });
    expect(await submit(registration)).toMatchObject({ kind: 'confirmed', alreadyThere: true });
    expect(his.counts()).toMatchObject({ deskFollowUps: 1, encounters: 0 });
  });

  it('takes a person without any key as provisional', async () => {
    const registration = visit({
      person: nobody,
      patient: { kind: 'provisional', reason: 'no-strong-key' },
      coverage: null,
    });
    expect(await submit(registration)).toMatchObject({ kind: 'confirmed' });
    expect(his.desk().arrivals[0]).toMatchObject({ provisional: true });
  });
});

describe('a strict server', () => {
  const conflicts = Array.from({ length: 9 }, (_, index) => ({ field: `field-${index}`, shown: 'a', found: 'b' }));
  const unsaid = { objectCode: null, careType: null, service: null };
  const openCard = { insuranceNumber: '0123456789', validFrom: null, validTo: null, registeredFacility: null };

  it.each<[string, Registration]>([
    [
      'with an appointment',
      visit({
        appointmentId: 'appt-p01-2026-11-23',
        patient: { kind: 'known', patientId: 'pat-p01' },
        checkAtDoor: true,
      }),
    ],
    ['of somebody who goes first', visit({ stream: 'priority', priorityReason: 'age-75-or-more' })],
    ['with every kind of evidence', visit({ evidence: everyEvidence })],
    ['with none', visit({ evidence: [], codeSha256: null })],
    ['of whom the hospital said nothing', visit({ checkIn: unsaid, coverage: openCard })],
    ['with a passport only', visit({ person: { ...nobody, passportNumber: 'C1234567' }, coverage: null })],
    ['looked up offline', visit({ patient: { kind: 'provisional', reason: 'hospital-unreachable' } })],
    [
      'of whom a field is missing',
      visit({ person: { ...somebody, birthDate: null }, patient: { kind: 'provisional', reason: 'fields-missing' } }),
    ],
    ['of a birth year', visit({ person: { ...somebody, birthDate: '1950' } })],
    ['for the desk, with many conflicts', desk({ patient: { kind: 'known', patientId: 'pat-p01' }, conflicts })],
    [
      'for the desk, of nobody',
      desk({ patient: { kind: 'provisional', reason: 'no-strong-key' }, person: nobody, conflicts: [] }),
    ],
  ])('takes a registration %s', async (_name, registration) => {
    await hospital.appointments('pat-p01', { from: '2026-11-23', to: '2026-11-23' });
    expect(await submit(registration)).toMatchObject({ kind: 'confirmed', alreadyThere: false });
  });
});

describe('numbers', () => {
  it('that were leased stay as they are printed', async () => {
    await hospital.leaseNumbers(leaseRequest);
    expect(await submit(visit({ ticket: { number: 'A003', official: true } }))).toMatchObject({ number: 'A003' });
  });

  it('of the kiosk itself are adopted under an alias that no lease has', async () => {
    await hospital.leaseNumbers(leaseRequest);
    expect(await submit(visit({ ticket: { number: 'K1-001', official: false } }))).toMatchObject({ number: 'K1-001' });
    expect(await hospital.leaseNumbers(leaseRequest)).toMatchObject({ value: { first: 7, last: 11 } });
    expect(his.desk().arrivals[0]).toMatchObject({ number: 'K1-001', alias: 'A006' });
  });

  it('of another kiosk’s lease are not taken over', async () => {
    await hospital.leaseNumbers({ ...leaseRequest, kioskId: 'K2' });
    expect(await submit(visit({ ticket: { number: 'A002', official: true } }))).toMatchObject({ kind: 'confirmed' });
    expect(his.desk().arrivals[0]).toMatchObject({ alias: 'A006' });
  });

  it('are given once a patient, clinic, day and session', async () => {
    await hospital.leaseNumbers(leaseRequest);
    const first = await submit(visit());
    const again = await submit(visit({ key: key(2), kioskId: 'K2', ticket: { number: 'K2-001', official: false } }));
    expect(again).toMatchObject({ kind: 'confirmed', alreadyThere: true, number: 'A001' });
    expect(again).toMatchObject({ encounterId: first.kind === 'confirmed' ? first.encounterId : '' });
    expect(his.counts()).toMatchObject({ encounters: 1, tickets: 1, provenances: 2 });
  });

  it.each([{ session: 'afternoon' }, { serviceDate: '2026-11-24' }, { clinic: { id: 'mat', name: 'Mắt' } }] as const)(
    'are given again for %o',
    async (other) => {
      await submit(visit());
      expect(await submit(visit({ key: key(2), ...other }))).toMatchObject({ kind: 'confirmed', alreadyThere: false });
      expect(his.counts().tickets).toBe(2);
    },
  );
});

describe('trouble on the way', () => {
  it('is survived: cut, and back on the same port with the same data', async () => {
    await submit(visit());
    his.cut();
    expect(await hospital.clinics()).toEqual({ ok: false, failure: { kind: 'unreachable', detail: 'ECONNREFUSED' } });
    expect(await submit(visit({ key: key(2) }))).toEqual({
      kind: 'retry',
      detail: 'ECONNREFUSED',
      retryAfterMs: null,
      isAway: true,
    });
    await his.restore();
    expect(await submit(visit())).toMatchObject({ kind: 'confirmed', alreadyThere: true });
  });

  it('may lose the answer but not the effect', async () => {
    his.failNext('lost-answer');
    expect(await submit(visit())).toMatchObject({ kind: 'retry', detail: 'UND_ERR_SOCKET' });
    expect(his.counts().encounters).toBe(1);
    expect(await submit(visit())).toMatchObject({ kind: 'confirmed', alreadyThere: true });
    expect(his.counts().encounters).toBe(1);
  });

  it('is a portal’s page: never an answer', async () => {
    for (let repetition = 0; repetition < 7; repetition += 1) his.failNext('captive-portal');
    const bad = { ok: false, failure: { kind: 'bad-answer' } };
    expect(await hospital.findPatient({ ...noKeys, idNumber: '001092047316' })).toMatchObject(bad);
    expect(await hospital.eligibility({ patientId: null, ...somebody })).toMatchObject(bad);
    expect(await hospital.appointments('pat-p01', { from: '2026-11-23', to: '2026-11-23' })).toMatchObject(bad);
    expect(await hospital.clinics()).toMatchObject(bad);
    expect(await hospital.leaseNumbers(leaseRequest)).toMatchObject(bad);
    expect(await hospital.callStaff({ key: key(1), kioskId: 'K1', location: 'Sảnh A', urgency: 'help' })).toMatchObject(
      bad,
    );
    expect(await submit(visit())).toMatchObject({ kind: 'retry' });
    expect(his.counts()).toMatchObject({ encounters: 0, callsForStaff: 0 });
  });

  it('is a hospital that asks to wait', async () => {
    his.failNext();
    expect(await submit(visit())).toEqual({
      kind: 'retry',
      detail: 'http-503 transient fault-injected',
      isAway: true,
      retryAfterMs: 2_000,
    });
  });

  it('is a hospital that does not know the kiosk', async () => {
    his.failNext('unauthorized');
    expect(await submit(visit())).toMatchObject({ kind: 'paused' });
    his.failNext('unauthorized');
    expect(await hospital.clinics()).toMatchObject({ failure: { kind: 'refused', status: 401 } });
  });
});

describe('calling staff', () => {
  it('says when it is an emergency', async () => {
    await hospital.callStaff({ key: key(9), kioskId: 'K1', location: 'Sảnh A', urgency: 'emergency' });
    expect(his.desk().calls).toMatchObject([{ isEmergency: true }]);
    expect(his.counts().callsForStaff).toBe(1);
  });

  it('rings once for one call', async () => {
    const call = { key: key(9), kioskId: 'K1', location: 'Sảnh A, ki-ốt 1', urgency: 'help' } as const;
    expect(await hospital.callStaff(call)).toEqual({ ok: true, value: null });
    expect(await hospital.callStaff(call)).toEqual({ ok: true, value: null });
    expect(his.desk().calls).toEqual([
      { kioskId: 'K1', location: 'Sảnh A, ki-ốt 1', at: now().toISOString(), isEmergency: false },
    ]);
  });
});

it('keeps the offset of its clock', async () => {
  expect(hospital.clockOffsetMs()).toBeNull();
  await hospital.clinics();
  expect(hospital.clockOffsetMs()).toBe(0);
});
