/** A server that speaks FHIR and still gives answers that cannot be used. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HospitalApi } from './hospital-api.ts';
import { parameters, searchset, serveFhir, type Answer, type TestServer } from './test-server.ts';

let answer: Answer;
let server: TestServer;
let hospital: HospitalApi;

beforeEach(async () => {
  server = await serveFhir(() => answer);
  ({ hospital } = server);
});

afterEach(() => server.close());

const keys = {
  idNumber: '001085012345',
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};
const subject = { patientId: null, idNumber: null, insuranceNumber: null, fullName: null, birthDate: null };
const lease = {
  kioskId: 'K1',
  clinicId: 'mat',
  serviceDate: '2026-11-23',
  session: 'morning',
  stream: 'insured',
  size: 5,
} as const;
const bad = (detail: string) => ({ ok: false, failure: { kind: 'bad-answer', detail } });

describe('an answer that cannot be used', () => {
  it('is a patient without an id, an appointment without one, a clinic without one', async () => {
    answer = searchset([{ resourceType: 'Patient' }]);
    expect(await hospital.findPatient(keys)).toEqual(bad('not-a-patient'));
    answer = searchset([{ resourceType: 'Appointment' }]);
    expect(await hospital.appointments('p', { from: '2026-11-23', to: '2026-11-23' })).toEqual(
      bad('not-an-appointment'),
    );
    answer = searchset([{ resourceType: 'HealthcareService' }]);
    expect(await hospital.clinics()).toEqual(bad('not-a-clinic'));
    answer = searchset([{ resourceType: 'Location' }]);
    expect(await hospital.clinics()).toEqual(bad('not-a-clinic'));
  });

  it('is an eligibility without a code', async () => {
    answer = { status: 200, body: { resourceType: 'CoverageEligibilityResponse' } };
    expect(await hospital.eligibility(subject)).toEqual(bad('no-gateway-code'));
  });

  it.each<[string, object[]]>([
    ['nothing', []],
    [
      'no last number',
      [
        { name: 'prefix', valueString: 'A' },
        { name: 'first', valuePositiveInt: 1 },
      ],
    ],
    [
      'a block that ends before it begins',
      [
        { name: 'prefix', valueString: 'A' },
        { name: 'first', valuePositiveInt: 5 },
        { name: 'last', valuePositiveInt: 4 },
      ],
    ],
    [
      'a sentence in front of its numbers',
      [
        { name: 'prefix', valueString: 'please go to the counter' },
        { name: 'first', valuePositiveInt: 1 },
        { name: 'last', valuePositiveInt: 4 },
      ],
    ],
  ])('is a lease with %s', async (_name, parameter) => {
    answer = parameters(...parameter);
    expect(await hospital.leaseNumbers(lease)).toEqual(bad('not-a-lease'));
  });

  it('leaves a registration waiting, whatever its body is', async () => {
    answer = { status: 200, body: { resourceType: 'OperationOutcome', issue: [] } };
    for (const body of ['{"entry":[]}', '{}', 'null', 'no json']) {
      expect(await hospital.submit('key', body)).toMatchObject({ kind: 'retry' });
    }
  });
});

describe('a usable answer', () => {
  it('may hold warnings and records that were merged into another', async () => {
    answer = {
      status: 200,
      body: {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [
          { resource: { resourceType: 'OperationOutcome', issue: [] }, search: { mode: 'outcome' } },
          { resource: { resourceType: 'Patient', id: 'old', link: [{ type: 'replaced-by' }] } },
          { resource: { resourceType: 'Patient', id: 'new', link: [{ type: 'replaces' }] } },
          {},
        ],
      },
    };
    expect(await hospital.findPatient(keys)).toMatchObject({ value: { kind: 'one', patient: { id: 'new' } } });
  });

  it('may be empty', async () => {
    answer = { status: 200, body: { resourceType: 'Bundle', type: 'searchset' } };
    expect(await hospital.clinics()).toEqual({ ok: true, value: [] });
    answer = { status: 201, body: null };
    expect(await hospital.callStaff({ key: 'k', kioskId: 'K1', location: 'A', urgency: 'help' })).toEqual({
      ok: true,
      value: null,
    });
  });

  it('lists appointments by time', async () => {
    const at = (id: string, start: string) => ({
      resourceType: 'Appointment',
      id,
      start,
      participant: [{ actor: { reference: 'HealthcareService/mat' } }],
    });
    answer = searchset([at('b', '2026-11-23T03:00:00Z'), at('a', '2026-11-23T08:00:00+07:00')]);
    expect(await hospital.appointments('p', { from: '2026-11-23', to: '2026-11-23' })).toMatchObject({
      value: [{ id: 'a' }, { id: 'b' }],
    });
  });
});

it('sends the frozen body as it is, under its key and with its token', async () => {
  answer = { status: 503, body: null };
  const body = '{ "resourceType" : "Bundle", "entry": [ ] }';
  await hospital.submit('3f2b7c1e', body);
  const [sent] = server.asked;
  expect(sent?.body).toBe(body);
  expect(sent?.headers).toMatchObject({
    'content-type': 'application/fhir+json',
    'idempotency-key': '3f2b7c1e',
    prefer: 'return=representation',
    authorization: 'Bearer secret',
  });
});
