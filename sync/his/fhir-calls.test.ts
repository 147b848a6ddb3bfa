/** Calls of the adapter that only a recording server can show whole: what is asked, and what is made of the answer. */
import { afterEach, describe, expect, it } from 'vitest';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { fhirSystems, hl7 } from './identifiers.ts';
import { parameters, searchset, serveFhir, type Answer, type Asked, type TestServer } from './test-server.ts';

const systems = fhirSystems();
const hash = 'ab'.repeat(32);
const key = '3f2b7c1e-5d4a-4e8b-9c61-0a7d2f9b8e11';

let server: TestServer;
afterEach(() => server.close());

async function serve(answer: Answer | ((asked: Asked) => Answer)) {
  server = await serveFhir(typeof answer === 'function' ? answer : () => answer);
  return server.hospital;
}
const query = (index = 0) => new URLSearchParams(server.asked[index]?.path.split('?')[1]);
const absent: Answer = { status: 404, body: { resourceType: 'OperationOutcome', issue: [{ code: 'not-found' }] } };
const bad = (detail: string) => ({ ok: false, failure: { kind: 'bad-answer', detail } });
const refused = { ok: false, failure: { kind: 'refused', status: 404, detail: 'http-404 not-found' } };

describe('capabilities', () => {
  const statement = (rest: object, software?: object): Answer => ({
    body: { resourceType: 'CapabilityStatement', ...(software ? { software } : {}), rest: [rest] },
  });

  it('are the operations and types that the server lists', async () => {
    const rest = {
      operation: [{ name: 'lease-queue-numbers' }, { name: '$audit-head' }, { name: 'export' }],
      resource: ['Slot', 'PractitionerRole', 'HealthcareService', 'Task', 'Invoice'].map((type) => ({ type })),
    };
    const hospital = await serve(statement(rest, { name: 'HIS mẫu', version: '7.2' }));
    expect(await hospital.capabilities()).toEqual({
      ok: true,
      value: { software: 'HIS mẫu', version: '7.2', offers: ['leases', 'audit-head', 'schedule', 'ticket', 'invoice'] },
    });
    expect(server.asked[0]?.path).toBe('metadata');
  });

  it('may be nothing', async () => {
    const hospital = await serve({ body: { resourceType: 'CapabilityStatement' } });
    expect(await hospital.capabilities()).toEqual({
      ok: true,
      value: { software: 'unnamed', version: null, offers: [] },
    });
    await server.close();
    const other = await serve(absent);
    expect(await other.capabilities()).toEqual(refused);
  });
});

describe('required fields', () => {
  it('are those that a document can have', async () => {
    const hospital = await serve(
      parameters(
        { name: 'field', valueCode: 'residence' },
        { name: 'field', valueCode: 'fullName' },
        { name: 'field', valueCode: 'shoeSize' },
        { name: 'field' },
        { name: 'other', valueCode: 'sex' },
      ),
    );
    expect(await hospital.requiredFields()).toEqual({ ok: true, value: ['fullName', 'residence'] });
  });

  it('are none where the hospital has no such operation, and unknown when it fails', async () => {
    const hospital = await serve(absent);
    expect(await hospital.requiredFields()).toEqual({ ok: true, value: [] });
    await server.close();
    const content = await serve({ body: { resourceType: 'Parameters' } });
    expect(await content.requiredFields()).toEqual({ ok: true, value: [] });
    await server.close();
    const failing = await serve({ status: 500, body: null });
    expect(await failing.requiredFields()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  });
});

describe('records that may be somebody’s', () => {
  const an = { fullName: 'NGUYEN VAN AN', birthDate: '1985-03-15' };
  const named = (id: string, text: string, birthDate: string, more: object = {}) => ({
    resourceType: 'Patient',
    id,
    name: [{ text }],
    birthDate,
    ...more,
  });

  it('have the same name, marks and case aside, and no other birth date', async () => {
    const hospital = await serve(
      searchset([
        named('p1', 'Nguyễn Văn Ấn', '1985-03-15'),
        named('p2', 'Nguyễn  Văn An', '1985'),
        named('p3', 'Nguyễn Văn Anh', '1985-03-15'),
        named('p4', 'Nguyễn Văn An', '1985-03-16'),
        { resourceType: 'Patient', id: 'p5', name: [{ text: 'Nguyễn Văn An' }] },
        named('p6', 'Nguyễn Văn An', '1985-03-15', { link: [{ type: 'replaced-by' }] }),
      ]),
    );
    expect(await hospital.similarPatients(an)).toEqual({ ok: true, value: 2 });
    expect(server.asked[0]).toMatchObject({
      path: 'Patient/_search',
      body: expect.stringContaining('birthdate=1985&') as string,
    });
  });

  it('are none where the hospital has no such search, and unknown when it fails', async () => {
    const hospital = await serve(absent);
    expect(await hospital.similarPatients(an)).toEqual({ ok: true, value: 0 });
    await server.close();
    const other = await serve({ status: 500, body: {} });
    expect(await other.similarPatients(an)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  });
});

describe('the appointments of a day', () => {
  const appointment = (id: string, patientId: string, start = '2026-11-23T08:30:00+07:00') => ({
    resourceType: 'Appointment',
    id,
    start,
    participant: [
      { actor: { reference: `Patient/${patientId}` } },
      { actor: { reference: 'HealthcareService/mat' } },
      { actor: { reference: 'Practitioner/q', display: 'BS. Đỗ Minh Quang' } },
    ],
  });
  const patient = (id: string, ...identifier: object[]) => ({ resourceType: 'Patient', id, identifier });

  it('are found again by any key of whom they are for', async () => {
    const everyKey = patient(
      'p1',
      { system: systems.nationalId, value: '001085012345' },
      { system: systems.oldNationalId, value: '012345678' },
      { system: systems.insuranceNumber, value: '0123456789' },
      { type: { coding: [{ system: hl7.identifierType, code: 'PPN' }] }, value: 'C1234567' },
      { system: 'http://fhir.ehealth.gov.vn/core/sid/patient-internal-id', value: 'of some hospital' },
      { system: systems.hospitalPatientCode, value: 'BN26001047' },
    );
    const hospital = await serve(({ path }) =>
      path.includes('page=2')
        ? searchset([
            appointment('a1', 'p1', '2026-11-23T01:00:00Z'),
            everyKey,
            appointment('other-day', 'p1', '2026-11-24T08:30:00+07:00'),
            appointment('not-sent-along', 'p9'),
            appointment('keyless', 'p3'),
            patient('p3', { system: systems.nationalId }),
            { ...appointment('nobody', 'p1'), participant: [{ actor: { reference: 'HealthcareService/mat' } }] },
            { ...appointment('no clinic', 'p1'), participant: [{ actor: { reference: 'Patient/p1' } }] },
            { resourceType: 'Appointment', id: 7 },
          ])
        : searchset(
            [appointment('a2', 'p2'), patient('p2', { system: systems.nationalId, value: '001085099999' })],
            `${server.url}/Appointment?page=2`,
          ),
    );
    expect(await hospital.dayAppointments('2026-11-23')).toEqual({
      ok: true,
      value: [
        {
          id: 'a1',
          clinicId: 'mat',
          start: '2026-11-23T01:00:00Z',
          practitioner: 'BS. Đỗ Minh Quang',
          practitionerId: 'q',
          kind: 'appointment',
          status: 'booked',
          movedTo: null,
          patientId: 'p1',
          keys: {
            idNumber: '001085012345',
            oldIdNumber: '012345678',
            insuranceNumber: '0123456789',
            passportNumber: 'C1234567',
            patientCode: 'BN26001047',
          },
        },
        expect.objectContaining({ id: 'a2', patientId: 'p2' }),
      ],
    });
    expect([...query()]).toEqual([
      ['date', 'ge2026-11-23T00:00:00+07:00'],
      ['date', 'lt2026-11-24T00:00:00+07:00'],
      ['status', 'booked'],
      ['_include', 'Appointment:patient'],
      ['_count', '500'],
    ]);
  });

  it('are refused by a hospital that keeps none', async () => {
    const hospital = await serve(absent);
    expect(await hospital.dayAppointments('2026-11-23')).toEqual(refused);
  });
});

describe('the schedule of a day', () => {
  it('is three searches', async () => {
    const hospital = await serve(({ path }) =>
      searchset(path.startsWith('HealthcareService') ? [{ resourceType: 'HealthcareService', id: 'mat' }] : []),
    );
    expect(await hospital.schedule('2026-11-23')).toMatchObject({
      ok: true,
      value: [{ clinicId: 'mat', hours: null }],
    });
    expect(server.asked.map(({ path }) => decodeURIComponent(path))).toEqual([
      'HealthcareService?_count=500',
      'PractitionerRole?_include=PractitionerRole:practitioner&_count=500',
      'Slot?status=free&start=ge2026-11-23T00:00:00+07:00&start=lt2026-11-24T00:00:00+07:00&_include=Slot:schedule&_count=500',
    ]);
  });

  it.each(['HealthcareService', 'PractitionerRole', 'Slot'])('is useless without %s', async (type) => {
    const hospital = await serve(({ path }) => (path.startsWith(type) ? absent : searchset([])));
    expect(await hospital.schedule('2026-11-23')).toEqual(refused);
  });
});

describe('a ticket', () => {
  const task = (status: string, code = 'queue-ticket') => ({
    resourceType: 'Task',
    status,
    code: { coding: [{ code }] },
    identifier: [{ system: systems.queueNumber, use: 'official', value: status === 'requested' ? 'B002' : 'A001' }],
    owner: { reference: 'HealthcareService/mat' },
  });

  it('is asked for by its check-in key', async () => {
    const hospital = await serve(searchset([task('requested', 'data-conflict'), task('accepted')]));
    expect(await hospital.ticket(key)).toEqual({
      ok: true,
      value: { state: 'called', number: 'A001', clinicId: 'mat', moment: null, ahead: null },
    });
    expect([...query()]).toEqual([
      ['identifier', `${systems.checkIn}|${key}`],
      ['code', `${systems.taskCode}|queue-ticket`],
    ]);
  });

  it('is the living one when the visit was moved', async () => {
    const hospital = await serve(searchset([task('cancelled'), task('requested')]));
    expect(await hospital.ticket(key)).toMatchObject({ value: { state: 'waiting', number: 'B002' } });
    await server.close();
    const cancelled = await serve(searchset([task('cancelled')]));
    expect(await cancelled.ticket(key)).toMatchObject({ value: { state: 'cancelled' } });
  });

  it('may not be there, and may not be readable', async () => {
    const hospital = await serve(searchset([task('requested', 'desk-follow-up')]));
    expect(await hospital.ticket(key)).toEqual({ ok: true, value: null });
    await server.close();
    for (const odd of [task('lost'), { ...task('requested'), owner: 7 }]) {
      const other = await serve(searchset([odd]));
      expect(await other.ticket(key)).toEqual(bad('not-a-ticket'));
      await server.close();
    }
    const refusing = await serve(absent);
    expect(await refusing.ticket(key)).toEqual(refused);
  });
});

describe('what is to be paid', () => {
  it('is asked for by the visit', async () => {
    const invoice = { resourceType: 'Invoice', status: 'issued', totalGross: { value: 36_500, currency: 'VND' } };
    const hospital = await serve(searchset([invoice]));
    expect(await hospital.invoiceStatus('enc-1')).toEqual({
      ok: true,
      value: {
        kind: 'open',
        amount: 36_500,
        currency: 'VND',
        paymentCode: null,
        expiresAt: null,
        invoiceNumber: null,
      },
    });
    expect([...query()]).toEqual([['identifier', `${systems.visitInvoice}|enc-1`]]);
  });

  it('is never guessed', async () => {
    const hospital = await serve(searchset([{ resourceType: 'Invoice' }]));
    expect(await hospital.invoiceStatus('enc-1')).toEqual(bad('not-an-invoice'));
    await server.close();
    const other = await serve(absent);
    expect(await other.invoiceStatus('enc-1')).toEqual(refused);
  });
});

describe('the audit head', () => {
  it('travels with a submit, outside of its body', async () => {
    const hospital = await serve({ status: 503, body: null });
    await hospital.submit(key, '{}', undefined, { count: 7, hash });
    await hospital.submit(key, '{}');
    await hospital.submit(key, '{}', undefined, null);
    expect(server.asked.map(({ headers, body }) => [headers['tiepdon-audit-head'], body])).toEqual([
      [`K1 7 ${hash}`, '{}'],
      [undefined, '{}'],
      [undefined, '{}'],
    ]);
  });

  it('comes back for the kiosk that is asked about', async () => {
    const head = parameters({ name: 'count', valueUnsignedInt: 7 }, { name: 'hash', valueString: hash });
    const hospital = await serve(head);
    expect(await hospital.auditHead('K 2&kiosk=K1')).toEqual({ ok: true, value: { count: 7, hash } });
    expect([...query()]).toEqual([['kiosk', 'K 2&kiosk=K1']]);
  });

  it('may not be there yet, and may be none', async () => {
    const hospital = await serve(absent);
    expect(await hospital.auditHead('K1')).toEqual({ ok: true, value: null });
    await server.close();
    const failing = await serve({ status: 401, body: null });
    expect(await failing.auditHead('K1')).toMatchObject({ ok: false, failure: { kind: 'refused', status: 401 } });
    await server.close();
    for (const parts of [
      [{ name: 'count', valueUnsignedInt: 7 }],
      [{ name: 'hash', valueString: hash }],
      [
        { name: 'count', valueUnsignedInt: 7 },
        { name: 'hash', valueString: 'AB'.repeat(32) },
      ],
    ]) {
      const other = await serve(parameters(...parts));
      expect(await other.auditHead('K1')).toEqual(bad('not-an-audit-head'));
      await server.close();
    }
  });
});

it('keeps its breaker for look-ups: a registration goes out whatever they came to', async () => {
  const breaker = createCircuitBreaker({ monotonicNow: () => 0, failuresToOpen: 1 });
  server = await serveFhir(() => ({ status: 503, body: null }), { breaker });
  const { hospital } = server;
  expect(await hospital.clinics()).toMatchObject({ failure: { detail: 'http-503' } });
  expect(await hospital.clinics()).toMatchObject({ failure: { kind: 'unreachable', detail: 'circuit-open' } });
  expect(await hospital.submit(key, '{}')).toMatchObject({ kind: 'retry', detail: 'http-503' });
  expect(server.asked.map(({ method }) => method)).toEqual(['GET', 'POST']);
});
