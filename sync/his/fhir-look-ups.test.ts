/** Look-ups against the mock hospital over real HTTP on loopback. */
import { describe, expect, it } from 'vitest';
import type { InsuredSubject, LeaseRequest, PatientKeys } from './hospital-api.ts';
import { body, hospital, hospitalForEachTest, leaseRequest, noKeys, person } from './mock-hospital-testing.ts';
import { eyeClinic } from './test-answers.ts';
import { visit } from './test-registration.ts';

hospitalForEachTest();

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
          standing: 'active',
          wasMerged: false,
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

  it.each([
    ['ĐẶNG QUỐC KHẢI', '1992-04-18', 1],
    ['dang quoc khai', '1992', 1],
    ['Đặng Quốc Khải', '1992-04-19', 0],
    ['Đặng Quốc Khánh', '1992-04-18', 0],
  ])('counts the records that may be of %s, born %s', async (fullName, birthDate, count) => {
    expect(await hospital.similarPatients({ fullName, birthDate })).toEqual({ ok: true, value: count });
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
    expect(await hospital.appointments('pat-p01', { from: '2026-11-23', to: '2026-11-23' })).toEqual({
      ok: true,
      value: [
        {
          id: 'appt-p01-2026-11-23',
          clinicId: 'noi-tong-quat',
          start: '2026-11-23T08:30:00+07:00',
          practitioner: 'BS. Lê Thị Mỹ Hòa',
          practitionerId: 'bs-hoa',
          kind: 'appointment',
          status: 'booked',
          movedTo: null,
        },
      ],
    });
    expect(await hospital.appointments('pat-p01', { from: '2026-11-24', to: '2026-11-24' })).toEqual({
      ok: true,
      value: [],
    });
    expect(await hospital.appointments('pat-p14', { from: '2026-11-23', to: '2026-11-23' })).toEqual({
      ok: true,
      value: [],
    });
  });

  it('has the clinics in two languages, and a waiting figure that grows', async () => {
    const clinic = async () => {
      const clinics = await hospital.clinics();
      return clinics.ok ? clinics.value.find(({ id }) => id === 'mat') : null;
    };
    const before = await clinic();
    expect(before).toEqual(eyeClinic);
    const registration = visit({ clinic: { id: 'mat', name: 'Mắt' } });
    await hospital.submit(registration.key, body(registration));
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
