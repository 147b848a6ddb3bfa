/** Slips, the last visit and the communes, as servers other than ours might answer. */
import { afterEach, describe, expect, it } from 'vitest';
import { addressUnits } from './address-units.ts';
import type { HospitalApi } from './hospital-api.ts';
import { fhirSystems } from './identifiers.ts';
import { searchset, serveFhir, type Answer, type Asked, type TestServer } from './test-server.ts';

const systems = fhirSystems();
let server: TestServer | null = null;
afterEach(() => server?.close());

async function serve(answer: (asked: Asked) => Answer): Promise<HospitalApi> {
  server = await serveFhir(answer);
  return server.hospital;
}

const patient = (id: string, more: object = {}) => ({
  resourceType: 'Patient',
  id,
  name: [{ text: 'Lê Hòa' }],
  ...more,
});
const actor = (reference: string) => ({ actor: { reference }, status: 'accepted' });
const appointment = (id: string, patientId: string, more: object = {}) => ({
  resourceType: 'Appointment',
  id,
  status: 'booked',
  start: '2026-11-23T08:30:00+07:00',
  participant: [actor(`Patient/${patientId}`), actor('HealthcareService/mat')],
  ...more,
});
const referral = (more: object = {}) => ({
  resourceType: 'ServiceRequest',
  status: 'active',
  subject: { reference: 'Patient/p1' },
  ...more,
});
const slip = { kind: 'appointment', code: 'LH00000001' } as const;
const referralSlip = { kind: 'referral', code: 'CT00000001' } as const;
const absent: Answer = {
  status: 404,
  body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] },
};

describe('the code of a slip', () => {
  it.each([
    [slip, 'Appointment/_search', `${systems.appointmentCode}|LH00000001`, 'Appointment:patient'],
    [
      { kind: 're-examination', code: 'HK1,2' } as const,
      'Appointment/_search',
      `${systems.reExaminationCode}|HK1\\,2`,
      'Appointment:patient',
    ],
    [referralSlip, 'ServiceRequest/_search', `${systems.referralNumber}|CT00000001`, 'ServiceRequest:subject'],
  ])('of %o stands in no address', async (asked, path, identifier, include) => {
    const hospital = await serve(() => searchset([]));
    expect(await hospital.findSlip(asked)).toEqual({ ok: true, value: null });
    const [request] = server?.asked ?? [];
    expect([request?.method, request?.path]).toEqual(['POST', path]);
    const form = new URLSearchParams(request?.body);
    expect([form.get('identifier'), form.get('_include')]).toEqual([identifier, include]);
  });

  it('names its patient and its appointment', async () => {
    const hospital = await serve(() => searchset([appointment('a1', 'p1'), patient('p1', { active: false })]));
    expect(await hospital.findSlip(slip)).toMatchObject({
      value: { patient: { id: 'p1', standing: 'blocked' }, appointment: { id: 'a1' }, referral: null },
    });
  });

  it('asks for the patient who was not sent along, as far as the record that stands', async () => {
    const merged = patient('p1', { link: [{ type: 'replaced-by', other: { reference: 'Patient/p3' } }] });
    const unreadable = appointment('a2', 'p1', { start: 'soon' });
    const hospital = await serve(({ path }) =>
      path === 'Patient/p1'
        ? { body: merged }
        : path === 'Patient/p3'
          ? { body: patient('p3') }
          : searchset([appointment('a1', 'p1'), unreadable, patient('p2')]),
    );
    expect(await hospital.findSlip(slip)).toMatchObject({
      value: { namesPatient: true, patient: { id: 'p3', wasMerged: true }, appointment: { id: 'a1' } },
    });
  });

  it.each<[string, object, Answer, object]>([
    ['is gone', appointment('a1', 'p1'), absent, { namesPatient: true, patient: null }],
    ['cannot be read now', appointment('a1', 'p1'), { status: 500, body: null }, {}],
    [
      'is named by a number alone',
      appointment('a1', 'p1', {
        participant: [actor('HealthcareService/mat'), { actor: { type: 'Patient', identifier: { value: '1' } } }],
      }),
      absent,
      { namesPatient: true, patient: null },
    ],
    [
      'is nobody',
      appointment('a1', 'p1', { participant: [actor('HealthcareService/mat')] }),
      absent,
      { namesPatient: false, patient: null },
    ],
  ])('of a patient who %s', async (_name, found, answer, value) => {
    const hospital = await serve(({ path }) => (path.startsWith('Patient/') ? answer : searchset([found])));
    const slipFound = await hospital.findSlip(slip);
    expect(slipFound).toMatchObject('namesPatient' in value ? { value } : { ok: false });
  });

  it('that stands for several appointments of a patient names the patient alone', async () => {
    const hospital = await serve(() => searchset([appointment('a1', 'p1'), appointment('a2', 'p1'), patient('p1')]));
    expect(await hospital.findSlip(slip)).toMatchObject({ value: { patient: { id: 'p1' }, appointment: null } });
  });

  it('that stands for several patients names none', async () => {
    const hospital = await serve(() =>
      searchset([appointment('a1', 'p1'), appointment('a2', 'p2'), patient('p1'), patient('p2')]),
    );
    expect(await hospital.findSlip(slip)).toEqual({ ok: true, value: null });
  });

  it('leads to the record that stands', async () => {
    const merged = patient('p1', { link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] });
    const hospital = await serve(({ path }) =>
      path === 'Patient/p2' ? { body: patient('p2') } : searchset([appointment('a1', 'p1'), merged]),
    );
    expect(await hospital.findSlip(slip)).toMatchObject({ value: { patient: { id: 'p2', wasMerged: true } } });
  });

  it.each<[string, (asked: Asked) => Answer]>([
    ['the search fails', () => absent],
    ['the patient cannot be read', () => searchset([appointment('a1', 'p1'), patient('../p')])],
    ['the appointment cannot be read', () => searchset([appointment('../a', 'p1'), patient('p1')])],
    [
      'the record that stands cannot be asked for',
      ({ path }) =>
        path.startsWith('Patient/')
          ? { status: 500, body: null }
          : searchset([
              appointment('a1', 'p1'),
              patient('p1', { link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] }),
            ]),
    ],
  ])('has no answer when %s', async (_name, answer) => {
    const hospital = await serve(answer);
    expect(await hospital.findSlip(slip)).toMatchObject({ ok: false });
  });
});

describe('a referral', () => {
  it('says where from, until when, and where to', async () => {
    const hospital = await serve(() =>
      searchset([
        referral({
          requester: { display: 'Trạm y tế Mẫu' },
          performer: [{ reference: 'Practitioner/q' }, { reference: 'HealthcareService/mat' }],
          occurrencePeriod: { end: '2026-12-30T17:00:00Z' },
        }),
        patient('p1'),
      ]),
    );
    expect(await hospital.findSlip(referralSlip)).toMatchObject({
      value: {
        patient: { id: 'p1' },
        appointment: null,
        referral: { number: 'CT00000001', facility: 'Trạm y tế Mẫu', validTo: '2026-12-31', clinicId: 'mat' },
      },
    });
  });

  it('may say no more than that it is one', async () => {
    const hospital = await serve(() =>
      searchset([referral({ status: undefined, subject: undefined, requester: { display: ' ' } })]),
    );
    expect(await hospital.findSlip(referralSlip)).toEqual({
      ok: true,
      value: {
        namesPatient: false,
        patient: null,
        appointment: null,
        referral: { number: 'CT00000001', facility: null, validTo: null, clinicId: null },
      },
    });
    await server?.close();
    const coded = await serve(() =>
      searchset([referral({ subject: { display: 'ai đó' }, requester: { identifier: { value: '79017' } } })]),
    );
    expect(await coded.findSlip(referralSlip)).toMatchObject({
      value: { namesPatient: true, patient: null, referral: { facility: '79017' } },
    });
  });

  it.each([
    ['the citizen number', { system: systems.nationalId, value: '001085012345' }, { idNumber: '001085012345' }],
    ['another number', { system: 'urn:elsewhere', value: '001085012345' }, {}],
    ['a number of nothing', { system: systems.nationalId }, {}],
  ])('names somebody without a record by %s', async (_name, identifier, named) => {
    const hospital = await serve(() => searchset([referral({ subject: { type: 'Patient', identifier } })]));
    const found = await hospital.findSlip(referralSlip);
    expect(found).toEqual({
      ok: true,
      value: { namesPatient: true, patient: null, appointment: null, referral: expect.anything() as object, ...named },
    });
  });

  it.each([
    ['revoked', [referral({ status: 'revoked' })]],
    ['entered in error', [referral({ status: 'entered-in-error' })]],
    ['one of two', [referral(), referral()]],
  ])('that is %s is none', async (_name, found) => {
    const hospital = await serve(() => searchset(found));
    expect(await hospital.findSlip(referralSlip)).toEqual({ ok: true, value: null });
  });

  it('that cannot be read is no answer', async () => {
    const odd = await serve(() => searchset([referral({ performer: 'odd' })]));
    expect(await odd.findSlip(referralSlip)).toMatchObject({ ok: false, failure: { detail: 'not-a-referral' } });
    await server?.close();
    const merged = patient('p1', { link: [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }] });
    const hospital = await serve(({ path }) =>
      path.startsWith('Patient/') ? { status: 500, body: null } : searchset([referral(), merged]),
    );
    expect(await hospital.findSlip(referralSlip)).toMatchObject({ ok: false });
  });
});

describe('the last visit', () => {
  const encounter = (start: unknown, clinicId: string, more: object = {}) => ({
    resourceType: 'Encounter',
    status: 'finished',
    serviceType: { coding: [{ system: systems.clinic, code: clinicId }] },
    period: { start },
    ...more,
  });

  it('is the newest that took place in a clinic, in whatever order they come', async () => {
    const hospital = await serve(() =>
      searchset([
        encounter('2026-10-01T08:00:00+07:00', 'nhi'),
        encounter('2026-11-02T08:00:00+07:00', 'mat', {
          participant: [{}, { individual: { reference: 'Practitioner/q' } }],
        }),
        encounter('2026-11-20T08:00:00+07:00', 'ngoai', { status: 'cancelled' }),
        encounter('2026-11-24T08:00:00+07:00', 'ngoai', { status: 'planned' }),
        encounter('2026-11-19T08:00:00+07:00', 'ngoai', { status: 'entered-in-error' }),
        encounter('2026-11-18T08:00:00+07:00', 'ngoai', { serviceType: undefined }),
        encounter('gần đây', 'ngoai'),
        encounter(7, 'ngoai'),
        encounter('2026-11-17T08:00:00+07:00', 'ngoai', { period: undefined }),
      ]),
    );
    expect(await hospital.lastVisit('p1')).toEqual({ ok: true, value: { clinicId: 'mat', doctorId: 'q' } });
    expect(server?.asked[0]?.path).toBe('Encounter?patient=p1&_sort=-date&_count=20');
  });

  it('may name no doctor, and there may be none', async () => {
    const hospital = await serve(({ path }) =>
      searchset(path.includes('p1') ? [encounter('2026-11-02', 'mat', { status: undefined })] : []),
    );
    expect(await hospital.lastVisit('p1')).toEqual({ ok: true, value: { clinicId: 'mat', doctorId: null } });
    expect(await hospital.lastVisit('p2')).toEqual({ ok: true, value: null });
    await server?.close();
    expect(await (await serve(() => absent)).lastVisit('p1')).toMatchObject({ failure: { status: 404 } });
  });
});

describe('the communes', () => {
  const unit = (code: string, display: unknown, concept?: unknown) => ({ code, display, concept });

  it('come with their provinces, without those that cannot be read', async () => {
    const concept = [
      unit('01', 'Hà Nội', [unit('00004', 'Ba Đình'), unit('00008', 7), 'odd', unit('../x', 'Cửa Nam')]),
      unit('04', 'Cao Bằng'),
      unit('79', null, [unit('26740', 'Sài Gòn')]),
    ];
    const hospital = await serve(() => searchset([{ resourceType: 'CodeSystem', concept }]));
    expect(await hospital.addressUnits()).toEqual({
      ok: true,
      value: [{ code: '00004', name: 'Ba Đình', provinceCode: '01', provinceName: 'Hà Nội' }],
    });
    expect(decodeURIComponent(server?.asked[0]?.path ?? '')).toBe(`CodeSystem?url=${systems.addressUnits}`);
  });

  it.each<[string, Answer, object]>([
    ['knows no code systems', absent, { ok: true, value: [] }],
    ['has none of this name', searchset([]), { ok: true, value: [] }],
    ['has an empty one', searchset([{ resourceType: 'CodeSystem' }]), { ok: true, value: [] }],
    ['has an odd one', searchset([{ resourceType: 'CodeSystem', concept: 1 }]), { ok: false }],
    ['is broken', { status: 500, body: null }, { ok: false }],
  ])('of a hospital that %s', async (_name, answer, expected) => {
    const hospital = await serve(() => answer);
    expect(await hospital.addressUnits()).toMatchObject(expected);
  });

  it('end somewhere', () => {
    const concept = [
      unit(
        '01',
        'Hà Nội',
        Array.from({ length: 20_001 }, (_, index) => unit(String(index), 'xã')),
      ),
    ];
    expect(addressUnits([{ resourceType: 'CodeSystem', concept }])).toHaveLength(20_000);
  });
});
