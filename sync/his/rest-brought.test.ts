import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SpecimenPerson } from '../../fixtures/people/person.ts';
import { restBodyBuilder } from './rest-body.ts';
import { noKeys, openRestMock } from './rest-testing.ts';
import { somebody, stamp, visit } from './test-registration.ts';

/** What patients bring beside themselves: slips, referrals, earlier visits, a wish for a doctor or a later session. */

const build = restBodyBuilder({ facilityCode: '01005' });
const referral = { number: 'CT00000123', facility: 'Trạm Y tế Mẫu', validTo: '2026-10-31' };
const ok = (value: unknown) => ({ ok: true, value });

/** Whose documents find a record that another one has replaced, or whom staff must see. */
const records = (standing: SpecimenPerson['records']['standing'] & string): Partial<SpecimenPerson> => ({
  records: { count: 1, standing },
});

/** p14 is known and insured, without an appointment of today. */
const khoa: Partial<SpecimenPerson> = {
  insurance: {
    number: 'DN4010116099999',
    validFrom: '2026-01-01',
    validTo: null,
    gatewayCode: '000',
    openStayAt: 'Bệnh viện Khác',
    referral,
  },
  appointments: [
    { clinicId: 'mat', time: '09:00', dayOffset: 2, kind: 're-examination', code: 'HK00000002' },
    { clinicId: 'mat', time: '10:00', dayOffset: -3, status: 'cancelled', code: 'LH00000003' },
    {
      clinicId: 'ngoai',
      time: '11:00',
      status: 'moved',
      code: 'LH00000004',
      movedTo: { dayOffset: 9, time: '14:00' },
    },
  ],
  lastVisit: { clinicId: 'san' },
};
const id = 'BN26002037';

let opened: Awaited<ReturnType<typeof openRestMock>>;

beforeEach(async () => {
  opened = await openRestMock({
    p14: khoa,
    p01: records('merged'),
    p03: records('blocked'),
  });
});
afterEach(() => opened.close());

const submit = (subject: ReturnType<typeof visit>) => opened.hospital.submit(subject.key, build(subject));

it.each([
  ['001092047316', { id: 'BN26001047', standing: 'active', wasMerged: true }],
  ['034184015927', { id: 'BN26001123', standing: 'blocked', wasMerged: false }],
])('a specimen person has the standing of their record (%s)', async (idNumber, patient) => {
  const found = await opened.hospital.findPatient({ ...noKeys, idNumber });
  expect(found).toMatchObject(ok({ kind: 'one', patient }));
});

describe('appointments', () => {
  const period = { from: '2026-11-20', to: '2026-11-25' };

  it('of a period are told with kind, state and where they were moved', async () => {
    const all = await opened.hospital.appointments(id, period);
    expect(all).toMatchObject(
      ok([
        { clinicId: 'mat', start: '2026-11-20T10:00:00+07:00', status: 'cancelled', movedTo: null },
        {
          clinicId: 'ngoai',
          start: '2026-11-23T11:00:00+07:00',
          status: 'moved',
          movedTo: '2026-12-02T14:00:00+07:00',
        },
        { clinicId: 'mat', start: '2026-11-25T09:00:00+07:00', status: 'booked', kind: 're-examination' },
      ]),
    );
  });

  it('of other days are not', async () => {
    for (const days of [
      { from: '2026-11-21', to: '2026-11-22' },
      { from: '2026-11-26', to: '2027-11-26' },
    ]) {
      expect(await opened.hospital.appointments(id, days)).toEqual(ok([]));
    }
  });
});

it('appointments of one session arrive together, and a later one of them is no other visit', async () => {
  const ids = ['LH-p14-20261123', 'LH-p14-20261123-2'];
  const [appointmentId = '', ...otherAppointmentIds] = ids;
  const period = { from: '2026-11-20', to: '2026-11-30' };
  await opened.hospital.appointments(id, period);
  const known = { patient: { kind: 'known', patientId: id }, coverage: null } as const;
  expect(await submit(visit({ ...known, appointmentId, otherAppointmentIds }))).toMatchObject({ kind: 'confirmed' });
  const found = await opened.hospital.appointments(id, period);
  const arrived = found.ok ? found.value.filter(({ status }) => status === 'arrived') : [];
  expect(arrived.map((each) => each.id).toSorted()).toEqual(ids);
  const later = { ...known, key: randomUUID(), clinic: { id: 'mat', name: 'Mắt' }, otherAppointmentIds };
  expect(await submit(visit(later))).toMatchObject({ kind: 'confirmed', alreadyThere: true });
  const anothers = { ...later, key: randomUUID(), patient: { kind: 'known', patientId: 'BN26001123' } } as const;
  expect(await submit(visit(anothers))).toMatchObject({ kind: 'dead', detail: 'http-422 SAI_LICH_HEN' });
});

describe('a slip', () => {
  it('of a re-examination names patient and time', async () => {
    expect(await opened.hospital.findSlip({ kind: 're-examination', code: 'HK00000002' })).toMatchObject(
      ok({
        patient: { id, standing: 'active' },
        appointment: { clinicId: 'mat', start: '2026-11-25T09:00:00+07:00', practitionerId: 'bs-quang' },
        referral: null,
      }),
    );
  });

  it('of a referral names patient, facility and last day', async () => {
    expect(await opened.hospital.findSlip({ kind: 'referral', code: referral.number })).toMatchObject(
      ok({ patient: { id }, appointment: null, referral: { ...referral, clinicId: null } }),
    );
  });

  it('of somebody whose record was merged names who they are now', async () => {
    opened.mock.merge(id, 'BN26001047');
    const slip = { kind: 'referral', code: referral.number } as const;
    expect(await opened.hospital.findSlip(slip)).toMatchObject(ok({ patient: { id: 'BN26001047', wasMerged: true } }));
    opened.mock.merge(id, 'BN00000000');
    expect(await opened.hospital.findSlip(slip)).toMatchObject(
      ok({ patient: null, referral: { number: 'CT00000123' } }),
    );
  });

  it.each([
    ['appointment', 'LH99999999'],
    ['appointment', 'HK00000002'],
    ['re-examination', 'LH00000003'],
    ['referral', 'HK00000002'],
  ] as const)('(%s) by a code that is on none, %s, is none', async (kind, code) => {
    expect(await opened.hospital.findSlip({ kind, code })).toEqual(ok(null));
  });
});

it('insurance tells the referral and where the holder has not been discharged', async () => {
  const subject = { ...noKeys, patientId: id, fullName: null, birthDate: null };
  expect(await opened.hospital.eligibility(subject)).toMatchObject(
    ok({ outcome: 'counter', openStay: true, openStayAt: 'Bệnh viện Khác', referral }),
  );
});

it('the last visit is where the patient was before, or has been since', async () => {
  expect(await opened.hospital.lastVisit(id)).toEqual(ok({ clinicId: 'san', doctorId: 'bs-lan' }));
  expect(await opened.hospital.lastVisit('BN26001047')).toEqual(ok(null));
  const known = { patient: { kind: 'known', patientId: id }, clinic: { id: 'noi-tong-quat', name: 'Nội' } } as const;
  await submit(visit({ ...known, doctor: { id: 'bs-binh', name: 'BS. Nguyễn Hữu Bình' } }));
  expect(await opened.hospital.lastVisit(id)).toEqual(ok({ clinicId: 'noi-tong-quat', doctorId: 'bs-binh' }));
});

it('communes have their province', async () => {
  const units = await opened.hospital.addressUnits();
  const unit = { code: '01001', name: 'Phường Hoàn Kiếm', provinceCode: '01', provinceName: 'Thành phố Hà Nội' };
  expect(units).toEqual(ok(expect.arrayContaining([unit])));
});

describe('a doctor', () => {
  const ofGeneralMedicine = async () => {
    const days = await opened.hospital.schedule(stamp.serviceDate);
    return days.ok ? days.value.find(({ clinicId }) => clinicId === 'noi-tong-quat') : undefined;
  };

  it('whom a patient chose has one more waiting', async () => {
    const before = (await ofGeneralMedicine())?.doctors;
    await submit(visit({ doctor: { id: 'bs-binh', name: 'BS. Nguyễn Hữu Bình' } }));
    const [first, second] = (await ofGeneralMedicine())?.doctors ?? [];
    expect([first?.waiting, second?.waiting]).toEqual([before?.[0]?.waiting, (before?.[1]?.waiting ?? 0) + 1]);
  });

  it('who is not there says so and has no times', async () => {
    opened.mock.rules.absentDoctors.add('bs-hoa');
    const day = await ofGeneralMedicine();
    expect(day?.doctors.map(({ isAbsent }) => isAbsent)).toEqual([true, false]);
    expect(new Set(day?.slots.map(({ doctorId }) => doctorId))).toEqual(new Set(['bs-binh']));
  });

  it('of another clinic is refused', async () => {
    const refused = await submit(visit({ doctor: { id: 'bs-quang', name: 'BS. Đỗ Minh Quang' } }));
    expect(refused).toMatchObject({ kind: 'dead', detail: 'http-422 KHONG_CO_BAC_SI' });
  });
});

describe('a later session', () => {
  const afternoon = { serviceDate: '2026-11-23', session: 'afternoon' } as const;
  const tomorrow = { serviceDate: '2026-11-24', session: 'morning' } as const;
  const planned = (moment: typeof afternoon | typeof tomorrow, clinicId = 'noi-tong-quat') =>
    visit({ key: randomUUID(), planned: moment, ...moment, clinic: { id: clinicId, name: clinicId } });

  it('is offered by some clinics, and taken as a visit of its own', async () => {
    const days = await opened.hospital.schedule(stamp.serviceDate);
    const offered = days.ok ? days.value.filter(({ later }) => later.length > 0) : [];
    expect(offered.map(({ clinicId, later }) => [clinicId, later])).toEqual([
      ['noi-tong-quat', [afternoon, tomorrow]],
      ['mat', [afternoon, tomorrow]],
    ]);
    const answers = [await submit(visit()), await submit(planned(afternoon)), await submit(planned(tomorrow))];
    expect(answers).toMatchObject(Array.from({ length: 3 }, () => ({ kind: 'confirmed', alreadyThere: false })));
    expect(opened.mock.counts().visits).toBe(3);
  });

  it('is taken while the clinic is closed now', async () => {
    opened.mock.rules.hours.set('noi-tong-quat', { from: '1300', to: '1700' });
    expect(await submit(visit())).toMatchObject({ kind: 'dead' });
    expect(await submit(planned(afternoon))).toMatchObject({ kind: 'confirmed' });
  });

  it('is refused where there is none', async () => {
    expect(await submit(planned(afternoon, 'nhi'))).toMatchObject({ detail: 'http-422 KHONG_DAT_TRUOC' });
    const lateNow = { ...planned(afternoon), registeredAt: '2026-11-23T13:00:00+07:00' };
    expect(await submit(lateNow)).toMatchObject({ detail: 'http-422 KHONG_DAT_TRUOC' });
  });
});

describe('a new patient of whom the hospital wants a phone number and, of a child, a guardian', () => {
  beforeEach(() => void opened.mock.rules.requiredFields.push('DIEN_THOAI', 'NGUOI_GIAM_HO'));

  const phone = { field: 'phone', value: '0912345678', source: 'typed' } as const;
  const child = { ...somebody, birthDate: '2020-11-24' };

  it.each<[string, Parameters<typeof visit>[0]]>([
    ['who gave theirs', { answers: [phone] }],
    ['whom staff will ask', { missing: ['phone'] }],
    ['who was six yesterday', { answers: [phone], person: { ...somebody, birthDate: '2020-11-22' } }],
    ['whose guardian is known', { answers: [phone], missing: ['guardian'], person: child }],
    ['who is provisional', { patient: { kind: 'provisional', reason: 'fields-missing' } }],
  ])('%s is taken', async (_name, draft) => {
    expect(await submit(visit(draft))).toMatchObject({ kind: 'confirmed' });
  });

  it.each<[string, Parameters<typeof visit>[0]]>([
    ['without', {}],
    ['who will be six tomorrow, without a guardian', { answers: [phone], person: child }],
    ['without a sex', { answers: [phone], person: { ...somebody, sex: null } }],
  ])('%s is refused', async (_name, draft) => {
    expect(await submit(visit(draft))).toMatchObject({ kind: 'dead', detail: 'http-422 THIEU_THONG_TIN' });
  });
});

it('what staff must see arrives', async () => {
  const carer = { ...somebody, idNumber: '001060000001', fullName: 'Nguyễn Thị Hoa' };
  const subject = visit({
    referral,
    declared: ['disability'],
    answers: [{ field: 'phone', value: '0912345678', source: 'typed' }],
    missing: ['guardian'],
    carer,
    conflicts: [{ field: 'residence', shown: 'Hà Nội', found: 'Huế' }],
  });
  expect(await submit(subject)).toMatchObject({ kind: 'confirmed' });
  const kept = opened.mock.visit(subject.key);
  expect(kept?.referralNumber).toBe(referral.number);
  expect(JSON.parse(kept?.details ?? '')).toMatchObject({
    TU_KHAI: ['KHUYET_TAT'],
    TRA_LOI: [{ TRUONG: 'DIEN_THOAI', GIA_TRI: '0912345678', NGUON: 'TU_NHAP' }],
    CON_THIEU: ['NGUOI_GIAM_HO'],
    MAU_THUAN: [{ TRUONG: 'residence', GIAY_TO: 'Hà Nội', HO_SO: 'Huế' }],
    NGUOI_DI_CUNG: { SO_CCCD: '001060000001', HO_TEN: 'Nguyễn Thị Hoa' },
  });
});

it.each(['BI_CHAN', 'TU_VONG'] as const)('a visit of somebody whose state is %s is refused', async (state) => {
  opened.mock.setStanding(id, state);
  expect(await submit(visit({ patient: { kind: 'known', patientId: id } }))).toMatchObject({
    refusal: { reason: 'patient-blocked' },
  });
});

it('a visit under a record that was merged is one of the patient who replaced it', async () => {
  opened.mock.merge(id, 'BN26001047');
  const subject = visit({ patient: { kind: 'known', patientId: id } });
  expect(await submit(subject)).toMatchObject({ kind: 'confirmed' });
  expect(opened.mock.visit(subject.key)?.patientId).toBe('BN26001047');
});
