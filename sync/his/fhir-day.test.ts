/** What the kiosk keeps of the hospital's day, and what becomes of a visit, against the mock hospital over real HTTP. */
import { describe, expect, it } from 'vitest';
import { paymentCode } from '../../fixtures/his/payment-code.ts';
import {
  body,
  his,
  hospital,
  hospitalForEachTest,
  key,
  leaseRequest,
  person,
  submit,
} from './mock-hospital-testing.ts';
import { coverOfP01 } from './test-answers.ts';
import { cancel, desk, stamp, visit } from './test-registration.ts';

hospitalForEachTest();

const today = stamp.serviceDate;

it('offers every call', async () => {
  const offers = [
    'leases',
    'required-fields',
    'audit-head',
    'similar',
    'schedule',
    'day-appointments',
    'slips',
    'last-visit',
    'address-units',
    'ticket',
    'invoice',
  ];
  expect(await hospital.capabilities()).toMatchObject({ ok: true, value: { software: 'Tiếp Đón mock HIS', offers } });
});

it('says what a new patient must have', async () => {
  expect(await hospital.requiredFields()).toEqual({ ok: true, value: ['fullName', 'birthDate', 'sex'] });
  his.staff.setRequiredFields(['residence']);
  expect(await hospital.requiredFields()).toEqual({ ok: true, value: ['residence'] });
  his.staff.setRequiredFields([]);
  expect(await hospital.requiredFields()).toEqual({ ok: true, value: [] });
});

describe('the appointments of the day', () => {
  it('come with the keys that find them', async () => {
    const found = await hospital.dayAppointments(today);
    const all = found.ok ? found.value : [];
    expect(all.find(({ patientId }) => patientId === 'pat-p01')).toEqual({
      id: `appt-p01-${today}`,
      clinicId: 'noi-tong-quat',
      start: '2026-11-23T08:30:00+07:00',
      practitioner: 'BS. Lê Thị Mỹ Hòa',
      practitionerId: 'bs-hoa',
      kind: 'appointment',
      status: 'booked',
      movedTo: null,
      patientId: 'pat-p01',
      keys: {
        idNumber: person('p01').citizen?.idNumber,
        oldIdNumber: person('p01').citizen?.oldIdNumber ?? null,
        insuranceNumber: '0116042735',
        passportNumber: null,
        patientCode: 'BN26001047',
      },
    });
    const starts = all.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted());
    expect(await hospital.dayAppointments('2026-12-24')).toEqual({ ok: true, value: [] });
  });
});

describe('the schedule', () => {
  const eye = async () => {
    const days = await hospital.schedule(today);
    return days.ok ? days.value.find(({ clinicId }) => clinicId === 'mat') : null;
  };

  it('has hours, doctors, free times and the examination of each clinic', async () => {
    const day = await eye();
    expect(day).toMatchObject({
      clinicId: 'mat',
      hours: [{ opens: '00:00', closes: '23:59' }],
      quotas: [],
      doctors: [{ id: 'bs-quang', name: 'BS. Đỗ Minh Quang' }],
      service: { code: expect.any(String) as string, name: expect.stringMatching(/^Khám/) as string },
    });
    expect(day?.slots).toContainEqual({ start: '2026-11-23T15:00:00+07:00', doctorId: 'bs-quang' });
  });

  it('follows what staff set, and counts', async () => {
    his.staff.setClinic('mat', {
      hours: [
        { opens: '07:00', closes: '11:30' },
        { opens: '13:30', closes: '16:30' },
      ],
      quotas: { morning: 2 },
    });
    await submit(visit({ clinic: { id: 'mat', name: 'Mắt' } }));
    expect(await eye()).toMatchObject({
      hours: [
        { opens: '07:00', closes: '11:30' },
        { opens: '13:30', closes: '16:30' },
      ],
      quotas: [{ session: 'morning', limit: 2, left: 1 }],
    });
    his.staff.setClinic('mat', { hours: [] });
    expect(await eye()).toMatchObject({ hours: [] });
  });
});

describe('eligibility', () => {
  const ask = (id: string) =>
    hospital.eligibility({
      patientId: null,
      idNumber: person(id).citizen?.idNumber ?? null,
      insuranceNumber: person(id).insurance?.number ?? null,
      fullName: person(id).fullName,
      birthDate: person(id).birthDate,
    });

  it('comes with everything that the hospital says of a card', async () => {
    expect(await ask('p01')).toEqual({ ok: true, value: coverOfP01 });
    expect(await ask('p16')).toMatchObject({ value: { route: 'out-of-route', objectCode: '3.3' } });
    expect(await ask('f14')).toMatchObject({ value: { code: '003', replacedNumber: 'HS4494915026738' } });
  });

  it('sends an open stay to the counter', async () => {
    his.staff.setEligibility('DN4010116042735', { openStay: true });
    expect(await ask('p01')).toMatchObject({ value: { code: '000', outcome: 'counter', openStay: true } });
  });
});

describe('a ticket', () => {
  it('is found by its key as it goes on', async () => {
    await hospital.leaseNumbers(leaseRequest);
    expect(await hospital.ticket(stamp.key)).toEqual({ ok: true, value: null });
    await submit(visit());
    expect(await hospital.ticket(stamp.key)).toEqual({
      ok: true,
      value: {
        state: 'waiting',
        number: 'A001',
        clinicId: 'noi-tong-quat',
        moment: { serviceDate: today, session: 'morning' },
        ahead: 14,
      },
    });
    for (const state of ['called', 'done'] as const) {
      his.staff.setTicket(stamp.key, state);
      expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { state, ahead: null } });
    }
  });

  it('has the number that is on the paper', async () => {
    await submit(visit({ ticket: { number: 'K1-001', official: false } }));
    expect(await hospital.ticket(stamp.key)).toMatchObject({ value: { number: 'K1-001' } });
  });

  it('is found by the key of the second registration, too', async () => {
    await hospital.leaseNumbers(leaseRequest);
    await submit(visit());
    await submit(visit({ key: key(2), kioskId: 'K2', ticket: { number: 'K2-001', official: false } }));
    expect(await hospital.ticket(key(2))).toMatchObject({ value: { number: 'A001', state: 'waiting' } });
  });

  it('is none when it was for the desk, and cancelled when it was cancelled', async () => {
    await submit(desk());
    expect(await hospital.ticket(stamp.key)).toEqual({ ok: true, value: null });
    await submit(visit({ key: key(3) }));
    await submit({ ...stamp, ...cancel, key: key(4), visitKey: key(3) });
    expect(await hospital.ticket(key(3))).toMatchObject({ value: { state: 'cancelled' } });
  });
});

it('says what is to be paid, and never more', async () => {
  const answer = await submit(visit());
  const encounterId = answer.kind === 'confirmed' ? (answer.encounterId ?? '') : '';
  expect(await hospital.invoiceStatus(encounterId)).toEqual({ ok: true, value: { kind: 'none' } });
  his.staff.setInvoice({ encounterId, status: 'open', amount: 36_500 });
  const open = { kind: 'open', amount: 36_500, currency: 'VND', invoiceNumber: 'HD000001' };
  expect(await hospital.invoiceStatus(encounterId)).toEqual({
    ok: true,
    value: {
      ...open,
      paymentCode: paymentCode({ amount: 36_500, purpose: 'THANH TOAN HD000001' }),
      expiresAt: null,
    },
  });
  const expiresAt = '2026-11-23T02:00:00Z';
  his.staff.setInvoice({ encounterId, status: 'open', paymentCode: null, expiresAt });
  expect(await hospital.invoiceStatus(encounterId)).toEqual({
    ok: true,
    value: { ...open, paymentCode: null, expiresAt },
  });
  for (const status of ['balanced', 'cancelled', 'paid-twice'] as const) {
    his.staff.setInvoice({ encounterId, status });
    expect(await hospital.invoiceStatus(encounterId)).toEqual({ ok: true, value: { kind: status } });
  }
});

it('charges at registration who pays alone', async () => {
  his.staff.setFee(150_000);
  const alone = await submit(visit({ key: key(5), coverage: null }));
  const insured = await submit(visit({ key: key(6), clinic: { id: 'mat', name: 'Mắt' } }));
  const invoices = [alone, insured].map((answer) =>
    hospital.invoiceStatus(answer.kind === 'confirmed' ? (answer.encounterId ?? '') : ''),
  );
  expect(await Promise.all(invoices)).toMatchObject([
    { value: { kind: 'open', amount: 150_000 } },
    { value: { kind: 'none' } },
  ]);
});

it('keeps the newest audit head of the kiosk', async () => {
  expect(await hospital.auditHead('K1')).toEqual({ ok: true, value: null });
  const head = { count: 3, hash: 'ab'.repeat(32) };
  await hospital.submit(stamp.key, body(visit()), undefined, head);
  expect(await hospital.auditHead('K1')).toEqual({ ok: true, value: head });
  expect(await hospital.auditHead('K2')).toEqual({ ok: true, value: null });
});
