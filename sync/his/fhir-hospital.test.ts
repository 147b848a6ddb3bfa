/** The client against the mock hospital over real HTTP on loopback. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMockHis, type MockHis } from '../../fixtures/his/mock-his.ts';
import { specimenPeople, type SpecimenPerson } from '../../fixtures/people/person.ts';
import { bodyBuilder } from './bundle.ts';
import { createFhirHospital, type FhirHospital } from './fhir-hospital.ts';
import type { InsuredSubject, LeaseRequest, PatientKeys } from './hospital-api.ts';
import { fhirSystems } from './identifiers.ts';
import { desk, nobody, somebody, visit } from './test-registration.ts';
import type { Registration } from '../registration.ts';

const systems = fhirSystems();
const now = (): Date => new Date('2026-11-23T01:15:30Z');
const people = specimenPeople();
const body = bodyBuilder(systems, { facilityCode: '01005', hospitalName: 'Bệnh viện Mẫu' });

const person = (id: string): SpecimenPerson => {
  const found = people.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no specimen ${id}`);
  return found;
};

let his: MockHis;
let hospital: FhirHospital;

const connect = (): FhirHospital =>
  createFhirHospital({
    baseUrl: his.url,
    kioskId: 'K1',
    facilityCode: '01005',
    systems,
    timeoutMs: 5_000,
    submitTimeoutMs: 5_000,
    now,
  });

beforeEach(async () => {
  his = await createMockHis({ now, timeZone: 'Asia/Ho_Chi_Minh', people });
  hospital = connect();
});

afterEach(async () => {
  await hospital.close();
  await his.close();
});

const noKeys: PatientKeys = {
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};

const key = (ordinal: number): string => `00000000-0000-4000-8000-${String(ordinal).padStart(12, '0')}`;
const submit = (registration: Registration) => hospital.submit(registration.key, body(registration));
const leaseRequest: LeaseRequest = {
  kioskId: 'K1',
  clinicId: 'noi-tong-quat',
  serviceDate: '2026-11-23',
  session: 'morning',
  stream: 'insured',
  size: 5,
};

describe('finding a patient', () => {
  it.each<[string, Partial<PatientKeys>, string]>([
    ['citizen number', { idNumber: person('p01').citizen?.idNumber ?? '' }, 'pat-p01'],
    ['old number of an old record', { idNumber: '038055006248', oldIdNumber: '170382916' }, 'pat-f04'],
    ['insurance code inside a card number', { insuranceNumber: 'XX9990116042735' }, 'pat-p01'],
    ['bare insurance code', { insuranceNumber: '0116042735' }, 'pat-p01'],
    ['passport', { passportNumber: '22KD71904' }, 'pat-p11'],
    ['patient code', { patientCode: 'BN26001815' }, 'pat-p11'],
  ])('by %s', async (_name, keys, id) => {
    expect(await hospital.findPatient({ ...noKeys, ...keys })).toMatchObject({
      ok: true,
      value: { kind: 'one', patient: { id } },
    });
  });

  it('takes the strongest key that finds somebody', async () => {
    const found = await hospital.findPatient({
      ...noKeys,
      idNumber: person('p01').citizen?.idNumber ?? '',
      patientCode: 'BN26001815',
    });
    expect(found).toEqual({
      ok: true,
      value: {
        kind: 'one',
        patient: {
          id: 'pat-p01',
          fullName: 'Đặng Quốc Khải',
          birthDate: '1992-04-18',
          sex: 'male',
          patientCode: 'BN26001047',
        },
      },
    });
  });

  it('never picks one of several', async () => {
    const found = await hospital.findPatient({ ...noKeys, idNumber: person('f10').citizen?.idNumber ?? '' });
    expect(found).toEqual({ ok: true, value: { kind: 'several', count: 2 } });
  });

  it.each<[string, Partial<PatientKeys>]>([
    ['an unknown number', { idNumber: '001085099999' }],
    ['a citizen number shown as a passport', { passportNumber: person('p01').citizen?.idNumber ?? '' }],
    ['a search character', { patientCode: 'BN26001815,BN26001047' }],
    ['nothing', {}],
  ])('finds nobody by %s', async (_name, keys) => {
    expect(await hospital.findPatient({ ...noKeys, ...keys })).toEqual({ ok: true, value: { kind: 'none' } });
  });

  it('shows the recorded birth date, even a wrong one', async () => {
    expect(await hospital.findPatient({ ...noKeys, idNumber: '001065017264' })).toMatchObject({
      value: { patient: { birthDate: '1956-04-08' } },
    });
  });
});

describe('eligibility', () => {
  const subject = (id: string, overrides: Partial<InsuredSubject> = {}): InsuredSubject => ({
    patientId: null,
    idNumber: person(id).citizen?.idNumber ?? null,
    insuranceNumber: null,
    fullName: person(id).fullName,
    birthDate: person(id).birthDate,
    ...overrides,
  });

  it.each([
    ['p01', '000', 'covered'],
    ['f14', '003', 'covered'],
    ['f09', '002', 'counter'],
    ['f08', '060', 'check-name'],
    ['f07', '010', 'not-covered'],
    ['f03', '050', 'not-covered'],
  ])('of %s is %s, %s', async (id, code, outcome) => {
    expect(await hospital.eligibility(subject(id))).toMatchObject({ ok: true, value: { code, outcome } });
  });

  it('comes with number and period', async () => {
    expect(await hospital.eligibility(subject('p01'))).toMatchObject({
      value: { insuranceNumber: 'DN4010116042735', validFrom: '2024-01-01', validTo: '2030-12-31' },
    });
    expect(await hospital.eligibility(subject('p02'))).toMatchObject({ value: { validTo: null } });
  });

  it('is asked by the card number, or by the patient alone', async () => {
    expect(
      await hospital.eligibility(subject('p16', { idNumber: null, insuranceNumber: 'DN4797923016483' })),
    ).toMatchObject({ value: { code: '000' } });
    expect(
      await hospital.eligibility({
        patientId: 'pat-p16',
        idNumber: null,
        insuranceNumber: null,
        fullName: null,
        birthDate: null,
      }),
    ).toMatchObject({ value: { code: '000' } });
  });

  it('tells a wrong name and a wrong birth date apart, and nothing of the card', async () => {
    expect(await hospital.eligibility(subject('p01', { fullName: 'Đặng Quốc Hải' }))).toMatchObject({
      value: { code: '060', outcome: 'check-name', insuranceNumber: null },
    });
    expect(await hospital.eligibility(subject('p01', { birthDate: '1992-04-19' }))).toMatchObject({
      value: { code: '070', outcome: 'check-name' },
    });
  });
});

describe('the read model', () => {
  it('has the appointments of the day, with clinic, time and doctor', async () => {
    expect(await hospital.appointments('pat-p01', '2026-11-23')).toEqual({
      ok: true,
      value: [
        {
          id: 'appt-p01-2026-11-23',
          clinicId: 'noi-tong-quat',
          start: '2026-11-23T08:30:00+07:00',
          practitioner: 'BS. Lê Thị Mỹ Hòa',
        },
      ],
    });
    expect(await hospital.appointments('pat-p01', '2026-11-24')).toEqual({ ok: true, value: [] });
    expect(await hospital.appointments('pat-p14', '2026-11-23')).toEqual({ ok: true, value: [] });
  });

  it('has the clinics in two languages, and a waiting figure that grows', async () => {
    const clinic = async () => {
      const clinics = await hospital.clinics();
      return clinics.ok ? clinics.value.find(({ id }) => id === 'mat') : null;
    };
    const before = await clinic();
    expect(before).toEqual({
      id: 'mat',
      name: { vi: 'Mắt', en: 'Eye' },
      room: '207',
      floor: '2',
      open: true,
      waiting: 3,
    });
    await submit(visit({ clinic: { id: 'mat', name: 'Mắt' } }));
    expect(await clinic()).toMatchObject({ waiting: 4 });
  });
});

describe('leases', () => {
  it('never overlap, also when everybody asks at once', async () => {
    const leases = await Promise.all(
      Array.from({ length: 20 }, (_, index) => hospital.leaseNumbers({ ...leaseRequest, kioskId: `K${index}` })),
    );
    const numbers = leases.flatMap((lease) =>
      lease.ok ? Array.from({ length: 5 }, (_, index) => `${lease.value.prefix}${lease.value.first + index}`) : [],
    );
    expect(numbers).toHaveLength(100);
    expect(new Set(numbers).size).toBe(100);
  });

  it('count for themselves in each clinic, session, day and stream, and sound different', async () => {
    const variants: Partial<LeaseRequest>[] = [{}, { stream: 'paying' }, { stream: 'priority' }, { clinicId: 'nhi' }];
    const prefixes = await Promise.all(
      variants.map(async (variant) => {
        const lease = await hospital.leaseNumbers({ ...leaseRequest, ...variant });
        return lease.ok && lease.value.first === 1 ? lease.value.prefix : null;
      }),
    );
    expect(prefixes).toEqual(['A', 'AT', 'AU', 'C']);
    for (const variant of [{ session: 'afternoon' }, { serviceDate: '2026-11-24' }] as const) {
      expect(await hospital.leaseNumbers({ ...leaseRequest, ...variant })).toMatchObject({ value: { first: 1 } });
    }
  });

  it('are refused for an unknown clinic and a senseless size', async () => {
    expect(await hospital.leaseNumbers({ ...leaseRequest, clinicId: 'rang' })).toMatchObject({
      failure: { kind: 'refused', status: 404 },
    });
    expect(await hospital.leaseNumbers({ ...leaseRequest, size: 0 })).toMatchObject({
      failure: { kind: 'refused', status: 400 },
    });
  });
});

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
      coverage: { insuranceNumber: 'DN4010116042735', validFrom: '2024-01-01', validTo: '2030-12-31' },
      appointmentId: 'appt-p01-2026-11-23',
    });
    await hospital.appointments('pat-p01', '2026-11-23');
    expect(await submit(known)).toMatchObject({ kind: 'confirmed' });
    expect(his.counts()).toMatchObject({ patients: before.patients, coverages: before.coverages, encounters: 1 });
    expect(await hospital.appointments('pat-p01', '2026-11-23')).toEqual({ ok: true, value: [] });
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

describe('numbers', () => {
  it('that were leased stay as they are printed', async () => {
    await hospital.leaseNumbers(leaseRequest);
    expect(await submit(visit({ ticket: { number: 'A003', official: true } }))).toMatchObject({ number: 'A003' });
  });

  it('of the kiosk itself are adopted under an alias that no lease has', async () => {
    await hospital.leaseNumbers(leaseRequest);
    expect(await submit(visit({ ticket: { number: 'K1-001', official: false } }))).toMatchObject({ number: 'A006' });
    expect(await hospital.leaseNumbers(leaseRequest)).toMatchObject({ value: { first: 7, last: 11 } });
    expect(his.desk().arrivals[0]).toMatchObject({ number: 'K1-001', alias: 'A006' });
  });

  it('of another kiosk’s lease are not taken over', async () => {
    await hospital.leaseNumbers({ ...leaseRequest, kioskId: 'K2' });
    expect(await submit(visit({ ticket: { number: 'A002', official: true } }))).toMatchObject({ number: 'A006' });
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
    expect(await hospital.appointments('pat-p01', '2026-11-23')).toMatchObject(bad);
    expect(await hospital.clinics()).toMatchObject(bad);
    expect(await hospital.leaseNumbers(leaseRequest)).toMatchObject(bad);
    expect(await hospital.callStaff({ key: key(1), kioskId: 'K1', location: 'Sảnh A' })).toMatchObject(bad);
    expect(await submit(visit())).toMatchObject({ kind: 'retry' });
    expect(his.counts()).toMatchObject({ encounters: 0, callsForStaff: 0 });
  });

  it('is a hospital that asks to wait', async () => {
    his.failNext();
    expect(await submit(visit())).toEqual({
      kind: 'retry',
      detail: 'http-503 transient fault-injected',
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
  it('rings once for one call', async () => {
    const call = { key: key(9), kioskId: 'K1', location: 'Sảnh A, ki-ốt 1' };
    expect(await hospital.callStaff(call)).toEqual({ ok: true, value: null });
    expect(await hospital.callStaff(call)).toEqual({ ok: true, value: null });
    expect(his.desk().calls).toEqual([{ kioskId: 'K1', location: 'Sảnh A, ki-ốt 1', at: now().toISOString() }]);
  });
});

it('keeps the offset of its clock', async () => {
  expect(hospital.clockOffsetMs()).toBeNull();
  await hospital.clinics();
  expect(hospital.clockOffsetMs()).toBe(0);
});
