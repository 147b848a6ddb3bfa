/** Consents and their withdrawal over REST: the fields, and what the hospital makes of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registrationSchema } from '../../fixtures/his/rest-bodies.ts';
import type { RestMock } from '../../fixtures/his/rest-mock.ts';
import type { OutboxSubject } from '../registration.ts';
import type { HospitalApi } from './hospital-api.ts';
import { restBodyBuilder } from './rest-body.ts';
import { openRestMock } from './rest-testing.ts';
import { consent, stamp, visit, withdrawal } from './test-registration.ts';

const build = restBodyBuilder({ facilityCode: '01005' });
const body = (subject: OutboxSubject): unknown => JSON.parse(build(subject));

describe('the body of a consent', () => {
  it('says who agreed to what, when, by which law and in which words', () => {
    expect(body(consent)).toEqual({
      LOAI: 'DONG_Y',
      MA_LK: consent.key,
      MA_CSKCB: '01005',
      MA_KIOSK: 'K1',
      NGAY_VAO: '202611230815',
      MA_LK_GOC: stamp.key,
      MA_DONG_Y: consent.consentId,
      TRANG_THAI: 'HIEU_LUC',
      MA_BN: null,
      SO_CCCD: '001085012345',
      MUC_DICH: 'NHAN_DIEN_KHUON_MAT',
      CAN_CU: '91/2025/QH15',
      NGAY_DONG_Y: '202611230815',
      NGAY_RUT: null,
      PHIEN_BAN: '1',
      NGON_NGU: 'vi',
      MA_BAM_VAN_BAN: 'ab'.repeat(32),
    });
  });

  it('that is withdrawn has the same code, and when that was', () => {
    expect(body(withdrawal)).toMatchObject({
      MA_LK: withdrawal.key,
      MA_DONG_Y: consent.consentId,
      TRANG_THAI: 'DA_RUT',
      NGAY_RUT: '202611231000',
    });
  });

  it.each([
    ['names nobody', { ...consent, idNumber: null }],
    ['is withdrawn at no time', { ...withdrawal, withdrawnAt: null }],
    ['is withdrawn and holds', { ...withdrawal, status: 'active' as const }],
  ])('that %s is taken by no strict hospital', (_name, subject) => {
    expect(registrationSchema.safeParse(body(consent)).success).toBe(true);
    expect(registrationSchema.safeParse(body(subject)).success).toBe(false);
  });
});

describe('a hospital', () => {
  let mock: RestMock;
  let hospital: HospitalApi;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ mock, hospital, close } = await openRestMock());
  });

  afterEach(() => close());

  const submit = (subject: OutboxSubject) => hospital.submit(subject.key, build(subject));
  const confirmed = (alreadyThere: boolean) => ({ kind: 'confirmed', encounterId: null, alreadyThere, number: null });

  it('keeps a consent once, and as withdrawn from then on', async () => {
    for (const alreadyThere of [false, true]) expect(await submit(consent)).toEqual(confirmed(alreadyThere));
    expect(mock.consents()).toMatchObject([{ id: consent.consentId, state: 'HIEU_LUC', idNumber: '001085012345' }]);
    for (const alreadyThere of [false, true]) expect(await submit(withdrawal)).toEqual(confirmed(alreadyThere));
    expect(mock.consents()).toMatchObject([{ id: consent.consentId, state: 'DA_RUT' }]);
    expect(mock.counts()).toMatchObject({ visits: 0, deskTasks: 0 });
  });

  it('takes the withdrawal of a consent that it never had', async () => {
    expect(await submit(withdrawal)).toEqual(confirmed(false));
    expect(mock.consents()).toMatchObject([{ state: 'DA_RUT' }]);
  });

  it('refuses one of a patient whom it does not have', async () => {
    expect(await submit({ ...consent, patientId: 'BN00000000' })).toMatchObject({ kind: 'dead', status: 422 });
    expect(mock.consents()).toEqual([]);
  });

  it('keeps of a visit how its person was identified, and that they are looked at once more', async () => {
    await submit(
      visit({ checkAtDoor: true, evidence: [{ method: 'face-returning', factor: 'code', similarity: 0.5 }] }),
    );
    expect(JSON.parse(mock.visit(stamp.key)?.details ?? '')).toMatchObject({
      XAC_THUC: [{ CACH: 'face-returning', KET_QUA: 'code', DO_GIONG: 0.5 }],
      DOI_CHIEU_TAI_CUA: 1,
    });
    expect(body(visit())).not.toHaveProperty('DOI_CHIEU_TAI_CUA');
  });
});
