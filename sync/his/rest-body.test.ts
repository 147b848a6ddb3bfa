import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registrationSchema } from '../../fixtures/his/rest-bodies.ts';
import type { OutboxSubject, VisitDraft } from '../registration.ts';
import { restBodyBuilder } from './rest-body.ts';
import { desk, nobody, somebody, stamp, visit } from './test-registration.ts';

const build = restBodyBuilder({ facilityCode: '01005' });
const body = (subject: OutboxSubject): unknown => JSON.parse(build(subject));

const stampFields = {
  MA_LK: stamp.key,
  MA_CSKCB: '01005',
  MA_KIOSK: 'K1',
  NGAY_VAO: '202611230815',
  NGAY_KHAM: '20261123',
  BUOI: 'SANG',
  STT: 'A001',
  LOAI_STT: 1,
};

const personFields = {
  HO_TEN: 'Nguyễn Văn An',
  NGAY_SINH: '198503150000',
  GIOI_TINH: '1',
  SO_CCCD: '001085012345',
  SO_CMND: '012345678',
  MA_THE_BHYT: 'GD4010123456789',
  SO_HO_CHIEU: null,
  DIA_CHI: 'Số 1 Phố Huế, Hà Nội',
};

describe('a visit', () => {
  it('has the fields of the ministry’s check-in table that a kiosk can know', () => {
    expect(body(visit())).toEqual({
      LOAI: 'DANG_KY',
      ...stampFields,
      BENH_NHAN: { TINH_TRANG: 'MOI', ...personFields },
      BHYT: { MA_THE_BHYT: 'GD4010123456789', GT_THE_TU: '20260101', GT_THE_DEN: '20261231', MA_DKBD: '01005' },
      MA_PHONG: 'noi-tong-quat',
      TEN_PHONG: 'Nội tổng quát',
      LUONG: 'BHYT',
      LY_DO_UU_TIEN: null,
      MA_DOITUONG_KCB: '1.1',
      MA_LOAI_KCB: '01',
      MA_DICH_VU: '02.1897',
      TEN_DICH_VU: 'Khám Nội',
      MA_LICH_HEN: null,
      XAC_THUC: [
        { CACH: 'code-scanned', KET_QUA: null, DO_GIONG: null },
        { CACH: 'chip-read', KET_QUA: 'consistent', DO_GIONG: null },
      ],
      MA_BAM_QR: 'ab'.repeat(32),
    });
  });

  it('of a paying patient has neither card nor service, and its own number', () => {
    const paying = visit({
      coverage: null,
      checkIn: { objectCode: null, careType: null, service: null },
      stream: 'priority',
      priorityReason: 'age-75-or-more',
      session: 'afternoon',
      ticket: { number: 'K1-001', official: false },
      evidence: [
        { method: 'number-typed' },
        { method: 'vneid-verified' },
        { method: 'chip-not-read', reason: 'no-card' },
        { method: 'face-matches-chip', similarity: 0.8 },
        { method: 'face-returning', factor: 'ticket', similarity: 0.55 },
        { method: 'face-not-recognised' },
        { method: 'staff-compared', result: 'same-person', by: 'lan' },
      ],
    });
    expect(body(paying)).toMatchObject({
      BHYT: null,
      MA_DICH_VU: null,
      LUONG: 'UU_TIEN',
      LY_DO_UU_TIEN: 'age-75-or-more',
      BUOI: 'CHIEU',
      STT: 'K1-001',
      LOAI_STT: 2,
      XAC_THUC: [
        { CACH: 'number-typed', KET_QUA: null, DO_GIONG: null },
        { CACH: 'vneid-verified', KET_QUA: null, DO_GIONG: null },
        { CACH: 'chip-not-read', KET_QUA: 'no-card', DO_GIONG: null },
        { CACH: 'face-matches-chip', KET_QUA: null, DO_GIONG: 0.8 },
        { CACH: 'face-returning', KET_QUA: 'ticket', DO_GIONG: 0.55 },
        { CACH: 'face-not-recognised', KET_QUA: null, DO_GIONG: null },
        { CACH: 'staff-compared', KET_QUA: 'same-person', DO_GIONG: null, NGUOI_DOI_CHIEU: 'lan' },
      ],
    });
  });

  it.each<[string, Partial<VisitDraft>, object]>([
    [
      'whom the hospital has is said by the code alone',
      { patient: { kind: 'known', patientId: 'BN1' } },
      { TINH_TRANG: 'DA_CO', MA_BN: 'BN1' },
    ],
    [
      'looked up offline is provisional',
      { patient: { kind: 'provisional', reason: 'hospital-unreachable' } },
      { TINH_TRANG: 'TAM', LY_DO_TAM: 'hospital-unreachable', ...personFields },
    ],
    [
      'without a strong key is provisional, whatever the visit believed',
      { person: { ...nobody, fullName: 'Lê Văn Bốn', birthDate: '1961', passportNumber: 'B1234567' } },
      {
        TINH_TRANG: 'TAM',
        LY_DO_TAM: 'no-strong-key',
        HO_TEN: 'Lê Văn Bốn',
        NGAY_SINH: '196100000000',
        GIOI_TINH: '3',
        SO_CCCD: null,
        SO_CMND: null,
        MA_THE_BHYT: null,
        SO_HO_CHIEU: 'B1234567',
        DIA_CHI: null,
      },
    ],
    [
      'with an insurance number alone is new',
      { person: { ...nobody, insuranceNumber: '0123456789' } },
      expect.objectContaining({ TINH_TRANG: 'MOI', MA_THE_BHYT: '0123456789' }) as object,
    ],
  ])('a patient %s', (_name, overrides, expected) => {
    expect(body(visit(overrides))).toHaveProperty('BENH_NHAN', expected);
  });
});

describe('what a visit brings', () => {
  it.each<[string, Partial<VisitDraft>, object]>([
    ['a doctor', { doctor: { id: 'bs-hoa', name: 'BS. Hòa' } }, { MA_BAC_SI: 'bs-hoa', TEN_BAC_SI: 'BS. Hòa' }],
    [
      'a referral',
      { referral: { number: '12/GCT', facility: null, validTo: '2026-12-31' } },
      {
        CHUYEN_TUYEN: { SO_GIAY_CHUYEN_TUYEN: '12/GCT', DON_VI_CHUYEN_TUYEN: null, HAN_CHUYEN_TUYEN: '20261231' },
      },
    ],
    ['a declaration', { declared: ['pregnancy', 'disability'] }, { TU_KHAI: ['MANG_THAI', 'KHUYET_TAT'] }],
    [
      'answers',
      { answers: [{ field: 'address', value: '01001', source: 'code' }] },
      { TRA_LOI: [{ TRUONG: 'MAXA_CU_TRU', GIA_TRI: '01001', NGUON: 'MA_QR' }] },
    ],
    [
      'what is missing',
      { missing: ['relative', 'guardian'] },
      { CON_THIEU: ['DIEN_THOAI_NGUOI_NHA', 'NGUOI_GIAM_HO'] },
    ],
    ['a carer', { carer: somebody }, { NGUOI_DI_CUNG: personFields }],
    [
      'differences',
      { conflicts: [{ field: 'residence', shown: 'Hà Nội', found: 'Huế' }] },
      { MAU_THUAN: [{ TRUONG: 'residence', GIAY_TO: 'Hà Nội', HO_SO: 'Huế' }] },
    ],
    ['a later session', { planned: { serviceDate: '2026-11-23', session: 'morning' } }, { DAT_TRUOC: 1 }],
  ])('%s is added, and nothing else changes', (_name, overrides, expected) => {
    expect(body(visit(overrides))).toEqual({ ...(body(visit()) as object), ...expected });
  });
});

describe('a desk follow-up', () => {
  it('carries what was captured and what contradicts', () => {
    expect(body(desk())).toEqual({
      LOAI: 'TAI_QUAY',
      ...stampFields,
      STT: 'D-K1-001',
      LOAI_STT: 2,
      LY_DO: 'record-conflict',
      BENH_NHAN: { TINH_TRANG: 'DA_CO', MA_BN: 'pat-1', ...personFields },
      MAU_THUAN: [{ TRUONG: 'birth-date', GIAY_TO: '1985-03-15', HO_SO: '1958-03-15' }],
      XAC_THUC: [{ CACH: 'code-scanned', KET_QUA: null, DO_GIONG: null }],
      MA_BAM_QR: null,
    });
    expect(body(desk({ carer: somebody }))).toMatchObject({ NGUOI_DI_CUNG: personFields });
    expect(body(desk({ patient: { kind: 'new' } }))).toMatchObject({ BENH_NHAN: { TINH_TRANG: 'TAM' } });
  });
});

describe('an amendment', () => {
  const amendmentStamp = { ...stamp, key: '9d6a2f10-0b7c-4f3e-8a55-1c2d3e4f5a6b' };
  const common = { ...stampFields, MA_LK: amendmentStamp.key, MA_LK_GOC: stamp.key };

  it.each<[OutboxSubject, object]>([
    [
      { ...amendmentStamp, kind: 'cancel', visitKey: stamp.key },
      { LOAI: 'HUY', ...common },
    ],
    [
      {
        ...amendmentStamp,
        kind: 'change-clinic',
        visitKey: stamp.key,
        clinic: { id: 'mat', name: 'Mắt' },
        stream: 'priority',
        priorityReason: 'age-75-or-more',
        service: { code: '14.1896', name: 'Khám Mắt' },
      },
      {
        LOAI: 'DOI_PHONG',
        ...common,
        MA_PHONG: 'mat',
        TEN_PHONG: 'Mắt',
        LUONG: 'UU_TIEN',
        LY_DO_UU_TIEN: 'age-75-or-more',
        MA_DICH_VU: '14.1896',
        TEN_DICH_VU: 'Khám Mắt',
      },
    ],
    [
      {
        ...amendmentStamp,
        kind: 'refusal-notice',
        visitKey: stamp.key,
        reason: 'clinic-full',
        clinicId: 'mat',
        sendTo: null,
      },
      { LOAI: 'BAO_TU_CHOI', ...common, LY_DO: 'HET_SO', MA_PHONG: 'mat', CHUYEN_DEN: null },
    ],
  ])('names the visit by its key and nobody by name', (subject, expected) => {
    expect(body(subject)).toEqual(expected);
    for (const secret of [somebody.fullName, somebody.idNumber]) expect(build(subject)).not.toContain(secret);
  });
});

it('the same registration gives the same bytes', () => {
  expect(build(visit())).toBe(build(visit()));
  expect(build(desk())).toBe(build(desk()));
});

it('whatever a visit brings, a hospital that takes nothing it does not know takes it', () => {
  const text = fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme-ascii' });
  const date = fc.constantFrom(null, '2026-12-31', '2027');
  const field = fc.constantFrom('phone', 'relative', 'ethnicity', 'address', 'guardian');
  const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
  const brought = fc.record({
    doctor: orNull(fc.record({ id: fc.constant('bs-hoa'), name: text })),
    referral: orNull(fc.record({ number: text, facility: orNull(text), validTo: fc.constantFrom(null, '2026-12-31') })),
    declared: fc.uniqueArray(fc.constantFrom('pregnancy', 'disability')),
    answers: fc.uniqueArray(
      fc.record({ field, value: text, source: fc.constantFrom('chip', 'code', 'typed', 'carer') }),
      { selector: ({ field: asked }) => asked },
    ),
    missing: fc.uniqueArray(field),
    carer: orNull(fc.record({ ...fixed(nobody), fullName: orNull(text), birthDate: date })),
    conflicts: fc.array(fc.record({ field: text.map((name) => name.slice(0, 60)), shown: text, found: text })),
    planned: orNull(
      fc.record({ serviceDate: fc.constant('2026-11-24'), session: fc.constantFrom('morning', 'afternoon') }),
    ),
    patient: fc.constantFrom(...patients),
    checkAtDoor: fc.boolean(),
  });
  fc.assert(
    fc.property(brought, (overrides) => {
      expect(registrationSchema.safeParse(body(visit(overrides as Partial<VisitDraft>))).error).toBeUndefined();
      const { carer, conflicts } = overrides as VisitDraft;
      expect(registrationSchema.safeParse(body(desk({ carer, conflicts }))).error).toBeUndefined();
    }),
  );
});

const patients = [
  { kind: 'known', patientId: 'BN1' },
  { kind: 'new' },
  { kind: 'provisional', reason: 'similar-record' },
] as const;

const fixed = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fc.constant(each)]));

describe('what a patient shows and comes for', () => {
  const unknown = { ...somebody, patientCode: 'BN00000009' };

  it('is said to the desk with the code that the hospital may not know', () => {
    const draft = desk({
      person: unknown,
      carer: unknown,
      patient: { kind: 'provisional', reason: 'no-strong-key' },
      appointmentIds: ['LH-1', 'LH-2'],
    });
    expect(body(draft)).toMatchObject({
      BENH_NHAN: { TINH_TRANG: 'TAM', MA_BN: 'BN00000009' },
      NGUOI_DI_CUNG: { MA_BN: 'BN00000009' },
      DS_LICH_HEN: ['LH-1', 'LH-2'],
    });
    expect(body(desk())).not.toHaveProperty('DS_LICH_HEN');
  });

  it('is a slip or a ticket that the desk is told of, and nothing where none was shown', () => {
    const referral = { kind: 'slip', slip: 'referral', code: 'CT00000001' } as const;
    expect(body(desk({ shown: referral }))).toMatchObject({
      GIAY_DA_QUET: { LOAI: 'CHUYEN_TUYEN', MA_PHIEU: 'CT00000001' },
    });
    const ticket = { kind: 'ticket', visitKey: stamp.key, number: null } as const;
    expect(body(desk({ shown: ticket }))).toMatchObject({ PHIEU_DA_QUET: { MA_LK: stamp.key, STT: null } });
    for (const shown of [referral, ticket]) {
      expect(registrationSchema.safeParse(body(desk({ shown }))).error).toBeUndefined();
    }
    expect(JSON.stringify(body(desk()))).not.toContain('DA_QUET');
  });

  it('may be several appointments, and a doctor of whom only the code is known', () => {
    const draft = visit({
      appointmentId: 'LH-1',
      otherAppointmentIds: ['LH-2'],
      doctor: { id: 'bs-1', name: '' },
    });
    expect(body(draft)).toMatchObject({ MA_LICH_HEN: 'LH-1', MA_LICH_HEN_KHAC: ['LH-2'], MA_BAC_SI: 'bs-1' });
    expect(body(draft)).not.toHaveProperty('TEN_BAC_SI');
  });
});
