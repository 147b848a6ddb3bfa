import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRestMock, type RestMock } from '../../fixtures/his/rest-mock.ts';
import { appointmentsOf, specimenPeople } from '../../fixtures/people/person.ts';
import type { HospitalApi, InsuredSubject, PatientKeys } from './hospital-api.ts';
import { createRestHospital, type RestHospitalOptions } from './rest-hospital.ts';
import { coverOfP01, eyeClinic } from './test-answers.ts';
import { stamp } from './test-registration.ts';

const noon = new Date('2026-11-23T05:00:00Z');
const today = '2026-11-23';
const people = specimenPeople();
const signing = { merchantId: 'kiosk-1', signingSecret: 'bí mật' };
const noKeys: PatientKeys = {
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};

let mock: RestMock;
let hospital: HospitalApi;
const opened: HospitalApi[] = [];

const connect = (options: Partial<RestHospitalOptions> = {}): HospitalApi => {
  const api = createRestHospital({
    baseUrl: `${mock.url}/`,
    kioskId: 'K1',
    ...signing,
    timeoutMs: 5_000,
    submitTimeoutMs: 5_000,
    now: () => noon,
    ...options,
  });
  opened.push(api);
  return api;
};

beforeEach(async () => {
  mock = await createRestMock({ now: () => noon, timeZone: 'Asia/Ho_Chi_Minh', people, ...signing });
  hospital = connect();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((api) => api.close()));
  await mock.close();
});

const ok = (value: unknown) => ({ ok: true, value });

it('says what it is and what it offers', async () => {
  expect(await hospital.capabilities()).toEqual(
    ok({
      software: 'Tiếp Đón mock HIS (REST)',
      version: '1.0',
      offers: [
        'schedule',
        'day-appointments',
        'required-fields',
        'similar',
        'slips',
        'last-visit',
        'address-units',
        'leases',
        'ticket',
        'invoice',
        'audit-head',
      ],
    }),
  );
  const usual = ['fullName', 'birthDate', 'sex', 'phone', 'ethnicity', 'address'];
  expect(await hospital.requiredFields()).toEqual(ok(usual));
  mock.rules.requiredFields.push('DIEN_THOAI', 'NGUOI_GIAM_HO', 'NHOM_MAU');
  expect(await hospital.requiredFields()).toEqual(ok([...usual, 'guardian']));
});

describe('a patient', () => {
  const khai = { id: 'BN26001047', fullName: 'Đặng Quốc Khải', birthDate: '1992-04-18', sex: 'male' };

  it.each<[string, Partial<PatientKeys>]>([
    ['citizen number', { idNumber: '001092047316', oldIdNumber: '999999999' }],
    ['old number, when the new one finds nobody', { idNumber: '999999999999', oldIdNumber: '012847361' }],
    ['insurance code of a card number', { insuranceNumber: 'DN4010116042735' }],
    ['insurance code', { insuranceNumber: '0116042735' }],
    ['patient code', { passportNumber: 'NONE', patientCode: 'BN26001047' }],
  ])('is found by the %s', async (_name, keys) => {
    const patient = { ...khai, patientCode: khai.id, standing: 'active', wasMerged: false };
    expect(await hospital.findPatient({ ...noKeys, ...keys })).toEqual(ok({ kind: 'one', patient }));
  });

  it('is found by a passport; a birth date may be partial', async () => {
    expect(await hospital.findPatient({ ...noKeys, passportNumber: '22KD71904' })).toMatchObject(
      ok({ kind: 'one', patient: { fullName: 'Corvellec Bastien Yann' } }),
    );
    expect(await hospital.findPatient({ ...noKeys, idNumber: '011161000894' })).toMatchObject(
      ok({ kind: 'one', patient: { birthDate: '1961', sex: 'female' } }),
    );
  });

  it('recorded twice is several, and nobody is none', async () => {
    expect(await hospital.findPatient({ ...noKeys, idNumber: '094176003582' })).toEqual(
      ok({ kind: 'several', count: 2 }),
    );
    expect(await hospital.findPatient({ ...noKeys, idNumber: '000000000000' })).toEqual(ok({ kind: 'none' }));
    expect(await hospital.findPatient(noKeys)).toEqual(ok({ kind: 'none' }));
  });
});

describe('insurance', () => {
  const khai: InsuredSubject = {
    patientId: null,
    idNumber: '001092047316',
    insuranceNumber: null,
    fullName: 'ĐẶNG QUỐC KHẢI',
    birthDate: '1992-04-18',
  };

  it('is told as the hospital answers', async () => {
    expect(await hospital.eligibility(khai)).toEqual(ok(coverOfP01));
  });

  it('of a new card names the one that no longer counts', async () => {
    const vinh = { ...khai, idNumber: '049093006815', fullName: null, birthDate: null };
    const answer = await hospital.eligibility(vinh);
    expect(answer).toMatchObject(ok({ code: '003', outcome: 'covered', replacedNumber: 'HS4494915026738' }));
  });

  it.each<[string, string, Partial<InsuredSubject>]>([
    ['060', 'check-name', { fullName: 'Đặng Quốc Khánh' }],
    ['070', 'check-name', { birthDate: '1992-04-19' }],
    ['050', 'not-covered', { idNumber: '000000000000' }],
    ['000', 'covered', { birthDate: '1992' }],
    ['000', 'covered', { idNumber: null, patientId: 'BN26001047' }],
  ])('is %s, %s, for %j', async (code, outcome, overrides) => {
    expect(await hospital.eligibility({ ...khai, ...overrides })).toMatchObject(ok({ code, outcome }));
  });

  it('that the gateway cannot tell is a fault, not a refusal', async () => {
    mock.rules.gatewayCodes.set('p01', '500');
    expect(await hospital.eligibility(khai)).toMatchObject(ok({ code: '500', outcome: 'technical' }));
  });
});

describe('the day', () => {
  it('has appointments of a patient', async () => {
    const appointment = {
      id: 'LH-p01-20261123',
      clinicId: 'noi-tong-quat',
      start: '2026-11-23T08:30:00+07:00',
      practitioner: 'BS. Lê Thị Mỹ Hòa',
      practitionerId: 'bs-hoa',
      kind: 'appointment',
      status: 'booked',
      movedTo: null,
    };
    const period = { from: today, to: today };
    expect(await hospital.appointments('BN26001047', period)).toEqual(ok([appointment]));
    expect(await hospital.appointments('nobody', period)).toEqual(ok([]));
    mock.rules.absentDoctors.add('bs-hoa');
    expect(await hospital.appointments('BN26001047', period)).toMatchObject(ok([{ status: 'doctor-absent' }]));
  });

  it('has appointments of everybody, over several pages, with what finds each', async () => {
    const all = await hospital.dayAppointments(today);
    const expected = people
      .filter(({ records }) => records.count > 0)
      .flatMap(appointmentsOf)
      .filter(
        ({ dayOffset = 0, status = 'booked' }) => dayOffset === 0 && ['booked', 'doctor-absent'].includes(status),
      );
    expect(all.ok ? all.value.length : 0).toBe(expected.length);
    const khai = all.ok ? all.value.find(({ patientId }) => patientId === 'BN26001047') : undefined;
    expect(khai).toMatchObject({
      id: 'LH-p01-20261123',
      keys: {
        idNumber: '001092047316',
        oldIdNumber: '012847361',
        insuranceNumber: '0116042735',
        passportNumber: null,
        patientCode: 'BN26001047',
      },
    });
    const starts = all.ok ? all.value.map(({ start }) => start) : [];
    expect(starts).toEqual(starts.toSorted());
  });

  it('has clinics with hours, quotas, doctors, free times and examination', async () => {
    expect(await hospital.clinics()).toMatchObject(
      ok(expect.arrayContaining([eyeClinic, expect.objectContaining({ id: 'sang-loc', isScreening: true })])),
    );
    mock.rules.hours.set('mat', { from: '0700', to: '1130' });
    mock.rules.quotas.set('mat CHIEU', 12);
    expect(await hospital.schedule(today)).toMatchObject(
      ok(
        expect.arrayContaining([
          {
            clinicId: 'mat',
            hours: [{ opens: '07:00', closes: '11:30' }],
            quotas: [
              { session: 'morning', limit: 500, left: 500 },
              { session: 'afternoon', limit: 12, left: 12 },
            ],
            doctors: [{ id: 'bs-quang', name: 'BS. Đỗ Minh Quang', waiting: 3, isAbsent: false }],
            slots: ['13:30', '13:45', '14:00'].map((time) => ({
              start: `2026-11-23T${time}:00+07:00`,
              doctorId: 'bs-quang',
            })),
            service: { code: '14.1896', name: 'Khám Mắt' },
            later: [{ serviceDate: '2026-11-24', session: 'morning' }],
          },
        ]),
      ),
    );
  });
});

it('leases numbers, each once', async () => {
  const request = {
    kioskId: 'K1',
    clinicId: 'mat',
    serviceDate: today,
    session: 'morning' as const,
    stream: 'priority' as const,
    size: 3,
  };
  expect(await hospital.leaseNumbers(request)).toEqual(ok({ prefix: 'DU', first: 1, last: 3 }));
  expect(await hospital.leaseNumbers({ ...request, kioskId: 'K2' })).toEqual(ok({ prefix: 'DU', first: 4, last: 6 }));
  expect(await hospital.leaseNumbers({ ...request, session: 'afternoon' })).toMatchObject(ok({ first: 1 }));
  expect(await hospital.leaseNumbers({ ...request, size: 1_000 })).toMatchObject({
    ok: false,
    failure: { kind: 'refused', status: 400, detail: 'http-400 SAI_CAU_TRUC' },
  });
});

it('takes a call for staff once', async () => {
  const call = { key: stamp.key, kioskId: 'K1', location: 'Sảnh A', urgency: 'emergency' } as const;
  expect(await hospital.callStaff(call)).toEqual(ok(null));
  expect(await hospital.callStaff(call)).toEqual(ok(null));
  expect(mock.counts().callsForStaff).toBe(1);
});

it('has no ticket, no invoice and no audit head of what it never saw', async () => {
  expect(await hospital.ticket(stamp.key)).toEqual(ok(null));
  expect(await hospital.invoiceStatus('KB000001')).toEqual(ok({ kind: 'none' }));
  expect(await hospital.auditHead('K1')).toEqual(ok(null));
});

it('refuses a kiosk that it does not know, or whose secret is another', async () => {
  for (const options of [{ merchantId: 'stranger' }, { signingSecret: 'wrong' }]) {
    expect(await connect(options).clinics()).toMatchObject({ ok: false, failure: { kind: 'refused', status: 401 } });
  }
});

it.each([
  ['ĐẶNG QUỐC KHẢI', '1992-04-18', 1],
  ['dang quoc khai', '1992', 1],
  ['Đặng Quốc Khải', '1992-04-19', 0],
  ['Đặng Quốc Khánh', '1992-04-18', 0],
])('counts the records that may be of %s, born %s', async (fullName, birthDate, count) => {
  expect(await hospital.similarPatients({ fullName, birthDate })).toEqual(ok(count));
});

describe('a kiosk whose clock is a day off', () => {
  it('is told by the first answer and signs with the hospital’s time from then on', async () => {
    let kioskNow = new Date('2026-11-24T06:00:00Z');
    const late = connect({ now: () => kioskNow });
    expect(await late.clinics()).toMatchObject({ ok: true });
    expect(late.clockOffsetMs()).toBe(-25 * 3_600_000);
    kioskNow = new Date('2026-11-20T05:00:00Z');
    expect(await late.submit(stamp.key, '{}')).toMatchObject({ kind: 'dead', status: 400 });
    expect(late.clockOffsetMs()).toBe(3 * 24 * 3_600_000);
  });
});
