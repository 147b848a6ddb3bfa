import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paymentCode } from '../../fixtures/his/payment-code.ts';
import { createRestMock, type RestMock } from '../../fixtures/his/rest-mock.ts';
import { specimenPeople } from '../../fixtures/people/person.ts';
import type { AmendmentDraft, OutboxSubject } from '../registration.ts';
import type { HospitalApi, SubmitAnswer } from './hospital-api.ts';
import { restBodyBuilder } from './rest-body.ts';
import { createRestHospital } from './rest-hospital.ts';
import { desk, nobody, somebody, stamp, visit } from './test-registration.ts';

const noon = new Date('2026-11-23T05:00:00Z');
const signing = { merchantId: 'kiosk-1', signingSecret: 'bí mật' };
const build = restBodyBuilder({ facilityCode: '01005' });

let mock: RestMock;
let hospital: HospitalApi;

beforeEach(async () => {
  mock = await createRestMock({
    now: () => noon,
    timeZone: 'Asia/Ho_Chi_Minh',
    people: specimenPeople(),
    ...signing,
  });
  mock.rules.requiredFields = ['HO_TEN', 'NGAY_SINH', 'GIOI_TINH'];
  hospital = createRestHospital({
    baseUrl: mock.url,
    kioskId: 'K1',
    ...signing,
    timeoutMs: 5_000,
    submitTimeoutMs: 5_000,
    now: () => noon,
  });
});

afterEach(async () => {
  await hospital.close();
  await mock.close();
});

const submit = (subject: OutboxSubject): Promise<SubmitAnswer> => hospital.submit(subject.key, build(subject));
const again = (overrides: Parameters<typeof visit>[0] = {}) => visit({ key: randomUUID(), ...overrides });
const amend = (draft: AmendmentDraft, number = 'A001'): Promise<SubmitAnswer> =>
  submit({ ...stamp, key: randomUUID(), ticket: { number, official: false }, ...draft });
const lease = (clinicId: string, session: 'morning' | 'afternoon' = 'morning') =>
  hospital.leaseNumbers({
    kioskId: 'K1',
    clinicId,
    serviceDate: stamp.serviceDate,
    session,
    stream: 'insured',
    size: 5,
  });

const session = { serviceDate: stamp.serviceDate, session: stamp.session };
const confirmed = (fields: object) => ({ kind: 'confirmed', encounterId: 'KB000001', ...fields });

describe('a registration', () => {
  it('is made once, however often it is sent', async () => {
    await lease('noi-tong-quat');
    expect(await submit(visit())).toEqual(confirmed({ alreadyThere: false, number: 'A001' }));
    expect(await submit(visit())).toEqual(confirmed({ alreadyThere: true, number: 'A001' }));
    const all = await Promise.all([submit(visit()), submit(visit())]);
    expect(all.every(({ kind }) => kind === 'confirmed' || kind === 'retry')).toBe(true);
    expect(mock.counts()).toMatchObject({ visits: 1 });
  });

  it('whose answer was lost is confirmed by the next try', async () => {
    mock.failNext('lost-answer');
    expect(await submit(visit())).toEqual({
      kind: 'retry',
      detail: 'UND_ERR_SOCKET',
      retryAfterMs: null,
      isAway: true,
    });
    expect(mock.counts().visits).toBe(1);
    expect(await submit(visit())).toMatchObject(confirmed({ alreadyThere: true }));
  });

  it('that is still worked on is tried later', async () => {
    const release = mock.holdNext();
    const both = [submit(visit()), submit(visit())];
    const tooEarly = { kind: 'retry', detail: 'http-409 DANG_XU_LY', retryAfterMs: null, isAway: false };
    expect(await Promise.race(both)).toEqual(tooEarly);
    release();
    expect(await Promise.all(both)).toEqual(
      expect.arrayContaining([tooEarly, confirmed({ alreadyThere: false, number: 'A001' })]),
    );
  });

  it('under the key of another is dead', async () => {
    await submit(visit());
    expect(await submit(visit({ ticket: { number: 'A002', official: true } }))).toEqual({
      kind: 'dead',
      status: 422,
      detail: 'http-422 KHAC_NOI_DUNG',
      refusal: { reason: 'other', sendTo: null },
    });
  });

  it('with a number of the kiosk’s own is adopted: the number on its paper counts', async () => {
    const ticket = { number: 'K1-001', official: false };
    expect(await submit(visit({ ticket }))).toMatchObject({ alreadyThere: false, number: 'K1-001' });
    expect(await submit(visit({ ticket }))).toMatchObject({ alreadyThere: true, number: 'K1-001' });
    expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { number: 'K1-001' } });
  });

  it('of the same person from another kiosk becomes the first one’s ticket, and answers to both keys', async () => {
    await submit(visit());
    const second = again({ kioskId: 'K2', ticket: { number: 'K2-001', official: false } });
    expect(await submit(second)).toEqual(confirmed({ alreadyThere: true, number: 'A001' }));
    expect(await submit(again({ session: 'afternoon' }))).toMatchObject({ alreadyThere: false });
    expect(await hospital.ticket(second.key)).toMatchObject({ value: { number: 'A001', clinicId: 'noi-tong-quat' } });
    await amend({ kind: 'cancel', visitKey: second.key });
    expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { state: 'cancelled' } });
  });

  it('with an appointment takes it from the list, and is one an appointment', async () => {
    await hospital.dayAppointments(stamp.serviceDate);
    const patient = { kind: 'known', patientId: 'BN26001047' } as const;
    const withAppointment = { patient, appointmentId: 'LH-p01-20261123' };
    expect(await submit(visit(withAppointment))).toMatchObject({ alreadyThere: false });
    expect(await submit(again({ ...withAppointment, session: 'afternoon' }))).toMatchObject({ alreadyThere: true });
    const period = { from: stamp.serviceDate, to: stamp.serviceDate };
    expect(await hospital.appointments('BN26001047', period)).toMatchObject({ value: [{ status: 'arrived' }] });
    const day = await hospital.dayAppointments(stamp.serviceDate);
    expect(day.ok && day.value.filter(({ patientId }) => patientId === 'BN26001047')).toEqual([]);
  });

  it('whose key matches several patients is dead', async () => {
    const twice = { ...nobody, idNumber: '094176003582' };
    expect(await submit(visit({ person: twice }))).toMatchObject({ status: 412, detail: 'http-412 NHIEU_BENH_NHAN' });
  });

  it('without a strong key makes a provisional patient, once', async () => {
    const { patients } = mock.counts();
    const stranger = visit({ person: { ...nobody, fullName: 'Lê Văn Bốn' }, coverage: null });
    await submit(stranger);
    await submit(stranger);
    expect(mock.counts().patients).toBe(patients + 1);
  });

  it('that staff take over has no visit', async () => {
    expect(await submit(desk({ patient: { kind: 'new' } }))).toEqual({
      kind: 'confirmed',
      encounterId: null,
      alreadyThere: false,
      number: 'D-K1-001',
    });
    expect(mock.counts()).toMatchObject({ visits: 0, deskTasks: 1 });
  });
});

describe('a refusal', () => {
  const dead = (detail: string, refusal: object) => ({ kind: 'dead', status: 422, detail, refusal });

  it('of a full clinic says where to go instead', async () => {
    mock.rules.quotas.set('noi-tong-quat SANG', 0);
    mock.rules.sendTo.set('noi-tong-quat', 'ngoai');
    expect(await submit(visit())).toEqual(dead('http-422 HET_SO', { reason: 'clinic-full', sendTo: 'ngoai' }));
    mock.rules.quotas.clear();
    expect(await submit(visit())).toMatchObject({ kind: 'confirmed' });
  });

  it('of a closed clinic counts the time of check-in', async () => {
    mock.rules.hours.set('noi-tong-quat', { from: '1300', to: '1700' });
    expect(await submit(visit())).toEqual(dead('http-422 NGUNG_KHAM', { reason: 'clinic-closed', sendTo: null }));
    expect(await submit(visit({ registeredAt: '2026-11-23T13:00:00+07:00' }))).toMatchObject({ kind: 'confirmed' });
  });

  it('of a patient is for the desk', async () => {
    mock.setStanding('BN26001047', 'BI_CHAN');
    expect(await submit(visit({ patient: { kind: 'known', patientId: 'BN26001047' } }))).toEqual(
      dead('http-422 BI_CHAN', { reason: 'patient-blocked', sendTo: null }),
    );
  });

  it('is told to the desk by a notice', async () => {
    const notice = { kind: 'refusal-notice', reason: 'clinic-full', clinicId: 'mat', sendTo: null } as const;
    expect(await amend({ ...notice, visitKey: stamp.key })).toMatchObject({ kind: 'confirmed', encounterId: null });
    expect(mock.counts().deskTasks).toBe(1);
  });
});

describe('an amendment', () => {
  const toEye = {
    kind: 'change-clinic',
    visitKey: stamp.key,
    clinic: { id: 'mat', name: 'Mắt' },
    stream: 'insured',
    priorityReason: null,
    service: null,
  } as const;

  it('cancels; the place is free again and the number is nobody’s', async () => {
    await lease('noi-tong-quat');
    await submit(visit());
    expect(await amend({ kind: 'cancel', visitKey: stamp.key })).toMatchObject(confirmed({ alreadyThere: false }));
    expect(await amend({ kind: 'cancel', visitKey: stamp.key })).toMatchObject(confirmed({ alreadyThere: true }));
    expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { state: 'cancelled', ahead: null } });
    expect(await submit(again())).toMatchObject({ alreadyThere: false, encounterId: 'KB000002' });
  });

  it('moves the same visit to another clinic under its new number', async () => {
    await submit(visit());
    await lease('mat');
    expect(await amend(toEye, 'D001')).toEqual(confirmed({ alreadyThere: false, number: 'D001' }));
    expect(await hospital.ticket(stamp.key)).toEqual({
      ok: true,
      value: { state: 'waiting', number: 'D001', clinicId: 'mat', moment: session, ahead: 0 },
    });
    expect(mock.counts().visits).toBe(1);
  });

  it('that moves keeps the reason to go first, and is the examination of the other clinic', async () => {
    await submit(visit({ stream: 'priority', priorityReason: 'age-75-or-more' }));
    const first = { priorityReason: 'age-75-or-more', serviceCode: '02.1897' };
    expect(mock.visit(stamp.key)).toMatchObject(first);
    await amend({ ...toEye, stream: 'priority' });
    expect(mock.visit(stamp.key)).toMatchObject({ ...first, serviceCode: '14.1896' });
    await amend({ ...toEye, service: { code: '14.1900', name: 'Khám Mắt theo yêu cầu' } });
    expect(mock.visit(stamp.key)).toMatchObject({ priorityReason: null, serviceCode: '14.1900' });
  });

  it('that moves to where the patient queues already keeps that place', async () => {
    await submit(visit());
    const other = again({ clinic: toEye.clinic, ticket: { number: 'D001', official: true } });
    await submit(other);
    expect(await amend(toEye, 'D002')).toMatchObject({ encounterId: 'KB000002', alreadyThere: true, number: 'D001' });
    expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { state: 'cancelled' } });
  });

  it('is refused like a registration, and of a visit that is gone or never was', async () => {
    await submit(visit());
    mock.rules.quotas.set('mat SANG', 0);
    expect(await amend(toEye)).toMatchObject({ kind: 'dead', refusal: { reason: 'clinic-full' } });
    await amend({ kind: 'cancel', visitKey: stamp.key });
    expect(await amend(toEye)).toMatchObject({ kind: 'dead', detail: 'http-422 DA_HUY' });
    expect(await amend({ kind: 'cancel', visitKey: randomUUID() })).toMatchObject({ kind: 'dead', status: 404 });
  });
});

describe('what follows', () => {
  it('is a queue that moves', async () => {
    await submit(visit());
    const second = again({ person: { ...somebody, idNumber: '001085099999' } });
    await submit(second);
    expect(await hospital.ticket(second.key)).toMatchObject({ value: { state: 'waiting', ahead: 1 } });
    mock.setState(stamp.key, 'GOI');
    expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { state: 'called', ahead: null } });
    expect(await hospital.ticket(second.key)).toMatchObject({ value: { ahead: 0 } });
    mock.setState(stamp.key, 'XONG');
    expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { state: 'done' } });
  });

  it('is an invoice that the hospital calls paid', async () => {
    const expires = '202611230930';
    mock.setInvoice('KB000001', { state: 'CHUA_TT', amount: 150_000, expires });
    expect(await hospital.invoiceStatus('KB000001')).toEqual({
      ok: true,
      value: {
        kind: 'open',
        amount: 150_000,
        currency: 'VND',
        paymentCode: paymentCode({ amount: 150_000, purpose: 'THANH TOAN HD000001' }),
        expiresAt: '2026-11-23T09:30:00+07:00',
        invoiceNumber: 'HD000001',
      },
    });
    mock.setInvoice('KB000001', { state: 'CHUA_TT', amount: 150_000, code: null });
    expect(await hospital.invoiceStatus('KB000001')).toMatchObject({ value: { paymentCode: null, expiresAt: null } });
    for (const [state, kind] of [
      ['DA_TT', 'balanced'],
      ['HUY', 'cancelled'],
      ['THUA', 'paid-twice'],
    ] as const) {
      mock.setInvoice('KB000001', { state, amount: 150_000 });
      expect(await hospital.invoiceStatus('KB000001')).toEqual({ ok: true, value: { kind } });
    }
  });

  it('is a fee for who pays alone', async () => {
    mock.rules.fee = 120_000;
    await submit(visit({ coverage: null, stream: 'paying' }));
    expect(await hospital.invoiceStatus('KB000001')).toMatchObject({ value: { kind: 'open', amount: 120_000 } });
    expect(await hospital.invoiceStatus('KB000002')).toEqual({ ok: true, value: { kind: 'none' } });
  });

  it('is an audit head that only grows', async () => {
    const head = (count: number, digit: string) => ({ count, hash: digit.repeat(64) });
    await hospital.submit(stamp.key, build(visit()), undefined, head(7, 'a'));
    await hospital.submit(stamp.key, build(visit()), undefined, head(5, 'b'));
    expect(await hospital.auditHead('K1')).toEqual({ ok: true, value: head(7, 'a') });
  });
});
