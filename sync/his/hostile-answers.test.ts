/**
 * A server whose answers are almost right: in each, something has been replaced by anything that JSON can hold. Every
 * call must end with a value that its callers can rely on, or say that the answer is none.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HospitalApi, HospitalResult } from './hospital-api.ts';
import { fhirSystems, hl7 } from './identifiers.ts';
import { promises } from './test-promises.ts';
import { serveFhir, type TestServer } from './test-server.ts';

const systems = fhirSystems();
const serviceDate = '2026-11-23';

let body: unknown;
let server: TestServer;
beforeAll(async () => {
  server = await serveFhir(() => ({ body: body as object }));
});
afterAll(() => server.close());

const keys = {
  idNumber: '1',
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};
const calls: { [K in keyof typeof promises]: (hospital: HospitalApi) => Promise<HospitalResult<unknown>> } = {
  findPatient: (hospital) => hospital.findPatient(keys),
  eligibility: (hospital) =>
    hospital.eligibility({ patientId: 'p', idNumber: null, insuranceNumber: null, fullName: null, birthDate: null }),
  dayAppointments: (hospital) => hospital.dayAppointments(serviceDate),
  clinics: (hospital) => hospital.clinics(),
  schedule: (hospital) => hospital.schedule(serviceDate),
  ticket: (hospital) => hospital.ticket('k'),
  invoiceStatus: (hospital) => hospital.invoiceStatus('e'),
  capabilities: (hospital) => hospital.capabilities(),
  requiredFields: (hospital) => hospital.requiredFields(),
  auditHead: (hospital) => hospital.auditHead('K1'),
  appointments: (hospital) => hospital.appointments('p', { from: serviceDate, to: serviceDate }),
  findSlip: (hospital) => hospital.findSlip({ kind: 'referral', code: 'CT00000001' }),
  lastVisit: (hospital) => hospital.lastVisit('p'),
  addressUnits: (hospital) => hospital.addressUnits(),
  similarPatients: (hospital) => hospital.similarPatients({ fullName: 'Nguyễn An', birthDate: '1985' }),
};

const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  link: [{ relation: 'self', url: 'x' }],
  entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
});
const refer = (reference: string) => ({ reference, display: 'ai đó' });
const patient = {
  resourceType: 'Patient',
  id: 'p',
  identifier: [
    { system: systems.nationalId, value: '001085012345' },
    { type: { coding: [{ code: 'PPN' }] }, value: 'C1' },
  ],
  name: [{ use: 'official', family: 'Nguyễn', given: ['An'] }],
  gender: 'male',
  birthDate: '1985-03-15',
  active: true,
  deceasedBoolean: false,
  link: [{ type: 'seealso', other: { reference: 'Patient/o' } }],
};
const clinic = {
  resourceType: 'HealthcareService',
  id: 'mat',
  active: true,
  name: 'Mắt',
  type: [{ coding: [{ system: systems.examination, code: '02.1897', display: 'Khám Mắt' }] }],
  location: [refer('Location/r')],
  specialty: [{ coding: [{ system: systems.specialty, code: 'mat', display: 'Mắt' }] }],
  characteristic: [{ coding: [{ system: systems.clinicKind, code: 'screening' }] }],
  availableTime: [{ daysOfWeek: ['mon'], availableStartTime: '07:00:00', availableEndTime: '11:30:00' }],
  notAvailable: [{ during: { start: '2027-02-05', end: '2027-02-12' } }],
  extension: [
    { url: systems.waitingCount, valueUnsignedInt: 3 },
    {
      url: systems.quota,
      extension: [
        { url: 'session', valueCode: 'morning' },
        { url: 'limit', valueUnsignedInt: 80 },
        { url: 'left', valueUnsignedInt: 12 },
      ],
    },
    {
      url: systems.laterSession,
      extension: [
        { url: 'date', valueDate: '2026-11-24' },
        { url: 'session', valueCode: 'morning' },
      ],
    },
  ],
};
const start = '2026-11-23T08:30:00+07:00';
const searched = bundle(
  patient,
  clinic,
  {
    resourceType: 'Location',
    id: 'r',
    status: 'active',
    name: '207',
    partOf: { display: '2' },
    extension: [{ url: systems.building, valueString: 'Nhà A' }],
  },
  {
    resourceType: 'Appointment',
    id: 'a',
    start,
    status: 'cancelled',
    appointmentType: { coding: [{ system: hl7.appointmentReason, code: 'FOLLOWUP' }] },
    cancelationReason: { coding: [{ system: systems.cancellationReason, code: 'moved' }] },
    extension: [{ url: systems.movedTo, valueDateTime: '2026-11-25T08:30:00+07:00' }],
    participant: ['Patient/p', 'HealthcareService/mat', 'Practitioner/q'].map((it) => ({ actor: refer(it) })),
  },
  {
    resourceType: 'PractitionerRole',
    id: 'role',
    practitioner: refer('Practitioner/q'),
    healthcareService: [refer('HealthcareService/mat')],
    period: { start: '2020-01-01', end: '2030-01-01' },
    notAvailable: [{ during: { start: serviceDate } }],
    extension: [{ url: systems.waitingCount, valueUnsignedInt: 3 }],
  },
  {
    resourceType: 'ServiceRequest',
    status: 'active',
    subject: refer('Patient/p'),
    requester: refer('Organization/o'),
    performer: [refer('HealthcareService/mat')],
    occurrencePeriod: { end: '2026-12-31' },
  },
  {
    resourceType: 'Encounter',
    status: 'finished',
    serviceType: { coding: [{ system: systems.clinic, code: 'mat' }] },
    period: { start },
    participant: [{ individual: refer('Practitioner/q') }],
  },
  {
    resourceType: 'CodeSystem',
    concept: [{ code: '01', display: 'Hà Nội', concept: [{ code: '00004', display: 'Ba Đình' }] }],
  },
  { resourceType: 'Practitioner', id: 'q', name: [{ text: 'BS. Đỗ Minh Quang' }] },
  { resourceType: 'Schedule', id: 's', actor: [refer('HealthcareService/mat'), refer('PractitionerRole/role')] },
  { resourceType: 'Slot', id: 'x', schedule: refer('Schedule/s'), status: 'free', start },
  {
    resourceType: 'Task',
    status: 'requested',
    code: { coding: [{ code: 'queue-ticket' }] },
    identifier: [{ system: systems.queueNumber, use: 'official', value: 'A001' }],
    owner: refer('HealthcareService/mat'),
    extension: [{ url: systems.ahead, valueUnsignedInt: 2 }],
  },
  {
    resourceType: 'Invoice',
    status: 'issued',
    identifier: [{ system: 'https://his.example/invoice', value: 'HD-1' }],
    totalGross: { value: 36_500, currency: 'VND' },
    extension: [
      { url: systems.paymentCode, valueString: '000201' },
      { url: systems.paymentExpires, valueDateTime: start },
      { url: systems.paidTwice, valueBoolean: false },
    ],
  },
);
const single: { [K in keyof typeof promises]?: object } = {
  eligibility: {
    resourceType: 'CoverageEligibilityResponse',
    disposition: '000 ok',
    extension: [
      { url: systems.gatewayCode, valueCode: '000' },
      { url: systems.route, valueCode: 'right' },
      { url: systems.benefitPercent, valueDecimal: 80 },
      { url: systems.registeredFacility, valueReference: { identifier: { value: '01005' }, display: 'BV' } },
      { url: systems.openStay, valueBoolean: true },
      { url: systems.openStayAt, valueString: 'BV khác' },
      {
        url: systems.referral,
        extension: [
          { url: 'number', valueString: 'CT1' },
          { url: 'facility', valueString: 'BV khác' },
          { url: 'valid-to', valueDate: '2026-12-31' },
        ],
      },
    ],
    insurance: [
      {
        coverage: { identifier: { value: 'DN4010116042735' } },
        benefitPeriod: { start: '2026-01-01', end: '2026-12-31' },
        item: [{ benefit: [{ type: { coding: [{ code: 'copay-percent' }] }, allowedUnsignedInt: 20 }] }],
      },
    ],
  },
  capabilities: {
    resourceType: 'CapabilityStatement',
    software: { name: 'HIS', version: '1' },
    rest: [{ operation: [{ name: 'audit-head' }], resource: [{ type: 'Task' }] }],
  },
  requiredFields: { resourceType: 'Parameters', parameter: [{ name: 'field', valueCode: 'fullName' }] },
  auditHead: {
    resourceType: 'Parameters',
    parameter: [
      { name: 'count', valueUnsignedInt: 7 },
      { name: 'hash', valueString: 'ab'.repeat(32) },
    ],
  },
};

/** Every place in a JSON value, as the way to it. */
function placesIn(value: unknown, way: string[] = []): string[][] {
  const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [way, ...children.flatMap(([name, child]) => placesIn(child, [...way, name]))];
}

function replaced(value: unknown, [name, ...rest]: string[], by: unknown): unknown {
  if (name === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[name] = replaced(copy[name], rest, by);
  return copy;
}

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    '../../admin',
    'x'.repeat(2_000),
    '__proto__',
    'http://169.254.169.254/latest',
    '9999-99-99',
    '2026-11-23T08:30:00',
    -1,
    1e308,
    2 ** 53,
  ),
);

for (const name of Object.keys(promises) as (keyof typeof promises)[]) {
  const good = single[name] ?? searched;
  it(`keeps what ${name} promises`, async () => {
    body = good;
    const first = await calls[name](server.hospital);
    expect(first.ok && promises[name].safeParse(first.value).success).toBe(true);

    const places = placesIn(good);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(places.length - 1), anything), { maxLength: 3 }), async (changes) => {
        body = changes.reduce<unknown>((value, [at, by]) => {
          const way = places[at] ?? [];
          return placesIn(value).some((place) => place.join() === way.join()) ? replaced(value, way, by) : value;
        }, good);
        const result = await calls[name](server.hospital);
        if (result.ok) expect(promises[name].safeParse(result.value).error).toBeUndefined();
        else expect(['bad-answer', 'refused']).toContain(result.failure.kind);
      }),
      { numRuns: 100 },
    );
  }, 30_000);
}
