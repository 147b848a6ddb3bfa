import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noKeys, serveRest } from './rest-testing.ts';

/** Answers that leave something out, or say what nobody has described. */

let hospital: Awaited<ReturnType<typeof serveRest>>['hospital'];
let served: Awaited<ReturnType<typeof serveRest>>;

beforeEach(async () => {
  served = await serveRest();
  ({ hospital } = served);
});
afterEach(() => served.close());

const data = (value: unknown): void => served.says(() => value);
const ok = (value: unknown) => ({ ok: true, value });
const badAnswer = { ok: false, failure: { kind: 'bad-answer' } };
const day = { from: '2026-11-23', to: '2026-11-23' };

describe('a patient', () => {
  const keys = { ...noKeys, idNumber: '001085012345' };
  const record = { MA_BN: 'BN1', HO_TEN: 'Nguyễn Văn An' };

  it('without a state is as any other', async () => {
    data([{ ...record, TRANG_THAI: '' }]);
    expect(await hospital.findPatient(keys)).toMatchObject(ok({ kind: 'one', patient: { standing: 'active' } }));
  });

  it('in a state that nobody has described is no answer', async () => {
    data([{ ...record, TRANG_THAI: 'CHO_DUYET' }]);
    expect(await hospital.findPatient(keys)).toMatchObject(badAnswer);
  });

  it('merged into nobody, or into somebody who is not answered, is merged away', async () => {
    data([{ ...record, TRANG_THAI: 'DA_GOP' }]);
    expect(await hospital.findPatient(keys)).toEqual(ok({ kind: 'merged-away' }));
    data([{ ...record, TRANG_THAI: 'DA_GOP', MA_BN_GOP: 'BN2' }]);
    expect(await hospital.findPatient(keys)).toEqual(ok({ kind: 'merged-away' }));
  });

  it('whose survivor cannot be asked for is not known', async () => {
    served.says((_path, body) =>
      body.includes('SO_CCCD') ? [{ ...record, TRANG_THAI: 'DA_GOP', MA_BN_GOP: 'BN2' }] : undefined,
    );
    expect(await hospital.findPatient(keys)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  });
});

it.each([
  [{}],
  [{ NGAY_KHAM: '20261124' }],
  [{ BUOI: 'SANG' }],
  [{ NGAY_KHAM: '20261100', BUOI: 'SANG' }],
  [{ NGAY_KHAM: '20261131', BUOI: 'SANG' }],
  [{ NGAY_KHAM: '20261124', BUOI: 'TOI' }],
  [{ NGAY_KHAM: '', BUOI: null }],
])('a ticket of no session that there is says none: %j', async (session) => {
  data({ TRANG_THAI: 'CHO', STT: 'A001', MA_PHONG: 'a', ...session });
  const ticket = { state: 'waiting', number: 'A001', clinicId: 'a', moment: null, ahead: null };
  expect(await hospital.ticket('3f2b7c1e-5d4a-4e8b-9c61-0a7d2f9b8e11')).toEqual(ok(ticket));
});

describe('an appointment', () => {
  const booked = { MA_LICH_HEN: 'x', MA_PHONG: 'mat', NGAY_GIO: '202611230815' };
  const appointment = {
    id: 'x',
    clinicId: 'mat',
    start: '2026-11-23T08:15:00+07:00',
    practitioner: null,
    practitionerId: null,
    kind: 'appointment',
    status: 'booked',
    movedTo: null,
  };

  it.each<[string, object, object | null]>([
    ['that says no more is booked', {}, appointment],
    ['whose kind is not known is an ordinary one', { LOAI: 'HOI_CHAN' }, appointment],
    ['in a state that nobody has described is left out', { TRANG_THAI: 'TREO' }, null],
    ['without a time is left out', { NGAY_GIO: 'morning' }, null],
    [
      'that was moved, nobody says where to',
      { TRANG_THAI: 'DA_DOI', DOI_SANG: 'soon' },
      { ...appointment, status: 'moved' },
    ],
    ['that was moved without a word', { TRANG_THAI: 'DA_DOI' }, { ...appointment, status: 'moved' }],
    ['that stands has moved nowhere', { DOI_SANG: '202611240815' }, appointment],
  ])('%s', async (_name, fields, expected) => {
    data([{ ...booked, ...fields }]);
    expect(await hospital.appointments('BN1', day)).toEqual(ok(expected === null ? [] : [expected]));
    data({ LICH_HEN: { ...booked, ...fields } });
    const slip = await hospital.findSlip({ kind: 'appointment', code: 'LH00000001' });
    expect(slip).toEqual(ok({ namesPatient: false, patient: null, appointment: expected, referral: null }));
  });
});

describe('a referral', () => {
  it.each<[string, unknown, object]>([
    [
      'has a number with a bar',
      { SO_GIAY_CHUYEN_TUYEN: '12/GCT' },
      { number: '12/GCT', facility: null, validTo: null },
    ],
    [
      'has a number that is one, and no day',
      { SO_GIAY_CHUYEN_TUYEN: 12, DON_VI_CHUYEN_TUYEN: 'Trạm', HAN_CHUYEN_TUYEN: '20261332' },
      { number: '12', facility: 'Trạm', validTo: null },
    ],
  ])('%s', async (_name, answer, referral) => {
    data({ MA_KQ: '000', CHUYEN_TUYEN: answer, NOI_CHUA_RA_VIEN: 'nobody is there' });
    const subject = { ...noKeys, patientId: null, fullName: null, birthDate: null };
    expect(await hospital.eligibility(subject)).toMatchObject(ok({ referral, openStayAt: null }));
    data({ CHUYEN_TUYEN: { ...(answer as object), MA_PHONG: 'mat' } });
    const slip = await hospital.findSlip({ kind: 'referral', code: 'CT00000001' });
    expect(slip).toMatchObject(ok({ namesPatient: false, patient: null, referral: { ...referral, clinicId: 'mat' } }));
  });

  it.each([{ DON_VI_CHUYEN_TUYEN: 'Trạm' }, { SO_GIAY_CHUYEN_TUYEN: ' ', DON_VI_CHUYEN_TUYEN: 'Trạm' }])(
    'without a number is none (%o)',
    async (answer) => {
      data({ CHUYEN_TUYEN: answer });
      const slip = await hospital.findSlip({ kind: 'referral', code: 'CT00000001' });
      expect(slip).toMatchObject(ok({ referral: null }));
      data({ MA_KQ: '000', CHUYEN_TUYEN: answer });
      const subject = { ...noKeys, patientId: null, fullName: null, birthDate: null };
      expect(await hospital.eligibility(subject)).toMatchObject(ok({ code: '000', referral: null }));
    },
  );
});

describe('a slip without the record of its patient', () => {
  const slipOf = async (record: unknown) => {
    served.says((path) => (path === '/phieu' ? { MA_BN: 'BN1', BENH_NHAN: null } : record));
    return hospital.findSlip({ kind: 'appointment', code: 'LH00000001' });
  };

  it('is that of the patient whom it names by their code', async () => {
    const slip = await slipOf([{ MA_BN: 'BN1', HO_TEN: 'A' }]);
    expect(slip).toMatchObject(ok({ namesPatient: true, patient: { id: 'BN1' } }));
  });

  it('names somebody all the same when there is no such record', async () => {
    expect(await slipOf([])).toMatchObject(ok({ namesPatient: true, patient: null }));
  });

  it('is not known when the record cannot be asked for', async () => {
    expect(await slipOf(undefined)).toMatchObject({ ok: false });
  });
});

it('a slip whose patient cannot be asked for is not known', async () => {
  served.says((path) =>
    path === '/phieu'
      ? { BENH_NHAN: { MA_BN: 'BN1', HO_TEN: 'A', TRANG_THAI: 'DA_GOP', MA_BN_GOP: 'BN2' } }
      : undefined,
  );
  expect(await hospital.findSlip({ kind: 'referral', code: 'CT00000001' })).toMatchObject({ ok: false });
});

describe('a clinic', () => {
  const clinic = { MA_PHONG: 'mat', TEN_PHONG: 'Mắt', MO_CUA: 1 };

  it.each<[string, object, object]>([
    ['that says no more', {}, { building: null, specialty: null, isScreening: false, waiting: null }],
    ['whose specialty has no name', { MA_CHUYEN_KHOA: 'mat' }, { specialty: null }],
    [
      'whose specialty has one name',
      { MA_CHUYEN_KHOA: 14, TEN_CHUYEN_KHOA: 'Mắt' },
      { specialty: { code: '14', name: { vi: 'Mắt', en: 'Mắt' } } },
    ],
    ['where staff look first', { SANG_LOC: '1', TOA_NHA: 'B' }, { isScreening: true, building: 'B' }],
  ])('%s', async (_name, fields, expected) => {
    data([{ ...clinic, ...fields }]);
    expect(await hospital.clinics()).toMatchObject(ok([{ id: 'mat', ...expected }]));
  });
});

describe('a clinic’s day', () => {
  it('has hours that are not known when one cannot be read; closed all day is known', async () => {
    data([
      { MA_PHONG: 'a', GIO_LAM: [{ TU: '0700', DEN: '2500' }], HAN_MUC: [{ BUOI: 'TOI', TOI_DA: 1, CON_LAI: 1 }] },
      { MA_PHONG: 'b', GIO_LAM: [], KHUNG_GIO: [{ BAT_DAU: '202611239900' }], MA_DICH_VU: '02.03' },
      { MA_PHONG: 'c', GIO_LAM: null },
    ]);
    const rest = { quotas: [], doctors: [], slots: [], later: [] };
    expect(await hospital.schedule('2026-11-23')).toEqual(
      ok([
        { clinicId: 'a', hours: null, service: null, ...rest },
        { clinicId: 'b', hours: [], service: { code: '02.03', name: '02.03' }, ...rest },
        { clinicId: 'c', hours: null, service: null, ...rest },
      ]),
    );
  });

  it('leaves out later sessions that name no day or no half of it, and takes a doctor at their name', async () => {
    const later = [
      { NGAY: '20261124', BUOI: 'CHIEU' },
      { NGAY: '20261124', BUOI: 'TOI' },
      { NGAY: '20261122', BUOI: 'CHIEU' },
      { NGAY: '20261225', BUOI: 'SANG' },
      { NGAY: '20261100', BUOI: 'SANG' },
      { NGAY: 'tomorrow', BUOI: 'SANG' },
    ];
    data([{ MA_PHONG: 'a', BUOI_SAU: later, BAC_SI: [{ MA_BAC_SI: 'bs', TEN_BAC_SI: 'BS', SO_CHO: '' }] }]);
    expect(await hospital.schedule('2026-11-23')).toMatchObject(
      ok([
        {
          later: [{ serviceDate: '2026-11-24', session: 'afternoon' }],
          doctors: [{ id: 'bs', name: 'BS', waiting: null, isAbsent: false }],
        },
      ]),
    );
  });
});

it('communes whose codes are numbers are communes', async () => {
  data([{ MA_XA: 4, TEN_XA: 'Phường Ba Đình', MA_TINH: 1, TEN_TINH: 'Hà Nội' }]);
  expect(await hospital.addressUnits()).toEqual(
    ok([{ code: '4', name: 'Phường Ba Đình', provinceCode: '1', provinceName: 'Hà Nội' }]),
  );
});

it('required fields that the kiosk does not know are not asked for', async () => {
  data({ TRUONG: ['DIEN_THOAI', 'NHOM_MAU', 'NGUOI_GIAM_HO', 'DAN_TOC', 'DIEN_THOAI_NGUOI_NHA', 'MAXA_CU_TRU'] });
  expect(await hospital.requiredFields()).toEqual(ok(['phone', 'guardian', 'ethnicity', 'relative', 'address']));
});

it('a hospital that says little of itself is one all the same', async () => {
  data({ PHAN_MEM: 'HIS', CHUC_NANG: ['PHIEU', 'XEM_PHIM'] });
  expect(await hospital.capabilities()).toEqual(ok({ software: 'HIS', version: null, offers: ['slips'] }));
  data({ MA_PHONG: 'mat' });
  expect(await hospital.lastVisit('BN1')).toEqual(ok({ clinicId: 'mat', doctorId: null }));
  data({ MA_KQ: '000', MA_DKBD: '01005' });
  const subject = { ...noKeys, patientId: null, fullName: null, birthDate: null };
  expect(await hospital.eligibility(subject)).toMatchObject(ok({ registeredFacility: { code: '01005', name: null } }));
  data([{ MA_PHONG: 'a', KHUNG_GIO: [{ BAT_DAU: '202611230900' }] }]);
  expect(await hospital.schedule('2026-11-23')).toMatchObject(
    ok([{ slots: [{ start: '2026-11-23T09:00:00+07:00', doctorId: null }] }]),
  );
});

it('a call for staff that nobody hears is a failure', async () => {
  served.says(() => undefined);
  const call = { key: 'k', kioskId: 'K1', location: 'Sảnh A', urgency: 'emergency' } as const;
  expect(await hospital.callStaff(call)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
});

it('a call for staff says how urgent it is', async () => {
  const bodies: unknown[] = [];
  served.says((_path, body) => {
    bodies.push(JSON.parse(body));
    return null;
  });
  for (const urgency of ['help', 'emergency'] as const) {
    await hospital.callStaff({ key: 'k', kioskId: 'K1', location: 'Sảnh A', urgency });
  }
  expect(bodies).toMatchObject([{ MUC_DO: 'HO_TRO' }, { MUC_DO: 'KHAN_CAP' }]);
});
